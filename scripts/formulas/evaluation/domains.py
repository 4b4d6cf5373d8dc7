"""Draws values for the symbols of a formula: random ones, and those at the edges.

All numbers fit into float64, and the entries of a distribution are multiples of 2⁻⁴⁰ that sum to
exactly 1, so that a snippet and a formula are given the same values.
"""

import random
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

import numpy as np
from mpmath import mpf

from ..language import notation
from .values import Array, At, Law, RandomVariable, Value, plain

GRAIN = 2**40
"""Probabilities are multiples of 1/GRAIN."""

TAIL = 8.0
"""How far from 0 a symbol that is only `real` is tried: float64 keeps nine digits up to there."""

TURNS = 12
"""How many points are tried with every number at an edge, before random ones."""

EDGE = 1.234567890123e-9
"""How close to an end that is left out a number is tried, as a share of the interval.

No power of two: 1 − p has to be rounded, so that code which takes its logarithm loses digits.
"""


class DomainError(Exception):
    """A symbol for which no value can be drawn."""


@dataclass(frozen=True)
class Sample:
    """A value for each symbol that has values of its own; ``fractions`` are some, not rounded."""

    values: dict[str, Value]
    fractions: dict[str, Fraction] = field(default_factory=dict)

    def in_all_digits(self) -> "Sample":
        """Return the sample with its fractions rounded to as many digits as there are now."""
        exact = {name: mpf(f.numerator) / f.denominator for name, f in self.fractions.items()}
        return Sample(self.values | exact)

    def with_value(self, name: str, value: Value) -> "Sample":
        """Return a sample in which one symbol has another value."""
        return Sample(self.values | {name: value})

    def size(self, name: str) -> int:
        """Return the value of a size, which may be written as a number."""
        return int(name) if name.isdigit() else int(self.values[name])


def draws(
    names: Collection[str],
    scope: notation.Scope,
    seed: str,
    count: int,
    sizes: dict[str, int] | None = None,
) -> Iterator[Sample]:
    """Yield values for the symbols: first some at the edges, then random ones."""
    generator = random.Random(seed)
    for number in range(count):
        turn = number if number < TURNS else None
        edges = number % 3 != 2
        yield draw(names, scope, generator, edges=edges, turn=turn, sizes=sizes)


def draw(
    names: Collection[str],
    scope: notation.Scope,
    generator: random.Random,
    *,
    edges: bool,
    sizes: dict[str, int] | None = None,
    nice: bool = False,
    turn: int | None = None,
) -> Sample:
    """Return values for the symbols; ``sizes`` may be fixed beforehand; nice ones are short.

    In a turn every single number is at one of its edges; the turns combine the edges of several.

    Raises:
        DomainError: a symbol has no values of its own.
    """
    drawer = _Drawer(
        scope=scope, random=generator, edges=edges, sizes=sizes or {}, nice=nice, turn=turn
    )
    for name in sorted(names):
        drawer.value(name)
    return Sample(drawer.values)


