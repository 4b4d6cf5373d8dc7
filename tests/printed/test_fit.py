"""Before it is printed: in the browser, no box of the book is wider than the column of its text."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from scripts.common.browser import chromium
from scripts.editions.edition import read_edition
from scripts.editions.pdf.chapters import read_site
from scripts.editions.pdf.layout import Book as LaidOut
from scripts.editions.pdf.layout import lay_out
from scripts.editions.pdf.printing import Printer
from scripts.editions.pdf.problems import BookError
from tests.patience import HANGS_AFTER
from tests.printed.conftest import Book

OVERFLOWING = """
() => {
  const column = document.body.getBoundingClientRect();
  const told = (element) =>
    `${element.closest("[id]")?.id}: ${element.localName}.${element.className}`;
  const found = [];
  for (const element of document.querySelectorAll("body *")) {
    // Within a figure nothing flows; within a formula signs are stacked by negative margins.
    if (element.closest("svg") || element.closest(".katex-base")) continue;
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    if (style.display === "none" || box.width === 0) continue;
    if (box.right > column.right + 1 || box.left < column.left - 1) found.push(told(element));
    const block = style.display !== "inline" && element.clientWidth > 0;
    if (block && element.scrollWidth > element.clientWidth + 1) found.push(told(element));
    if (block && style.overflowY !== "visible" && element.scrollHeight > element.clientHeight + 4)
      found.push(told(element));
  }
  for (const base of document.querySelectorAll(".katex-base, svg")) {
    const box = base.getBoundingClientRect();
    if (box.right > column.right + 1 || box.left < column.left - 1) found.push(told(base));
  }
  return found;
}
"""
"""Tells what reaches over the column of the text, or over the box that it is in."""


@pytest.fixture(scope="module")
def laid_out(book: Book) -> LaidOut:
    """Return the whole book as a page of HTML."""
    return lay_out(read_site(book.site), read_edition(book.root, book.site), book.root)


@pytest.fixture(scope="module")
def page(program: Path) -> Iterator[Page]:  # noqa: ARG001
    """Return a page that shows what would be printed."""
    with chromium() as context:
        page = context.new_page()
        page.set_default_timeout(1000 * HANGS_AFTER)
        page.emulate_media(media="print", color_scheme="light")
        yield page


def fit_page(page: Page, folder: Path, html: str) -> list[str]:
    """Fit the page as it is fitted for printing; return what does not fit."""
    file = folder / "book.html"
    file.write_text(html, encoding="utf-8")
    Printer(page).fit(file)
    found: list[str] = page.evaluate(OVERFLOWING)
    return found


def test_nothing_is_wider_than_the_text(page: Page, laid_out: LaidOut, tmp_path: Path) -> None:
    assert fit_page(page, tmp_path, laid_out.proof("A4")) == []


SMALL_PRINT = """
() => [...document.querySelectorAll("figure svg")]
  .filter((drawing) => [...drawing.querySelectorAll("text")].some((text) => {
    const scale = drawing.getBoundingClientRect().height / drawing.viewBox.baseVal.height;
    return scale * parseFloat(getComputedStyle(text).fontSize) < 7;
  }))
  .map((drawing) => drawing.closest("[id]").id)
"""
"""Tells in which figures words are smaller than 7 pixels, which are 5.3 points."""

REMARKS_THAT_GO_ON = """
() => [...document.querySelectorAll("pre .line")]
  .filter((line) => line.querySelector(".sd, .c1"))
  .filter((line) => line.offsetHeight > 1.5 * parseFloat(getComputedStyle(line).lineHeight))
  .map((line) => line.textContent)
"""
"""Tells which comments and docstrings go on in a second line, where they look like code."""

BROKEN_CELLS = """
() => [...document.querySelectorAll("td .katex, th .katex, td .unbroken, td.unbroken")]
  .filter((part) => new Set([...part.getClientRects()].map((box) => box.top)).size > 1)
  .map((part) => `${part.closest("[id]")?.id}: ${part.textContent}`)
"""
"""Tells which formulas and short words of tables go on in a second line."""


def test_two_symbols_of_the_index_stand_in_a_line(
    page: Page, laid_out: LaidOut, tmp_path: Path
) -> None:
    html = laid_out.proof("A4")
    head, index = html[: html.index("</head>")], html[html.index('<ul class="symbols">') :]
    fit_page(page, tmp_path, f'{head}</head><body><section id="book-index">{index}')
    first, second = (symbol.bounding_box() for symbol in page.locator(".symbols li").all()[:2])
    assert first
    assert second
    assert first["y"] == pytest.approx(second["y"], abs=3)


def test_everything_can_be_read(page: Page, laid_out: LaidOut, tmp_path: Path) -> None:
    fit_page(page, tmp_path, laid_out.proof("A4"))
    for faults in (SMALL_PRINT, REMARKS_THAT_GO_ON, BROKEN_CELLS):
        assert page.evaluate(faults) == []


WIDE = {
    "formula": '<div class="formula-body" id="wide"><span class="katex">'
    '<span class="katex-base" style="display: inline-block; width: 300mm">x</span></span></div>',
    "table": '<div id="wide"><table><tr><td style="min-width: 300mm">1</td></tr></table></div>',
    "figure": '<figure id="wide"><svg style="width: 300mm; max-width: none"></svg></figure>',
    "word": f'<p id="wide"><code style="white-space: nowrap">{"x" * 300}</code></p>',
}


@pytest.mark.parametrize("kind", WIDE)
def test_what_is_too_wide_stops_the_book(
    page: Page, laid_out: LaidOut, tmp_path: Path, kind: str
) -> None:
    html = laid_out.proof("A4")
    head = html[: html.index("</head>")]
    with pytest.raises(BookError, match=r"(?s)Too wide.*wide"):
        fit_page(page, tmp_path, f"{head}</head><body>{WIDE[kind]}</body></html>")


CUT = {
    "clipped": '<div id="cut" style="overflow: hidden; width: 50mm">'
    '<p style="width: 90mm">a</p></div>',
    "narrow": '<div id="cut" style="width: 20mm; white-space: nowrap">words in one line</div>',
}


@pytest.mark.parametrize("kind", CUT)
def test_the_test_sees_what_is_cut(
    page: Page, laid_out: LaidOut, tmp_path: Path, kind: str
) -> None:
    html = laid_out.proof("A4")
    head = html[: html.index("</head>")]
    found = fit_page(page, tmp_path, f"{head}</head><body>{CUT[kind]}</body></html>")
    assert any(line.startswith("cut") for line in found)
