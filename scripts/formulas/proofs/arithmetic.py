"""Arithmetic with SymPy's expressions: what does not hold for all their values is not decided."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import sympy as sp

from ..evaluation.numbers import BY_ZERO, HOLDS, Arithmetic, log_of_undefined
from ..evaluation.values import Undefined, Value
from .normal_forms import Expr, NormalForm, NotProved

_FUNCTIONS: dict[str, Callable[[Expr], Expr]] = {
    "exp": sp.exp, "cos": sp.cos, "sin": sp.sin, "tan": sp.tan, "tanh": sp.tanh,
    "cosh": sp.cosh, "sinh": sp.sinh, "arccos": sp.acos, "arcsin": sp.asin, "arctan": sp.atan,
}  # fmt: skip


class Symbolic(Arithmetic):
    """SymPy's expressions, each for all values that its symbols may have.

    Raises NotProved where something depends on these values.
    """

    def __init__(self, forms: NormalForm) -> None:
        super().__init__()
        self.forms = forms

    def whole(self, number: int) -> Value:
        """Return a whole number of SymPy."""
        return sp.Integer(number)

    def written(self, text: str) -> Value:
        """Return the fraction that is written as a decimal number."""
        return sp.Rational(text)

    def typed(self, number: Any) -> Value:
        """Return what stands for a constant of Python: for a float, the number as it is typed."""
        return sp.Rational(str(number)) if isinstance(number, float) else number

    def constant(self, name: str) -> Value:
        """Return e, pi or infinity."""
        return {"e": sp.E, "pi": sp.pi, "infinity": sp.oo}[name]

    def is_number(self, value: Value) -> bool:
        """Tell whether a value is an expression or a whole number."""
        return isinstance(value, int | np.integer | sp.Expr) and not isinstance(value, bool)

    def is_zero(self, number: Value) -> bool:
        """Tell whether an expression is seen to be 0."""
        return bool(sp.expand(number) == 0)

    def ratio(self, over: Value, under: Value) -> Value:
        """Return a quotient."""
        return sp.sympify(over) / under

    def raised(self, base: Value, exponent: Value) -> Value:
        """Return a power; 0⁰ is 1."""
        base, exponent = sp.sympify(base), sp.sympify(exponent)
        if base != 0:
            return base**exponent
        if exponent == 0:
            return sp.Integer(1)
        if exponent.is_positive:
            return sp.Integer(0)
        if exponent.is_negative:
            return Undefined(BY_ZERO)
        raise NotProved("a power of 0")

    def function(self, name: str, number: Value) -> Value:
        """Return the value of a function such as log, undefined where it has none."""
        if isinstance(number, Undefined):
            return log_of_undefined(number) if name in ("log", "ln") else number
        number = sp.sympify(number)
        if name in ("log", "ln"):
            if number == 0:
                return Undefined("log 0")
            negative = Undefined("the log of a negative number")
            return negative if number.is_negative else sp.log(number)
        if name == "sqrt":
            negative = Undefined("a root of a negative number")
            return negative if number.is_negative else sp.sqrt(number)
        if name not in _FUNCTIONS:
            raise NotProved(f"no rule for {name}")
        return _FUNCTIONS[name](number)

    def integral(self, function: Callable[[Value], Value], lower: Value, upper: Value) -> Value:
        """Refuse: an integral is compared, not proved."""
        del function, lower, upper
        raise NotProved("an integral")

    def size(self, number: Value) -> Value:
        """Return an absolute value, where the sign is known."""
        if isinstance(number, Undefined):
            return number
        number = sp.sympify(number)
        for candidate in (number, -number):
            if self.forms.is_at_least_zero(candidate):
                return candidate
        raise NotProved("an absolute value of unknown sign")

    def largest(self, kind: str, numbers: Sequence[Value]) -> Value:
        """Return the expression that is largest or smallest for all values."""
        sign = 1 if kind == "max" else -1
        for number in numbers:
            rivals = (sign * (sp.sympify(number) - other) for other in numbers)
            if all(self.forms.is_at_least_zero(gap) for gap in rivals):
                return number
        raise NotProved(f"which is the {kind}?")

    def place_of_largest(self, kind: str, numbers: Sequence[Value]) -> int:
        """Refuse: which of two comes first depends on where they are equal."""
        del kind, numbers
        raise NotProved("where something is largest")

    def holds(self, relation: str, left: Value, right: Value) -> bool:
        """Tell whether a relation holds, where it does for all values or for none."""
        sign = self.forms.sign(sp.sympify(left) - right)
        if sign is None:
            raise NotProved("a condition that holds for some values only")
        return HOLDS[relation](sign, 0)

    def holds_undefined(self) -> bool:
        """Refuse to decide."""
        raise NotProved("a condition on what is undefined")
