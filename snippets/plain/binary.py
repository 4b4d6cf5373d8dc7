"""Binary cross-entropy: from a probability, and from a logit."""

import numpy as np

from snippets.plain.logistic import sigmoid


def binary_cross_entropy(y, y_hat):
    L = -(y * np.log(y_hat) + (1 - y) * np.log(1 - y_hat))
    return np.mean(L)


def binary_cross_entropy_gradient(y, y_hat):
    return (y_hat - y) / (y_hat * (1 - y_hat))


def binary_cross_entropy_with_logits(y, z):
    L = np.maximum(z, 0) - z * y + np.log(1 + np.exp(-np.abs(z)))
    return np.mean(L)


def binary_cross_entropy_with_logits_gradient(y, z):
    return sigmoid(z) - y


def weighted_binary_cross_entropy_with_logits(y, z, pos_weight):
    of_1 = pos_weight * y * np.logaddexp(0, -z)
    of_0 = (1 - y) * np.logaddexp(0, z)
    return np.mean(of_1 + of_0)


BETWEEN = (1e-300, 1 - 2**-53)
FINITE = (-1e300, 1e300)
NOT_TOO_LOW = (-700, float("inf"))
DOMAIN = {
    "binary_cross_entropy": {"y_hat": BETWEEN},
    "binary_cross_entropy_gradient": {"y_hat": BETWEEN},
    "binary_cross_entropy_with_logits": {"z": FINITE},
    "binary_cross_entropy_with_logits_gradient": {
        "z": NOT_TOO_LOW,
    },
    "weighted_binary_cross_entropy_with_logits": {"z": FINITE},
}
