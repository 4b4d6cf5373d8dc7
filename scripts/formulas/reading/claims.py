"""Tells what a relation in a sentence is: given, as in "let y = 1", or a claim to be checked.

A symbol beside a value, a set or another symbol is given: the sentence supposes it. So is a symbol
that only the sentence has, beside what it stands for there. Every other relation is claimed.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum, auto

from ..language import tree
from ..language.notation import Pmf, Scope
from ..language.parser import parse_sentence
from ..language.tokens import FormulaError
from ..language.typed import last_digit
from .parts import GIVEN_MARK, INLINE_MATH

CHECKED = frozenset(["=", "<", ">", r"\le", r"\ge", r"\ne"])
"""The relations that can be checked, whatever their sides are."""


class Sort(Enum):
    """What a piece of mathematics in a sentence is."""

    GIVEN = auto()
    CLAIM = auto()
    OTHER = auto()
    """No relation, or one that says nothing exact."""


def sort_of(tex: str, scope: Scope) -> Sort:
    """Return what a formula in a sentence is."""
    try:
        sides, relations = parse_sentence(tex, scope)
    except FormulaError:
        return Sort.OTHER
    pairs = zip(sides, relations, sides[1:], strict=False)
    if not relations or not all(_can_be_checked(*pair) for pair in pairs):
        return Sort.OTHER
    if any(_is_bare(side, scope) for side in sides) and _is_supposed(sides, relations, scope):
        return Sort.GIVEN
    return Sort.CLAIM


def _can_be_checked(left: tree.Node, relation: str, right: tree.Node) -> bool:
    """Tell whether a relation says something exact: ≈ beside a number, ∈ beside a set in full."""
    if relation == r"\approx":
        return last_digit(left) is not None or last_digit(right) is not None
    if relation == r"\in":
        return isinstance(right, tree.SetOf | tree.Interval)
    return relation in CHECKED


def _is_supposed(sides: tuple[tree.Node, ...], relations: tuple[str, ...], scope: Scope) -> bool:
    if all(_is_bare(side, scope) or _is_value(side) for side in sides):
        return True
    return relations == ("=",) and _is_new(sides[0], scope)


def _is_bare(node: tree.Node, scope: Scope) -> bool:
    """Tell whether a side is a symbol, an entry of it, or a probability that is drawn."""
    match node:
        case tree.Idx(base=base):
            return isinstance(base, tree.Sym)
        case tree.App(name=name):
            return isinstance(scope.domain(name), Pmf)
    return isinstance(node, tree.Sym)


def _is_value(node: tree.Node) -> bool:
    if isinstance(node, tree.Tup | tree.SetOf | tree.Interval):
        return True
    symbols = tree.Sym | tree.App | tree.FnRef | tree.Prime
    return not any(isinstance(part, symbols) for part in tree.walk(node))


def _is_new(node: tree.Node, scope: Scope) -> bool:
    """Tell whether a symbol has no values but those that the sentence gives it."""
    inner = node.base if isinstance(node, tree.Idx) else node
    return isinstance(inner, tree.Sym) and inner.name not in scope.symbols


def marked_as_given(line: str) -> Iterator[str]:
    """Yield the formulas of a line that its author says are given."""
    for mark in GIVEN_MARK.finditer(line):
        yield from (math["tex"] for math in INLINE_MATH.finditer(mark["what"]))
