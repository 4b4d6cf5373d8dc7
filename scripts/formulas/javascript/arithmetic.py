"""Arithmetic with what a script will compute: a third kind of numbers for the evaluator."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

import numpy as np

from ..evaluation.numbers import HOLDS, Arithmetic
from ..evaluation.values import Undefined, Value, array_of
from .expressions import Operation, is_known, negative, operation, power, quotient
from .writing import BUILT_IN

CONSTANTS = {"e": "Math.E", "pi": "Math.PI", "infinity": "Infinity"}

_E = operation("constant", CONSTANTS["e"])

_AT_SIMPLE_NUMBERS: dict[tuple[str, Any], Value] = {
    ("log", 0): Undefined("log 0"),
    ("log", 1): 0,
    ("exp", 0): 1,
    ("sqrt", 0): 0,
    ("sqrt", 1): 1,
}


class NotEmitted(Exception):  # noqa: N818 - it is no error: the side is computed in Python alone
    """Why a side cannot be written as a script."""


class Script(Arithmetic):
    """The operations of a script; whole numbers and fractions are computed beforehand."""

    def whole(self, number: int) -> Value:
        """Return the number."""
        return number

    def written(self, text: str) -> Value:
        """Return the fraction that is written as a decimal number."""
        return Fraction(text)

    def typed(self, number: Any) -> Value:
        """Return the constant of Python."""
        return number

    def constant(self, name: str) -> Value:
        """Return e, pi or infinity."""
        return operation("constant", CONSTANTS[name])

    def is_number(self, value: Value) -> bool:
        """Tell whether a value is one number."""
        known = isinstance(value, int | float | Fraction | np.integer)
        return isinstance(value, Operation) or (known and not isinstance(value, bool))

    def is_zero(self, number: Value) -> bool:
        """Tell whether a number is known to be 0."""
        return bool(is_known(number) and number == 0)

    def ratio(self, over: Value, under: Value) -> Value:
        """Return a quotient."""
        return quotient(over, under)

    def raised(self, base: Value, exponent: Value) -> Value:
        """Return a power; those of known numbers at once, where they are known too."""
        if is_known(base) and isinstance(exponent, int) and not (base == 0 and exponent < 0):
            return Fraction(base) ** exponent
        return operation("exp", exponent) if base is _E else power(base, exponent)

    def function(self, name: str, number: Value) -> Value:
        """Return the value of a function such as log, undefined where it is known to have none."""
        if isinstance(number, Undefined):
            return number
        name = "log" if name == "ln" else name
        if is_known(number) and (name, number) in _AT_SIMPLE_NUMBERS:
            return _AT_SIMPLE_NUMBERS[name, number]
        if name not in BUILT_IN:
            raise NotEmitted(f"a script knows no {name}")
        return operation(name, number)

    def size(self, number: Value) -> Value:
        """Return an absolute value."""
        if isinstance(number, Undefined) or is_known(number):
            return number if isinstance(number, Undefined) else abs(number)
        return operation("abs", number)

    def largest(self, kind: str, numbers: Sequence[Value]) -> Value:
        """Return the largest or smallest of numbers."""
        if all(map(is_known, numbers)):
            return max(numbers) if kind == "max" else min(numbers)
        return operation(kind, *numbers)

    def place_of_largest(self, kind: str, numbers: Sequence[Value]) -> Any:
        """Return where the first of the largest or smallest stands, counted from 0."""
        return operation("place", *(numbers if kind == "max" else map(negative, numbers)))

    def positions(self, values: Any) -> Any:
        """Return where the largest entry of each row stands, counted from 0."""
        rows = np.asarray(values, dtype=object)
        if rows.ndim == 1:
            return self.place_of_largest("max", list(rows))
        return array_of([self.positions(row) for row in rows])

    def holds(self, relation: str, left: Value, right: Value) -> bool:
        """Tell whether a relation holds between numbers that are known.

        Raises:
            NotEmitted: they are known when the script runs.
        """
        if not (is_known(left) and is_known(right)):
            raise NotEmitted("a condition that decides what is summed over")
        return HOLDS[relation](left, right)

    def holds_undefined(self) -> bool:
        """Return False: nothing holds for what is undefined."""
        return False

    def each_relation(self, relation: str) -> Callable[[Value, Value], Value]:
        """Return what a relation between two numbers is worth: 1 or 0, perhaps at run time."""

        def worth(left: Value, right: Value) -> Value:
            if is_known(left) and is_known(right):
                return int(HOLDS[relation](left, right))
            return operation(relation, left, right)

        return worth
