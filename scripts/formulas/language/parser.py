r"""Reads formulas: a display formula, an expression, a relation, and what stands in a sentence.

`READERS` says which function reads what: a new command of LaTeX gets its line there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from . import brackets, operators, tree
from .boxes import (
    FUNCTIONS,
    RELATIONS,
    Atom,
    Box,
    Delimiter,
    Fence,
    Font,
    Fraction,
    Group,
    Root,
    Scripts,
    Space,
    Table,
    Text,
    Underbrace,
    layout_of,
    visible,
)
from .grammar import Parser, Readers
from .names import is_sign, name_of
from .notation import Scope
from .rows import BARS, BIG, OPENING, letters
from .tokens import FormulaError
from .words import WIDE, without_notes

READERS: Readers = {
    **dict.fromkeys("0123456789", brackets.number),
    **dict.fromkeys(brackets.CONSTANTS, brackets.constant),
    **dict.fromkeys(brackets.DOTS, brackets.dots),
    **dict.fromkeys(OPENING, brackets.bracketed),
    **dict.fromkeys(BARS, brackets.between_bars),
    Delimiter: brackets.bracketed,
    Fence: brackets.fenced,
    **dict.fromkeys(FUNCTIONS, operators.function),
    **dict.fromkeys(BIG, operators.big),
    r"\arg": operators.arg,
    r"\lim": operators.limit,
    r"\nabla": operators.gradient,
    r"\delta": operators.delta,
    r"\mathbb{E}": operators.expectation,
    r"\mathrm{diag}": operators.diagonal,
    r"\mathbf{1}": operators.indicator,
    Fraction: operators.fraction,
    Root: operators.root,
    Underbrace: operators.underbrace,
    Table: operators.cases,
    Group: operators.braces,
}
"""Who reads a factor, by what it begins with."""

_KEPT = 1000
"""How many trees are kept: checks, twins and evidence ask for the same ones again and again."""


@lru_cache(_KEPT)
def parse(tex: str, scope: Scope) -> tree.Chain:
    """Return what a display formula says; the same tree again for the same scope.

    Raises:
        FormulaError: it cannot be read, or not in one way only; the span is the spot.
    """
    row, notes = _without_rows(layout_of(tex))
    main, *rest = _beside(row)
    if not visible(main):
        raise FormulaError("the formula is empty", (0, max(len(tex), 1)))
    local = frozenset(name for part in rest if (name := _defined_name(part, scope)))
    beside = tuple(Parser(part, scope, READERS, local).single_relation() for part in rest)
    sides, relations = Parser(main, scope, READERS, local).chain()
    if not relations:
        raise FormulaError("there is no relation to check", sides[0].span)
    span = (sides[0].span[0], sides[-1].span[1])
    return tree.Chain(span, sides, relations, beside, notes)


def parse_expression(tex: str, scope: Scope, local: Iterable[str] = ()) -> tree.Node:
    """Return what an expression without a relation says.

    Raises:
        FormulaError: it cannot be read.
    """
    return _expression(tex, scope, frozenset(local))


@lru_cache(_KEPT)
def _expression(tex: str, scope: Scope, local: frozenset[str]) -> tree.Node:
    parser = Parser(layout_of(tex), scope, READERS, local)
    node = parser.expression()
    parser.finish()
    return node


def parse_relation(tex: str, scope: Scope) -> tree.Rel:
    """Return what two sides with a relation say.

    Raises:
        FormulaError: it cannot be read.
    """
    return Parser(layout_of(tex), scope, READERS).single_relation()


def parse_inline(tex: str, scope: Scope) -> None:
    r"""Make sure that a formula within a sentence can be read.

    It may be less than a relation: one side of it, a sign, a function's name, a list. Its symbols
    need a meaning in the notation table, but no values.

    Raises:
        FormulaError: a symbol that is not declared, or what cannot be read.
    """
    row = visible(layout_of(tex))
    signs = RELATIONS | {"+", "-"} | FUNCTIONS
    alone = row[0] if len(row) == 1 else None
    base = alone.base if isinstance(alone, Scripts) else alone
    if isinstance(base, Atom) and (base.text in signs or base.text in BIG):
        return
    if [getattr(box, "text", "") for box in row][:1] == [r"\arg"] and len(row) == 2:
        return
    if isinstance(alone, Font) and alone.font == r"\mathbb" and letters(alone) == "E":
        return
    if row and isinstance(row[-1], Atom) and row[-1].text in RELATIONS | FUNCTIONS:
        row = row[:-1]
        if len(row) == 1 and isinstance(row[0], Atom) and row[0].text in signs:
            return
    Parser(row, scope, READERS, in_sentence=True).listing()


def parse_sentence(tex: str, scope: Scope) -> tuple[tuple[tree.Node, ...], tuple[str, ...]]:
    """Return the sides and the relations of a formula within a sentence.

    Raises:
        FormulaError: it is less than a side, or more than a chain of relations.
    """
    return Parser(layout_of(tex), scope, READERS, in_sentence=True).chain()


def _without_rows(row: Sequence[Box]) -> tuple[list[Box], tuple[str, ...]]:
    """Join the rows and cells of ``aligned``, whose lines go on; part off the remarks."""
    seen = visible(row)
    if not (len(seen) == 1 and isinstance(seen[0], Table) and seen[0].environment == "aligned"):
        return without_notes([row])
    joined: list[Box] = []
    notes: tuple[str, ...] = ()
    for number, cells in enumerate(seen[0].rows):
        boxes, own = without_notes([cell.body for cell in cells])
        first = next(iter(visible(boxes)), None)
        goes_on = isinstance(first, Atom) and (first.text in RELATIONS or first.text in "+-")
        if number and first is not None and not goes_on:
            raise FormulaError("a line that goes on from the one above begins with =", first.span)
        joined += boxes
        notes += own
    return joined, notes


def _beside(row: Sequence[Box]) -> list[list[Box]]:
    """Split a row at wide blanks and at words such as ``where``."""
    parts: list[list[Box]] = [[]]
    for box in row:
        if isinstance(box, Text) or (isinstance(box, Space) and box.text in WIDE):
            parts.append([])
        elif not isinstance(box, Space):
            parts[-1].append(box)
    for part in parts:
        if part and isinstance(part[-1], Atom) and part[-1].text in (",", "."):
            part.pop()
    return [parts[0], *(part for part in parts[1:] if part)]


def _defined_name(row: Sequence[Box], scope: Scope) -> str | None:
    """Return the symbol that ``m = …`` beside a formula defines, if the notation has none."""
    first = row[0]
    if len(row) < 2 or not is_sign(row[1], "="):
        return None
    name = name_of(first)
    if name is not None and (name in scope.symbols or name in scope.functions):
        return None
    if isinstance(first, Scripts) and (base := name_of(first.base)) is not None:
        return None if base in scope.symbols or base in scope.functions else base
    return name
