"""What a page may ask of the project while it is converted.

Every answer is noted: a page whose text and answers are as they were comes out as it did. So
nothing of the project is to be had but by these questions; what they are asked with is plain data.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from scripts.common.problems import Place
from scripts.formulas.checks.evidence import FormulaEvidence, Totals
from scripts.website.asked.formula_lists import lists_of_formulas
from scripts.website.asked.frameworks import Tab, tabs_of
from scripts.website.asked.listings import Excerpt, list_code, plain_code
from scripts.website.asked.page import Formula, Page
from scripts.website.made.argument import Claim
from scripts.website.made.evidence import Found
from scripts.website.made.math_text import plain_formula
from scripts.website.made.read_aloud import read_aloud
from scripts.website.made.results import Wanted
from scripts.website.project import Project, chain_wanted


def formula(project: Project, tex: str, display: bool) -> str:
    """Return a formula of a page as it is drawn."""
    return project.formulas.html[tex, display]


def drawn(project: Project, tex: str, display: bool) -> str | None:
    """Return a formula as it is drawn, where it can be."""
    return project.formulas.html.get((tex, display))


def found(project: Project, file: str, line: int) -> Found | None:
    """Return what was found about the formula at a place."""
    return project.evidence.found.get(Place(Path(file), line))


def claim(project: Project, uri: str, tex: str) -> str:
    """Return what was found about a claim in a sentence of a page; nothing if it is none."""
    claims = project.evidence.claims_of(uri)
    steps = next((found.steps for found in claims if found.tex == tex), ())
    return "Checked: " + "; ".join(step.words for step in steps) if steps else ""


def claims_of(project: Project, uri: str) -> list[FormulaEvidence]:
    """Return the claims in the sentences of a page."""
    return project.evidence.claims_of(uri)


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


def chain(project: Project, argument: str) -> dict[str, Any]:
    """Return a formula for the numbers of readers."""
    return project.scripts.chains[chain_wanted(argument)]


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


def title_of(project: Project, uri: str) -> str:
    """Return the title of a page."""
    return project.book.pages[uri].title


def list_of_formulas(project: Project, uri: str) -> str | None:
    """Return the page that lists the formulas of a page."""
    return lists_of_formulas(project.book.pages).get(uri)


def all_formulas(project: Project, here: str) -> list[tuple[str, str, list[Formula]]]:
    """Return the pages whose formulas are listed ``here``: source, title and display formulas."""
    lists = lists_of_formulas(project.book.pages)
    return [
        (page.uri, page.title, [formula for formula in page.formulas if formula.display])
        for page in project.pages_in_order()
        if lists.get(page.uri) == here
    ]


def symbols_of(project: Project, file: str, line: int) -> list[tuple[str, str]]:
    """Return the symbols of a formula at a place: each in plain signs, and as it is read aloud."""
    one = found(project, file, line)
    meanings = one.meanings if one else ()
    drawn = ((m.tex, project.formulas.html.get((m.tex, False))) for m in meanings)
    return [(plain_formula(html).replace(" ", ""), read_aloud(tex)) for tex, html in drawn if html]


def other_lists(project: Project, here: str) -> list[tuple[str, str, dict[str, int]]]:
    """Return the other lists of formulas: source, title, and how many formulas have each symbol."""
    pages = project.book.pages
    others = dict.fromkeys(lists_of_formulas(pages)[page.uri] for page in project.pages_in_order())
    return [(uri, pages[uri].title, _counted(project, uri)) for uri in others if uri != here]


def _counted(project: Project, uri: str) -> dict[str, int]:
    formulas = (one for _, _, listed in all_formulas(project, uri) for one in listed)
    places = (one.place for one in formulas)
    return Counter(
        sign for place in places for sign, _ in symbols_of(project, str(place.file), place.line)
    )


def introduced(project: Project) -> dict[str, tuple[str, str]]:
    """Return the first named formula of the menu that each symbol stands in: its page and name."""
    first: dict[str, tuple[str, str]] = {}
    for page in project.pages_in_order():
        for formula in page.formulas:
            one = project.evidence.found.get(formula.place) if formula.name else None
            for meaning in one.meanings if one else ():
                first.setdefault(meaning.tex, (page.uri, formula.name))
    return first


def argument(project: Project) -> list[Claim]:
    """Return the named formulas in the order of the menu, with what joins them to others."""
    return [
        _claim(project, page, formula)
        for page in project.pages_in_order()
        for formula in page.formulas
        if formula.name
    ]


def _claim(project: Project, page: Page, formula: Formula) -> Claim:
    found_here = project.evidence.found.get(formula.place)
    steps = found_here.evidence.steps if found_here else ()
    return Claim(
        name=formula.name,
        uri=page.uri,
        title=page.title,
        number=project.book.numbered["eq", formula.name].number,
        stand_ins=tuple(dict.fromkeys(name for step in steps for name in step.twins)),
        defines=found_here.defines if found_here else (),
        speaks_of=found_here.speaks_of if found_here else (),
        named=formula.named,
    )


QUESTIONS: dict[str, Callable[..., Any]] = {
    question.__name__: question
    for question in (
        formula,
        drawn,
        found,
        claim,
        claims_of,
        totals,
        result,
        value,
        excerpts,
        tabs,
        number,
        name_of,
        page_of,
        listing_of,
        title_of,
        list_of_formulas,
        all_formulas,
        symbols_of,
        other_lists,
        introduced,
        argument,
        plain_excerpts,
        single_file,
        source,
        chain,
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
