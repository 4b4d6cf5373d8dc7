"""The head of a page: three lines, the time to read it, and what comes before it."""

import pytest

from tests.website.markdown.test_extension import one
from tests.website.tiny import Tiny

LINES = ("- One $x$.", "- Two `= information.surprise(1/2) | .1f bit`.", "- Three.")


def short(*options: str) -> list[str]:
    return ["/// short", *options, "", *LINES, "///", "", "Text."]


def test_three_lines_with_formulas_and_values(tiny_project: Tiny) -> None:
    section = one(tiny_project.convert(*short()), "section.in-short")
    assert section["aria-label"] == "In short"
    assert [" ".join(item.text.split()) for item in section.select("li")][1:] == [
        "Two 1.0 bit.",
        "Three.",
    ]
    assert section.select("li math")
    foot = one(str(section), ".in-short-foot")
    assert foot.text == "Reading time: 1 min. It needs nothing before it."
    assert foot.has_attr("data-search-exclude")


def test_the_time_follows_from_the_words(tiny_project: Tiny) -> None:
    made = tiny_project.convert(*short(), "word " * 500)
    assert one(made, ".in-short-foot").text.startswith("Reading time: 3 min.")


@pytest.mark.parametrize(("here", "path"), [("b.md", "c/a.md"), ("c/b.md", "a.md")])
def test_what_it_needs_is_linked_by_its_title(tiny_project: Tiny, here: str, path: str) -> None:
    tiny_project.page("c/a.md", "Text.", title="Before")
    tiny_project.page("index.md", "Text.", title="First")
    lines = short("    needs: c/a.md, index.md")
    foot = one(tiny_project.convert(*lines, uri=here), ".in-short-foot")
    assert foot.text.endswith("It builds on Before, First.")
    assert foot.select("a")[0]["href"] == path
