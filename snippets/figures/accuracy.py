"""The figure on accuracy: every library's worst error on hard inputs, read from the record."""

import math

from matplotlib.figure import Figure

from snippets.figures.style import BLUE, GREEN, INK, MUTED, ORANGE, PURPLE, RED, new_figure
from snippets.tables.accuracy import COLUMNS, worst

LABELS = {
    "self_information": "−log p",
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

MARKS = {
    "Here": ("o", BLUE),
    "PyTorch": ("s", ORANGE),
    "TensorFlow": ("^", GREEN),
    "Keras": ("v", PURPLE),
    "scikit-learn": ("D", RED),
    "SciPy": ("P", MUTED),
    "Optax, JAX": ("X", INK),
}
"""Marker and colour of each library."""

NONE_RIGHT = 18.0
"""Where, on the axis of powers of ten, errors are drawn that leave no digit."""


def errors() -> Figure:
    """Draw the worst error in ulp on a log axis, a row for each quantity, a mark for each library.

    Marks that would cover each other lie side by side, one below the other.
    """
    figure = new_figure(5.6, 6.4)
    axes = figure.subplots()
    for row, name in enumerate(LABELS):
        for number, (header, libraries) in enumerate(COLUMNS.items()):
            error = worst(f"{name}_hard", libraries)
            if error is not None:
                marker, colour = MARKS[header]
                axes.plot(
                    position(error),
                    row + (number - 3) * 0.11,
                    marker,
                    color=colour,
                    markersize=7 if header == "Here" else 5.5,
                    label=header if name == "binary_cross_entropy" else None,
                )
    axes.axvspan(NONE_RIGHT - 1, NONE_RIGHT + 1, color=RED, alpha=0.08, linewidth=0)
    axes.set_yticks(range(len(LABELS)), list(LABELS.values()))
    ticks = [0, 4, 8, 12, NONE_RIGHT]
    axes.set_xticks(ticks, ["1", "10⁴", "10⁸", "10¹²", "no digit\nright"])
    axes.set(xlim=(-0.8, 19), ylim=(len(LABELS) - 0.5, -0.5))
    axes.set_xlabel("worst error (ulp)")
    axes.tick_params(axis="y", length=0)
    figure.legend(loc="outside upper center", ncols=3, handletextpad=0.2, columnspacing=1.2)
    return figure


def position(error: float) -> float:
    """Return the power of ten of an error, and a place at the end for an infinite one."""
    return NONE_RIGHT if math.isinf(error) else math.log10(error)
