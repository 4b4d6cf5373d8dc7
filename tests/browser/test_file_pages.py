"""Every page from the disk, offline: in both palettes and on both widths."""

from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.visits import change_palette, layout_problems, resize, told, visit
from tests.built.copies import Built
from tests.pages import PAGES


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_in_order(chrome: Browser, built: Built, name: str) -> None:
    home = f"{built.site.as_uri()}/"
    still: dict[str, Any] = {"offline": True, "reduced_motion": "reduce"}
    # Opened in dark at 1280 px, where over http it is opened in light, and the other way round.
    with visit(chrome, home, name, palette="dark", **still) as (page, watch):
        assert told(layout_problems(page)) == ""
        change_palette(page, "light")
        assert told(layout_problems(page)) == ""
        resize(page, 390)
        assert told(layout_problems(page)) == ""
        change_palette(page, "dark")
        assert told(layout_problems(page)) == ""
        assert told(watch.problems) == ""
