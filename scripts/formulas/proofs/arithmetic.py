"""Arithmetic with SymPy's expressions, as strict as that of numbers."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import sympy as sp

from ..evaluation.values import (
    Array,
    MisfitError,
    Row,
    Undefined,
    Value,
    array_of,
    described,
    plain,
)
from .normal_forms import Expr, NotProved

_VANISH_WITH_ZERO = ("log 0", "0/0", "infinite")


def is_single(value: Value) -> bool:
    """Tell whether a value is one number."""
    return isinstance(value, int | np.integer | sp.Expr | Undefined) and not isinstance(value, bool)


def times(left: Value, right: Value) -> Value:
    """Return a product of numbers; 0 times what is undefined at a border is 0."""
    for value, other in ((left, right), (right, left)):
        if isinstance(value, Undefined):
            can_vanish = value.reason in _VANISH_WITH_ZERO and not isinstance(other, Undefined)
            return sp.Integer(0) if can_vanish and sp.expand(other) == 0 else value
    return left * right


def plus(left: Value, right: Value) -> Value:
    """Return a sum of numbers."""
    if isinstance(left, Undefined) or isinstance(right, Undefined):
        return left if isinstance(left, Undefined) else right
    return left + right


def negative(value: Value) -> Value:
    """Return a number with the other sign."""
    return value if isinstance(value, Undefined) else -value


def quotient(left: Value, right: Value) -> Value:
    """Return a quotient of numbers, undefined where the divisor is 0."""
    if isinstance(left, Undefined) or isinstance(right, Undefined):
        return left if isinstance(left, Undefined) else right
    if sp.expand(right) == 0:
        return Undefined("0/0" if sp.expand(left) == 0 else "division by 0")
    return sp.sympify(left) / right


def each(value: Value, function: Callable[[Value], Value]) -> Value:
    """Return a value with a function applied to each of its numbers."""
    if is_single(value):
        return function(value)
    if isinstance(value, Row):
        return Row(each(value.entries, function))
    if not isinstance(value, np.ndarray):
        raise MisfitError(f"{described(value)} is no number")
    result: Array = np.empty(value.shape, dtype=object)
    for index, entry in np.ndenumerate(value):
        result[index] = function(entry)
    return result


def alike(left: Value, right: Value, function: Callable[[Value, Value], Value]) -> Value:
    """Combine two values of the same shape, number by number."""
    left, right = plain(left), plain(right)
    if is_single(left) and is_single(right):
        return function(left, right)
    if isinstance(left, Row) and isinstance(right, Row):
        return Row(alike(left.entries, right.entries, function))
    if not (isinstance(left, np.ndarray) and isinstance(right, np.ndarray)) or (
        left.shape != right.shape
    ):
        raise MisfitError(f"{described(left)} and {described(right)} do not go together")
    result: Array = np.empty(left.shape, dtype=object)
    for index, entry in np.ndenumerate(left):
        result[index] = function(entry, right[index])
    return result


def product(left: Value, right: Value) -> Value:
    """Return a product of numbers, rows, vectors and matrices."""
    left, right = plain(left), plain(right)
    if is_single(left):
        return each(right, lambda entry: times(left, entry))
    if is_single(right):
        return each(left, lambda entry: times(entry, right))
    match left, right:
        case Row(entries=a), np.ndarray(ndim=1) if a.shape == right.shape:
            return inner_product(a, right)
        case Row(entries=a), np.ndarray(ndim=2) if len(a) == len(right):
            return Row(array_of([inner_product(a, column) for column in right.T]))
        case np.ndarray(ndim=1), Row(entries=b):
            return table_of([[times(x, y) for y in b] for x in left])
        case np.ndarray(ndim=2), np.ndarray(ndim=1) if left.shape[1] == len(right):
            return array_of([inner_product(row, right) for row in left])
        case np.ndarray(ndim=2), np.ndarray(ndim=2) if left.shape[1] == len(right):
            return table_of([[inner_product(row, column) for column in right.T] for row in left])
    raise MisfitError(f"{described(left)} and {described(right)} cannot be multiplied")


def table_of(rows: list[list[Value]]) -> Array:
    """Return a matrix."""
    table: Array = np.empty((len(rows), len(rows[0])), dtype=object)
    for index in np.ndindex(table.shape):
        table[index] = rows[index[0]][index[1]]
    return table


def inner_product(left: Array, right: Array) -> Value:
    """Return the sum of the products of entries."""
    total: Value = sp.Integer(0)
    for a, b in zip(left, right, strict=True):
        total = plus(total, times(a, b))
    return total


def power(base: Value, exponent: Value) -> Value:
    """Return a power of numbers."""
    base, exponent = plain(base), plain(exponent)
    if isinstance(base, Undefined) or isinstance(exponent, Undefined):
        return base if isinstance(base, Undefined) else exponent
    if not (is_single(base) and is_single(exponent)):
        raise MisfitError(f"a power of {described(base)} to {described(exponent)}")
    base, exponent = sp.sympify(base), sp.sympify(exponent)
    if base != 0:
        return base**exponent
    if exponent == 0:
        return sp.Integer(1)
    if exponent.is_positive:
        return sp.Integer(0)
    if exponent.is_negative:
        return Undefined("division by 0")
    raise NotProved("a power of 0")


_FUNCTIONS: dict[str, Callable[[Expr], Expr]] = {
    "exp": sp.exp, "cos": sp.cos, "sin": sp.sin, "tan": sp.tan, "tanh": sp.tanh,
    "cosh": sp.cosh, "sinh": sp.sinh, "arccos": sp.acos, "arcsin": sp.asin, "arctan": sp.atan,
}  # fmt: skip


def elementary(name: str, value: Value) -> Value:
    """Return the value of a function such as log, undefined where it has none."""
    if isinstance(value, Undefined):
        return value
    value = sp.sympify(value)
    if name in ("log", "ln"):
        if value == 0:
            return Undefined("log 0")
        return Undefined("the log of a negative number") if value.is_negative else sp.log(value)
    if name == "sqrt":
        if value.is_negative:
            return Undefined("a root of a negative number")
        return sp.sqrt(value)
    if name not in _FUNCTIONS:
        raise NotProved(f"no rule for {name}")
    return _FUNCTIONS[name](value)
