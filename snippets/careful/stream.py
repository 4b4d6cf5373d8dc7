"""Mean loss and its standard error, batch by batch.

For data that do not fit in memory.
What is kept of the losses seen so far is a `Tally`: how many they were,
their sum and the sum of their squares, both exact. Exact sums do not depend
on the order, so that tallies of parts can be made anywhere and added in any
order, always to the same result. Only the last step rounds.
"""

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from snippets.careful.arithmetic import Floats
from snippets.careful.parameters import whole_from_one
from snippets.careful.validation import as_floats, refuse

BLOCK = 2**16
"""Losses taken apart at a time."""

DIGIT = 18
"""Bits of a digit.

The product of two digits has at most 36 bits and the sum of 2^16 products
at most 52, which float64 holds exactly."""

SMALLEST = -1074
"""The smallest float64 above 0 is 2 to this power."""


@dataclass(frozen=True)
class Tally:
    """All that the mean of some losses and its standard error depend on."""

    count: int = 0
    infinite: int = 0
    """How many of them are ∞. They are not in the sums."""
    total: Fraction = Fraction(0)
    squares: Fraction = Fraction(0)

    def __add__(self, other: "Tally") -> "Tally":
        """Tally of two parts together."""
        return Tally(
            self.count + other.count,
            self.infinite + other.infinite,
            self.total + other.total,
            self.squares + other.squares,
        )

    def __radd__(self, zero: int) -> "Tally":
        """Let `sum()` begin with its 0."""
        return self if zero == 0 else NotImplemented


def tally(batches: Iterable[ArrayLike]) -> Tally:
    """Tally of all losses in a stream of batches, one in memory at a time.

    batches: arrays of losses, of any shape and size, also a single number
    or an array of none.
    Raises ValueError for NaN and −∞, naming the batch.
    """
    result = Tally()
    for number, batch in enumerate(batches):
        losses = np.ravel(as_floats(batch, f"batches[{number}]"))
        if np.any(losses == -np.inf):
            refuse(f"batches[{number}]", "-inf", "losses above minus infinity")
        for start in range(0, losses.size, BLOCK):
            result += _tally_of_block(losses[start : start + BLOCK])
    return result


def total_loss(seen: Tally) -> float:
    """Σ L_i, rounded once; 0 for no losses.

    Of losses −log P it is −ℓ, the log-likelihood.
    """
    return math.inf if seen.infinite else _rounded(seen.total)


def mean_loss(seen: Tally) -> float:
    """1/N Σ L_i = L̄, rounded once; infinite if one of the losses is.

    Raises ValueError for no losses.
    """
    if seen.count == 0:
        refuse("seen", "no losses", "at least one for a mean")
    return math.inf if seen.infinite else _rounded(seen.total / seen.count)


def standard_error(seen: Tally) -> float:
    """√(Σ (L_i − L̄)² / (N(N − 1))), the standard error of the mean.

    By how much the mean loss of N other samples may differ.
    Computed as the equal √((Σ L_i² − N L̄²) / (N(N − 1))), which would
    cancel if the sums were rounded. Infinite if one of the losses is.
    Raises ValueError for fewer than two losses.
    """
    n = seen.count
    if n < 2:
        refuse("seen", "one loss" if n else "no losses", "at least two for a standard error")
    if seen.infinite:
        return math.inf
    return _root((seen.squares - seen.total**2 / n) / (n * (n - 1)))


def losses_in_parts(
    loss: Callable[..., Floats], *arrays: NDArray[Any], rows: int = 10_000
) -> Iterator[Floats]:
    """Yield the losses of some rows at a time, of arrays that lie in files.

    loss: such as `sparse_softmax_cross_entropy`; arrays: its arguments, of
    the same length, such as labels and logits opened by `np.load(path,
    mmap_mode="r")`.
    Raises ValueError for arrays of different lengths, for rows below 1, and
    as the loss does.
    """
    at_a_time = whole_from_one(rows, "rows")
    lengths = {len(array) for array in arrays}
    if len(lengths) != 1:
        refuse("arrays", f"lengths {sorted(lengths)}", "arrays of one length")
    parts = (slice(i, i + at_a_time) for i in range(0, lengths.pop(), at_a_time))
    return (loss(*(array[part] for array in arrays), reduction="none") for part in parts)


def _tally_of_block(losses: Floats) -> Tally:
    """Tally of at most BLOCK losses."""
    finite = losses[np.isfinite(losses)]
    exponents, digits = _in_digits(finite)
    units = [Fraction(2) ** exponent for exponent in exponents]
    sums, products = digits.sum(axis=1), digits @ digits.T
    total = sum((int(s) * u for s, u in zip(sums, units, strict=True)), Fraction(0))
    squares = sum(
        (int(products[j, k]) * units[j] * units[k] for j, k in np.ndindex(products.shape)),
        Fraction(0),
    )
    return Tally(losses.size, losses.size - finite.size, total, squares)


def _in_digits(x: Floats) -> tuple[list[int], Floats]:
    """Take numbers apart: x = Σ_k d_k 2^e_k with whole |d_k| < 2^18.

    This is exact.
    Returns the exponents e_k, common to all numbers, and the digits, a row
    for each exponent. Each step takes the multiple of 2^e_k out of what is
    left; nothing is rounded.
    """
    exponents: list[int] = []
    digits: list[Floats] = []
    left = x
    while np.any(left):
        _, size = math.frexp(np.max(np.abs(left)))
        exponents.append(max(size - DIGIT, SMALLEST))
        unit = math.ldexp(1.0, exponents[-1])
        digits.append(np.trunc(left / unit))
        left = left - digits[-1] * unit
    return exponents, np.array(digits).reshape(len(digits), x.size)


def _rounded(x: Fraction) -> float:
    """Round to float64 once; ∞ beyond the largest."""
    try:
        return float(x)
    except OverflowError:
        return math.inf if x > 0 else -math.inf


def _root(x: Fraction) -> float:
    """√x, also where x itself is too large or too small for float64."""
    half = (x.numerator.bit_length() - x.denominator.bit_length()) // 2
    return math.ldexp(math.sqrt(x / Fraction(4) ** half), half)
