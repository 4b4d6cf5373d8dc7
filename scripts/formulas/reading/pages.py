"""Takes a page apart: text, code, comments, and display formulas with what their marks say.

Whoever checks the formulas of a page and whoever builds it go by these parts, and tell an author by
the same words what is not well made.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ...common.problems import Place, Problem
from .parts import FRONT_MATTER, NAME, Part, mark_of, split_parts

FLAGS = frozenset(["stable", "loose"])
OPTIONS = frozenset(["equality", "support", "let", "covers", "code"]) | FLAGS
_ENDS = {
    "fence": "the same signs as it begins with, alone on a line",
    "comment": "-->",
    "formula": "$$ on its own line",
}


@dataclass(frozen=True, kw_only=True)
class Display:
    """A display formula: its line, its TeX, and its name and options or why it is not checked."""

    number: int
    tex: str
    name: str = ""
    options: dict[str, str] = field(default_factory=dict)
    unchecked: str | None = None


@dataclass
class PageText:
    """What a page consists of, in the order of the text, and what is not well made."""

    path: Path
    parts: list[Part | Display] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def take_apart(path: Path, text: str) -> PageText:
    """Return the parts of a page, ``text`` being its Markdown with the front matter."""
    page = PageText(path)
    skipped = text.count("\n", 0, front.end()) if (front := FRONT_MATTER.match(text)) else 0
    reader = _Reader(page)
    page.parts += reader.parts(split_parts(text.splitlines()[skipped:], first=skipped + 1))
    return page


class _Reader:
    """Joins formulas with their marks."""

    def __init__(self, page: PageText) -> None:
        self.page = page

    def parts(self, parts: Iterator[Part]) -> Iterator[Part | Display]:
        mark: Part | None = None
        for part in parts:
            self._refuse_open_end(part)
            if part.kind == "mark":
                self._unused(mark)
                mark = part
                continue
            if part.kind != "formula":
                yield part
            elif part.closed:
                yield self._display(part, mark)
            if part.kind == "formula":
                mark = None
            elif part.lines[0].strip():
                self._unused(mark)
                mark = None
        self._unused(mark)

    def _problem(self, line: int, what: str, advice: str = "") -> None:
        self.page.problems.append(Problem(Place(self.page.path, line), what, advice))

    def _refuse_open_end(self, part: Part) -> None:
        if not part.closed:
            what = f"this {part.kind} is never closed"
            self._problem(part.number, what, f"End it with {_ENDS[part.kind]}.")
        elif part.kind == "comment" and not part.lines[-1].rstrip().endswith("-->"):
            number = part.number + len(part.lines) - 1
            self._problem(number, "text behind the end of a comment", "Begin a new line after -->.")

    def _unused(self, mark: Part | None) -> None:
        if mark:
            what = f"'{mark_of(mark)[0]}:' must stand directly above a $$ formula"
            self._problem(mark.number, what)

    def _display(self, part: Part, mark: Part | None) -> Display:
        if mark is None:
            self._problem(
                part.number,
                "a display formula without a name",
                "Put <!-- check: its-name --> on the line above it,\n"
                "or <!-- unchecked: reason --> where it cannot be checked.",
            )
            return Display(number=part.number, tex=part.tex, unchecked="it has no name")
        kind, text = mark_of(mark)
        if kind == "unchecked":
            if not text:
                self._problem(mark.number, "'unchecked:' needs a reason")
            return Display(number=part.number, tex=part.tex, unchecked=text)
        name, *options = (piece.strip() for piece in text.split(";"))
        if not NAME.fullmatch(name):
            self._problem(mark.number, f"'{name}' is no name of a formula", "Write kebab-case.")
        read = dict(self._option(option, name, mark.number) for option in options)
        return Display(number=part.number, tex=part.tex, name=name, options=read)

    def _option(self, option: str, name: str, line: int) -> tuple[str, str]:
        key, _, value = (piece.strip() for piece in option.partition(":"))
        if key not in OPTIONS:
            known = ", ".join(sorted(OPTIONS))
            self._problem(line, f"{name}: there is no option '{key}'", f"There are {known}.")
        elif (key in FLAGS) == bool(value):
            form = f"'{key}' alone" if key in FLAGS else f"'{key}: …'"
            what = f"{name}: the option '{key}' is not written like this"
            self._problem(line, what, f"Write {form}.")
        return key, value
