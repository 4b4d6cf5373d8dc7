"""A page that a reader prints: all of its text, nothing cut, and dark on white from any palette."""

import io
import re
from itertools import pairwise

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page

from tests.browser.visits import visit
from tests.pages import PAGES

PAPER = 590
"""The width of the text on A4 in pixels."""

LONG = 12
"""So many letters at the end of a paragraph are not there by chance."""

SMALL = 4
"""Points between what is set in one line, such as words and a formula."""


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


def lines_of(pdf: bytes) -> list[list[str]]:
    """Return the lines of each page from its top, without blanks and signs."""
    with pypdfium2.PdfDocument(io.BytesIO(pdf)) as document:
        return [_lines(page.get_textpage()) for page in document]


def _lines(text: pypdfium2.PdfTextPage) -> list[str]:
    boxes = [text.get_rect(at) for at in range(text.count_rects())]
    lines: dict[int, str] = {}
    for left, bottom, right, top in sorted(boxes, key=lambda box: (-box[1], box[0])):
        near = next((height for height in lines if abs(height - bottom) < SMALL), round(bottom))
        lines[near] = lines.get(near, "") + text.get_text_bounded(left, bottom, right, top)
    return [line for read in lines.values() if (line := re.sub(r"\W+", "", read))]


TOGETHER = (
    "code/frameworks",
    "code/questions",
    "trade-offs/gradients",
    "exercises/foundations-solutions",
)


@pytest.mark.parametrize("name", TOGETHER)
def test_what_belongs_together_stays_on_a_page(chrome: Browser, home: str, name: str) -> None:
    with visit(chrome, home, name) as (page, _):
        pages = lines_of(printed(page))
        labels = {re.sub(r"\W+", "", label) for label in _texts(page, ".tabbed-labels > label")}
        paragraphs = [re.sub(r"\W+", "", text) for text in _texts(page, ":is(p, li):not(:has(p))")]
        pointers = {re.sub(r"\W+", "", text) for text in _texts(page, ".highlight + p > a")}
    assert len(pages) > 2
    for before, (first, *_) in pairwise(pages):
        assert before[-1] not in labels, before
        assert first not in pointers
        cut = [text for text in paragraphs if text.endswith(first) and text != first]
        assert len(first) < LONG or not cut, cut


def _texts(page: Page, parts: str) -> list[str]:
    return page.locator(parts).all_text_contents()
