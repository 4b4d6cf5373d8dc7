"""Every page over http: in both palettes, on both widths, over a line that brings fonts late."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from scripts.common.folder_server import served
from tests.browser.visits import (
    WIDTHS,
    Palette,
    change_palette,
    layout_problems,
    scroll_through,
    shifts,
    told,
    visit,
)  # fmt: skip
from tests.built.copies import Built
from tests.pages import HANDOUTS, PAGES

FIRST_AND_OTHER: dict[int, tuple[Palette, Palette]] = {
    1280: ("light", "dark"),
    390: ("dark", "light"),
}
"""On each width, the palette that the page is opened in and the one that it is switched to."""


@pytest.fixture(scope="module")
def home(built: Built) -> Iterator[str]:
    with served(built.site, font_delay=0.1) as address:
        yield address


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", [*PAGES, *HANDOUTS, "404"])
def test_a_page_is_in_order(chrome: Browser, home: str, name: str, width: int) -> None:
    first, other = FIRST_AND_OTHER[width]
    # Without transitions, which would only have to be waited for.
    still: dict[str, Any] = {"reduced_motion": "reduce"}
    with visit(chrome, home, name, width=width, palette=first, **still) as (page, watch):
        assert told(layout_problems(page)) == ""
        scroll_through(page)
        shifted, moved = shifts(page)
        assert shifted <= 0.01, told(moved)
        change_palette(page, other)
        assert told(layout_problems(page)) == ""
        assert told(watch.problems) == ""
