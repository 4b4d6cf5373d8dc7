"""Everything that the pages of one language need, made ready before the first page is written."""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from typing import Any

from scripts.common.bundles import BundleError
from scripts.common.latest import latest
from scripts.common.problems import Place, Problem
from scripts.common.sources import environment
from scripts.common.store import CACHE, Store, writing_to
from scripts.formulas.reading.parts import CODE_SPAN, INLINE_MATH
from scripts.website.asked.expressions import parse
from scripts.website.asked.folder import strangers
from scripts.website.asked.frameworks import tabs_of
from scripts.website.asked.glossary import GLOSSARY, Term, read_glossary
from scripts.website.asked.listings import list_code, plain_code
from scripts.website.asked.needs import (
    menu_faults,
    missing_from_menu,
    unexplained_symbols,
    unmet_needs,
)
from scripts.website.asked.numbering import Book
from scripts.website.asked.other_names import OtherName, read_other_names
from scripts.website.asked.page import Drawing, Formula, Page, Reference
from scripts.website.asked.pages import OWN_NUMBERS, REFERENCE, VALUE, read_page
from scripts.website.asked.readable import unreadable
from scripts.website.asked.units import unit_fault
from scripts.website.asked.words import WORDS
from scripts.website.made.evidence import Evidence
from scripts.website.made.installed import not_as_locked
from scripts.website.made.katex import Formulas
from scripts.website.made.math_text import plain_formula
from scripts.website.made.page_scripts import (
    PageScripts,
    Task,
    WantedChain,
    file_name,
    page_script,
    wanted_of,
)
from scripts.website.made.results import Results, Wanted
from scripts.website.made.single_files import single_files
from scripts.website.made.written_values import write_value
from scripts.website.problems import BuildError, unreadable_sources_told

_HOW_UNITS_AGREE = "Logarithms are natural unless base=2 stands among the arguments."
_OPEN = re.compile(r"(?<!\\)[$`]")
"""What opens a formula or code in a cell, and is closed nowhere."""


