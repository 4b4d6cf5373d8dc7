"""The tables of the page on numerical stability: the article's code and ours, both run."""

import math
from decimal import Decimal, localcontext
from types import MappingProxyType
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from snippets.careful.binary import binary_cross_entropy, binary_cross_entropy_with_logits
from snippets.careful.categorical import categorical_cross_entropy, sparse_softmax_cross_entropy
from snippets.careful.logistic import sigmoid
from snippets.careful.softmax import softmax
from snippets.examples import BINARY_LABELS, BINARY_PREDICTIONS
from snippets.naive_article import binary_cross_entropy_loss, categorical_cross_entropy_loss
from snippets.tables._calls import table_of_calls
from snippets.tables.table import Cell, Column, Table

NAMES: Final = MappingProxyType[str, Any](
    {
        "np": np,
        "one": np.array([[1.0]]),
        "y": BINARY_LABELS,
        "p": BINARY_PREDICTIONS,
        "z": np.array([0.0, 710.0]),
        "binary_cross_entropy_loss": binary_cross_entropy_loss,
        "binary_cross_entropy": binary_cross_entropy,
        "binary_cross_entropy_with_logits": binary_cross_entropy_with_logits,
        "sigmoid": sigmoid,
        "softmax": softmax,
    }
)
"""What the calls of this page may name. The article's functions end in ``_loss``."""

ZEROS: Final = (
    "np.log(0.0)",
    "0 * np.log(0.0)",
    "1 * np.log(1.0) + 0 * np.log(0.0)",
    "binary_cross_entropy_loss(one, one)",
    "binary_cross_entropy(one, one)",
    "binary_cross_entropy_loss(one, 0 * one)",
    "binary_cross_entropy(one, 0 * one)",
)

SHAPES: Final = (
    "binary_cross_entropy_loss(y, p)",
    "(y * np.log(p.ravel())).shape",
    "binary_cross_entropy_loss(y, p.ravel())",
    "binary_cross_entropy(y, p.ravel())",
)

EXPONENTIALS: Final = (
    "np.exp(709.0)",
    "np.exp(710.0)",
    "np.exp(np.float32(89))",
    "1 / (1 + np.exp(710.0))",
    "sigmoid(-710.0)",
    "np.exp(z) / np.exp(z).sum()",
    "softmax(z)",
)

SMALL_NUMBERS: Final = (
    "1 + 1e-9 == 1",
    "np.float32(1) + np.float32(1e-9) == 1",
    "np.float32(1) - np.float32(1e-8)",
    "np.float16(1e-9)",
)

STEP: Final = float(np.finfo(np.float32).epsneg)
"""How far the largest number below 1 is from it, in float32."""

LAST_LOGITS: Final = (14.0, 14.5, 15.0, 15.5, 16.0, 16.5, 17.0)

TRUE_PROBABILITIES: Final = (1.0, 0.6, 1e-3, 1e-9, 1e-12, 0.0)


def zeros() -> Table:
    """Show what becomes of log 0, in NumPy, in the article's code and in ours."""
    return table_of_calls(ZEROS, NAMES)


def shapes() -> Table:
    """Show four labels in a column, four predictions in a row."""
    return table_of_calls(SHAPES, NAMES)


def exponentials() -> Table:
    """Show where e to the z is too large, and what follows."""
    return table_of_calls(EXPONENTIALS, NAMES)


def small_numbers() -> Table:
    """Show what the small number does in shorter types."""
    return table_of_calls(SMALL_NUMBERS, NAMES)


def epsilon() -> Table:
    """Show one sample of two classes: the article's loss, ours, and how far they are apart."""
    rows: list[tuple[Cell, ...]] = []
    for p in TRUE_PROBABILITIES:
        sample = np.array([[1.0, 0.0]]), np.array([[p, 1 - p]])
        articles = float(categorical_cross_entropy_loss(*sample))
        ours = float(categorical_cross_entropy(*sample))
        rows.append((p, articles, ours, articles - ours))
    return Table(
        columns=(
            Column("True class got $p$", "g"),
            Column("With $10^{-9}$ (nats)", ".9g"),
            Column("Without (nats)", ".9g"),
            Column("Difference (nats)", ".2g"),
        ),
        rows=rows,
    )


def accuracy() -> Table:
    """Show the error in ulp of four losses, as the formula is written and as it is here."""
    return Table(
        columns=(
            Column("Loss of"),
            Column("As written (ulp)", ".2g"),
            Column("Here (ulp)", ".2g"),
        ),
        rows=[
            (name, ulps(written, exact), ulps(ours, exact))
            for name, written, ours, exact in losses_to_60_digits()
        ],
    )


