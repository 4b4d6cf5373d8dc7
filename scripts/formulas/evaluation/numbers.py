"""Arithmetic as it is on paper: shapes have to fit, nothing is stretched, log 0 is undefined.

A formula is evaluated with one of two kinds of numbers: those of mpmath with many digits, or
SymPy's expressions, which stand for all values at once. What the two know of single numbers is
theirs; rows, vectors, matrices and what is undefined are the same for both.
"""

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

import numpy as np
from mpmath import mp, mpf

from .values import (
    DIGITS,
    Array,
    Counts,
    MisfitError,
    Row,
    Undefined,
    Value,
    array_of,
    described,
    first_undefined,
    is_number,
    plain,
)

HOLDS: dict[str, Callable[[Any, Any], bool]] = {
    "=": lambda a, b: bool(a == b),
    r"\ne": lambda a, b: bool(a != b),
    "<": lambda a, b: bool(a < b),
    ">": lambda a, b: bool(a > b),
    r"\le": lambda a, b: bool(a <= b),
    r"\ge": lambda a, b: bool(a >= b),
}
"""The relations that a condition may have."""

_VANISH_WITH_ZERO = {
    "log 0": "0 log 0 = 0",
    "0/0": "0 log(0/0) = 0",
    "log(1/0)": "0 log(1/0) = 0",
    "infinite": "0 · ∞ = 0",
}

BY_ZERO = "division by 0"
"""Why a positive number over 0 has no value; its logarithm only grows, as −log 0 does."""


def log_of_undefined(number: Undefined) -> Undefined:
    """Return what the logarithm of an undefined number is: q/0 vanishes with 0 as log 0 does."""
    return Undefined("log(1/0)") if number.reason == BY_ZERO else number


