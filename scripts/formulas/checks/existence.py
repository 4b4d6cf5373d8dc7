"""Tries what is said to exist: one point is found and shown, or the claim stays in doubt."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from mpmath import mp, mpf

from ..evaluation.domains import Sample
from ..evaluation.symbols import Notes
from ..evaluation.values import (
    MANY_DIGITS,
    Value,
    described,
    entries_of,
    first_undefined,
    is_number,
    plain,
    shape_of,
)
from ..language.names import readable
from ..language.notation import Outcomes, Size
from .doubts import DoubtError
from .evidence import Kind, StepEvidence
from .examples import example_at
from .trial import SNIPPET, Step, Trial, source_of

EQUAL = mpf(10) ** (20 - MANY_DIGITS)
"""By how much of themselves two sides may differ that are equal in many digits."""

_HOLD: dict[str, Callable[[mpf, mpf], Any]] = {
    "=": lambda gap, slack: abs(gap) <= slack,
    r"\ne": lambda gap, slack: abs(gap) > slack,
    "<": lambda gap, slack: gap < -slack,
    ">": lambda gap, slack: gap > slack,
    r"\le": lambda gap, slack: gap <= slack,
    r"\ge": lambda gap, slack: gap >= -slack,
}


def try_existence(steps: Sequence[Step], trial: Trial, names: Sequence[str]) -> list[StepEvidence]:
    """Return the evidence for relations that all hold at one point.

    Raises:
        DoubtError: no such point is found, or more symbols than those are free.
    """
    _refuse_others(trial, names)
    for step in steps:
        if step.relation not in _HOLD:
            raise step.error(f"'{step.relation}' cannot be checked of what exists")
    points = [*([trial.nice] if trial.nice else []), *trial.samples]
    for sample in points:
        sides = [sides_at(step, trial, sample) for step in steps]
        if all(holds_between(step, *found) for step, found in zip(steps, sides, strict=True)):
            return [
                _found(step, sample, left, right)
                for step, (left, right, _) in zip(steps, sides, strict=True)
            ]
    what = f"no point was found at which this holds, of {len(points)} that were tried"
    raise DoubtError(what, steps[0].span)


def _refuse_others(trial: Trial, names: Sequence[str]) -> None:
    others = sorted(
        readable(name)
        for name in trial.names - set(names)
        if not isinstance(trial.scope.domain(name), Size | Outcomes)
    )
    if others:
        raise DoubtError(f"of what exists all is named that is free: {', '.join(others)} is not")


def sides_at(step: Step, trial: Trial, sample: Sample) -> tuple[Value, Value, bool]:
    """Return both sides in many digits, and whether one comes from float64."""
    notes = Notes()
    left, right = (
        plain(trial.with_many_digits(side, sample, notes)) for side in (step.left, step.right)
    )
    return left, right, notes.rough


def holds_between(step: Step, left: Value, right: Value, rough: bool) -> bool:
    """Tell whether a step holds between the values of its sides."""
    if first_undefined(left) or first_undefined(right):
        return False
    if shape_of(left) != shape_of(right):
        raise step.error(f"{described(left)} and {described(right)} cannot be compared")
    if rough and step.relation == "=":
        raise step.error("code computes in float64, which shows no equality")
    pairs = list(zip(entries_of(left), entries_of(right), strict=True))
    if not all(is_number(entry) for pair in pairs for entry in pair):
        if step.relation not in ("=", r"\ne"):
            raise step.error("only numbers are smaller or larger than others")
        return all(a == b for a, b in pairs) == (step.relation == "=")
    hold = [_HOLD[step.relation](gap, slack) for gap, slack in _gaps(pairs, rough=rough)]
    return any(hold) if step.relation == r"\ne" else all(hold)


def _gaps(pairs: Iterable[tuple[Any, Any]], *, rough: bool) -> Iterator[tuple[mpf, mpf]]:
    """Yield the differences of numbers, each with what may be rounding."""
    with mp.workdps(MANY_DIGITS):
        for a, b in pairs:
            size = max(abs(mpf(a)), abs(mpf(b)))
            if mp.isinf(size):
                yield (mpf(0) if a == b else mpf(a) - b), mpf(0)
            else:
                yield mpf(a) - b, (SNIPPET * max(size, 1) if rough else EQUAL * size)


def _found(step: Step, sample: Sample, left: Value, right: Value) -> StepEvidence:
    return StepEvidence(
        left=source_of(step, step.left),
        right=source_of(step, step.right),
        relation=step.relation,
        kind=Kind.EXISTENCE,
        samples=1,
        example=example_at(sample, left=left, right=right),
    )
