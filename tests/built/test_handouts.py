"""Slides and sheets hold what their pages hold, with the same numbers, and say nothing else."""

import json
import re
from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup, Tag

from tests.built.copies import Built
from tests.built.test_site import content_of, soup_of
from tests.pages import HANDOUTS, PARTS, SLIDES

NOTHING_MORE = ["numbers", "evidence", "own-numbers", "live", "term-tip", "headerlink", "careful"]


def main_of(built: Built, name: str) -> Tag:
    main = soup_of(built.site / f"{name}.html").find("main")
    assert isinstance(main, Tag)
    return main


def slides_of(built: Built, part: str) -> Tag:
    """Return all slides of a part, which may be two sets."""
    sets = [name for name in SLIDES if name.removeprefix("slides/").startswith(PARTS[part])]
    mains = "".join(main_of(built, name).decode_contents() for name in sets)
    main = BeautifulSoup(f"<main>{mains}</main>", "html.parser").main
    assert main
    return main


def pages_of(built: Built, part: str) -> list[str]:
    """Return the pages of a part that have exercises, in the order of the menu."""
    menu = soup_of(built.site / "index.html").select_one("nav.md-nav--primary > ul")
    assert isinstance(menu, Tag)
    for entry in menu.find_all("li", recursive=False):
        label = entry.select_one(":scope > label .md-ellipsis")
        if label and label.get_text().strip() == part:
            links = entry.select("nav a.md-nav__link[href$='.html']")
            names = [str(link["href"]).removesuffix(".html") for link in links]
            return [name for name in names if content_of(built, name).find(id="exercises")]
    raise AssertionError(part)


def before_exercises(built: Built, pages: list[str], selector: str) -> Iterator[tuple[str, Tag]]:
    """Yield what the pages hold above their exercises."""
    for name in pages:
        for part in content_of(built, name).select(selector):
            if part.find_next("h2", id="exercises") is not None:
                yield name, part


@pytest.mark.parametrize("part", PARTS)
def test_all_formulas_are_there_with_their_numbers(built: Built, part: str) -> None:
    slides = slides_of(built, part)
    shown = [
        (str(one.select(".formula-number")[0]["href"]), one.select("annotation")[0].get_text())
        for one in slides.select(".formula")
    ]
    wanted = [
        (f"../{name}.html#{one['id']}", one.select(".formula-body annotation")[0].get_text())
        for name, one in before_exercises(built, pages_of(built, part), ".formula")
    ]
    assert shown == wanted
    assert len(wanted) > 5 or part in ("In code", "Under the hood")


@pytest.mark.parametrize("part", PARTS)
def test_all_figures_and_tables_are_there_and_all_rows(built: Built, part: str) -> None:
    slides = slides_of(built, part)
    pages = pages_of(built, part)
    drawn = [str(svg["aria-label"]) for svg in slides.select(".drawing svg")]
    figures = [
        one for _, one in before_exercises(built, pages, "figure.figure .drawing:not(.wide) svg")
    ]
    assert drawn == [str(svg["aria-label"]) for svg in figures]
    tables = [one for _, one in before_exercises(built, pages, "figure.table")]
    open_ones = [one for one in tables if not one.find_parent("details")]
    rows = [row.get_text() for one in open_ones for row in one.select("tbody tr")]
    assert [row.get_text() for row in slides.select("figure.table tbody tr")] == rows
    assert len(figures) + len(rows) > 10


@pytest.mark.parametrize("part", PARTS)
def test_each_page_begins_with_its_question_and_in_short(built: Built, part: str) -> None:
    slides = slides_of(built, part)
    pages = [content_of(built, name) for name in pages_of(built, part)]
    questions = [one.get_text() for one in slides.select(".question")]
    assert questions == [page.select(".question")[0].get_text() for page in pages]
    in_short = [one for page in pages for one in page.select(".in-short li")]
    for tip in [tip for one in in_short for tip in one.select(".term-tip")]:
        tip.extract()
    assert [one.get_text() for one in slides.select(".short li")] == [
        one.get_text() for one in in_short
    ]


@pytest.mark.parametrize("name", HANDOUTS)
def test_nothing_that_only_the_site_can_do_is_there(built: Built, name: str) -> None:
    main = main_of(built, name)
    assert main.select(", ".join(f".{one}" for one in NOTHING_MORE)) == []
    assert main.select("script, style, noscript, details, button, input") == []
    text = main.get_text()
    for left in ("///", "$$", "[@", "<!--", "aside"):
        assert left not in text, left


@pytest.mark.parametrize("part", PARTS)
def test_sheets_have_all_exercises(built: Built, part: str) -> None:
    asked = main_of(built, f"exercises/{PARTS[part]}")
    solved = main_of(built, f"exercises/{PARTS[part]}-solutions")
    wanted = sum(
        len(re.findall(r"Exercise \d+\.", content_of(built, name).get_text()))
        for name in pages_of(built, part)
    )
    assert len(asked.select(".exercise")) == len(solved.select(".exercise")) == wanted
    assert len(solved.select(".solution")) == wanted
    assert asked.select(".solution") == []
    assert all(len(one.get_text()) > 20 for one in solved.select(".exercise"))


def test_the_page_for_lecturers_counts_them(built: Built) -> None:
    listed = content_of(built, "reference/lecturing")
    rows = {row.th.get_text(): row for row in listed.select("tbody tr") if row.th}
    assert [*rows] == [*PARTS]
    for part, row in rows.items():
        *slides, exercises = (int(found) for found in re.findall(r"(\d+) ", row.get_text()))
        assert sum(slides) == len(slides_of(built, part).select(".slide"))
        assert exercises == len(main_of(built, f"exercises/{PARTS[part]}").select(".exercise"))
        assert len(row.select("a")) == 2 + len(slides)
        for link, count in zip(row.select("a"), slides, strict=False):
            name = str(link["href"]).removeprefix("../").removesuffix(".html")
            assert name in SLIDES
            assert len(main_of(built, name).select(".slide")) == count


def test_they_are_not_found_as_pages(built: Built) -> None:
    index = json.loads((built.site / "search/search_index.json").read_text(encoding="utf-8"))
    assert not [one for one in index["docs"] if one["location"].startswith(("slides", "exercises"))]
    for name in HANDOUTS:
        html = (built.site / f"{name}.html").read_text(encoding="utf-8")
        assert '<meta name="robots" content="noindex">' in html
        assert not (built.site / f"{name}.md").exists()
