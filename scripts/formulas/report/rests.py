"""Tells which doubts come from others: a false formula brings down those that build on it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
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
    # Nothing rests on a claim in a sentence: it stands in for no code.
    none: frozenset[Question] = frozenset()
    on = {
        name: frozenset(
            other
            for other in asked
            if other != name and not answers.get(other, none).isdisjoint(questions)
        )
        for name, questions in asked.items()
    }
    return {
        name: Resting(others, bool(others) and not any(name in on[other] for other in others))
        for name, others in on.items()
    }


def with_roots(
    doubts: Mapping[str, Doubt], roots: Mapping[str, Doubt], resting: Mapping[str, Resting]
) -> list[Doubt]:
    """Return doubts, those that are no roots with the roots that they rest on in the end."""

    def below(name: str, seen: frozenset[str]) -> Iterator[str]:
        if name in roots:
            yield name
        elif name not in seen:
            for other in sorted(resting[name].names):
                yield from below(other, seen | {name})

    def told(name: str) -> Doubt:
        found = dict.fromkeys(below(name, frozenset()))
        return replace(doubts[name], rests_on=tuple(roots[root] for root in found))

    return [roots[name] if name in roots else told(name) for name in doubts]
