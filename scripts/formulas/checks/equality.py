"""Tries whether two sides are equal: at many points, and digit by digit against the code."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from mpmath import mp, mpf

from ..evaluation.bindings import dotted_name, expression, functions_in, names_in
from ..evaluation.domains import DomainError, Sample, relaxed
from ..evaluation.symbols import Notes
from ..evaluation.targets import bound_call
from ..evaluation.values import (
    At,
    RandomVariable,
    Row,
    Undefined,
    Value,
    described,
    entries_of,
    first_undefined,
    is_number,
    plain,
    shape_of,
)
from ..language import tree
from ..language.free import free_names
from ..language.names import readable
from ..language.notation import Index, Outcomes, Scope, Size, Variable
from ..language.tokens import FormulaError
from .diagnosis import diagnosis, exchanged, wrong_term
from .doubts import DoubtError
from .evidence import Assumption, Kind, StepEvidence
from .examples import example_at, shown
from .plain import try_plain
from .trial import (
    EXACT,
    FEWEST,
    ROUGH_SLOPE,
    SLOPE,
    SNIPPET,
    TINY,
    Step,
    Trial,
    example_of,
    source_of,
)

FLOAT_NOISE = mpf(2) ** -56
"""Absolute difference that rounding in float64 may leave of what should vanish."""

FLOAT_ROUNDING = mpf(2) ** -53
"""How much of a number rounding to float64 may take away."""

SMALLEST_NORMAL = mpf(2) ** -1022
"""Nearer to 0, numbers in float64 have fewer digits."""

ASSUMPTION_TRIES = 4


def try_equality(step: Step, trial: Trial) -> StepEvidence:
    """Return the evidence for an equality, or raise DoubtError."""
    differences: list[mpf] = []
    failures: list[tuple[Sample, Value, Value]] = []
    pairs: list[tuple[Sample, Value, Value]] = []
    conventions: set[str] = set()
    twins: set[str] = set()
    rough = False
    for at, sample in enumerate(trial.samples):
        left, left_notes = trial.exactly(step.left, sample, at)
        right, right_notes = trial.exactly(step.right, sample, at)
        notes = (left_notes, right_notes)
        tolerance = _tolerance(step, notes)
        fits = _difference(step, left, right, tolerance)
        if fits is None:
            continue
        is_rough = any(note.rough for note in notes)
        if fits > 1 and not is_rough:
            left, right = (trial.with_many_digits(n, sample) for n in (step.left, step.right))
            fits = _difference(step, left, right, tolerance) or mpf(0)
        pairs.append((sample, left, right))
        if fits > 1:
            failures.append((sample, left, right))
        differences.append(fits * tolerance)
        rough = rough or is_rough
        for note in notes:
            conventions |= set(note.conventions) if at < trial.drawn else set()
            twins |= note.twins
    _refuse_failures(step, trial, failures, pairs)
    if len(pairs) < min(FEWEST, len(trial.samples)):
        raise step.error(
            f"the sides have a value at {len(pairs)} of {len(trial.samples)} points only"
        )
    function, largest, remarks = try_code(step, trial)
    is_slope = _has_slope(step)
    return StepEvidence(
        left=source_of(step, step.left),
        right=source_of(step, step.right),
        relation="=",
        kind=_kind(step, function),
        samples=len(pairs),
        skipped=len(trial.samples) - len(pairs),
        largest_difference=float(max(differences) if largest is None else largest),
        function=function,
        conventions=tuple(sorted(conventions)),
        assumptions=() if rough else _assumptions(step, trial),
        example=example_of(step, trial),
        twins=tuple(sorted(twins)) if is_slope else (),
        remarks=("finite differences of the code",) if rough and is_slope else remarks,
        in_floats=rough,
    )


def _kind(step: Step, function: str | None) -> Kind:
    if _has_slope(step):
        return Kind.DERIVATIVE
    if tree.Lim in step.parts:
        return Kind.LIMIT
    if step.definition:
        return Kind.DEFINITION
    return Kind.SNIPPET if function else Kind.IDENTITY


def _has_slope(step: Step) -> bool:
    return not step.parts.isdisjoint([tree.Deriv, tree.Grad, tree.Prime])


def _tolerance(step: Step, notes: Sequence[Notes]) -> mpf:
    rough = any(note.rough for note in notes)
    if _has_slope(step):
        return ROUGH_SLOPE if rough else SLOPE
    if not step.parts.isdisjoint([tree.Lim, tree.Integral]):
        return mpf(10) ** -18
    return SNIPPET if rough else EXACT


def relative_difference(step: Step, left: Value, right: Value) -> mpf | None:
    """Return how large a difference is for what rounding explains; None without values."""
    return _difference(step, left, right, SNIPPET)


def _difference(step: Step, left: Value, right: Value, tolerance: mpf) -> mpf | None:
    """Return how large the difference is for the tolerance; None where neither side has a value."""
    if isinstance(left, At) or isinstance(right, At):
        raise step.error(f"{described(left)} and {described(right)} cannot be compared")
    left, right = plain(left), plain(right)
    if isinstance(left, Row) != isinstance(right, Row):
        raise step.error(f"{described(left)} and {described(right)} cannot be compared")
    if isinstance(left, Row):
        left, right = left.entries, right.entries
    if shape_of(left) != shape_of(right):
        raise step.error(f"{described(left)} and {described(right)} cannot be compared")
    nothing = first_undefined(left), first_undefined(right)
    if all(nothing):
        return None
    if any(nothing):
        return mpf("inf")
    scale = tolerance if tolerance < SNIPPET else mpf(1)
    pairs = zip(
        np.ravel(np.asarray(left, object)), np.ravel(np.asarray(right, object)), strict=True
    )
    worst = mpf(0)
    for a, b in pairs:
        size = max(abs(a), abs(b))
        if mp.isinf(size):
            worst = worst if a == b else mp.inf
            continue
        # Rough values carry rounding of what they were made from, which may be larger than they.
        allowed = tolerance * (max(size, 1) if scale == 1 else size) + TINY
        worst = max(worst, abs(mpf(a) - b) / allowed)
    return worst


def _refuse_failures(
    step: Step,
    trial: Trial,
    failures: Sequence[tuple[Sample, Value, Value]],
    pairs: Sequence[tuple[Sample, Value, Value]],
) -> None:
    if not failures:
        return
    sample, left, right = min(failures, key=lambda failure: _complexity(failure[0]))
    reasons = []
    if (reason := _reason(step, trial, pairs)) is not None:
        reasons.append(reason)
    elif len(failures) < len(pairs):
        reasons.append(f"it holds at {len(pairs) - len(failures)} of {len(pairs)} points")
    reasons += _outside_sums(step, trial.scope)
    for side, words in ((step.left, "left"), (step.right, "right")):
        if (found := bound_call(side, trial.scope)) is not None:
            reasons.append(
                f"the {words} side is what {_function_name(found[1], trial.scope)} computes"
            )
    raise step.fails(example_at(sample, left=left, right=right), reasons)


def _outside_sums(step: Step, scope: Scope) -> Iterator[str]:
    """Yield the indices that one side alone has free, beside a sum over the same index."""
    for side, other in ((step.left, step.right), (step.right, step.left)):
        summed = {node.variable for node in tree.walk(side) if isinstance(node, tree.Big)}
        alone = summed & free_names(side, scope) - free_names(other, scope)
        yield from (
            f"{readable(name)} is used outside its sum: brackets?" for name in sorted(alone)
        )


def _reason(step: Step, trial: Trial, pairs: Sequence[tuple[Sample, Value, Value]]) -> str | None:
    """Return what makes the difference: all of a side, symbols that changed places, one term."""
    if (reason := diagnosis(pairs)) is not None:
        return reason

    def value_of(node: tree.Node, sample: Sample) -> Value:
        try:
            return trial.exactly(node, sample)[0]
        except (FormulaError, DomainError):
            return Undefined("no value")

    names = [name for name in sorted(trial.names) if not _is_position(name, trial.scope)]
    swapped = exchanged(names, pairs, lambda sample: value_of(step.right, sample))
    if swapped is not None:
        one, other = map(readable, swapped)
        return f"the sides agree if {one} and {other} change places in one of them"
    for side, sign in ((step.right, -1), (step.left, 1)):
        found = wrong_term(side, sign, pairs, value_of)
        if found is not None:
            return f"{found[1]}: {source_of(step, found[0])}"
    return None


def _is_position(name: str, scope: Scope) -> bool:
    return isinstance(scope.domain(name), Index | Size | Outcomes | Variable)


def _complexity(sample: Sample) -> int:
    return sum(len(shown(value)) for value in sample.values.values())


def try_code(step: Step, trial: Trial) -> tuple[str | None, mpf | None, tuple[str, ...]]:
    """Compare the code behind a side with the other side, digit by digit, then the plain code."""
    remarks: list[str] = []
    function: str | None = None
    largest: mpf | None = None
    for side, other in ((step.left, step.right), (step.right, step.left)):
        found = bound_call(side, trial.scope)
        if found is None or (isinstance(side, tree.Sym) and side.name in trial.local):
            continue
        name = _function_name(found[1], trial.scope)
        pairs, failures = [], []
        for at, sample in enumerate(trial.samples):
            by_code = trial.by_code(side, sample)
            exact, notes = trial.exactly(other, sample, at)
            if first_undefined(exact) and not notes.rough:
                exact = trial.with_many_digits(other, sample)
            slack = _slack(found[1], (side, other), sample, trial, at)
            if slack is None:
                continue
            if at >= trial.drawn and _has_subnormal_argument(side, sample, trial):
                continue
            if at >= trial.drawn and tree.Big in step.parts:
                slack += _rounding_of_terms(sample)
            share = _closeness(step, by_code, exact, rough=notes.rough, slack=slack)
            if share is None:
                continue
            pairs.append((sample, by_code, exact))
            if share > 1:
                failures.append((sample, by_code, exact))
            largest = max(largest or mpf(0), share * SNIPPET)
        if failures and side is step.right:
            failures = [(w, b, a) for w, a, b in failures]
            pairs = [(w, b, a) for w, a, b in pairs]
        if failures:
            _refuse_code(step, name, failures, pairs)
        if len(pairs) < min(FEWEST, len(trial.samples)):
            what = f"{name} could be compared at {len(pairs)} of {len(trial.samples)} points only"
            raise step.error(what)
        function = function or name
        remarks.append(try_plain(step, trial, side, pairs))
    return function, largest, tuple(filter(None, remarks))


def _refuse_code(
    step: Step,
    function: str,
    failures: Sequence[tuple[Sample, Value, Value]],
    pairs: Sequence[tuple[Sample, Value, Value]],
) -> None:
    sample, left, right = min(failures, key=lambda failure: _complexity(failure[0]))
    example = example_at(sample, left=left, right=right)
    if all((_closeness(step, a, b, rough=True) or 0) <= 1 for _, a, b in failures):
        what = f"step {step.number} of {step.count}: the code of {function} loses digits here"
        raise step.error(what, example)
    reason = diagnosis(pairs)
    raise step.fails(example, [reason] if reason else [], f": {function} computes something else")


def _function_name(python: str, scope: Scope) -> str:
    parsed = expression(python)
    symbols = scope.python_names
    func = getattr(parsed, "func", None)
    if func is not None and (name := dotted_name(func)) not in symbols and name[:3] != "np.":
        return name
    names = {n for n in functions_in(python) if n not in symbols and not n.startswith("np.")}
    return sorted(names - {"index_of"})[0]


def _slack(
    python: str, sides: tuple[tree.Node, tree.Node], sample: Sample, trial: Trial, at: int
) -> mpf | None:
    """Return how much a value changes if the arguments of the code are rounded to float64.

    That much no code can know better. None where the rounded arguments have no value at all.
    """
    derived = [
        name
        for name in (trial.scope.python_names.get(word) for word in names_in(python))
        if name is not None and trial.scope.domain(name) is None and name not in trial.local
    ]
    slack = mpf(0)
    if not derived:
        return slack
    given = {name: trial.by_code(name, sample) for name in derived}
    if any(first_undefined(value) for value in given.values()):
        return None
    for side in sides:
        exact, _ = trial.exactly(side, sample, at)
        if first_undefined(exact):
            continue
        rounded = trial.with_given(side, sample, given)
        if first_undefined(rounded) or shape_of(plain(exact)) != shape_of(plain(rounded)):
            return None
        pairs = zip(entries_of(exact), entries_of(rounded), strict=True)
        slack = max([slack, *(abs(mpf(a) - b) for a, b in pairs if is_number(a))])
    return 8 * slack


def _has_subnormal_argument(side: tree.Node, sample: Sample, trial: Trial) -> bool:
    """Tell whether an argument that is computed is so near 0 that float64 has fewer digits."""
    typed = {node.name for node in tree.walk(side) if isinstance(node, tree.Sym)}
    computed = [name for name in typed & set(trial.scope.symbols) if not trial.scope.domain(name)]
    return any(
        is_number(one) and 0 < abs(one) < SMALLEST_NORMAL
        for name in computed
        if name not in trial.local
        and not isinstance(value := trial.by_code(name, sample), At | RandomVariable)
        for one in entries_of(value)
    )


def _rounding_of_terms(sample: Sample) -> mpf:
    """Return what rounding leaves of terms that cancel: far out, these are as large as numbers."""
    values = [v for v in sample.values.values() if not isinstance(v, At | RandomVariable)]
    return FLOAT_ROUNDING * max([1, *(abs(one) for value in values for one in entries_of(value))])


def _closeness(
    step: Step, by_code: Value, exact: Value, *, rough: bool, slack: mpf | int = 0
) -> mpf | None:
    """Return the difference between float64 and many digits, in units of what is allowed."""
    if first_undefined(by_code) and first_undefined(exact):
        return None
    fits = _difference(step, by_code, exact, SNIPPET)
    if fits is not None and fits > 1 and slack and not mp.isinf(fits):
        fits = _difference(step, by_code, exact, SNIPPET + slack)
    if fits is None or rough or not is_number(plain(by_code)) or not is_number(plain(exact)):
        return fits
    difference = abs(mpf(plain(by_code)) - plain(exact))
    return difference / (SNIPPET * abs(plain(exact)) + FLOAT_NOISE / 64 + slack)


def _assumptions(step: Step, trial: Trial) -> tuple[Assumption, ...]:
    """Return which promises of the domains the step needs: those without which it breaks."""
    anywhere = replace(trial, twins=trial.twins.serving_everywhere())
    return tuple(
        Assumption(name, domain.promise)
        for name in sorted(trial.names)
        if (domain := trial.scope.domain(name)) and domain.promise
        if any(_breaks(step, anywhere, sample) for sample in _without_promise(step, trial, name))
    )


def _without_promise(step: Step, trial: Trial, name: str) -> Iterator[Sample]:
    generator = random.Random(f"{trial.seed} needs {step.number} {name}")
    for sample in trial.samples[:ASSUMPTION_TRIES]:
        yield from trial.allowed(relaxed(sample, name, trial.scope, generator))


def _breaks(step: Step, trial: Trial, sample: Sample) -> bool:
    try:
        left, first = trial.exactly(step.left, sample)
        right, second = trial.exactly(step.right, sample)
        if first.rough or second.rough:
            return False
        fits = _difference(step, left, right, _tolerance(step, (first, second)))
    except (FormulaError, DoubtError):
        return False
    return fits is not None and fits > 1