class Arithmetic(ABC):
    """Computes with one kind of numbers, and with arrays of them.

    ``conventions`` counts how often a product with 0 or a power of 0 was settled by agreement.
    """

    def __init__(self, conventions: Counts | None = None) -> None:
        self.conventions: Counts = Counter() if conventions is None else conventions

    # What a kind of numbers knows.

    @abstractmethod
    def whole(self, number: int) -> Value:
        """Return a whole number as one of this kind."""

    @abstractmethod
    def written(self, text: str) -> Value:
        """Return the number that is written ``0.25`` in a formula."""

    @abstractmethod
    def typed(self, number: Any) -> Value:
        """Return what stands for a constant of Python."""

    @abstractmethod
    def constant(self, name: str) -> Value:
        """Return e, pi or infinity."""

    @abstractmethod
    def is_number(self, value: Value) -> bool:
        """Tell whether a value is a single number of this kind."""

    @abstractmethod
    def is_zero(self, number: Value) -> bool:
        """Tell whether a number is known to be 0."""

    @abstractmethod
    def ratio(self, over: Value, under: Value) -> Value:
        """Return a quotient by what is not 0."""

    @abstractmethod
    def raised(self, base: Value, exponent: Value) -> Value:
        """Return a power of numbers."""

    @abstractmethod
    def function(self, name: str, number: Value) -> Value:
        """Return log, exp, cos … of a number, undefined where it has no value."""

    @abstractmethod
    def size(self, number: Value) -> Value:
        """Return an absolute value."""

    @abstractmethod
    def largest(self, kind: str, numbers: Sequence[Value]) -> Value:
        """Return the largest of numbers, or the smallest if ``kind`` is ``min``."""

    @abstractmethod
    def place_of_largest(self, kind: str, numbers: Sequence[Value]) -> int:
        """Return where the largest or smallest stands; the first of equals counts."""

    @abstractmethod
    def holds(self, relation: str, left: Value, right: Value) -> bool:
        """Tell whether a relation between two numbers holds."""

    @abstractmethod
    def holds_undefined(self) -> bool:
        """Tell whether a relation with what is undefined holds."""

    # What follows from it.

    def positions(self, values: Any) -> Any:
        """Return where the largest entry of each row stands, counted from 0."""
        return np.argmax(values, axis=-1)

    def is_single(self, value: Value) -> bool:
        """Tell whether a value is a number, or one that is undefined."""
        return self.is_number(value) or isinstance(value, Undefined)

    def add(self, left: Value, right: Value) -> Value:
        """Return a + b, for two numbers or two things of one shape."""
        return self._alike(left, right, _sum)

    def subtract(self, left: Value, right: Value) -> Value:
        """Return a − b, for two numbers or two things of one shape."""
        return self._alike(left, right, _gap)

    def negate(self, value: Value) -> Value:
        """Return −a."""
        return self.each(plain(value), _negative)

    def multiply(self, left: Value, right: Value) -> Value:
        """Return the product: of numbers, of a number and an array, or of matrices that fit."""
        left, right = plain(left), plain(right)
        if self.is_single(left):
            if self.is_single(right):
                return self._times(left, right)
            return self.each(right, lambda entry: self._times(left, entry))
        if self.is_single(right):
            return self.each(left, lambda entry: self._times(entry, right))
        return self._matrix_product(left, right)

    def hadamard(self, left: Value, right: Value) -> Value:
        """Return the product entry by entry."""
        return self._alike(left, right, self._times)

    def divide(self, left: Value, right: Value) -> Value:
        """Return a/b; b is a number."""
        left, right = plain(left), plain(right)
        if not self.is_single(right):
            raise MisfitError(f"cannot divide by {described(right)}")
        return self.each(left, lambda entry: self._quotient(entry, right))

    def power(self, base: Value, exponent: Value) -> Value:
        """Return a^b for numbers."""
        base, exponent = plain(base), plain(exponent)
        if isinstance(base, Undefined) or isinstance(exponent, Undefined):
            return base if isinstance(base, Undefined) else exponent
        if not (self.is_number(base) and self.is_number(exponent)):
            raise MisfitError(f"a power of {described(base)} to {described(exponent)}")
        return self.raised(base, exponent)

    def extreme(self, kind: str, values: Sequence[Value]) -> Value:
        """Return the largest or smallest of some values."""
        if undefined := next((value for value in values if isinstance(value, Undefined)), None):
            return undefined
        if not values:
            return Undefined(f"the {kind} of nothing")
        if not all(self.is_number(value) for value in values):
            raise MisfitError(f"the {kind} of what is no number")
        return self.largest(kind, values)

    def integral(self, function: Callable[[Value], Value], lower: Value, upper: Value) -> Value:
        """Return the integral of a function of one number."""
        del function, lower, upper
        raise MisfitError("no integral of this kind of numbers")

    def norm(self, order: str, vector: Array) -> Value:
        """Return the length of a vector."""
        if undefined := first_undefined(vector):
            return undefined
        if order == "2":
            return self.function("sqrt", self._inner(vector, vector))
        sizes = [self.size(entry) for entry in vector]
        return self.largest("max", sizes) if order == r"\infty" else sum(sizes, self.whole(0))

    def each(self, value: Value, function: Callable[[Value], Value]) -> Value:
        """Return a value with a function applied to each of its numbers."""
        if self.is_single(value):
            return function(value)
        if isinstance(value, Row):
            return Row(self.each(value.entries, function))
        if not isinstance(value, np.ndarray):
            raise MisfitError(f"cannot compute with {described(value)}")
        return _shaped([function(entry) for entry in value.flat], value.shape)

    def _alike(self, left: Value, right: Value, function: Callable[[Value, Value], Value]) -> Value:
        left, right = plain(left), plain(right)
        if self.is_single(left) and self.is_single(right):
            return function(left, right)
        if isinstance(left, Row) and isinstance(right, Row):
            return Row(self._alike(left.entries, right.entries, function))
        arrays = isinstance(left, np.ndarray) and isinstance(right, np.ndarray)
        if not arrays or left.shape != right.shape:
            raise MisfitError(f"{described(left)} and {described(right)} do not go together")
        pairs = zip(left.flat, right.flat, strict=True)
        return _shaped([function(a, b) for a, b in pairs], left.shape)

    def _times(self, left: Value, right: Value) -> Value:
        for value, other in ((left, right), (right, left)):
            if isinstance(value, Undefined):
                convention = _VANISH_WITH_ZERO.get(value.reason)
                if convention and not isinstance(other, Undefined) and self.is_zero(other):
                    self.conventions[convention] += 1
                    return self.whole(0)
                return value
        return _settled(left * right, "0 · ∞")

    def _quotient(self, left: Value, right: Value) -> Value:
        if isinstance(left, Undefined) or isinstance(right, Undefined):
            return left if isinstance(left, Undefined) else right
        if self.is_zero(right):
            is_negative = is_number(left) and left < 0
            by_zero = "a negative number divided by 0" if is_negative else BY_ZERO
            return Undefined("0/0" if self.is_zero(left) else by_zero)
        return _settled(self.ratio(left, right), "∞/∞")

    def _matrix_product(self, left: Value, right: Value) -> Value:
        match left, right:
            case Row(entries=a), np.ndarray(ndim=1) if a.shape == right.shape:
                return self._inner(a, right)
            case Row(entries=a), np.ndarray(ndim=2) if len(a) == len(right):
                return Row(array_of([self._inner(a, column) for column in right.T]))
            case np.ndarray(ndim=1), Row(entries=b):
                return array_of([array_of([self._times(x, y) for y in b]) for x in left])
            case np.ndarray(ndim=2), np.ndarray(ndim=1) if left.shape[1] == len(right):
                return array_of([self._inner(row, right) for row in left])
            case np.ndarray(ndim=2), np.ndarray(ndim=2) if left.shape[1] == len(right):
                rows = [[self._inner(row, column) for column in right.T] for row in left]
                return array_of([array_of(row) for row in rows])
            case np.ndarray(ndim=1), np.ndarray(ndim=1):
                raise MisfitError(r"two vectors side by side: write ^\top, or \odot")
        raise MisfitError(f"{described(left)} and {described(right)} cannot be multiplied")

    def _inner(self, left: Array, right: Array) -> Value:
        total = self.whole(0)
        for a, b in zip(left, right, strict=True):
            total = _sum(total, self._times(a, b))
        return total


