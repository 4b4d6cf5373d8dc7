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

from scripts.formulas.notation import (
    Declaration,
    NotationError,
    Scope,
    read_lines,
    read_table,
    undeclared_sizes,
)

_MARK = re.compile(r"^\s*<!--\s*(?P<kind>check|unchecked):\s*(?P<text>.*?)\s*-->\s*$")
_NOTATION = re.compile(r"^\s*<!--\s*notation\s*$")
_FENCE = re.compile(r"^[\s>]*(?P<fence>`{3,}(?!.*`)|~{3,})")
_HEADING = re.compile(r"^(?P<level>#{1,6})\s+\S")
_CODE_SPAN = re.compile(r"(?<!\\)(?P<ticks>`+)(?P<code>.+?)(?<!`)(?P=ticks)(?!`)")
_INLINE = re.compile(r"(?<![\\$\w])\$(?!\s|\$)(?P<tex>(?:\\.|[^$\\])+?)(?<!\s)\$(?![\d$])")
_UNCHECKED_INLINE = re.compile(r"<!--\s*unchecked:\s*\S.*?-->")
_COMMENT = re.compile(r"<!--.*?-->")
_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
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
            path.read_text(encoding="utf-8"), explains_symbols=path == root / notation
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
        if self.path.suffix == ".py":
            text = _notebook_markdown(text)
        skipped = front.end() if (front := _FRONT_MATTER.match(text)) else 0
        lines = text.splitlines()
        number = text.count("\n", 0, skipped)
        mark: tuple[str, str, int] | None = None
        while number < len(lines):
            line = lines[number]
            number += 1
            if fence := _FENCE.match(line):
                number = self._after(lines, number, f"{fence['fence']}", "code")
            elif found := _MARK.match(line):
                self._unused(mark)
                mark = (found["kind"], found["text"], number)
                continue
            elif _NOTATION.match(line):
                end = self._after(lines, number, "-->", "notation")
                self._declare(lines[number : end - 1], number + 1)
                number = end
            elif line.lstrip().startswith("<!--") and "-->" not in line:
                number = self._after(lines, number, "-->", "comment")
            elif line.strip() == "$$":
                end = self._after(lines, number, "$$", "formula")
                self._formula(lines[number : end - 1], number, mark)
                mark, number = None, end
            elif line.strip():
                self._heading(line)
                self._inline(line, number, explains_symbols=explains_symbols)
            if line.strip():
                self._unused(mark)
                mark = None
        self._unused(mark)

    def _problem(self, line: int, what: str) -> None:
        self.documents.problems.append(Trouble(self.path, line, what))

    def _after(self, lines: Sequence[str], number: int, end: str, what: str) -> int:
        for at in range(number, len(lines)):
            text = lines[at].strip()
            if text.startswith(end) if what == "code" else text.endswith(end):
                return at + 1
        self._problem(number, f"this {what} is never closed")
        return len(lines) + 1

    def _unused(self, mark: tuple[str, str, int] | None) -> None:
        if mark:
            self._problem(mark[2], f"'{mark[0]}:' must stand directly above a $$ formula")

    def _heading(self, line: str) -> None:
        heading = _HEADING.match(line)
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

    def _formula(
        self, lines: Sequence[str], number: int, mark: tuple[str, str, int] | None
    ) -> None:
        tex = "\n".join(line.strip() for line in lines)
        name, reason = "", None
        options: dict[str, str] = {}
        if mark is None:
            what = "a display formula without a mark: put <!-- check: its-name --> above it"
            self._problem(number, what)
            reason = "it has no name"
        elif mark[0] == "unchecked":
            reason = mark[1]
            if not reason:
                self._problem(mark[2], "'unchecked:' needs a reason")
                reason = "no reason is given"
        else:
            name, options = self._name_and_options(mark[1], mark[2])
        self.documents.formulas.append(
            Written(name, tex, self.path, number, options, reason, self.scope, self.page)
        )

    def _name_and_options(self, text: str, line: int) -> tuple[str, dict[str, str]]:
        name, *rest = (part.strip() for part in text.split(";"))
        if not _NAME.fullmatch(name):
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
        text = _CODE_SPAN.sub(lambda span: "`" * len(span[0]), _COMMENT.sub("", line))
        for math in _INLINE.finditer(text):
            self.documents.inline.append(
                Inline(math["tex"], self.path, number, self.scope, self.page)
            )


def _notebook_markdown(source: str) -> str:
    """Return the Markdown of a percent-format notebook, every line where it stands in the file."""
    lines, in_markdown = [], False
    for line in source.splitlines():
        if line.startswith("# %%"):
            in_markdown = "[markdown]" in line
            lines.append("")
        elif in_markdown and line.startswith("#"):
            lines.append(line.removeprefix("#").removeprefix(" "))
        else:
            lines.append("")
    return "\n".join(lines)
