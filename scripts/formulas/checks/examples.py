"""Writes values as a reader would."""

from __future__ import annotations

import numpy as np
from mpmath import mp, mpf

from ..evaluation.domains import Sample
from ..evaluation.values import At, Law, RandomVariable, Row, Undefined, Value
from ..language.names import readable
from .evidence import Example


def example_at(sample: Sample, /, **sides: Value) -> Example:
    """Return a point with the values of the symbols and of what has a name there."""
    symbols = tuple(
        (readable(name), shown(value))
        for name, value in sample.values.items()
        if not isinstance(value, RandomVariable) and not name.startswith("\\mathcal")
    )
    return Example(symbols, tuple((name, shown(value)) for name, value in sides.items()))


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
    if mp.isinf(value):
        return "∞" if value > 0 else "−∞"
    if value == int(value) and abs(value) < 10**6:
        return str(int(value))
    short = str(mp.nstr(value, 5))
    return short if mpf(short) != int(mpf(short)) or value == 0 else str(mp.nstr(value, 12))
