"""The careful losses of this site, which stand for it where libraries differ."""

import numpy as np
from numpy.typing import NDArray

from snippets.careful import (
    binary,
    categorical,
    contrastive,
    divergence,
    focal,
    information,
    regression,
    smoothing,
    tokens,
)
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


def weighted_binary_cross_entropy_with_logits(y: Floats, z: Floats, pos_weight: float) -> Floats:
    """Label 1 counts pos_weight times; the mean divides by the number of samples."""
    return binary.weighted_binary_cross_entropy_with_logits(y, z, pos_weight)


def focal_loss_with_logits(y: Floats, z: Floats, gamma: float, alpha: float) -> Floats:
    """Label 1 has the weight alpha, label 0 has 1 − alpha."""
    return focal.focal_loss_with_logits(y, z, gamma, alpha)


def softmax_focal_loss(labels: NDArray[np.int64], z: Floats, gamma: float) -> Floats:
    """Several classes, from logits and class numbers."""
    return focal.softmax_focal_loss(labels, z, gamma)


def kl_divergence_from_logs(log_p: Floats, log_q: Floats) -> Floats:
    """D(P‖Q) from log-probabilities."""
    return divergence.kl_divergence_from_logs(log_p, log_q)


def token_cross_entropy(labels: NDArray[np.int64], z: Floats) -> Floats:
    """The mean over the tokens whose label is not −100."""
    return tokens.token_cross_entropy(labels, z)


def info_nce(similarities: Floats, temperature: float) -> Floats:
    """Candidate i is the right one for row i."""
    return contrastive.info_nce(similarities, temperature)
