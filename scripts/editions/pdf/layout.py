"""One HTML page of the whole book: title, contents, chapters, solutions."""

import html as markup
import itertools
import re
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from bs4 import Tag

from scripts.editions.edition import Edition
from scripts.editions.pdf.adapting import BEGINS, Solution, adapt
from scripts.editions.pdf.chapters import Chapter, Site
from scripts.editions.pdf.code_lines import hang_lines
from scripts.editions.pdf.compact import compact
from scripts.editions.pdf.drawn import labelled, small
from scripts.editions.pdf.index import INDEX, PAGES, Indexer, write_index
from scripts.editions.pdf.numbering import give_numbers
from scripts.editions.pdf.words import Words, words_of
from scripts.website.beside.fonts import math_beside_katex

_MARK = re.compile(rf"<!--(?:{BEGINS}|page (?P<form>[a-z-]+) (?P<target>\S+))-->")
_PAGES = re.compile(rf"<!--{PAGES} (?P<targets>[^>]*)-->")
_UNKNOWN = "000"
_PAPER = "/*paper*/"
PAPERS = {
    "A4": "size: 210mm 297mm; margin-inline: 34mm;",
    "letter": "size: 8.5in 11in; margin-inline: 36.95mm;",
}
"""The papers of the book; the text is as wide on each."""
_HEIGHT = "/*height*/"
_HEIGHTS = {"A4": "297mm", "letter": "11in"}

_IN_EVERY_CHAPTER = "--exercises"
"""What nobody looks up in the contents: a section at the end of each chapter."""

STYLE = Path(__file__).parent / "book.css"


@dataclass(frozen=True)
class Entry:
    """A line of the contents; ``level`` 0 is a part of the book."""

    level: int
    title: str
    target: str


@dataclass(frozen=True)
class Part:
    """Chapters that stand together in the menu; what comes before the first part has no title."""

    number: int
    title: str
    chapters: list[Chapter]

    @property
    def name(self) -> str:
        """Its id."""
        return f"part-{self.number}"


_END_OF_PART = "</section>"


class Reference(NamedTuple):
    """Pages that the index names, with the id of the first place on them.

    Among several, that on which a term is explained is the main one.
    """

    target: str
    pages: str
    is_main: bool = False


@dataclass(frozen=True)
class Book:
    """The text of the book, in which only the paper and the numbers of pages are missing."""

    words: Words
    entries: list[Entry]
    html: str

    def proof(self, paper: str) -> str:
        """Return the text with room for the number of each page that it may name."""
        return self._filled(lambda *_: _UNKNOWN, lambda targets: [*map(_unknown, targets)], paper)

    def with_pages(self, paper: str, pages: Mapping[str, int], apart: Container[str]) -> str:
        """Return the text with the page of each target that is ``apart`` from its mention."""

        def number(place: str, target: str) -> str:
            return str(pages[target]) if place in apart else ""

        def listed(targets: Sequence[str]) -> list[Reference]:
            return list_pages([(target, pages[target]) for target in targets])

        return self._filled(number, listed, paper)

    def apart(self, pages: Mapping[str, int]) -> dict[str, str]:
        """Return the mentions that are not wholly on the page of what they mention, with that.

        A list of pages names each of them, also the one that it stands on.
        """
        return {
            place: target
            for place, target, is_listed in self._mentions()
            if is_listed
            or {pages[place], pages.get(_begin(place), pages[place])} != {pages[target]}
        } | {target: target for target in self._indexed()}

    def _mentions(self) -> Iterator[tuple[str, str, bool]]:
        """Yield the id of each mention of a page, the id whose page it names, and how."""
        marks = (mark for mark in _MARK.finditer(self.html) if mark["target"])
        return (
            (_place(at), mark["target"], mark["form"] == "alone") for at, mark in enumerate(marks)
        )

    def _indexed(self) -> list[str]:
        """Return the ids that the index leads to."""
        return [id for mark in _PAGES.finditer(self.html) for id in mark["targets"].split()]

    def _filled(
        self,
        number: Callable[[str, str], str],
        listed: Callable[[Sequence[str]], list[Reference]],
        paper: str,
    ) -> str:
        """Return the text with numbers, and with links that tell where each mention stands."""
        count, places = 0, [*self._indexed(), *(entry.target for entry in self.entries)]

        def named(mark: re.Match[str]) -> str:
            nonlocal count
            place = _place(count)
            if not mark["target"]:
                places.append(_begin(place))
                return f'<span id="{_begin(place)}"></span>'
            count += 1
            places.append(place)
            shown = number(place, mark["target"])
            text = _FORMS[mark["form"]](shown, self.words) if shown else ""
            return f'{text}<span id="{place}"></span>'

        def pages(mark: re.Match[str]) -> str:
            return "".join(map(_linked, listed(mark["targets"].split())))

        html = _PAGES.sub(pages, _MARK.sub(named, self.html))
        html = html.replace(_PAPER, PAPERS[paper]).replace(_HEIGHT, _HEIGHTS[paper])
        links = "".join(f'<a href="#{place}"></a>' for place in places)
        return html.replace("</body>", f"<div hidden>{links}</div></body>")


