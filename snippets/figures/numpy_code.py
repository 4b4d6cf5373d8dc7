"""The figures of the page on the NumPy functions."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from snippets.careful.binary import binary_cross_entropy
from snippets.careful.categorical import categorical_cross_entropy
from snippets.examples import (
    BINARY_LABELS,
    BINARY_PREDICTIONS,
    CATEGORICAL_LABELS,
    CATEGORICAL_PREDICTIONS,
)
from snippets.figures.style import BLUE, RED, SURFACE, new_figure


def reductions() -> Figure:
    """Draw a bar for each sample's loss in the article's two examples, and their means."""
    figure = new_figure(5.2, 4.8)
    top, bottom = figure.subplots(2, 1)
    binary = np.ravel(binary_cross_entropy(BINARY_LABELS, BINARY_PREDICTIONS, reduction="none"))
    names = [
        f"y = {y:.0f}\nŷ = {p:g}"
        for y, p in zip(BINARY_LABELS.flat, BINARY_PREDICTIONS.flat, strict=True)
    ]
    _bars(top, binary, names)
    top.set_title("Four binary samples")
    categorical = np.ravel(
        categorical_cross_entropy(CATEGORICAL_LABELS, CATEGORICAL_PREDICTIONS, reduction="none")
    )
    truths = CATEGORICAL_PREDICTIONS[CATEGORICAL_LABELS == 1]
    names = [f"class {c}\ngot {p:g}" for c, p in enumerate(truths)]
    _bars(bottom, categorical, names)
    bottom.set_title("Three samples of three classes")
    return figure


def _bars(axes: Axes, losses: NDArray[np.float64], names: Sequence[str]) -> None:
    places = np.arange(len(losses))
    mean = float(losses.mean())
    axes.bar(places, losses, width=0.62, color=BLUE, alpha=0.85)
    axes.plot([-0.5, len(losses) - 0.45], [mean, mean], "--", color=RED, linewidth=1.6)
    for place, loss in zip(places, losses, strict=True):
        axes.annotate(
            f"{loss:.4f}",
            (place, loss),
            (0, -4),
            textcoords="offset points",
            ha="center",
            va="top",
            color=SURFACE,
        )
    axes.annotate(
        f"mean\n{mean:.4f}",
        (len(losses) - 0.45, mean),
        (4, 0),
        textcoords="offset points",
        va="center",
        color=RED,
    )
    axes.set_xticks(places, names)
    axes.set(
        ylabel="loss (nats)",
        ylim=(0, 0.62),
        xlim=(-0.5, len(losses) - 0.5 + 0.17 * len(losses)),
        yticks=(0, 0.2, 0.4, 0.6),
    )
    axes.grid(visible=False, axis="x")
    axes.tick_params(axis="x", length=0)
