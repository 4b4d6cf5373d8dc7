"""Binary cross-entropy: from a predicted probability, and from a logit.

A label y is 0 or 1, or a probability in between that the class is 1 (a soft
label).
"""

import numpy as np
from numpy.typing import ArrayLike

from snippets.careful.arithmetic import Floats, float64_inside, times
from snippets.careful.logistic import sigmoid
from snippets.careful.reduction import Reduction, reduce_losses
from snippets.careful.validation import (
    as_floats,
    not_negative,
    probabilities,
    refuse,
    same_shape,
)


@float64_inside
def binary_cross_entropy(
    y: ArrayLike,
    y_hat: ArrayLike,
    reduction: Reduction = "mean",
    weights: ArrayLike | None = None,
) -> Floats:
    """L = −[y log ŷ + (1 − y) log(1 − ŷ)], in nats.

    Infinite for a label declared impossible.
    y, y_hat: labels and predicted probabilities of the same shape, or one
    of them a single number.
    reduction, weights: see `reduce_losses`; the mean divides by the sum of
    the weights.
    Raises ValueError for values outside [0, 1], for shapes that differ, for
    a mean of nothing.
    """
    y, y_hat = _labels_and_probabilities(y, y_hat)
    log_likelihoods = times(y, np.log(y_hat)) + times(1 - y, np.log1p(-y_hat))
    return reduce_losses(0 - log_likelihoods, reduction, weights)


@float64_inside
def binary_cross_entropy_gradient(y: ArrayLike, y_hat: ArrayLike) -> Floats:
    """∂L/∂ŷ = (ŷ − y) / (ŷ(1 − ŷ)) for each sample.

    That is −1/ŷ if y = 1, and 1/(1 − ŷ) if y = 0.
    Shapes and errors as in `binary_cross_entropy`.
    """
    y, y_hat = _labels_and_probabilities(y, y_hat)
    soft = (y_hat - y) / (y_hat * (1 - y_hat))
    return np.where(y == 1, -1 / y_hat, np.where(y == 0, 1 / (1 - y_hat), soft))


@float64_inside
def binary_cross_entropy_with_logits(
    y: ArrayLike,
    z: ArrayLike,
    reduction: Reduction = "mean",
    weights: ArrayLike | None = None,
    pos_weight: ArrayLike = 1.0,
) -> Floats:
    """L = max(z, 0) − zy + log(1 + e^−|z|), in nats.

    The loss of ŷ = σ(z), without overflow.
    y: labels in [0, 1]; z: logits of the same shape, or one of them a
    single number.
    reduction, weights: see `reduce_losses`; the mean divides by the sum of
    the weights.
    pos_weight: factor w of the label 1, L = −[w y log ŷ + (1 − y) log(1 −
    ŷ)]; from 0 on, one number, or one for each column of z. The mean does
    not divide by it.
    Raises ValueError for labels outside [0, 1], NaN, shapes that differ, a
    mean of nothing.

    max(z, 0) − zy is computed as the equal y max(−z, 0) + (1 − y) max(z,
    0), where nothing cancels.
    """
    y, z = _labels_and_logits(y, z)
    of_1, of_0 = _factors(y, z, pos_weight)
    straight = times(of_1, np.maximum(-z, 0)) + times(of_0, np.maximum(z, 0))
    losses = straight + (of_1 + of_0) * np.log1p(np.exp(-np.abs(z)))
    return reduce_losses(losses, reduction, weights)


@float64_inside
def binary_cross_entropy_with_logits_gradient(
    y: ArrayLike, z: ArrayLike, pos_weight: ArrayLike = 1.0
) -> Floats:
    """∂L/∂z = σ(z) − y for each sample.

    Computed as the equal (1 − y) σ(z) − y σ(−z): for y = 1 that is −σ(−z),
    where σ(z) − 1 would cancel. A pos_weight w makes it (1 − y) σ(z) − w y
    σ(−z).
    Shapes and errors as in `binary_cross_entropy_with_logits`.
    """
    y, z = _labels_and_logits(y, z)
    of_1, of_0 = _factors(y, z, pos_weight)
    return of_0 * sigmoid(z) - of_1 * sigmoid(-z)


@float64_inside
def weighted_binary_cross_entropy_with_logits(
    y: ArrayLike, z: ArrayLike, pos_weight: ArrayLike, reduction: Reduction = "mean"
) -> Floats:
    """L = −[w y log σ(z) + (1 − y) log σ(−z)], in nats.

    Labels 1 are w times as dear; w is the pos_weight, one number, or one
    for each column of z. The mean divides by the number of labels.
    Shapes and errors as in `binary_cross_entropy_with_logits`.
    """
    return binary_cross_entropy_with_logits(y, z, reduction, pos_weight=pos_weight)


def _labels_and_probabilities(y: ArrayLike, y_hat: ArrayLike) -> tuple[Floats, Floats]:
    """Labels and predicted probabilities of the same shape."""
    y, y_hat = probabilities(y, "y"), probabilities(y_hat, "y_hat")
    same_shape(y, "y", y_hat, "y_hat")
    return y, y_hat


def _factors(y: Floats, z: Floats, pos_weight: ArrayLike) -> tuple[Floats, Floats]:
    """Compute w y and 1 − y: how much the label 1 and the label 0 count."""
    w = not_negative(pos_weight, "pos_weight")
    columns = np.broadcast_shapes(y.shape, z.shape)[-1:]
    if w.ndim and w.shape != columns:
        refuse("pos_weight", f"shape {w.shape}", f"one number, or shape {columns}")
    return w * y, 1 - y


def _labels_and_logits(y: ArrayLike, z: ArrayLike) -> tuple[Floats, Floats]:
    """Labels and logits of the same shape."""
    y, z = probabilities(y, "y"), as_floats(z, "z")
    same_shape(y, "y", z, "z")
    return y, z