def _unknown(target: str) -> Reference:
    return Reference(target, _UNKNOWN)


def list_pages(places: Sequence[tuple[str, int]]) -> list[Reference]:
    """Return each page of an entry of the index once, in order, neighbours as one.

    The page of the first place, where a term is explained, stands alone.
    """
    main, *_ = places
    first: dict[int, str] = {}
    for target, page in places:
        first.setdefault(page, target)
    others = sorted(first.keys() - {main[1]})
    runs = itertools.groupby(enumerate(others), key=lambda numbered: numbered[1] - numbered[0])
    found = {main[1]: Reference(main[0], str(main[1]), len(first) > 1)}
    for _, run in runs:
        pages = [page for _, page in run]
        numbers = f"{pages[0]}–{pages[-1]}" if len(pages) > 1 else str(pages[0])
        found[pages[0]] = Reference(first[pages[0]], numbers)
    return [found[page] for page in sorted(found)]


def _linked(reference: Reference) -> str:
    pages = f"<strong>{reference.pages}</strong>" if reference.is_main else reference.pages
    return f', <a href="#{reference.target}">{pages}</a>'


PLACE = "mention-"
"""How the ids of mentions begin."""


def _place(number: int) -> str:
    """Return the id of a mention of a page."""
    return f"{PLACE}{number}"


def _begin(place: str) -> str:
    """Return the id of where the link of a mention begins: it may be broken over two pages."""
    return f"{place}-begins"


_FORMS: dict[str, Callable[[str, Words], str]] = {
    "after-comma": lambda number, words: f'<span class="page">, {words.on_page(number)}</span>',
    "below": lambda number, words: f'<span class="page page-below">{words.on_page(number)}</span>',
    "in-parentheses": lambda number, words: f' <span class="page">({words.on_page(number)})</span>',
    "alone": lambda number, _: f'<span class="page">{number}</span>',
}


def lay_out(site: Site, edition: Edition, root: Path) -> Book:
    """Return the book of the site."""
    words = words_of(edition.language)
    chapters = compact(site.chapters)
    uris = {chapter.uri for chapter in chapters}
    solutions = [solution for chapter in chapters for solution in adapt(chapter, uris, words)]
    solutions = give_numbers(chapters, solutions, words)
    for element in [*(chapter.body for chapter in chapters), *_content(solutions)]:
        for code in element.select("pre"):
            hang_lines(code)
    index = Indexer(chapters, site.drawn).entries()
    parts = _parts(chapters)
    entries = [*_entries(parts)]
    back = ""
    if solutions:
        entries.append(Entry(1, words.solutions, "solutions"))
        back = _solutions(solutions, words)
    if index:
        entries.append(Entry(1, words.index, INDEX))
        back += write_index(index, words)
    bodies = [_part(part, words) for part in parts]
    bodies[-1] = bodies[-1].removesuffix(_END_OF_PART) + back + _END_OF_PART
    pieces = [
        f'<!DOCTYPE html><html lang="{edition.language}"><head><meta charset="utf-8">',
        f"<title>{markup.escape(edition.title)}</title>",
        *_styles(root, site.folder),
        f"<style>{_page_rules(parts)}</style></head><body>",
        _title_page(edition, words, _picture(chapters)),
        _contents(entries, words, numbers_explained(chapters, words)),
        *bodies,
        "</body></html>",
    ]
    html = site.drawn.put_back("\n".join(pieces), labelled, small)
    return Book(words, entries, html)


