"""The drawing of the argument: what is pointed at shows its lines, without any script."""

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.visits import WIDTHS, visit, visit_without_scripts

NAME = "reference/argument"
BOX = ".graph a[href$='#eq-bce']"

_SEEN = """(box) => [...box.closest("li").querySelectorAll("use")]
    .filter((use) => use.getBoundingClientRect().height > 0 && use.checkVisibility())
    .map((use) => `${use.parentElement.getAttribute("class")} ${use.getAttribute("href")}`)"""


def marks(page: Page) -> list[str]:
    found: list[str] = page.locator(BOX).evaluate(_SEEN)
    return found


def test_pointing_at_a_box_shows_its_lines(chrome: Browser, home: str) -> None:
    with visit(chrome, home, NAME) as (page, watch):
        assert marks(page) == []
        page.locator(BOX).hover()
        kinds = {mark.split()[0] for mark in marks(page)}
        assert kinds == {"below", "above"}
        assert not watch.problems


def test_the_keyboard_goes_from_box_to_box_without_scripts(chrome: Browser, home: str) -> None:
    with visit_without_scripts(chrome, home, NAME) as page:
        page.locator(".graph li:has(+ li a[href$='#eq-bce']) a").focus()
        assert marks(page) == []
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.getAttribute('href')").endswith("#eq-bce")
        assert len(marks(page)) > 4
        page.keyboard.press("Enter")
        page.wait_for_url("**/binary.html#eq-bce")


def test_both_directions_differ_by_more_than_colour(chrome: Browser, home: str) -> None:
    with visit(chrome, home, NAME, forced_colors="active") as (page, _):
        page.locator(BOX).focus()
        dashes = page.evaluate("""() => [".below", ".above"].map((kind) =>
            getComputedStyle(document.querySelector(`.graph ${kind}`)).strokeDasharray)""")
        assert dashes[0] == "none"
        assert dashes[1] != "none"


@pytest.mark.parametrize("width", WIDTHS)
def test_names_stay_within_their_boxes(chrome: Browser, home: str, width: int) -> None:
    with visit(chrome, home, NAME, width=width) as (page, _):
        over = page.evaluate("""() => [...document.querySelectorAll(".graph a")].filter((box) => {
            const outer = box.getBoundingClientRect();
            const inner = box.firstElementChild.getBoundingClientRect();
            return inner.height > outer.height || inner.width > outer.width;
        }).map((box) => box.textContent)""")
        assert over == []


def test_links_lie_on_their_boxes(chrome: Browser, home: str) -> None:
    with visit(chrome, home, NAME) as (page, _):
        off = page.evaluate("""() => {
            const boxes = document.querySelectorAll(".graph .boxes rect");
            return [...document.querySelectorAll(".graph a")].filter((link, at) => {
                const one = link.getBoundingClientRect();
                const other = boxes[at].getBoundingClientRect();
                return ["left", "top", "right", "bottom"].some((side) =>
                    Math.abs(one[side] - other[side]) > 1);
            }).map((link) => link.textContent);
        }""")
        assert off == []


def test_paper_has_the_list_alone(chrome: Browser, home: str) -> None:
    with visit(chrome, home, NAME) as (page, _):
        page.emulate_media(media="print")
        assert not page.locator(".graph").is_visible()
        assert page.locator("#rests-bce").is_visible()


def test_the_path_to_the_page_begins_where_the_page_does(chrome: Browser, home: str) -> None:
    with visit(chrome, home, NAME) as (page, _):
        left, path = (
            page.locator(part).evaluate("part => part.getBoundingClientRect().left")
            for part in (".md-content__inner", ".md-path")
        )
        assert path == pytest.approx(left, abs=1)
