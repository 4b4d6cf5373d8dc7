r"""Reads formulas: a display formula, an expression, a relation, and what stands in a sentence.

`READERS` says which function reads what: a new command of LaTeX gets its line there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from difflib import get_close_matches
from functools import lru_cache

from . import brackets, calculus, operators, tree
from .boxes import (
    FUNCTIONS,
    RELATIONS,
    Atom,
    Box,
    Delimiter,
    Fence,
    Font,
    Fraction,
    Root,
    Scripts,
    Table,
    Text,
    Underbrace,
    layout_of,
    visible,
)
from .free import free_names, names_behind
from .grammar import Elsewhere, Parser, Readers
from .lines import Part, displays, existence, with_quantifier_last
from .names import is_sign, name_of, python_name
from .notation import Scope
from .rows import BARS, BIG, OPENING, letters, split_row
from .tokens import FormulaError, NotDeclaredError
from .words import CONDITIONS, MEANINGS

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

_Read = tuple[tuple[tree.Node, ...], tuple[str, ...]]
"""Sides, and the relations between them."""

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
    chain = _read(tex, scope, None)
    if not _has_conditions_below(chain):
        return chain
    nodes = [*tree.children(chain)]
    names = names_behind(nodes, scope, parse_expression) | _quantified(tex, scope)
    return _read(tex, scope, Elsewhere(names, is_display=True))


def _has_conditions_below(node: tree.Node) -> bool:
    return any(isinstance(one, tree.Big) and one.conditions for one in tree.walk(node))


def _quantified(tex: str, scope: Scope) -> frozenset[str]:
    """Return the names of which a display says that it holds for all of them, or some."""
    named, row = existence(with_quantifier_last(layout_of(tex)))
    formulas, _ = displays(row, lambda box: _is_name(box, scope))
    for_all = [box for parts in formulas for part in parts for box in part.row if part.word]
    return frozenset(name for box in (*named, *for_all) if (name := name_of(box)))


def _read(tex: str, scope: Scope, elsewhere: Elsewhere | None) -> tree.Chain:
    named, row = existence(with_quantifier_last(layout_of(tex)))
    (first, *others), notes = displays(row, lambda box: _is_name(box, scope))
    main, *rest = first
    if not visible(main.row):
        raise FormulaError("the formula is empty", (0, max(len(tex), 1)))
    local = frozenset(name for part in rest if (name := _defined_name(part.row, scope)))

    def read(part: Part) -> _Read:
        return Parser(part.row, scope, READERS, local, elsewhere=elsewhere).chain()

    sides, relations = read(main)
    if not relations:
        raise FormulaError("there is no relation to check", sides[0].span)
    found: dict[str, list[tree.Rel]] = {"beside": [], "claims": [], "conditions": []}
    for part in rest:
        for one in _listed(part):
            if part.word in CONDITIONS and (ranges := _ranges(one, scope, read)) is not None:
                found["conditions"] += ranges
                continue
            for relation in _pairs(*read(one)):
                found[_place_of(relation, part, scope)].append(relation)
    for part in (part for display in others for part in display):
        place = "conditions" if part.word in CONDITIONS else "claims"
        found[place] += _pairs(*read(part))
    if found["conditions"] and len([*found["claims"], *found["beside"]]) > len(local):
        what = "a condition among several claims: give each its own display"
        raise FormulaError(what, found["conditions"][0].span)
    span = (sides[0].span[0], sides[-1].span[1])
    return tree.Chain(
        span,
        sides,
        relations,
        notes=notes,
        exist=tuple(_drawn(box, scope) for box in named),
        **{key: tuple(relations) for key, relations in found.items()},
    )


def _drawn(box: Box, scope: Scope) -> str:
    """Return the symbol of which a formula says that it exists."""
    name = name_of(box)
    if name is None or scope.domain(name) is None:
        raise FormulaError("only a symbol with values in the notation can exist", box.span)
    return name


def _listed(part: Part) -> list[Part]:
    """Return the conditions that commas part: ``z > 0, z \\ne 1``."""
    pieces, _ = split_row(part.row, frozenset([","]))
    if part.word in CONDITIONS and all(split_row(one, RELATIONS)[1] for one in pieces):
        return [replace(part, row=tuple(one)) for one in pieces]
    return [part]


def _ranges(part: Part, scope: Scope, read: Callable[[Part], _Read]) -> list[tree.Rel] | None:
    """Return what ``i = 1, …, N`` and ``for all i, j`` say: nothing new of symbols that are drawn.

    None where something else stands there.
    """
    row = list(visible(part.row))
    commas = [at for at, box in enumerate(row) if is_sign(box, ",")]
    if len(commas) == 2 and any(is_sign(row[commas[0] + 1], dots) for dots in brackets.DOTS):
        first, last = row[: commas[0]], row[commas[1] + 1 :]
        (name, *lower), _ = read(replace(part, row=tuple(first)))
        (upper,), _ = read(replace(part, row=tuple(last)))
        if len(lower) == 1 and isinstance(name, tree.Sym):
            span = (name.span[0], upper.span[1])
            return [tree.Rel(span, r"\ge", name, lower[0]), tree.Rel(span, r"\le", name, upper)]
    names = [name_of(box) for box in row if not is_sign(box, ",")]
    is_for = part.word.startswith("for") and bool(names)
    return [] if is_for and all(name and scope.domain(name) is not None for name in names) else None


def _pairs(sides: Sequence[tree.Node], relations: Sequence[str]) -> Iterator[tree.Rel]:
    """Yield the relations of a chain, each with its two sides."""
    if not relations:
        raise FormulaError("a relation is missing", sides[0].span)
    for left, relation, right in zip(sides, relations, sides[1:], strict=False):
        yield tree.Rel((left.span[0], right.span[1]), relation, left, right)


def _place_of(relation: tree.Rel, part: Part, scope: Scope) -> str:
    """Tell whether a relation beside a formula is a definition, a condition or another claim.

    What it defines is a symbol; what it narrows, without a word, a symbol that is drawn.
    """
    bases = [
        side.base if isinstance(side, tree.Idx) else side
        for side in (relation.left, relation.right)
    ]
    drawn = [isinstance(base, tree.Sym) and scope.domain(base.name) is not None for base in bases]
    if part.word in CONDITIONS:
        return "conditions"
    if relation.relation == "=":
        if part.word in MEANINGS and drawn[0]:
            return "conditions"
        named = tree.Sym | tree.Idx | tree.App | tree.FnRef
        return "beside" if isinstance(relation.left, named) else "claims"
    return "conditions" if part.word in MEANINGS or any(drawn) else "claims"


def _is_name(box: Box, scope: Scope) -> bool:
    """Tell whether words are the name of something in the notation."""
    name = name_of(box.base if isinstance(box, Scripts) else box)
    if isinstance(box, Text) and f"\\{box.text.strip()}" in FUNCTIONS:
        return True
    return name is not None and (name in scope.symbols or name in scope.functions)


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
