"""Splits Markdown into fences, comments, display formulas and lines of text.

Whoever checks formulas, reads a page, converts it or fills a notebook goes by these parts: what is
code to one of them is code to all.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

CODE_SPAN = re.compile(r"(?<!\\)(?P<ticks>`+)(?P<code>.+?)(?<!`)(?P=ticks)(?!`)")
INLINE_MATH = re.compile(r"(?<![\\$\w])\$(?!\s|\$)(?P<tex>(?:\\.|[^$\\])+?)(?<!\s)\$(?![\d$])")
FRONT_MATTER = re.compile(r"\A---\n(?P<meta>.*?\n)---\n", re.DOTALL)
HEADING = re.compile(r"^(?P<level>#{1,6})\s+(?P<text>.*?)\s*$")
NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""A name of a formula, a figure or a table: kebab-case."""

NOTATION_BLOCK = re.compile(r"^\s*<!--\s*notation\s*$")
"""How a comment begins that says what symbols mean."""

MARK = re.compile(r"^\s*<!--\s*(?P<kind>check|unchecked):\s*(?P<text>.*?)\s*-->\s*$")
GIVEN_MARK = re.compile(r"<!--\s*given:\s*(?P<what>\S.*?)\s*-->")
"""Says which formulas of a line are suppositions, and no claims."""

_FENCE = re.compile(r"^[\s>]*(?P<fence>`{3,}(?!.*`)|~{3,})(?P<info>.*)$")
_COMMENT = re.compile(r"^\s*<!--(?!.*-->\s*\S)")


@dataclass(frozen=True)
class Part:
    """A line of text, or all lines of something longer; ``number`` is that of the first one."""

    kind: Literal["fence", "mark", "comment", "formula", "text"]
    number: int
    lines: tuple[str, ...]
    closed: bool = True

    @property
    def tex(self) -> str:
        """The mathematics of a formula, without the ``$$`` around it."""
        return "\n".join(line.strip() for line in self.lines[1:-1])


def split_parts(lines: Iterable[str], first: int = 1) -> Iterator[Part]:
    """Yield the parts of a text whose first line has the number ``first``."""
    numbered = iter(enumerate(lines, start=first))
    for number, line in numbered:
        if fence := _FENCE.match(line):
            rest, closed = _rest(numbered, _closing(fence["fence"]))
            yield Part("fence", number, (line, *rest), closed)
        elif MARK.match(line):
            yield Part("mark", number, (line,))
        elif _COMMENT.match(line) and "-->" in line:
            yield Part("comment", number, (line,))
        elif _COMMENT.match(line):
            rest, closed = _rest(numbered, lambda end: "-->" in end)
            yield Part("comment", number, (line, *rest), closed)
        elif line.strip() == "$$":
            rest, closed = _rest(numbered, lambda end: end.strip() == "$$")
            yield Part("formula", number, (line, *rest), closed)
        else:
            yield Part("text", number, (line,))


def _rest(
    numbered: Iterator[tuple[int, str]], is_end: Callable[[str], bool]
) -> tuple[tuple[str, ...], bool]:
    """Take lines up to the end; tell whether there was one."""
    taken: list[str] = []
    for _, line in numbered:
        taken.append(line)
        if is_end(line):
            return tuple(taken), True
    return tuple(taken), False


def _closing(fence: str) -> Callable[[str], bool]:
    def closes(line: str) -> bool:
        end = _FENCE.match(line)
        return end is not None and end["fence"] == fence and not end["info"].strip()

    return closes


def notebook_markdown(source: str) -> str:
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


def markdown_of(path: Path) -> str:
    """Return the Markdown of a page or of a notebook."""
    text = path.read_text(encoding="utf-8")
    return notebook_markdown(text) if path.suffix == ".py" else text


def mark_of(part: Part) -> tuple[str, str]:
    """Return what a mark says: 'check' and a name, or 'unchecked' and a reason."""
    found = MARK.match(part.lines[0])
    return (found["kind"], found["text"]) if found else ("", "")
