"""Information theory of one random variable and of a pair.

The last axis of an array is the distribution. Logarithms are natural unless
a base is given: base e gives nats, base 2 gives bits. Where a result could
be −0.0, x is negated as 0 − x.

Source of the definitions: T. M. Cover and J. A. Thomas, Elements of
Information Theory, 2nd edition, Wiley 2006, chapter 2.
"""

from math import e

import numpy as np
from numpy.typing import ArrayLike

from snippets.careful.arithmetic import (
    Floats,
    float64_inside,
    log,
    log1p,
    nats_to,
    times,
    total,
    total_of_all,
)
from snippets.careful.divergence import divergence_terms
from snippets.careful.parameters import whole_from_one
from snippets.careful.reduction import reduce_losses
from snippets.careful.validation import (
    as_floats,
    distributions,
    joint_distribution,
    log_base,
    probabilities,
    refuse,
)


@float64_inside
def self_information(p: ArrayLike, base: float = e) -> Floats:
    """I = −log p: how much an event of probability p tells.

    p: any shape; the result has the same. Infinite for p = 0, exactly 0 for
    p = 1.
    Raises ValueError for p outside [0, 1], for NaN and for an impossible
    base.
    """
    p, base = probabilities(p, "p"), log_base(base)
    return 0 - log(p, base)


@float64_inside
def entropy(p: ArrayLike, base: float = e) -> Floats:
    """H = −Σ p log p: the expected self-information, with 0 log 0 = 0.

    p: distributions over the last axis, shape (…, classes); the result has
    shape (…).
    Raises ValueError for rows that are no distributions and for an
    impossible base.
    """
    p, base = distributions(p, "p"), log_base(base)
    return 0 - total(times(p, log(p, base)))


@float64_inside
def binary_entropy(p: ArrayLike, base: float = e) -> Floats:
    """H_b = −p log p − (1 − p) log(1 − p), the entropy of a coin.

    It shows heads with chance p.
    p: any shape; the result has the same. Raises ValueError for p outside
    [0, 1].
    """
    p, base = probabilities(p, "p"), log_base(base)
    heads = times(p, log(p, base))
    tails = times(1 - p, log1p(-p, base))
    return 0 - heads - tails


@float64_inside
def joint_entropy(joint: ArrayLike, base: float = e) -> Floats:
    """H(X, Y) = −Σ p(x, y) log p(x, y) of a table that sums to 1.

    joint: table joint[x, y].
    """
    joint, base = joint_distribution(joint, "joint"), log_base(base)
    return 0 - total_of_all(times(joint, log(joint, base)))


@float64_inside
def conditional_entropy(joint: ArrayLike, base: float = e) -> Floats:
    """H(X | Y) = −Σ p(x, y) log p(x | y).

    What X still tells to someone who knows Y.
    joint: table joint[x, y] that sums to 1. For H(Y | X) pass its
    transpose. Where p(x | y) is close to 1, its logarithm is computed from
    the rest of the column: the probability of the other x with the same y.
    """
    joint, base = joint_distribution(joint, "joint"), log_base(base)
    others = (1 - np.eye(len(joint))) @ joint
    log_rare = log(joint / (joint + others), base)
    log_common = -log1p(others / joint, base)
    return 0 - total_of_all(times(joint, np.where(joint < others, log_rare, log_common)))


@float64_inside
def mutual_information(joint: ArrayLike, base: float = e) -> Floats:
    """I(X; Y) = Σ p(x, y) log(p(x, y) / (p(x) p(y))).

    What X and Y tell about each other.
    joint: table joint[x, y] that sums to 1. Computed as the equal mean
    divergence of what is known
    of Y given x from what is known without: Σ p(x) D(P(Y | x)‖P(Y)), added
    up as in `kl_divergence`. Takes some microseconds a cell, for the sake
    of steps that are exact.
    """
    joint, base = joint_distribution(joint, "joint"), log_base(base)
    p_xy, p_x, p_y, step = _with_margins(joint)
    terms = divergence_terms(p_xy / p_x, np.broadcast_to(p_y, p_xy.shape), step / p_x)
    return nats_to(base, total_of_all(times(p_x, terms)))


def _with_margins(joint: Floats) -> tuple[Floats, ...]:
    """p(x, y), p(x), p(y) and p(x) p(y) − p(x, y), each rounded once.

    Of these p(x) is a column and p(y) a row.
    Computed in whole numbers, which Python does not round. Near
    independence the product and p(x, y) cancel: rounded before, they would
    leave no digit of the difference.
    """
    n = np.vectorize(_in_smallest_units, otypes=[object])(joint)
    n_x, n_y, all_ = n.sum(axis=1, keepdims=True), n.sum(axis=0, keepdims=True), n.sum()
    ratios = n / all_, n_x / all_, n_y / all_, (n_x * n_y - all_ * n) / all_**2
    return tuple(ratio.astype(np.float64) for ratio in ratios)


def _in_smallest_units(x: float) -> int:
    """Write x as a multiple of 2^−1074, of which every float64 is one."""
    numerator, denominator = x.as_integer_ratio()
    return numerator * (2**1074 // denominator)


@float64_inside
def perplexity(p: ArrayLike) -> Floats:
    """2^H, H in bits: so many equally likely outcomes are as uncertain.

    p: distributions over the last axis, shape (…, classes); the result has
    shape (…).
    """
    p = distributions(p, "p")
    return 2 ** -total(times(p, log(p, base=2)))


@float64_inside
def perplexity_of_losses(losses: ArrayLike) -> Floats:
    """PP = exp(1/T Σ L_t): so many equal choices cost as much as a token.

    losses: T losses in nats, such as those of the tokens of a text, of any
    shape; infinite if one of them is.
    Raises ValueError for negative losses and for none.
    Source: F. Jelinek, R. L. Mercer, L. R. Bahl and J. K. Baker, Journal of
    the Acoustical Society of America 62 (1977) S63.
    """
    return np.exp(reduce_losses(_surprises(losses), "mean", samples="losses"))


@float64_inside
def loss_per_unit(losses: ArrayLike, units: int, base: float = e) -> Floats:
    """Σ L_t / units: the loss of a text for each of its words or bytes.

    losses: in nats, those of all its tokens, of any shape; the result is in
    the unit of the base. Raises ValueError for negative losses and for
    units that are no whole number from 1.
    """
    nats = total_of_all(_surprises(losses))
    return nats_to(log_base(base), nats) / whole_from_one(units, "units")


def _surprises(losses: ArrayLike) -> Floats:
    """Losses that are minus the logarithm of a probability: from 0 to ∞."""
    array = as_floats(losses, "losses")
    if array.size and (least := array.min()) < 0:
        refuse("losses", least, "numbers from 0 on")
    return array
