"""The losses of this site: NumPy arrays in, one number out, the target always first."""

import numpy as np
from numpy.typing import NDArray

from snippets.careful import binary, categorical, divergence, information, regression, smoothing
from snippets.careful.arithmetic import Floats


def mean_squared_error(y: Floats, y_hat: Floats) -> Floats:
    """Target first, then prediction."""
    return regression.mean_squared_error(y, y_hat)


def entropy(p: Floats) -> Floats:
    """In nats; with `base=2` in bits."""
    return information.entropy(p)


def kl_divergence(p: Floats, q: Floats) -> Floats:
    """D(P‖Q); one number for each row of a batch."""
    return divergence.kl_divergence(p, q)


def binary_cross_entropy(y: Floats, y_hat: Floats) -> Floats:
    """From probabilities; the mean over all samples."""
    return binary.binary_cross_entropy(y, y_hat)


def binary_cross_entropy_with_logits(y: Floats, z: Floats) -> Floats:
    """From logits, which have lost no digits."""
    return binary.binary_cross_entropy_with_logits(y, z)


def categorical_cross_entropy(y: Floats, y_hat: Floats) -> Floats:
    """Rows of y are one-hot or soft; the mean over the rows."""
    return categorical.categorical_cross_entropy(y, y_hat)


def sparse_categorical_cross_entropy(labels: NDArray[np.int64], y_hat: Floats) -> Floats:
    """Class numbers become one-hot rows."""
    y = categorical.one_hot(labels, classes=y_hat.shape[-1])
    return categorical.categorical_cross_entropy(y, y_hat)


def softmax_cross_entropy(y: Floats, z: Floats) -> Floats:
    """From logits; rows of y are one-hot or soft."""
    return categorical.softmax_cross_entropy(y, z)


def sparse_softmax_cross_entropy(labels: NDArray[np.int64], z: Floats) -> Floats:
    """From logits and class numbers."""
    return categorical.sparse_softmax_cross_entropy(labels, z)


def label_smoothing(y: Floats, z: Floats, epsilon: float) -> Floats:
    """Smooth the labels first."""
    return categorical.softmax_cross_entropy(smoothing.smooth_labels(y, epsilon), z)


def class_weights(labels: NDArray[np.int64], z: Floats, weights: Floats) -> Floats:
    """Pick each sample's weight; the mean divides by their sum."""
    return categorical.sparse_softmax_cross_entropy(labels, z, weights=weights[labels])
