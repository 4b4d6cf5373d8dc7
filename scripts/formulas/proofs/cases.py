"""The values that symbols take in a proof, case by case.

Whatever can be counted gets all its values, one *case* after another: labels, classes, outcomes,
which probabilities are zero. Whatever is continuous becomes a SymPy symbol that stands for all its
values. A probability is u/(1+u) with a positive u, and the entries of a distribution are the shares
of positive numbers: what must be positive or sum to 1 then does so by itself, with nothing assumed.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
import sympy as sp

from ..evaluation.domains import Sample, marginal
from ..evaluation.values import Array, At, Law, Value, array_of
from ..language import notation
from .normal_forms import Expr, NotProved

WANTED_SIZES = {"C": 3, "n": 3, "d": 3}
"""Sizes that a proof takes to be 3; all others are 2, which leaves no doubt about a mean."""

MOST_CASES = 130
"""How many cases a proof may have."""


def cases(
    names: Sequence[str], scope: notation.Scope, *, ordered: bool = False, limit: int = MOST_CASES
) -> Iterator[Sample]:
    """Yield samples that together hold all values of the symbols at small sizes.

    ``ordered`` tells numbers apart by their sign, and the entries of a vector by which of them is
    largest: then absolute values and maxima are known.
    """
    return _Cases(names, scope, ordered=ordered, limit=limit).samples()


def sizes_of_cases(names: Iterable[str], scope: notation.Scope) -> dict[str, int]:
    """Return a size for each symbol that counts something: different ones, where they may differ.

    Two that are equal could be mistaken for each other.
    """
    found: dict[str, int] = {}
    bounds = {
        name: domain for name in names if isinstance(domain := scope.domain(name), notation.Size)
    }
    pairs = any(isinstance(d, notation.Pmf) and len(d.sorts) > 1 for d in map(scope.domain, names))
    wanted = {} if pairs else WANTED_SIZES
    order = sorted(bounds, key=lambda name: (bounds[name].high - bounds[name].low > 0, name != "N"))
    for name in order:
        low, high = bounds[name].low, bounds[name].high
        first = min(max(low, wanted.get(name, 2)), high)
        choices = [*range(first, high + 1), *range(first - 1, low - 1, -1)]
        found[name] = next((size for size in choices if size not in found.values()), first)
    return found


class _Cases:
    def __init__(
        self, names: Sequence[str], scope: notation.Scope, *, ordered: bool, limit: int
    ) -> None:
        self.names = sorted(names, key=lambda name: (_rank(scope, name), name))
        self.scope = scope
        self.ordered = ordered
        self.sizes = sizes_of_cases(self.names, scope)
        self.count = 0
        self.limit = limit

    def samples(self) -> Iterator[Sample]:
        yield from self._extended({}, self.names)

    def _extended(self, values: dict[str, Value], names: Sequence[str]) -> Iterator[Sample]:
        if not names:
            self.count += 1
            if self.count > self.limit:
                raise NotProved("too many cases")
            yield Sample(values)
            return
        for value in self._options(names[0], values):
            yield from self._extended(values | {names[0]: value}, names[1:])

    def _options(self, name: str, values: dict[str, Value]) -> Iterator[Value]:
        def size(of: str) -> int:
            return int(of) if of.isdigit() else int(values[of])

        domain = self.scope.domain(name)
        match domain:
            case notation.Size():
                yield self.sizes[name]
            case notation.Whole(low=low, high=high):
                yield from range(low, high + 1)
            case notation.Index(of=of, shape=shape):
                yield from _filled(range(1, size(of) + 1), [size(part) for part in shape])
            case notation.Outcomes(size=of):
                yield values[of]
            case notation.Outcome(sort=sort):
                yield from (At(sort, at) for at in range(values[sort]))
            case notation.Binary(shape=shape, mixed=mixed):
                options = _filled([sp.Integer(0), sp.Integer(1)], [size(part) for part in shape])
                yield from (o for o in options if not mixed or len(set(o.flat)) == 2)
            case notation.OneHot(shape=shape):
                *outer, last = (size(part) for part in shape)
                unit = [array_of([sp.Integer(i == k) for i in range(last)]) for k in range(last)]
                yield from _rows(unit, outer, last)
            case notation.Simplex(shape=shape, positive=positive):
                *outer, last = (size(part) for part in shape)
                count = int(np.prod(outer))
                supports = itertools.product(_supports(last, positive), repeat=count)
                for chosen in supports:
                    rows = [_shares(f"{name} {at}", kept, last) for at, kept in enumerate(chosen)]
                    yield np.array(rows, dtype=object).reshape([*outer, last])
            case notation.Pmf(sorts=sorts, positive=positive):
                sizes = [values[sort] for sort in sorts]
                for kept in _supports(int(np.prod(sizes)), positive):
                    yield Law(_shares(name, kept, int(np.prod(sizes))).reshape(sizes), sorts)
            case notation.Variable(law=law, sort=sort):
                yield marginal(name, values[law], sort)
            case notation.Real(shape=shape):
                yield from self._reals(name, domain, [size(part) for part in shape])
            case _:
                raise NotProved(f"{name} has no values of its own")

    def _reals(self, name: str, domain: notation.Real, shape: Sequence[int]) -> Iterator[Value]:
        is_free = domain.low is None and domain.high is None
        if not shape:
            if self.ordered and is_free:
                size = sp.Symbol(f"{name} size", positive=True)
                yield from (size, sp.Integer(0), -size)
            else:
                yield _number(name, domain)
        elif self.ordered and is_free and len(shape) == 1:
            yield from (_ordered(name, shape[0], largest) for largest in range(shape[0]))
        else:
            array: Array = np.empty(shape, dtype=object)
            for index in np.ndindex(*shape):
                array[index] = _number(f"{name} {index}", domain)
            yield array


def _rank(scope: notation.Scope, name: str) -> int:
    order = (notation.Size, notation.Outcomes, notation.Pmf, notation.Variable)
    domain = scope.domain(name)
    ranks = [at for at, kind in enumerate(order) if isinstance(domain, kind)]
    return ranks[0] if ranks else len(order)


def _filled(options: Sequence[Any], shape: Sequence[int]) -> Iterator[Any]:
    """Yield all arrays with entries among the options; single ones where there is no shape."""
    if not shape:
        yield from options
        return
    for entries in itertools.product(options, repeat=int(np.prod(shape))):
        yield array_of(list(entries)).reshape(shape)


def _rows(options: Sequence[Array], outer: Sequence[int], last: int) -> Iterator[Array]:
    for rows in itertools.product(options, repeat=int(np.prod(outer))):
        yield np.array(rows, dtype=object).reshape([*outer, last])


def _supports(length: int, positive: bool) -> list[tuple[int, ...]]:
    """Return which entries of a distribution are not zero: all, or each choice of at least one."""
    everything = tuple(range(length))
    if positive:
        return [everything]
    sizes = range(length, 0, -1)
    return [kept for size in sizes for kept in itertools.combinations(everything, size)]


def _shares(name: str, kept: Sequence[int], length: int) -> Array:
    """Return a distribution: shares of positive numbers, of which the last is 1."""
    weights = [sp.Symbol(f"{name} weight {at}", positive=True) for at in kept[:-1]]
    weights.append(sp.Integer(1))
    total = sum(weights, sp.Integer(0))
    entries = [sp.Integer(0)] * length
    for at, weight in zip(kept, weights, strict=True):
        entries[at] = weight / total
    return array_of(entries)


def _number(name: str, domain: notation.Real) -> Expr:
    """Return an expression for all numbers of an interval, or for a larger set of numbers."""
    low, high = domain.low, domain.high
    if low is None or low < 0:
        return sp.Symbol(name, real=True)
    is_open = not (domain.low_closed or domain.high_closed)
    if is_open and high is not None and high <= 1:
        weight = sp.Symbol(f"{name} odds", positive=True)
        ends = [sp.Rational(str(end)) for end in (low, high)]
        return ends[0] + (ends[1] - ends[0]) * weight / (1 + weight)
    if low > 0 or not domain.low_closed:
        return sp.Symbol(name, positive=True)
    return sp.Symbol(name, nonnegative=True)


def _ordered(name: str, length: int, largest: int) -> Array:
    """Return a vector one of whose entries is at least as large as the others."""
    top = sp.Symbol(f"{name} {largest}", real=True)
    below = [sp.Symbol(f"{name} below {at}", nonnegative=True) for at in range(length)]
    return array_of([top if at == largest else top - below[at] for at in range(length)])
