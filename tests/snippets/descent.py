"""Gradient descent of logistic regression, written out: what trained models are held to."""

from collections.abc import Iterator

import numpy as np

from tests.snippets.strategies import Array


def descent(
    x: Array, y: Array, counts: Array | None = None, *, rate: float, steps: int
) -> Iterator[tuple[Array, float]]:
    """Yield the weights and the bias before the first step and after each."""
    shares = np.full(len(y), 1 / len(y)) if counts is None else counts / np.sum(counts)
    w, b = np.zeros(x.shape[1]), 0.0
    yield w, b
    for _ in range(steps):
        error = shares * (1 / (1 + np.exp(-(x @ w + b))) - y)
        w, b = w - rate * x.T @ error, b - rate * float(error.sum())
        yield w, b
