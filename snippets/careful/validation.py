"""What the snippets accept: each check returns clean float64 arrays or says what is wrong.

Every message names the argument, what it got and what it wants:

    y_hat: got 1.5 at index (2,), want probabilities between 0 and 1
"""

from typing import Any, NoReturn

import numpy as np
from numpy.typing import ArrayLike, NDArray

from snippets.careful.arithmetic import Floats


def refuse(name: str, got: object, want: str) -> NoReturn:
    """Raise the one kind of error that the snippets know."""
    raise ValueError(f"{name}: got {got}, want {want}")


def as_floats(values: ArrayLike, name: str) -> Floats:
    """Real numbers as a float64 array of the same shape. Raises ValueError for NaN.

    The array may be the caller's own: read it, never write to it.
    """
    array = _numeric(values, name).astype(np.float64, copy=False)
    _every(~np.isnan(array), array, name, "numbers without NaN")
    return array


def finite(values: ArrayLike, name: str) -> Floats:
    """Real numbers, none of them infinite."""
    array = as_floats(values, name)
    _every(np.isfinite(array), array, name, "finite numbers")
    return array


def positive(values: ArrayLike, name: str) -> Floats:
    """Finite numbers above 0, such as standard deviations."""
    array = finite(values, name)
    _every(array > 0, array, name, "numbers above 0")
    return array


def not_negative(values: ArrayLike, name: str) -> Floats:
    """Finite numbers from 0 on, such as weights."""
    array = finite(values, name)
    _every(array >= 0, array, name, "numbers from 0 on")
    return array


def probabilities(values: ArrayLike, name: str) -> Floats:
    """Numbers between 0 and 1, both allowed."""
    array = as_floats(values, name)
    _every((array >= 0) & (array <= 1), array, name, "probabilities between 0 and 1")
    return array


def distributions(values: ArrayLike, name: str) -> Floats:
    """Probabilities that sum to 1 over the last axis, shape (…, classes).

    The sum may be off by 1e-8, or by 16 units of rounding of a coarser dtype such as float32.
    """
    array = probabilities(values, name)
    if array.ndim == 0:
        refuse(name, "a single number", "a distribution over the last axis")
    sums = np.sum(array, axis=-1)
    wrong = np.abs(sums - 1) > _sum_tolerance(_numeric(values, name).dtype)
    if np.any(wrong):
        row = _first(wrong)
        where = f" in row {_shown(row)}" if row else ""
        refuse(name, f"a sum of {sums[row]:.12g}{where}", "a sum of 1 over the last axis")
    return array


def joint_distribution(values: ArrayLike, name: str) -> Floats:
    """Probabilities in a table joint[x, y] that sum to 1 over all its cells."""
    array = probabilities(values, name)
    if array.ndim != 2:
        refuse(name, f"shape {array.shape}", "a table joint[x, y] with two axes")
    distributions(np.ravel(np.asarray(values)), name)
    return array


def binary_labels(values: ArrayLike, name: str) -> Floats:
    """Labels that are 0 or 1, as float64."""
    array = as_floats(values, name)
    _every((array == 0) | (array == 1), array, name, "labels that are 0 or 1")
    return array


def one_hot_labels(values: ArrayLike, name: str) -> Floats:
    """Rows with one 1 and otherwise 0, shape (…, classes)."""
    array = binary_labels(values, name)
    if array.ndim == 0:
        refuse(name, "a single number", "one-hot rows")
    ones = np.sum(array, axis=-1)
    if np.any(ones != 1):
        row = _first(ones != 1)
        refuse(name, f"{ones[row]:.0f} ones in row {_shown(row)}", "one 1 in each row")
    return array


def integers(values: ArrayLike, name: str) -> NDArray[np.int64]:
    """Whole numbers, of an integer dtype or written as floats, as int64."""
    array = as_floats(values, name)
    _every((array == np.round(array)) & (np.abs(array) < 2**53), array, name, "whole numbers")
    return _numeric(values, name).astype(np.int64)


def class_labels(values: ArrayLike, name: str, classes: int) -> NDArray[np.int64]:
    """Class numbers 0, 1, …, classes − 1; a negative label does not count from the end."""
    labels = integers(values, name)
    inside = (labels >= 0) & (labels < classes)
    _every(inside, labels, name, f"class labels from 0 to {classes - 1}")
    return labels


def same_shape(
    first: NDArray[Any], first_name: str, second: NDArray[Any], second_name: str
) -> None:
    """Refuse shapes that differ, such as (4,) and (4, 1); a single number goes with every shape."""
    if first.ndim and second.ndim and first.shape != second.shape:
        got = f"shape {second.shape}"
        refuse(second_name, got, f"the shape of {first_name}, which is {first.shape}")


def log_base(base: float) -> float:
    """Check the base of a logarithm: above 0, finite and not 1."""
    if not (isinstance(base, int | float | np.number) and 0 < base < np.inf and base != 1):
        refuse("base", base, "a number above 0 that is not 1")
    return float(base)


def _numeric(values: ArrayLike, name: str) -> NDArray[Any]:
    """Booleans, integers or floats as an array."""
    try:
        array = np.asarray(values)
    except ValueError:
        refuse(name, "rows of different lengths", "an array of numbers")
    if array.dtype.kind not in "biuf":
        refuse(name, f"an array of {array.dtype}", "real numbers")
    return array


def _every(good: NDArray[np.bool_], array: NDArray[Any], name: str, want: str) -> None:
    """Refuse an array that is not good everywhere, with the first value that is not."""
    if not np.all(good):
        index = _first(~good)
        where = f" at index {_shown(index)}" if index else ""
        refuse(name, f"{array[index]}{where}", want)


def _first(flags: NDArray[np.bool_]) -> tuple[int, ...]:
    """Index of the first flag that is set; the empty tuple for a single flag."""
    return tuple(int(i) for i in np.argwhere(flags)[0])


def _shown(index: tuple[int, ...]) -> str:
    """Index as a reader would write it: 3 or (3, 1)."""
    return str(index[0]) if len(index) == 1 else str(index)


def _sum_tolerance(dtype: np.dtype[Any]) -> float:
    """How far the sum of a distribution may be from 1, given how coarsely it is stored."""
    rounding = np.finfo(dtype).eps if dtype.kind == "f" else 0.0
    return max(1e-8, 16 * float(rounding))
