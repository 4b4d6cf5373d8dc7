"""Numbers on which losses are measured: ordinary ones, and those at which float64 is at its ends.

Probabilities from 1e-320 to 1 − 1e-16, logits to ±1e4, one-hot rows, zeros, a million classes.
Drawn with fixed seeds, so that every run has the same.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

MILLION = 1_000_000
WHOLE = 2**53
"""Probabilities that are whole numbers divided by this sum to 1 without any rounding."""


def ordinary_probabilities() -> Array:
    """From 0.01 to 0.99."""
    return np.random.default_rng(10).uniform(0.01, 0.99, 300)


def hard_probabilities() -> Array:
    """From 1e-320 to 1 − 1e-16, evenly spread on a log scale towards both ends."""
    random = np.random.default_rng(11)
    edges = [1e-320, 2e-310, 2.2250738585072014e-308, 1e-16, 1e-8, 0.5, 1 - 1e-8, 1 - 1e-16]
    small, near_one = random.uniform(-320, 0, 150), random.uniform(-16, -0.1, 150)
    return np.concatenate([edges, 10**small, 1 - 10**near_one])


def ordinary_logits() -> Array:
    """From a normal distribution of standard deviation 3."""
    return np.random.default_rng(12).normal(0, 3, 300)


def hard_logits() -> Array:
    """To ±40, to ±746, where exponentials end, and to ±1e4."""
    random = np.random.default_rng(13)
    edges = [-1e4, -745.1, -709, -36, -1e-8, -1e-300, 0, 1e-300, 1e-8, 36, 709, 745.1, 1e4]
    return np.concatenate([edges, random.uniform(-40, 40, 150), random.uniform(-746, 746, 150)])


def ordinary_distributions() -> Iterator[Array]:
    """Rows of 2 to 10 classes, none of them rare."""
    random = np.random.default_rng(14)
    for _ in range(60):
        yield random.dirichlet(np.full(random.integers(2, 11), 3.0))


def hard_distributions() -> Iterator[Array]:
    """Coins of all kinds, rows with zeros and rare classes, one-hot rows, a million classes."""
    random = np.random.default_rng(15)
    yield from np.eye(3)
    for p in hard_probabilities()[::3]:
        yield np.array([p, 1 - p])
    for _ in range(60):
        weights = 10 ** random.uniform(-300, 0, random.integers(3, 9))
        weights[0] = 0
        yield weights / weights.sum()
    weights = random.choice(10 ** random.uniform(-6, 0, 40), MILLION)
    yield weights / weights.sum()


def pairs_of(rows: Iterator[Array]) -> list[tuple[Array, Array]]:
    """Each row with its neighbour in a shuffled order, where that has no zero the row lacks."""
    found = []
    random = np.random.default_rng(16)
    for p in rows:
        q = random.permutation(p) if len(p) > 2 else p[::-1].copy()
        q = np.where((q == 0) & (p > 0), 1e-300, q)
        found.append((p, q))
    return found


def exact_distribution(random: np.random.Generator, classes: int, spread: float) -> Array:
    """Draw whole numbers that sum to 2^53, as int64; 0 is not among them."""
    weights = 10 ** random.uniform(-spread, 0, classes)
    whole: Array = np.maximum(1, (weights / weights.sum() * WHOLE).astype(np.int64))
    whole[np.argmax(whole)] += WHOLE - whole.sum()
    return whole


def ordinary_divergences() -> Iterator[tuple[Array, Array]]:
    """Pairs of distributions that have little in common."""
    random = np.random.default_rng(17)
    for _ in range(60):
        classes = int(random.integers(2, 9))
        p, q = (exact_distribution(random, classes, 1) for _ in "pq")
        yield p / WHOLE, q / WHOLE


def hard_divergences() -> Iterator[tuple[Array, Array]]:
    """Pairs that differ from each other by 1e-1 down to 1e-12 of each probability, and far ones."""
    random = np.random.default_rng(18)
    for closeness in np.linspace(-12, -1, 60):
        p = exact_distribution(random, int(random.integers(2, 9)), 2)
        step = np.round(p[:-1] * random.uniform(-1, 1, len(p) - 1) * 10**closeness)
        moved = step.astype(np.int64)
        q = p + np.append(moved, -moved.sum())
        if np.all(q > 0) and np.any(q != p):
            yield p / WHOLE, q / WHOLE
    for _ in range(30):
        classes = int(random.integers(2, 9))
        p, q = (exact_distribution(random, classes, 15) for _ in "pq")
        yield p / WHOLE, q / WHOLE


def ordinary_rows() -> Iterator[tuple[Array, int]]:
    """Rows of ten logits, each with a label."""
    random = np.random.default_rng(19)
    for _ in range(60):
        yield random.normal(0, 3, 10), int(random.integers(10))


def hard_rows() -> Iterator[tuple[Array, int]]:
    """Rows of 2 to 6 logits, sure and unsure, near and far from 0, each with every label."""
    random = np.random.default_rng(20)
    rows = [
        [0.0, 0.0],
        [1e4, -1e4, 0.0],
        [46.05170185988091, 0.0],
        [0.1, -230.2, -230.3],
        [0.3, -699.9, -700.05],
        [20.0, -np.inf, -3.7],
        [1 / 3, 1 / 7 - 300, 1 / 11 - 300, 1 / 13 - 300],
    ]
    for _ in range(80):
        spread, place = 10.0 ** random.uniform(-4, 4, 2)
        row = random.normal(0, spread, random.integers(2, 7)) + random.normal(0, place)
        rows.append(list(np.clip(row, -1e4, 1e4)))
    for row in rows:
        for label in range(len(row)):
            if np.isfinite(row[label]):
                yield np.array(row), label


def million_logits() -> tuple[Array, int]:
    """Draw a row of a million classes, of 40 different logits, and the label of the largest."""
    random = np.random.default_rng(21)
    row = random.choice(random.uniform(-30, 5, 40), MILLION)
    return row, int(np.argmax(row))


def million_samples(probabilities: Array) -> tuple[Array, Array]:
    """Labels 0 or 1, and a probability drawn from 40 of the given for each."""
    random = np.random.default_rng(22)
    p = random.choice(random.choice(probabilities, 40), MILLION)
    return random.integers(0, 2, MILLION).astype(np.float64), p


def ordinary_cosines() -> Array:
    """Angles from 20° to 160°."""
    return np.cos(np.random.default_rng(23).uniform(np.pi / 9, 8 * np.pi / 9, 300))


def hard_cosines() -> Array:
    """Angles down to 1e-8 from 0° and 180°, and both of them."""
    angles = 10 ** np.random.default_rng(24).uniform(-8, 0, 200)
    return np.concatenate([[1, -1, np.nextafter(1, 0)], np.cos(angles), -np.cos(angles)])
