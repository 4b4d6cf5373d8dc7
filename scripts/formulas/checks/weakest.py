"""Searches for the points at which an inequality is weakest.

Small steps narrow the gap between its sides, from many starts; symbols are pushed to their ends;
and distributions are made equal, uniform, or certain of other outcomes.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from mpmath import mp, mpf

from ..evaluation.domains import DomainError, Sample, draw, nearby, settled
from ..evaluation.symbols import Notes
from ..evaluation.values import (
    MANY_DIGITS,
    At,
    Law,
    Undefined,
    Value,
    described,
    entries_of,
    is_number,
    plain,
)
from ..language import notation, tree
from ..language.notation import Index, Pmf
from ..language.tokens import FormulaError
from .conditions import is_nearly_excluded
from .doubts import DoubtError
from .evidence import Example
from .examples import example_at
from .trial import EXACT, TINY, Step, Trial

STARTS = 8

STEPS = 60

APART = mpf(10) ** -6
"""How far apart symbols are that are almost equal, as a share of their values."""

FAR = (50, 700)
"""How far from 0 numbers are pushed: 1 and 1 + e⁻⁷⁰⁰ can still be told apart there."""

FARTHER = 10**4
"""The same where sides may be equal as far as digits tell: a power of a power has a value there."""

FARTHEST = 10**12
"""The same where nothing grows faster than a polynomial."""

FROM_THE_END = (10, 60, 300)
"""How close to an end that is left out numbers are pushed, in digits."""

LARGE = (11, 40)
"""Sizes beyond those that are drawn."""

PUSHES = 4
"""How many symbols are pushed one after another from one start."""

REACHED = mpf(10) ** -8
"""By how much a gap shrinks, in a small neighbourhood, if equality is reached there."""

NEIGHBOURHOOD = mpf(10) ** -3


@dataclass(frozen=True)
class Gap:
    """Both sides of an inequality at one point; ``conventions`` were used there."""

    sample: Sample
    smaller: mpf
    larger: mpf
    rough: bool
    conventions: frozenset[str] = frozenset()

    @property
    def width(self) -> mpf:
        """The gap; infinities are equal to themselves."""
        return self.larger - self.smaller if self.larger != self.smaller else mpf(0)

    @property
    def size(self) -> mpf:
        """How large the sides are."""
        return max(abs(self.larger), abs(self.smaller))

    @property
    def share(self) -> mpf:
        """The gap in comparison with both sides: small sides do not make it look small."""
        total = abs(self.larger) + abs(self.smaller)
        if mp.isinf(total):
            return mp.sign(self.width)
        return self.width / total if total else mpf(0)

    def example(self, step: Step) -> Example:
        """Return the point with both sides as they stand in the formula."""
        left, right = self.smaller, self.larger
        if step.relation in (r"\ge", ">"):
            left, right = right, left
        return example_at(self.sample, left=left, right=right)


GapAt = Callable[[Sample], Gap | None]
"""Gives both sides at a point, or None where one has no value."""


class Bound:
    """The sides of an inequality, the smaller one first, which give a gap at each point."""

    def __init__(self, step: Step, trial: Trial) -> None:
        self.step = step
        self.trial = trial
        self.strict = step.relation in ("<", ">")
        turned = step.relation in (r"\ge", ">")
        self.sides = (step.right, step.left) if turned else (step.left, step.right)

    def gap_at(self, sample: Sample, at: int | None = None) -> Gap | None:
        """Return both sides at a point, or None where one has no value.

        Raises:
            DoubtError: a side is no number.
            FormulaError: a side cannot be computed.
        """
        smaller, larger = (self.trial.exactly(side, sample, at) for side in self.sides)
        if self._is_undefined(smaller[0]) or self._is_undefined(larger[0]):
            return None
        notes = (smaller[1], larger[1])
        conventions = frozenset(name for note in notes for name in note.conventions)
        rough = any(note.rough for note in notes)
        gap = Gap(sample, mpf(plain(smaller[0])), mpf(plain(larger[0])), rough, conventions)
        is_close = abs(gap.width) <= EXACT * gap.size + TINY
        return self.in_many_digits(sample) if is_close and self.strict and not rough else gap

    def _is_undefined(self, value: Value) -> bool:
        if isinstance(value, Undefined):
            return True
        if not is_number(plain(value)):
            raise self.step.error(f"{described(value)} in an inequality")
        return False

    def in_many_digits(self, sample: Sample) -> Gap | None:
        """Return both sides with so many digits that nothing can cancel, as far as formulas go."""
        notes = Notes()
        found = [self.trial.with_many_digits(side, sample, notes) for side in self.sides]
        if notes.rough or any(self._is_undefined(side) for side in found):
            return None
        with mp.workdps(MANY_DIGITS):
            smaller, larger = (mpf(plain(side)) for side in found)
        return Gap(sample, smaller, larger, False, frozenset(notes.conventions))


class Search:
    """A search for the weakest points of one step."""

    def __init__(self, bound: Bound) -> None:
        self.bound = bound
        self.trial = bound.trial
        self.random = random.Random(f"{self.trial.seed} attack {bound.step.number}")
        slopes = [tree.Deriv, tree.Grad, tree.Prime]
        self.steps = STEPS if bound.step.parts.isdisjoint(slopes) else STEPS // 3

    def weakest(self, gaps: Sequence[Gap]) -> list[Gap]:
        """Return the weakest points that are found from some on."""
        is_rough = any(gap.rough for gap in gaps)
        borders = [gap for sample in self._borders() if (gap := self._gap(sample)) is not None]
        pushed = [] if is_rough else list(self._pushed([*gaps, *borders]))
        large = [] if is_rough else list(self._large())
        return [*borders, *pushed, *large, *self._attack([*gaps, *borders], is_rough)]

    def is_reached(self, gap: Gap) -> bool:
        """Tell whether the sides become equal close to a point, and not only at an end."""
        gap = self._descended(gap, self._width_apart, 4)
        # The search may have ended where digits do, so that no step leads nearer.
        if any(abs(gap.width) <= REACHED * abs(other.width) for other in self._around(gap)):
            return True
        best, scale = gap, float(NEIGHBOURHOOD) / 8
        for _ in range(4 * self.steps):
            closer = self._closer(best, scale)
            if closer is not None and self._is_closer(closer, best, near=gap):
                best, scale = closer, min(scale * 2, float(NEIGHBOURHOOD))
            else:
                scale *= 0.6
            if abs(best.width) <= REACHED * abs(gap.width):
                return True
        return False

    def _is_closer(self, found: Gap, best: Gap, *, near: Gap) -> bool:
        return (
            abs(found.width) < abs(best.width)
            and self._is_near(found.sample, near.sample)
            and not self.is_excluded(found.sample)
        )

    def _around(self, gap: Gap) -> Iterator[Gap]:
        """Yield points in the small neighbourhood of one."""
        for _ in range(STARTS):
            other = self._closer(gap, float(NEIGHBOURHOOD) / 8)
            if other is not None and self._is_near(other.sample, gap.sample):
                yield other

    def is_excluded(self, sample: Sample) -> bool:
        """Tell whether a point is next to those that a condition such as P ≠ Q leaves out."""
        return is_nearly_excluded(self.trial.conditions, sample, self.trial)

    def _width_apart(self, gap: Gap) -> mpf:
        """Return a gap that may close beside what conditions leave out, and count for nothing."""
        return mp.inf if self.is_excluded(gap.sample) else gap.width

    def _is_near(self, sample: Sample, start: Sample) -> bool:
        """Tell whether two points are close by, also in comparison with the ends of symbols."""
        scope = self.trial.scope
        return all(
            abs(one - other) <= NEIGHBOURHOOD * _room(scope.domain(name), other)
            for name in self.trial.names
            for one, other in zip(
                _numbers(sample.values[name]), _numbers(start.values[name]), strict=True
            )
        )

    def _gap(self, sample: Sample, gap_at: GapAt | None = None) -> Gap | None:
        try:
            found = [(gap_at or self.bound.gap_at)(one) for one in self.trial.allowed(sample)]
        except (FormulaError, DoubtError):
            return None
        gaps = [gap for gap in found if gap is not None]
        return min(gaps, key=lambda gap: gap.width, default=None)

    def _closer(self, gap: Gap, scale: float) -> Gap | None:
        trial = self.trial
        return self._gap(nearby(gap.sample, trial.names, trial.scope, self.random, scale))

    # Small steps.

    def _attack(self, gaps: Sequence[Gap], is_rough: bool) -> Iterator[Gap]:
        """Yield what small steps come to, that narrow the gap as it is and as a share.

        A constant that is too large shows near equality only, where both sides vanish alike: there
        the gap is small in any case, but its share of the sides is not.
        """
        measures: list[Callable[[Gap], mpf]] = [lambda gap: gap.width]
        measures += [] if is_rough else [lambda gap: gap.share]
        measures += [self._width_apart] if self.bound.strict and self.trial.conditions else []
        for measure in measures:
            starts = sorted(gaps, key=measure)[: STARTS // 2]
            almost_equal = map(self._gap, self._almost_equal())
            starts += [gap for gap in almost_equal if gap is not None]
            for start in starts[:STARTS]:
                yield self._descended(start, measure)

    def _descended(self, start: Gap, measure: Callable[[Gap], mpf], times: int = 1) -> Gap:
        best, scale = start, 0.3
        for _ in range(times * self.steps):
            closer = self._closer(best, scale)
            if closer is not None and measure(closer) < measure(best):
                best, scale = closer, min(scale * 2, 1.0)
                if best.width < -EXACT * best.size - TINY:
                    break
            else:
                scale *= 0.6
        return best

    def _almost_equal(self) -> Iterator[Sample]:
        """Yield points at which two symbols of the same kind are almost equal."""
        trial = self.trial
        for _ in range(4):
            try:
                sample = draw(trial.names, trial.scope, self.random, edges=False)
            except DomainError:
                return
            for names in _alike(sample, trial):
                first, kept = (sample.values[name] for name in names[:2])
                if not isinstance(kept, int | At):
                    mixed = _entries(first) * (1 - APART) + _entries(kept) * APART
                    yield sample.with_value(names[1], _like(kept, mixed))

    # To the ends.

    def _pushed(self, gaps: Sequence[Gap]) -> Iterator[Gap]:
        """Yield what comes of pushing symbols to their ends, each where the sides approach."""
        for start in sorted(gaps, key=lambda gap: gap.width)[: STARTS // 2]:
            best = start
            for name in self._in_any_order():
                pushes = (self._far(best.sample, name, value) for value in self._ends(name, best))
                found = [gap for gap in pushes if gap is not None]
                yield from found
                best = min([best, *found], key=lambda gap: gap.width)

    def _in_any_order(self) -> list[str]:
        names = sorted(self.trial.names)
        return self.random.sample(names, min(len(names), PUSHES))

    def _far(self, sample: Sample, name: str, value: Value) -> Gap | None:
        moved = settled(sample.with_value(name, value), self.trial.names, self.trial.scope)
        return self._gap(moved, self.bound.in_many_digits)

    def _ends(self, name: str, gap: Gap) -> Iterator[Value]:
        value = gap.sample.values[name]
        match self.trial.scope.domain(name):
            case notation.Real(low=None):
                for distance in self._distances():
                    yield from _put(value, mpf(distance), self.random)
                    yield from _put(value, mpf(-distance), self.random)
            case notation.Real() as domain:
                for end in _near_ends(domain):
                    yield from _put(value, end, self.random)
            case notation.Pmf() | notation.Simplex() as domain:
                digits = FROM_THE_END if domain.positive else (FROM_THE_END[0], 0)
                for count in digits:
                    entries = _entries(value)
                    yield _like(value, _almost_certain(entries, count, self.random))

    def _distances(self) -> tuple[int, ...]:
        """Return how far out numbers are pushed."""
        if self.bound.strict:
            return FAR
        nodes = [node for side in self.bound.sides for node in tree.walk(side)]
        return (*FAR, FARTHER) if any(map(self._may_grow, nodes)) else (*FAR, FARTHER, FARTHEST)

    def _may_grow(self, node: tree.Node) -> bool:
        """Tell whether a power may stand here, or a symbol that stands for one."""
        match node:
            case tree.Sym(name=name):
                return self.trial.scope.domain(name) is None
            case tree.Pow(exponent=exponent):
                return any(isinstance(part, tree.Sym) for part in tree.walk(exponent))
        return isinstance(node, tree.Fn | tree.App | tree.FnRef)

    def _large(self) -> Iterator[Gap]:
        """Yield points with sizes beyond those that are drawn."""
        scope = self.trial.scope
        domains = {name: scope.domain(name) for name in self.trial.names}
        sizes = [n for n, d in domains.items() if isinstance(d, notation.Size) and d.low < d.high]
        for size in LARGE if sizes else ():
            for turn in (1, 2):
                fixed = dict.fromkeys(sizes, size + turn)
                try:
                    sample = draw(
                        self.trial.names, scope, self.random, edges=turn == 1, sizes=fixed
                    )
                except DomainError:
                    return
                found = map(self._gap, [sample, *self._equal_laws(sample, 0)])
                yield from (gap for gap in found if gap is not None)

    # Distributions.

    def _borders(self) -> Iterator[Sample]:
        """Yield points at which distributions are equal, uniform, or certain of other outcomes."""
        for at, sample in enumerate(self.trial.samples[:STARTS]):
            yield from self._equal_laws(sample, at)

    def _equal_laws(self, sample: Sample, turn: int) -> Iterator[Sample]:
        scope = self.trial.scope
        domains = {name: scope.domain(name) for name in sorted(self.trial.names)}
        laws = {n: d for n, d in domains.items() if isinstance(d, Pmf) and len(d.sorts) == 1}
        if not laws:
            return
        count = len(sample.values[next(iter(laws))].entries)
        if any(len(sample.values[name].entries) != count for name in laws):
            return
        same = sample.values[next(iter(sorted(laws, key=lambda n: not laws[n].positive)))].entries
        uniform = np.full(count, mpf(1) / count, dtype=object)
        certain = {
            name: _certain((at + turn) % count, count, domain.positive)
            for at, (name, domain) in enumerate(laws.items())
        }
        for entries in (dict.fromkeys(laws, same), dict.fromkeys(laws, uniform), certain):
            moved = {name: Law(entries[name], sample.values[name].sorts) for name in laws}
            yield settled(Sample(sample.values | moved), self.trial.names, scope)


def _certain(at: int, count: int, positive: bool) -> Value:
    rest = mpf(10) ** -30 if positive else mpf(0)
    entries = [rest] * count
    entries[at] = 1 - rest * (count - 1)
    return np.array(entries, dtype=object)


def _almost_certain(entries: Value, digits: int, generator: random.Random) -> Value:
    """Return probabilities of which, in each row, some are as small as so many digits allow."""
    small = mpf(10) ** -digits if digits else mpf(0)
    found = entries.copy()
    for row in np.ndindex(found.shape[:-1]):
        kept = generator.randrange(found.shape[-1])
        with mp.workdps(MANY_DIGITS):
            found[row] = small
            found[row][kept] = 1 - small * (found.shape[-1] - 1)
    return found


def _near_ends(domain: notation.Real) -> list[mpf]:
    assert domain.low is not None
    assert domain.high is not None
    low, high = mpf(domain.low), mpf(domain.high)
    found = []
    with mp.workdps(MANY_DIGITS):
        for digits in FROM_THE_END:
            small = (high - low) / mpf(10) ** digits
            found.append(low if domain.low_closed else low + small)
            found.append(high if domain.high_closed else high - small)
    return found


def _put(earlier: Value, value: mpf, generator: random.Random) -> Iterator[Value]:
    """Yield a value in the place of an earlier one; of an array, for one entry and for all."""
    if not isinstance(earlier, np.ndarray):
        yield value
        return
    one = earlier.copy()
    one.flat[generator.randrange(one.size)] = value
    yield one
    yield np.full(earlier.shape, value, dtype=object)


def _room(domain: notation.Domain | None, number: mpf) -> mpf:
    """Return how far a number is from the ends that its symbol never reaches."""
    match domain:
        case notation.Real(ends=(low, high)):
            at_low = number - low if not domain.low_closed else mpf(high - low)
            at_high = high - number if not domain.high_closed else mpf(high - low)
            return max(min(at_low, at_high), mpf(0))
        case notation.Pmf(positive=True) | notation.Simplex(positive=True):
            return min(abs(number), 1)
    return mpf(1)


def _alike(sample: Sample, trial: Trial) -> Iterator[list[str]]:
    """Yield the symbols that could be equal, where there are two."""
    alike: dict[object, list[str]] = {}
    for name in sorted(trial.names):
        domain = trial.scope.domain(name)
        shape = np.shape(_entries(sample.values[name]))
        if shape or not isinstance(domain, Index):
            key = type(domain), getattr(domain, "sorts", None), shape
            alike.setdefault(key, []).append(name)
    yield from (names for names in alike.values() if len(names) >= 2)


def _entries(value: Value) -> Value:
    """Return the numbers of a value that is not a random variable."""
    return value.entries if isinstance(value, Law) else value


def _numbers(value: Value) -> list[mpf]:
    return [mpf(entry) for entry in entries_of(value) if isinstance(entry, int | mpf)]


def _like(value: Value, entries: Value) -> Value:
    return Law(entries, value.sorts) if isinstance(value, Law) else entries
