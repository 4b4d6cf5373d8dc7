"""What a script computes: operations on numbers, as a formula says them.

Whole numbers and fractions are those of Python. All else is an operation on what was computed
before; two operations that are the same are one object, so that each is computed once.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from weakref import WeakValueDictionary

Number = int | float | Fraction
"""A number that is known when the script is written."""

_KNOWN: WeakValueDictionary[tuple[object, ...], Operation] = WeakValueDictionary()


class Operation:
    """An operation with its arguments: ``sum``, ``quotient``, ``log`` … or a ``symbol``."""

    __slots__ = ("__weakref__", "args", "name")

    def __init__(self, name: str, args: tuple[Part, ...]) -> None:
        self.name = name
        self.args = args

    def __repr__(self) -> str:
        return f"{self.name}({', '.join(map(repr, self.args))})"

    def __add__(self, other: Part) -> Part:
        return total(self, other)

    def __radd__(self, other: Part) -> Part:
        return total(other, self)

    def __sub__(self, other: Part) -> Part:
        return total(self, negative(other))

    def __rsub__(self, other: Part) -> Part:
        return total(other, negative(self))

    def __neg__(self) -> Part:
        return negative(self)

    def __mul__(self, other: Part) -> Part:
        return product(self, other)

    def __rmul__(self, other: Part) -> Part:
        return product(other, self)

    def __truediv__(self, other: Part) -> Part:
        return quotient(self, other)

    def __rtruediv__(self, other: Part) -> Part:
        return quotient(other, self)

    def __pow__(self, exponent: Part) -> Part:
        return power(self, exponent)


Part = Operation | Number | str
"""What an operation is made of; texts are the names of symbols and nothing else."""


def operation(name: str, *args: Part) -> Operation:
    """Return the one operation that has this name and these arguments."""
    # 1 and 1.0 are equal, and mean the same here.
    key = (name, *args)
    found = _KNOWN.get(key)
    if found is None:
        found = _KNOWN[key] = Operation(name, args)
    return found


def symbol(name: str) -> Operation:
    """Return a number that is given to the script."""
    return operation("symbol", name)


def is_known(part: Part) -> bool:
    """Tell whether a number is known when the script is written."""
    return isinstance(part, int | float | Fraction)


def terms_of(part: Part) -> tuple[Part, ...]:
    """Return the terms of a sum; anything else is one term."""
    return part.args if isinstance(part, Operation) and part.name == "sum" else (part,)


def total(left: Part, right: Part) -> Part:
    """Return a + b; sums of sums are one sum."""
    if _both_known(left, right):
        return left + right  # type: ignore[operator]
    if left == 0 or right == 0:
        return right if left == 0 else left
    if left is negative(right) or right is negative(left):
        return 0
    return operation("sum", *terms_of(left), *terms_of(right))


def negative(part: Part) -> Part:
    """Return −a."""
    if is_known(part):
        return -part  # type: ignore[operator]
    if isinstance(part, Operation) and part.name == "negative":
        return part.args[0]
    return operation("negative", part)


def product(left: Part, right: Part) -> Part:
    """Return a · b; nothing is left of a product with 0."""
    if _both_known(left, right):
        return left * right  # type: ignore[operator]
    if left == 0 or right == 0:
        return 0
    if left == 1 or right == 1:
        return right if left == 1 else left
    if left == -1 or right == -1:
        return negative(right if left == -1 else left)
    return operation("product", left, right)


def quotient(over: Part, under: Part) -> Part:
    """Return a / b; what is known of b is not 0."""
    if _both_known(over, under):
        return Fraction(over) / Fraction(under)  # type: ignore[arg-type]
    if under == 1:
        return over
    return operation("quotient", over, under)


def power(base: Part, exponent: Part) -> Part:
    """Return a to the power of b."""
    if exponent == 1:
        return base
    return operation("power", base, exponent)


def operations_in(part: Part) -> Iterator[Operation]:
    """Yield each operation once, those that others need before these."""
    yield from _after_their_parts(part, set())


def _after_their_parts(part: Part, seen: set[Operation]) -> Iterator[Operation]:
    if not isinstance(part, Operation) or part in seen:
        return
    seen.add(part)
    for arg in part.args:
        yield from _after_their_parts(arg, seen)
    yield part


def _both_known(left: Part, right: Part) -> bool:
    return is_known(left) and is_known(right)
