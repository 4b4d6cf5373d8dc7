"""A page that a reader prints: all of its text, nothing cut, and dark on white from any palette."""

import io
import re

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page

from tests.browser.visits import visit
from tests.pages import PAGES

PAPER = 590
"""The width of the text on A4 in pixels."""


def text_of(pdf: bytes) -> str:
    """Return the letters and digits of a printed page, without blanks."""
    with pypdfium2.PdfDocument(io.BytesIO(pdf)) as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    return re.sub(r"\W+", "", "".join(pages))


def printed(page: Page) -> bytes:
    return page.pdf(format="A4", prefer_css_page_size=True)


@pytest.mark.parametrize("palette", ["light", "dark"])
def test_a_page_is_printed_whole(chrome: Browser, home: str, palette: str) -> None:
    with visit(chrome, home, "derivation/logits", palette=palette) as (page, _):  # type: ignore[arg-type]
        text = text_of(printed(page))
        for cell in page.locator("#tab-logits-routes td.number").all_inner_texts():
            assert re.sub(r"\W+", "", cell) in text, cell
        reasons = page.locator(".formula .text").all_text_contents()
        assert any("factor" in reason for reason in reasons)
        for reason in reasons:
            assert re.sub(r"\W+", "", reason) in text, reason
        # A solution is folded on the screen, and not on paper.
        assert page.locator("details:not([class]), details.quote, details").count() > 3
        assert "Thelogitof09" in text
        for unwanted in ("checkedandproved", "Numbersofthisfigure", "Table of contents"):
            assert re.sub(r"\W+", "", unwanted) not in text


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_cut_on_paper(chrome: Browser, home: str, name: str) -> None:
    with visit(chrome, home, name, width=PAPER) as (page, _):
        page.emulate_media(media="print")
        cut = page.evaluate("""() => {
            const right = document.documentElement.clientWidth + 30;
            return [...document.querySelectorAll("article :is(.katex-base, td, th, svg, pre, p)")]
              .filter((part) => part.checkVisibility() && part.getClientRects().length)
              .filter((part) => part.getBoundingClientRect().right > right)
              .map((part) => `${part.className} in ${part.closest("[id]")?.id} ends at `
                + `${part.getBoundingClientRect().right} of ${right}`);
        }""")
        assert cut == []


def test_the_dark_palette_is_not_printed(chrome: Browser, home: str) -> None:
    with visit(chrome, home, "derivation/logits", palette="dark") as (page, _):
        page.emulate_media(media="print")
        colours = page.evaluate("""() => [
          "h1", ".question", "article p", "figcaption", ".formula-number", "td", "pre code",
        ].map((part) => getComputedStyle(document.querySelector(part)).color)""")
        for colour in colours:
            assert max(map(int, re.findall(r"\d+", colour)[:3])) <= 0x50, colours
        ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert ground in ("rgb(255, 255, 255)", "rgba(0, 0, 0, 0)")
