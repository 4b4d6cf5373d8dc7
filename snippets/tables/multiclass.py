"""The tables of the page on many classes."""

import numpy as np
from numpy.typing import NDArray

from snippets.careful.categorical import categorical_cross_entropy, uniform
from snippets.careful.divergence import cross_entropy
from snippets.careful.scores import accuracy, brier_score
from snippets.careful.softmax import softmax
from snippets.examples import ANIMAL_LABELS, ANIMALS, MODEL_1, MODEL_2
from snippets.tables.table import Column, Table

NATS_PER_BIT = float(np.log(2))
SCORES = (1.0, 2.0, 4.0)
"""Of cat, dog and pig."""

CLASS_COUNTS = (2, 3, 10, 100, 1000)


def predictions(model: int) -> Table:
    """List, a row a photo, what ``model`` (1 or 2) predicts, and the loss in nats and bits."""
    predicted = _predictions_of(model)
    labels = np.asarray(ANIMAL_LABELS)
    losses = categorical_cross_entropy(labels, predicted, reduction="none")
    rows: list[tuple[str | float, ...]] = []
    for label, row, loss in zip(labels, predicted, losses, strict=True):
        truth, guess = int(np.argmax(label)), int(np.argmax(row))
        cells = (f"**{p:.1f}**" if c == truth else f"{p:.1f}" for c, p in enumerate(row))
        verdict = "right" if truth == guess else f"wrong:\N{NO-BREAK SPACE}{ANIMALS[guess]}"
        rows.append(
            (ANIMALS[truth], *cells, float(loss), float(loss) / NATS_PER_BIT, verdict),
        )
    mean = float(categorical_cross_entropy(labels, predicted))
    rows.append(("**mean**", "", "", "", mean, mean / NATS_PER_BIT, ""))
    return Table(
        columns=(
            Column("Photo"),
            *(Column(animal) for animal in ANIMALS),
            Column("Loss (nats)", ".4f"),
            Column("Loss (bits)", ".4f"),
            Column("Top class"),
        ),
        rows=rows,
    )


def shares() -> Table:
    """List three scores and the probabilities that softmax makes of them."""
    return Table(
        columns=(Column("Animal"), Column("Score $z$", "+.1f"), Column("Probability", ".3f")),
        rows=list(zip(ANIMALS, SCORES, softmax(np.array(SCORES)).tolist(), strict=True)),
    )


def scores() -> Table:
    """List cross-entropy, accuracy and Brier score of both models."""
    return Table(
        columns=(
            Column("Model"),
            Column("Accuracy"),
            Column("Loss (nats)", ".4f"),
            Column("Loss (bits)", ".4f"),
            Column("Brier score", ".4f"),
        ),
        rows=[
            (
                str(model),
                _as_share(float(accuracy(ANIMAL_LABELS, _predictions_of(model)))),
                float(categorical_cross_entropy(ANIMAL_LABELS, _predictions_of(model))),
                float(categorical_cross_entropy(ANIMAL_LABELS, _predictions_of(model)))
                / NATS_PER_BIT,
                float(brier_score(ANIMAL_LABELS, _predictions_of(model))),
            )
            for model in (1, 2)
        ],
    )


def baselines() -> Table:
    """List the loss of a model that gives every class the same probability, in nats and bits."""
    return Table(
        columns=(
            Column("Classes $C$"),
            Column("Loss (nats)", ".4f"),
            Column("Loss (bits)", ".4f"),
        ),
        rows=[
            (
                classes,
                float(cross_entropy(uniform(classes), uniform(classes))),
                float(cross_entropy(uniform(classes), uniform(classes), base=2)),
            )
            for classes in CLASS_COUNTS
        ],
    )


def _predictions_of(model: int) -> NDArray[np.float64]:
    """Return the predictions of model 1 or 2, shape (samples, classes)."""
    models = {1: MODEL_1, 2: MODEL_2}
    if model not in models:
        raise ValueError(f"model must be 1 or 2, got {model!r}")
    return np.asarray(models[model], dtype=np.float64)


def _as_share(value: float) -> str:
    """Write an accuracy over the three samples as a fraction: ``2/3``."""
    samples = len(ANIMAL_LABELS)
    return f"{round(value * samples)}/{samples}"