class Project:
    """The pages under ``docs/<language>`` with all that they ask for."""

    def __init__(
        self,
        root: Path,
        docs: Path,
        say: Callable[[str], None] = print,
        *,
        order: Sequence[str] = (),
        checked: bool = True,
        source: str = "",
    ) -> None:
        """Take the pages in ``order`` where all are listed; leave formulas unchecked if told so.

        ``source`` is the address of the repository on GitHub, to which listings link.
        """
        self.root = root
        self.docs = docs
        self.say = say
        self.order = tuple(order)
        self.checked = checked
        self.source = source.rstrip("/")
        store = Store.of(root)
        self.results = Results(root, store)
        self.formulas = Formulas(root, store)
        self.scripts = PageScripts(docs, store, self.results.sources)
        self.notes: dict[str, Any] = {}
        """What each page has asked while it was converted; see ``markdown.questions``."""
        self.evidence = Evidence(docs, store, self.results.sources, say)

    @property
    def language(self) -> str:
        """The language of the pages, by the name of their folder."""
        return self.docs.name

    @cached_property
    def environment(self) -> str:
        """A hash of what everything that is made depends on: Python and the locked libraries."""
        return environment(self.root)

    @property
    def words(self) -> dict[str, str]:
        """The words that the build writes, in this language."""
        return WORDS[self.language]

    @cached_property
    def book(self) -> Book:
        """The pages, read once."""
        files = sorted([*self.docs.rglob("*.md"), *self.docs.glob("notebooks/*.py")])
        # A page may name what lies beside it.
        there = sorted(path for path in self.docs.rglob("*") if path.is_file())
        return Book([self._read(path, there) for path in files])

    def _read(self, path: Path, there: Sequence[Path]) -> Page:
        file, uri = path.relative_to(self.root), path.relative_to(self.docs).as_posix()
        text = path.read_text(encoding="utf-8")
        return latest(("page", path), (text, there), lambda: read_page(self.root, file, uri))

    def copied(self, page: Page) -> set[str]:
        """Return the code that the buttons of a page copy."""
        sources, asked = self.results.sources, [listing.argument for listing in page.listings]
        return {
            excerpt.copied
            for argument in asked
            for excerpt in (*plain_code(sources, argument), *list_code(sources, argument))
        }

    @cached_property
    def single_files(self) -> dict[str, str]:
        """The code of each tier as one file, by its name.

        Raises:
            BuildError: its modules cannot stand in one file.
        """
        try:
            return single_files(self.root, self.results.sources)
        except BundleError as error:
            problem = Problem(Place(Path("snippets"), 1), str(error), "Give one another name.")
            raise BuildError([problem]) from None

    @cached_property
    def glossary(self) -> list[Term]:
        """The terms of the glossary, their meanings as plain text; none without that page."""
        path = self.docs / GLOSSARY
        return read_glossary(path.read_text(encoding="utf-8"), self.plain) if path.exists() else []

    @cached_property
    def other_names(self) -> list[OtherName]:
        """The other names by which search finds what the pages explain; none without a glossary.

        Raises:
            BuildError: the list of the glossary cannot be read.
        """
        path = self.docs / GLOSSARY
        if not path.exists():
            return []
        return read_other_names(path.read_text(encoding="utf-8"), path.relative_to(self.root))

    def prepare(self) -> None:
        """Read all pages, compute all results, and meanwhile check and render all formulas.

        Raises:
            BuildError: something cannot be had; it names every place to mend.
        """
        if unread := [*strangers(self.root, self.docs), *unreadable(self.root, self.docs)]:
            raise BuildError(unread)
        with ThreadPoolExecutor(1) as beside:
            checking = beside.submit(self.evidence.prepare) if self.checked else None
            problems = self._compute_and_render()
            if checking is not None:
                problems += self._doubts(checking, problems)
                problems += self.formulas.prepare([*self.evidence.formulas()])
                # A step that cannot be drawn alone is told in words alone.
                self.formulas.prepare([*self.evidence.steps()])
        if problems:
            raise BuildError(problems)

    def _compute_and_render(self) -> list[Problem]:
        """Return what cannot be had of all that the pages ask for."""
        pages = self.book.pages.values()
        wanted = {
            Wanted(drawing.kind, drawing.expression, drawing.name): drawing.place
            for page in pages
            for drawing in page.drawings
        }
        for page in pages:
            for drawing in page.drawings:
                if drawing.numbers:
                    wanted.setdefault(Wanted("table", drawing.numbers), drawing.place)
            for value in page.values:
                wanted.setdefault(Wanted("value", value.expression), value.place)
        with unreadable_sources_told():
            problems = [
                *not_as_locked(self.root),
                *self.book.problems,
                *self._unfinished_site(),
                *self.results.prepare(wanted, self._show_progress),
                *self.formulas.prepare(
                    [*self._written_formulas(), *self._formulas_in_tables(wanted)]
                ),
                *self.scripts.prepare(self._scripts_of_pages()),
                *self._sides_that_cannot_be_drawn(),
                *self._unresolved_in_tables(wanted),
                *self._figures_without_numbers(),
                *self._badly_formatted_values(),
                *self._unknown_listings(),
                *self._unknown_frameworks(),
                *unmet_needs(self.order, self.book.pages),
            ]
        self._report(len(wanted))
        return problems

    def page_script(self, uri: str) -> tuple[str, str] | None:
        """Return the file of a page where something moves: its address and its text."""
        page = self.book.pages[uri]
        figures = {
            f"fig-{drawing.name}": live
            for drawing in page.drawings
            if (live := self._live(drawing)) is not None
        }
        chains = {
            (one := chain_wanted(asked.argument)).name: self.scripts.chains[one]
            for asked in page.numbers
        }
        if not figures and not chains:
            return None
        script = page_script(figures, self.scripts.found, chains)
        return file_name(uri, script), script

    def _live(self, drawing: Drawing) -> dict[str, Any] | None:
        """Return what moves in a figure that was computed."""
        want = Wanted(drawing.kind, drawing.expression, drawing.name)
        found = self.results.values.get(want) if drawing.kind == "figure" else None
        return found.get("live") if found else None

    def _sides_that_cannot_be_drawn(self) -> Iterator[Problem]:
        """Have the sides drawn that stand beside the numbers of readers."""
        for page in self.book.pages.values():
            for asked in page.numbers:
                if (chain := self.scripts.chains.get(chain_wanted(asked.argument))) is not None:
                    drawn = (Formula(asked.place, tex, display=False) for tex in chain["tex"])
                    yield from self.formulas.prepare([*drawn])

    def _scripts_of_pages(self) -> dict[Task, Place]:
        """Return what pages compute, each with the place that asks first."""
        wanted: dict[Task, Place] = {}
        for page in self.book.pages.values():
            for asked in page.numbers:
                wanted.setdefault(chain_wanted(asked.argument), asked.place)
            for drawing in page.drawings:
                for one in wanted_of(self._live(drawing) or {"formulas": {}}).values():
                    wanted.setdefault(one, drawing.place)
        return wanted

    def value(self, expression: str, form: str) -> str:
        """Return a computed value as it is written in a sentence."""
        return write_value(self.results.values[Wanted("value", expression)], form)

    def name_of(self, kind: str, name: str, *, elsewhere: bool = True) -> str:
        """Return what a reference says of a numbered thing, of another page or of its own."""
        target = self.book.numbered[kind, name]
        if kind == "eq":
            number = f"({target.number})"
            return f"{target.page.title}\N{NO-BREAK SPACE}{number}" if elsewhere else number
        number = f"{self.words[kind]}\N{NO-BREAK SPACE}{target.number}"
        return f"{number}, {target.page.title}" if elsewhere else number

    def plain(self, words: str) -> str:
        """Return a sentence of a page without its markup: formulas in plain signs."""
        words = VALUE.sub(lambda v: self.value(v["expression"], v["format"].strip()), words)
        words = INLINE_MATH.sub(lambda m: plain_formula(self.formulas.html[m["tex"], False]), words)
        return words.replace("*", "").replace("`", "").replace("\n", " ")

    def _doubts(self, checking: Future[list[Problem]], known: Sequence[Problem]) -> list[Problem]:
        """Return what the checker doubts, at places where nothing else is wrong."""
        places = {problem.place for problem in known}
        try:
            return [doubt for doubt in checking.result() if doubt.place not in places]
        except Exception:
            # It cannot run with a broken function; that the function is broken is known.
            if not known:
                raise
            return []

    def pages_in_order(self) -> list[Page]:
        """Return the pages as the menu has them, those that it does not have at the end."""
        places = {uri: place for place, uri in enumerate(self.order)}
        pages = self.book.pages.values()
        return sorted(pages, key=lambda page: places.get(page.uri, len(places)))

    def listing_of(self, function: str, here: Page) -> Page | None:
        """Return the page that lists a function: ``here``, or the first that does."""
        pages = [here, *self.pages_in_order()]
        return next((page for page in pages if function in page.listed), None)

    def _written_formulas(self) -> Iterator[Formula]:
        for page in self.book.pages.values():
            yield from page.formulas

    def _cells(self, wanted: Mapping[Wanted, Place]) -> Iterator[tuple[Wanted, Place, str]]:
        """Yield the text of every cell of a table that was computed, with the table's place."""
        for want, place in wanted.items():
            table = self.results.values.get(want) if want.kind == "table" else None
            if table is not None:
                for text in (*table["headers"], *(cell for row in table["rows"] for cell in row)):
                    yield want, place, text

    def _formulas_in_tables(self, wanted: Mapping[Wanted, Place]) -> Iterator[Formula]:
        for _, place, text in self._cells(wanted):
            for math in INLINE_MATH.finditer(text):
                yield Formula(place, math["tex"], display=False)

    def _unresolved_in_tables(self, wanted: Mapping[Wanted, Place]) -> Iterator[Problem]:
        """Yield what a cell asks for and cannot get: its text comes from code, not from a page."""
        for want, place, text in self._cells(wanted):
            where = f"in a cell of table {want.expression}"
            for found in REFERENCE.finditer(CODE_SPAN.sub("", text)):
                reference = Reference(place, found["kind"], found["name"])
                yield from self.book.unless_numbered(
                    reference, f"{found[0]} {where} refers to nothing"
                )
            rest = INLINE_MATH.sub("", CODE_SPAN.sub("", text))
            if _OPEN.search(rest):
                what = f"a $ or ` {where} is never closed"
                yield Problem(place, what, r"Close it, or write \$ or \` for the sign itself.")
            for value in VALUE.finditer(text):
                what = f"the value {value[0]} {where} is not computed"
                yield Problem(place, what, "Compute it in the function that makes the table.")

    def _figures_without_numbers(self) -> Iterator[Problem]:
        for page in self.book.pages.values():
            for drawing in page.drawings:
                want = Wanted("figure", drawing.expression, drawing.name)
                drawn = self.results.values.get(want) if drawing.kind == "figure" else None
                if drawn and not drawn["numbers"] and not drawing.numbers:
                    what = f"figure {drawing.expression} shows no numbers that could be listed"
                    if drawn["doubt"]:
                        what = f"the numbers of figure {drawing.expression}: {drawn['doubt']}"
                    advice = _how_numbers_are_listed(doubtful=bool(drawn["doubt"]))
                    yield Problem(drawing.place, what, advice)

    def _unfinished_site(self) -> Iterator[Problem]:
        """Yield what pages need beside themselves; without a menu there is no site to stand in."""
        if not self.order:
            return
        pages = self.book.pages
        yield from menu_faults(self.root, self.order, pages)
        yield from missing_from_menu(self.root, self.docs, self.order, pages)
        yield from unexplained_symbols(self.docs, self.root)

    def _badly_formatted_values(self) -> Iterator[Problem]:
        for page in self.book.pages.values():
            for value in page.values:
                if Wanted("value", value.expression) not in self.results.values:
                    continue
                try:
                    self.value(value.expression, value.format)
                    read, advice = parse(value.expression), _HOW_UNITS_AGREE
                    fault = unit_fault(read, value.format, self.results.sources)
                except (ValueError, TypeError) as error:
                    fault, advice = str(error), ""
                if fault:
                    what = f"cannot write {value.expression} as '{value.format}': {fault}"
                    yield Problem(value.place, what, advice)

    def _unknown_listings(self) -> Iterator[Problem]:
        for page in self.book.pages.values():
            for listing in page.listings:
                try:
                    list_code(self.results.sources, listing.argument)
                except LookupError as error:
                    yield Problem(listing.place, f"listing {listing.argument}: {error}")

    def _unknown_frameworks(self) -> Iterator[Problem]:
        for page in self.book.pages.values():
            for asked in page.frameworks:
                try:
                    tabs_of(self.results.sources, asked.argument)
                except LookupError as error:
                    yield Problem(asked.place, f"frameworks {asked.argument}: {error}")

    def _show_progress(self, done: int, total: int) -> None:
        if done == total or done % max(1, total // 8) == 0:
            self.say(f"computed {done} of {total} new results")

    def _report(self, wanted: int) -> None:
        """Say what was computed, also to a file that tests and the curious can read."""
        computed = self.results.computed
        self.say(
            f"{wanted} figures, tables and values: {len(computed)} computed anew, "
            f"{wanted - len(computed)} kept"
        )
        report = self.root / CACHE / "computed.json"
        names = [f"{want.kind} {want.expression}" for want in computed]
        with writing_to(report.parent):
            report.write_text(json.dumps(names, indent=1), encoding="utf-8")


def chain_wanted(argument: str) -> WantedChain:
    """Return the formula that a reader's numbers are for."""
    found = OWN_NUMBERS.fullmatch(argument)
    assert found is not None
    sizes = (size.split("=") for size in (found["sizes"] or "").replace(" ", "").split(",") if size)
    return WantedChain(found["formula"], tuple((name, int(number)) for name, number in sizes))


def _how_numbers_are_listed(*, doubtful: bool) -> str:
    if doubtful:
        return (
            "Give each artist a label of its own and the axes names, or name a table:\n"
            "'    numbers: module.function' after the alt."
        )
    # Loaded here: a build in which nothing is wrong does without NumPy.
    from scripts.website.made.figure_numbers import LISTED

    return (
        f"The build lists {LISTED}.\n"
        "Draw one of these, or name a table: '    numbers: module.function' after the alt."
    )
