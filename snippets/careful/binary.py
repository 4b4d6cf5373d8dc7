"""Binary cross-entropy: from a predicted probability, and from a logit.

A label y is 0 or 1, or a probability in between that the class is 1 (a soft label).
"""

import numpy as np
from numpy.typing import ArrayLike

from snippets.careful.arithmetic import Floats, float64_inside, times
from snippets.careful.logistic import sigmoid
from snippets.careful.reduction import Reduction, reduce_losses
from snippets.careful.validation import as_floats, probabilities, same_shape


@float64_inside
def binary_cross_entropy(
    y: ArrayLike,
    y_hat: ArrayLike,
    reduction: Reduction = "mean",
    weights: ArrayLike | None = None,
) -> Floats:
    """L = −[y log ŷ + (1 − y) log(1 − ŷ)], in nats; infinite for a label declared impossible.

    y, y_hat: labels and predicted probabilities of the same shape, or one of them a single number.
    reduction, weights: see `reduce_losses`; the mean divides by the sum of the weights.
    Raises ValueError for values outside [0, 1], for shapes that differ, for a mean of nothing.
    """
    y, y_hat = _labels_and_probabilities(y, y_hat)
    log_likelihoods = times(y, np.log(y_hat)) + times(1 - y, np.log1p(-y_hat))
    return reduce_losses(0 - log_likelihoods, reduction, weights)


@float64_inside
def binary_cross_entropy_gradient(y: ArrayLike, y_hat: ArrayLike) -> Floats:
    """∂L/∂ŷ = (ŷ − y) / (ŷ(1 − ŷ)) for each sample: −1/ŷ if y = 1, and 1/(1 − ŷ) if y = 0.

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
) -> Floats:
    """L = max(z, 0) − zy + log(1 + e^−|z|), in nats: the loss of ŷ = σ(z), without overflow.

    y: labels in [0, 1]; z: logits of the same shape, or one of them a single number.
    reduction, weights: see `reduce_losses`; the mean divides by the sum of the weights.
    Raises ValueError for labels outside [0, 1], NaN, shapes that differ, a mean of nothing.

    max(z, 0) − zy is computed as the equal y max(−z, 0) + (1 − y) max(z, 0), where nothing cancels.
    """
    y, z = _labels_and_logits(y, z)
    straight = times(y, np.maximum(-z, 0)) + times(1 - y, np.maximum(z, 0))
    losses = straight + np.log1p(np.exp(-np.abs(z)))
    return reduce_losses(losses, reduction, weights)


@float64_inside
def binary_cross_entropy_with_logits_gradient(y: ArrayLike, z: ArrayLike) -> Floats:
    """∂L/∂z = σ(z) − y for each sample.

    Computed as the equal (1 − y) σ(z) − y σ(−z): for y = 1 that is −σ(−z), where σ(z) − 1 would
    cancel. Shapes and errors as in `binary_cross_entropy_with_logits`.
    """
    y, z = _labels_and_logits(y, z)
    return (1 - y) * sigmoid(z) - y * sigmoid(-z)


def _labels_and_probabilities(y: ArrayLike, y_hat: ArrayLike) -> tuple[Floats, Floats]:
    """Labels and predicted probabilities of the same shape."""
    y, y_hat = probabilities(y, "y"), probabilities(y_hat, "y_hat")
    same_shape(y, "y", y_hat, "y_hat")
    return y, y_hat


def _labels_and_logits(y: ArrayLike, z: ArrayLike) -> tuple[Floats, Floats]:
    """Labels and logits of the same shape."""
    y, z = probabilities(y, "y"), as_floats(z, "z")
    same_shape(y, "y", z, "z")
    return y, z
