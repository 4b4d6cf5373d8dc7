"""Where a page may end: seen on books that are made of one kind of thing."""

import re

import pytest

from tests.printed.conftest import Print
from tests.printed.expected import letters
from tests.printed.reading import Page
from tests.printed.test_layout import body, type_area

LISTING = 70.0
"""Points: the height of a listing of four lines."""


def in_chapters(ending: str) -> str:
    """Return parts of one chapter with the same ending, each of a paragraph more."""
    return "".join(
        f'<section class="part"><section class="chapter">{"<p>text</p>" * before}{ending}'
        "</section></section>"
        for before in range(20, 60)
    )


def count(page: Page, word: str) -> int:
    """Return how often a word is on a page; PDFium may take a column of it for upright text."""
    return letters(page.text).count(word)


def test_short_listings_do_not_hang_together(print_body: Print) -> None:
    line = '<span class="line">code</span>'
    few = f'<div class="highlight"><pre>{line * 4}</pre></div>' * 6
    pages = print_body(f"{few}{'<p>text</p>' * 10}" * 12)
    assert len(pages) > 5
    for page in pages[:-1]:
        assert min(glyph.box.bottom for glyph in body(page)) < type_area(page).bottom + LISTING


def test_a_listing_is_not_broken_near_its_ends(print_body: Print) -> None:
    line = '<span class="line">code</span>'
    listing = f'<div class="highlight long"><pre>{line * 20}</pre></div>'
    pages = print_body(in_chapters(listing))
    counts = {count(page, "code") for page in pages}
    assert len(counts) > 5
    assert counts <= {0, *range(4, 17), 20}


def test_long_tables_go_over_and_leave_no_row_alone(print_body: Print) -> None:
    table = (
        '<figure class="table long"><figcaption>caption</figcaption><table><thead><tr><th>head'
        f"</th></tr></thead><tbody>{'<tr><td>row</td></tr>' * 20}</tbody></table></figure>"
    )
    pages = print_body(in_chapters(table))
    counts = {count(page, "row") for page in pages}
    assert len(counts) > 5
    assert counts <= {0, *range(3, 18), 20}
    assert all(count(page, "head") == (count(page, "row") > 0) for page in pages)
    assert all(count(page, "caption") == 0 for page in pages if not count(page, "row"))


ENDINGS = {
    "exercises": "<p>last</p>" * 5,
    "solutions": '<section class="solution"><p>last</p></section>' * 5,
    "items": f"<ul>{'<li>last</li>' * 5}</ul>",
}


@pytest.mark.parametrize("kind", ENDINGS)
def test_the_last_of_a_chapter_are_together(print_body: Print, kind: str) -> None:
    pages = print_body(in_chapters(ENDINGS[kind]))
    alone = {count(page, "last") for page in pages if not count(page, "text")}
    assert alone <= {3, 4, 5}
    assert min(alone) < 5


def test_what_is_announced_is_on_the_same_page(print_body: Print) -> None:
    pages = print_body(in_chapters('<p class="announcing">so:</p><ul><li>one</li></ul>'))
    assert len(pages) > 45
    assert not any(letters(page.text).endswith("so:") for page in pages)


def test_a_formula_that_goes_on_in_the_next_line_is_on_one_page(print_body: Print) -> None:
    bases = '<span class="katex-base">formula</span> ' * 16
    formula = f'<span class="katex">{bases}</span>'
    paragraph = f"<p>{'before ' * 40}{formula}{'after ' * 40}</p>"
    pages = print_body(in_chapters(f"{paragraph}{'<p>more</p>' * 4}"))
    counts = [count(page, "formula") for page in pages]
    assert sum(counts) == 16 * 40
    assert {found % 16 for found in counts} == {0}


ALONE = {
    "line": "<p>a<br>b<br>last</p>",
    "item": f"<ul>{'<li>item</li>' * 4}<li>last</li></ul>",
    "output": '<div class="highlight"><pre><span class="line">code</span></pre></div>'
    '<div class="output"><pre><span class="line">last</span></pre></div><p>more</p>',
    "pointer": '<div class="highlight"><pre><span class="line">code</span></pre></div>'
    '<p class="pointer">last</p><p>more</p>',
}


@pytest.mark.parametrize("kind", ALONE)
def test_no_page_begins_with_the_last_of_what_is_on_the_page_before(
    print_body: Print, kind: str
) -> None:
    offsets = (f'<div style="height: {points}pt"></div>' for points in (0, 5, 10))
    more = "<p>more</p>" * 4
    pages = print_body("".join(in_chapters(f"{offset}{ALONE[kind]}{more}") for offset in offsets))
    assert len(pages) > 140
    assert not any(re.match(r"\d+last", letters(page.text)) for page in pages)