def _sum(left: Value, right: Value) -> Value:
    if isinstance(left, Undefined) or isinstance(right, Undefined):
        return left if isinstance(left, Undefined) else right
    return _settled(left + right, "∞ − ∞")


def _settled(value: Value, reason: str) -> Value:
    """Return what infinities were computed to, undefined where that is no number."""
    # What is no number is not even equal to itself.
    return value if value == value else Undefined(reason)


def _negative(value: Value) -> Value:
    return value if isinstance(value, Undefined) else -value


def _gap(left: Value, right: Value) -> Value:
    return _sum(left, _negative(right))


def _shaped(entries: list[Value], shape: tuple[int, ...]) -> Array:
    array: Array = np.empty(len(entries), dtype=object)
    array[:] = entries
    return array.reshape(shape)


class Digits(Arithmetic):
    """Numbers of mpmath, with as many digits as its context says."""

    def whole(self, number: int) -> Value:
        """Return a number of mpmath."""
        return mpf(number)

    def written(self, text: str) -> Value:
        """Return the number as exactly as it is written."""
        fraction = Fraction(text)
        return mpf(fraction.numerator) / fraction.denominator

    def typed(self, number: Any) -> Value:
        """Return the constant: Python means the float64 that it says."""
        return number

    def constant(self, name: str) -> Value:
        """Return e, pi or infinity."""
        return {"e": +mp.e, "pi": +mp.pi, "infinity": mp.inf}[name]

    def is_number(self, value: Value) -> bool:
        """Tell whether a value is a number of mpmath or a whole one."""
        return is_number(value)

    def is_zero(self, number: Value) -> bool:
        """Tell whether a number is 0."""
        return bool(number == 0)

    def ratio(self, over: Value, under: Value) -> Value:
        """Return a quotient by what is not 0."""
        return mpf(over) / under

    def raised(self, base: Value, exponent: Value) -> Value:
        """Return a power of numbers; 0⁰ is 1."""
        if base == 0:
            if exponent == 0:
                self.conventions["0⁰ = 1"] += 1
                return mpf(1)
            return mpf(0) if exponent > 0 else Undefined(BY_ZERO)
        if mp.isinf(base) or mp.isinf(exponent):
            return _infinite_power(mpf(base), mpf(exponent))
        if base < 0 and exponent != int(exponent):
            return Undefined("a root of a negative number")
        # A power takes the logarithm of its base, which is known here.
        return mp.exp(exponent) if base == mp.e else mpf(base) ** exponent

    def function(self, name: str, number: Value) -> Value:
        """Return log, exp, cos … of a number, undefined where it has no value."""
        if isinstance(number, Undefined):
            return log_of_undefined(number) if name in ("log", "ln") else number
        if name in ("log", "ln"):
            if number == 0:
                return Undefined("log 0")
            return mp.log(number) if number > 0 else Undefined("the log of a negative number")
        if name == "sqrt" and number < 0:
            return Undefined("a root of a negative number")
        if name == "factorial":
            return _factorial(number)
        if name in ("arccos", "arcsin"):
            if abs(number) > 1:
                return Undefined(f"{name} of {mp.nstr(number, 5)}")
            return mp.acos(number) if name == "arccos" else mp.asin(number)
        if name == "arctan":
            return mp.atan(number)
        return _settled(getattr(mp, name)(mpf(number)), f"{name} of ∞")

    def integral(self, function: Callable[[Value], Value], lower: Value, upper: Value) -> Value:
        """Return the integral, undefined where it does not settle to 25 digits."""
        undefined: list[Undefined] = []

        def number(at: mpf) -> mpf:
            value = function(at)
            if isinstance(value, Undefined):
                undefined.append(value)
                return mpf(0)
            return mpf(value)

        with mp.workdps(DIGITS):
            try:
                value, error = mp.quad(number, _spread(mpf(lower), mpf(upper)), error=True)
            except (OverflowError, ArithmeticError, ValueError):
                # What grows far out has more digits than a number can have.
                value, error = mpf(0), mp.inf
            if undefined:
                return undefined[0]
            is_settled = error <= mpf(10) ** -25 * max(1, abs(value))
            if not is_settled or abs(value) > mpf(10) ** 1000:
                return Undefined("an integral that does not settle")
            return +value

    def size(self, number: Value) -> Value:
        """Return an absolute value."""
        return number if isinstance(number, Undefined) else abs(number)

    def largest(self, kind: str, numbers: Sequence[Value]) -> Value:
        """Return the largest or smallest of numbers."""
        return max(numbers) if kind == "max" else min(numbers)

    def place_of_largest(self, kind: str, numbers: Sequence[Value]) -> int:
        """Return where the first of the largest or smallest stands."""
        return list(numbers).index(self.largest(kind, numbers))

    def holds(self, relation: str, left: Value, right: Value) -> bool:
        """Tell whether a relation holds exactly."""
        return HOLDS[relation](left, right)

    def holds_undefined(self) -> bool:
        """Return False: nothing holds for what is undefined."""
        return False


