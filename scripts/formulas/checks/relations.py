"""Tries the relations that are neither equations nor inequalities: ≈, ≠ and ∈.

A typed number is rounded: it is right if it lies within half a unit of its last digit. What is in
a set is always there.
"""

from __future__ import annotations

from mpmath import mp, mpf

from ..evaluation.domains import Sample
from ..evaluation.evaluator import Evaluator
from ..evaluation.values import DIGITS, Undefined, Value, is_number, plain
from ..language.typed import last_digit
from .differences import try_difference
from .evidence import Kind, StepEvidence
from .examples import example_at
from .trial import FEWEST, Step, Trial, example_of, source_of, step_relation

_SLACK = mpf(10) ** -12
"""How far beyond half a unit a value may lie, as a share: code computes in float64."""


def try_relation(step: Step, trial: Trial) -> StepEvidence:
    """Return the evidence for a step with ≈, ≠ or ∈.

    Raises:
        DoubtError: it does not hold, or cannot be tried.
    """
    if step.relation == r"\approx":
        return _rounded(step, trial)
    return try_difference(step, trial) if step.relation == r"\ne" else _member(step, trial)


def _rounded(step: Step, trial: Trial) -> StepEvidence:
    digits = [digit for side in (step.left, step.right) if (digit := last_digit(side)) is not None]
    if not digits:
        raise step.error(r"\approx is checked where a side is a number with its digits")
    margin = mpf(10) ** max(digits) / 2
    largest, count = mpf(0), 0
    for at, sample in enumerate(trial.samples):
        left, right = _numbers(step, trial, sample, at)
        if isinstance(left, Undefined) or isinstance(right, Undefined):
            continue
        largest, count = max(largest, abs(mpf(left) - right)), count + 1
        if abs(mpf(left) - right) > margin * (1 + _SLACK):
            shown = example_at(sample, left=left, right=right)
            raise step.fails(shown, [f"the digits allow {mp.nstr(margin, 3)}"])
    return _found(step, trial, Kind.ROUNDING, count, float(largest))


def _member(step: Step, trial: Trial) -> StepEvidence:
    for sample in trial.samples:
        with mp.workdps(DIGITS):
            functions = trial.twins.functions
            here = Evaluator(trial.scope, sample, functions, trial.twins, local=trial.local)
            if not here.holds(step_relation(step)):
                raise step.fails(example_at(sample, left=here.value(step.left)))
    return _found(step, trial, Kind.MEMBERSHIP, len(trial.samples))


def _sides(step: Step, trial: Trial, sample: Sample, at: int) -> tuple[Value, Value]:
    return trial.exactly(step.left, sample, at)[0], trial.exactly(step.right, sample, at)[0]


def _numbers(step: Step, trial: Trial, sample: Sample, at: int) -> tuple[Value, Value]:
    left, right = (plain(side) for side in _sides(step, trial, sample, at))
    if not all(is_number(side) or isinstance(side, Undefined) for side in (left, right)):
        raise step.error("only numbers are rounded")
    return left, right


def _found(
    step: Step, trial: Trial, kind: Kind, count: int, largest: float | None = None
) -> StepEvidence:
    if count < min(FEWEST, len(trial.samples)):
        raise step.error(f"the sides have a value at {count} of {len(trial.samples)} points only")
    return StepEvidence(
        left=source_of(step, step.left),
        right=source_of(step, step.right),
        relation=step.relation,
        kind=kind,
        samples=count,
        largest_difference=largest,
        example=example_of(step, trial) if kind is Kind.ROUNDING else None,
    )
