"""What the snippets accept: each check says what is wrong.

What is right comes back as clean arrays.
Every message names the argument, what it got and what it wants:

y_hat: got 1.5 at index (2,), want probabilities between 0 and 1
"""

import math
from typing import Any, NoReturn

import numpy as np
from numpy.typing import ArrayLike, NDArray

from snippets.careful.arithmetic import Floats

LARGEST = float(np.finfo(np.float64).max)


def refuse(name: str, got: object, want: str) -> NoReturn:
    """Raise the one kind of error that the snippets know."""
    raise ValueError(f"{name}: got {got}, want {want}")


def as_array(values: ArrayLike, name: str) -> NDArray[Any]:
    """Booleans, integers or floats as an array of the dtype they have.

    Raises ValueError for a masked array, whose mask NumPy would drop.
    """
    if _is_masked(values):
        refuse(name, "a masked array", "plain numbers: drop what is masked, or give it weight 0")
    try:
        array = np.asarray(values)
    except ValueError:
        refuse(name, "rows of different lengths", "an array of numbers")
    if array.dtype.kind not in "biuf":
        refuse(name, f"an array of {array.dtype}", "real numbers")
    return array


def as_floats(values: ArrayLike, name: str) -> Floats:
    """Real numbers as float64, of the same shape.

    Raises ValueError for NaN.
    The array may be the caller's own: read it, never write to it.
    """
    return _between(-np.inf, np.inf, values, name, "numbers without NaN")


def finite(values: ArrayLike, name: str) -> Floats:
    """Real numbers, none of them infinite."""
    return _between(-LARGEST, LARGEST, values, name, "finite numbers")


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
    return _between(0, 1, values, name, "probabilities between 0 and 1")


def log_probabilities(values: ArrayLike, name: str) -> Floats:
    """Logarithms of probabilities, in nats: from −∞ to 0."""
    return _between(-np.inf, 0, values, name, "log-probabilities, at most 0")


def distributions(values: ArrayLike, name: str) -> Floats:
    """Probabilities that sum to 1 over the last axis, shape (…, classes).

    The sum may be off by 16 + √classes units of rounding of float32, which
    are 2.3e-6 for ten classes: as much as a softmax in float32 misses 1, by
    running sums whose rounding grows like √classes. This holds for float64
    too, as it may have been float32 before `.tolist()` or a CSV file. For
    float16 the units are its own.
    """
    given = as_array(values, name)
    array = probabilities(given, name)
    _refuse_other_sums(array, given.dtype, name)
    return array


def log_distributions(values: ArrayLike, name: str) -> Floats:
    """Log-probabilities, in nats, of distributions over the last axis."""
    given = as_array(values, name)
    logs = log_probabilities(given, name)
    _refuse_other_sums(np.exp(logs), given.dtype, name, "probabilities with ")
    return logs


def joint_distribution(values: ArrayLike, name: str) -> Floats:
    """Probabilities in a table joint[x, y], which sum to 1."""
    array = probabilities(values, name)
    if array.ndim != 2:
        refuse(name, f"shape {array.shape}", "a table joint[x, y] with two axes")
    distributions(np.ravel(as_array(values, name)), name)
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
    array = as_array(values, name)
    if not np.can_cast(array.dtype, np.int64):
        floats = as_floats(array, name)
        whole = (floats == np.round(floats)) & (np.abs(floats) < 2**53)
        _every(whole, floats, name, "whole numbers")
    return array.astype(np.int64, copy=False)


def class_labels(values: ArrayLike, name: str, classes: int) -> NDArray[np.int64]:
    """Class numbers 0, 1, …, classes − 1; none counts from the end."""
    labels = integers(values, name)
    if labels.size and not (labels.min() >= 0 and labels.max() < classes):
        inside = (labels >= 0) & (labels < classes)
        _every(inside, labels, name, f"class labels from 0 to {classes - 1}")
    return labels


def same_shape(
    first: NDArray[Any], first_name: str, second: NDArray[Any], second_name: str
) -> None:
    """Refuse shapes that differ, such as (4,) and (4, 1).

    A single number goes with every shape.
    """
    if first.ndim and second.ndim and first.shape != second.shape:
        got = f"shape {second.shape}"
        refuse(second_name, got, f"the shape of {first_name}, which is {first.shape}")


def log_base(base: float) -> float:
    """Check the base of a logarithm: above 0, finite and not 1."""
    if not (isinstance(base, int | float | np.number) and 0 < base < np.inf and base != 1):
        refuse("base", base, "a number above 0 that is not 1")
    return float(base)


def _is_masked(values: ArrayLike) -> bool:
    """Tell whether this is a masked array, or a list with one in it."""
    if isinstance(values, list | tuple):
        return any(map(_is_masked, values))
    return isinstance(values, np.ma.MaskedArray)


def _between(low: float, high: float, values: ArrayLike, name: str, want: str) -> Floats:
    """Real numbers from low to high as float64.

    The smallest and the largest tell whether all are right: where one is
    NaN, so are they. Only what is refused is looked at more closely.
    """
    array = as_array(values, name).astype(np.float64, copy=False)
    if array.size and not (array.min() >= low and array.max() <= high):
        _every(~np.isnan(array), array, name, "numbers without NaN")
        _every((array >= low) & (array <= high), array, name, want)
    return array


def _every(good: NDArray[np.bool_], array: NDArray[Any], name: str, want: str) -> None:
    """Refuse an array that is not good everywhere; name the first."""
    if not np.all(good):
        index = _first(~good)
        where = f" at index {_shown(index)}" if index else ""
        refuse(name, f"{array[index]}{where}", want)


def _first(flags: NDArray[np.bool_]) -> tuple[int, ...]:
    """Index of the first flag that is set; () for a single flag."""
    return tuple(int(i) for i in np.argwhere(flags)[0])


def _shown(index: tuple[int, ...]) -> str:
    """Index as a reader would write it: 3 or (3, 1)."""
    return str(index[0]) if len(index) == 1 else str(index)


def _refuse_other_sums(p: Floats, dtype: np.dtype[Any], name: str, what: str = "") -> None:
    """Refuse rows whose sum is not 1; dtype: how p was given."""
    if p.ndim == 0:
        refuse(name, "a single number", "a distribution over the last axis")
    sums = np.asarray(p.sum(axis=-1))
    wrong = np.abs(sums - 1) > _sum_tolerance(p.shape[-1], dtype)
    if wrong.any():
        row = _first(wrong)
        where = f" in row {_shown(row)}" if row else ""
        refuse(name, f"{what}a sum of {sums[row]:.12g}{where}", "a sum of 1 over the last axis")


def _sum_tolerance(classes: int, dtype: np.dtype[Any]) -> float:
    """How far the sum of a distribution may be off: see `distributions`."""
    coarse = dtype if dtype.kind == "f" and dtype.itemsize < 4 else np.float32
    return (16 + math.sqrt(classes)) * float(np.finfo(coarse).eps)
