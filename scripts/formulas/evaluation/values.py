"""What a part of a formula can be worth: numbers, arrays of them, laws, and what is undefined."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from mpmath import mpf
from numpy.typing import NDArray

Array = NDArray[np.object_]

DIGITS = 40
"""Digits that formulas are evaluated with."""

MANY_DIGITS = 400
"""Digits of the second try, where two sides seem to differ."""


class MisfitError(Exception):
    """An operation that makes no sense for the values at hand."""


@dataclass(frozen=True)
class Undefined:
    """What has no value, such as log 0; it makes everything undefined that it is part of."""

    reason: str


@dataclass(frozen=True)
class At:
    """An outcome: a place, counted from 0, in a set of outcomes."""

    sort: str
    position: int


@dataclass(frozen=True)
class Row:
    """A transposed vector."""

    entries: Array


@dataclass(frozen=True)
class Law:
    """A probability mass function; each axis belongs to a set of outcomes."""

    entries: Array
    sorts: tuple[str, ...]


@dataclass(frozen=True)
class RandomVariable:
    """A random variable, known by its law."""

    name: str
    law: Law


Value = Any
"""A number (mpf, int or a SymPy expression), Array, Row, Law, RandomVariable, At or Undefined."""

Counts = Counter[str]
"""How often each convention, such as 0 log 0 = 0, was used."""


def is_number(value: Value) -> bool:
    """Tell whether a value is a single number with digits."""
    # Asked for each number of each sum: the kinds that nearly all have are looked at first.
    kind = type(value)
    return kind is mpf or kind is int or (kind is not bool and isinstance(value, int | mpf))


def plain(value: Value) -> Value:
    """Return a law as the array that it is."""
    if isinstance(value, RandomVariable):
        raise MisfitError(f"{value.name} is a random variable, not a number")
    return value.entries if isinstance(value, Law) else value


def described(value: Value) -> str:
    """Return what kind of thing a value is."""
    match value:
        case Row(entries=entries):
            return f"a row of {len(entries)}"
        case np.ndarray(shape=(length,)):
            return f"a vector of {length}"
        case np.ndarray(shape=shape):
            return f"a matrix of {' × '.join(map(str, shape))}"
        case Law():
            return "a distribution"
        case RandomVariable():
            return "a random variable"
        case At():
            return "an outcome"
        case Undefined(reason=reason):
            return f"undefined ({reason})"
    return "a number"


def transpose(value: Value) -> Value:
    """Return a vector as a row, a row as a vector, a matrix with its axes swapped."""
    if isinstance(value, Law | RandomVariable):
        raise MisfitError(f"{described(value)} cannot be transposed")
    if isinstance(value, Row):
        return value.entries
    if isinstance(value, np.ndarray):
        return Row(value) if value.ndim == 1 else value.T
    return value


def entries_of(value: Value) -> Iterator[Value]:
    """Yield all numbers of a value."""
    value = plain(value.entries if isinstance(value, Row) else value)
    if isinstance(value, np.ndarray):
        yield from value.flat
    else:
        yield value


def first_undefined(value: Value) -> Undefined | None:
    """Return what is undefined within a value, if anything is."""
    if isinstance(value, At | RandomVariable):
        return None
    return next((entry for entry in entries_of(value) if isinstance(entry, Undefined)), None)


def is_zero(value: Value) -> bool:
    """Tell whether all numbers of a value are 0."""
    if isinstance(value, At | RandomVariable):
        return False
    return all(is_number(entry) and entry == 0 for entry in entries_of(value))


def shape_of(value: Value) -> tuple[int, ...] | str:
    """Return the shape of a value; other things have the name of their kind."""
    value = value.entries if isinstance(value, Law) else value
    if isinstance(value, np.ndarray):
        shape: tuple[int, ...] = value.shape
        return shape
    return described(value) if isinstance(value, bool | Row | At | RandomVariable) else ()


def array_of(entries: list[Value]) -> Array:
    """Return a vector, or a matrix where the entries are vectors."""
    shapes = {shape_of(entry) for entry in entries}
    if len(shapes) > 1:
        raise MisfitError("entries of different shapes")
    if entries and isinstance(entries[0], np.ndarray):
        return np.stack(entries)
    array: Array = np.empty(len(entries), dtype=object)
    array[:] = entries
    return array
