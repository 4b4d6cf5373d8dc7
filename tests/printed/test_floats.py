"""Figures float: what does not fit on a page goes below the text that follows it."""

import re
from pathlib import Path

from scripts.editions.pdf.printing import Printer
from tests.printed.conftest import Print
from tests.printed.expected import letters
from tests.printed.reading import Page
from tests.printed.test_layout import body, type_area

WHITE = 45.0
"""Points that may be left at the foot of a page: three lines."""

FIGURE = (
    '<figure class="figure" id="f{}">'
    '<div style="align-items: end; display: flex; height: 110mm">figure</div></figure>'
)
"""Its word stands at its foot."""

DRAWN = (
    '<figure class="figure" id="f{}"><div class="drawing">'
    '<svg viewBox="0 0 10 10" width="60mm" height="60mm"><text y="9" font-size="2">figure</text>'
    "</svg></div></figure>"
)


def in_chapters(ending: str, figure: str = FIGURE) -> str:
    """Return chapters with a figure and the same ending, each of a paragraph more before it."""
    return "".join(
        f'<section class="part"><section class="chapter">{"<p>Text.</p>" * before}'
        f"{figure.format(before)}{ending}</section></section>"
        for before in range(16, 50)
    )


def test_the_text_below_fills_the_page_that_a_figure_leaves(print_body: Print) -> None:
    pages = print_body(in_chapters("<p>More.</p>" * 60))
    # The last page of a chapter ends with its text.
    ends = [at for at, page in enumerate(pages) if at + 1 == len(pages) or _begins(pages[at + 1])]
    assert len(ends) == 34
    for at, page in enumerate(pages):
        if at not in ends:
            lowest = min(glyph.box.bottom for glyph in body(page))
            assert lowest < type_area(page).bottom + WHITE, at


def _begins(page: Page) -> bool:
    """Tell whether a chapter begins on a page: with more of its text than stands below a figure."""
    return re.sub(r"\d", "", letters(page.text)).startswith("Text." * 8)


def test_a_figure_does_not_cut_a_thought_in_two(print_body: Print) -> None:
    thought = '<p class="announcing">So:</p><div class="formula">x</div><p>and on.</p><p>New.</p>'
    pages = print_body(in_chapters(thought * 15))
    text = letters("".join(page.text for page in pages))
    text = re.sub(r"\d", "", text)
    assert text.count("figure") == 34
    assert "andon.figure" in text
    assert not re.search(r"(?:So:|x)figure", text)


def test_a_figure_that_nearly_fits_is_made_a_little_smaller(
    print_body: Print, press: Printer
) -> None:
    print_body(in_chapters("<p>More.</p>" * 60, DRAWN))
    smaller = [(below, scale) for _, below, scale in press.moves if scale < 1]
    assert smaller
    assert all(below == 0 and scale > 0.85 for below, scale in smaller)


def test_a_long_chapter_is_filled_to_its_end(print_body: Print) -> None:
    """The width of its columns is not a whole number of pixels."""
    some = "<p>Text.</p>" * 37
    pages = print_body(
        f'<section class="part"><section class="chapter">{some}'
        f"{''.join(FIGURE.format(at) + some for at in range(20))}</section></section>"
    )
    assert len(pages) > 15
    for page in pages[:-1]:
        lowest = min(glyph.box.bottom for glyph in body(page))
        assert lowest < type_area(page).bottom + WHITE, page.number


def test_figures_stay_where_they_were_set_before(press: Printer, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        f'<!DOCTYPE html><section class="part"><section class="chapter">{FIGURE.format(1)}'
        "<p>one</p><p>two</p></section></section>"
    )
    press.print(page, tagged=False, moves=[("f1", 1, 1)])
    assert press.moves == [("f1", 1, 1)]
