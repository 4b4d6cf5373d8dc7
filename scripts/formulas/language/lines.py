"""Splits a display into its formulas, and a formula from what is said beside it.

A line that begins with a relation or a sign goes on with the formula above it; another line, and
another pair of columns, is a formula of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from .boxes import LINES, RELATIONS, Atom, Box, Group, Over, Space, Table, Text, visible
from .words import WIDE, without_notes

IsName = Callable[[Box], bool]


@dataclass(frozen=True)
class Part:
    """A formula or what stands beside one, and the word that it begins with."""

    word: str
    row: tuple[Box, ...]


def displays(row: Sequence[Box], is_name: IsName) -> tuple[list[list[Part]], tuple[str, ...]]:
    """Return the formulas of a display, each with what stands beside it, and the remarks."""
    formulas: list[list[Box]] = [[]]
    notes: tuple[str, ...] = ()
    for cells in _lines(row):
        boxes, own = without_notes(cells, is_name)
        notes += own
        if not visible(boxes):
            continue
        if visible(formulas[-1]) and not _goes_on(formulas[-1], boxes):
            formulas.append([])
        formulas[-1] += boxes
    return [list(_parts(formula, is_name)) for formula in formulas], notes


def _lines(row: Sequence[Box]) -> Iterator[list[Sequence[Box]]]:
    """Yield the lines of a display in cells, with a wide blank between pairs of columns."""
    seen = visible(row)
    only = seen[0] if len(seen) == 1 else None
    if not (isinstance(only, Table) and only.environment in LINES):
        yield [row]
        return
    for cells in only.rows:
        inner = visible(cells[0].body) if len(cells) == 1 else []
        if len(inner) == 1 and isinstance(inner[0], Table) and inner[0].environment in LINES:
            yield from _lines(inner)
        else:
            yield [_cell(cell, number) for number, cell in enumerate(cells)]


def _cell(cell: Group, number: int) -> Sequence[Box]:
    is_words = all(isinstance(box, Text) for box in visible(cell.body))
    if number < 2 or number % 2 or is_words:
        return cell.body
    return (Space(cell.span, r"\quad"), *cell.body)


def _goes_on(before: Sequence[Box], line: Sequence[Box]) -> bool:
    """Tell whether a line goes on with the formula before it."""
    return _joins(visible(line)[0]) or _joins(visible(before)[-1])


def _joins(box: Box) -> bool:
    if isinstance(box, Over):
        return _joins(box.base.body[0]) if box.base.body else False
    if not isinstance(box, Atom):
        return False
    return box.text in RELATIONS or box.text in ("+", "-", r"\cdot", r"\times", "/", ":")


def _parts(row: Sequence[Box], is_name: IsName) -> Iterator[Part]:
    """Split a row at wide blanks and at words such as ``where``."""
    parts: list[tuple[str, list[Box]]] = [("", [])]
    for box in row:
        if isinstance(box, Text) and not is_name(box):
            word = box.text.strip(" ,:")
            parts.append((word, []))
        elif isinstance(box, Space) and box.text in WIDE:
            word = "" if parts[-1][1] else parts[-1][0]
            parts.append((word, []))
        elif not isinstance(box, Space):
            parts[-1][1].append(box)
    for number, (word, boxes) in enumerate(parts):
        if boxes and isinstance(boxes[-1], Atom) and boxes[-1].text in (",", ".", ";"):
            boxes.pop()
        if boxes or not number:
            yield Part(word, tuple(boxes))
