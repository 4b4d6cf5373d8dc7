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


def in_chapters(ending: str) -> str:
    """Return chapters with a figure and the same ending, each of a paragraph more before it."""
    return "".join(
        f'<section class="part"><section class="chapter">{"<p>Text.</p>" * before}'
        f"{FIGURE.format(before)}{ending}</section></section>"
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


def test_figures_stay_where_they_were_set_before(press: Printer, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        f'<!DOCTYPE html><section class="part"><section class="chapter">{FIGURE.format(1)}'
        "<p>one</p><p>two</p></section></section>"
    )
    press.print(page, tagged=False, moves=[("f1", 1)])
    assert press.moves == [("f1", 1)]
