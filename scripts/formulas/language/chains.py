"""Puts a display together: its chain, what stands beside it, and what it is claimed for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from . import tree
from .boxes import FUNCTIONS, RELATIONS, Box, Scripts, Text, layout_of, visible
from .brackets import DOTS
from .grammar import Elsewhere, Parser, Readers
from .lines import Part, displays, existence, with_quantifier_last
from .names import is_sign, name_of
from .notation import Scope
from .rows import split_row
from .tokens import FormulaError
from .words import CONDITIONS, MEANINGS

_Read = tuple[tuple[tree.Node, ...], tuple[str, ...]]
"""Sides, and the relations between them."""


def chain_of(tex: str, scope: Scope, readers: Readers, elsewhere: Elsewhere | None) -> tree.Chain:
    """Return what a display says; ``elsewhere`` is known when it is read a second time.

    Raises:
        FormulaError: it cannot be read, or not in one way only.
    """
    named, row = existence(with_quantifier_last(layout_of(tex)))
    formulas, notes = displays(row, lambda box: _is_name(box, scope))
    if not visible(formulas[0][0].row):
        raise FormulaError("the formula is empty", (0, max(len(tex), 1)))
    for main, *beside in formulas:
        if not visible(main.row):
            what = "a condition in a line of its own: put it behind the formula that it belongs to"
            raise FormulaError(what, beside[0].row[0].span)

    def chain(formulas: Sequence[Sequence[Part]]) -> tree.Chain:
        return _chain(formulas, scope, readers, elsewhere)

    if apart := _apart(formulas):
        if named:
            what = "of what exists there is one claim: its conditions are claims behind \\text{and}"
            raise FormulaError(what, named[0].span)
        first, *others = (chain([parts]) for parts in apart)
        return replace(first, notes=notes, others=tuple(others))
    return replace(chain(formulas), notes=notes, exist=tuple(_drawn(box, scope) for box in named))


def _apart(formulas: Sequence[Sequence[Part]]) -> list[list[Part]]:
    """Return the formulas of a display, if there are several and each has conditions of its own."""
    found: list[list[Part]] = []
    for parts in formulas:
        for number, part in enumerate(parts):
            follows = parts[number + 1].word if number + 1 < len(parts) else ""
            if not number or (not part.word and follows in CONDITIONS):
                found.append([])
            found[-1].append(part)
    words = [[part.word for part in parts[1:]] for parts in found]
    is_each = all(own and all(word in CONDITIONS for word in own) for own in words)
    return found if len(found) > 1 and is_each else []


def _chain(
    formulas: Sequence[Sequence[Part]],
    scope: Scope,
    readers: Readers,
    elsewhere: Elsewhere | None,
) -> tree.Chain:
    """Return what formulas with common conditions say: the first is the chain."""
    (main, *rest), *others = formulas
    local = frozenset(name for part in rest if (name := _defined_name(part.row, scope)))

    def read(part: Part) -> _Read:
        return Parser(part.row, scope, readers, local, elsewhere=elsewhere).chain()

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
        what = "a condition among several claims: give each its own condition, or its own display"
        raise FormulaError(what, found["conditions"][0].span)
    span = (sides[0].span[0], sides[-1].span[1])
    return tree.Chain(
        span,
        sides,
        relations,
        beside=tuple(found["beside"]),
        claims=tuple(found["claims"]),
        conditions=tuple(found["conditions"]),
        is_for_all=any(part.word in CONDITIONS for parts in formulas for part in parts),
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
    if len(commas) == 2 and any(is_sign(row[commas[0] + 1], dots) for dots in DOTS):
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


def quantified(tex: str, scope: Scope) -> frozenset[str]:
    """Return the names of which a display says that it holds for all of them, or some."""
    named, row = existence(with_quantifier_last(layout_of(tex)))
    formulas, _ = displays(row, lambda box: _is_name(box, scope))
    for_all = [
        box for parts in formulas for part in parts for box in part.row if part.word in CONDITIONS
    ]
    return frozenset(name for box in (*named, *for_all) if (name := name_of(box)))
