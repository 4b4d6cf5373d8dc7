"""The tables of the page on logits."""

import numpy as np
from numpy.typing import NDArray

from snippets.careful.binary import binary_cross_entropy, binary_cross_entropy_with_logits
from snippets.careful.logistic import sigmoid
from snippets.careful.softmax import softmax
from snippets.tables.table import Column, Table

CASES = ((1, 2.0), (0, 2.0), (1, 40.0), (0, 40.0), (1, -800.0))
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
