"""Softmax: scores of any size (logits) become probabilities.

Classes are on the last axis. A logit of −∞ is a class of probability 0.
NaN, +∞ and a row of nothing but −∞ have no softmax and raise a ValueError.

Every function measures the logits from the largest of their row, so that no
exponential exceeds e^0 = 1. That 1 is left out where the rest is needed:
log1p(rest) is log(1 + rest) without ever forming 1 + rest, in which a rest
of 1e-20 would be lost.
"""

import numpy as np
from numpy.typing import ArrayLike

from snippets.careful.arithmetic import Floats, float64_inside
from snippets.careful.validation import as_floats, refuse

LOWEST_EXPONENT = -746.0
"""e^x is 0 in float64 from here down."""


@float64_inside
def logsumexp(z: ArrayLike) -> Floats:
    """Compute log Σ e^z_j as m + log Σ e^(z_j − m), m = max z, in nats.

    z: logits of shape (…, classes); the result has shape (…). Errors: see
    `as_logits`.
    """
    z = as_logits(z)
    m: Floats = z.max(axis=-1)
    return m + np.log1p(rest(np.exp(below_largest(z))))


@float64_inside
def log_softmax(z: ArrayLike) -> Floats:
    """Compute log(softmax(z)) as d_i − log Σ e^d_j, where d = z − max z.

    In nats; at most 0.
    z: logits of shape (…, classes); the result has the same shape. Errors:
    see `as_logits`.
    """
    z = as_logits(z)
    return below_largest(z) - np.log1p(rest(exponentials(z)))[..., np.newaxis]


@float64_inside
def softmax(z: ArrayLike) -> Floats:
    """Probabilities e^z_i / Σ e^z_j; they sum to 1 over the last axis.

    z: logits of shape (…, classes); the result has the same shape. Errors:
    see `as_logits`.
    """
    terms = exponentials(as_logits(z))
    sums: Floats = terms.sum(axis=-1, keepdims=True)
    return terms / sums


@float64_inside
def softmax_jacobian(z: ArrayLike) -> Floats:
    """∂s_i/∂z_j = s_i (δ_ij − s_j) for s = softmax(z).

    z: logits of shape (…, classes); the result has shape (…, classes,
    classes), i before j.
    Errors: see `as_logits`.
    """
    z = as_logits(z)
    s, others = softmax(z), one_minus_softmax(z)
    of_others = 0 - s[..., :, np.newaxis] * s[..., np.newaxis, :]
    of_same_class = (s * others)[..., np.newaxis, :]
    return np.where(np.eye(z.shape[-1], dtype=bool), of_same_class, of_others)


@float64_inside
def one_minus_softmax(z: ArrayLike) -> Floats:
    """1 − softmax(z)_i, accurate also where softmax(z)_i is rounded to 1.

    Only the largest probability of a row can be above ½; for it the others
    are added up.
    Shapes and errors as in `softmax`.
    """
    terms = exponentials(as_logits(z))
    others = rest(terms.copy())[..., np.newaxis]
    return np.where(terms == 1, others, 1 + others - terms) / (1 + others)


def exponentials(z: Floats) -> Floats:
    """e^(z_i − max z), as if z_i − max z were exact.

    At a distance of 700 its rounding may be 5.7e-14, by which the
    exponential would be off: e^(d + lost) is e^d (1 + lost) for a lost part
    so small.
    """
    m: Floats = z.max(axis=-1, keepdims=True)
    d = z - m
    lost: Floats = np.where(d > LOWEST_EXPONENT, lost_in_difference(z, m, d), 0.0)
    return np.exp(d) * (1 + lost)


def lost_in_difference(a: Floats, b: Floats, d: Floats) -> Floats:
    """Compute a − b − d exactly, where d is a − b as float64 rounds it.

    Source: D. E. Knuth, The Art of Computer Programming, volume 2, section
    4.2.2, theorem B.
    """
    minus_b = d - a
    return (a - (d - minus_b)) - (b + minus_b)


def below_largest(z: Floats) -> Floats:
    """z_i − max z: 0 for the largest logit of a row, below 0 for others."""
    largest: Floats = z.max(axis=-1, keepdims=True)
    return z - largest


def rest(terms: Floats) -> Floats:
    """Sum over the last axis without the largest term, which becomes 0."""
    largest = terms.argmax(axis=-1)
    terms[*np.indices(largest.shape, sparse=True), largest] = 0
    sums: Floats = terms.sum(axis=-1)
    return sums


def as_logits(z: ArrayLike, name: str = "z") -> Floats:
    """Logits as float64, shape (…, classes).

    Raises ValueError for a single number, no classes, NaN, +∞, and a row of
    nothing but −∞.
    """
    array = as_floats(z, name)
    if array.ndim == 0 or array.shape[-1] == 0:
        refuse(name, f"shape {array.shape}", "at least one class on the last axis")
    largest = array.max(axis=-1)
    if np.any(largest == np.inf):
        refuse(name, "inf", "logits below infinity")
    if np.any(largest == -np.inf):
        refuse(name, "a row of nothing but -inf", "a finite logit in every row")
    return array
