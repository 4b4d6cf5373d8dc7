"""Figures of the page on label smoothing, class weights and focal loss."""

from collections.abc import Callable

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from snippets.careful import binary, categorical, focal, smoothing
from snippets.figures.style import (
    BLUE,
    GREEN,
    INK,
    MUTED,
    ORANGE,
    PURPLE,
    RED,
    new_figure,
)

FloatArray = NDArray[np.float64]
Losses = Callable[[float, FloatArray], FloatArray]
"""The loss of label y (0 or 1) for each of the predictions q."""

CLASSES = 3
EPSILONS = ((0.0, BLUE, "-"), (0.1, ORANGE, "--"), (0.2, PURPLE, "-."))
GAMMAS = ((0.0, BLUE, "-"), (0.5, GREEN, (0, (6, 1))), (1.0, PURPLE, "-."), (2.0, ORANGE, "--"))


def smoothed_loss() -> Figure:
    """Return the loss with smoothed labels over the probability of the true class."""
    truth = np.concatenate([np.linspace(0.4, 0.98, 60), 1 - np.geomspace(0.02, 1e-4, 40)])
    figure = new_figure(height=3.6)
    axes = figure.subplots()
    for epsilon, colour, line in EPSILONS:
        losses = _smoothed_losses(epsilon, truth)
        axes.plot(truth, losses, color=colour, linestyle=line)
        _mark_best(axes, epsilon, colour)
    axes.annotate(
        "too sure",
        (0.992, 0.75),
        xytext=(0.8, 1.02),
        color=RED,
        arrowprops={"arrowstyle": "-|>", "color": RED, "linewidth": 1.5},
    )
    axes.set_xlim(0.4, 1)
    axes.set_ylim(0, 1.2)
    axes.set_xlabel("probability of the true class")
    axes.set_ylabel("loss (nats)")
    return figure


def _mark_best(axes: Axes, epsilon: float, colour: str) -> None:
    best = smoothing.smooth_labels([1, 0, 0], epsilon)
    loss = float(categorical.categorical_cross_entropy(best, best))
    axes.plot(best[0], loss, color=colour, marker="o", markersize=7, clip_on=False)
    axes.annotate(
        f"ε = {epsilon:g}",
        (float(best[0]), loss),
        xytext=(-6, -16) if epsilon else (-34, 3),
        textcoords="offset points",
        ha="right",
        color=colour,
    )


def _smoothed_losses(epsilon: float, truth: FloatArray) -> FloatArray:
    wrong = (1 - truth) / (CLASSES - 1)
    predictions = np.stack([truth, wrong, wrong], axis=-1)
    label = smoothing.smooth_labels([1, 0, 0], epsilon)
    labels = np.broadcast_to(label, predictions.shape)
    return np.asarray(categorical.categorical_cross_entropy(labels, predictions, reduction="none"))


def focal_curves() -> Figure:
    """Return the focal loss over the probability of the true class, for several γ."""
    p_t = np.linspace(0.02, 1, 99)
    figure = new_figure(height=3.8)
    axes = figure.subplots()
    axes.axvspan(0.6, 1, color=GREEN, alpha=0.12)
    axes.text(0.8, 2.72, "classified well", color=GREEN, ha="center")
    for gamma, colour, line in (*GAMMAS, (5.0, RED, ":")):
        losses = focal.focal_loss_of_true_probability(p_t, gamma, 1.0)
        axes.plot(
            p_t,
            losses,
            color=colour,
            linestyle=line,
            label=f"γ = {gamma:g}" + ("" if gamma else " (plain)"),
        )
    axes.legend(loc="upper center", bbox_to_anchor=(0.41, 1), handlelength=2.6)
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 3)
    axes.set_xlabel("probability of the true class")
    axes.set_ylabel("loss (nats)")
    return figure


def best_predictions() -> Figure:
    """Return the prediction with the smallest mean loss over the true share of label 1."""
    shares = np.linspace(0, 1, 81)
    figure = new_figure(width=5.2, height=4.3)
    axes = figure.subplots()
    for losses, colour, line in (
        (_plain, BLUE, "-"),
        (_smoothed, PURPLE, "-."),
        (_weighted, ORANGE, "--"),
        (_focal, RED, ":"),
    ):
        best = [best_prediction(losses, float(share)) for share in shares]
        axes.plot(shares, best, color=colour, linestyle=line)
    _mark_weighted(axes)
    axes.text(0.44, 0.81, "class weights", color=ORANGE, ha="right")
    axes.text(0.24, 0.13, "plain: the truth", color=BLUE, rotation=45)
    axes.text(1.015, 0.90, "smoothing", color=PURPLE, va="center")
    axes.text(0.88, 0.58, "focal", color=RED, ha="center")
    axes.set_aspect("equal")
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1)
    axes.set_xlabel("true share of label 1")
    axes.set_ylabel("best prediction")
    return figure


def _mark_weighted(axes: Axes) -> None:
    """Mark the share 0.2 that class weights 1 and 4 turn into one half."""
    best = best_prediction(_weighted, 0.2)
    axes.plot([0.2, 0.2], [0.2, best], color=MUTED, linewidth=1)
    axes.plot(0.2, best, color=ORANGE, marker="o", markersize=7)
    axes.plot(0.2, 0.2, color=BLUE, marker="o", markersize=7)
    axes.text(0.23, best + 0.02, f"0.2 → {best:.1f}", color=INK, va="center")


def best_prediction(losses: Losses, share: float) -> float:
    """Return the prediction that minimises share · loss(1, q) + (1 − share) · loss(0, q).

    Found on a grid of a thousandth: as fine as a figure can show.
    """
    predictions = np.linspace(0.001, 0.999, 999)
    risks = share * losses(1, predictions) + (1 - share) * losses(0, predictions)
    return float(predictions[np.argmin(risks)])


def _plain(label: float, predictions: FloatArray) -> FloatArray:
    return binary.binary_cross_entropy(
        np.full_like(predictions, label), predictions, reduction="none"
    )


def _smoothed(label: float, predictions: FloatArray) -> FloatArray:
    return _plain(float(smoothing.smooth_labels([1 - label, label], 0.2)[1]), predictions)


def _weighted(label: float, predictions: FloatArray) -> FloatArray:
    return (4 if label else 1) * _plain(label, predictions)


def _focal(label: float, predictions: FloatArray) -> FloatArray:
    p_t = focal.true_class_probability(np.full_like(predictions, label), predictions)
    return np.asarray(focal.focal_loss_of_true_probability(p_t, 2.0, 1.0))