def _content(solutions: Sequence[Solution]) -> Iterator[Tag]:
    return (element for solution in solutions for element in solution.content)


def _styles(root: Path, site_folder: Path) -> Iterator[str]:
    fonts = _font_faces(root / "node_modules")
    yield f"<style>{fonts}</style>"
    for sheet in (
        site_folder / "assets/katex/katex.min.css",
        site_folder / "assets/palette.css",
        STYLE,
    ):
        yield f'<link rel="stylesheet" href="{sheet.resolve().as_uri()}">'
    yield f"<style>{math_beside_katex(root)}</style>"


def _font_faces(packages: Path) -> str:
    """Return the fonts of the book; only plain ones, since variable ones end as Type 3."""
    return "\n".join(
        f'@font-face {{ font-family: "{family}"; font-weight: {weight}; font-style: {style}; '
        f'src: url("{(packages / path).resolve().as_uri()}");'
        + (f" unicode-range: {unicode_range};" if unicode_range else "")
        + " }"
        for family, weight, style, path, unicode_range in _faces()
    )


_RANGES = {
    "latin": "U+0-FF, U+131, U+152-153, U+2BB-2BC, U+2C6, U+2DA, U+2DC, U+304, U+308, U+329, "
    "U+2000-206F, U+20AC, U+2122, U+2191, U+2193, U+2212, U+2215, U+FEFF, U+FFFD",
    "latin-ext": "U+100-2BA, U+2BD-2C5, U+2C7-2CC, U+2CE-2D7, U+2DD-2FF, U+1D00-1DBF, "
    "U+1E00-1E9F, U+1EF2-1EFF, U+2020, U+20A0-20AB, U+20AD-20C0, U+2113, U+2C60-2C7F",
    "greek": "U+370-3FF",
}
_SUPERSCRIPTS = "U+B2, U+B3, U+B9, U+2070-208E"


def _faces() -> Iterator[tuple[str, int, str, str, str]]:
    for family, package in (("Book Serif", "source-serif-4"), ("Book Sans", "source-sans-3")):
        for subset, unicode_range in _RANGES.items():
            for weight in (400, 600):
                for style in ("normal", "italic"):
                    file = f"@fontsource/{package}/files/{package}-{subset}-{weight}-{style}.woff2"
                    yield family, weight, style, file, unicode_range
    dejavu = "dejavu-fonts-ttf/ttf/DejaVu"
    for weight, style, cut in _CUTS:
        yield "Book Digits", weight, style, f"{dejavu}Serif{_serif_cut(cut)}.ttf", _SUPERSCRIPTS
        yield "Book Symbols", weight, style, f"{dejavu}Sans{cut}.ttf", ""
        yield "Book Mono", weight, style, f"{dejavu}SansMono{cut}.ttf", ""


_CUTS = (
    (400, "normal", ""),
    (600, "normal", "-Bold"),
    (400, "italic", "-Oblique"),
    (600, "italic", "-BoldOblique"),
)


def _serif_cut(cut: str) -> str:
    return cut.replace("Oblique", "Italic")


def _page_rules(parts: Sequence[Part]) -> str:
    """Return the rules of paper and running heads: a named page for each part."""
    rules = [f"@page {{ {_PAPER} }}", f":root {{ --paper-height: {_HEIGHT}; }}"]
    for part in parts:
        quoted = part.title.replace("\\", "\\\\").replace('"', '\\"')
        rules.append(f'@page {part.name} {{ @top-left {{ content: "{quoted}"; }} }}')
        rules.append(f"#{part.name} {{ page: {part.name}; }}")
    return "\n".join(rules)


def _picture(chapters: Sequence[Chapter]) -> str:
    """Return the first figure of the home page."""
    figure = chapters[0].body.find(string=lambda text: str(text).startswith("kept figure"))
    return f"<!--{figure}-->" if figure else ""


