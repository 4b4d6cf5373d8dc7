"""Splits a display into its formulas, and a formula from what is said beside it.

A line that begins with a relation or a sign goes on with the formula above it; another line, and
another pair of columns, is a formula of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from .boxes import LINES, RELATIONS, Atom, Box, Group, Over, Space, Table, Text, visible
from .names import is_sign
from .rows import split_row
from .tokens import FormulaError
from .words import CONDITIONS, WIDE, connective, without_notes

IsName = Callable[[Box], bool]

THERE_ARE = frozenset(["there is", "there are", "there exists", "there exist"])

SUCH_THAT = frozenset(["with", "such that", "for which", "so that"])


@dataclass(frozen=True)
class Part:
    """A formula or what stands beside one, and the word that it begins with."""

    word: str
    row: tuple[Box, ...]


def existence(row: Sequence[Box]) -> tuple[list[Box], list[Box]]:
    """Return the names of which a display says that they exist, and the rest of it."""
    seen = visible(row)
    if not seen or not _says(seen[0], r"\exists", THERE_ARE):
        return [], list(row)
    start = list(row).index(seen[0]) + 1
    for at in range(start, len(row)):
        if _says(row[at], ":", SUCH_THAT) or _says(row[at], r"\mid", SUCH_THAT):
            names = [box for box in visible(row[start:at]) if not is_sign(box, ",")]
            if names:
                return names, list(row[at + 1 :])
    raise FormulaError(r"write what holds behind a colon, as in \exists P, Q: …", seen[0].span)


def with_quantifier_last(row: Sequence[Box]) -> list[Box]:
    """Return a display that begins with ``for all z > 0,`` as one that ends with it."""
    seen = visible(row)
    if not seen or _word_of(seen[0], lambda _: False) not in CONDITIONS:
        return list(row)
    for at, box in enumerate(seen):
        if isinstance(box, Text) and connective(box) == "then":
            return [*seen[at + 1 :], *seen[:at]]
    for mark in (":", ","):
        (first, *rest), _ = split_row(seen, frozenset([mark]))
        if rest:
            end = seen[len(first)]
            # What follows a comma may have commas of its own.
            behind = [box for box in row if box.span[0] >= end.span[1]]
            return [*behind, *first]
    return list(row)


def _says(box: Box, sign: str, words: frozenset[str]) -> bool:
    if isinstance(box, Text):
        return connective(box) in words
    return is_sign(box, sign)


def displays(row: Sequence[Box], is_name: IsName) -> tuple[list[list[Part]], tuple[str, ...]]:
    """Return the formulas of a display, each with what stands beside it, and the remarks."""
    formulas: list[list[Box]] = [[]]
    notes: tuple[str, ...] = ()
    for cells in _lines(row):
        boxes, own = without_notes(cells, is_name)
        notes += own
        if not visible(boxes):
            continue
        if visible(formulas[-1]):
            is_complete = len(list(_parts(formulas[-1], is_name))) > 1
            goes_on = _goes_on(formulas[-1], boxes)
            if not goes_on or (is_complete and _has_both_sides(boxes)):
                formulas.append([])
            elif is_complete:
                raise FormulaError(_GOES_ON, visible(boxes)[0].span)
        formulas[-1] += boxes
    return [list(_parts(formula, is_name)) for formula in formulas], notes


_GOES_ON = (
    "a line that goes on behind what is said beside it:"
    " put that at the end, or begin this line with its left side"
)


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


def _has_both_sides(line: Sequence[Box]) -> bool:
    """Tell whether a line that begins with a sign has a relation of its own further on."""
    parts, relations = split_row(line, RELATIONS)
    return bool(relations) and bool(parts[0])


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
        word = _word_of(box, is_name)
        if word == "and" and any(earlier in CONDITIONS for earlier, _ in parts):
            if parts[-1][0] not in CONDITIONS:
                raise FormulaError(_AMBIGUOUS, box.span)
            parts.append((parts[-1][0], []))
        elif word is not None:
            parts.append((word, []))
        elif isinstance(box, Space) and box.text in WIDE:
            word = "" if parts[-1][1] else parts[-1][0]
            parts.append((word, []))
        elif not isinstance(box, Space):
            parts[-1][1].append(box)
    for number, (word, boxes) in enumerate(_without_brackets(parts)):
        if boxes and isinstance(boxes[-1], Atom) and boxes[-1].text in (",", ".", ";"):
            boxes.pop()
        if number and not word and _is_bracketed_relation(boxes):
            yield Part("if", tuple(boxes[1:-1]))
        elif boxes or not number:
            yield Part(word, tuple(boxes))


_AMBIGUOUS = (
    "ambiguous: a second condition or a second claim? "
    r"Write \text{ and } without blanks, or another display"
)


def _word_of(box: Box, is_name: IsName) -> str | None:
    """Return the word that a box is, if it begins what is said beside a formula."""
    if isinstance(box, Atom) and box.text == r"\forall":
        return "for all"
    return connective(box) if isinstance(box, Text) and not is_name(box) else None


def _without_brackets(parts: list[tuple[str, list[Box]]]) -> list[tuple[str, list[Box]]]:
    """Return parts without the brackets around a condition: ``(if y = 1)``."""
    found = [parts[0]]
    for word, boxes in parts[1:]:
        before = found[-1][1]
        opens = bool(before) and is_sign(before[-1], "(")
        if word and opens and boxes and is_sign(boxes[-1], ")"):
            before.pop()
            boxes.pop()
        found.append((word, boxes))
    return found


def _is_bracketed_relation(boxes: Sequence[Box]) -> bool:
    """Tell whether all that stands behind a wide blank is a relation in brackets: ``(y = 1)``."""
    if len(boxes) < 2 or not (is_sign(boxes[0], "(") and is_sign(boxes[-1], ")")):
        return False
    parts, _ = split_row(boxes, RELATIONS)
    inner, found = split_row(boxes[1:-1], RELATIONS)
    return len(parts) == 1 and bool(found) and all(inner)
