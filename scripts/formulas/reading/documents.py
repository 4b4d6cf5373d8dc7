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
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..language.notation import Declaration, Scope
from .declarations import NotationError, read_lines, read_table, undeclared_sizes
from .parts import (
    CODE_SPAN,
    FRONT_MATTER,
    HEADING,
    INLINE_MATH,
    NAME,
    Part,
    mark_of,
    markdown_of,
    split_parts,
)

_NOTATION = re.compile(r"^\s*<!--\s*notation\s*$")
_UNCHECKED_INLINE = re.compile(r"<!--\s*unchecked:\s*\S.*?-->")
_COMMENT = re.compile(r"<!--.*?-->")
OPTIONS = frozenset(["equality", "support", "let", "covers", "stable", "loose"])


@dataclass(frozen=True)
class Written:
    """A display formula as it stands in a file; ``line`` is that of its opening ``$$``.

    Its TeX keeps the lines of the source, without their indentation.
    """

    name: str
    tex: str
    file: Path
    line: int
    options: dict[str, str]
    unchecked: str | None
    scope: Scope
    page: str


@dataclass(frozen=True)
class Inline:
    """A formula within a sentence."""

    tex: str
    file: Path
    line: int
    scope: Scope
    page: str


@dataclass(frozen=True)
class Trouble:
    """Something about a file that keeps its formulas from being read."""

    file: Path
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}"


@dataclass
class Documents:
    """All formulas of a tree, in the order of its pages."""

    formulas: list[Written] = field(default_factory=list)
    inline: list[Inline] = field(default_factory=list)
    problems: list[Trouble] = field(default_factory=list)


def read_tree(root: Path, docs: Path, notation: Path) -> Documents:
    """Return the formulas of all pages below ``docs``; paths are relative to ``root``.

    A tree may have no notation table: then every section declares its own symbols.
    """
    documents = Documents()
    scope = Scope()
    try:
        text = (root / notation).read_text(encoding="utf-8")
        scope = read_table(text, notation)
    except NotationError as error:
        documents.problems.append(_trouble(error, notation))
    except FileNotFoundError:
        pass
    for path in pages_below(root / docs):
        page = path.relative_to(root / docs).as_posix()
        _Page(path.relative_to(root), page, documents, scope).read(
            markdown_of(path), explains_symbols=path == root / notation
        )
    _refuse_same_names(documents)
    return documents


def pages_below(folder: Path) -> list[Path]:
    """Return the Markdown pages and the notebooks below a folder, or the one page it is."""
    if folder.is_file():
        return [folder]
    notebooks = [path for path in folder.rglob("*.py") if "# %%" in path.read_text("utf-8")]
    return sorted([*folder.rglob("*.md"), *notebooks])


def _trouble(error: NotationError, file: Path) -> Trouble:
    place, _, what = str(error).partition(": ")
    path, _, line = place.rpartition(":")
    return Trouble(Path(path), int(line), what) if line.isdigit() else Trouble(file, 1, str(error))


def _refuse_same_names(documents: Documents) -> None:
    seen: dict[str, Written] = {}
    for formula in documents.formulas:
        first = seen.setdefault(formula.name, formula) if formula.name else formula
        if first is not formula:
            what = f"{formula.name}: there is a formula of this name at {first.file}:{first.line}"
            documents.problems.append(Trouble(formula.file, formula.line, what))


@dataclass
class _Open:
    """A section that has begun and not ended, with what it declares so far."""

    level: int
    declared: list[Declaration] = field(default_factory=list)


class _Page:
    """Walks the lines of one page. A page is short: every formula gets a scope of its own."""

    def __init__(self, path: Path, page: str, documents: Documents, scope: Scope) -> None:
        self.path = path
        self.page = page
        self.documents = documents
        self.globals = scope
        self.sections = [_Open(0)]
        self.scope = scope

    def read(self, text: str, *, explains_symbols: bool) -> None:
        skipped = text.count("\n", 0, front.end()) if (front := FRONT_MATTER.match(text)) else 0
        mark: Part | None = None
        for part in split_parts(text.splitlines()[skipped:], first=skipped + 1):
            if not part.closed:
                self._problem(part.number, f"this {_kind(part)} is never closed")
            match part.kind:
                case "mark":
                    self._unused(mark)
                    mark = part
                    continue
                case "comment" if _NOTATION.match(part.lines[0]):
                    self._declare(part.lines[1:-1], part.number + 1)
                case "formula":
                    self._formula(part, mark)
                    mark = None
                case "text":
                    self._heading(part.lines[0])
                    self._inline(part.lines[0], part.number, explains_symbols=explains_symbols)
            if part.lines[0].strip():
                self._unused(mark)
                mark = None
        self._unused(mark)

    def _problem(self, line: int, what: str) -> None:
        self.documents.problems.append(Trouble(self.path, line, what))

    def _unused(self, mark: Part | None) -> None:
        if mark:
            what = f"'{mark_of(mark)[0]}:' must stand directly above a $$ formula"
            self._problem(mark.number, what)

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

    def _declare(self, lines: Sequence[str], first: int) -> None:
        try:
            declared = read_lines(lines, self.path, first, self.scope)
        except NotationError as error:
            self.documents.problems.append(_trouble(error, self.path))
            return
        self.sections[-1].declared.extend(declared)
        self._rebuild()
        for what in undeclared_sizes(self.scope):
            self._problem(first, f"notation: {what}")

    def _formula(self, part: Part, mark: Part | None) -> None:
        name, reason = "", None
        options: dict[str, str] = {}
        kind, text = mark_of(mark) if mark else ("", "")
        if mark is None:
            what = "a display formula without a mark: put <!-- check: its-name --> above it"
            self._problem(part.number, what)
            reason = "it has no name"
        elif kind == "unchecked":
            reason = text
            if not reason:
                self._problem(mark.number, "'unchecked:' needs a reason")
                reason = "no reason is given"
        else:
            name, options = self._name_and_options(text, mark.number)
        self.documents.formulas.append(
            Written(name, part.tex, self.path, part.number, options, reason, self.scope, self.page)
        )

    def _name_and_options(self, text: str, line: int) -> tuple[str, dict[str, str]]:
        name, *rest = (part.strip() for part in text.split(";"))
        if not NAME.fullmatch(name):
            self._problem(line, f"'{name}' is no name of a formula: write kebab-case")
        options = {}
        for part in rest:
            key, _, value = (piece.strip() for piece in part.partition(":"))
            if key not in OPTIONS:
                known = ", ".join(sorted(OPTIONS))
                self._problem(line, f"{name}: there is no option '{key}', but {known}")
            elif (key in ("stable", "loose")) == bool(value):
                self._problem(line, f"{name}: the option '{key}' is not written like this")
            options[key] = value
        return name, options

    def _inline(self, line: str, number: int, *, explains_symbols: bool) -> None:
        if _UNCHECKED_INLINE.search(line):
            return
        if explains_symbols and line.startswith("|"):
            return
        text = CODE_SPAN.sub(lambda span: "`" * len(span[0]), _COMMENT.sub("", line))
        for math in INLINE_MATH.finditer(text):
            self.documents.inline.append(
                Inline(math["tex"], self.path, number, self.scope, self.page)
            )


def _kind(part: Part) -> str:
    if part.kind == "fence":
        return "code"
    return "notation" if _NOTATION.match(part.lines[0]) else part.kind
