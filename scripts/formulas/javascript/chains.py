"""A whole chain for the numbers of a reader: its free symbols, and a function for each side."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from unicodedata import normalize

import numpy as np
from mpmath import mp

from ..evaluation.domains import Sample, draws
from ..evaluation.values import DIGITS, Law, RandomVariable, Value
from ..language import notation, tree
from ..language.names import python_name, readable
from .emitter import Emitted
from .scripts import Asked, ScriptError, Scripts

AT_NO_EDGE = 14
"""The number of the first point that is drawn at no edge; see `draws`."""

_DERIVATIVES = (tree.Deriv, tree.Prime, tree.Grad, tree.Lim)
_MATH = re.compile(r"\$(.*?)\$")


@dataclass(frozen=True)
class Symbol:
    """A number or a list of numbers that a reader chooses, and what it may be, in words."""

    name: str
    shown: str
    words: str
    kind: str
    low: float | None
    high: float | None
    closed: tuple[bool, bool]
    shape: tuple[int, ...]
    start: Any


@dataclass(frozen=True)
class Chain:
    """The symbols, the sizes that are fixed, and the function of each side, where it has one."""

    symbols: tuple[Symbol, ...]
    fixed: tuple[tuple[str, int], ...]
    sides: tuple[Emitted | None, ...]
    tex: tuple[str, ...]


def chain_of(scripts: Scripts, name: str, sizes: tuple[tuple[str, int], ...]) -> Chain:
    """Return a formula for the numbers of readers; derivatives stand in it without a value.

    Raises:
        ScriptError: a side has no script, or gives something else than the formula.
    """
    if name not in scripts.written:
        raise ScriptError(f"there is no formula {name} that is checked")
    sides: list[Emitted | None] = []
    for number, side in enumerate(scripts.sides(name)):
        if any(isinstance(node, _DERIVATIVES) for node in tree.walk(side)):
            sides.append(None)
        else:
            sides.append(scripts.script(Asked(name, number, sizes)).emitted)
    if sum(side is not None for side in sides) < 2:
        raise ScriptError(f"{name} has fewer than two sides that can be computed")
    used = {parameter for side in sides if side for parameter in side.parameters}
    scope, sample = scripts.written[name].scope, _start(scripts, name, dict(sizes))
    symbols = tuple(
        _symbol(key, value, scope)
        for key, value in sorted(sample.values.items())
        if python_name(key) in used and not isinstance(value, RandomVariable)
    )
    fixed = tuple(
        (readable(key), value)
        for key, value in sorted(sample.values.items())
        if isinstance(value, int)
        and (key in dict(sizes) or isinstance(scope.domain(key), notation.Index))
    )
    tex = scripts.written[name].tex
    sources = tuple(_on_one_line(tex[slice(*side.span)]) for side in scripts.sides(name))
    return Chain(symbols, fixed, tuple(sides), sources)


def _on_one_line(tex: str) -> str:
    """Return a side without the marks of lines; one of cases keeps them."""
    if r"\begin" not in tex:
        tex = tex.replace("&", " ").replace(r"\\", " ")
    return " ".join(tex.split())


def _start(scripts: Scripts, name: str, sizes: dict[str, int]) -> Sample:
    """Return a point with ordinary numbers."""
    with mp.workdps(DIGITS):
        trial = scripts.trial(name, sizes)
        return list(draws(trial.names, trial.scope, name, AT_NO_EDGE + 1, sizes))[AT_NO_EDGE]


def _symbol(name: str, value: Value, scope: notation.Scope) -> Symbol:
    domain = scope.domain(name)
    entries = value.entries if isinstance(value, Law) else value
    interval = domain if isinstance(domain, notation.Real) else None
    return Symbol(
        name=python_name(name),
        shown=normalize("NFC", readable(name)),
        words=_MATH.sub(_without_tex, domain.words if domain else ""),
        kind=type(domain).__name__.lower(),
        low=interval.low if interval else None,
        high=interval.high if interval else None,
        closed=(interval.low_closed, interval.high_closed) if interval else (True, True),
        shape=np.shape(entries),
        start=_rounded(entries, domain),
    )


def _without_tex(math: re.Match[str]) -> str:
    return readable(math[1].replace(r"\mathcal ", ""))


def _rounded(value: Value, domain: notation.Domain | None) -> Any:
    """Return short numbers; what sums to 1 still does."""
    if not isinstance(value, np.ndarray):
        return round(float(value), 2)
    if value.ndim > 1 and not isinstance(domain, notation.Pmf):
        return [_rounded(row, domain) for row in value]
    rounded = np.round(value.astype(float), 2)
    if isinstance(domain, notation.Pmf | notation.Simplex):
        rounded = np.maximum(rounded, 0.05)
        rounded.flat[np.argmax(rounded)] += 1 - rounded.sum()
    return np.round(rounded, 2).tolist()
