"""Tables of the page on gradients and learning speed."""

from typing import Final

import numpy as np

from snippets import examples
from snippets.careful import binary, categorical, logistic, softmax, training
from snippets.tables.table import Cell, Column, Table

LEARNING_RATE: Final = 0.5
LEARNT: Final = 0.9
MOST_STEPS: Final = 4000
WRONG: Final = -5.0
"""The logit of a neuron that is confident and wrong: its label is 1."""


PUSHED: Final = (-0.8, -0.1, 1.15)
"""The logits of cat, dog and pig, while a photo shows a cat."""


def steps_to_learn() -> Table:
    """Count the steps until a neuron with label 1 predicts 0.9, from ever worse starts."""
    rows: list[list[Cell]] = []
    for start in (-1, -3, -5, -7):
        fast = steps_from(start, "cross-entropy")
        slow = steps_from(start, "mean squared error")
        rows.append([f"{start}".replace("-", "−"), fast, slow, slow / fast])
    columns = [
        Column("Start $z$"),
        Column("Cross-entropy (steps)", ","),
        Column("Squared error (steps)", ","),
        Column("Ratio", ".1f"),
    ]
    return Table(columns, rows)


def steps_from(start: float, loss: training.Loss) -> int:
    """Return after how many steps the prediction is learnt.

    Raises:
        ValueError: it takes too many.
    """
    predictions = logistic.sigmoid(training.descend(1, start, loss, LEARNING_RATE, MOST_STEPS))
    if predictions[-1] < LEARNT:
        raise ValueError(f"start: got {start}, want one that needs at most {MOST_STEPS} steps")
    return int(np.argmax(predictions >= LEARNT))


def matched_pairs() -> Table:
    """Error and slope over the logit for pairs of a prediction and a loss, at label 1."""
    probability = float(logistic.sigmoid(WRONG))
    entropy_slope = float(binary.binary_cross_entropy_with_logits_gradient(1, WRONG))
    squared_slope = float(training.half_squared_error_slope(1, WRONG))
    pairs = [
        ("none: $\\hat y=z$", "half squared error", WRONG - 1, WRONG - 1),
        ("sigmoid", "cross-entropy", probability - 1, entropy_slope),
        ("softmax", "cross-entropy", probability - 1, _softmax_entropy_slope()),
        ("sigmoid", "half squared error", probability - 1, squared_slope),
        ("softmax", "half squared error", probability - 1, _softmax_squared_slope()),
    ]
    rows: list[list[Cell]] = [[*pair, pair[3] / pair[2]] for pair in pairs]
    columns = [
        Column("Prediction"),
        Column("Loss"),
        Column("Error $\\hat y-y$", ".4f"),
        Column("Slope", ".4f"),
        Column("Slope ÷ error", ".4f"),
    ]
    return Table(columns, rows)


def jacobian() -> Table:
    """Return the softmax Jacobian at model 1's third prediction."""
    slopes = softmax.softmax_jacobian(np.log(examples.MODEL_1[2])).tolist()
    rows = [[name, *row] for name, row in zip(examples.ANIMALS, slopes, strict=True)]
    columns = [
        Column("Probability"),
        *(Column(f"Slope over logit of {name}", "+.2f") for name in examples.ANIMALS),
    ]
    return Table(columns, rows)


def pushes() -> Table:
    """Return label, prediction and push on the logit of each class."""
    label, logits = examples.ANIMAL_LABELS[2], np.array(PUSHED)
    pushed = -categorical.softmax_cross_entropy_gradient(label, logits)
    rows = list(
        zip(
            examples.ANIMALS,
            label.tolist(),
            softmax.softmax(logits).tolist(),
            pushed.tolist(),
            strict=True,
        )
    )
    columns = [Column("Class"), Column("Label", "g"), Column("Prediction", ".2f")]
    return Table([*columns, Column("Push", "+.2f")], rows)


def _softmax_entropy_slope() -> float:
    return float(categorical.sparse_softmax_cross_entropy_gradient(0, [WRONG, 0.0])[0])


def _softmax_squared_slope() -> float:
    """∂/∂z_1 of ½ Σ (s_i − y_i)²: the errors go through the Jacobian, nothing cancels."""
    logits, label = np.array([WRONG, 0.0]), np.array([1.0, 0.0])
    errors = softmax.softmax(logits) - label
    return float(errors @ softmax.softmax_jacobian(logits)[:, 0])