class OnePoint(Digits):
    """Numbers for those who ask for shapes: an integral is what stands in it, at one point."""

    def integral(self, function: Callable[[Value], Value], lower: Value, upper: Value) -> Value:
        """Return the function at a point between the ends."""
        ends = [mpf(end) for end in (lower, upper) if not mp.isinf(end)]
        return function(sum(ends) / 2 if len(ends) == 2 else sum(ends, mpf(1)))


def _infinite_power(base: mpf, exponent: mpf) -> Value:
    """Return a power with an infinity in it, where that has a value; the base is not 0."""
    if exponent == 0 or base < 0 or (base == 1 and mp.isinf(exponent)):
        return Undefined("a power with ∞")
    return mp.inf if (base > 1) == (exponent > 0) else mpf(0)


MOST_FACTORS = 1000
"""The largest number whose factorial is computed."""


def _factorial(number: Value) -> Value:
    if number != int(number) or not 0 <= number <= MOST_FACTORS:
        return Undefined(f"the factorial of {mp.nstr(mpf(number), 5)}")
    return mp.factorial(int(number))


def _spread(lower: mpf, upper: mpf) -> list[mpf]:
    """Return where an integral is cut: densities are narrow, and lie near 0."""
    inner = [mpf(at) for at in (-30, -8, -3, -1, 0, 1, 3, 8, 30) if lower < at < upper]
    return [lower, *inner, upper] if mp.isinf(lower) or mp.isinf(upper) else [lower, upper]
