"""Tables of what is often said: numbers as they are printed beside the recomputed ones."""

from collections.abc import Callable, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from snippets.careful.binary import binary_cross_entropy, binary_cross_entropy_gradient
from snippets.careful.categorical import (
    categorical_cross_entropy,
    softmax_cross_entropy,
    softmax_cross_entropy_gradient,
)
from snippets.careful.information import self_information
from snippets.careful.logistic import sigmoid, sigmoid_slope
from snippets.careful.regression import mean_squared_error_gradient
from snippets.careful.scores import accuracy, brier_score
from snippets.examples import (
    ANIMAL_LABELS,
    ANIMALS,
    BINARY_LABELS,
    BINARY_PREDICTIONS,
    CATEGORICAL_LABELS,
    CATEGORICAL_PREDICTIONS,
    MODEL_1,
    MODEL_1_AS_PRINTED,
    MODEL_2,
    MODEL_2_AS_PRINTED,
)
from snippets.naive_article import binary_cross_entropy_loss, categorical_cross_entropy_loss
from snippets.tables.table import Cell, Column, Table

Floats = NDArray[np.float64]

# What the source article prints beneath its two models: quoted to be compared with, never used.
PRINTED_LOSSES: Final = ((0.91, 0.91, 2.30), (0.35, 0.35, 1.20))
PRINTED_MEANS: Final = (1.37, 0.63)

MODELS: Final = (MODEL_1, MODEL_2)
AS_PRINTED: Final = (MODEL_1_AS_PRINTED, MODEL_2_AS_PRINTED)


def inverse_proportion() -> Table:
    """Return the information of some probabilities beside their inverses."""
    columns = [
        Column("Probability $p$", ".4g"),
        Column("$1/p$", ".4g"),
        Column("$-\\log_2 p$ (bits)", ".4g"),
    ]
    probabilities = (1.0, 1 / 2, 1 / 4, 1 / 8, 1 / 1024)
    return Table(columns, [(p, 1 / p, float(self_information(p, base=2))) for p in probabilities])


def row_sums() -> Table:
    """Return the six rows of predictions as they are passed on in print, with their sums."""
    columns = [
        Column("Model, photo"),
        *(Column(animal, ".1f") for animal in ANIMALS),
        Column("Sum", ".1f"),
        Column("Sums to 1"),
    ]
    rows: list[Sequence[Cell]] = [
        (
            f"{model}, {ANIMALS[int(label.argmax())]}",
            *map(float, row),
            float(row.sum()),
            bool(np.isclose(row.sum(), 1)),
        )
        for model, predictions in enumerate(AS_PRINTED, start=1)
        for label, row in zip(ANIMAL_LABELS, predictions, strict=True)
    ]
    return Table(columns, rows)


def sample_losses() -> Table:
    """Return each sample's loss in nats: cut off, exact, and rounded."""
    columns = [
        Column("Model, photo"),
        Column("$p$", ".1f"),
        Column("Cut off (nats)", ".2f"),
        Column("Exact (nats)", ".6f"),
        Column("Rounded (nats)", ".2f"),
    ]
    rows = []
    for model, (predictions, printed) in enumerate(zip(MODELS, PRINTED_LOSSES, strict=True), 1):
        losses = categorical_cross_entropy(ANIMAL_LABELS, predictions, reduction="none")
        for sample, label in enumerate(ANIMAL_LABELS):
            true_class = int(label.argmax())
            loss = float(losses[sample])
            rows.append(
                (
                    f"{model}, {ANIMALS[true_class]}",
                    float(predictions[sample, true_class]),
                    printed[sample],
                    loss,
                    loss,
                )
            )
    return Table(columns, rows)


def mean_losses() -> Table:
    """Return the two mean losses: cut off, exact in both units, rescaled."""
    columns = [
        Column("Model"),
        Column("Cut off", ".2f"),
        Column("Truncated", ".4f"),
        Column("Rescaled", ".4f"),
        Column("Exact", ".6f"),
        Column("Exact (bits)", ".4f"),
    ]
    rows = [
        (
            str(model),
            PRINTED_MEANS[model - 1],
            float(np.mean(PRINTED_LOSSES[model - 1])),
            _mean_loss(printed / printed.sum(axis=1, keepdims=True)),
            mean_loss,
            mean_loss / float(np.log(2)),
        )
        for model, printed in enumerate(AS_PRINTED, start=1)
        for mean_loss in [_mean_loss(MODELS[model - 1])]
    ]
    return Table(columns, rows)


def scores() -> Table:
    """Return accuracy, mean loss and Brier score of the two models."""
    columns = [
        Column("Model"),
        Column("Accuracy", ".4f"),
        Column("Mean loss (nats)", ".4f"),
        Column("Brier score", ".4f"),
    ]
    rows = [
        (
            f"Model {model}",
            float(accuracy(ANIMAL_LABELS, predictions)),
            _mean_loss(predictions),
            float(brier_score(ANIMAL_LABELS, predictions)),
        )
        for model, predictions in enumerate(MODELS, start=1)
    ]
    return Table(columns, rows)


