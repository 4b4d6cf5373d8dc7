"""Two distributions compared; arguments are (target, prediction)."""

from math import e

import numpy as np
from numpy.typing import ArrayLike

from snippets.careful.arithmetic import Floats, float64_inside, log, nats_to, times, total
from snippets.careful.validation import distributions, log_base, log_distributions, same_shape


@float64_inside
def cross_entropy(p: ArrayLike, q: ArrayLike, base: float = e) -> Floats:
    """H(P, Q) = −Σ p log q, with 0 log 0 = 0; infinite where q = 0 < p.

    p, q: distributions over the last axis, both of shape (…, classes); the
    result has shape (…).
    Raises ValueError for rows that are no distributions and for shapes that
    differ.
    """
    p, q = _pair(p, q)
    base = log_base(base)
    return 0 - total(times(p, log(q, base)))


@float64_inside
def kl_divergence(p: ArrayLike, q: ArrayLike, base: float = e) -> Floats:
    """D(P‖Q) = Σ p log(p / q), with 0 log 0 = 0; infinite where q = 0 < p.

    p, q: distributions over the last axis, both of shape (…, classes); the
    result has shape (…).
    Raises ValueError for rows that are no distributions and for shapes that
    differ.

    What is added up is p log(p / q) − p + q. The additions sum to 0 and
    make every term ≥ 0, so that nothing cancels where P ≈ Q and the result
    is never negative.
    """
    p, q = _pair(p, q)
    base = log_base(base)
    return nats_to(base, total(divergence_terms(p, q, q - p)))


@float64_inside
def cross_entropy_from_logs(p: ArrayLike, log_q: ArrayLike, base: float = e) -> Floats:
    """H(P, Q) = −Σ p log q, from the log-probabilities of Q.

    p: distributions; log_q: their logarithms for Q, in nats; both of shape
    (…, classes); the result has shape (…). A q too small for float64 still
    has its logarithm: nothing is infinite unless log q = −∞ where p > 0.
    Raises ValueError for p that are no distributions, for log_q above 0 or
    with e^log_q that do not sum to 1, and for shapes that differ.
    """
    p, log_q = distributions(p, "p"), log_distributions(log_q, "log_q")
    same_shape(p, "p", log_q, "log_q")
    return nats_to(log_base(base), 0 - total(times(p, log_q)))


@float64_inside
def kl_divergence_from_logs(log_p: ArrayLike, log_q: ArrayLike, base: float = e) -> Floats:
    """D(P‖Q) = Σ e^log p (log p − log q), from log-probabilities.

    log_p, log_q: in nats, over the last axis, both of shape (…, classes);
    the result has shape (…).
    Raises ValueError for numbers above 0, for rows whose e^log_p do not sum
    to 1, and for shapes that differ. Terms are added up as in
    `kl_divergence`, so that nothing cancels where P ≈ Q.
    """
    log_p, log_q = log_distributions(log_p, "log_p"), log_distributions(log_q, "log_q")
    same_shape(log_p, "log_p", log_q, "log_q")
    p, difference = np.exp(log_p), log_p - log_q
    far = times(p, difference) + (np.exp(log_q) - p)
    step = p * np.expm1(0 - difference)
    near = np.abs(difference) < 1
    far[near] = _near_terms(p[near], p[near] + step[near], step[near])
    return nats_to(log_base(base), total(far))


@float64_inside
def mixture(p: ArrayLike, q: ArrayLike) -> Floats:
    """M = ½(P + Q), the distribution halfway between two."""
    p, q = _pair(p, q)
    return (p + q) / 2


@float64_inside
def js_divergence(p: ArrayLike, q: ArrayLike, base: float = e) -> Floats:
    """JS(P‖Q) = ½ D(P‖M) + ½ D(Q‖M) with M = ½(P + Q).

    Symmetric, and at most log 2.
    Shapes and errors as in `kl_divergence`.
    Source: J. Lin, IEEE Transactions on Information Theory 37 (1991)
    145–151.
    """
    p, q = _pair(p, q)
    base = log_base(base)
    both = p + q  # 2M, which does not become 0 where M is too small for float64
    terms = divergence_terms(2 * p, both, q - p) + divergence_terms(2 * q, both, p - q)
    return nats_to(base, total(terms) / 4)


def _pair(p: ArrayLike, q: ArrayLike) -> tuple[Floats, Floats]:
    """Two arrays of distributions of the same shape."""
    p, q = distributions(p, "p"), distributions(q, "q")
    same_shape(p, "p", q, "q")
    return p, q


def divergence_terms(p: Floats, q: Floats, step: Floats) -> Floats:
    """Compute p log(p / q) + step in nats, elementwise, where step = q − p.

    The step is passed separately because it may be known better than the
    rounded q tells.
    """
    terms = times(p, _log_ratio(p, q)) + step
    near = (q < 3 * p) & (p < 3 * q)
    terms[near] = _near_terms(p[near], q[near], step[near])
    return terms


def _log_ratio(p: Floats, q: Floats) -> Floats:
    """Compute log(p / q), from two logs where the quotient overflows."""
    ratio = p / q
    logs = np.log(ratio)
    large = ratio == np.inf
    logs[large] = np.log(p[large]) - np.log(q[large])
    return logs


def _near_terms(p: Floats, q: Floats, step: Floats) -> Floats:
    """Compute p log(p / q) + step for p close to q.

    By a series in s = (q − p) / (q + p).
    log(p / q) = −2 artanh s = −2 (s + s³/3 + s⁵/5 + …), and −2ps + step = s
    · step. What is left is s (step − 2 p s² (1/3 + s²/5 + s⁴/7 + …)), in
    which nothing cancels.
    """
    s = step / (q + p)
    series = np.zeros_like(s)
    for odd in range(53, 1, -2):
        series = 1 / odd + s**2 * series
    return s * (step - 2 * p * s**2 * series)
