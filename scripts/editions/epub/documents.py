"""The chapters of the book, each as an XHTML document of its own."""

import html as markup
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from bs4 import Tag

from scripts.editions.epub.formulas import fit_for_readers
from scripts.editions.epub.numbers import Numbers, mark_numbers, take_out_numbers
from scripts.editions.epub.pictures import Pictures, with_picture
from scripts.editions.epub.tables import fit_tables
from scripts.editions.pdf.adapting import Solution, adapt
from scripts.editions.pdf.chapters import Chapter, Site
from scripts.editions.pdf.drawn import Drawn, DrawnFormula
from scripts.editions.pdf.problems import BookError
from scripts.editions.pdf.words import Words
from snippets.figures.style import PALETTE

SOLUTIONS = "solutions"
NUMBERS = "numbers"
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_COLOUR = re.compile(r"var\(--figure-(?P<name>\w+)\)")
_ID = re.compile(r'\bid="(?P<id>[^"]+)"')
_LINK = re.compile(r'(?<=<a )(?P<before>[^>]*?)\bhref="#(?P<id>[^"]+)"')


@dataclass(frozen=True)
class Document:
    """A chapter: the part of the book that it is in, its name, title, headings and text."""

    part: str
    name: str
    title: str
    headings: Sequence[tuple[str, str]]
    body: str

    @property
    def file(self) -> str:
        """The name of its file; all lie in one folder."""
        return f"{self.name}.xhtml"


def write_documents(site: Site, words: Words, pictures: Pictures) -> list[Document]:
    """Return all chapters, then the solutions and the numbers of figures, linked with each other.

    Raises:
        BookError: a link leads to nothing in the book.
    """
    uris = {chapter.uri for chapter in site.chapters}
    for chapter in site.chapters:
        _keep_questions(chapter.body)
        _drop_data(chapter.body)
        mark_numbers(chapter)
    solutions = [solution for chapter in site.chapters for solution in adapt(chapter, uris, words)]
    numbers = [
        found
        for chapter in site.chapters
        for found in take_out_numbers(chapter, words.numbers_of_figure)
    ]
    for content in [*(chapter.body for chapter in site.chapters), *(n.content for n in numbers)]:
        fit_tables(content, lambda html: site.drawn.put_back(html, lambda _, formula: formula.tex))
    documents = [*map(_chapter, site.chapters)]
    if solutions:
        documents.append(_solutions(solutions, words))
    if numbers:
        documents.append(_numbers(numbers, words))
    documents = [_with_drawings(document, site.drawn, pictures) for document in documents]
    files = {
        found["id"]: document.file
        for document in documents
        for found in _ID.finditer(document.body)
    }
    return [_linked(document, files) for document in documents]


def _keep_questions(body: Tag) -> None:
    """Keep what a quiz teaches, though nothing folds in a reader of EPUB."""
    for quiz in body.select(".quiz"):
        quiz["class"] = "quiz"


def _drop_data(body: Tag) -> None:
    """Drop what scripts and style sheets of the site ask for."""
    for element in body.find_all(True):
        element.attrs = {
            name: value for name, value in element.attrs.items() if not name.startswith("data-")
        }


def _chapter(chapter: Chapter) -> Document:
    headings = [
        (str(heading["id"]), " ".join(heading.get_text().split()))
        for heading in chapter.body.select("h2[id]")
    ]
    body = f'<section id="{chapter.name}">{chapter.body.decode_contents()}</section>'
    return Document(chapter.part, chapter.name, chapter.title, headings, body)


def _solutions(solutions: Sequence[Solution], words: Words) -> Document:
    sections = [(one.chapter, _solution(one)) for one in solutions]
    return _at_the_end(SOLUTIONS, words.solutions, sections)


def _solution(found: Solution) -> str:
    back = _link(found.exercise_id, found.label)
    content = "".join(map(str, found.content))
    return f'<section class="solution" id="{found.solution_id}"><p>{back}</p>{content}</section>'


def _numbers(numbers: Sequence[Numbers], words: Words) -> Document:
    sections = [(one.chapter, _numbers_of_one(one)) for one in numbers]
    return _at_the_end(NUMBERS, words.numbers_of_figures, sections)


def _numbers_of_one(found: Numbers) -> str:
    back = _link(found.figure_id, found.label)
    content = "".join(map(str, found.content.find_all(recursive=False)[1:]))
    return f'<section id="{found.id}"><p>{back}</p>{content}</section>'


def _link(target: str, words: str) -> str:
    return f'<a href="#{target}">{markup.escape(words)}</a>'


def _at_the_end(name: str, title: str, sections: Sequence[tuple[Chapter, str]]) -> Document:
    """Return what was taken out of chapters, each section under the title of its own."""
    headings: list[tuple[str, str]] = []
    parts = [f'<section id="{name}"><h1>{title}</h1>']
    for chapter, group in groupby(sections, key=lambda section: section[0].name):
        members = list(group)
        headings.append((f"{name}--{chapter}", members[0][0].title))
        parts.append(f'<h2 id="{headings[-1][0]}">{markup.escape(headings[-1][1])}</h2>')
        parts += [html for _, html in members]
    parts.append("</section>")
    return Document("", name, title, headings, "\n".join(parts))


def _with_drawings(document: Document, drawn: Drawn, pictures: Pictures) -> Document:
    """Return a document with its formulas as MathML and its figures in plain colours.

    Not every reader of EPUB knows CSS variables.
    """

    def fit(_: int, formula: DrawnFormula) -> str:
        return with_picture(fit_for_readers(formula.mathml, formula.tex), formula, pictures)

    def coloured(figure: str) -> str:
        return _COLOUR.sub(lambda colour: PALETTE[colour["name"]], figure)

    return replace(document, body=_COMMENT.sub("", drawn.put_back(document.body, fit, coloured)))


def _linked(document: Document, files: Mapping[str, str]) -> Document:
    """Name in every link the file that its target stands in."""

    def lead(link: re.Match[str]) -> str:
        if link["id"] not in files:
            raise BookError(f"{document.name} links to '{link['id']}', which is not in the book.")
        return f'{link["before"]}href="{files[link["id"]]}#{link["id"]}"'

    return replace(document, body=_LINK.sub(lead, document.body))
