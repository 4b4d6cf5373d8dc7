"""Figures of the page on gradients and learning speed."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from numpy.typing import NDArray

from snippets import examples
from snippets.careful import binary, categorical, logistic, softmax, training
from snippets.figures.style import (
    BLUE,
    GREEN,
    INK,
    ORANGE,
    PURPLE,
    RED,
    label_line,
    new_figure,
)

FloatArray = NDArray[np.float64]

START = -5.0
LEARNING_RATE = 0.5
STEPS = 200
STARTS = ((-1.0, "-"), (-3.0, "--"), (-5.0, ":"))
SOFT_LABEL = (0.7, 0.3)
ANIMAL_COLOURS = (GREEN, BLUE, PURPLE)
ANIMAL_LINES = ("--", "-", ":")


def losses_and_slopes() -> Figure:
    """Return both losses of a neuron with label 1 over its logit, and their slopes."""
    figure = new_figure(height=5.0)
    above, below = figure.subplots(2, 1, sharex=True)
    z = np.linspace(-8, 8, 161)
    _draw_losses(above, z)
    _draw_slopes(below, z)
    below.set_xlabel("logit z")
    below.set_xlim(-8, 8)
    return figure


def _draw_losses(axes: Axes, z: FloatArray) -> None:
    ones = np.ones_like(z)
    cross_entropy = binary.binary_cross_entropy_with_logits(ones, z, reduction="none")
    axes.plot(z, cross_entropy, color=BLUE)
    axes.plot(z, training.half_squared_error(ones, z), color=ORANGE, linestyle="--")
    axes.set_title("Loss")
    axes.set_ylim(0, 8)
    label_line(axes, -4.4, 4.6, "cross-entropy (nats)", BLUE)
    label_line(axes, -7.8, 0.6, "half squared error", ORANGE)


def _draw_slopes(axes: Axes, z: FloatArray) -> None:
    cross_entropy = binary.binary_cross_entropy_with_logits_gradient(np.ones_like(z), z)
    axes.plot(z, cross_entropy, color=BLUE, label="cross-entropy")
    axes.plot(
        z,
        training.half_squared_error_slope(1, z),
        color=ORANGE,
        linestyle="--",
        label="half squared error",
    )
    axes.set_title("Slope of the loss")
    axes.set_ylim(-1.12, 0.12)
    steep = float(binary.binary_cross_entropy_with_logits_gradient(1, START))
    flat = float(training.half_squared_error_slope(1, START))
    axes.plot([START, START], [steep, flat], color=RED, linestyle=":", marker="o", markersize=6)
    options: dict[str, Any] = {"textcoords": "offset points", "color": RED}
    axes.annotate(f"{flat:.4f}".replace("-", "−"), (START, flat), xytext=(7, -16), **options)
    axes.annotate(f"{steep:.4f}".replace("-", "−"), (START, steep), xytext=(7, 9), **options)
    _mark_strongest_push(axes)


def _mark_strongest_push(axes: Axes) -> None:
    z = float(logistic.logit(1 / 3))
    slope = float(training.half_squared_error_slope(1, z))
    axes.plot(z, slope, color=ORANGE, marker="D", markersize=6)
    axes.annotate(
        "strongest push\nof squared error: 4/27",
        (z, slope),
        xytext=(1.1, -0.62),
        color=ORANGE,
        arrowprops={"arrowstyle": "-", "color": ORANGE, "linewidth": 1},
    )


def training_curves() -> Figure:
    """Return the predictions of a neuron on its way to label 1, from three wrong starts."""
    figure = new_figure(height=5.0)
    above, below = figure.subplots(2, 1, sharex=True, sharey=True)
    _draw_descents(above, "cross-entropy", BLUE)
    _draw_descents(below, "mean squared error", ORANGE)
    above.set_title("Cross-entropy")
    below.set_title("Half squared error")
    below.set_xlabel("step")
    below.set_xlim(0, STEPS)
    return figure


def _draw_descents(axes: Axes, loss: training.Loss, colour: str) -> None:
    for start, line in STARTS:
        logits = training.descend(1, start, loss, LEARNING_RATE, STEPS)
        axes.plot(logistic.sigmoid(logits), color=colour, linestyle=line, label=f"z = −{-start:g}")
    axes.set_ylabel("prediction ŷ")
    axes.set_ylim(0, 1.02)
    axes.legend(loc="center right", title="start")


def jacobian() -> Figure:
    """Return the softmax Jacobian at model 1's third prediction; areas show sizes."""
    slopes = softmax.softmax_jacobian(np.log(examples.MODEL_1[2]))
    figure = new_figure(width=4.2, height=3.9)
    axes = figure.subplots()
    for row, column in np.ndindex(slopes.shape):
        _draw_entry(axes, column, row, float(slopes[row, column]))
    axes.set_xlim(-0.5, 2.5)
    axes.set_ylim(2.62, -0.5)
    axes.set_aspect("equal")
    axes.grid(visible=False)
    axes.set_xticks(range(3), examples.ANIMALS)
    axes.set_yticks(range(3), examples.ANIMALS)
    axes.xaxis.tick_top()
    axes.xaxis.set_label_position("top")
    axes.set_xlabel("logit that moves", labelpad=7)
    axes.set_ylabel("probability that answers")
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    return figure


