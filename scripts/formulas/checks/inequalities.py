"""Tries an inequality where it might be weakest, and whether it could be sharper."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from mpmath import mp, mpf

from ..evaluation.domains import DomainError, Sample, draw, nearby
from ..evaluation.symbols import Notes
from ..evaluation.values import (
    At,
    Law,
    RandomVariable,
    Undefined,
    Value,
    described,
    is_number,
    plain,
)
from ..language.notation import Index, Pmf, Scope, Variable
from ..language.tokens import FormulaError
from .doubts import Cause
from .evidence import Example, Kind, StepEvidence
from .examples import example_at
from .trial import (
    EXACT,
    SNIPPET,
    TINY,
    Step,
    Trial,
    assigned,
    example_of,
    relation_words,
    source_of,
)

NEAR = mpf(10) ** -3
"""How near to equality an inequality has to come somewhere, in comparison with its usual gap."""

NEAR_SHARE = mpf("0.02")
"""The same for the gap as a share of both sides, which tells where both vanish together."""

STRICT_SHARE = mpf(10) ** -6
"""How near a strict inequality may come to equality, as a share of its sides."""

APART = mpf(10) ** -6
"""How far apart symbols are that are almost equal, as a share of their values."""

ATTACK_STARTS = 8

ATTACK_STEPS = 40


def try_inequality(step: Step, trial: Trial) -> StepEvidence:
    """Return the evidence for an inequality, or raise DoubtError."""
    low, high = step.left, step.right
    if step.relation in (r"\ge", ">"):
        low, high = high, low
    strict = step.relation in ("<", ">")

    def gap_at(sample: Sample, at: int | None = None) -> _Gap | None:
        smaller, first = trial.exactly(low, sample, at)
        larger, second = trial.exactly(high, sample, at)
        for value in (smaller, larger):
            if not is_number(plain(value)) and not isinstance(value, Undefined):
                raise step.error(f"{described(value)} in an inequality")
        if isinstance(smaller, Undefined) or isinstance(larger, Undefined):
            return None
        rough = first.rough or second.rough
        return _Gap(sample, mpf(plain(smaller)), mpf(plain(larger)), rough, (first, second))

    gaps = [
        gap for at, sample in enumerate(trial.samples) if (gap := gap_at(sample, at)) is not None
    ]
    if not gaps:
        raise step.error("the sides have no value at any point that was tried")
    for gap in gaps:
        _refuse_violation(step, gap, strict)
    found = list(_attack(step, trial, gaps, gap_at))
    if strict:
        found += [gap for sample in _border_samples(trial) if (gap := gap_at(sample)) is not None]
    for gap in found:
        _refuse_violation(step, gap, strict)
    if strict and all(mp.isinf(gap.width) for gap in gaps):
        return _evidence(step, trial, [*gaps, *found], "the other side is finite")
    if strict:
        _refuse_reached_equality(step, trial, [*gaps, *found])
    largest = max(gap.width for gap in gaps)
    if largest <= EXACT * max(gap.size for gap in gaps):
        raise step.error("the two sides are always equal: write = instead")
    usual = sorted(gap.width for gap in gaps)[len(gaps) // 2] or largest
    nearest = min([*gaps, *found], key=lambda gap: gap.width)
    is_near = nearest.width <= NEAR * usual
    if not is_near and not trial.loose:
        what = "true, but never close to equality (the option 'loose' allows it)"
        raise step.error(what, nearest.example(step), cause=Cause.LOOSE)
    _refuse_slack_constant(step, trial, [*gaps, *found])
    if trial.equality is not None:
        _try_equality_case(step, trial, gap_at)
    case = relation_words(trial.equality) if trial.equality is not None else None
    remark = f"equality at {case}" if case else "comes close to equality"
    return _evidence(step, trial, [*gaps, *found], remark if is_near else "")


def _evidence(step: Step, trial: Trial, gaps: Sequence[_Gap], remark: str) -> StepEvidence:
    conventions = {name for gap in gaps for note in gap.notes for name in note.conventions}
    return StepEvidence(
        left=source_of(step, step.left),
        right=source_of(step, step.right),
        relation=step.relation,
        kind=Kind.INEQUALITY,
        samples=len(gaps),
        conventions=tuple(sorted(conventions)),
        example=example_of(step, trial),
        remarks=(remark,) if remark else (),
    )


@dataclass(frozen=True)
class _Gap:
    """Both sides of an inequality at one point."""

    sample: Sample
    smaller: mpf
    larger: mpf
    rough: bool
    notes: tuple[Notes, Notes]

    @property
    def width(self) -> mpf:
        """The gap; infinities are equal to themselves."""
        return self.larger - self.smaller if self.larger != self.smaller else mpf(0)

    @property
    def size(self) -> mpf:
        return max(abs(self.larger), abs(self.smaller))

    @property
    def share(self) -> mpf:
        """The gap in comparison with both sides: small sides do not make it look small."""
        total = abs(self.larger) + abs(self.smaller)
        if mp.isinf(total):
            return mp.sign(self.width)
        return self.width / total if total else mpf(0)

    def example(self, step: Step) -> Example:
        left, right = self.smaller, self.larger
        if step.relation in (r"\ge", ">"):
            left, right = right, left
        return example_at(self.sample, left=left, right=right)


def _refuse_slack_constant(step: Step, trial: Trial, gaps: Sequence[_Gap]) -> None:
    """Refuse an inequality whose sides only come close because both vanish, as 0 does to 0."""
    sides = [[gap.smaller for gap in gaps], [gap.larger for gap in gaps]]
    against_zero = any(all(abs(value) <= TINY for value in side) for side in sides)
    if trial.loose or against_zero or any(gap.rough for gap in gaps):
        return
    nearest = min((gap for gap in gaps if gap.size), key=lambda gap: gap.share)
    if nearest.share > NEAR_SHARE:
        ratio = (nearest.larger + nearest.smaller) / 2 / max(nearest.size, TINY)
        most = mp.nstr(100 * (2 * ratio - 1), 3)
        reasons = [f"one side is never more than {most} % of the other"]
        what = "true, but close to equality only where both sides vanish (a better constant holds?)"
        raise step.error(what, nearest.example(step), reasons, cause=Cause.LOOSE)


def _refuse_violation(step: Step, gap: _Gap, strict: bool) -> None:
    allowed = -SNIPPET * max(gap.size, 1) if gap.rough else -EXACT * gap.size - TINY
    least = SNIPPET * gap.size if gap.rough else mpf(0)
    if mp.isinf(gap.width):
        allowed = mpf(0)
    if gap.width < allowed or (strict and gap.width <= least):
        raise step.fails(gap.example(step))


def _refuse_reached_equality(step: Step, trial: Trial, gaps: Sequence[_Gap]) -> None:
    """Refuse < where ≤ belongs: equality may be reached at a point that no float is."""
    if trial.equality is not None:
        words = relation_words(trial.equality)
        raise step.error(f"'{step.relation}' contradicts the equality at {words}")
    nearest = min(gaps, key=lambda gap: gap.share)
    if nearest.share < STRICT_SHARE and not trial.loose:
        loose = {"<": r"\le", ">": r"\ge"}[step.relation]
        what = f"comes as close to equality as one likes: write {loose}"
        raise step.error(what, nearest.example(step))


def _border_samples(trial: Trial) -> Iterator[Sample]:
    """Yield points at which distributions are equal, uniform, or certain of other outcomes."""
    for sample in trial.samples[:ATTACK_STARTS]:
        laws = [
            name
            for name in sorted(trial.names)
            if isinstance(domain := trial.scope.domain(name), Pmf) and len(domain.sorts) == 1
        ]
        if not laws:
            return
        count = len(sample.values[laws[0]].entries)
        same = dict.fromkeys(laws, sample.values[laws[0]].entries)
        uniform = {name: np.full(count, mpf(1) / count, dtype=object) for name in laws}
        certain = {name: _certain(at % count, count) for at, name in enumerate(laws)}
        for entries in (same, uniform, certain):
            if all(len(sample.values[name].entries) == count for name in laws):
                yield _with_laws(sample, entries, trial.scope)


def _certain(at: int, count: int) -> Value:
    return np.array([mpf(at == other) for other in range(count)], dtype=object)


def _with_laws(sample: Sample, entries: dict[str, Value], scope: Scope) -> Sample:
    """Return a sample with other laws, and with the random variables that follow them."""
    values = dict(sample.values)
    for name, numbers in entries.items():
        law = Law(numbers, values[name].sorts)
        values[name] = law
        for other in values:
            domain = scope.domain(other)
            if isinstance(domain, Variable) and domain.law == name:
                values[other] = RandomVariable(other, law)
    return Sample(values)


def _attack(
    step: Step,
    trial: Trial,
    gaps: Sequence[_Gap],
    gap_at: Callable[[Sample], _Gap | None],
) -> Iterator[_Gap]:
    """Search for a violation: small steps that narrow the gap, as it is and as a share.

    A constant that is too large shows near equality only, where both sides vanish alike: there
    the gap is small in any case, but its share of the sides is not.
    """
    generator = random.Random(f"{trial.seed} attack {step.number}")
    measures: list[Callable[[_Gap], mpf]] = [lambda gap: gap.width, lambda gap: gap.share]
    for measure in measures:
        starts = [*sorted(gaps, key=measure)[: ATTACK_STARTS // 2]]
        for sample in _twin_samples(trial, generator):
            gap = gap_at(sample)
            if gap is not None:
                starts.append(gap)
        for start in starts[:ATTACK_STARTS]:
            best, scale = start, 0.3
            for _ in range(ATTACK_STEPS):
                try:
                    gap = gap_at(nearby(best.sample, trial.names, trial.scope, generator, scale))
                except FormulaError:
                    gap = None
                if (
                    gap is not None
                    and not (gap.rough and measure is measures[1])
                    and (measure(gap) < measure(best))
                ):
                    best, scale = gap, min(scale * 2, 1.0)
                    if best.width < -EXACT * best.size - TINY:
                        break
                else:
                    scale *= 0.6
            yield best


def _twin_samples(trial: Trial, generator: random.Random) -> Iterator[Sample]:
    """Yield points at which two symbols of the same kind are almost equal."""
    for _ in range(4):
        try:
            sample = draw(trial.names, trial.scope, generator, edges=False)
        except DomainError:
            return
        alike: dict[object, list[str]] = {}
        for name in sorted(trial.names):
            domain = trial.scope.domain(name)
            shape = np.shape(plain_entries(sample.values[name]))
            if shape or not isinstance(domain, Index):
                key = type(domain), getattr(domain, "sorts", None), shape
                alike.setdefault(key, []).append(name)
        for names in alike.values():
            if len(names) >= 2:
                first, kept = (sample.values[name] for name in names[:2])
                mixed = plain_entries(first) * (1 - APART) + plain_entries(kept) * APART
                moved = Law(mixed, kept.sorts) if isinstance(kept, Law) else mixed
                if not isinstance(kept, int | At):
                    yield sample.with_value(names[1], moved)


def plain_entries(value: Value) -> Value:
    """Return the numbers of a value that is not a random variable."""
    return value.entries if isinstance(value, Law) else value


def _try_equality_case(step: Step, trial: Trial, gap_at: Callable[[Sample], _Gap | None]) -> None:
    assert trial.equality is not None
    for sample in trial.samples:
        equal = assigned(sample, trial.equality, trial)
        gap = gap_at(equal)
        if gap is None:
            continue
        allowed = (SNIPPET if gap.rough else EXACT) * max(gap.size, 1)
        if abs(gap.width) > allowed:
            words = relation_words(trial.equality)
            raise step.error(f"no equality at {words}", gap.example(step))
