"""The way of the argument: which formula rests on which.

A formula rests on another that the checker has put in the place of code, on the first that says
what a function is of which it speaks, and on those that the sentence before it names. The last two
are left out where they would lead back: an argument has no circle.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Claim:
    """A formula with its place on the site, and by name what it has to do with others.

    ``stand_ins`` are the formulas that were computed with in the place of code, ``defines`` and
    ``speaks_of`` functions, ``named`` the formulas in the sentence before it.
    """

    name: str
    uri: str
    title: str
    number: int
    stand_ins: tuple[str, ...] = ()
    defines: tuple[str, ...] = ()
    speaks_of: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


def grounds(claims: Sequence[Claim]) -> dict[str, tuple[str, ...]]:
    """Return what each formula rests on, both in the order of the claims."""
    first = _first_to_define(claims)
    defining = {claim.name: frozenset(claim.defines) for claim in claims}
    rests: dict[str, set[str]] = {claim.name: set() for claim in claims}
    for reasons in (_by_stand_ins, _by_definition, _by_name):
        for claim in claims:
            for other in reasons(claim, first, defining):
                if other in rests and not _leads_to(other, claim.name, rests):
                    rests[claim.name].add(other)
    places = {claim.name: place for place, claim in enumerate(claims)}
    return {name: tuple(sorted(others, key=places.__getitem__)) for name, others in rests.items()}


def resting_on(rests: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """Return what rests on each formula, in the order of the formulas."""
    return {
        name: tuple(other for other, grounds_of in rests.items() if name in grounds_of)
        for name in rests
    }


def _first_to_define(claims: Iterable[Claim]) -> dict[str, str]:
    found: dict[str, str] = {}
    for claim in claims:
        for function in claim.defines:
            found.setdefault(function, claim.name)
    return found


_Defining = Mapping[str, frozenset[str]]


def _by_stand_ins(claim: Claim, _: Mapping[str, str], __: _Defining) -> Iterator[str]:
    yield from claim.stand_ins


def _by_definition(claim: Claim, first: Mapping[str, str], defining: _Defining) -> Iterator[str]:
    """Yield the first formula that defines each function, unless another stood in for it."""
    stood_in = {f for name in claim.stand_ins for f in defining.get(name, ())}
    for function in claim.speaks_of:
        if function in first and function not in stood_in:
            yield first[function]


def _by_name(claim: Claim, _: Mapping[str, str], __: _Defining) -> Iterator[str]:
    yield from claim.named


def _leads_to(start: str, end: str, rests: Mapping[str, Iterable[str]]) -> bool:
    """Tell whether one formula rests on another, over others or itself."""
    seen, waiting = set[str](), [start]
    while waiting:
        name = waiting.pop()
        if name == end:
            return True
        if name not in seen:
            seen.add(name)
            waiting += rests[name]
    return False