@dataclass(kw_only=True)
class _Drawer:
    scope: notation.Scope
    random: random.Random
    edges: bool
    sizes: dict[str, int]
    nice: bool
    turn: int | None
    numbers: int = 0
    values: dict[str, Value] = field(default_factory=dict)

    def value(self, name: str) -> Value:
        if name not in self.values:
            self.values[name] = self._draw(name)
        return self.values[name]

    def size(self, name: str) -> int:
        return int(name) if name.isdigit() else int(self.value(name))

    def at_edge(self) -> bool:
        return self.edges and self.random.random() < 0.3

    def _draw(self, name: str) -> Value:
        match self.scope.domain(name):
            case notation.Size(low=low, high=high):
                if self.nice:
                    return min(max(low, 2), high)
                return self.sizes.get(name, self.random.randint(low, high))
            case notation.Whole(low=low, high=high):
                return self.sizes.get(name, self.random.randint(low, high))
            case notation.Index() if name in self.sizes:
                return self.sizes[name]
            case notation.Index(of=of, shape=shape):
                size = self.size(of)
                # Where shapes are tried, the last position shows whether the axis is long enough.
                lowest = size if self.sizes else 1
                return self._filled(shape, lambda: self.random.randint(lowest, size))
            case notation.Outcomes(size=size_name):
                return self.size(size_name)
            case notation.Outcome(sort=sort):
                return At(sort, self.random.randrange(int(self.value(sort))))
            case notation.Pmf(sorts=sorts, positive=positive):
                return Law(self._joint(tuple(self.value(s) for s in sorts), positive), sorts)
            case notation.Variable(law=law, sort=sort):
                if not isinstance(self.scope.domain(law), notation.Pmf):
                    raise DomainError(f"{name} needs a law on {sort}")
                return marginal(name, self.value(law), sort)
            case notation.Real(nonzero=True, shape=shape) as domain:
                return self._rows(shape, lambda length: self._direction(length, domain))
            case notation.Real() as domain:
                return self._filled(domain.shape, lambda: self._number(domain))
            case notation.Binary(shape=shape, mixed=mixed):
                return self._labels(shape, mixed)
            case notation.OneHot(shape=shape):
                return self._rows(shape, self._one_hot)
            case notation.Simplex(shape=shape, positive=positive):
                return self._rows(shape, lambda length: self._pmf(length, positive))
        raise DomainError(f"{name} has no values of its own")

    def _filled(self, shape: Sequence[str], one: Callable[[], Value]) -> Value:
        if not shape:
            return one()
        array: Array = np.empty([self.size(name) for name in shape], dtype=object)
        for index in np.ndindex(array.shape):
            array[index] = one()
        return array

    def _rows(self, shape: Sequence[str], row: Callable[[int], Array]) -> Array:
        *outer, last = (self.size(name) for name in shape)
        array: Array = np.empty([*outer, last], dtype=object)
        for index in np.ndindex(tuple(outer)):
            array[index] = row(last)
        return array

    def _number(self, domain: notation.Real) -> mpf:
        if self.nice:
            return self._nice_number(domain)
        if domain.ends is None:
            tail = tail_of(domain)
            if (edge := self._edge([0.0, tail, -tail, 1.0, -1.0], domain)) is not None:
                return mpf(edge)
            return mpf(max(-tail, min(tail, round(self.random.gauss(0, tail / 3), 6))))
        low, high = domain.ends
        step = (high - low) * EDGE
        ends = [
            low if domain.low_closed else low + step,
            high if domain.high_closed else high - step,
            (low + high) / 2,
        ]
        if (edge := self._edge(ends, domain)) is not None:
            return mpf(edge)
        return mpf(low + (high - low) * self.random.uniform(0.001, 0.999))

    def _edge(self, edges: Sequence[float], domain: notation.Real) -> float | None:
        """Return one of the edges, if it is time for one."""
        if self.turn is None or domain.shape:
            return self.random.choice(edges) if self.at_edge() else None
        self.numbers += 1
        count = len(edges)
        return edges[(self.turn + (self.numbers - 1) * (self.turn // count)) % count]

    def _direction(self, length: int, domain: notation.Real) -> Array:
        while True:
            row: Array = np.array([self._number(domain) for _ in range(length)], dtype=object)
            if any(entry != 0 for entry in row):
                return row

    def _nice_number(self, domain: notation.Real) -> mpf:
        """Draw a number of two digits."""
        if domain.ends is None:
            return mpf(self.random.randint(-8, 8)) / 4
        low, high = domain.ends
        width = high - low
        number = low + width * self.random.randint(1, 7) / 8
        return mpf(round(number, 2) if width > 1 else round(number, 3))

    def _labels(self, shape: Sequence[str], mixed: bool) -> Value:
        labels = self._filled(shape, lambda: mpf(self.random.randint(0, 1)))
        if mixed:
            count = labels.size
            if count < 2:
                raise DomainError("mixed labels need at least two samples")
            first, second = self.random.sample(range(count), 2)
            labels.flat[first], labels.flat[second] = mpf(0), mpf(1)
        return labels

    def _one_hot(self, length: int) -> Array:
        array: Array = np.array([mpf(0)] * length, dtype=object)
        array[self.random.randrange(length)] = mpf(1)
        return array

    def _pmf(self, length: int, positive: bool) -> Array:
        """Draw whole numbers that sum to GRAIN; at the edges even, lopsided or with zeros."""
        weights = [self.random.expovariate(1) for _ in range(length)]
        if self.at_edge():
            special = self.random.randrange(3)
            if special == 0:
                weights = [1.0] * length
            else:
                rare = EDGE if positive else 0.0
                kept = self.random.randrange(length)
                drop = set(range(length)) - {kept}
                if special == 1:
                    drop = (
                        set(self.random.sample(sorted(drop), max(1, len(drop) // 2)))
                        if drop
                        else drop
                    )
                weights = [rare if at in drop else weight for at, weight in enumerate(weights)]
                weights[kept] = max(weights[kept], 0.1)
        if self.nice and length <= 8:
            cuts = sorted(self.random.sample(range(1, 8), length - 1))
            parts = [b - a for a, b in zip([0, *cuts], [*cuts, 8], strict=True)]
            return np.array([mpf(part) / 8 for part in parts], dtype=object)
        total = sum(weights)
        least = 1 if positive else 0
        parts = [max(least, int(weight / total * GRAIN)) for weight in weights]
        parts[parts.index(max(parts))] += GRAIN - sum(parts)
        return np.array([mpf(part) / GRAIN for part in parts], dtype=object)

    def _joint(self, sizes: tuple[int, ...], positive: bool) -> Array:
        length = int(np.prod(sizes))
        return self._pmf(length, positive).reshape(sizes)


def tail_of(domain: notation.Real) -> float:
    """Return how far out numbers are tried; entries of arrays, which are added up, stay nearer."""
    return TAIL / 4 if domain.shape else TAIL


def marginal(name: str, law: Value, sort: str) -> RandomVariable:
    """Return a random variable with one margin of a law.

    Raises:
        DomainError: the law is none, or says nothing about the set.
    """
    if not isinstance(law, Law) or sort not in law.sorts:
        raise DomainError(f"{name} needs a law on {sort}")
    axis = law.sorts.index(sort)
    others = tuple(at for at in range(len(law.sorts)) if at != axis)
    margin = np.sum(law.entries, axis=others) if others else law.entries
    return RandomVariable(name, Law(margin, (sort,)))


def nearby(
    sample: Sample,
    names: Collection[str],
    scope: notation.Scope,
    generator: random.Random,
    scale: float,
    widest: float = 5 * TAIL,
) -> Sample:
    """Return a sample a small step away in which every value is still allowed.

    Symbols that have no ends stay within the widest distance from 0.

    Two symbols of the same kind may take the same step, so that what lies close together stays so.
    """
    values = dict(sample.values)
    free = [name for name in sorted(names) if _can_move(scope, name)]
    if not free:
        return sample
    chosen = generator.sample(free, generator.randint(1, len(free)))
    step: Array | None = None
    chosen_alike = len({isinstance(scope.domain(name), notation.Real) for name in chosen}) == 1
    for name in chosen:
        value = values[name]
        entries = np.array(plain(value), dtype=object)
        share = generator.random() < 0.6
        if step is None or step.shape != entries.shape or not (share and chosen_alike):
            step = _step(scope, name, entries, generator, scale)
        moved = np.asarray(entries + step, dtype=object)
        if not _allowed(scope, name, moved, widest):
            moved = np.asarray(entries + step / 8, dtype=object)
            if not _allowed(scope, name, moved, widest):
                continue
        values[name] = _like(value, moved)
    return settled(Sample(values), names, scope)


def settled(sample: Sample, names: Collection[str], scope: notation.Scope) -> Sample:
    """Return a sample in which random variables follow the laws that it has now."""
    values = dict(sample.values)
    for name in names:
        domain = scope.domain(name)
        if isinstance(domain, notation.Variable):
            values[name] = marginal(name, values[domain.law], domain.sort)
    return Sample(values)


def _can_move(scope: notation.Scope, name: str) -> bool:
    return isinstance(scope.domain(name), notation.Real | notation.Pmf | notation.Simplex)


def _step(
    scope: notation.Scope, name: str, entries: Array, generator: random.Random, scale: float
) -> Array:
    domain = scope.domain(name)
    step: Array = np.empty(entries.shape, dtype=object)
    for index in np.ndindex(entries.shape):
        step[index] = mpf(generator.gauss(0, 1)) * mpf(scale)
    if isinstance(domain, notation.Pmf):
        step = step - _mean(step)
    elif isinstance(domain, notation.Simplex):
        for row in np.ndindex(step.shape[:-1]):
            step[row] = step[row] - _mean(step[row])
    elif isinstance(domain, notation.Real) and domain.ends is not None:
        low, high = domain.ends
        step = np.asarray(step * mpf(high - low), dtype=object)
    else:
        step = np.asarray(step * 4, dtype=object)
    return step


def _mean(entries: Array) -> mpf:
    return sum(entries.ravel().tolist(), mpf(0)) / entries.size


def _allowed(scope: notation.Scope, name: str, entries: Array, widest: float) -> bool:
    domain = scope.domain(name)
    if isinstance(domain, notation.Pmf | notation.Simplex):
        lowest = min(entries.ravel().tolist(), default=mpf(1))
        return bool(lowest > 0 or (lowest == 0 and not domain.positive))
    if isinstance(domain, notation.Real):
        return all(_within(domain, entry, widest) for entry in entries.flat)
    return False


def _within(domain: notation.Real, entry: mpf, widest: float) -> bool:
    if domain.ends is None:
        return bool(abs(entry) <= widest)
    low, high = domain.ends
    above = entry >= low if domain.low_closed else entry > low
    below = entry <= high if domain.high_closed else entry < high
    return bool(above and below)


def _like(value: Value, entries: Array) -> Value:
    if isinstance(value, Law):
        return replace(value, entries=entries)
    return entries if isinstance(value, np.ndarray) else entries.item()


def relaxed(sample: Sample, name: str, scope: notation.Scope, generator: random.Random) -> Sample:
    """Return a sample in which a symbol breaks what its domain promises, to see who needs it.

    Labels become numbers between 0 and 1; distributions and one-hot rows do not sum to 1.
    """
    value = sample.values[name]
    entries = np.array(plain(value), dtype=object)
    for index in np.ndindex(entries.shape):
        entries[index] = mpf(round(generator.uniform(0.1, 0.9), 6))
    changed = sample.with_value(name, _like(value, entries))
    for other, declared in sample.values.items():
        dependent = scope.domain(other)
        if isinstance(declared, RandomVariable) and isinstance(dependent, notation.Variable):
            margin = marginal(other, changed.values[dependent.law], dependent.sort)
            changed = changed.with_value(other, margin)
    return changed
