"""What the snippets are measured against: the same quantities with 80 digits, by mpmath.

A reference takes the float64 numbers as they are (0.1 is the float nearest to one tenth) and
computes the formula with them. `ulps` tells how far a snippet is from it.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

import mpmath
import numpy as np
from numpy.typing import ArrayLike

Exact: TypeAlias = Any  # an mpmath number
Numbers: TypeAlias = Iterable[Any]

mp = mpmath.mp.clone()
mp.dps = 80
"""A context of our own, so that nothing else changes the number of digits."""

PROBABILITIES = np.unique(
    np.concatenate(
        [
            [5e-324, 1e-320, 2e-310, 2.2250738585072014e-308, 1e-300, 1e-200, 1e-60, 1e-17],
            [1e-16, 1e-9, 0.1, 0.25, 1 / 3, 0.5 - 2**-53, 0.5, 0.5 + 2**-52, 0.6, 0.75, 0.9],
            [1 - 1e-9, 1 - 1e-15, 1 - 1e-16],
            10 ** np.random.default_rng(1).uniform(-320, 0, 150),
            1 - 10 ** np.random.default_rng(2).uniform(-16, -0.1, 150),
        ]
    )
)
"""Probabilities between 0 and 1 that are hard for a logarithm of p or of 1 − p."""

LOGITS = np.unique(
    np.concatenate(
        [
            [-1e4, -746, -745.1, -740, -709, -708.4, -100, -37, -36, -1e-8, -1e-300, -5e-324, 0],
            [5e-324, 1e-300, 1e-8, 36, 37, 100, 708.4, 709, 740, 745.1, 746, 1e4],
            np.random.default_rng(3).uniform(-40, 40, 150),
            np.random.default_rng(4).uniform(-746, 746, 100),
            np.random.default_rng(5).uniform(-1, 1, 50),
        ]
    )
)
"""Logits at which exponentials overflow, underflow or become subnormal, and between."""


def exact(x: Any) -> Exact:
    """Take a number as it is stored, without rounding."""
    return x if isinstance(x, mp.mpf) else mp.mpf(float(x))


def ulps(actual: ArrayLike, expected: Sequence[Exact] | Exact) -> float:
    """Worst distance between floats and exact values, in units in the last place of the latter.

    inf where a float is not finite or has the wrong sign, unless the exact value is the same.
    """
    actual = np.ravel(np.asarray(actual, dtype=np.float64))
    expected = list(expected) if isinstance(expected, list | tuple) else [expected]
    assert len(actual) == len(expected)
    return max(_ulps(float(a), e) for a, e in zip(actual, expected, strict=True))


def _ulps(actual: float, expected: Exact) -> float:
    if mp.isinf(expected) or not np.isfinite(actual):
        return 0.0 if mp.mpf(actual) == expected else float("inf")
    unit = np.spacing(abs(float(expected)))
    return float(abs(mp.mpf(actual) - expected) / mp.mpf(float(unit)))


def log(x: Any) -> Exact:
    """Logarithm, −∞ at 0."""
    x = exact(x)
    return mp.log(x) if x > 0 else mp.ninf


def log_one_minus(x: Any) -> Exact:
    """log(1 − x), also for x so small that 80 digits of 1 − x do not show it."""
    x = exact(x)
    return mp.log1p(-x) if x < 1 else mp.ninf


def times(weight: Any, value: Any) -> Exact:
    """Product with 0 · ∞ = 0."""
    return mp.zero if exact(weight) == 0 else exact(weight) * value


def self_information(p: Any) -> Exact:
    return -log(p)


def entropy(p: Numbers) -> Exact:
    return -mp.fsum(times(p_i, log(p_i)) for p_i in p)


def binary_entropy(p: Any) -> Exact:
    return -times(p, log(p)) - times(1 - exact(p), log_one_minus(p))


def cross_entropy(p: Numbers, q: Numbers) -> Exact:
    return -mp.fsum(times(p_i, log(q_i)) for p_i, q_i in zip(p, q, strict=True))


def kl_divergence(p: Numbers, q: Numbers) -> Exact:
    """Σ p log(p / q), for p and q that sum to 1 exactly."""
    return mp.fsum(times(p_i, log(p_i) - log(q_i)) for p_i, q_i in zip(p, q, strict=True))


def kl_of_rounded(p: Numbers, q: Numbers) -> Exact:
    """Σ (p log(p / q) − p + q): the divergence for p and q whose rounded values miss the sum 1.

    It differs from that of the normalised distributions by the square of the rounding only.
    Two probabilities of 1e-320 that differ in the last place give 1e-641, next to sums of 1.
    """
    with mp.workdps(700):
        p, q = [exact(p_i) for p_i in p], [exact(q_i) for q_i in q]
        return kl_divergence(p, q) - mp.fsum(p) + mp.fsum(q)


def js_divergence(p: Numbers, q: Numbers) -> Exact:
    p, q = [exact(p_i) for p_i in p], [exact(q_i) for q_i in q]
    m = [(p_i + q_i) / 2 for p_i, q_i in zip(p, q, strict=True)]
    return (kl_divergence(p, m) + kl_divergence(q, m)) / 2


def conditional_entropy(joint: Numbers) -> Exact:
    """H(X | Y) of a table joint[x][y], also where x is known from y but for 1e-320."""
    with mp.workdps(700):
        columns = [[exact(p) for p in column] for column in zip(*joint, strict=True)]
        return mp.fsum(
            times(p, log(mp.fsum(column)) - log(p)) for column in columns for p in column
        )


def sigmoid(z: Any) -> Exact:
    return 1 / (1 + mp.exp(-exact(z)))


def softplus(z: Any) -> Exact:
    """log(1 + e^z), where 80 digits of 1 + e^z may not show e^z."""
    return mp.log1p(mp.exp(exact(z)))


def binary_cross_entropy(y: Any, p: Any) -> Exact:
    return -times(y, log(p)) - times(1 - exact(y), log_one_minus(p))


def binary_cross_entropy_with_logits(y: Any, z: Any) -> Exact:
    return times(y, softplus(-exact(z))) + times(1 - exact(y), softplus(z))


def logit(p: Any) -> Exact:
    return log(p) - log_one_minus(p)


def log_likelihood(y: Numbers, p: Numbers) -> Exact:
    """Σ log P(y_i), where equal samples are computed once, so that there can be a million."""
    samples = Counter(zip((int(y_i) for y_i in y), (float(p_i) for p_i in p), strict=True))
    return -mp.fsum(n * binary_cross_entropy(*sample) for sample, n in samples.items())


def mutual_information(joint: Numbers) -> Exact:
    """Σ p(x, y) log(p(x, y) / (p(x) p(y))) of a table joint[x][y], brought to a sum of 1."""
    with mp.workdps(700):
        rows = [[exact(p) for p in row] for row in joint]
        whole = mp.fsum(map(mp.fsum, rows))
        of_x, of_y = [mp.fsum(row) for row in rows], [mp.fsum(c) for c in zip(*rows, strict=True)]
        return (
            mp.fsum(
                times(p, log(p * whole / (x * y)))
                for row, x in zip(rows, of_x, strict=True)
                for p, y in zip(row, of_y, strict=True)
                if p
            )
            / whole
        )
