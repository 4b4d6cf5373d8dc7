"""Focal loss: cross-entropy that turns down what is right already.

From logits it is computed from the cross-entropy L alone: p_t = e^−L, and
the miss 1 − p_t is −expm1(−L), which keeps its digits where p_t is 1 but
for 1e-20.
"""

import numpy as np
from numpy.typing import ArrayLike

from snippets.careful.arithmetic import Floats, float64_inside, times
from snippets.careful.binary import (
    binary_cross_entropy_with_logits,
    binary_cross_entropy_with_logits_gradient,
)
from snippets.careful.categorical import (
    sparse_softmax_cross_entropy,
    sparse_softmax_cross_entropy_gradient,
)
from snippets.careful.parameters import from_zero_on, share
from snippets.careful.reduction import Reduction, reduce_losses
from snippets.careful.validation import binary_labels, not_negative, probabilities, same_shape


@float64_inside
def true_class_probability(y: ArrayLike, p: ArrayLike) -> Floats:
    """p_t, the predicted probability of the label that came.

    That is p if y = 1, and 1 − p otherwise.
    y: labels 0 or 1; p: probabilities of the label 1; of the same shape, or
    one a single number.
    Raises ValueError for other labels, for p outside [0, 1] and for shapes
    that differ.
    """
    y, p = _labels_and_probabilities(y, p)
    return np.where(y == 1, p, 1 - p)


@float64_inside
def focal_loss_of_true_probability(
    p_t: ArrayLike, gamma: float = 2.0, alpha_t: ArrayLike = 1.0
) -> Floats:
    """FL(p_t) = −α_t (1 − p_t)^γ log p_t for each sample, in nats.

    p_t: probabilities of the true class; gamma: from 0 on (0 leaves
    cross-entropy); alpha_t: a weight from 0 on for each sample, or one for
    all.
    Raises ValueError for values outside these ranges and for shapes that
    differ.
    Source: T.-Y. Lin et al., ICCV 2017, arXiv 1708.02002, equation 5.
    """
    p_t, alpha_t = probabilities(p_t, "p_t"), not_negative(alpha_t, "alpha_t")
    same_shape(p_t, "p_t", alpha_t, "alpha_t")
    return _focal(1 - p_t, 0 - np.log(p_t), gamma, alpha_t)


@float64_inside
def focal_loss(
    y: ArrayLike,
    p: ArrayLike,
    gamma: float = 2.0,
    alpha: float = 0.25,
    reduction: Reduction = "mean",
) -> Floats:
    """FL = −α_t (1 − p_t)^γ log p_t, in nats, from probabilities.

    p_t is p if y = 1, and 1 − p otherwise.
    y: labels 0 or 1; p: probabilities of the label 1, of the same shape, or
    one a single number.
    gamma: from 0 on; alpha: weight of the label 1 (the label 0 has 1 −
    alpha), 0.25 in the paper. The mean divides by the number of samples,
    not by the weights.
    Raises ValueError for values outside these ranges, shapes that differ, a
    mean of nothing.
    Source: T.-Y. Lin et al., ICCV 2017, arXiv 1708.02002, equation 5.
    """
    y, p = _labels_and_probabilities(y, p)
    alpha_t = true_class_probability(y, share(alpha, "alpha"))
    miss, cross_entropy = _miss_and_cross_entropy(y, p)
    return reduce_losses(_focal(miss, cross_entropy, gamma, alpha_t), reduction)


@float64_inside
def focal_loss_gradient(
    y: ArrayLike, p: ArrayLike, gamma: float = 2.0, alpha: float = 0.25
) -> Floats:
    """∂FL/∂p for each sample: ∂FL/∂p_t if y = 1, and −∂FL/∂p_t otherwise.

    ∂FL/∂p_t = −α_t (γ (1 − p_t)^(γ−1) (−log p_t) + (1 − p_t)^γ / p_t): the
    factor that focuses has a slope too. Shapes and errors as in
    `focal_loss`.
    """
    y, p = _labels_and_probabilities(y, p)
    alpha_t, p_t = true_class_probability(y, share(alpha, "alpha")), true_class_probability(y, p)
    miss, cross_entropy = _miss_and_cross_entropy(y, p)
    g = from_zero_on(gamma, "gamma")
    of_factor = g * np.where(miss == 0, 1.0, cross_entropy / miss)
    slope = times(alpha_t, 0 - times(miss**g, of_factor) - miss**g / p_t)
    return np.where(y == 1, slope, 0 - slope)


