"""What the checker reads of a page: formulas, notation and headings. The prose around is nothing.

So a page whose words change, or whose formulas move down a line, says the same mathematics.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from ...common.latest import latest
from ...common.problems import Problem
from .claims import marked_as_given
from .pages import Display, take_apart
from .parts import CODE_SPAN, HEADING, INLINE_MATH, NOTATION_BLOCK, Part

_UNCHECKED_INLINE = re.compile(r"<!--\s*unchecked:\s*\S.*?-->")
_COMMENT = re.compile(r"<!--.*?-->")


@dataclass(frozen=True)
class Heading:
    """Where a section begins."""

    number: int
    level: int


@dataclass(frozen=True)
class Notation:
    """The lines of a notation block; ``number`` is that of the first of them."""

    number: int
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Line:
    """The formulas of a line of text, and those of them that its author says are given."""

    number: int
    formulas: tuple[str, ...]
    given: tuple[str, ...]
    in_table: bool


@dataclass(frozen=True)
class Mathematics:
    """The mathematics of a page in the order of its text, and what is not well made."""

    path: Path
    items: tuple[Display | Heading | Notation | Line, ...]
    problems: tuple[Problem, ...]

    @cached_property
    def said(self) -> str:
        """All of it but in which lines it stands."""
        return repr(([replace(item, number=0) for item in self.items], self.problems))

    @property
    def lines(self) -> list[int]:
        """The number of the line of each item."""
        return [item.number for item in self.items]


def mathematics_of(path: Path, text: str) -> Mathematics:
    """Return the mathematics of a page, ``text`` being its Markdown with the front matter."""

    def read() -> Mathematics:
        page = take_apart(path, text)
        items = (item for part in page.parts for item in _items(part))
        return Mathematics(path, tuple(items), tuple(page.problems))

    return latest(("mathematics", path), text, read)


def _items(part: Part | Display) -> Iterator[Display | Heading | Notation | Line]:
    match part:
        case Display():
            yield part
        case Part(kind="comment", closed=True) if NOTATION_BLOCK.match(part.lines[0]):
            yield Notation(part.number + 1, part.lines[1:-1])
        case Part(kind="text", lines=(line,), number=number):
            if (heading := HEADING.match(line)) is not None:
                yield Heading(number, len(heading["level"]))
            if not _UNCHECKED_INLINE.search(line):
                text = CODE_SPAN.sub(lambda span: "`" * len(span[0]), _COMMENT.sub("", line))
                formulas = tuple(math["tex"] for math in INLINE_MATH.finditer(text))
                given = tuple(marked_as_given(line))
                if formulas or given:
                    yield Line(number, formulas, given, line.startswith("|"))
