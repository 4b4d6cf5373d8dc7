"""The tables of the page on many classes."""

import numpy as np
from numpy.typing import ArrayLike

from snippets.careful.categorical import categorical_cross_entropy, one_hot
from snippets.careful.information import self_information
from snippets.careful.likelihood import (
    categorical_likelihood,
    categorical_log_likelihood,
    categorical_pmf,
)
from snippets.examples import ANIMAL_LABELS, ANIMALS, MODEL_1, MODEL_2
from snippets.tables.table import Column, Table

ANIMAL_COUNTS = (5, 3, 2)
"""Cats, dogs and pigs among ten photos."""

GUESSES = (
    ("shares of the classes", (0.5, 0.3, 0.2)),
    ("all equal", (1 / 3, 1 / 3, 1 / 3)),
    ("too bold", (0.8, 0.1, 0.1)),
    ("the wrong way round", (0.2, 0.3, 0.5)),
    ("always cat", (1.0, 0.0, 0.0)),
)


def models() -> Table:
    """Show what both models gave to the true classes, and what follows from it."""
    photos = [f"photo {i} ({_animal(label)})" for i, label in enumerate(ANIMAL_LABELS, 1)]
    names = [
        *photos,
        "likelihood $\\mathcal L$ (their product)",
        "log-likelihood $\\ell$, nats",
        "mean loss $J$, nats",
        "typical probability $e^{-J}$",
    ]
    columns = []
    for predictions in (MODEL_1, MODEL_2):
        mean = float(categorical_cross_entropy(ANIMAL_LABELS, predictions))
        columns.append(
            [
                *(float(p) for p in categorical_pmf(ANIMAL_LABELS, predictions)),
                float(categorical_likelihood(ANIMAL_LABELS, predictions)),
                float(categorical_log_likelihood(ANIMAL_LABELS, predictions)),
                mean,
                float(np.exp(-mean)),
            ]
        )
    return Table(
        columns=(Column("Given to the truth"), Column("Model 1", ".4f"), Column("Model 2", ".4f")),
        rows=list(zip(names, *columns, strict=True)),
    )


def picked() -> Table:
    """List the nine probabilities of each model, the three that the labels pick, their product."""
    rows: list[tuple[str | float, ...]] = []
    for model, predictions in (("model 1", MODEL_1), ("model 2", MODEL_2)):
        given = categorical_pmf(ANIMAL_LABELS, predictions)
        for at, (label, row, p) in enumerate(
            zip(ANIMAL_LABELS, predictions, given, strict=True), 1
        ):
            rows.append((f"{model}, photo {at} ({_animal(label)})", *row.tolist(), float(p)))
        product = float(categorical_likelihood(ANIMAL_LABELS, predictions))
        rows.append((f"**{model}, product**", "", "", "", product))
    return Table(
        columns=(
            Column("Photo"),
            *(Column(f"Probability of {animal}", ".1f") for animal in ANIMALS),
            Column("Given to the truth", "g"),
        ),
        rows=rows,
    )


def even_guess() -> Table:
    """List what an even guess costs in each class, beside what the shares cost."""
    shares = np.array(ANIMAL_COUNTS) / sum(ANIMAL_COUNTS)
    best, felt = self_information(shares), self_information(np.full(3, 1 / 3))
    rows = zip(ANIMALS, shares, best, felt, shares * (felt - best), strict=True)
    return Table(
        columns=(
            Column("Class"),
            Column("Share", ".0%"),
            Column("Surprise of who knows the shares (nats)", ".4f"),
            Column("Surprise of an even guess (nats)", ".4f"),
            Column("Share × difference (nats)", "+.4f"),
        ),
        rows=[(animal, *map(float, numbers)) for animal, *numbers in rows],
    )


def constants() -> Table:
    """Show mean loss of giving the same distribution to all ten photos."""
    return Table(
        columns=(
            Column("Guess"),
            *(Column(animal, ".2f") for animal in ANIMALS),
            Column("Mean loss (nats)", ".4f"),
        ),
        rows=[(name, *theta, frequency_loss(theta)) for name, theta in GUESSES],
    )


def frequency_loss(theta: ArrayLike) -> float:
    """Return the mean loss in nats of giving every photo the distribution ``theta``, shape (3,)."""
    labels = one_hot(np.repeat(np.arange(3), ANIMAL_COUNTS), 3)
    predictions = np.tile(np.asarray(theta, dtype=np.float64), (len(labels), 1))
    return float(categorical_cross_entropy(labels, predictions))


def _animal(label: ArrayLike) -> str:
    return ANIMALS[int(np.argmax(label))]
