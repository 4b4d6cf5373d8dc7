"""Says under which conditions a formula was tried, and with which values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mpmath import mpf

from ..evaluation.domains import Sample
from ..evaluation.values import Law, Value, entries_of, is_number
from ..language import tree
from ..language.names import readable
from ..language.notation import Index, Real, Scope, Size
from ..reading.documents import Written

_OPTIONS = {
    "support": "tried only where ${}$",
    "let": "tried with ${}$",
    "equality": "equality tried at ${}$",
    "covers": "tried for every ${}$ of its range: no gap between the cases",
    "stable": "tried in float64 too, as it is typed, up to ±1000",
    "loose": "the author says that the bound is loose",
}


def conditions_of(formula: Written, chain: tree.Chain) -> tuple[str, ...]:
    """Return what narrows a formula, in words: its options and what is said beside it."""
    options = sorted(formula.options.items())
    told = [_OPTIONS[key].format(value) for key, value in options if key in _OPTIONS]
    for number, one in enumerate(chain.formulas, start=1):
        conditions = () if "covers" in formula.options else one.conditions
        places = dict.fromkeys(condition.span for condition in conditions)
        what = f"formula {number} tried" if chain.others else "tried"
        told += [f"{what} only where ${formula.tex[slice(*span)]}$" for span in places]
    told += [f"nobody checked the words “{_bare(note)}”" for note in chain.notes]
    return tuple(told)


def _bare(note: str) -> str:
    return " ".join(note.split()).strip("() ")


def tried_with(samples: Sequence[Sample], names: frozenset[str], scope: Scope) -> tuple[str, ...]:
    """Return the sizes and the ranges of the numbers that a formula was tried with."""
    found: list[str] = []
    for name in sorted(names):
        values = [sample.values[name] for sample in samples if name in sample.values]
        match scope.domain(name):
            case Size():
                sizes = ", ".join(map(str, sorted(set(map(int, values)))))
                found.append(f"{readable(name)} = {sizes}")
            case Real() if numbers := sorted(_numbers(values)):
                ends = f"{_shown(numbers[0])} to {_shown(numbers[-1])}"
                found.append(f"{readable(name)} from {ends}")
            case Index() | None:
                pass
    return tuple(found)


def _numbers(values: Sequence[Value]) -> Iterator[mpf]:
    for value in values:
        inner = value.entries if isinstance(value, Law) else value
        yield from (entry for entry in entries_of(inner) if is_number(entry))


def _shown(number: mpf) -> str:
    """Return a number in three digits, with a sign as it is printed."""
    short = f"{float(number):.3g}"
    return short.replace("e-0", "e-").replace("-", "−")
