"""Mean loss and its standard error, batch by batch."""

import numpy as np


def tally(batches):
    n, mean, squares = 0, 0.0, 0.0
    for losses in batches:
        k, d = np.size(losses), np.mean(losses) - mean
        squares += k * np.var(losses) + d**2 * n * k / (n + k)
        n, mean = n + k, mean + d * k / (n + k)
    return n, mean, squares


def mean_loss(seen):
    _, mean, _ = seen
    return mean


def standard_error(seen):
    n, _, squares = seen
    return np.sqrt(squares / (n * (n - 1)))


def losses_in_parts(loss, *arrays, rows=10_000):
    for start in range(0, len(arrays[0]), rows):
        part = (array[start : start + rows] for array in arrays)
        yield loss(*part, reduction="none")


FINITE = (-1e100, 1e100)
DOMAIN = {
    "tally": {"batches": FINITE},
}
