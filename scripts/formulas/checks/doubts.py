"""A doubt about a formula, said so that an author can act on it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from mpmath import mp, mpf

from ..evaluation.domains import Sample
from ..evaluation.values import At, Law, RandomVariable, Row, Undefined, Value
from ..language.tokens import FormulaError, Span
from ..reading.documents import Written
from .evidence import readable


@dataclass(frozen=True)
class Doubt:
    """Why a formula does not pass: a finished message, and its place for those who build on it.

    ``rests`` tells that another formula is to blame.
    """

    name: str
    file: str
    line: int
    message: str
    span: Span
    step: int = 0
    rests: bool = False

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


def at_sample(sample: Sample, left: Value, right: Value) -> str:
    """Return the values of the symbols and of both sides."""
    symbols = ", ".join(
        f"{readable(name)}={shown(value)}"
        for name, value in sample.values.items()
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
