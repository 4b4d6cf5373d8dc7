r"""Reads formulas: a display formula, an expression, a relation, and what stands in a sentence.

`READERS` says which function reads what: a new command of LaTeX gets its line there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache

from . import brackets, calculus, operators, tree
from .boxes import (
    FUNCTIONS,
    RELATIONS,
    Atom,
    Delimiter,
    Fence,
    Font,
    Fraction,
    Root,
    Scripts,
    Table,
    Underbrace,
    layout_of,
    visible,
)
from .chains import chain_of, quantified
from .free import free_names, names_behind
from .grammar import Elsewhere, Parser, Readers
from .names import python_name
from .notation import Scope
from .rows import BARS, BIG, OPENING, letters
from .tokens import FormulaError, NotDeclaredError

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
    r"\lim": calculus.limit,
    r"\nabla": calculus.gradient,
    r"\delta": operators.delta,
    r"\mathbb{E}": operators.expectation,
    r"\mathrm{diag}": operators.diagonal,
    **dict.fromkeys(operators.INDICATORS, operators.indicator),
    r"\mathrm{argmax}": operators.arg_in_letters,
    r"\mathrm{argmin}": operators.arg_in_letters,
    "1": operators.one_or_indicator,
    Fraction: operators.fraction,
    Root: operators.root,
    Underbrace: operators.underbrace,
    Table: operators.table,
    r"\int": calculus.integral,
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
    try:
        return _parsed(tex, scope)
    except NotDeclaredError as error:
        raise FormulaError(
            error.message + _what_was_meant(error.name, tex, scope), error.span
        ) from None


_BELOW = re.compile(r"\\(?:sum|prod|max|min)(?:\\limits)?\s*_\s*\{?\s*(?P<index>\\?[A-Za-z]+)")


def _what_was_meant(name: str, tex: str, scope: Scope) -> str:
    """Return what to add where a symbol has no meaning: it has one in a sum, or a like one has."""
    if name in (below["index"] for below in _BELOW.finditer(tex)):
        return ": it is used outside its sum; brackets?"
    known = {*scope.symbols, *scope.functions}
    same = sorted(one for one in known if python_name(one) == python_name(name))
    like = same or get_close_matches(name, sorted(known), n=1, cutoff=0.75)
    return f". Did you mean {like[0]}?" if like else ""


def _parsed(tex: str, scope: Scope) -> tree.Chain:
    chain = chain_of(tex, scope, READERS, None)
    if not _has_conditions_below(chain):
        return chain
    nodes = [*tree.children(chain)]
    names = names_behind(nodes, scope, parse_expression) | quantified(tex, scope)
    return chain_of(tex, scope, READERS, Elsewhere(names, is_display=True))


def _has_conditions_below(node: tree.Node) -> bool:
    return any(isinstance(one, tree.Big) and one.conditions for one in tree.walk(node))


def parse_expression(tex: str, scope: Scope, local: Iterable[str] = ()) -> tree.Node:
    """Return what an expression without a relation says.

    Raises:
        FormulaError: it cannot be read.
    """
    return _expression(tex, scope, frozenset(local))


@lru_cache(_KEPT)
def _expression(tex: str, scope: Scope, local: frozenset[str]) -> tree.Node:
    row = layout_of(tex)
    node = Parser(row, scope, READERS, local).whole(row, (0, max(len(tex), 1)))
    if not _has_conditions_below(node):
        return node
    names = free_names(node, scope) | local
    elsewhere = Elsewhere(names, is_display=False)
    return Parser(row, scope, READERS, local, elsewhere=elsewhere).whole(row, node.span)


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