def wrong_labels() -> Table:
    """Return the gradient on each logit for sample 3 of model 1, a cat taken for a pig."""
    columns = [
        Column("Class"),
        Column("Label $y_j$", ".0f"),
        Column("Probability $s_j$", ".1f"),
        Column("Gradient $s_j-y_j$", ".1f"),
    ]
    label, probabilities = ANIMAL_LABELS[2], MODEL_1[2]
    gradient = softmax_cross_entropy_gradient(label, np.log(probabilities))
    rows = [
        (animal, float(y), float(p), float(slope))
        for animal, y, p, slope in zip(ANIMALS, label, probabilities, gradient, strict=True)
    ]
    return Table(columns, rows)


def sigmoid_gradients() -> Table:
    """Return ∂/∂z of half the squared error and of the cross-entropy, for y = 1."""
    columns = [
        Column("Logit $z$", ".0f"),
        Column("Prediction $\\sigma(z)$", ".4f"),
        Column("Half squared error", ".3g"),
        Column("Cross-entropy", ".3g"),
        Column("Ratio", ".1f"),
    ]
    rows = []
    for z in (-5.0, -2.0, 0.0, 2.0, 5.0):
        prediction, slope = sigmoid(z), sigmoid_slope(z)
        squared = float(mean_squared_error_gradient([1.0], [prediction])[0] / 2 * slope)
        cross_entropy = float(binary_cross_entropy_gradient(1.0, prediction) * slope)
        rows.append((z, float(prediction), squared, cross_entropy, cross_entropy / squared))
    return Table(columns, rows)


def article_code() -> Table:
    """Return what the formulas typed in give, beside the functions of this site."""
    columns = [
        Column("Input"),
        Column("Typed in (nats)", ".10g", may_be_nan=True),
        Column("This site (nats)", ".10g"),
    ]
    certain, none = np.array([[1.0]]), np.array([[1.0, 0.0]])
    wrong = np.array([[0.0, 1.0]])
    flat = BINARY_LABELS[:, 0]
    rows = [
        (
            "four binary samples",
            _run(binary_cross_entropy_loss, BINARY_LABELS, BINARY_PREDICTIONS),
            _run(binary_cross_entropy, BINARY_LABELS, BINARY_PREDICTIONS),
        ),
        (
            "three samples, three classes",
            _run(categorical_cross_entropy_loss, CATEGORICAL_LABELS, CATEGORICAL_PREDICTIONS),
            _run(categorical_cross_entropy, CATEGORICAL_LABELS, CATEGORICAL_PREDICTIONS),
        ),
        (
            "perfect: $y=\\hat y=1$",
            _run(binary_cross_entropy_loss, certain, certain),
            _run(binary_cross_entropy, certain, certain),
        ),
        (
            "perfect: $y=\\hat y=(1,0)$",
            _run(categorical_cross_entropy_loss, none, none),
            _run(categorical_cross_entropy, none, none),
        ),
        (
            "hopeless: $\\hat y=(0,1)$",
            _run(categorical_cross_entropy_loss, none, wrong),
            _run(categorical_cross_entropy, none, wrong),
        ),
        (
            "shapes (4,) and (4, 1)",
            _run(binary_cross_entropy_loss, flat, BINARY_PREDICTIONS),
            _run(binary_cross_entropy, flat, BINARY_PREDICTIONS),
        ),
    ]
    return Table(columns, rows)


def probabilities_as_logits() -> Table:
    """Return the mean losses of three predictions read as what they are and read as logits."""
    columns = [
        Column("Predictions"),
        Column("Read as probabilities (nats)", ".4f"),
        Column("Read as logits (nats)", ".4f"),
    ]
    examples = (
        ("Three small samples", CATEGORICAL_LABELS, CATEGORICAL_PREDICTIONS),
        ("Model 1", ANIMAL_LABELS, MODEL_1),
        ("Model 2", ANIMAL_LABELS, MODEL_2),
    )
    rows = [
        (
            name,
            float(categorical_cross_entropy(labels, predictions)),
            float(softmax_cross_entropy(labels, predictions)),
        )
        for name, labels, predictions in examples
    ]
    return Table(columns, rows)


def _mean_loss(predictions: Floats) -> float:
    return float(categorical_cross_entropy(ANIMAL_LABELS, predictions))


def _run(loss: Callable[..., Any], labels: Floats, predictions: Floats) -> float | str:
    """Return the loss, or the name of the error that refuses the input."""
    with np.errstate(divide="ignore", invalid="ignore"):
        try:
            return float(loss(labels, predictions))
        except ValueError as error:
            return f"`{type(error).__name__}`"
