"""Figures that are crowded in a column of text are drawn wider where the screen has room."""

import inspect
from collections import defaultdict
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.asked import asked_figures
from tests.browser.visits import (
    WIDTHS,
    layout_problems,
    resize,
    scroll_through,
    shifts,
    told,
    visit,
)

SCREENS = {1440: 690, 1600: 900, 1920: 900, 2560: 900}
"""How wide such figures are at least on some screens, in pixels."""
WIDEST = 900

_LAID_OUT = """() => {
    const box = (element) => {
      const { left, right, top, bottom } = element.getBoundingClientRect();
      return { left, right, top: top + scrollY, bottom: bottom + scrollY };
    };
    const shown = (selector) =>
      [...document.querySelectorAll(selector)].filter((one) => one.getClientRects().length);
    const size = (text) => {
      const { a, b } = text.getScreenCTM();
      return parseFloat(getComputedStyle(text).fontSize) * Math.hypot(a, b);
    };
    const sides = shown(".md-sidebar .md-nav__link .md-ellipsis, .md-sidebar .md-nav__title");
    return {
      body: parseFloat(getComputedStyle(document.querySelector("article > p")).fontSize),
      sides: sides.map(box),
      figures: shown("figure.figure").map((figure) => ({
        id: figure.id,
        drawings: shown(`#${figure.id} > .drawing > svg`).map(box),
        text: Math.max(0, ...shown(`#${figure.id} .drawing text`).map(size)),
        around: [
          figure.previousElementSibling, figure.nextElementSibling,
          figure.querySelector("figcaption"),
        ].filter((one) => one?.getClientRects().length).map(box),
      })),
    };
}"""


def widening() -> dict[str, set[str]]:
    """Return for each page the ids of the figures whose definitions say that they widen."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for figure in asked_figures():
        if "wide=" in inspect.getsource(figure.function):
            found[figure.page].add(figure.id)
    return dict(found)


WIDENING = widening()


def laid_out(page: Page) -> dict[str, Any]:
    page.add_style_tag(content="* { content-visibility: visible !important }")
    found: dict[str, Any] = page.evaluate(_LAID_OUT)
    return found


def width(box: dict[str, float]) -> float:
    return box["right"] - box["left"]


def meet(one: dict[str, float], other: dict[str, float]) -> bool:
    across = min(one["right"], other["right"]) - max(one["left"], other["left"])
    down = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"])
    return across > 1 and down > 1


def test_some_figures_are_wide() -> None:
    assert sum(map(len, WIDENING.values())) >= 10


@pytest.mark.parametrize("name", WIDENING)
def test_the_figures_that_say_so_are_wide_where_there_is_room(
    name: str, chrome: Browser, home: str
) -> None:
    with visit(chrome, home, name, width=1920) as (page, watch):
        for screen, least in SCREENS.items():
            resize(page, screen)
            found = laid_out(page)
            drawings = {figure["id"]: figure["drawings"] for figure in found["figures"]}
            assert {len(drawn) for drawn in drawings.values()} == {1}
            wide = {id_ for id_, (drawn,) in drawings.items() if width(drawn) > least - 1}
            assert wide == WIDENING[name]
            for figure in found["figures"]:
                assert figure["text"] <= found["body"], figure["id"]
                require_free(figure, found["sides"])
            assert told(layout_problems(page)) == ""
        assert told(watch.problems) == ""


def require_free(figure: dict[str, Any], sides: list[dict[str, float]]) -> None:
    """Require a drawing between the menu and the contents, over nothing else."""
    (drawing,) = figure["drawings"]
    assert width(drawing) < WIDEST + 1
    # The sides stand still while the page scrolls by: no height is free of them.
    left = max(one["right"] for one in sides if one["left"] < drawing["left"])
    right = min(one["left"] for one in sides if one["left"] > drawing["left"])
    assert left < drawing["left"], figure["id"]
    assert drawing["right"] < right, figure["id"]
    assert not any(meet(drawing, other) for other in figure["around"]), figure["id"]


@pytest.mark.parametrize("name", WIDENING)
def test_nothing_shifts_on_a_wide_screen(name: str, chrome: Browser, home: str) -> None:
    with visit(chrome, home, name, width=1920) as (page, _):
        scroll_through(page)
        shifted, moved = shifts(page)
        assert shifted <= 0.01, told(moved)


@pytest.mark.parametrize("name", WIDENING)
def test_elsewhere_they_are_as_all_others(name: str, chrome: Browser, home: str) -> None:
    with visit(chrome, home, name, width=1920) as (page, _):
        assert shown(page, name) == {True}
        page.emulate_media(media="print")
        assert shown(page, name) == {False}
        page.emulate_media(media="screen")
        for screen in WIDTHS:
            resize(page, screen)
            assert shown(page, name) == {False}


def shown(page: Page, name: str) -> set[bool]:
    """Return whether the wide drawings of a page are shown; of each figure one is."""
    found = set()
    for one in WIDENING[name]:
        drawings = page.locator(f"#{one} > .drawing")
        seen = drawings.evaluate_all("all => all.map((one) => one.checkVisibility())")
        assert drawings.count() == 2
        assert sum(seen) == 1
        found.add(seen[1])
    return found
