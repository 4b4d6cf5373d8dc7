"""The text of the book can be searched and copied: real words, in the order of the lines."""

import re
import unicodedata
from copy import copy
from itertools import pairwise

from bs4 import BeautifulSoup, Tag

from tests.printed.conftest import Book
from tests.printed.expected import Site, letters, plain_paragraphs, words
from tests.printed.reading import Printed

NUMBER_OF_PAGE = re.compile(r"\s+\(p\.\s+\d+\)|,\s+p\.\s+\d+")
HYPHEN = re.compile("[-\x02\ufffe]")
HYPHENATED = re.compile("[-\x02\ufffe]\\s*")
"""As it is written; and as PDFium reads it at the end of a line."""


def test_no_character_is_invisible_or_unknown(printed: Printed) -> None:
    for page in printed.pages:
        strange = {
            f"{character!r} U+{ord(character):04X}"
            for character in page.text
            if unicodedata.category(character) in ("Cc", "Cf", "Co", "Cn", "Cs", "Mc")
            and character not in "\r\n\x02\ufffe"
        }
        assert not strange, (page.number, strange)


def body_of(printed: Printed, site: Site) -> str:
    """Return all text without running heads, feet, and the pages that references name."""
    idle = {chapter.title for chapter in site.chapters}
    found = []
    for page in printed.pages:
        lines = [line.strip() for line in page.text.splitlines()]
        head = [line for line in lines[:3] if line not in {*idle, str(page.number)}]
        found.append("\n".join([*head, *lines[3:]]))
    return NUMBER_OF_PAGE.sub("", "\n".join(found))


def joined(text: str) -> str:
    """Return a text without blanks, and without the hyphens at which lines end."""
    return HYPHEN.sub("", letters(text))


def test_every_paragraph_is_found(printed: Printed, site: Site) -> None:
    text = joined(body_of(printed, site))
    paragraphs = plain_paragraphs(site)
    assert len(paragraphs) > 150
    pages = [joined(page.text) for page in printed.pages]
    missing = [paragraph for paragraph in paragraphs if joined(paragraph) not in text]
    assert [paragraph for paragraph in missing if not _goes_over(joined(paragraph), pages)] == []


def _goes_over(paragraph: str, pages: list[str]) -> bool:
    """Tell whether a page has its beginning and the next its end.

    PDFium reads some formulas of a page after its text, between both.
    """
    return any(
        paragraph[:cut] in before and paragraph[cut:] in after
        for before, after in pairwise(pages)
        for cut in range(1, len(paragraph))
    )


def test_the_evidence_of_formulas_is_left_to_the_site(book: Book, printed: Printed) -> None:
    page = (book.site / "reference/formulas.html").read_text(encoding="utf-8")
    evidence = BeautifulSoup(page, "html.parser").select(".found > p")
    parts = {joined(part) for found in evidence for part in _between_formulas(found)}
    assert len(parts) > 50
    text = joined("".join(page.text for page in printed.pages))
    assert [part for part in parts if len(part) > 40 and part in text] == []


def _between_formulas(text: Tag) -> list[str]:
    """Return the words before, between and after the formulas, which are drawn on paper."""
    words_of = copy(text)
    for formula in words_of.select(".katex"):
        formula.replace_with("\0")
    return [part for part in words_of.get_text().split("\0") if part.strip()]


def test_nothing_speaks_of_what_only_a_screen_has(printed: Printed) -> None:
    """It has no tabs to choose, nothing to move, and no marks that open."""
    on_a_screen = re.compile(
        r"\b(?:tabs?|slid(?:er|ers)|hover|scroll|click|drag|tap|pick yours?)\b", re.I
    )
    found = [(page.number, on_a_screen.findall(page.text)) for page in printed.pages]
    assert [(page, words) for page, words in found if words] == []


def test_no_reference_stands_in_two_pairs_of_brackets(printed: Printed) -> None:
    text = words(" ".join(page.text for page in printed.pages))
    assert len(re.findall(r"\(\d+\.\d+, p\. \d+\)", text)) > 10
    assert re.findall(r"\(\(\d+\.\d+\)(?:, p\. \d+)?\)", text) == []


def test_words_are_words(printed: Printed, site: Site) -> None:
    """Blanks are where they belong: what readers search for is found."""
    whole = "\n".join(page.text for page in printed.pages)
    found = {*re.findall(r"\w+", whole), *re.findall(r"\w+", re.sub(HYPHENATED, "", whole))}
    wanted = {word for text in plain_paragraphs(site) for word in re.findall(r"\w{2,}", text)}
    assert len(wanted) > 1000
    assert sorted(wanted - found) == []


def test_titles_are_read_with_their_blanks(printed: Printed, site: Site) -> None:
    text = words(" ".join(page.text for page in printed.pages))
    for chapter in site.chapters:
        assert chapter.title in text


def test_formulas_in_labels_are_drawn_in_the_type_of_formulas(printed: Printed) -> None:
    words = "predicted probability ŷ"
    page = next(page for page in printed.pages if words in page.text)
    fonts = {glyph.font for glyph in page.glyphs if glyph.text == "ŷ"}
    assert fonts == {"Formula-Math-Italic"}
    said = "".join(glyph.text for glyph in page.glyphs)
    first = said.index("lossL(nats)")
    assert page.glyphs[first].font.startswith("SourceSans")
    assert page.glyphs[first + len("loss")].font == "KaTeX_Math-Italic"
