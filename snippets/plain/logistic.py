"""The sigmoid and its relatives."""

import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def log_sigmoid(z):
    return -np.log(1 + np.exp(-z))


def logit(p):
    return np.log(p / (1 - p))


def sigmoid_slope(z):
    return sigmoid(z) * (1 - sigmoid(z))


def softplus(z):
    return np.log(1 + np.exp(z))


NOT_TOO_LOW = (-700, float("inf"))
BETWEEN = (1e-300, 1 - 2**-53)
NOT_TOO_HIGH = (-float("inf"), 700)
DOMAIN = {
    "sigmoid": {"z": NOT_TOO_LOW},
    "log_sigmoid": {"z": NOT_TOO_LOW},
    "logit": {"p": BETWEEN},
    "sigmoid_slope": {"z": NOT_TOO_LOW},
    "softplus": {"z": NOT_TOO_HIGH},
}
