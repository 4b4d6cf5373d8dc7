"""The tables of the page on many samples."""

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from snippets.careful.binary import binary_cross_entropy_with_logits_gradient
from snippets.careful.likelihood import (
    bernoulli_pmf,
    likelihood,
    log_likelihood,
    negative_log_likelihood,
)
from snippets.careful.logistic import logit
from snippets.examples import BINARY_LABELS, BINARY_PREDICTIONS
from snippets.tables.table import Column, Table

COPIES = (1, 10, 100, 1000)
ONES, ZEROS = 7, 3
"""Of ten labels, or tosses."""

TOSSED = 40
THETAS = (0.01, 0.1, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.99)
COINS = (10, 149, 150, 1074, 1075, 100_000)


def terms() -> Table:
    """Show one row a sample: the probability of its label, and product and sum so far."""
    labels, predictions = BINARY_LABELS.ravel(), BINARY_PREDICTIONS.ravel()
    probabilities = bernoulli_pmf(labels, predictions)
    losses = negative_log_likelihood(labels, predictions, reduction="none")
    return Table(
        columns=(
            Column("$i$"),
            Column("$y_i$"),
            Column("$\\hat y_i$", "g"),
            Column("$P(y_i\\mid x_i)$", ".1f"),
            Column("Product so far", ".4f"),
            Column("$-\\log P$ (nats)", ".4f"),
            Column("Sum so far (nats)", ".4f"),
        ),
        rows=[
            (
                i + 1,
                int(labels[i]),
                float(predictions[i]),
                float(probabilities[i]),
                float(likelihood(labels[: i + 1], predictions[: i + 1])),
                float(losses[i]),
                -float(log_likelihood(labels[: i + 1], predictions[: i + 1])),
            )
            for i in range(len(labels))
        ],
    )


def copies() -> Table:
    """Show sum and mean of the losses of repeated data, and their slopes over the bias."""
    rows = []
    for count in COPIES:
        labels = np.tile(BINARY_LABELS.ravel(), count)
        predictions = np.tile(BINARY_PREDICTIONS.ravel(), count)
        slopes = binary_cross_entropy_with_logits_gradient(labels, logit(predictions))
        rows.append(
            (
                len(labels),
                float(negative_log_likelihood(labels, predictions, reduction="sum")),
                float(slopes.sum()),
                float(negative_log_likelihood(labels, predictions)),
                float(slopes.mean()),
            )
        )
    return Table(
        columns=(
            Column("Samples $N$", ","),
            Column("Sum (nats)", ".4f"),
            Column("Slope of the sum", ".2f"),
            Column("Mean (nats)", ".4f"),
            Column("Slope of the mean", ".2f"),
        ),
        rows=rows,
    )


def coins() -> Table:
    """Show the likelihood of N fair coins as a product in two precisions, and as a sum of logs."""
    return Table(
        columns=(
            Column("Coins $N$", ","),
            Column("Product in float32", ".3g"),
            Column("Product in float64", ".3g"),
            Column("Sum of logs (nats)", ",.2f"),
            Column("Mean loss (nats)", ".4f"),
        ),
        rows=[
            (
                count,
                float(likelihood(*_coins(count, np.float32))),
                float(likelihood(*_coins(count, np.float64))),
                float(log_likelihood(*_coins(count, np.float64))),
                float(negative_log_likelihood(*_coins(count, np.float64))),
            )
            for count in COINS
        ],
    )


def tosses() -> Table:
    """Show the likelihood of tosses, its logarithm to base 10, and the mean log, over θ."""
    labels = np.tile(np.repeat([1.0, 0.0], [ONES, ZEROS]), TOSSED // (ONES + ZEROS))
    logs = [float(log_likelihood(labels, theta)) for theta in THETAS]
    return Table(
        columns=(
            Column("$\\theta$", "g"),
            Column("Likelihood", ".2e"),
            Column("Its $\\log_{10}$", ".2f"),
            Column("Mean log of a toss (nats)", ".4f"),
        ),
        rows=[
            (theta, float(likelihood(labels, theta)), one / math.log(10), one / len(labels))
            for theta, one in zip(THETAS, logs, strict=True)
        ],
    )


def _coins(count: int, kind: Any) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return ``count`` labels 1, each of which was given the probability 1/2."""
    return np.ones(count, dtype=kind), np.full(count, 0.5, dtype=kind)
