"""The page that is being converted is found by its words."""

import pytest

from scripts.website.problems import BuildError
from tests.website.tiny import Tiny, converter


def convert(tiny: Tiny, text: str) -> str:
    tiny.page("page.md", "One $x$.")
    project = tiny.project()
    project.prepare()
    written = project.book.pages["page.md"].body
    return str(converter(project).convert(written.replace("One", text)))


def test_blanks_do_not_count(tiny_project: Tiny) -> None:
    assert "One " in convert(tiny_project, "One\t")


@pytest.mark.parametrize("word", ["Two", "# Another\n\nOne"])
def test_a_page_that_changes_meanwhile_is_named(tiny_project: Tiny, word: str) -> None:
    with pytest.raises(BuildError) as told:
        convert(tiny_project, word)
    assert str(told.value).startswith("docs/en/page.md:1: the page changed while the site was")
    assert str(told.value).endswith("Build again.")
