"""Tables of the page on label smoothing, class weights and focal loss."""

from typing import Final

import numpy as np

from snippets.careful import binary, categorical, focal, smoothing
from snippets.tables.table import Cell, Column, Table

DOG: Final = (0, 1, 0)
EPSILON: Final = 0.1

TEN_PATIENTS: Final = (0, 0, 0, 0, 0, 0, 0, 0, 1, 1)
WEIGHT_OF_LABEL: Final = (1.0, 4.0)
SAME_FOR_ALL: Final = 0.1


def smoothed_losses() -> Table:
    """Compare the plain and the smoothed loss of four predictions for one dog."""
    smooth = smoothing.smooth_labels(DOG, EPSILON)
    rows: list[list[Cell]] = []
    for right in (0.8, float(smooth[1]), 0.98, 0.998):
        prediction = [(1 - right) / 2, right, (1 - right) / 2]
        plain = float(categorical.categorical_cross_entropy(DOG, prediction))
        smoothed = float(categorical.categorical_cross_entropy(smooth, prediction))
        rows.append([right, plain, smoothed])
    columns = [
        Column("dog", ".3f"),
        Column("Plain (nats)", ".4f"),
        Column("Smoothed (nats)", ".4f"),
    ]
    return Table(columns, rows)


def denominators() -> Table:
    """Divide the weighted sum over ten patients by the weights and by their number."""
    labels = np.array(TEN_PATIENTS)
    predictions = np.full(labels.shape, SAME_FOR_ALL)
    weights = np.array(WEIGHT_OF_LABEL)[labels]
    total = float(binary.binary_cross_entropy(labels, predictions, "sum", weights))
    plain = float(binary.binary_cross_entropy(labels, predictions, "sum"))
    by_weights = float(binary.binary_cross_entropy(labels, predictions, "mean", weights))
    rows: list[list[Cell]] = [
        ["plain, by $N$", plain, len(labels), plain / len(labels)],
        ["weighted, by the weights", total, int(weights.sum()), by_weights],
        ["weighted, by $N$", total, len(labels), total / len(labels)],
    ]
    columns = [
        Column("Mean"),
        Column("Sum (nats)", ".3f"),
        Column("Divided by"),
        Column("Loss (nats)", ".3f"),
    ]
    return Table(columns, rows)


def focal_losses() -> Table:
    """Cross-entropy and focal loss for samples from hard to easy."""
    rows: list[list[Cell]] = []
    for p_t in (0.1, 0.3, 0.5, 0.7, 0.9, 0.99):
        plain = float(focal.focal_loss_of_true_probability(p_t, 0.0, 1.0))
        focused = float(focal.focal_loss_of_true_probability(p_t, 2.0, 1.0))
        rows.append([p_t, plain, focused, plain / focused])
    columns = [
        Column("$p_t$", "g"),
        Column("Plain (nats)", ".4f"),
        Column("Focal (nats)", ".4g"),
        Column("Times smaller", ",.1f"),
    ]
    return Table(columns, rows)