def pairs() -> Table:
    """List what broadcasting computes: the loss of each label with each prediction."""
    labels, predictions = BINARY_LABELS.ravel(), BINARY_PREDICTIONS.ravel()
    return Table(
        columns=(
            Column("Loss (nats)"),
            *(Column(f"$\\hat y={prediction:g}$", ".3f") for prediction in predictions),
        ),
        rows=[
            (
                f"sample {at}, $y={label:.0f}$",
                *(float(binary_cross_entropy([label], [p])) for p in predictions),
            )
            for at, label in enumerate(labels, 1)
        ],
    )


def float32_ends() -> Table:
    """List the loss of label 0 where float32 ends, through the stored probability and exactly."""
    z = np.array(LAST_LOGITS)
    exact = binary_cross_entropy_with_logits(np.zeros_like(z), z, reduction="none")
    stored, steps = losses_through_probability(z, np.float32), steps_below_one(z)
    return Table(
        columns=(
            Column("Logit $z$", "g"),
            Column("$1-\\hat y$ in float32 (steps of $2^{-24}$)", ".0f"),
            Column("Loss through $\\hat y$ (nats)", ".3f"),
            Column("Loss from $z$ (nats)", ".3f"),
        ),
        rows=list(zip(LAST_LOGITS, *(one.tolist() for one in (steps, stored, exact)), strict=True)),
    )


def losses_through_probability(z: NDArray[np.float64], kind: Any) -> NDArray[np.float64]:
    """Return −log(1 − ŷ) with ŷ = 1/(1 + e to the −z) computed and stored in the type ``kind``."""
    with np.errstate(divide="ignore"):
        return np.asarray(-np.log(kind(1) - _stored_probability(z, kind)), dtype=np.float64)


def steps_below_one(z: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how many numbers of float32 lie from ŷ, computed in it, to 1."""
    return np.asarray((1 - _stored_probability(z, np.float32).astype(np.float64)) / STEP)


def _stored_probability(z: NDArray[np.float64], kind: Any) -> NDArray[Any]:
    one = kind(1)
    return np.asarray(one / (one + np.exp(-z.astype(kind))))


def losses_to_60_digits() -> list[tuple[str, float, float, Decimal]]:
    """Return for each case its name, the loss as written, ours, and the exact one, in nats."""
    with localcontext() as context:
        context.prec = 60
        small = Decimal.from_float(1e-10)
        e30 = (-Decimal(30)).exp()
        return [
            (
                "label 1, $\\hat y=0.9$",
                -np.log(0.9),
                float(binary_cross_entropy(1, 0.9)),
                -Decimal.from_float(0.9).ln(),
            ),
            (
                "label 0, $\\hat y=10^{-10}$",
                -np.log(1 - 1e-10),
                float(binary_cross_entropy(0, 1e-10)),
                -(1 - small).ln(),
            ),
            (
                "label 1, logit 30",
                -np.log(1 / (1 + np.exp(-30.0))),
                float(binary_cross_entropy_with_logits(1, 30.0)),
                (1 + e30).ln(),
            ),
            (
                "class 1 of 3, logits 30, 0, 0",
                -np.log(np.exp(30.0) / (np.exp(30.0) + 2)),
                float(sparse_softmax_cross_entropy(0, [30.0, 0.0, 0.0])),
                (1 + 2 * e30).ln(),
            ),
        ]


def ulps(computed: float, exact: Decimal) -> float:
    """Return the error of a result in gaps between floating-point numbers at the exact value."""
    with localcontext() as context:
        context.prec = 60
        return float(abs(Decimal(float(computed)) - exact) / Decimal(math.ulp(float(exact))))


def precisions() -> Table:
    """Show what half, single and double precision can hold, and what it means for the loss."""
    types = (np.float16, np.float32, np.float64)
    return Table(
        columns=(Column("Quantity"), *(Column(np.dtype(kind).name, ".3g") for kind in types)),
        rows=[
            (name, *(float(value(kind)) for kind in types))
            for name, value in (
                ("step from 1 to the number below it", _step_below_one),
                ("smallest number above 0", _smallest),
                ("largest number", _largest),
                ("$e^z$ is infinite from $z$ =", _overflow),
                ("largest finite $-\\log(1-\\hat y)$ (nats)", _largest_loss),
                ("largest finite $-\\log\\hat y$ (nats)", _largest_log),
            )
        ],
    )


Type = type[np.floating[Any]]


def _step_below_one(kind: Type) -> float:
    return float(np.finfo(kind).epsneg)


def _smallest(kind: Type) -> float:
    return float(np.finfo(kind).smallest_subnormal)


def _largest(kind: Type) -> float:
    return float(np.finfo(kind).max)


def _overflow(kind: Type) -> float:
    """Return log of the largest number: e to anything beyond it is infinite."""
    return math.log(_largest(kind))


def _largest_loss(kind: Type) -> float:
    """Return −log of the step below 1, the smallest 1 − ŷ that is not 0."""
    return -math.log(_step_below_one(kind))


def _largest_log(kind: Type) -> float:
    return -math.log(_smallest(kind))
