"""Every page from the disk, offline: in both palettes and on both widths."""

import pytest
from playwright.sync_api import Browser

from tests.browser.visits import WIDTHS, Palette, change_palette, layout_problems, told, visit
from tests.built.copies import Built
from tests.pages import PAGES

FIRST_AND_OTHER: dict[int, tuple[Palette, Palette]] = {
    1280: ("dark", "light"),
    390: ("light", "dark"),
}
"""The other way round than over http: so each page is opened once in each view."""


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_in_order(chrome: Browser, built: Built, name: str, width: int) -> None:
    first, other = FIRST_AND_OTHER[width]
    home = f"{built.site.as_uri()}/"
    with visit(chrome, home, name, width=width, palette=first, offline=True) as (page, watch):
        assert told(layout_problems(page)) == ""
        change_palette(page, other)
        assert told(layout_problems(page)) == ""
        assert told(watch.problems) == ""
