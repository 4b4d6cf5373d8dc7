"""The figures of the page on numerical stability: the article's code beside ours."""

from typing import Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from numpy.typing import NDArray

from snippets.careful.binary import binary_cross_entropy, binary_cross_entropy_with_logits
from snippets.careful.categorical import categorical_cross_entropy
from snippets.examples import BINARY_LABELS, BINARY_PREDICTIONS
from snippets.figures.style import BLUE, GREEN, INK, ORANGE, RED, SURFACE, new_figure
from snippets.naive_article import binary_cross_entropy_loss, categorical_cross_entropy_loss


def cap() -> Figure:
    """Draw the loss over the probability of the true class: 1e-9 stops it at 20.723 nats."""
    figure = new_figure(5.2, 3.5)
    axes = figure.subplots()
    probability = np.geomspace(1e-30, 1, 181)
    ours = np.array([categorical_cross_entropy(*_two_classes(p)) for p in probability])
    capped = np.array([categorical_cross_entropy_loss(*_two_classes(p)) for p in probability])
    axes.semilogx(probability, ours, color=BLUE)
    axes.semilogx(probability, capped, "--", color=ORANGE)
    ceiling = float(categorical_cross_entropy_loss(*_two_classes(0.0)))
    axes.annotate("−log p", (1e-21, 48.4), (12, 4), textcoords="offset points", color=BLUE)
    axes.annotate(
        f"−log(p + 10⁻⁹): never above {ceiling:.3f}",
        (1e-30, ceiling),
        (4, -7),
        textcoords="offset points",
        va="top",
        color=ORANGE,
    )
    axes.plot(1e-9, -np.log(1e-9), "o", color=RED, markersize=5)
    axes.annotate("p = 10⁻⁹", (1e-9, 20.7), (8, 3), textcoords="offset points", color=RED)
    axes.set_xticks([1e-30, 1e-24, 1e-18, 1e-12, 1e-6, 1])
    axes.set(xlabel="probability p of the true class", ylabel="loss (nats)", ylim=(-3, 72))
    return figure


def broadcast() -> Figure:
    """Draw four labels in a column against four predictions in a row: sixteen losses, not four."""
    figure = new_figure(5.2, 4.4)
    axes = figure.subplots()
    labels, predictions = BINARY_LABELS.ravel(), BINARY_PREDICTIONS.ravel()
    for row, label in enumerate(labels):
        for column, prediction in enumerate(predictions):
            loss = float(binary_cross_entropy([label], [prediction]))
            wanted = row == column
            axes.add_patch(
                Rectangle(
                    (column, row),
                    0.94,
                    0.92,
                    facecolor=BLUE if wanted else ORANGE,
                    alpha=1.0 if wanted else 0.1 + 0.18 * loss,
                )
            )
            axes.text(
                column + 0.47,
                row + 0.46,
                f"{loss:.3f}",
                ha="center",
                va="center",
                color=SURFACE if wanted else INK,
                fontweight="bold" if wanted else "normal",
            )
        axes.text(-0.12, row + 0.46, f"y = {label:.0f}", ha="right", va="center")
    for column, prediction in enumerate(predictions):
        axes.text(column + 0.47, -0.1, f"ŷ = {prediction:g}", ha="center", va="bottom")
    pairs = float(binary_cross_entropy_loss(BINARY_LABELS, BINARY_PREDICTIONS.ravel()))
    samples = float(binary_cross_entropy_loss(BINARY_LABELS, BINARY_PREDICTIONS))
    axes.text(0, 4.2, f"the 4 samples: mean {samples:.4f} nats", color=BLUE, va="top")
    axes.text(0, 4.55, f"all 16 pairs: mean {pairs:.4f} nats", color=ORANGE, va="top")
    axes.set(xlim=(-0.75, 4.2), ylim=(4.95, -0.5))
    axes.axis("off")
    return figure


def precision() -> Figure:
    """Draw the loss of label 0 over the logit, through a stored probability and straight.

    Below, the last steps in float32, where the stored 1 − ŷ has only a few values left.
    """
    figure = new_figure(5.2, 5.6)
    top, bottom = figure.subplots(2, 1)
    z = np.linspace(0, 44, 177)
    top.plot(z, _exact(z), "--", color=BLUE, linewidth=1.4)
    top.text(38.5, 41, "from the logit", ha="right", color=BLUE)
    for kind, colour, width in ((np.float64, ORANGE, 4.0), (np.float32, GREEN, 6.0)):
        edge = first_infinite_logit(kind)
        logits = np.linspace(0, edge, 200, endpoint=False)
        losses = losses_through_probability(logits, kind)
        top.plot(logits, losses, color=colour, linewidth=width, alpha=0.6)
        top.plot(logits[-1], losses[-1], "X", color=RED, markersize=8)
        top.annotate(
            f"through ŷ in {np.dtype(kind).name}:\n∞ from z = {edge:.1f}",
            (logits[-1], losses[-1]),
            (-2, -12),
            textcoords="offset points",
            va="top",
            color=colour,
        )
    top.set_title("Where the probability ends")
    top.set(xlim=(0, 58), ylim=(-1, 46), xlabel="logit z", ylabel="nats")
    edge = first_infinite_logit(np.float32)
    close = np.linspace(13, edge, 260, endpoint=False)
    steps = losses_through_probability(close, np.float32)
    bottom.plot(close, steps, color=GREEN, label="through ŷ in float32")
    line = np.linspace(13, 18, 21)
    bottom.plot(line, _exact(line), "--", color=BLUE, linewidth=1.4)
    bottom.axvline(edge, color=RED, linestyle=":", linewidth=1.4)
    bottom.text(edge + 0.08, 13.4, "∞ from here", color=RED)
    bottom.text(16.3, 17.0, "from the logit", ha="right", color=BLUE)
    bottom.set_title("The last steps of float32")
    bottom.set(xlim=(13, 18), ylim=(12.8, 18.2), xlabel="logit z", ylabel="nats")
    return figure


def _exact(z: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(binary_cross_entropy_with_logits(np.zeros_like(z), z, reduction="none"))


def losses_through_probability(z: NDArray[np.float64], kind: Any) -> NDArray[np.float64]:
    """Return −log(1 − ŷ) with ŷ = 1/(1 + e to the −z) computed and stored in the type ``kind``."""
    one = kind(1)
    y_hat = one / (one + np.exp(-z.astype(kind)))
    with np.errstate(divide="ignore"):
        return np.asarray(-np.log(one - y_hat), dtype=np.float64)


def first_infinite_logit(kind: Any) -> float:
    """Return, to 0.01, the smallest logit whose sigmoid is stored as exactly 1."""
    z = np.arange(0, 60, 0.01)
    return float(z[np.isinf(losses_through_probability(z, kind))][0])


def _two_classes(p: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return one sample of two classes, the true class with probability ``p``."""
    return np.array([[1.0, 0.0]]), np.array([[p, 1 - p]])
