"""Says in words how two sides differ that should be equal: by a sign, a factor, a term.

What is said holds at all points that were tried, not only at the one that is shown.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

import numpy as np
from mpmath import mp, mpf

from ..evaluation.domains import Sample
from ..evaluation.values import Law, Row, Undefined, Value, first_undefined, plain
from ..language.names import readable
from ..language.tree import Add, Brace, Neg, Node, Sub

Pair = tuple[Sample, Value, Value]
"""Both sides of a step at one point."""

FEWEST = 3
"""At how many points the same has to be seen."""

_BASES = {"e": mpf(1), "2": mp.log(2), "10": mp.log(10)}
_HARMLESS = mpf(10) ** -12
"""What rounding in float64 may leave of a difference that vanishes."""


@dataclass(frozen=True)
class TwoNumbers:
    """Two numbers that should be equal, from one point; of arrays each entry is one."""

    sample: Sample
    left: mpf
    right: mpf

    @property
    def ratio(self) -> mpf:
        """How often the right number is contained in the left one."""
        return self.left / self.right


def diagnosis(pairs: Sequence[Pair]) -> str | None:
    """Return in words how two sides differ, if they do so in the same way at all points."""
    numbers = [number for pair in pairs for number in _numbers(*pair)]
    if len(numbers) < FEWEST or all(_close(n.left, n.right) for n in numbers):
        return _undefined(pairs)
    usable = [number for number in numbers if number.left != 0 and number.right != 0]
    vanish_together = all((n.left == 0) == (n.right == 0) for n in numbers)
    words = _by_a_factor(usable) if vanish_together and len(usable) >= FEWEST else None
    if words is None and all(_close(n.left + n.right, 1) for n in numbers):
        words = "one side is always 1 minus the other"
    if words is None and len(usable) >= FEWEST and all(_close(n.left * n.right, 1) for n in usable):
        words = "one side is always 1 divided by the other"
    gaps = [n.left - n.right for n in numbers]
    if words is None and all(_close(gap, gaps[0]) for gap in gaps):
        words = f"the two sides always differ by the same number, {_short(abs(gaps[0]))}"
    return words


def _short(number: mpf) -> str:
    return str(mp.nstr(number, 6)).removesuffix(".0")


def _numbers(sample: Sample, left: Value, right: Value) -> Iterator[TwoNumbers]:
    left, right = (_entries(side) for side in (left, right))
    if len(left) == len(right):
        for a, b in zip(left, right, strict=True):
            if _is_number(a) and _is_number(b):
                yield TwoNumbers(sample, mpf(a), mpf(b))


def _entries(value: Value) -> list[Value]:
    value = plain(value)
    value = value.entries if isinstance(value, Row | Law) else value
    return list(value.flat) if isinstance(value, np.ndarray) else [value]


def _undefined(pairs: Sequence[Pair]) -> str | None:
    """Say that only one side has a value, where that is the difference."""
    for at, side, other in ((1, "left", "right"), (2, "right", "left")):
        reasons = [first_undefined(pair[at]) for pair in pairs if not first_undefined(pair[3 - at])]
        found = [reason.reason for reason in reasons if isinstance(reason, Undefined)]
        if len(found) == len(pairs):
            return f"the {side} side is undefined at every point ({found[0]}), the {other} is not"
        if found:
            return (
                f"where both sides have a value they agree, but at {len(found)} of {len(pairs)} "
                f"points the {side} side is undefined ({found[0]}) and the {other} side is not"
            )
    return None


def _by_a_factor(numbers: Sequence[TwoNumbers]) -> str | None:
    if all(_close(number.ratio, -1) for number in numbers):
        return "the two sides always differ by their sign"
    for size in sorted({name for number in numbers for name in _sizes(number.sample)}):
        counts = [number.sample.values.get(size, 1) for number in numbers]
        if len(set(counts)) < 2 or 0 in counts:
            continue
        for power in (1, -1):
            shares = [n.ratio / mpf(k) ** power for n, k in zip(numbers, counts, strict=True)]
            if all(_close(share, shares[0]) for share in shares):
                words = _factor_with(readable(size), power, shares[0])
                if words:
                    return words
    first = numbers[0].ratio
    if all(_close(number.ratio, first) for number in numbers):
        return f"the two sides always differ by {_factor(first)}"
    return None


def _factor_with(size: str, power: int, share: mpf) -> str | None:
    """Say that one side is 2/N or the like times the other."""
    fraction = _simple(abs(share))
    if fraction is None:
        return None
    over, under = (fraction.numerator, fraction.denominator)
    sign = " and the sign" if share < 0 else ""
    if (over, under) == (1, 1):
        larger, smaller = ("left", "right") if power == 1 else ("right", "left")
        return (
            f"the two sides always differ by a factor {size}{sign}: "
            f"the {larger} side is {size} times the {smaller} one"
        )
    above = f"{over}{size}" if power == 1 and over > 1 else size if power == 1 else str(over)
    below = str(under) if power == 1 else f"{under}{size}" if under > 1 else size
    factor = (
        above if below == "1" else f"{above}/{below}" if len(below) == 1 else f"{above}/({below})"
    )
    return (
        f"the two sides always differ by a factor{sign}: "
        f"the left side is {factor} times the right one"
    )


def _sizes(sample: Sample) -> list[str]:
    return [
        name
        for name, value in sample.values.items()
        if isinstance(value, int) and not name.startswith("\\")
    ]


def _factor(ratio: mpf) -> str:
    size = abs(ratio)
    sign = "" if ratio > 0 else " and the sign"
    for (one, first), (other, second) in combinations(_BASES.items(), 2):
        base = first / second
        if _close(size, base) or _close(size, 1 / base):
            number = mp.nstr(second / first, 5)
            of = f"log {other}" if one == "e" else f"log {other} / log {one}"
            return (
                f"the base of a logarithm{sign}: the factor is {of} = {number}, "
                f"one side has base {one} and the other base {other}"
            )
    size = size if size > 1 else 1 / size
    if _close(size, mp.pi) or _close(size, 2 * mp.pi):
        return ("a factor π" if _close(size, mp.pi) else "a factor 2π") + sign
    fraction = _simple(size)
    if fraction is not None:
        larger = "left" if abs(ratio) > 1 else "right"
        return f"a factor {fraction}{sign}: the {larger} side is the larger one"
    return f"the same factor, {mp.nstr(ratio, 6)}"


def _simple(number: mpf) -> Fraction | None:
    if number > mpf(10) ** 6:
        return None
    fraction = Fraction(float(number)).limit_denominator(60)
    near = mpf(fraction.numerator) / fraction.denominator
    return fraction if fraction and _close(number, near) else None


# What a change of one side would mend.


def wrong_term(
    side: Node, sign: int, pairs: Sequence[Pair], value_of: Callable[[Node, Sample], Value]
) -> tuple[Node, str] | None:
    """Return the term of a side that alone makes the difference, and what is wrong with it.

    ``sign`` is 1 for the left side and −1 for the right one.
    """
    for term in _terms(side):
        shares = []
        for pair in pairs:
            found = _shares(term, sign, pair, value_of)
            if found is None:
                break
            shares += found
        else:
            if len(shares) >= FEWEST and all(_close(share, shares[0]) for share in shares):
                words = _term_words(abs(shares[0]))
                if words is not None:
                    return term, words
    return None


def _shares(
    term: Node, sign: int, pair: Pair, value_of: Callable[[Node, Sample], Value]
) -> list[mpf] | None:
    """Return how many times a term makes the difference; None where it cannot be the reason."""
    terms, wholes = _entries(value_of(term, pair[0])), list(_numbers(*pair))
    if len(terms) != len(wholes):
        return None
    shares = []
    for number, whole in zip(terms, wholes, strict=True):
        gap = sign * (whole.left - whole.right)
        noise = _HARMLESS * max(abs(whole.left), abs(whole.right), 1)
        if not _is_number(number):
            return None
        if abs(number) > noise:
            shares.append(gap / number)
        elif abs(gap) > noise:
            return None
    return shares


def _term_words(share: mpf) -> str | None:
    """Say what is wrong with a term, if the side is too large by so many times of it."""
    if _close(share, 2):
        return "the sign of this term is wrong"
    fraction = _simple(share)
    if fraction is None or fraction == 1:
        return None
    right = 1 - fraction
    return f"the sides agree with {right} times this term" if right > 0 else None


def _terms(side: Node) -> Iterator[Node]:
    """Yield the terms of a sum: what stands between its signs, in brackets too."""
    match side:
        case Add(left=left, right=right) | Sub(left=left, right=right):
            yield from _terms(left)
            yield from _terms(right)
        case Neg(body=body) | Brace(body=body):
            yield from _terms(body)
        case _:
            yield side


def exchanged(
    names: Sequence[str], pairs: Sequence[Pair], right_at: Callable[[Sample], Value]
) -> tuple[str, str] | None:
    """Return two symbols that make the sides equal when they change places on the right."""
    if len(pairs) < FEWEST:
        return None
    for one, other in combinations(names, 2):
        agree = [_agree_exchanged(one, other, pair, right_at) for pair in pairs]
        if False not in agree and agree.count(True) >= FEWEST:
            return one, other
    return None


def _agree_exchanged(
    one: str, other: str, pair: Pair, right_at: Callable[[Sample], Value]
) -> bool | None:
    """Tell whether the sides agree with two symbols exchanged; None where one has no value."""
    sample, left, _ = pair
    values = sample.values
    if not _are_alike(values[one], values[other]):
        return False
    swapped = Sample(values | {one: values[other], other: values[one]})
    numbers = list(_numbers(sample, left, right_at(swapped)))
    return all(_close(n.left, n.right) for n in numbers) if numbers else None


def _are_alike(one: Value, other: Value) -> bool:
    if isinstance(one, Law) and isinstance(other, Law):
        return one.sorts == other.sorts
    return type(one) is type(other) and np.shape(one) == np.shape(other)


def _is_number(value: Value) -> bool:
    return isinstance(value, int | mpf) and not isinstance(value, bool) and bool(mp.isfinite(value))


def _close(left: mpf, right: Value) -> bool:
    return bool(abs(left - right) <= mpf(10) ** -8 * max(abs(left), abs(mpf(right))))
