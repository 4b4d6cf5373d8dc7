"""The tables of the page on many labels and rare classes."""

from typing import Final

import numpy as np

from snippets import patients
from snippets.careful.binary import binary_cross_entropy, binary_cross_entropy_with_logits
from snippets.careful.logistic import sigmoid
from snippets.careful.scores import precision
from snippets.careful.softmax import softmax
from snippets.tables.table import Column, Table

TAGS: Final = ("dog", "beach", "night")
TAG_LOGITS: Final = (2.0, 1.0, -3.0)
TRUE_TAGS: Final = (1.0, 1.0, 0.0)
"""A photo of a dog on a beach by day, and what a model makes of it."""

THRESHOLDS: Final = (0.5, 0.2, 0.05)
SHARES: Final = (0.5, 0.1, 0.01, 0.001)
RECALL, FALSE_ALARMS = 0.9, 0.05


def tags() -> Table:
    """Return the probabilities of the photo's tags by sigmoids and by softmax, with their loss."""
    each, together = sigmoid(TAG_LOGITS), softmax(TAG_LOGITS)
    losses = binary_cross_entropy_with_logits(TRUE_TAGS, TAG_LOGITS, reduction="none")
    rows = [
        (tag, int(true), z, float(p), float(loss), float(shared))
        for tag, true, z, p, loss, shared in zip(
            TAGS, TRUE_TAGS, TAG_LOGITS, each, losses, together, strict=True
        )
    ]
    columns = [Column("Tag"), Column("True?"), Column("Logit", "g"), Column("Sigmoid", ".3f")]
    columns += [Column("Loss (nats)", ".3f"), Column("Softmax, for comparison", ".3f")]
    return Table(columns, rows)


def weighted() -> Table:
    """Return what weights do to the mean prediction, and what the shift of the logit undoes."""
    _, ill = patients.patients()
    rows = []
    for weight in patients.WEIGHTS:
        z = patients.logits(weight)
        shifted = z - np.log(weight)
        rows.append(
            (
                weight,
                patients.mean_prediction(weight),
                float(binary_cross_entropy(ill, sigmoid(z))),
                float(sigmoid(shifted).mean()),
                float(binary_cross_entropy(ill, sigmoid(shifted))),
            )
        )
    columns = [
        Column("Weight", "g"),
        Column("Mean prediction", ".3f"),
        Column("Loss (nats)", ".4f"),
        Column("Mean, shifted", ".3f"),
        Column("Loss, shifted (nats)", ".4f"),
    ]
    return Table(columns, rows)


def thresholds() -> Table:
    """Return how many of the ill are found, and at what cost, by the threshold of the alarm."""
    _, ill = patients.patients()
    p = sigmoid(patients.logits(1.0))
    rows = []
    for threshold in THRESHOLDS:
        alarm = p > threshold
        found, false = int(np.sum(alarm & (ill == 1))), int(np.sum(alarm & (ill == 0)))
        right = float(np.mean(alarm == (ill == 1)))
        rows.append((f"{threshold:g}", found, patients.ILL - found, false, right))
    columns = [Column("Alarm above"), Column("Ill, found"), Column("Ill, missed")]
    return Table([*columns, Column("False alarms"), Column("Accuracy", ".1%")], rows)


def precisions() -> Table:
    """Return the share of right alarms of one test, by how many of the tested are ill."""
    rows = [(share, float(precision(share, RECALL, FALSE_ALARMS))) for share in SHARES]
    return Table([Column("Share of the ill", ".1%"), Column("Alarms that are right", ".1%")], rows)
