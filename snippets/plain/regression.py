"""Squared error, and the Gaussian noise that it stands for."""

import numpy as np


def mean_squared_error(y, y_hat):
    return np.mean((y - y_hat) ** 2)


def mean_squared_error_gradient(y, y_hat):
    return -2 / np.size(y) * (y - y_hat)


def gaussian_pdf(y, mean, sd):
    top = np.exp(-((y - mean) ** 2) / (2 * sd**2))
    return top / (sd * np.sqrt(2 * np.pi))


def gaussian_negative_log_likelihood(y, mean, sd):
    squares = (y - mean) ** 2 / (2 * sd**2)
    return squares + np.log(2 * np.pi * sd**2) / 2


FINITE = (-1e50, 1e50)
POSITIVE = (1e-50, 1e50)
DOMAIN = {
    "mean_squared_error": {"y": FINITE, "y_hat": FINITE},
    "gaussian_pdf": {"y": FINITE, "mean": FINITE, "sd": POSITIVE},
    "gaussian_negative_log_likelihood": {
        "y": FINITE,
        "mean": FINITE,
        "sd": POSITIVE,
    },
}
