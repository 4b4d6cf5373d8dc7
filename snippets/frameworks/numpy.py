"""The losses of this site as a textbook writes them: NumPy arrays in, the target always first."""

import numpy as np
from numpy.typing import NDArray

from snippets.careful.arithmetic import Floats
from snippets.plain.binary import (
    binary_cross_entropy,
    binary_cross_entropy_with_logits,
    weighted_binary_cross_entropy_with_logits,
)
from snippets.plain.categorical import (
    categorical_cross_entropy,
    one_hot,
    softmax_cross_entropy,
    sparse_softmax_cross_entropy,
)
from snippets.plain.contrastive import info_nce
from snippets.plain.divergence import kl_divergence, kl_divergence_from_logs
from snippets.plain.focal import focal_loss_with_logits, softmax_focal_loss
from snippets.plain.information import entropy
from snippets.plain.regression import mean_squared_error
from snippets.plain.smoothing import smooth_labels
from snippets.plain.softmax import log_softmax
from snippets.plain.tokens import token_cross_entropy

__all__ = [
    "binary_cross_entropy",
    "binary_cross_entropy_with_logits",
    "categorical_cross_entropy",
    "entropy",
    "focal_loss_with_logits",
    "info_nce",
    "kl_divergence",
    "kl_divergence_from_logs",
    "mean_squared_error",
    "softmax_cross_entropy",
    "softmax_focal_loss",
    "sparse_softmax_cross_entropy",
    "token_cross_entropy",
    "weighted_binary_cross_entropy_with_logits",
]


def sparse_categorical_cross_entropy(labels: NDArray[np.int64], y_hat: Floats) -> Floats:
    """Class numbers become one-hot rows."""
    return categorical_cross_entropy(one_hot(labels, y_hat.shape[-1]), y_hat)


def label_smoothing(y: Floats, z: Floats, epsilon: float) -> Floats:
    """Smooth the labels first."""
    return softmax_cross_entropy(smooth_labels(y, epsilon), z)


def class_weights(labels: NDArray[np.int64], z: Floats, weights: Floats) -> Floats:
    """Pick each sample's weight; np.average divides by their sum."""
    losses = -np.take_along_axis(log_softmax(z), labels[:, None], axis=-1)
    return np.average(losses[:, 0], weights=weights[labels])
