"""The index: terms, other names, works, functions and symbols, with the pages where they stand.

Each place is a word, a link, the name of a function or a formula of the text itself, which gets an
id: an entry cannot name a page on which what it lists is not.
"""

import html as markup
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bs4 import Comment, Tag
from bs4.element import NavigableString

from scripts.editions.pdf.chapters import Chapter
from scripts.editions.pdf.drawn import Drawn
from scripts.editions.pdf.tags import new_tag
from scripts.editions.pdf.words import Words

INDEX = "book-index"
PAGES = "pages"
"""How the comment begins that the pages of an entry replace."""

_GLOSSARY, _BIBLIOGRAPHY = "reference-glossary", "reference-bibliography"
_NOTATION = "reference-notation"
_OTHER_NAMES = f"{_GLOSSARY}--other-names"
_FORMULA = re.compile(r"kept formula (?P<number>\d+)")
_WORK = re.compile(r"^\D+\d{4}[a-z]?")
_UNSORTED = re.compile(r"[^\w\s]+")
_ENDING = "(?:s|es|’s)?"


@dataclass
class Entry:
    """What is looked up, as HTML; how it is sorted; and the ids of its places, the main one first.

    An empty ``key`` is that of a symbol: these come first, in the order of the notation.
    """

    label: str
    key: str
    places: list[str] = field(default_factory=list)


class Indexer:
    """Reads the chapters of a book, and gives ids to what the index leads to."""

    def __init__(self, chapters: Sequence[Chapter], drawn: Drawn) -> None:
        self._chapters = {chapter.name: chapter for chapter in chapters}
        self._read = [
            chapter
            for chapter in chapters
            if chapter.name not in (_GLOSSARY, _BIBLIOGRAPHY, _NOTATION)
        ]
        self._drawn = drawn
        self._count = itertools.count()

    def entries(self) -> list[Entry]:
        """Return all entries that have a place, sorted."""
        found = [*self._symbols(), *self._terms(), *self._works(), *self._functions()]
        merged: dict[tuple[str, str], Entry] = {}
        for entry in [*found, *self._other_names({entry.key for entry in found})]:
            known = merged.setdefault((entry.key, entry.label), Entry(entry.label, entry.key))
            known.places += entry.places
        listed = [entry for entry in merged.values() if entry.places]
        return sorted(listed, key=lambda entry: entry.key)

    def _mark(self) -> Tag:
        """Return a new place, which is no higher than the line that it stands in.

        What is higher is taken to be on the page before, if its line is the first of a page.
        """
        return new_tag("span", id=f"{INDEX}-{next(self._count)}", class_="place")

    def _marked(self, element: Tag) -> str:
        """Return the id of the place at the beginning of an element."""
        first = element.contents[0]
        if not (isinstance(first, Tag) and first.get("class") == ["place"]):
            first = self._mark()
            element.insert(0, first)
        return str(first["id"])

    # Terms

    def _terms(self) -> Iterator[Entry]:
        mentions = self._mentions(_GLOSSARY)
        glossary = self._chapters.get(_GLOSSARY)
        for item in glossary.body.select("li[id]") if glossary else ():
            links = mentions.get(str(item["id"]), [])
            for name in _names(item):
                word = _word(name)
                places = [self._marked(link) for link in links if word.search(link.get_text())]
                explained = [
                    place
                    for link in item.select("a[href^='#']")
                    if (place := self._place(str(link["href"])[1:], word))
                ]
                yield _word_entry(name, [*explained[:1], *places])

    def _mentions(self, chapter: str) -> Mapping[str, list[Tag]]:
        """Return the links that lead to each entry of a list in the order of the alphabet."""
        found: dict[str, list[Tag]] = {}
        for other in self._read:
            for link in other.body.select(f"a[href^='#{chapter}--']"):
                found.setdefault(str(link["href"])[1:], []).append(link)
        return found

    def _place(self, target: str, word: re.Pattern[str]) -> str:
        """Return the id of the first such word in the section that has the id ``target``."""
        chapter = self._chapters[target.partition("--")[0]]
        begin = chapter.body.find(id=target) or chapter.body.h1
        if not isinstance(begin, Tag) or chapter not in self._read:
            return ""
        for text in _texts_of_section(begin):
            if found := word.search(text):
                marked = new_tag("span", found[0])
                before, after = text[: found.start()], text[found.end() :]
                text.replace_with(before, marked, after)
                return self._marked(marked)
        return ""

    def _other_names(self, known: set[str]) -> Iterator[Entry]:
        """Yield what things are also called, where the text calls them so too."""
        glossary = self._chapters.get(_GLOSSARY)
        heading = glossary.body.find(id=_OTHER_NAMES) if glossary else None
        if not isinstance(heading, Tag):
            return
        listed = heading.find_next("ul")
        assert isinstance(listed, Tag)
        for item in listed.select("li"):
            link = item.find("a", href=True)
            target = str(link["href"])[1:] if isinstance(link, Tag) else ""
            for name in (code.get_text() for code in item.select("code")):
                if target and _key(name) not in known:
                    place = self._place(target, _word(name))
                    yield _word_entry(name, [place] if place else [])
        for element in [heading, *heading.find_next_siblings()]:
            element.decompose()

    # Works, functions and symbols

    def _works(self) -> Iterator[Entry]:
        for link in itertools.chain.from_iterable(self._mentions(_BIBLIOGRAPHY).values()):
            if found := _WORK.match(" ".join(link.get_text().split())):
                yield Entry(markup.escape(found[0]), _key(found[0]), [self._marked(link)])

    def _functions(self) -> Iterator[Entry]:
        for chapter in self._read:
            for name in chapter.body.select("figure.listing .nf"):
                function = name.get_text()
                if not function.startswith("_"):
                    label = f"<code>{function.replace('_', '_<wbr>')}</code>"
                    yield Entry(label, _key(function), [self._marked(name)])

    def _symbols(self) -> Iterator[Entry]:
        notation = self._chapters.get(_NOTATION)
        formulas = notation.body.select("tbody td:first-child") if notation else ()
        first = self._first_formulas()
        for symbol in (comment for cell in formulas for comment in _kept(cell)):
            tex = self._tex(symbol)
            stands = first.pop(tex, None) if tex in first else symbol
            assert stands is not None
            # Behind it: a line may end between what is before a formula and the formula.
            place = self._mark()
            stands.insert_after(place)
            yield Entry(f"<!--{symbol}-->", "", [str(place["id"])])

    def _first_formulas(self) -> dict[str, Comment]:
        """Return the first formula of the text that is written so."""
        first: dict[str, Comment] = {}
        for chapter in self._read:
            for formula in _kept(chapter.body):
                first.setdefault(self._tex(formula), formula)
        return first

    def _tex(self, kept: Comment) -> str:
        number = _FORMULA.match(kept)
        assert number
        return self._drawn.formulas[int(number["number"])].tex


