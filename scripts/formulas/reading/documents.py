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

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from ...common.problems import Place, Problem
from ..language.notation import Declaration, Scope
from .claims import Sort, marked_as_given, sort_of
from .declarations import NotationError, read_lines, read_table, undeclared_sizes
from .pages import Display, PageText, take_apart
from .parts import CODE_SPAN, HEADING, INLINE_MATH, Part, markdown_of
from .rebinding import rebound, shared_names

NOTATION_BLOCK = re.compile(r"^\s*<!--\s*notation\s*$")
_UNCHECKED_INLINE = re.compile(r"<!--\s*unchecked:\s*\S.*?-->")
_COMMENT = re.compile(r"<!--.*?-->")


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
    scope, is_readable = Scope(), True
    try:
        text = (root / notation).read_text(encoding="utf-8")
        scope = read_table(text, notation)
        documents.problems += (Problem(Place(notation, 1), what) for what in shared_names(scope))
    except NotationError as error:
        documents.problems.append(error.at(notation))
        is_readable = False
    except FileNotFoundError:
        pass
    for path in pages_below(root / docs):
        page = take_apart(path.relative_to(root), markdown_of(path))
        reader = _Reader(page, path.relative_to(root / docs).as_posix(), documents, scope)
        reader.sections[0].is_readable = is_readable
        reader.read(explains_symbols=path == root / notation)
    _refuse_same_names(documents)
    return documents


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
    """Walks the parts of one page. A page is short: every formula gets a scope of its own."""

    def __init__(self, page: PageText, uri: str, documents: Documents, scope: Scope) -> None:
        self.page = page
        self.uri = uri
        self.documents = documents
        self.globals = scope
        self.sections = [_Open(0)]
        self.scope = scope

    def read(self, *, explains_symbols: bool) -> None:
        self.documents.problems += self.page.problems
        for part in self.page.parts:
            match part:
                case Display():
                    self._formula(part)
                case Part(kind="comment", closed=True) if NOTATION_BLOCK.match(part.lines[0]):
                    self._declare(part)
                case Part(kind="text", lines=(line,), number=number):
                    self._heading(line)
                    if not (explains_symbols and line.startswith("|")):
                        self._inline(line, number)

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

    def _heading(self, line: str) -> None:
        heading = HEADING.match(line)
        if heading is None:
            return
        level = len(heading["level"])
        while self.sections[-1].level >= level:
            self.sections.pop()
        self.sections.append(_Open(level))
        self._rebuild()

    def _rebuild(self) -> None:
        self.scope = self.globals
        for section in self.sections:
            self.scope = self.scope.extended(section.declared)

    def _declare(self, part: Part) -> None:
        first = part.number + 1
        declared, errors = read_lines(part.lines[1:-1], self.page.path, first, self.scope)
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

    def _inline(self, line: str, number: int) -> None:
        if _UNCHECKED_INLINE.search(line):
            return
        place = Place(self.page.path, number)
        text = CODE_SPAN.sub(lambda span: "`" * len(span[0]), _COMMENT.sub("", line))
        given = list(marked_as_given(line))
        for math in _maths(text):
            sort = self._sort(math["tex"], given)
            inline = Inline(math["tex"], place, self.scope, self.is_readable, sort)
            self.documents.inline.append(inline)
            if sort is Sort.CLAIM:
                self.documents.claims.append(self._claim(inline))
        unused = [tex for tex in given if tex not in [math["tex"] for math in _maths(text)]]
        self.documents.problems += (
            Problem(place, f"given: there is no ${tex}$ in this line") for tex in unused
        )

    def _sort(self, tex: str, given: Collection[str]) -> Sort:
        if not self.is_readable:
            return Sort.OTHER
        sort = sort_of(tex, self.scope)
        return Sort.GIVEN if tex in given and sort is Sort.CLAIM else sort

    def _claim(self, inline: Inline) -> Written:
        names = {claim.name for claim in self.documents.claims}
        name, number = f"${inline.tex}$", 2
        while name in names:
            name, number = f"${inline.tex}$ ({number})", number + 1
        return Written(
            name=name,
            tex=inline.tex,
            file=self.page.path,
            line=inline.place.line - 1,
            options={},
            unchecked=None,
            scope=self.scope,
            page=self.uri,
            in_sentence=True,
        )


def _maths(text: str) -> list[re.Match[str]]:
    return list(INLINE_MATH.finditer(text))
