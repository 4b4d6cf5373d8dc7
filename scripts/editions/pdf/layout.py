"""One HTML page of the whole book: title, contents, chapters, solutions."""

import html as markup
import itertools
import re
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bs4 import Tag

from scripts.editions.edition import Edition
from scripts.editions.pdf.adapting import BEGINS, Solution, adapt
from scripts.editions.pdf.chapters import Chapter, Site
from scripts.editions.pdf.code_lines import hang_lines
from scripts.editions.pdf.drawn import labelled
from scripts.editions.pdf.words import Words, words_of

_MARK = re.compile(rf"<!--(?:{BEGINS}|page (?P<form>[a-z-]+) (?P<target>\S+))-->")
_UNKNOWN = "000"
_PAPER = "/*paper*/"
PAPERS = {
    "A4": "size: 210mm 297mm; margin-inline: 34mm;",
    "letter": "size: 8.5in 11in; margin-inline: 36.95mm;",
}
"""The papers of the book; the text is as wide on each."""

_FOLDED = "figure > details.numbers, details.careful"
"""What stays folded on the site and goes into the EPUB; on paper it would be 50 pages."""

STYLE = Path(__file__).parent / "book.css"


@dataclass(frozen=True)
class Entry:
    """A line of the contents; ``level`` 0 is a part of the book, which may have no page."""

    level: int
    title: str
    target: str


@dataclass(frozen=True)
class Book:
    """The text of the book, in which only the paper and the numbers of pages are missing."""

    words: Words
    entries: list[Entry]
    html: str

    def proof(self, paper: str) -> str:
        """Return the text with room for the number of each page that it may name."""
        return self._filled(lambda *_: _UNKNOWN, paper)

    def with_pages(self, paper: str, pages: Mapping[str, int], apart: Container[str]) -> str:
        """Return the text with the page of each target that is ``apart`` from its mention."""

        def number(place: str, target: str) -> str:
            return str(pages[target]) if place in apart else ""

        return self._filled(number, paper)

    def apart(self, pages: Mapping[str, int]) -> dict[str, str]:
        """Return the mentions that are not wholly on the page of what they mention, with that."""
        return {
            place: target
            for place, target in self._mentions()
            if {pages[place], pages.get(_begin(place), pages[place])} != {pages[target]}
        }

    def _mentions(self) -> Iterator[tuple[str, str]]:
        """Yield the id of each mention of a page, and the id whose page it names."""
        targets = (mark["target"] for mark in _MARK.finditer(self.html) if mark["target"])
        return ((_place(number), target) for number, target in enumerate(targets))

    def _filled(self, number: Callable[[str, str], str], paper: str) -> str:
        """Return the text with numbers, and with links that tell where each mention stands."""
        count, places = 0, []

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

        html = _MARK.sub(named, self.html).replace(_PAPER, PAPERS[paper])
        links = "".join(f'<a href="#{place}"></a>' for place in places)
        return html.replace("</body>", f"<div hidden>{links}</div></body>")


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
    for folded in (found for chapter in site.chapters for found in chapter.body.select(_FOLDED)):
        folded.decompose()
    uris = {chapter.uri for chapter in site.chapters}
    solutions = [solution for chapter in site.chapters for solution in adapt(chapter, uris, words)]
    chapters = [*site.chapters]
    entries = [*_entries(chapters)]
    for element in [*(chapter.body for chapter in chapters), *_content(solutions)]:
        for code in element.select("pre"):
            hang_lines(code)
    bodies = [_chapter(chapter) for chapter in chapters]
    if solutions:
        entries.append(Entry(1, words.solutions, "solutions"))
        bodies.append(_solutions(solutions, words))
    heads = {chapter.name: chapter.title for chapter in chapters} | {"solutions": words.solutions}
    parts = [
        f'<!DOCTYPE html><html lang="{edition.language}"><head><meta charset="utf-8">',
        f"<title>{markup.escape(edition.title)}</title>",
        *_styles(root, site.folder),
        f"<style>{_page_rules(heads)}</style></head><body>",
        _title_page(edition, words),
        _contents(entries, words),
        *bodies,
        "</body></html>",
    ]
    html = site.drawn.put_back("\n".join(parts), labelled)
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


def _page_rules(heads: Mapping[str, str]) -> str:
    """Return the rules of paper and running heads: a named page for each chapter."""
    rules = [f"@page {{ {_PAPER} }}"]
    for name, title in heads.items():
        quoted = title.replace("\\", "\\\\").replace('"', '\\"')
        rules.append(f'@page {name} {{ @top-left {{ content: "{quoted}"; }} }}')
        rules.append(f"#{name} {{ page: {name}; }}")
    return "\n".join(rules)


def _title_page(edition: Edition, words: Words) -> str:
    version = words.version.format(version=edition.version, date=words.dated(edition.date))
    title, description, authors, rights = (
        markup.escape(text)
        for text in (edition.title, edition.description, edition.authors, edition.rights)
    )
    return (
        f'<section class="title-page"><p class="book-title">{title}</p>'
        f'<p class="book-description">{description}</p>'
        f'<div class="imprint"><p>{authors}</p><p>{version}</p><p>{rights}</p></div></section>'
    )


def _contents(entries: Sequence[Entry], words: Words) -> str:
    lines = [f'<nav class="contents" id="contents"><h1>{words.contents}</h1>', "<ul>"]
    for entry in entries:
        title = markup.escape(entry.title)
        line = f"<span>{title}</span>"
        if entry.target:
            mark = f"<!--page alone {entry.target}-->"
            line = f'<a href="#{entry.target}"><span>{title}</span>{mark}</a>'
        lines.append(f'<li class="level-{entry.level}">{line}</li>')
    lines.append("</ul></nav>")
    return "\n".join(lines)


def _entries(chapters: Sequence[Chapter]) -> Iterator[Entry]:
    for part, members in itertools.groupby(chapters, key=lambda chapter: chapter.part):
        if part:
            yield Entry(0, part, "")
        for chapter in members:
            yield Entry(1, chapter.title, chapter.name)
            for heading in chapter.body.select("h2[id]"):
                yield Entry(2, " ".join(heading.get_text().split()), str(heading["id"]))


def _chapter(chapter: Chapter) -> str:
    body = chapter.body
    part = f'<p class="part">{markup.escape(chapter.part)}</p>' if chapter.part else ""
    return f'<section class="chapter" id="{chapter.name}">{part}{body.decode_contents()}</section>'


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