@float64_inside
def focal_loss_with_logits(
    y: ArrayLike,
    z: ArrayLike,
    gamma: float = 2.0,
    alpha: float = 0.25,
    reduction: Reduction = "mean",
) -> Floats:
    """FL = −α_t (1 − p_t)^γ log p_t, in nats, from logits.

    p_t is σ(z) if y = 1, and σ(−z) otherwise.
    y: labels 0 or 1; z: logits of the label 1, of the same shape, or one a
    single number. gamma, alpha, the mean and its denominator: as in
    `focal_loss`.
    Raises ValueError for other labels, gamma and alpha, NaN, shapes that
    differ, a mean of nothing.
    Source: T.-Y. Lin et al., ICCV 2017, arXiv 1708.02002, equation 5.
    """
    y, alpha_t = _labels_and_alpha(y, alpha)
    losses = binary_cross_entropy_with_logits(y, z, reduction="none")
    return reduce_losses(times(alpha_t, _focused(losses, gamma)), reduction)


@float64_inside
def focal_loss_with_logits_gradient(
    y: ArrayLike, z: ArrayLike, gamma: float = 2.0, alpha: float = 0.25
) -> Floats:
    """∂FL/∂z = α_t (1 − p_t)^γ (1 − γ p_t log p_t / (1 − p_t)) (σ(z) − y).

    For each sample.
    The slope of cross-entropy, times that of the focal loss in the
    cross-entropy.
    Shapes and errors as in `focal_loss_with_logits`.
    """
    y, alpha_t = _labels_and_alpha(y, alpha)
    losses = binary_cross_entropy_with_logits(y, z, reduction="none")
    slopes = binary_cross_entropy_with_logits_gradient(y, z)
    return 0 + alpha_t * _focused_slope(losses, gamma) * slopes


@float64_inside
def softmax_focal_loss(
    labels: ArrayLike,
    z: ArrayLike,
    gamma: float = 2.0,
    reduction: Reduction = "mean",
    weights: ArrayLike | None = None,
) -> Floats:
    """FL = −(1 − p)^γ log p, in nats: focal loss for several classes.

    p is softmax(z)_label.
    labels: class numbers of shape (…); z: logits of shape (…, classes);
    gamma: from 0 on.
    reduction, weights: see `reduce_losses`; the mean divides by the sum of
    the weights. Weights α_c of the classes are given as
    `weights=alpha[labels]`.
    Raises ValueError for another gamma and as
    `sparse_softmax_cross_entropy` does.
    Source: T.-Y. Lin et al., ICCV 2017, arXiv 1708.02002, equation 4, and
    section 3 on classes.
    """
    losses = sparse_softmax_cross_entropy(labels, z, reduction="none")
    return reduce_losses(_focused(losses, gamma), reduction, weights, samples="labels")


@float64_inside
def softmax_focal_loss_gradient(labels: ArrayLike, z: ArrayLike, gamma: float = 2.0) -> Floats:
    """∂FL/∂z_j = (1 − p)^γ (1 − γ p log p / (1 − p)) ∂L/∂z_j.

    For each sample, in the shape of z.
    ∂L/∂z_j is the slope of `sparse_softmax_cross_entropy`. Errors as in
    `softmax_focal_loss`.
    """
    losses = sparse_softmax_cross_entropy(labels, z, reduction="none")
    slopes = sparse_softmax_cross_entropy_gradient(labels, z)
    return 0 + np.asarray(_focused_slope(losses, gamma))[..., np.newaxis] * slopes


def _focused(losses: Floats, gamma: float) -> Floats:
    """(1 − p)^γ L for cross-entropies L = −log p."""
    return _focal(0 - np.expm1(0 - losses), losses, gamma, np.asarray(1.0))


def _focused_slope(losses: Floats, gamma: float) -> Floats:
    """∂FL/∂L = (1 − p)^γ (1 + γ p L/(1 − p)) for L = −log p.

    At L = 0 the factor p L/(1 − p) is 1.
    """
    miss = 0 - np.expm1(0 - losses)
    of_factor = np.where(losses == 0, 1.0, times(np.exp(0 - losses), losses) / miss)
    g = from_zero_on(gamma, "gamma")
    return miss**g * (1 + g * of_factor)


def _labels_and_alpha(y: ArrayLike, alpha: float) -> tuple[Floats, Floats]:
    """Labels 0 or 1, and for each the weight of its class."""
    labels = binary_labels(y, "y")
    return labels, true_class_probability(labels, share(alpha, "alpha"))


def _focal(miss: Floats, cross_entropy: Floats, gamma: float, alpha_t: Floats) -> Floats:
    """α_t (1 − p_t)^γ (−log p_t), given 1 − p_t and −log p_t."""
    return times(alpha_t * miss ** from_zero_on(gamma, "gamma"), cross_entropy)


def _miss_and_cross_entropy(y: Floats, p: Floats) -> tuple[Floats, Floats]:
    """1 − p_t, which is p itself for the label 0, and −log p_t."""
    log_p_t = np.where(y == 1, np.log(p), np.log1p(-p))
    return np.where(y == 1, 1 - p, p), 0 - log_p_t


def _labels_and_probabilities(y: ArrayLike, p: ArrayLike) -> tuple[Floats, Floats]:
    """Labels and probabilities of the same shape."""
    y, p = binary_labels(y, "y"), probabilities(p, "p")
    same_shape(y, "y", p, "p")
    return y, p
