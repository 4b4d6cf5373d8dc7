"""Tries what is said to differ: somewhere, or, under a condition or a quantifier, everywhere.

Where it should differ everywhere, points at which it does are not enough: the sides are searched
for a point between two at which one is once larger and once smaller than the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations, product

import numpy as np
from mpmath import mp, mpf

from ..evaluation.domains import Sample
from ..evaluation.values import DIGITS, Law, Value, first_undefined, is_number, plain, shape_of
from ..language.notation import Pmf, Real, Simplex, Size, Whole
from .conditions import is_nearly_excluded
from .doubts import DoubtError
from .equality import relative_difference
from .evidence import Kind, StepEvidence
from .examples import example_at
from .existence import holds_between, sides_at
from .inequalities import try_inequality
from .trial import FEWEST, Step, Trial, source_of

WAYS = 24
"""How many ways between two points are searched."""

HALVINGS = 120

EQUAL_HERE = "the sides are equal here, and ≠ with a condition means: at every point"


def try_difference(step: Step, trial: Trial) -> StepEvidence:
    """Return the evidence for a step with ≠.

    Raises:
        DoubtError: the sides are equal, at one point or at all.
    """
    count = _everywhere(step, trial) if trial.everywhere else _somewhere(step, trial)
    return StepEvidence(
        left=source_of(step, step.left),
        right=source_of(step, step.right),
        relation=step.relation,
        kind=Kind.DIFFERENCE,
        samples=count,
        skipped=len(trial.samples) - count if trial.everywhere else 0,
        remarks=("equal at none",) if trial.everywhere else (),
    )


def _somewhere(step: Step, trial: Trial) -> int:
    """Return at how many points the sides differ."""
    count = 0
    for at, sample in enumerate(trial.samples):
        left, right = (trial.exactly(side, sample, at)[0] for side in (step.left, step.right))
        difference = relative_difference(step, left, right)
        count += difference is not None and difference > 1
    if not count:
        raise step.fails(None, ["the sides are equal at every point"])
    return count


def _everywhere(step: Step, trial: Trial) -> int:
    """Return at how many points the sides have a value, and differ at all of them."""
    larger: list[Sample] = []
    smaller: list[Sample] = []
    for sample in trial.samples:
        left, right, rough = sides_at(step, trial, sample)
        if first_undefined(left) or first_undefined(right):
            continue
        if not (is_number(left) and is_number(right)):
            raise step.error("only numbers are searched for where they are equal")
        if not holds_between(step, left, right, rough):
            raise step.fails(example_at(sample, left=left, right=right), [EQUAL_HERE])
        (larger if left > right else smaller).append(sample)
    count = len(larger) + len(smaller)
    if count < min(FEWEST, len(trial.samples)):
        raise step.error(f"the sides have a value at {count} of {len(trial.samples)} points only")
    if larger and smaller:
        _refuse_crossing(step, trial, larger, smaller)
    else:
        _refuse_touching(replace(step, relation=">" if larger else "<"), trial)
    return count


def _refuse_crossing(
    step: Step, trial: Trial, larger: Sequence[Sample], smaller: Sequence[Sample]
) -> None:
    """Refuse sides that are equal on the way from one point to another."""
    if not {_counts(one, trial) for one in larger} & {_counts(one, trial) for one in smaller}:
        what = "which side is larger depends on whole numbers, of which not all are tried"
        raise step.error(what, None, ["claim < or > for those where it holds"])
    ways = [
        *((one, other) for one in larger[:WAYS] for other in _exchanged(one, trial)),
        *((other, one) for one in smaller[:WAYS] for other in _exchanged(one, trial)),
        *product(larger[:WAYS], smaller[:WAYS]),
    ]
    for start, end in ways:
        if (found := _crossing(step, trial, start, end)) is not None:
            left, right = (trial.exactly(one, found)[0] for one in (step.left, step.right))
            raise step.fails(example_at(found, left=left, right=right), [EQUAL_HERE])


def _exchanged(sample: Sample, trial: Trial) -> Iterator[Sample]:
    """Yield points in which numbers change places: which side is larger often changes then."""
    values = sample.values
    wide = [name for name in sorted(values) if _is_wide(name, trial)]
    for one, other in combinations(wide, 2):
        is_alike = trial.scope.domain(one) == trial.scope.domain(other)
        if is_alike and shape_of(values[one]) == shape_of(values[other]):
            yield Sample(values | {one: values[other], other: values[one]})
    for name in wide:
        entries = plain(values[name])
        for by in range(1, np.shape(entries)[-1] if np.ndim(entries) else 1):
            yield sample.with_value(name, _like(values[name], np.roll(entries, by, axis=-1)))


def _is_wide(name: str, trial: Trial) -> bool:
    return isinstance(trial.scope.domain(name), Real | Simplex | Pmf)


def _like(value: Value, entries: Value) -> Value:
    return Law(entries, value.sorts) if isinstance(value, Law) else entries


def _refuse_touching(step: Step, trial: Trial) -> None:
    """Refuse sides of which one is larger at all points but some, where they are equal."""
    try:
        try_inequality(step, replace(trial, loose=True, kept={}))
    except DoubtError as error:
        unequal = replace(step, relation=r"\ne")
        raise unequal.fails(error.example, [EQUAL_HERE]) from None


def _counts(sample: Sample, trial: Trial) -> tuple[tuple[str, Value], ...]:
    """Return the whole numbers of a point of which not all are tried."""
    return tuple(
        (name, value)
        for name, value in sorted(sample.values.items())
        if isinstance(trial.scope.domain(name), Size | Whole)
    )


def _crossing(step: Step, trial: Trial, start: Sample, end: Sample) -> Sample | None:
    """Return a point on the way from one to another at which the sides are equal."""

    def at(share: mpf) -> tuple[Sample, mpf] | None:
        for sample in trial.allowed(_between(start, end, share, trial)):
            left, right = (trial.exactly(side, sample)[0] for side in (step.left, step.right))
            if is_number(plain(left)) and is_number(plain(right)):
                return sample, mpf(plain(left)) - plain(right)
        return None

    with mp.workdps(DIGITS):
        low, high = mpf(0), mpf(1)
        near, far = at(low), at(high)
        if near is None or far is None or near[1] <= 0 or far[1] >= 0:
            return None
        for _ in range(HALVINGS):
            middle = (low + high) / 2
            found = at(middle)
            if found is None or is_nearly_excluded(trial.conditions, found[0], trial):
                return None
            low, high = (middle, high) if found[1] > 0 else (low, middle)
        assert found is not None
        sample, gap = found
        sides = (trial.exactly(side, sample)[0] for side in (step.left, step.right))
        size = max(abs(plain(side)) for side in sides)
        return sample if abs(gap) <= mpf(10) ** -20 * (1 + size) else None


def _between(start: Sample, end: Sample, share: mpf, trial: Trial) -> Sample:
    """Return a point on the way; what is counted stays as it is at the start."""
    values = dict(start.values)
    for name, value in start.values.items():
        other = end.values[name]
        if _is_wide(name, trial) and shape_of(value) == shape_of(other):
            one, two = plain(value), plain(other)
            values[name] = _like(value, one + (two - one) * share)
    return Sample(values)
