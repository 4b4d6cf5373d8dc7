"""The figure on accuracy: the digits that each worst error leaves, read from the record."""

import math

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from snippets.figures.areas import EXTRA, OWN, TINT
from snippets.figures.style import MUTED, new_figure
from snippets.tables.accuracy import COLUMNS, worst

LABELS = {
    "self_information": r"$−\log p$",
    "entropy": "entropy",
    "cross_entropy": "cross-entropy",
    "kl_divergence": "KL divergence",
    "binary_cross_entropy": "binary, probabilities",
    "binary_cross_entropy_with_logits": "binary, logits",
    "sigmoid": "sigmoid",
    "sparse_softmax_cross_entropy": "categorical, logits",
    "sparse_softmax_cross_entropy_gradient": "its gradient",
    "softmax": "softmax",
    "focal_loss": "focal loss",
}
"""The rows of the figure, from above."""

HEADS = {
    "TensorFlow": "Tensor-\nFlow",
    "scikit-learn": "scikit-\nlearn",
    "Optax, JAX": "Optax,\nJAX",
}
"""Names of libraries that are too long for a column, in two lines."""

DIGITS = 53 * math.log10(2)
"""So many decimal digits has a float64."""

CELL = 0.86


def errors() -> Figure:
    """Draw the digits that the worst error leaves, a row for each quantity, a column a library.

    A cell is as wide as the digits of a float64: blue are right, hatched red are lost.
    """
    figure = new_figure(5.8, 5.0, wide=4.9)
    axes = figure.subplots()
    for row, name in enumerate(LABELS):
        for column, libraries in enumerate(COLUMNS.values()):
            error = worst(f"{name}_hard", libraries)
            if error is None:
                at = (column + CELL / 2, row)
                axes.text(*at, "–", color=MUTED, ha="center", va="center")
            else:
                _draw_cell(axes, row, column, lost(error) / DIGITS)
    axes.set_yticks(range(len(LABELS)), list(LABELS.values()))
    middles = [column + CELL / 2 for column in range(len(COLUMNS))]
    axes.set_xticks(middles, [HEADS.get(header, header) for header in COLUMNS])
    axes.set(xlim=(-0.05, len(COLUMNS)), ylim=(len(LABELS) - 0.5, -0.5))
    axes.tick_params(length=0, labeltop=True, labelbottom=False)
    axes.spines[["left", "bottom"]].set_visible(False)
    axes.grid(visible=False)
    return figure


def _draw_cell(axes: Axes, row: int, column: int, share: float) -> None:
    """Draw the digits that are right, and behind them the share that is lost."""
    right, low = CELL * (1 - share), row - 0.33
    axes.add_patch(Rectangle((column, low), right, 0.66, **OWN, gid=f"right-{row}-{column}"))
    if share > 0:
        for style in (TINT, EXTRA):
            axes.add_patch(Rectangle((column + right, low), CELL - right, 0.66, **style))


def lost(error: float) -> float:
    """Return how many decimal digits an error in ulp costs, at most all."""
    return min(max(math.log10(error), 0.0), DIGITS) if error > 0 else 0.0
