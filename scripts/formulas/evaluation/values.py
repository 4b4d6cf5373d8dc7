"""Numbers of many digits, arrays of them, and what is undefined.

Arithmetic here is strict: shapes have to fit as they do on paper, and nothing is stretched.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from mpmath import mp, mpf
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
"""mpf or int, Array, Row, Law, RandomVariable, At or Undefined; bool where a relation is."""

Counts = Counter[str]
"""How often each convention, such as 0 log 0 = 0, was used."""

_VANISH_WITH_ZERO = {
    "log 0": "0 log 0 = 0",
    "0/0": "0 log(0/0) = 0",
    "infinite": "0 · ∞ = 0",
}


def is_number(value: Value) -> bool:
    """Tell whether a value is a single number."""
    return isinstance(value, int | mpf) and not isinstance(value, bool)


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
        case np.ndarray():
            return f"shape {value.shape}"
        case Law():
            return "a distribution"
        case RandomVariable():
            return "a random variable"
        case At():
            return "an outcome"
        case Undefined(reason=reason):
            return f"undefined ({reason})"
    return "a number"


def add(left: Value, right: Value) -> Value:
    """Return a + b, for two numbers or two things of one shape."""
    return _alike(left, right, _add)


def subtract(left: Value, right: Value) -> Value:
    """Return a − b, for two numbers or two things of one shape."""
    return _alike(left, right, lambda a, b: _add(a, _negative(b)))


def negate(value: Value) -> Value:
    """Return −a."""
    return _each(plain(value), _negative)


def multiply(left: Value, right: Value, counts: Counts) -> Value:
    """Return the product: of numbers, of a number and an array, or of matrices that fit."""
    left, right = plain(left), plain(right)

    def product(a: Value, b: Value) -> Value:
        return _times(a, b, counts)

    if _is_single(left) and _is_single(right):
        return product(left, right)
    if _is_single(left):
        return _each(right, lambda entry: product(left, entry))
    if _is_single(right):
        return _each(left, lambda entry: product(entry, right))
    return _matrix_product(left, right, product)


def hadamard(left: Value, right: Value, counts: Counts) -> Value:
    """Return the product entry by entry."""
    return _alike(left, right, lambda a, b: _times(a, b, counts))


def divide(left: Value, right: Value) -> Value:
    """Return a/b; b is a number."""
    left, right = plain(left), plain(right)
    if not _is_single(right):
        raise MisfitError(f"cannot divide by {described(right)}")
    return _each(left, lambda entry: _quotient(entry, right))


def power(base: Value, exponent: Value, counts: Counts) -> Value:
    """Return a^b for numbers."""
    base, exponent = plain(base), plain(exponent)
    if isinstance(base, Undefined) or isinstance(exponent, Undefined):
        return base if isinstance(base, Undefined) else exponent
    if not (is_number(base) and is_number(exponent)):
        raise MisfitError(f"a power of {described(base)} to {described(exponent)}")
    if base == 0:
        if exponent == 0:
            counts["0⁰ = 1"] += 1
            return mpf(1)
        return mpf(0) if exponent > 0 else Undefined("division by 0")
    if base < 0 and exponent != int(exponent):
        return Undefined("a root of a negative number")
    return mpf(base) ** exponent


def transpose(value: Value) -> Value:
    """Return a vector as a row, a row as a vector, a matrix with its axes swapped."""
    if isinstance(value, Law | RandomVariable):
        raise MisfitError(f"{described(value)} cannot be transposed")
    if isinstance(value, Row):
        return value.entries
    if isinstance(value, np.ndarray):
        return Row(value) if value.ndim == 1 else value.T
    return value


def elementary(name: str, value: Value) -> Value:
    """Return log, exp, cos … of a number."""
    value = plain(value)
    if isinstance(value, Undefined):
        return value
    if not is_number(value):
        raise MisfitError(f"{name} of {described(value)}")
    if name in ("log", "ln"):
        if value == 0:
            return Undefined("log 0")
        return mp.log(value) if value > 0 else Undefined("the log of a negative number")
    if name == "sqrt" and value < 0:
        return Undefined("a root of a negative number")
    if name in ("arccos", "arcsin"):
        if abs(value) > 1:
            return Undefined(f"{name} of {mp.nstr(value, 5)}")
        return mp.acos(value) if name == "arccos" else mp.asin(value)
    if name == "arctan":
        return mp.atan(value)
    return getattr(mp, name)(mpf(value))


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


def shape_of(value: Value) -> tuple[int, ...] | str:
    """Return the shape of a value; other things have the name of their kind."""
    value = value.entries if isinstance(value, Law) else value
    if isinstance(value, np.ndarray):
        shape: tuple[int, ...] = value.shape
        return shape
    return () if _is_single(value) else described(value)


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


def _is_single(value: Value) -> bool:
    return is_number(value) or isinstance(value, Undefined)


def _each(value: Value, function: Callable[[Value], Value]) -> Value:
    if isinstance(value, Row):
        return Row(_each(value.entries, function))
    if isinstance(value, np.ndarray):
        result: Array = np.empty(value.shape, dtype=object)
        for index, entry in np.ndenumerate(value):
            result[index] = function(entry)
        return result
    if not _is_single(value):
        raise MisfitError(f"cannot compute with {described(value)}")
    return function(value)


def _alike(left: Value, right: Value, function: Callable[[Value, Value], Value]) -> Value:
    left, right = plain(left), plain(right)
    if _is_single(left) and _is_single(right):
        return function(left, right)
    if isinstance(left, Row) and isinstance(right, Row):
        return Row(_alike(left.entries, right.entries, function))
    arrays = isinstance(left, np.ndarray) and isinstance(right, np.ndarray)
    if not arrays or left.shape != right.shape:
        raise MisfitError(f"{described(left)} and {described(right)} do not go together")
    result: Array = np.empty(left.shape, dtype=object)
    for index, entry in np.ndenumerate(left):
        result[index] = function(entry, right[index])
    return result


def _add(left: Value, right: Value) -> Value:
    if isinstance(left, Undefined) or isinstance(right, Undefined):
        return left if isinstance(left, Undefined) else right
    return left + right


def _negative(value: Value) -> Value:
    return value if isinstance(value, Undefined) else -value


def _times(left: Value, right: Value, counts: Counts) -> Value:
    for value, other in ((left, right), (right, left)):
        if isinstance(value, Undefined):
            convention = _VANISH_WITH_ZERO.get(value.reason)
            if convention and not isinstance(other, Undefined) and other == 0:
                counts[convention] += 1
                return mpf(0)
            return value
    return left * right


def _quotient(left: Value, right: Value) -> Value:
    if isinstance(left, Undefined) or isinstance(right, Undefined):
        return left if isinstance(left, Undefined) else right
    if right == 0:
        return Undefined("0/0" if left == 0 else "division by 0")
    return mpf(left) / right


def _matrix_product(left: Value, right: Value, product: Callable[[Value, Value], Value]) -> Value:
    match left, right:
        case Row(entries=a), np.ndarray(ndim=1) if a.shape == right.shape:
            return _inner(a, right, product)
        case Row(entries=a), np.ndarray(ndim=2) if len(a) == len(right):
            return Row(array_of([_inner(a, column, product) for column in right.T]))
        case np.ndarray(ndim=1), Row(entries=b):
            return array_of([array_of([product(x, y) for y in b]) for x in left])
        case np.ndarray(ndim=2), np.ndarray(ndim=1) if left.shape[1] == len(right):
            return array_of([_inner(row, right, product) for row in left])
        case np.ndarray(ndim=2), np.ndarray(ndim=2) if left.shape[1] == len(right):
            rows = [[_inner(row, column, product) for column in right.T] for row in left]
            return array_of([array_of(row) for row in rows])
        case np.ndarray(ndim=1), np.ndarray(ndim=1):
            raise MisfitError(r"two vectors side by side: write ^\top, or \odot")
    raise MisfitError(f"{described(left)} and {described(right)} cannot be multiplied")


def _inner(left: Array, right: Array, product: Callable[[Value, Value], Value]) -> Value:
    total: Value = mpf(0)
    for a, b in zip(left, right, strict=True):
        total = _add(total, product(a, b))
    return total
