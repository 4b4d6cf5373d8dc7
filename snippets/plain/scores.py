"""Scores of predicted probabilities, and decisions by them."""

import numpy as np

from snippets.plain.softmax import softmax


def accuracy(y, y_hat):
    right = np.argmax(y, axis=-1) == np.argmax(y_hat, axis=-1)
    return np.mean(right)


def brier_score(y, y_hat):
    return np.mean(np.sum((y_hat - y) ** 2, axis=-1))


def reliability(y, p, bins=10):
    which = np.minimum(np.floor(p * bins).astype(int), bins - 1)
    counts = np.bincount(which, minlength=bins)
    said = np.bincount(which, p, bins) / counts
    happened = np.bincount(which, y, bins) / counts
    return np.stack([counts, said, happened], axis=-1)


def expected_calibration_error(y, p, bins=10):
    which = np.minimum(np.floor(p * bins).astype(int), bins - 1)
    said, happened = np.bincount(which, p), np.bincount(which, y)
    return np.sum(np.abs(said - happened)) / len(p)


def fit_temperature(labels, z):
    low, high = 1e-3, 1e3
    for _ in range(60):
        beta = np.sqrt(low * high)
        gaps = z - z[np.arange(len(z)), labels][:, None]
        slope = np.mean(np.sum(softmax(beta * z) * gaps, axis=-1))
        low, high = (beta, high) if slope < 0 else (low, beta)
    return 1 / beta


def alarm_threshold(false_alarm, miss):
    return false_alarm / (false_alarm + miss)


def precision(prevalence, recall, false_alarms):
    right = prevalence * recall
    return right / (right + (1 - prevalence) * false_alarms)
