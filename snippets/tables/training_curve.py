"""The tables of the page on training curves."""

import numpy as np

from snippets import curves
from snippets.careful.binary import binary_cross_entropy
from snippets.careful.logistic import sigmoid
from snippets.careful.scores import expected_calibration_error
from snippets.tables.table import Column, Table


def levels() -> Table:
    """Return the three levels of the weather model's curve and where it ends."""
    nothing, shares, sky = curves.weather_levels()
    rows = [
        ("nothing: every day the same 0.5", nothing),
        ("how often it rains, and not the sky", shares),
        ("the sky, and all that it tells", sky),
        (f"the model after {curves.WEATHER_STEPS:,} steps", float(curves.weather_losses()[-1])),
    ]
    return Table([Column("Who knows …"), Column("Mean loss (nats)", ".4f")], rows)


def said_and_happened() -> Table:
    """Return the bins of the overfitted model."""
    rows = [(int(count), said, happened) for count, said, happened in curves.bins(1).tolist()]
    columns = [
        Column("Samples", ",d"),
        Column("Said on average", ".3f"),
        Column("Share of ones", ".3f"),
    ]
    return Table(columns, rows, row_header=False)


def repaired() -> Table:
    """Return loss, accuracy and calibration error before and after the logits were divided."""
    judged = curves.held_out(steps=curves.STEPS).half(1)
    rows = []
    for name, divisor in (
        ("as trained, $T=1$", 1.0),
        ("with the fitted $T$", curves.temperature()),
    ):
        p = sigmoid(judged.logits / divisor)
        rows.append(
            (
                name,
                divisor,
                float(binary_cross_entropy(judged.labels, p)),
                float(np.mean((p > 0.5) == judged.labels)),
                float(expected_calibration_error(judged.labels, p, curves.BINS)),
            )
        )
    columns = [
        Column("Model"),
        Column("$T$", ".2f"),
        Column("Mean loss (nats)", ".4f"),
        Column("Accuracy", ".2%"),
        Column("Calibration error", ".3f"),
    ]
    return Table(columns, rows)
