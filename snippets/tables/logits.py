"""The tables of the page on logits."""

from decimal import Decimal, localcontext
from math import gcd

import numpy as np
from numpy.typing import NDArray

from snippets.careful.binary import binary_cross_entropy, binary_cross_entropy_with_logits
from snippets.careful.categorical import sparse_softmax_cross_entropy
from snippets.careful.logistic import logit, sigmoid
from snippets.careful.softmax import logsumexp, softmax
from snippets.tables.table import Column, Table

CASES = ((1, 2.0), (0, 2.0), (1, 40.0), (0, 40.0), (1, -800.0))
PROBABILITIES = (0.01, 0.1, 0.5, 0.9, 0.99)
LEADS = (1.0, 10.0, 20.0, 30.0, 36.0, 40.0, 50.0, 60.0)
FIRST_LOGITS = (0, 100, 709, 1000, -1000)


def routes() -> Table:
    """Show the loss through the probability as float64 keeps it, and straight from the logit."""
    return Table(
        columns=(
            Column("Label $y$"),
            Column("Logit $z$", "g"),
            Column("$\\hat y=\\sigma(z)$ as kept", ".17g"),
            Column("Loss through $\\hat y$ (nats)", ".5g"),
            Column("Loss from $z$ (nats)", ".5g"),
        ),
        rows=[
            (
                label,
                z,
                float(sigmoid(z)),
                float(binary_cross_entropy([label], [sigmoid(z)])),
                float(binary_cross_entropy_with_logits([label], [z])),
            )
            for label, z in CASES
        ],
    )


def odds() -> Table:
    """List probability, odds and logit: three names of one quantity."""
    return Table(
        columns=(Column("Probability", "g"), Column("Odds"), Column("Logit", ".2f")),
        rows=[(p, odds_of(p), float(logit(p))) for p in PROBABILITIES],
    )


def lost_digits() -> Table:
    """List how far three ways to compute the loss are from the truth, as a share of it."""
    leads = np.array(LEADS)
    exact = np.array([exact_loss(lead) for lead in LEADS])
    ways = (losses_from_probability, losses_from_logsumexp, losses_from_log1p)
    errors = [(np.abs(losses(leads) - exact) / exact).tolist() for losses in ways]
    return Table(
        columns=(
            Column("Lead $z_1-z_2$", "g"),
            Column("Relative error of $-\\log\\mathrm{softmax}$", ".2g"),
            Column("Relative error of $\\mathrm{logsumexp}-z$", ".2g"),
            Column("Relative error of the log1p form", ".2g"),
        ),
        rows=list(zip(LEADS, *errors, strict=True)),
    )


def shifts() -> Table:
    """Show softmax of three logits a step of 1 apart, as it is written and with the shift."""
    rows = []
    for first in FIRST_LOGITS:
        z = first + np.arange(3.0)
        rows.append(
            (
                ", ".join(f"{logit:g}" for logit in z).replace("-", "−"),
                _written(softmax_as_written(z)),
                _written(softmax(z)),
            )
        )
    return Table(
        columns=(Column("Logits"), Column("As written"), Column("With the shift")), rows=rows
    )


def softmax_as_written(z: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return e^z / Σ e^z without any care: NaN where e^z is infinite or all of it is 0."""
    with np.errstate(all="ignore"):
        exponentials = np.exp(z)
        return np.asarray(exponentials / exponentials.sum())


def _written(probabilities: NDArray[np.float64]) -> str:
    return ", ".join("NaN" if np.isnan(p) else f"{p:.4f}" for p in probabilities)


def odds_of(probability: float) -> str:
    """Write odds as people do: ``9:1``."""
    yes, no = round(100 * probability), round(100 * (1 - probability))
    return f"{yes // gcd(yes, no)}:{no // gcd(yes, no)}"


def exact_loss(lead: float) -> float:
    """Return the loss in nats of two classes, log(1 + e to the −lead), from 60 decimal digits."""
    with localcontext() as context:
        context.prec = 60
        return float((1 + (-Decimal(float(lead))).exp()).ln())


def losses_from_probability(leads: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return −log of the true class's softmax: the digits are lost when it rounds to 1."""
    return -np.log(softmax(_logits(leads))[:, 0])


def losses_from_logsumexp(leads: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return logsumexp(z) − z of the true class: the digits are lost in the difference."""
    return np.asarray(logsumexp(_logits(leads))) - leads


def losses_from_log1p(leads: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return what the site's own function gives."""
    truth = np.zeros(len(leads), dtype=np.int64)
    return np.asarray(sparse_softmax_cross_entropy(truth, _logits(leads), reduction="none"))


def _logits(leads: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return two logits a row, the true one first, ``leads`` ahead of the other."""
    return np.stack([leads, np.zeros_like(leads)], axis=1)
