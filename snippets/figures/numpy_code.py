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
from snippets.figures.blocks import ABOVE, draw_blocks, draw_mean
from snippets.figures.style import SURFACE, new_figure


def reductions() -> Figure:
    """Draw each sample's loss in the article's two examples as a block, and their means."""
    figure = new_figure(5.2, 4.8, wide=2.9, turned=True)
    top, bottom = figure.subplots(2, 1)
    binary = np.ravel(binary_cross_entropy(BINARY_LABELS, BINARY_PREDICTIONS, reduction="none"))
    names = [
        f"$y = {y:.0f}$\n$ŷ = {p:g}$"
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
    weights = np.full(len(losses), 1 / len(losses))
    middles = draw_blocks(axes, [name.replace("\n", ", ") for name in names], weights, losses)
    draw_mean(axes, float(losses.mean()), f"mean\n{losses.mean():.4f}")
    for middle, loss in zip(middles, losses, strict=True):
        axes.annotate(f"{loss:.4f}", (middle, 0), color=SURFACE, **ABOVE)
    axes.set_xticks(middles, names)
    axes.set(ylabel="loss (nats)", ylim=(0, 0.62), yticks=(0, 0.2, 0.4, 0.6))
