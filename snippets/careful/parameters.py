"""Checks of the numbers that set a loss: single ones, no arrays."""

from typing import Any, TypeVar

from numpy.typing import ArrayLike, NDArray

from snippets.careful.arithmetic import Floats
from snippets.careful.validation import (
    finite,
    integers,
    not_negative,
    positive,
    probabilities,
    refuse,
)

Array = TypeVar("Array", bound=NDArray[Any])


def share(value: ArrayLike, name: str) -> Floats:
    """One number from 0 to 1."""
    return single(probabilities(value, name), name)


def from_zero_on(value: ArrayLike, name: str) -> Floats:
    """One finite number from 0 on."""
    return single(not_negative(value, name), name)


def above_zero(value: ArrayLike, name: str) -> Floats:
    """One finite number above 0."""
    return single(positive(value, name), name)


def number(value: ArrayLike, name: str) -> float:
    """One finite number."""
    return float(single(finite(value, name), name))


def whole_from_one(value: ArrayLike, name: str) -> int:
    """One whole number from 1 on."""
    return _whole_from(1, value, name)


def whole_from_zero(value: ArrayLike, name: str) -> int:
    """One whole number from 0 on."""
    return _whole_from(0, value, name)


def single(number: Array, name: str) -> Array:
    """Refuse an array."""
    if number.ndim:
        refuse(name, f"shape {number.shape}", "a single number")
    return number


def _whole_from(least: int, value: ArrayLike, name: str) -> int:
    number = int(single(integers(value, name), name))
    if number < least:
        refuse(name, number, f"a whole number from {least} on")
    return number
