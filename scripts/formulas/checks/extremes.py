"""Tries where something is smallest or largest: no better point is found."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from mpmath import mpf

from ..evaluation.domains import Sample, draw, nearby
from ..evaluation.membership import is_within
from ..evaluation.needs import is_place, needed_names
from ..evaluation.values import (
    Law,
    Undefined,
    Value,
    described,
    entries_of,
    first_undefined,
    is_number,
    plain,
    shape_of,
)
from ..language.names import readable
from ..language.notation import Pmf, Real
from ..language.tokens import FormulaError
from ..language.tree import Arg, Node
from .doubts import DoubtError
from .evidence import Kind, StepEvidence
from .examples import example_at, shown
from .trial import EXACT, SNIPPET, Step, Trial, source_of

RIVALS = 6

THOROUGH = 16
"""Every such point is a start of searches all over the range of the symbol."""

GRID = (1, 3, 10, 30, 100, 300, 1000)
"""How far from 0 such searches begin, beside at random."""

DESCENT = 50
"""How many steps such a search takes."""

APART = mpf(10) ** -3
"""How far apart two places are at least that are not the same."""


def try_places(step: Step, trial: Trial) -> StepEvidence:
    """Return the evidence about where something is extreme, or raise DoubtError."""
    left, right = step.left, step.right
    places = [side for side in (left, right) if is_place(side, trial.scope)]
    is_one_of = step.relation == r"\in" and places == [right]
    if step.relation != "=" and not is_one_of:
        raise step.error(r"places are compared by = only, or by \in with the place on the right")
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
    if len(places) == 1:
        for at, sample in enumerate(trial.samples[::THOROUGH]):
            generator = random.Random(f"{trial.seed} all over {step.number} {at}")
            other = right if places[0] is left else left
            _try_all_over(step, trial, places[0], other, sample, generator)
    if not tried:
        raise step.error("the sides have no value at any point that was tried")
    return StepEvidence(
        left=source_of(step, left),
        right=source_of(step, right),
        relation=step.relation,
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
    if tried and not worse and step.relation == "=":
        raise step.error("no other point is worse: nothing is singled out")
    return tried


def _try_all_over(
    step: Step, trial: Trial, place: Arg, other: Node, sample: Sample, generator: random.Random
) -> None:
    """Search for other places that are as good or better, far away as well.

    Raises:
        DoubtError: there is one.
    """
    value, _ = trial.exactly(other, sample)
    if first_undefined(value):
        return
    best_sample = _candidate(trial, place.variable, value, sample)
    best = _objective(trial, place, best_sample)
    if best is None:
        return
    for start in _starts(trial, place.variable, best_sample, generator):
        found = _descended(trial, place, start, generator)
        if found is None:
            continue
        is_better = found[1] < best[0] - _noise(best[1]) * max(abs(best[0]), 1)
        is_other = step.relation == "=" and _is_as_good(trial, place, best_sample, best, found)
        if is_better or is_other:
            raise _not_singled_out(step, place, (best_sample, best[0]), found)


def _is_as_good(
    trial: Trial,
    place: Arg,
    best_sample: Sample,
    best: tuple[mpf, bool],
    found: tuple[Sample, mpf],
) -> bool:
    """Tell whether another place is as good: equal, or at the bottom of another valley."""
    name = place.variable
    if _distance(best_sample, found[0], name) <= APART:
        return False
    size, gap = max(abs(best[0]), 1), found[1] - best[0]
    if gap <= (SNIPPET if best[1] else EXACT) * size:
        return True
    between = _objective(trial, place, _midway(best_sample, found[0], name))
    is_tie = gap <= _noise(best[1]) * size
    return is_tie and between is not None and between[0] - found[1] > 100 * abs(gap)


def _midway(one: Sample, other: Sample, name: str) -> Sample:
    first, second = one.values[name], other.values[name]
    if isinstance(first, Law):
        return one.with_value(name, Law((first.entries + second.entries) / 2, first.sorts))
    return one.with_value(name, (first + second) / 2)


def _not_singled_out(
    step: Step, place: Arg, best: tuple[Sample, mpf], found: tuple[Sample, mpf]
) -> DoubtError:
    name, sign = readable(place.variable), 1 if place.kind == "min" else -1
    first, second = (shown(sample.values[place.variable]) for sample, _ in (best, found))
    told = f"{name} = {first} gives {shown(sign * best[1])}, {name} = {second} gives "
    reasons = [told + shown(sign * found[1])]
    if step.relation == "=":
        reasons.append(f"if it is one place of several, write \\in before \\arg\\{place.kind}")
    others = _without(best[0], place.variable)
    example = example_at(others) if others.values else None
    return step.fails(example, reasons, ": another place is as good or better")


def _noise(rough: bool) -> mpf:
    return SNIPPET if rough else mpf(10) ** -8


def _starts(trial: Trial, name: str, sample: Sample, generator: random.Random) -> Iterator[Sample]:
    """Yield where to search: at random, at the ends of a symbol, far out where it has none."""
    yield from _rivals(trial, name, sample, generator, [])
    domain = trial.scope.domain(name)
    if not isinstance(domain, Real):
        return
    far = [sign * mpf(number) for number in GRID for sign in (1, -1)]
    for number in far if domain.ends is None else map(mpf, domain.ends):
        if is_within(domain, number):
            earlier = sample.values[name]
            is_array = isinstance(earlier, np.ndarray)
            value = np.full(earlier.shape, number, dtype=object) if is_array else number
            yield sample.with_value(name, value)


def _descended(
    trial: Trial, place: Arg, start: Sample, generator: random.Random
) -> tuple[Sample, mpf] | None:
    """Return a better place in the neighbourhood of one, and what it gives."""
    first = _objective(trial, place, start)
    if first is None:
        return None
    best, least, scale = start, first[0], 0.1
    for _ in range(DESCENT):
        rival = nearby(best, [place.variable], trial.scope, generator, scale, 2 * GRID[-1])
        found = _objective(trial, place, rival)
        if found is not None and found[0] < least:
            best, least, scale = rival, found[0], min(scale * 2, 100.0)
        else:
            scale *= 0.7
    return best, least


def _distance(one: Sample, other: Sample, name: str) -> mpf:
    pairs = zip(entries_of(one.values[name]), entries_of(other.values[name]), strict=True)
    return max(abs(mpf(a) - b) / max(1, abs(mpf(a))) for a, b in pairs)


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
