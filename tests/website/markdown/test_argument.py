"""The page that shows which formula rests on which: the drawing and the list say the same."""

import re

import pytest
from bs4 import BeautifulSoup, Tag

from tests.website.tiny import Tiny, problems_of

NOTATION = (
    "| Symbol | Meaning | Where it lives |",
    "| --- | --- | --- |",
    "| $p$ | a probability | `(0,1)` |",
    "| $I(p)$ | surprise, in bits | `:= information.surprise(p)` |",
)
SURPRISE = ("<!-- check: surprise -->", "$$", r"I(p) = -\log_2 p", "$$", "")
HALF = ("<!-- check: half -->", "$$", r"I(p^2) = 2 I(p)", "$$", "")
ALONE = ("<!-- check: alone -->", "$$", "p = p", "$$", "")
BLOCKS = ("/// argument | drawing", "///", "", "/// argument | list", "///")


@pytest.fixture
def page(tiny_project: Tiny) -> BeautifulSoup:
    tiny_project.page("reference/notation.md", *NOTATION, title="Notation")
    tiny_project.page("a.md", *SURPRISE, *ALONE, title="First")
    tiny_project.page("b.md", *HALF, title="Second & last")
    html = tiny_project.convert(*BLOCKS, uri="reference/way.md", checked=True)
    return BeautifulSoup(html, "html.parser")


def words(tag: Tag) -> str:
    return " ".join(tag.get_text().split())


def test_the_list_says_what_rests_on_what(page: BeautifulSoup) -> None:
    assert [words(title).rstrip("¶ ") for title in page.find_all("h3")] == [
        "First",
        "Second & last",
    ]
    assert [words(item) for item in page.select(".rests li")] == [
        "(1) surprise: (1) half rests on it.",
        "(1) half: rests on (1) surprise.",
    ]
    assert words(page.select(".argument > div > p")[0]) == "By themselves stand:"
    assert [words(item) for item in page.select(".alone li")] == ["(2) alone"]


def test_the_list_leads_to_the_formulas_and_from_one_to_another(page: BeautifulSoup) -> None:
    half = page.select("#rests-half a")
    assert [link["href"] for link in half] == ["../b.md#eq-half", "#rests-surprise"]
    assert page.find(id="rests-surprise")


def test_each_box_is_a_link_that_says_what_its_lines_show(page: BeautifulSoup) -> None:
    links = page.select(".graph a")
    assert [link["href"] for link in links] == ["../a.md#eq-surprise", "../b.md#eq-half"]
    assert [link["aria-label"] for link in links] == [
        "(1) surprise, First; half rests on it",
        "(1) half, Second & last; rests on surprise",
    ]
    for link in links:
        assert str(link["aria-label"]).startswith(words(link))


def test_marks_show_lines_and_boxes_that_are_drawn(page: BeautifulSoup) -> None:
    surprise, half = page.select(".graph li")
    assert [use["href"] for use in surprise.select(".above use")] == ["#way-0", "#box-1"]
    assert [use["href"] for use in half.select(".below use")] == ["#way-0", "#box-0"]
    assert not surprise.select(".below")
    for use in page.select("use"):
        assert page.find(id=str(use["href"]).removeprefix("#"))
    assert all(svg["aria-hidden"] == "true" for svg in page.find_all("svg"))


def test_a_line_leads_from_box_to_box(page: BeautifulSoup) -> None:
    (line,) = page.select(".ways path")
    start, *_, end = re.findall(r"\d+ \d+", str(line["d"]))
    boxes = [page.find(id=f"box-{number}") for number in (0, 1)]
    assert all(isinstance(box, Tag) for box in boxes)
    first, second = (
        {key: int(str(value)) for key, value in box.attrs.items() if key != "id"}
        for box in boxes
        if isinstance(box, Tag)
    )
    assert start == f"{first['width']} {first['y'] + first['height'] // 2}"
    assert end == f"{second['x']} {second['y'] + second['height'] // 2}"


def test_it_is_a_drawing_or_a_list(tiny_project: Tiny) -> None:
    tiny_project.page("page.md", "/// argument | table", "///")
    (problem,) = problems_of(tiny_project.project().prepare)
    assert problem.endswith("an argument is a drawing or a list")
