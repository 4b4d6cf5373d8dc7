"""How the snippets compute: in float64, sums rounded once, 0 · ∞ = 0.

The formulas of the site meet floating point here and nowhere else: the
functions in the other modules can then be read like the formulas beside
them.
"""

import math
from collections.abc import Callable
from functools import wraps
from math import e
from typing import Any, ParamSpec, TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
"""What a snippet returns: an array, or `np.float64` for one number."""

BLOCK = 2**14
"""Numbers summed at a time: 128 kB, which stay in the cache."""

HEADROOM = 2.0**64
"""A power of 2, so that division is exact, above any count of numbers."""

FLOAT64 = np.dtype(np.float64)

OF_NUMPY = (np.ndarray, np.floating)

Parameters = ParamSpec("Parameters")


def float64_inside(function: Callable[Parameters, Any]) -> Callable[Parameters, Floats]:
    """Compute in float64, and give back the precision that came in.

    float32 arrays in, float32 out, rounded once at the end; all else gives
    float64. Only NumPy
    floats count: the numbers and lists of Python, and integer labels, go
    with either precision. Limits such as log 0 = −∞ are results here, so
    NumPy's warnings about them are off.
    """

    @wraps(function)
    def wrapper(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Floats:
        precision = _common_precision([*args, *kwargs.values()])
        with np.errstate(all="ignore"):
            result: Floats = np.asarray(function(*args, **kwargs))
            if result.dtype != precision:
                result = result.astype(precision) + 0  # what became −0.0 is 0
        return result[()]

    return wrapper


def _common_precision(arguments: list[Any]) -> np.dtype[Any]:
    """Widest floating dtype of NumPy's values, else float64."""
    floating = [a.dtype for a in arguments if isinstance(a, OF_NUMPY) and a.dtype.kind == "f"]
    widest = max(floating, key=_size, default=FLOAT64)
    return min(widest, FLOAT64, key=_size)


def _size(dtype: np.dtype[Any]) -> int:
    return dtype.itemsize


def log(x: Floats, base: float = e) -> Floats:
    """log_base x; base 2 and 10 by NumPy's own, so that log₂ 8 is 3."""
    own = {2: np.log2, 10: np.log10, e: np.log}
    return own[base](x) if base in own else nats_to(base, np.log(x))


def log1p(x: Floats, base: float = e) -> Floats:
    """log_base(1 + x), accurate also where 1 + x is rounded to 1."""
    return nats_to(base, np.log1p(x))


def nats_to(base: float, nats: Floats) -> Floats:
    """Change of base, log_b a = log a / log b: nats to bits for base 2."""
    return nats if base == e else nats / math.log(base)


def times(weight: Floats, value: Floats) -> Floats:
    """Multiply elementwise; a weight of 0 gives 0 even if the value is ∞.

    This is the convention 0 · log 0 = 0: what has no weight does not count.
    """
    return np.where(weight == 0, 0.0, weight * value)


def total(terms: Floats) -> Floats:
    """Sum over the last axis, rounded hardly more than once.

    This holds for a million terms too.
    """
    if terms.size <= BLOCK:
        return _compensated_sum(terms)
    blocks = np.array_split(terms, min(len(terms), math.ceil(terms.size / BLOCK)))
    if terms.ndim == 1:
        return total(np.array([total(block) for block in blocks]))
    if len(terms) == 1:
        return total(terms[0])[np.newaxis]
    return np.concatenate([total(block) for block in blocks])


def total_of_all(terms: Floats) -> Floats:
    """Sum over all axes, rounded once."""
    return total(np.ravel(terms))


def mean_of_all(terms: Floats, denominator: float) -> Floats:
    """Sum over all axes by a denominator, even if the sum overflows."""
    sums = total_of_all(terms)
    if not np.isfinite(sums) and np.isfinite(terms).all():
        return total_of_all(terms / HEADROOM) / denominator * HEADROOM
    return sums / denominator


def product_of_all(factors: Floats) -> Floats:
    """Product over all axes."""
    return np.asarray(np.prod(factors))


def _compensated_sum(terms: Floats) -> Floats:
    """Sum over the last axis, plus what each of the additions rounded away.

    Source: T. Ogita, S. M. Rump and S. Oishi, SIAM Journal on Scientific
    Computing 26 (2005) 1955–1988, algorithm 4.4 (Sum2).
    """
    if terms.size == 0:
        return np.asarray(terms.sum(axis=-1))
    sums = terms.cumsum(axis=-1)
    lost = _rounded_away(sums[..., :-1], terms[..., 1:], sums[..., 1:])
    plain = sums[..., -1]
    return np.asarray(np.where(np.isfinite(plain), plain + lost.sum(axis=-1), plain))


def _rounded_away(left: Floats, right: Floats, sums: Floats) -> Floats:
    """Compute left + right − sums exactly; sums is their rounded sum."""
    of_right = sums - left
    of_left = sums - of_right
    return (left - of_left) + (right - of_right)
