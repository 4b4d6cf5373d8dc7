"""A larger site for measurements: every page of it is read as a page of its own."""

from pathlib import Path

import pytest
from mkdocs.config import load_config

from scripts.website.bench.larger import DOCS, copy_project, enlarge, renamed
from scripts.website.project import Project
from tests.formulas.pages import ROOT

pytestmark = pytest.mark.slow

PAGE = """---
description: A page.
---
# One

<!-- check: sum; stable -->
$$
a
$$

/// figure | curves.of_losses(2)
    alt: A curve.
///

//// table | numbers.plain
    name: given
////

See [@eq:sum], [@fig:curves-of-losses], [@tab:given] and [@eq:elsewhere].
"""


def test_names_are_new_and_references_follow_them() -> None:
    assert renamed(PAGE, 3).splitlines() == [
        *("---", "description: A page.", "---", "# One, copy 3", ""),
        *("<!-- check: sum-copy3; loose; stable -->", "$$", "a", "$$", ""),
        *("/// figure | curves.of_losses(2)", "    name: curves-of-losses-copy3"),
        *("    alt: A curve.", "///", ""),
        *("//// table | numbers.plain", "    name: given-copy3", "////", ""),
        "See [@eq:sum-copy3], [@fig:curves-of-losses-copy3], [@tab:given-copy3]"
        " and [@eq:elsewhere].",
    ]


def test_a_notebook_has_a_title_too() -> None:
    assert renamed("# %% [markdown]\n# # Two\n# # Three\n", 2) == (
        "# %% [markdown]\n# # Two, copy 2\n# # Three\n"
    )


@pytest.fixture(scope="module")
def larger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("larger") / "project"
    copy_project(ROOT, root)
    enlarge(root, 3)
    return root


def test_it_has_so_many_times_the_pages_and_nothing_is_wrong_with_them(larger: Path) -> None:
    def pages(root: Path) -> int:
        return len(Project(root, root / DOCS).book.pages)

    assert pages(larger) == 3 * pages(ROOT)
    assert Project(larger, larger / DOCS).book.problems == []


def test_the_menu_lists_every_page(larger: Path) -> None:
    menu = load_config(str(larger / "mkdocs.yml"))["nav"]
    listed = [uri for section in menu for entry in section.values() for uri in _uris(entry)]
    assert sorted(listed) == sorted(Project(larger, larger / DOCS).book.pages)


def _uris(entry: str | list[str]) -> list[str]:
    return [entry] if isinstance(entry, str) else entry
