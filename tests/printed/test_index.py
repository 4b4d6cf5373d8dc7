"""The index: each entry names pages on which what it lists really is."""

import re

import pytest

from tests.printed.expected import Site, letters, words
from tests.printed.reading import Box, Element, Printed
from tests.printed.test_contents import elements, text_of

ENTRY = re.compile(r"^(?P<label>.+?)(?P<pages>(?:,\d+(?:–\d+)?)+)$")
Words = list[tuple[str, list[int]]]


def items_of(printed: Printed) -> list[Element]:
    """Return the items of the list that the index is."""
    begin = printed.targets["book-index"][0]
    items = elements(printed, "LI")
    return [item for item in items if min(printed.boxes(item), default=0) >= begin]


@pytest.fixture(scope="module")
def entries(printed: Printed) -> Words:
    """Return each entry that is a word, without blanks, and the pages that it names."""
    texts = [text_of(printed, item).replace("\ufffe", "-") for item in items_of(printed)]
    found = [
        (entry["label"], [int(page) for page in re.findall(r"\d+", entry["pages"])])
        for text in texts
        if (entry := ENTRY.match(text))
    ]
    assert len(found) > 200
    return found


def test_what_is_listed_is_on_each_page_that_is_named(printed: Printed, entries: Words) -> None:
    texts = {page.number: letters(page.text).casefold() for page in printed.pages}
    missing = [
        (label, page)
        for label, pages in entries
        for page in pages
        if _stem(label) not in texts[page].replace("\ufffe", "-")
    ]
    assert missing == []


def _stem(label: str) -> str:
    """Return what a word and its plural have in common."""
    label = label.casefold()
    return label[:-1] if label.endswith("y") else label


def test_each_symbol_is_on_the_page_that_is_named(printed: Printed) -> None:
    on_page: dict[int, set[str]] = {}
    for formula in elements(printed, "Formula"):
        for page in printed.boxes(formula):
            on_page.setdefault(page, set()).add(formula.alt)
    checked = 0
    for item in items_of(printed):
        symbols = [element.alt for element in item.all() if element.kind == "Formula"]
        ((number, box),) = printed.boxes(item).items()
        links = [
            link
            for link in printed.links
            if link.page == number and link.box.common(box) > link.box.area / 2
        ]
        pages = {printed.targets[link.target][0] for link in links} if symbols else set()
        assert all(symbol in on_page[page] for symbol in symbols for page in pages), symbols
        checked += len(symbols) * len(pages)
    assert checked > 50


def test_its_links_lead_to_the_pages_that_they_name(printed: Printed) -> None:
    begin = printed.targets["book-index"][0]
    links = [link for link in printed.links if link.page >= begin and link.target]
    checked = 0
    for link in links:
        shown = printed.pages[link.page - 1].text_in(_within(link.box))
        if pages := re.fullmatch(r"(\d+)(?:–\d+)?", shown):
            assert int(pages[1]) == printed.targets[link.target][0], (shown, link.target)
            checked += 1
    assert checked > 500


def _within(box: Box) -> Box:
    quarter = (box.top - box.bottom) / 4
    return Box(box.left, box.bottom + quarter, box.right, box.top - quarter)


def test_terms_functions_works_and_symbols_are_listed(entries: Words, site: Site) -> None:
    labels = {label.casefold() for label, _ in entries}
    terms = [
        words(tag.get_text())
        for chapter in site.chapters
        if chapter.name == "reference-glossary"
        for tag in chapter.article.select("li[id] > strong")
    ]
    assert len(terms) > 80
    unlisted = [term for term in terms if letters(term.split(", ")[0]).casefold() not in labels]
    assert len(unlisted) < len(terms) / 10, unlisted
    assert {"binary_cross_entropy", "shannon1948", "sigmoid"} <= labels
