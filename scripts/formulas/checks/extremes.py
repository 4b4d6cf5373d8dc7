"""Tries where something is smallest or largest: no better point is found."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from mpmath import mpf

from ..evaluation.domains import Sample, draw, nearby
from ..evaluation.needs import is_place, needed_names
from ..evaluation.values import (
    Law,
    Undefined,
    Value,
    described,
    first_undefined,
    is_number,
    plain,
    shape_of,
)
from ..language.names import readable
from ..language.notation import Pmf
from ..language.tokens import FormulaError
from ..language.tree import Arg, Node
from .doubts import DoubtError
from .evidence import Kind, StepEvidence
from .examples import example_at, shown
from .trial import EXACT, SNIPPET, Step, Trial, source_of

RIVALS = 6


def try_places(step: Step, trial: Trial) -> StepEvidence:
    """Return the evidence about where something is extreme, or raise DoubtError."""
    if step.relation != "=":
        raise step.error("places are compared by = only")
    left, right = step.left, step.right
    places = [side for side in (left, right) if is_place(side, trial.scope)]
    for place in places:
        if place.variable not in needed_names([place.body], trial.scope, trial.local):
            what = f"this does not depend on {readable(place.variable)}: nothing is singled out"
            raise DoubtError(what, place.body.span, step=step.number)
    tried = 0
    for at, sample in enumerate(trial.samples):
        generator = random.Random(f"{trial.seed} places {step.number} {at}")
        if is_place(left, trial.scope) and is_place(right, trial.scope):
            tried += _try_same_order(step, trial, left, right, sample, generator)
        else:
            other = right if places[0] is left else left
            tried += _try_no_better(step, trial, places[0], other, sample, generator)
    if not tried:
        raise step.error("the sides have no value at any point that was tried")
    return StepEvidence(
        left=source_of(step, left),
        right=source_of(step, right),
        relation="=",
        kind=Kind.ARG_MIN,
        samples=tried,
        remarks=("both order all points alike",) if len(places) == 2 else (),
    )


def _objective(trial: Trial, place: Arg, sample: Sample) -> tuple[mpf, bool] | None:
    value, notes = trial.exactly(place.body, sample)
    if isinstance(value, Undefined):
        return None
    if not is_number(value):
        raise FormulaError(f"the extreme of {described(value)}", place.body.span)
    return mpf(value) * (1 if place.kind == "min" else -1), notes.rough


def _candidate(trial: Trial, name: str, value: Value, sample: Sample) -> Sample:
    domain = trial.scope.domain(name)
    if isinstance(domain, Pmf) and isinstance(value, np.ndarray):
        value = Law(value, domain.sorts)
    known = sample.values.get(name)
    if known is not None and shape_of(plain(known)) != shape_of(plain(value)):
        raise ValueError(described(value))
    return sample.with_value(name, value)


def _rivals(
    trial: Trial, name: str, sample: Sample, generator: random.Random, scales: Sequence[float]
) -> Iterator[Sample]:
    """Yield samples that differ in one symbol: anywhere, and close by."""
    sizes = {key: value for key, value in sample.values.items() if isinstance(value, int)}
    for _ in range(RIVALS):
        other = draw([name], trial.scope, generator, edges=True, sizes=sizes)
        yield sample.with_value(name, other.values[name])
    for scale in scales:
        yield nearby(sample, [name], trial.scope, generator, scale)
        yield nearby(sample, [name], trial.scope, generator, scale)


def _try_no_better(
    step: Step, trial: Trial, place: Arg, other: Node, sample: Sample, generator: random.Random
) -> int:
    value, _ = trial.exactly(other, sample)
    if first_undefined(value):
        return 0
    try:
        best_sample = _candidate(trial, place.variable, value, sample)
    except ValueError as error:
        raise step.error(f"{error} cannot be the value of {readable(place.variable)}") from None
    best = _objective(trial, place, best_sample)
    if best is None:
        return 0
    tried, worse = 0, 0
    scales = [0.1, 0.01] if best[1] else [0.1, 0.01, 1e-4, 1e-7]
    for rival in _rivals(trial, place.variable, best_sample, generator, scales):
        found = _objective(trial, place, rival)
        if found is None:
            continue
        tried += 1
        noise = (SNIPPET if best[1] or found[1] else EXACT) * max(abs(best[0]), 1)
        if found[0] < best[0] - noise:
            sign = 1 if place.kind == "min" else -1
            name = readable(place.variable)
            values = [shown(w.values[place.variable]) for w in (best_sample, rival)]
            raise step.fails(
                example_at(_without(best_sample, place.variable), **{name: value}),
                [
                    f"{name} = {values[0]} gives {shown(sign * best[0])}, "
                    f"{name} = {values[1]} gives {shown(sign * found[0])}",
                ],
            )
        worse += bool(found[0] > best[0] + noise / 10**6 or found[0] > best[0])
    if tried and not worse:
        raise step.error("no other point is worse: nothing is singled out")
    return tried


def _without(sample: Sample, name: str) -> Sample:
    return Sample({key: value for key, value in sample.values.items() if key != name})


def _try_same_order(
    step: Step,
    trial: Trial,
    left: Arg,
    right: Arg,
    sample: Sample,
    generator: random.Random,
) -> int:
    """Make sure that two functions rank all points alike: then they are smallest together."""
    if left.variable != right.variable:
        raise step.error("two variables")
    points = [sample, *_rivals(trial, left.variable, sample, generator, [0.1, 0.01])]
    pairs = [
        (point, _objective(trial, left, point), _objective(trial, right, point)) for point in points
    ]
    have = [
        any(values)
        for values in zip(*((a is not None, b is not None) for _, a, b in pairs), strict=True)
    ]
    if have[0] != have[1]:
        example = example_at(_without(sample, left.variable))
        raise step.fails(example, ["only one side has values here"])
    found = [(point, a, b) for point, a, b in pairs if a is not None and b is not None]
    tried = 0
    for (one, a, b), (two, c, d) in pairwise(found):
        tried += 1
        first, second = a[0] - c[0], b[0] - d[0]
        noise = SNIPPET if a[1] or b[1] or c[1] or d[1] else EXACT
        if abs(first) <= noise or abs(second) <= noise:
            continue
        if (first > 0) != (second > 0):
            name = readable(left.variable)
            values = [shown(w.values[left.variable]) for w in (one, two)]
            reason = f"of {name} = {values[0]} and {name} = {values[1]}, each side prefers another"
            raise step.fails(example_at(_without(one, left.variable)), [reason])
    return tried
