"""Tries an inequality where it might be weakest, and whether it could be sharper."""

from __future__ import annotations

from collections.abc import Sequence

from mpmath import mp, mpf

from .doubts import Cause
from .evidence import Kind, StepEvidence
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
from .weakest import Bound, Gap, Search

NEAR = mpf(10) ** -3
"""How near to equality an inequality has to come somewhere, in comparison with its usual gap."""

NEAR_SHARE = mpf("0.02")
"""The same for the gap as a share of both sides, which tells where both vanish together."""


def try_inequality(step: Step, trial: Trial) -> StepEvidence:
    """Return the evidence for an inequality, or raise DoubtError."""
    bound = Bound(step, trial)
    gaps = [
        gap
        for at, sample in enumerate(trial.samples)
        if (gap := bound.gap_at(sample, at)) is not None
    ]
    if not gaps:
        raise step.error("the sides have no value at any point that was tried")
    for gap in gaps:
        _refuse_violation(step, gap, bound.strict)
    search = Search(bound)
    found = search.weakest(gaps)
    for gap in found:
        # Where a side comes from float64, equality is no more than rounding.
        _refuse_violation(step, gap, bound.strict and not gap.rough)
    tried = [*gaps, *found]
    skipped = len(trial.samples) - len(gaps)
    if bound.strict and all(mp.isinf(gap.width) for gap in gaps):
        return _evidence(step, trial, tried, skipped, "the other side is finite")
    largest = max(gap.width for gap in gaps)
    if largest <= EXACT * max(gap.size for gap in gaps):
        raise step.error("the two sides are always equal: write = instead")
    usual = sorted(gap.width for gap in gaps)[len(gaps) // 2] or largest
    nearest = min(tried, key=lambda gap: gap.width)
    is_near = nearest.width <= NEAR * usual
    if bound.strict:
        _refuse_reached_equality(step, trial, tried, usual, search)
    if not is_near and not trial.loose:
        what = "true, but never close to equality (the option 'loose' allows it)"
        raise step.error(what, nearest.example(step), cause=Cause.LOOSE)
    _refuse_slack_constant(step, trial, tried)
    if trial.equality is not None:
        _try_equality_case(step, trial, bound)
    case = relation_words(trial.equality) if trial.equality is not None else None
    remark = f"equality at {case}" if case else "comes close to equality"
    return _evidence(step, trial, tried, skipped, remark if is_near else "")


def _evidence(
    step: Step, trial: Trial, gaps: Sequence[Gap], skipped: int, remark: str
) -> StepEvidence:
    conventions = {name for gap in gaps for name in gap.conventions}
    return StepEvidence(
        left=source_of(step, step.left),
        right=source_of(step, step.right),
        relation=step.relation,
        kind=Kind.INEQUALITY,
        samples=len(gaps),
        skipped=skipped,
        conventions=tuple(sorted(conventions)),
        example=example_of(step, trial),
        remarks=(remark,) if remark else (),
    )


def _refuse_slack_constant(step: Step, trial: Trial, gaps: Sequence[Gap]) -> None:
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


def _refuse_violation(step: Step, gap: Gap, strict: bool) -> None:
    allowed = -SNIPPET * max(gap.size, 1) if gap.rough else -EXACT * gap.size - TINY
    least = SNIPPET * gap.size if gap.rough else mpf(0)
    if mp.isinf(gap.width):
        allowed = mpf(0)
    if gap.width < allowed or (strict and gap.width <= least):
        raise step.fails(gap.example(step))


def _refuse_reached_equality(
    step: Step, trial: Trial, gaps: Sequence[Gap], usual: mpf, search: Search
) -> None:
    """Refuse < where ≤ belongs: equality may be reached at a point that no float is."""
    if trial.equality is not None:
        words = relation_words(trial.equality)
        raise step.error(f"'{step.relation}' contradicts the equality at {words}")
    gaps = [gap for gap in gaps if not search.is_excluded(gap.sample)]
    if not gaps:
        return
    by_width = min(gaps, key=lambda gap: gap.width)
    by_share = min(gaps, key=lambda gap: gap.share)
    near = [by_width] if by_width.width <= NEAR * usual else []
    near += [by_share] if by_share.share <= NEAR else []
    for nearest in near:
        if search.is_reached(nearest):
            loose = {"<": r"\le", ">": r"\ge"}[step.relation]
            what = f"the sides are equal near here: write {loose}"
            raise step.error(what, nearest.example(step))


def _try_equality_case(step: Step, trial: Trial, bound: Bound) -> None:
    assert trial.equality is not None
    for sample in trial.samples:
        equal = assigned(sample, trial.equality, trial)
        gap = bound.gap_at(equal)
        if gap is None:
            continue
        allowed = (SNIPPET if gap.rough else EXACT) * max(gap.size, 1)
        if abs(gap.width) > allowed:
            words = relation_words(trial.equality)
            raise step.error(f"no equality at {words}", gap.example(step))
