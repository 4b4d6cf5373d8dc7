"""The type that readers see: the site's own, from files, over http and from the disk."""

import pytest
from playwright.sync_api import Browser

from tests.browser.visits import WIDTHS, scroll_through, told, visit
from tests.pages import HANDOUTS

PAGE = "classification/binary"
SANS = '"Source Sans 3"'
LABELS = {
    "menu": ".md-nav__link .md-ellipsis",
    "table": ".md-typeset table td",
    "caption": "figure.figure figcaption",
    "figure": ".drawing svg text",
    "value": ".live-value",
}
"""What is set in the sans, and where a page has it."""

_FAMILY = "(element) => getComputedStyle(element).fontFamily"
# What is drawn in the type has another width than what is drawn in the next one of the list.
DRAWN = """([family, words]) => {
    const pen = document.createElement("canvas").getContext("2d");
    const [own, other] = [`${family}, monospace`, "monospace"].map((font) => {
      pen.font = `100px ${font}`;
      return pen.measureText(words).width;
    });
    return own !== other;
}"""
_PRELOADED = "() => [...document.querySelectorAll('link[rel=preload]')].map((link) => link.href)"


@pytest.mark.parametrize("width", WIDTHS)
def test_labels_are_set_in_the_sans_which_has_come(chrome: Browser, place: str, width: int) -> None:
    with visit(chrome, place, PAGE, width=width) as (page, watch):
        scroll_through(page)
        for name, where in LABELS.items():
            families = page.locator(where).first.evaluate(_FAMILY)
            assert families.partition(",")[0] == SANS, name
        assert page.evaluate(DRAWN, [SANS, "Figure 1. mill"])
        assert page.evaluate(DRAWN, ['"Source Serif"', "Figure 1. mill"])
        assert page.evaluate(DRAWN, ['"KaTeX_Main"', "mill"])
        # A file that was asked for and did not come is told in the console.
        assert told(watch.problems) == ""


def test_what_the_first_screen_needs_is_under_way_before_the_style_sheet_asks(
    chrome: Browser, place: str
) -> None:
    with visit(chrome, place, PAGE) as (page, watch):
        preloaded = page.evaluate(_PRELOADED)
        fonts = [address for address in watch.requests if address.endswith(".woff2")]
        if place.startswith("file:"):
            # There a browser refuses it, and says so.
            assert preloaded == []
            return
        assert len(preloaded) == 7
        assert set(preloaded) <= set(fonts)
        sheets = [address for address in watch.requests if address.endswith(".css")]
        assert max(map(watch.requests.index, preloaded)) < max(map(watch.requests.index, sheets))
        # Each comes once, and none of KaTeX's own beside those that are cut from them.
        assert len(fonts) == len(set(fonts))
        assert not [address for address in fonts if "/katex/" in address]


def test_no_page_loads_a_font_that_it_was_not_given(chrome: Browser, home: str) -> None:
    for name in ("reference/formulas", "reference/notation", *HANDOUTS[:1], "404"):
        with visit(chrome, home, name) as (page, watch):
            scroll_through(page)
            page.wait_for_timeout(200)
            fonts = [address for address in watch.requests if address.endswith(".woff2")]
            assert all(f"{home}assets/fonts/" in address for address in fonts)
            assert told(watch.problems) == ""
