"""The figures of the page on binary cross-entropy."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from snippets.careful.binary import binary_cross_entropy, binary_cross_entropy_gradient
from snippets.careful.logistic import sigmoid
from snippets.figures.style import BLUE, GREEN, INK, MUTED, ORANGE, new_figure

TANGENTS = (0.2, 0.8)
TANGENT_REACH = 0.12


def sigmoid_curve() -> Figure:
    """Draw the sigmoid over the score z from −6 to 6."""
    z = np.linspace(-6, 6, 201)
    figure = new_figure(5.2, 3.0)
    axes = figure.add_subplot()
    axes.plot(z, sigmoid(z), color=ORANGE)
    marks = np.array([-2.0, 0.0, 2.0])
    axes.plot(marks, sigmoid(marks), "o", color=INK, zorder=5)
    for mark in marks:
        axes.annotate(
            f"σ({mark:g}) = {float(sigmoid(mark)):.2f}".replace("-", "−"),
            (mark, float(sigmoid(mark))),
            xytext=(10, -5),
            textcoords="offset points",
        )
    axes.set(xlim=(-6, 6), ylim=(0, 1.02), xlabel="score z", ylabel="ŷ = σ(z)")
    return figure


def branches() -> Figure:
    """Draw the loss of both labels over the prediction, with tangents, and its slopes below."""
    y_hat = np.linspace(0.005, 0.995, 199)
    figure = new_figure(5.2, 5.6)
    upper, lower = figure.subplots(2, 1, sharex=True, height_ratios=(3, 2))
    for label, colour, line in ((1, BLUE, "-"), (0, ORANGE, "--")):
        labels = np.full(len(y_hat), label)
        loss = binary_cross_entropy(labels, y_hat, reduction="none")
        slope = binary_cross_entropy_gradient(labels, y_hat)
        upper.plot(y_hat, loss, color=colour, linestyle=line)
        lower.plot(y_hat, slope, color=colour, linestyle=line)
        for place in TANGENTS:
            _tangent(upper, label, place)
    upper.annotate(
        "coin toss: log 2",
        (0.5, float(np.log(2))),
        xytext=(0.5, 1.2),
        ha="center",
        arrowprops={"arrowstyle": "-", "color": MUTED, "linewidth": 0.8, "shrinkB": 4},
    )
    upper.text(0.05, 3.35, "y = 1: −log ŷ", color=BLUE)
    upper.text(0.95, 3.35, "y = 0: −log(1 − ŷ)", color=ORANGE, ha="right")
    upper.set(ylim=(0, 3.8), ylabel="loss L (nats)")
    lower.axhline(0, color=MUTED, linewidth=0.8)
    lower.text(0.5, -5.6, "y = 1: always negative,\nŷ must rise", color=BLUE, va="center")
    lower.text(
        0.5, 5.6, "y = 0: always positive,\nŷ must fall", color=ORANGE, ha="right", va="center"
    )
    lower.set(xlim=(0, 1), ylim=(-10.5, 10.5), yticks=(-10, -5, -1, 1, 5, 10))
    lower.set(xlabel="predicted probability ŷ", ylabel="slope ∂L/∂ŷ (nats)")
    return figure


def _tangent(axes: Axes, label: int, place: float) -> None:
    """Draw a piece of the tangent at ``place`` and write its slope beside it."""
    loss = float(binary_cross_entropy([label], [place]))
    slope = float(binary_cross_entropy_gradient([label], [place])[0])
    reach = TANGENT_REACH / np.hypot(1, slope / 4)
    ends = np.array([place - reach, place + reach])
    axes.plot(ends, loss + slope * (ends - place), color=GREEN, linewidth=2.5, zorder=4)
    axes.plot(place, loss, "o", color=INK, zorder=5)
    axes.annotate(
        f"slope {slope:+g}".replace("-", "−"),
        (place, loss),
        xytext=(9 if label else -9, 8) if abs(slope) > 2 else (0, 10),
        textcoords="offset points",
        ha="center" if abs(slope) < 2 else "left" if label else "right",
    )
