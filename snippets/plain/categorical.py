"""Categorical cross-entropy: from probabilities and logits."""

import numpy as np

from snippets.plain.softmax import log_softmax, softmax


def one_hot(labels, classes):
    return np.eye(classes)[labels]


def uniform(classes):
    return np.full(classes, 1 / classes)


def categorical_cross_entropy(y, y_hat):
    L = -np.sum(y * np.log(y_hat), axis=-1)
    return np.mean(L)


def categorical_cross_entropy_gradient(y, y_hat):
    return -y / y_hat


def softmax_cross_entropy(y, z):
    L = -np.sum(y * log_softmax(z), axis=-1)
    return np.mean(L)


def softmax_cross_entropy_gradient(y, z):
    return softmax(z) - y


def sparse_softmax_cross_entropy(labels, z):
    at = np.expand_dims(labels, -1)
    L = -np.take_along_axis(log_softmax(z), at, axis=-1)
    return np.mean(L)


def sparse_softmax_cross_entropy_gradient(labels, z):
    return softmax(z) - one_hot(labels, z.shape[-1])


ABOVE_0 = (1e-300, 1)
FINITE = (-1e300, 1e300)
DOMAIN = {
    "categorical_cross_entropy": {"y_hat": ABOVE_0},
    "categorical_cross_entropy_gradient": {"y_hat": ABOVE_0},
    "softmax_cross_entropy": {"z": FINITE},
    "softmax_cross_entropy_gradient": {"z": FINITE},
    "sparse_softmax_cross_entropy": {"z": FINITE},
    "sparse_softmax_cross_entropy_gradient": {"z": FINITE},
}
