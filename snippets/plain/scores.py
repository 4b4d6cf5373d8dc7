"""Scores that judge predicted probabilities beside the loss."""

import numpy as np


def accuracy(y, y_hat):
    right = np.argmax(y, axis=-1) == np.argmax(y_hat, axis=-1)
    return np.mean(right)


def brier_score(y, y_hat):
    return np.mean(np.sum((y_hat - y) ** 2, axis=-1))
