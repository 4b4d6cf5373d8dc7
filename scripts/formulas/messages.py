"""A doubt about a formula, said so that an author can act on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from mpmath import mp, mpf

from scripts.formulas.documents import Written
from scripts.formulas.domains import World
from scripts.formulas.evidence import readable
from scripts.formulas.tokens import FormulaError, Span
from scripts.formulas.values import At, Law, RandomVariable, Row, Undefined, Value

RATIOS = {
    "2": 2, "3": 3, "4": 4, "log 2, the base of a logarithm": "log2",
    "log 10, the base of a logarithm": "log10", "2π": "2pi", "π": "pi",
}  # fmt: skip


@dataclass(frozen=True)
class Doubt:
    """Why a formula does not pass: a finished message, and its place for those who build on it."""

    name: str
    file: str
    line: int
    message: str
    span: Span
    step: int = 0

    def __str__(self) -> str:
        return self.message


class DoubtError(Exception):
    """A step does not hold, or cannot be tried; ``detail`` are the lines below the carets."""

    def __init__(self, what: str, span: Span, *, detail: Sequence[str] = (), step: int = 0) -> None:
        super().__init__(what)
        self.what = what
        self.span = span
        self.detail = tuple(detail)
        self.step = step


def doubt_about(formula: Written, error: DoubtError | FormulaError) -> Doubt:
    """Return the message: the place, the line with carets, the sample and the diagnosis."""
    what = error.message if isinstance(error, FormulaError) else error.what
    detail = error.detail if isinstance(error, DoubtError) else ()
    span = error.span
    if span == (0, 0):
        span = (0, len(formula.tex.partition("\n")[0]))
    lines = [f"{formula.file}:{_line(formula, span)}: {formula.name}: {what}"]
    lines += [f"    {line}" for line in _marked(formula.tex, span)]
    lines += [f"      {line}" for line in detail]
    step = error.step if isinstance(error, DoubtError) else 0
    return Doubt(
        formula.name, str(formula.file), _line(formula, span), "\n".join(lines), span, step
    )


def _line(formula: Written, span: Span) -> int:
    return formula.line + 1 + formula.tex.count("\n", 0, span[0])


def _marked(tex: str, span: Span) -> list[str]:
    """Return the line on which a span begins, and carets below the span."""
    start = tex.rfind("\n", 0, span[0]) + 1
    end = tex.find("\n", start)
    line = tex[start : end if end >= 0 else len(tex)]
    first = span[0] - start
    length = max(1, min(span[1] - start, len(line)) - first)
    return [line, " " * first + "^" * length]


def at_sample(world: World, left: Value, right: Value) -> str:
    """Return the values of the symbols and of both sides."""
    symbols = ", ".join(
        f"{readable(name)}={shown(value)}"
        for name, value in world.values.items()
        if not isinstance(value, RandomVariable) and not name.startswith("\\mathcal")
    )
    place = f"at {symbols}   " if symbols else ""
    return f"{place}left = {shown(left)}   right = {shown(right)}"


def shown(value: Value) -> str:
    """Return a value as a reader would write it."""
    match value:
        case bool() | int():
            return str(value)
        case mpf():
            return _number(value)
        case Undefined(reason=reason):
            return f"undefined ({reason})"
        case At(position=position):
            return f"outcome {position + 1}"
        case Row(entries=entries) | Law(entries=entries):
            return shown(entries)
        case np.ndarray(ndim=0):
            return shown(value.item())
        case np.ndarray():
            return f"[{', '.join(shown(entry) for entry in value)}]"
        case RandomVariable(name=name):
            return readable(name)
    return str(value)


def _number(value: mpf) -> str:
    if value == int(value) and abs(value) < 10**6:
        return str(int(value))
    short = str(mp.nstr(value, 5))
    return short if mpf(short) != int(mpf(short)) or value == 0 else str(mp.nstr(value, 12))


def diagnosis(pairs: Sequence[tuple[World, Value, Value]]) -> str | None:
    """Return in words how two sides differ, if they do so in the same way at all points."""
    numbers = [(w, a, b) for w, a, b in pairs if _is_number(a) and _is_number(b)]
    usable = [(w, mpf(a), mpf(b)) for w, a, b in numbers if b != 0 and a != 0]
    if len(usable) < 3:
        return None
    ratios = [(world, left / right) for world, left, right in usable]
    if all(_close(ratio, -1) for _, ratio in ratios):
        return "the two sides always differ by their sign"
    for size in sorted({name for world, _ in ratios for name in _sizes(world)}):
        values = [(ratio, world.values.get(size, 1)) for world, ratio in ratios]
        if len({count for _, count in values}) < 2:
            continue
        for sign, words in ((1, ""), (-1, " and the sign")):
            if all(_close(ratio, sign * count) for ratio, count in values) or all(
                _close(ratio * count, sign) for ratio, count in values
            ):
                return f"the two sides always differ by a factor {readable(size)}{words}"
    first = ratios[0][1]
    if all(_close(ratio, first) for _, ratio in ratios):
        return f"the two sides always differ by {_factor(first)}"
    gaps = [left - right for _, left, right in usable]
    if all(_close(gap, gaps[0]) for gap in gaps):
        return f"the two sides always differ by the same number, {mp.nstr(abs(gaps[0]), 6)}"
    return None


def _sizes(world: World) -> list[str]:
    return [
        name
        for name, value in world.values.items()
        if isinstance(value, int) and not name.startswith("\\")
    ]


def _factor(ratio: mpf) -> str:
    size = abs(ratio) if abs(ratio) > 1 else 1 / abs(ratio)
    sign = "" if ratio > 0 else " and the sign"
    named = {"the base of a logarithm (2)": mp.log(2), "the base of a logarithm (10)": mp.log(10)}
    for words, number in named.items():
        if _close(size, number) or _close(size, 1 / number):
            return words + sign
    if _close(size, mp.pi) or _close(size, 2 * mp.pi):
        return ("a factor π" if _close(size, mp.pi) else "a factor 2π") + sign
    fraction = Fraction(float(size)).limit_denominator(60)
    if _close(size, mpf(fraction.numerator) / fraction.denominator):
        return f"a factor {fraction}{sign}"
    return f"the same factor, {mp.nstr(ratio, 6)}"


def _is_number(value: Value) -> bool:
    return isinstance(value, int | mpf) and not isinstance(value, bool)


def _close(left: mpf, right: Value) -> bool:
    return bool(abs(left - right) <= mpf(10) ** -8 * max(abs(left), abs(mpf(right))))
