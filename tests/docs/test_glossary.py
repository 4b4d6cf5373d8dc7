"""Each entry of the glossary leads to a section in which the word stands."""

import re
from pathlib import Path

import pytest

from scripts.website.asked.glossary import read_glossary

DOCS = Path(__file__).parents[2] / "docs" / "en"
SOURCE = (DOCS / "reference" / "glossary.md").read_text("utf-8")
TERMS = {term.id: term for term in read_glossary(SOURCE, str)}
LINKS = {
    entry["id"]: re.findall(r"\]\(\.\./([a-z/-]+\.md)#([a-z0-9-]+)\)", entry[0])
    for entry in re.finditer(r"(?ms)^- \*\*(?:(?!^- \*\*).)*?\{ #(?P<id>[\w-]+) \}", SOURCE)
}


def section(page: str, anchor: str) -> str:
    """Return what stands under a heading, subsections too, as plain lower-case words."""
    text = (DOCS / page).read_text("utf-8")
    found = re.search(rf"(?m)^(?P<level>#+) .*\{{#{anchor}\}}$", text)
    assert found, f"{page} has no heading #{anchor}"
    level = len(found["level"])
    (body, *_) = re.split(rf"(?m)^#{{1,{level}}} ", text[found.end() :])
    words = re.sub(r"\]\([^)]*\)|[*\[\]]", "", found[0] + body)
    return words.lower().replace("’", "'")


def stem(name: str) -> str:
    """Return a name without its ending: independence is explained where independent stands."""
    return name.lower()[: max(5, len(name) - 3)]


def test_every_entry_has_a_link() -> None:
    referring = {term for term in LINKS if not LINKS[term]}
    assert referring == {"relative-entropy", "surprise"}  # these refer to another entry


@pytest.mark.parametrize("term", [term for term in LINKS if LINKS[term]])
def test_the_word_stands_where_its_entry_leads(term: str) -> None:
    stems = [stem(name) for name in TERMS[term].names]
    for page, anchor in LINKS[term]:
        there = section(page, anchor)
        assert any(word in there for word in stems), f"{page}#{anchor}"
