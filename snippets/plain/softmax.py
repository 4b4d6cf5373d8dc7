"""Softmax: scores of any size become probabilities."""

import numpy as np


def logsumexp(z):
    m = np.max(z, axis=-1, keepdims=True)
    d = np.log(np.sum(np.exp(z - m), axis=-1))
    return np.squeeze(m, axis=-1) + d


def log_softmax(z):
    d = z - np.max(z, axis=-1, keepdims=True)
    return d - np.log(np.sum(np.exp(d), axis=-1, keepdims=True))


def softmax(z):
    d = z - np.max(z, axis=-1, keepdims=True)
    return np.exp(d) / np.sum(np.exp(d), axis=-1, keepdims=True)


def softmax_jacobian(z):
    s, delta = softmax(z), np.eye(z.shape[-1])
    return s[..., :, None] * (delta - s[..., None, :])


FINITE = (-1e300, 1e300)
DOMAIN = {
    "logsumexp": {"z": FINITE},
    "log_softmax": {"z": FINITE},
    "softmax": {"z": FINITE},
    "softmax_jacobian": {"z": FINITE},
}