def _title_page(edition: Edition, words: Words, picture: str) -> str:
    version = words.version.format(version=edition.version, date=words.dated(edition.date))
    title, description, authors, rights = (
        markup.escape(text)
        for text in (edition.title, edition.description, edition.authors, edition.rights)
    )
    return (
        f'<section class="title-page"><p class="book-title">{title}</p>'
        f'<p class="book-description">{description}</p>'
        f'<div class="cover-picture" aria-hidden="true">{picture}</div>'
        f'<div class="imprint"><p>{authors}</p><p>{version}</p><p>{rights}</p></div></section>'
    )


def numbers_explained(chapters: Sequence[Chapter], words: Words) -> str:
    """Return how numbers of the book stand to those of the site, by its first formula's."""
    for chapter in chapters:
        if formula := chapter.body.select_one(".formula-number"):
            of_chapter, number = formula.get_text().strip("()").split(".")
            return words.numbers.format(chapter=of_chapter, number=number, title=chapter.title)
    return ""


def _contents(entries: Sequence[Entry], words: Words, note: str) -> str:
    lines = [f'<nav class="contents" id="contents"><h1>{words.contents}</h1>']
    lines.append(f'<p class="on-numbers">{markup.escape(note)}</p><ul>')
    for entry in entries:
        if not entry.target.endswith(_IN_EVERY_CHAPTER):
            title, mark = markup.escape(entry.title), f"<!--page alone {entry.target}-->"
            line = f'<a href="#{entry.target}"><span>{title}</span>{mark}</a>'
            lines.append(f'<li class="level-{entry.level}">{line}</li>')
    lines.append("</ul></nav>")
    return "\n".join(lines)


def _parts(chapters: Sequence[Chapter]) -> list[Part]:
    grouped = itertools.groupby(chapters, key=lambda chapter: chapter.part)
    return [Part(at, title, [*members]) for at, (title, members) in enumerate(grouped)]


def _entries(parts: Sequence[Part]) -> Iterator[Entry]:
    for part in parts:
        if part.title:
            yield Entry(0, part.title, part.name)
        for chapter in part.chapters:
            yield Entry(1, _title(chapter), chapter.name)
            for heading in chapter.body.select("h2[id]"):
                yield Entry(2, " ".join(heading.get_text().split()), str(heading["id"]))


def _title(chapter: Chapter) -> str:
    """Return the title of a chapter with its number."""
    heading = chapter.body.h1
    assert heading is not None
    return " ".join(heading.get_text().split())


def _part(part: Part, words: Words) -> str:
    opening = _opening(part, words) if part.title else ""
    chapters = "\n".join(map(_chapter, part.chapters))
    return f'<section class="part" id="{part.name}">{opening}{chapters}{_END_OF_PART}'


def _opening(part: Part, words: Words) -> str:
    """Return what a part begins with: its title and its chapters."""
    chapters = "".join(
        f'<li><a href="#{chapter.name}"><span>{markup.escape(_title(chapter))}</span>'
        f"<!--page alone {chapter.name}--></a></li>"
        for chapter in part.chapters
    )
    return (
        f'<header class="opening"><p class="part-number">{words.part.format(part.number)}</p>'
        f'<p class="part-title">{markup.escape(part.title)}</p><ul>{chapters}</ul></header>'
    )


def _chapter(chapter: Chapter) -> str:
    content = chapter.body.decode_contents()
    return f'<section class="chapter" id="{chapter.name}">{content}</section>'


def _solutions(solutions: Sequence[Solution], words: Words) -> str:
    parts = [f'<section class="chapter" id="solutions"><h1>{words.solutions}</h1>']
    for name, group in itertools.groupby(solutions, key=lambda solution: solution.chapter.name):
        members = list(group)
        title = markup.escape(members[0].chapter.title)
        parts.append(f'<h2 id="solutions--{name}">{title}</h2>')
        parts += map(_solution, members)
    return "\n".join([*parts, "</section>"])


def _solution(solution: Solution) -> str:
    mark = f"<!--page after-comma {solution.exercise_id}-->"
    link = f'<a href="#{solution.exercise_id}">{solution.label}{mark}</a>'
    content = "\n".join(str(element) for element in solution.content)
    return (
        f'<section class="solution" id="{solution.solution_id}">'
        f'<p class="solution-of">{link}</p>{content}</section>'
    )