def _draw_entry(axes: Axes, x: int, y: int, slope: float) -> None:
    side = 0.66 * np.sqrt(abs(slope) / 0.21)
    corner = (x - side / 2, y - side / 2)
    if slope > 0:
        axes.add_patch(Rectangle(corner, side, side, facecolor=BLUE))
    else:
        options: dict[str, Any] = {"edgecolor": ORANGE, "hatch": "////", "linewidth": 1.5}
        axes.add_patch(Rectangle(corner, side, side, facecolor="none", **options))
    axes.text(x, y + 0.45, f"{slope:+.2f}".replace("-", "−"), ha="center", va="center")


def pushes() -> Figure:
    """Return the push of gradient descent on each logit, for model 1's third photo."""
    label, prediction = examples.ANIMAL_LABELS[2], examples.MODEL_1[2]
    gradient = categorical.softmax_cross_entropy_gradient(label, np.log(prediction))
    figure = new_figure(height=3.6)
    axes = figure.subplots()
    places = np.arange(3)
    axes.bar(places, prediction, width=0.5, color=BLUE, alpha=0.3)
    for x, from_height, push in zip(places, prediction, -gradient, strict=True):
        _draw_push(axes, float(x), float(from_height), float(push))
    axes.hlines(label, places - 0.32, places + 0.32, color=INK, linewidth=2.5, clip_on=False)
    axes.annotate("label", (0.32, 1), xytext=(5, -4), textcoords="offset points")
    axes.annotate("prediction", (2.25, 0.66), xytext=(4, -4), textcoords="offset points")
    axes.set_xticks(places, examples.ANIMALS)
    axes.set_xlim(-0.6, 2.95)
    axes.set_ylim(0, 1.12)
    axes.set_ylabel("probability")
    axes.grid(visible=False, axis="x")
    return figure


def _draw_push(axes: Axes, x: float, height: float, push: float) -> None:
    colour = RED if push > 0 else ORANGE
    arrow = {"arrowstyle": "-|>", "color": colour, "linewidth": 2.5, "shrinkA": 0, "shrinkB": 0}
    axes.annotate("", (x, height + push), (x, height), arrowprops=arrow | {"mutation_scale": 14})
    text = f"{push:+.1f}".replace("-", "−")
    axes.annotate(
        text,
        (x, height + push / 2),
        xytext=(7, -4),
        textcoords="offset points",
        color=colour,
        fontweight="bold",
    )


def signal_against_loss() -> Figure:
    """Return the size of the gradient over the loss, for a one-hot and for a soft label."""
    z = np.linspace(-10, 10, 241)
    logits = np.stack([z, np.zeros_like(z)], axis=-1)
    figure = new_figure(height=3.6)
    axes = figure.subplots()
    for label, colour, line in (((1.0, 0.0), BLUE, "-"), (SOFT_LABEL, ORANGE, "--")):
        labels = np.broadcast_to(label, logits.shape)
        losses = categorical.softmax_cross_entropy(labels, logits, reduction="none")
        gradients = categorical.softmax_cross_entropy_gradient(labels, logits)
        axes.plot(losses, np.abs(gradients[:, 0]), color=colour, linestyle=line)
    _mark_smallest_soft_loss(axes)
    axes.text(1.55, 0.92, "one-hot label", color=BLUE, ha="right")
    axes.text(1.45, 0.46, "soft label (0.7, 0.3)", color=ORANGE)
    axes.set_xlim(0, 3)
    axes.set_ylim(-0.03, 1.03)
    axes.set_xlabel("loss (nats)")
    axes.set_ylabel("|∂L/∂z| of the first class")
    return figure


def _mark_smallest_soft_loss(axes: Axes) -> None:
    smallest = float(categorical.categorical_cross_entropy(SOFT_LABEL, SOFT_LABEL))
    axes.plot(smallest, 0, color=RED, marker="o", markersize=7, clip_on=False)
    axes.annotate(
        f"no signal at {smallest:.2f} nats",
        (smallest, 0),
        xytext=(10, 1),
        textcoords="offset points",
        color=RED,
    )


def competition() -> Figure:
    """Return three probabilities while one logit moves: softmax above, sigmoids below."""
    z = np.linspace(-4, 4, 121)
    logits = np.stack([np.ones_like(z), z, np.zeros_like(z)], axis=-1)
    figure = new_figure(height=5.0)
    above, below = figure.subplots(2, 1, sharex=True)
    _draw_probabilities(above, z, softmax.softmax(logits), "Softmax: the dog takes from the others")
    _draw_probabilities(below, z, logistic.sigmoid(logits), "Three sigmoids: nobody minds")
    below.set_xlabel("logit of the dog")
    return figure


def _draw_probabilities(axes: Axes, z: FloatArray, shares: FloatArray, title: str) -> None:
    for k, name in enumerate(examples.ANIMALS):
        colour = ANIMAL_COLOURS[k]
        axes.plot(z, shares[:, k], color=colour, linestyle=ANIMAL_LINES[k])
        place = -1 if name == "dog" else 0
        axes.annotate(
            name,
            (z[place], shares[place, k]),
            xytext=(4 if place else -4, 0),
            textcoords="offset points",
            ha="left" if place else "right",
            va="center",
            color=colour,
        )
    axes.set_title(title)
    axes.set_ylabel("probability")
    axes.set_ylim(0, 1.02)
    axes.set_xlim(-4.9, 4.9)
