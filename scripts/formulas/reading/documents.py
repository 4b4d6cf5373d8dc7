r"""Finds the formulas of a Markdown tree, each with its name, its options and its notation.

    <!-- notation             for the section that it stands in
    $y$ : {0,1}
    -->

    <!-- check: name; option; option: value -->
    $$
    …
    $$

A formula that cannot be checked carries ``<!-- unchecked: reason -->`` instead. Code, comments and
front matter hold no formulas. Percent-format notebooks are read through their Markdown cells.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from ...common.latest import latest
from ...common.problems import Place, Problem
from ..language.notation import Declaration, Scope
from .claims import Sort, sort_of
from .declarations import NotationError, read_lines, read_table, undeclared_sizes
from .mathematics import Heading, Line, Mathematics, Notation, mathematics_of
from .pages import Display
from .parts import markdown_of
from .rebinding import rebound, shared_names


@dataclass(frozen=True, kw_only=True)
class Written:
    """A display formula as it stands in a file; ``line`` is that of its opening ``$$``.

    Its TeX keeps the lines of the source, without their indentation. Where a line of its notation
    cannot be read, nothing can be said of it before that is mended: ``is_readable`` is false.
    A claim in a sentence is a formula too; its name is its TeX.
    """

    name: str
    tex: str
    file: Path
    line: int
    options: dict[str, str]
    unchecked: str | None
    scope: Scope
    page: str
    is_readable: bool = True
    in_sentence: bool = False


@dataclass(frozen=True)
class Inline:
    """A formula within a sentence, and what it is there."""

    tex: str
    place: Place
    scope: Scope
    is_readable: bool = True
    sort: Sort = Sort.OTHER


@dataclass
class Documents:
    """All formulas of a tree, in the order of its pages."""

    formulas: list[Written] = field(default_factory=list)
    inline: list[Inline] = field(default_factory=list)
    claims: list[Written] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def all_checked(self) -> list[Written]:
        """What is to be checked: the display formulas, then the claims in sentences."""
        return [*self.formulas, *self.claims]

    @property
    def given(self) -> int:
        """How many relations in sentences are given and not claimed."""
        return sum(inline.sort is Sort.GIVEN for inline in self.inline)


def read_tree(root: Path, docs: Path, notation: Path) -> Documents:
    """Return the formulas of all pages below ``docs``; paths are relative to ``root``.

    A tree may have no notation table: then every section declares its own symbols.
    """
    documents = Documents()
    table = _table(root, notation)
    documents.problems += table.problems
    for path in pages_below(root / docs):
        text, uri = markdown_of(path), path.relative_to(root / docs).as_posix()
        page = mathematics_of(path.relative_to(root), text)

        def read(page: Mathematics = page, uri: str = uri) -> Documents:
            return _Reader(page, uri, table).read(explains_symbols=page.path == notation)

        # Trees of formulas are kept by their scopes: the same scope, and nothing is parsed again.
        _add(documents, latest(("documents", path, uri, notation), (table, page), read))
    _refuse_same_names(documents)
    return documents


@dataclass(frozen=True, eq=False)
class _Table:
    """The notation of all pages, and what keeps it from being read."""

    scope: Scope
    is_readable: bool
    problems: tuple[Problem, ...]


def _table(root: Path, notation: Path) -> _Table:
    path = root / notation
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    return latest(("table", path, notation), text, lambda: _read_table(text, notation))


def _read_table(text: str, notation: Path) -> _Table:
    try:
        scope = read_table(text, notation)
    except NotationError as error:
        return _Table(Scope(), False, (error.at(notation),))
    shared = (Problem(Place(notation, 1), what) for what in shared_names(scope))
    return _Table(scope, True, tuple(shared))


def _add(documents: Documents, page: Documents) -> None:
    """Add what is on a page; of claims that are alike, each later one has a name of its own."""
    documents.formulas += page.formulas
    documents.inline += page.inline
    documents.problems += page.problems
    names = {claim.name for claim in documents.claims}
    for claim in page.claims:
        name, number = claim.name, 2
        while name in names:
            name, number = f"{claim.name} ({number})", number + 1
        names.add(name)
        documents.claims.append(claim if name == claim.name else replace(claim, name=name))


def pages_below(folder: Path) -> list[Path]:
    """Return the Markdown pages and the notebooks below a folder, or the one page it is."""
    if folder.is_file():
        return [folder]
    notebooks = [path for path in folder.rglob("*.py") if "# %%" in path.read_text("utf-8")]
    return sorted([*folder.rglob("*.md"), *notebooks])


def _refuse_same_names(documents: Documents) -> None:
    seen: dict[str, Written] = {}
    for formula in documents.formulas:
        first = seen.setdefault(formula.name, formula) if formula.name else formula
        if first is not formula:
            what = f"{formula.name}: there is a formula of this name at {first.file}:{first.line}"
            documents.problems.append(Problem(Place(formula.file, formula.line), what))


@dataclass
class _Open:
    """A section that has begun and not ended, with what it declares so far."""

    level: int
    declared: list[Declaration] = field(default_factory=list)
    is_readable: bool = True


class _Reader:
    """Walks through one page. A page is short: every formula gets a scope of its own."""

    def __init__(self, page: Mathematics, uri: str, table: _Table) -> None:
        self.page = page
        self.uri = uri
        self.documents = Documents(problems=list(page.problems))
        self.globals = self.scope = table.scope
        self.sections = [_Open(0, is_readable=table.is_readable)]

    def read(self, *, explains_symbols: bool) -> Documents:
        for item in self.page.items:
            match item:
                case Display():
                    self._formula(item)
                case Notation():
                    self._declare(item)
                case Heading():
                    self._heading(item)
                case Line() if not (explains_symbols and item.in_table):
                    self._inline(item)
        return self.documents

    def _formula(self, display: Display) -> None:
        self.documents.formulas.append(
            Written(
                name=display.name,
                tex=display.tex,
                file=self.page.path,
                line=display.number,
                options=display.options,
                unchecked=display.unchecked,
                scope=self.scope,
                page=self.uri,
                is_readable=self.is_readable,
            )
        )

    @property
    def is_readable(self) -> bool:
        """Whether all lines of the notation that holds here can be read."""
        return all(section.is_readable for section in self.sections)

    def _heading(self, heading: Heading) -> None:
        while self.sections[-1].level >= heading.level:
            self.sections.pop()
        self.sections.append(_Open(heading.level))
        self._rebuild()

    def _rebuild(self) -> None:
        self.scope = self.globals
        for section in self.sections:
            self.scope = self.scope.extended(section.declared)

    def _declare(self, block: Notation) -> None:
        first = block.number
        declared, errors = read_lines(block.lines, self.page.path, first, self.scope)
        self.documents.problems += (error.at(self.page.path) for error in errors)
        self.sections[-1].declared.extend(declared)
        self._rebuild()
        if errors:
            self.sections[-1].is_readable = False
        if not self.is_readable:
            return
        for one in declared:
            self._refuse(one.line, rebound([one], self.globals, self.scope))
        self._refuse(first, undeclared_sizes(self.scope))
        self._refuse(first, shared_names(self.scope))

    def _refuse(self, line: int, faults: Iterable[str]) -> None:
        place = Place(self.page.path, line)
        self.documents.problems += (Problem(place, f"notation: {what}") for what in faults)

    def _inline(self, line: Line) -> None:
        place = Place(self.page.path, line.number)
        for tex in line.formulas:
            inline = Inline(tex, place, self.scope, self.is_readable, self._sort(tex, line.given))
            self.documents.inline.append(inline)
            if inline.sort is Sort.CLAIM:
                self.documents.claims.append(self._claim(inline))
        self.documents.problems += (
            Problem(place, f"given: there is no ${tex}$ in this line")
            for tex in line.given
            if tex not in line.formulas
        )

    def _sort(self, tex: str, given: Collection[str]) -> Sort:
        if not self.is_readable:
            return Sort.OTHER
        sort = sort_of(tex, self.scope)
        return Sort.GIVEN if tex in given and sort is Sort.CLAIM else sort

    def _claim(self, inline: Inline) -> Written:
        return Written(
            name=f"${inline.tex}$",
            tex=inline.tex,
            file=self.page.path,
            line=inline.place.line - 1,
            options={},
            unchecked=None,
            scope=self.scope,
            page=self.uri,
            in_sentence=True,
        )