def write_index(entries: Sequence[Entry], words: Words) -> str:
    """Return the index as a chapter of its own."""
    parts = [f'<section class="chapter" id="{INDEX}"><h1>{words.index}</h1>']
    for letter, group in itertools.groupby(entries, key=_letter):
        kind = "" if letter else ' class="symbols"'
        parts.append(f'<p class="letter">{letter or words.symbols}</p><ul{kind}>')
        parts += [
            f"<li>{entry.label}<!--{PAGES} {' '.join(entry.places)}--></li>" for entry in group
        ]
        parts.append("</ul>")
    return "\n".join([*parts, "</section>"])


def _letter(entry: Entry) -> str:
    return "0–9" if entry.key[:1].isdigit() else entry.key[:1].upper()


def _key(name: str) -> str:
    """Return how a name is sorted: without signs, small and capital letters alike."""
    return _UNSORTED.sub(" ", name.replace("_", " ")).strip().casefold()


def _word_entry(name: str, places: list[str]) -> Entry:
    """Return the entry of a word: with a capital, since the index has no sentences."""
    label = name if "_" in name else f"{name[0].upper()}{name[1:]}"
    return Entry(markup.escape(label), _key(name), places)


def _names(item: Tag) -> list[str]:
    """Return the names of an entry of the glossary, those in parentheses behind it too."""
    strong = item.find("strong")
    assert isinstance(strong, Tag)
    behind = strong.next_sibling
    other = re.match(r"\s*\(([^)]*)\)", behind) if isinstance(behind, NavigableString) else None
    return [*strong.get_text().split(", "), *(other[1].split(", ") if other else ())]


def _word(name: str) -> re.Pattern[str]:
    """Return what finds a name, or its plural, in a text."""
    form = re.escape(name).replace(r"\ ", r"\s")
    plural = f"(?:{form}{_ENDING}" + (f"|{form[:-1]}ies)" if name.endswith("y") else ")")
    return re.compile(rf"(?<![\w-]){plural}(?![\w-])", re.IGNORECASE)


def _texts_of_section(begin: Tag) -> Iterator[NavigableString]:
    """Yield the texts from a heading to the next of its rank; another element has only its own."""
    if begin.name not in ("h1", "h2", "h3"):
        yield from (text for text in begin.find_all(string=True) if _is_prose(text))
        return
    ends = ("h1", "h2", "h3")[: int(begin.name[1])]
    for found in begin.next_elements:
        if isinstance(found, Tag) and found.name in ends:
            return
        if isinstance(found, NavigableString) and _is_prose(found):
            yield found


def _is_prose(text: NavigableString) -> bool:
    return not isinstance(text, Comment) and text.find_parent(["pre", "table"]) is None


def _kept(element: Tag) -> list[Comment]:
    return [
        text
        for text in element.find_all(string=True)
        if isinstance(text, Comment) and _FORMULA.match(text)
    ]
