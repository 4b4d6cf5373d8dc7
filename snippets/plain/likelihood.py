"""How probable a model makes the labels that were seen."""

import numpy as np


def bernoulli_pmf(y, theta):
    return theta**y * (1 - theta) ** (1 - y)


def likelihood(y, y_hat):
    return np.prod(bernoulli_pmf(y, y_hat))


def log_likelihood(y, y_hat):
    return np.sum(y * np.log(y_hat) + (1 - y) * np.log(1 - y_hat))


def negative_log_likelihood(y, y_hat):
    return -log_likelihood(y, y_hat) / np.size(y)


def categorical_pmf(y, probabilities):
    return np.prod(probabilities**y, axis=-1)


def categorical_likelihood(y, y_hat):
    return np.prod(categorical_pmf(y, y_hat))


def categorical_log_likelihood(y, y_hat):
    return np.sum(y * np.log(y_hat))


BETWEEN = (1e-300, 1 - 2**-53)
ABOVE_0 = (1e-300, 1)
DOMAIN = {
    "log_likelihood": {"y_hat": BETWEEN},
    "negative_log_likelihood": {"y_hat": BETWEEN},
    "categorical_log_likelihood": {"y_hat": ABOVE_0},
}
