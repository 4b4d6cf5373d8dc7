"""Points at the boundaries that a formula names: where a comparison, a case or a maximum turns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import permutations

import numpy as np
from mpmath import mpf

from ..evaluation.domains import Sample
from ..evaluation.membership import is_within
from ..evaluation.values import Value
from ..language import tree
from ..language.notation import Formula, Real, Scope, Whole
from ..language.parser import parse_expression

NEIGHBOUR = Fraction(1, 2**20)
"""How far the neighbours of a boundary are from it."""

MOST = 60
"""How many such points are tried at most."""


def boundary_samples(
    nodes: Iterable[tree.Node], names: Iterable[str], scope: Scope, around: Sequence[Sample]
) -> Iterator[Sample]:
    """Yield points at which a symbol is at a boundary, or next to it; the others stay."""
    if not around:
        return
    limits = sorted(_boundaries(nodes, scope))
    free = [name for name in sorted(names) if isinstance(scope.domain(name), Real | Whole)]
    places = [(name, number) for name in free for number in limits]
    for turn, (name, number) in enumerate(places):
        sample = around[turn % len(around)]
        exact = mpf(number.numerator) / number.denominator
        value = int(exact) if isinstance(scope.domain(name), Whole) else exact
        if is_within(scope.domain(name), value):
            yield _with_number(sample, name, value, number)


def _with_number(sample: Sample, name: str, value: Value, number: Fraction) -> Sample:
    found = sample.with_value(name, _put(sample.values[name], value))
    is_rounded = isinstance(found.values[name], mpf)
    return Sample(found.values, {name: number} if is_rounded else {})


def _put(earlier: Value, value: Value) -> Value:
    """Return a value in the place of an earlier one; of an array, in the place of an entry."""
    if not isinstance(earlier, np.ndarray):
        return value
    entries = earlier.copy()
    entries.flat[0] = value
    return entries


def _boundaries(nodes: Iterable[tree.Node], scope: Scope) -> set[Fraction]:
    found: set[Fraction] = set()
    for node in _with_notation(nodes, scope):
        if isinstance(node, tree.Rel | tree.MaxMin | tree.Interval | tree.SetOf):
            limits = _combined({number for part in tree.walk(node) for number in _number(part)})
            found |= {limit + side for limit in limits for side in (-NEIGHBOUR, 0, NEIGHBOUR)}
    return found


def _with_notation(nodes: Iterable[tree.Node], scope: Scope) -> Iterator[tree.Node]:
    """Yield all nodes, also those of formulas that the notation gives to symbols among them."""
    waiting, seen = list(nodes), set[str]()
    while waiting:
        for node in tree.walk(waiting.pop()):
            yield node
            name = getattr(node, "name", "")
            if name in seen or not isinstance(node, tree.Sym | tree.App | tree.FnRef | tree.Prime):
                continue
            seen.add(name)
            declared = [*scope.functions.get(name, ())]
            declared += [scope.symbols[name]] if name in scope.symbols else []
            for one in declared:
                if isinstance(one.bound, Formula):
                    parameters = [p.name for p in one.parameters or ()]
                    waiting.append(parse_expression(one.bound.tex, scope, parameters))


def _number(node: tree.Node) -> Iterator[Fraction]:
    """Yield the number that a node is: 2, 2.5, a fraction of these."""
    match node:
        case tree.Num(text=text):
            yield Fraction(text)
        case tree.Neg(body=body):
            yield from (-number for number in _number(body))
        case tree.Div(left=left, right=right):
            pairs = [(a, b) for a in _number(left) for b in _number(right)]
            yield from (a / b for a, b in pairs if b)


def _combined(numbers: set[Fraction]) -> set[Fraction]:
    """Return numbers with what a comparison of 2z + 1 with 5 may turn at."""
    found = numbers | {-number for number in numbers}
    for a, b in permutations(sorted(numbers), 2):
        found |= {a - b, a + b}
    for a, b in permutations(sorted(found), 2):
        found |= {a / b} if b in numbers and b else set()
    return found
