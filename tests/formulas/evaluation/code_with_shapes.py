"""Functions for the tests of twins: what is done with more numbers than a formula has."""

from typing import Any

import numpy as np

calls: list[str] = []
"""The names of the functions that were called."""


def square(u: Any) -> Any:
    """Square each number."""
    calls.append("square")
    return np.asarray(u) ** 2


def mean_square(u: Any) -> Any:
    """Return the mean of the squares."""
    return np.mean(np.asarray(u) ** 2)


def total_square(u: Any) -> Any:
    """Return the sum of the squares."""
    return np.sum(np.asarray(u) ** 2)


def weighted(z: Any, v: Any) -> Any:
    """Return the sum of products; a single weight counts for all."""
    return np.sum(np.asarray(z) * v)


def scaled(u: Any, by: float = 1) -> Any:
    """Return the squares times a factor."""
    return by * np.asarray(u) ** 2


def no_square(u: Any) -> Any:
    """Return what no formula of a square gives."""
    return np.asarray(u) ** 2 + 1e-3


def not_a_number(u: Any) -> Any:
    """Return no number."""
    return np.asarray(u) * np.nan


def square_above_zero(u: Any) -> Any:
    """Square what is positive; for the rest there is no number."""
    calls.append("square_above_zero")
    return np.where(np.asarray(u) > 0, np.asarray(u) ** 2, np.nan)


def square_once(u: Any) -> Any:
    """Square the first number that is given, and nothing after it."""
    calls.append("square_once")
    return np.asarray(u) ** 2 + len(calls) - 1


def relu(u: Any) -> Any:
    """Return what is above zero."""
    return np.maximum(u, 0)


def itself(u: Any) -> Any:
    """Return what is given."""
    return np.asarray(u)
