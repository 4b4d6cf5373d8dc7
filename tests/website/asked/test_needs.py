"""What a page lacks is told in one go, with the file, the line and what to write there."""

from pathlib import Path

import pytest

from scripts.website.problems import BuildError
from scripts.website.project import Project
from tests.website.tiny import Tiny

MENU = "nav:\n  - Home: index.md\n  - Two:\n      - two/Pge.md\n"
WHOLE = "---\ndescription: A page.\n---\n# Home\n\nWhat is it?\n{ .question }\n"
SHORT = "\n/// short\n    needs: {}\n\n- One.\n- Two.\n- Three.\n///\n"
BARE = """---
title: no description
---
# Page

What is it?
{ .question }

## Loose

<!-- notation
$p$ : (0,1)
$t(p)$ : (0,1)
$p ; nothing
-->

`= information.surprize(1/2) | .1f`
"""
TABLE = "# Notation\n\nWhat?\n{ .question }\n\n| $p$ | a probability | `(0,1)` |\n"


def told(tiny: Tiny) -> list[str]:
    docs, order = tiny.root / "docs" / "en", ["index.md", "two/Pge.md", "reference/notation.md"]
    project = Project(tiny.root, docs, tiny.said.append, order=order, checked=False)
    with pytest.raises(BuildError) as refusal:
        project.prepare()
    return str(refusal.value).splitlines()


@pytest.fixture
def tiny(bare_project: Tiny) -> Tiny:
    bare_project.write("mkdocs.yml", MENU)
    bare_project.write("docs/en/index.md", WHOLE)
    bare_project.write("docs/en/two/page.md", BARE)
    bare_project.write("docs/en/reference/notation.md", f"---\ndescription: All.\n---\n{TABLE}")
    return bare_project


def test_all_that_a_page_lacks_is_told_at_once(tiny: Tiny) -> None:
    page = "docs/en/two/page.md"
    lines = told(tiny)
    for line in (
        f"{page}:1: the page has no description",
        f"{page}:1: the page is not in the menu",
        "    Add the line '- two/page.md' under nav: in mkdocs.yml.",
        f"{page}:9: the heading 'Loose' has no id",
        f"{page}:13: the notation page does not explain $t(p)$",
        "    | $t(p)$ | what it is | `local`, [this page](../two/page.md) |",
        "mkdocs.yml:4: the menu names two/Pge.md, which is no page",
        "    Did you mean two/page.md?",
    ):
        assert line in lines
    assert [line for line in lines if "information defines no 'surprize'" in line]


def test_a_page_that_has_everything_lacks_nothing(tiny: Tiny) -> None:
    Path(tiny.root / "docs/en/two/page.md").unlink()
    assert told(tiny) == ["mkdocs.yml:4: the menu names two/Pge.md, which is no page"]


@pytest.mark.parametrize(
    ("needs", "what"),
    [
        ("indx.md", "the page needs indx.md, which is no page"),
        ("two/Pge.md", "the page needs two/Pge.md, which is no page"),
        ("index.md", "the page needs index.md, which does not come before it in the menu"),
        ("reference/notation.md", "which does not come before it in the menu"),
    ],
)
def test_what_a_page_needs_is_a_page_that_comes_before_it(
    tiny: Tiny, needs: str, what: str
) -> None:
    (tiny.root / "docs/en/two/page.md").unlink()
    tiny.write("docs/en/index.md", WHOLE + SHORT.format(needs))
    (line,) = [line for line in told(tiny) if "the page needs" in line]
    assert line.startswith("docs/en/index.md:9: ")
    assert what in line


def test_a_page_may_need_what_comes_before_it(tiny: Tiny) -> None:
    (tiny.root / "docs/en/two/page.md").unlink()
    tiny.write(
        "docs/en/reference/notation.md",
        f"---\ndescription: All.\n---\n{TABLE}" + SHORT.format("index.md"),
    )
    assert told(tiny) == ["mkdocs.yml:4: the menu names two/Pge.md, which is no page"]
