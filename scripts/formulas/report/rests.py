"""Tells which doubts come from others: a false formula brings down those that build on it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ..checks.doubts import Doubt
from ..evaluation.targets import targets_of
from ..evaluation.twins import Question
from ..reading.documents import Written


@dataclass(frozen=True)
class Resting:
    """The formulas in doubt that a formula puts questions to.

    ``is_one_way`` tells that none of them puts questions to it in turn: then it rests on them.
    """

    names: frozenset[str]
    is_one_way: bool


def resting_on(
    asked: Mapping[str, Collection[Question]], formulas: Iterable[Written]
) -> dict[str, Resting]:
    """Return for each formula in doubt the others in doubt whose definitions it may have used."""
    answers = {f.name: targets_of(f) for f in formulas if f.name in asked}
    on = {
        name: frozenset(
            other for other in asked if other != name and not answers[other].isdisjoint(questions)
        )
        for name, questions in asked.items()
    }
    return {
        name: Resting(others, bool(others) and not any(name in on[other] for other in others))
        for name, others in on.items()
    }


def in_words(doubts: Sequence[Doubt], resting: Mapping[str, Resting]) -> list[Doubt]:
    """Return the doubts, with the roots alone in the messages of those that rest on others."""
    roots = {doubt.name: doubt for doubt in doubts if not doubt.rests}

    def below(name: str, seen: frozenset[str]) -> Iterator[str]:
        if name in roots:
            yield name
        elif name not in seen:
            for other in sorted(resting[name].names):
                yield from below(other, seen | {name})

    return [
        _told(doubt, [roots[name] for name in dict.fromkeys(below(doubt.name, frozenset()))])
        if doubt.rests
        else doubt
        for doubt in doubts
    ]


def _told(doubt: Doubt, roots: Sequence[Doubt]) -> Doubt:
    """Return a doubt that says only on what it rests."""
    if not roots:
        return replace(doubt, rests=False)
    others = " and ".join(f"{root.name} ({root.file}:{root.line})" for root in roots)
    do = "does" if len(roots) == 1 else "do"
    what = f"rests on {others}, which {do} not hold: mend that first"
    return replace(doubt, message=f"{doubt.file}:{doubt.line}: {doubt.name}: {what}")
