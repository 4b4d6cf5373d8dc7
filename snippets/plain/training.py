"""Logistic regression: slopes of its losses."""

import numpy as np

from snippets.plain.logistic import sigmoid


def half_squared_error(y, z):
    return (sigmoid(z) - y) ** 2 / 2


def half_squared_error_slope(y, z):
    y_hat = sigmoid(z)
    return (y_hat - y) * y_hat * (1 - y_hat)


def logistic_gradient(w, b, x, y):
    slopes = sigmoid(x @ w + b) - y
    return x.T @ slopes / len(y), np.mean(slopes)


NOT_TOO_LOW = (-700, float("inf"))
DOMAIN = {
    "half_squared_error": {"z": NOT_TOO_LOW},
    "half_squared_error_slope": {"z": NOT_TOO_LOW},
}
