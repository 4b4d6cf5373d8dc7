"""What a page may ask of the project while it is converted.

Every answer is noted: a page whose text and answers are as they were comes out as it did. So
nothing of the project is to be had but by these questions; what they are asked with is plain data.
"""

from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from scripts.common.problems import Place
from scripts.formulas.checks.evidence import Totals
from scripts.website.asked.frameworks import Tab, tabs_of
from scripts.website.asked.listings import Excerpt, list_code, plain_code
from scripts.website.asked.page import Formula
from scripts.website.made.evidence import Found
from scripts.website.made.results import Wanted
from scripts.website.project import Project


def formula(project: Project, tex: str, display: bool) -> str:
    """Return a formula of a page as it is drawn."""
    return project.formulas.html[tex, display]


def drawn(project: Project, tex: str, display: bool) -> str | None:
    """Return a formula as it is drawn, where it can be."""
    return project.formulas.html.get((tex, display))


def found(project: Project, file: str, line: int) -> Found | None:
    """Return what was found about the formula at a place."""
    return project.evidence.found.get(Place(Path(file), line))


def totals(project: Project) -> Totals:
    """Return how many formulas and steps there are, by kind of evidence."""
    return project.evidence.totals


def result(project: Project, kind: str, expression: str, name: str = "") -> Any:
    """Return a figure or a table that was computed."""
    return project.results.values[Wanted(kind, expression, name)]


def value(project: Project, expression: str, form: str) -> str:
    """Return a computed number as it is written in a sentence."""
    return project.value(expression, form)


def excerpts(project: Project, argument: str) -> list[Excerpt]:
    """Return definitions of the snippets as they stand."""
    return list_code(project.results.sources, argument)


def plain_excerpts(project: Project, argument: str) -> list[Excerpt]:
    """Return the plain forms of definitions, of those that have one."""
    return plain_code(project.results.sources, argument)


def single_file(project: Project, name: str) -> str | None:
    """Return the code of a tier as one file."""
    return project.single_files.get(name)


def source(project: Project) -> str:
    """Return the address of the repository, nothing where none is known."""
    return project.source


def tabs(project: Project, loss: str) -> list[Tab]:
    """Return a loss as each library has it."""
    return tabs_of(project.results.sources, loss)


def number(project: Project, kind: str, name: str) -> int:
    """Return the number of a thing within its page."""
    return project.book.numbered[kind, name].number


def name_of(project: Project, kind: str, name: str, elsewhere: bool) -> str:
    """Return what a reference says of a numbered thing, of another page or of its own."""
    return project.name_of(kind, name, elsewhere=elsewhere)


def page_of(project: Project, kind: str, name: str) -> tuple[str, str] | None:
    """Return the page that numbers a thing, and its title."""
    numbered = project.book.numbered.get((kind, name))
    return (numbered.page.uri, numbered.page.title) if numbered else None


def listing_of(project: Project, function: str, here: str) -> str | None:
    """Return the page that lists a function: ``here``, or the first that does."""
    page = project.listing_of(function, project.book.pages[here])
    return page.uri if page else None


def has_page(project: Project, uri: str) -> bool:
    """Tell whether there is a page."""
    return uri in project.book.pages


def formula_names(project: Project) -> list[str]:
    """Return the names of all formulas."""
    return [name for kind, name in project.book.numbered if kind == "eq"]


def all_formulas(project: Project) -> list[tuple[str, str, list[Formula]]]:
    """Return the pages in the order of the menu: source, title and display formulas of each."""
    return [
        (page.uri, page.title, [formula for formula in page.formulas if formula.display])
        for page in project.pages_in_order()
    ]


QUESTIONS: dict[str, Callable[..., Any]] = {
    question.__name__: question
    for question in (
        *(formula, drawn, found, totals, result, value, excerpts, tabs, number, name_of, page_of),
        *(listing_of, has_page, formula_names, all_formulas, plain_excerpts, single_file, source),
    )
}


class Notes:
    """The questions of a page, each with a hash of its answer."""

    def __init__(self, noted: Sequence[Sequence[Any]] = ()) -> None:
        self.noted = {(name, *about): answer for name, about, answer in noted}

    def note(self, question: Callable[..., Any], about: Sequence[Any], answer: object) -> None:
        """Remember a question and its answer."""
        self.noted[question.__name__, *about] = _hash(answer)

    def still_hold(self, project: Project) -> bool:
        """Tell whether all questions are answered as they were."""
        try:
            return all(
                _hash(QUESTIONS[name](project, *about)) == answer
                for (name, *about), answer in self.noted.items()
            )
        except LookupError:
            return False

    def as_json(self) -> list[Any]:
        """Return what ``Notes`` can be made of again."""
        return [[name, about, answer] for (name, *about), answer in self.noted.items()]


def _hash(answer: object) -> str:
    return sha256(repr(answer).encode()).hexdigest()
