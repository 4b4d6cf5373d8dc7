"""Figures of the page on label smoothing, class weights and focal loss."""

from collections.abc import Callable
from functools import cache

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from snippets.careful import binary, categorical, focal, logistic, smoothing
from snippets.examples import ANIMALS
from snippets.figures.areas import OWN
from snippets.figures.blocks import ABOVE
from snippets.figures.live import (
    Amount,
    Control,
    Curve,
    Dot,
    Free,
    Handle,
    Label,
    Live,
    Mark,
    Quantity,
    Repeated,
    Shape,
    Shown,
    Text,
    formula,
    smaller,
    write,
)
from snippets.figures.style import (
    BLUE,
    GREEN,
    INK,
    MUTED,
    ORANGE,
    PURPLE,
    RED,
    SURFACE,
    new_figure,
)

FloatArray = NDArray[np.float64]
Losses = Callable[[float, FloatArray], FloatArray]
"""The loss of label y (0 or 1) for each of the predictions q."""

CLASSES = 3
DOUBT = 0.1
"""The share that is taken from the label of the example."""
EPSILONS = ((0.0, BLUE, "-"), (0.1, ORANGE, "--"), (0.2, PURPLE, "-."))
GAMMAS = ((0.0, BLUE, "-"), (0.5, GREEN, (0, (6, 1))), (1.0, PURPLE, "-."), (2.0, ORANGE, "--"))

SHARE = Control(
    name="share", words="share of label 1:", symbol="p", low=0.05, high=0.95, step=0.01, start=0.8
)
EPSILON = Control(
    name="epsilon", words="smoothing", symbol="ε", low=0, high=0.5, step=0.01, start=0.2
)
GAMMA = Control(name="gamma", words="focus", symbol="γ", low=0, high=4, step=0.1, start=2)
CHANGES = {
    "plain": (BLUE, "-", 1.74),
    "smoothed": (PURPLE, "-.", 1.58),
    "focal": (GREEN, "--", 1.42),
}
"""Colour, line, and the height at which it is said where the smallest loss is."""

HIGHEST = 1.94
"""So high a mean loss is drawn, in nats: just out of sight."""

DESCENT = (3.0, 120)
"""Rate and number of the steps by which the smallest mean focal loss is found."""


def mixture() -> Figure:
    """Draw the smoothed label of a dog: what is left of the label, and the even share on it."""
    label = np.array([0.0, 1.0, 0.0])
    smoothed = smoothing.smooth_labels(label, DOUBT)
    even = np.full(len(label), DOUBT / len(label))
    figure = new_figure(3.6, 2.6)
    axes = figure.subplots()
    axes.bar(ANIMALS, even, 0.94, facecolor=PURPLE, label="even share")
    axes.bar(ANIMALS, smoothed - even, 0.94, bottom=even, label="what is left of the label", **OWN)
    for place, share in enumerate(smoothed.tolist()):
        axes.annotate(f"{share:.3f}", (place, share), color=INK, **ABOVE)
    axes.text(1, 0.5, "$1 − ε$", color=SURFACE, ha="center", va="center")
    axes.text(0.48, 0.16, "$ε/3$ each", color=PURPLE, ha="right", va="center")
    axes.set(ylim=(0, 1.12), ylabel="label", yticks=(0, 0.5, 1))
    axes.grid(visible=False, axis="x")
    axes.tick_params(axis="x", length=0)
    return figure


def smoothed_loss() -> Figure:
    """Return the loss with smoothed labels over the probability of the true class."""
    truth = np.concatenate([np.linspace(0.4, 0.98, 60), 1 - np.geomspace(0.02, 5e-4, 24)])
    figure = new_figure(height=3.6)
    axes = figure.subplots()
    for epsilon, colour, line in EPSILONS:
        losses = _smoothed_losses(epsilon, truth)
        axes.plot(truth, losses, color=colour, linestyle=line, label=f"$ε = {epsilon:g}$")
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
        f"$ε = {epsilon:g}$",
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
    for gamma, colour, line in (*GAMMAS, (5.0, INK, ":")):
        losses = focal.focal_loss_of_true_probability(p_t, gamma, 1.0)
        axes.plot(
            p_t,
            losses,
            color=colour,
            linestyle=line,
            label=f"$γ = {gamma:g}$" + ("" if gamma else " (plain)"),
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
        (_focal, GREEN, ":"),
    ):
        best = [best_prediction(losses, float(share)) for share in shares]
        axes.plot(shares, best, color=colour, linestyle=line)
    _mark_weighted(axes)
    axes.text(0.44, 0.81, "class weights", color=ORANGE, ha="right")
    axes.text(0.24, 0.13, "plain: the truth", color=BLUE, rotation=45)
    axes.text(1.015, 0.90, "smoothing", color=PURPLE, va="center")
    axes.text(0.88, 0.58, "focal", color=GREEN, ha="center")
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


def optima(share: float = 0.8, epsilon: float = 0.2, gamma: float = 2) -> Live:
    """Draw the mean loss over the prediction, plain, smoothed and focal, with the smallest."""
    figure = new_figure(5.2, 3.9)
    axes = figure.subplots()
    predictions = np.linspace(0.02, 0.98, 97)
    label = np.array([1 - share, share]) @ smoothing.smooth_labels(np.eye(2), epsilon)
    best = {"plain": share, "smoothed": float(label[1]), "focal": _best_focal(share, gamma)}
    labels = {"plain": share, "smoothed": float(label[1])}
    for name, (colour, line, height) in CHANGES.items():
        found = np.array([*predictions, best[name]])
        if name == "focal":
            losses = share * _focused(1, found, gamma) + (1 - share) * _focused(0, found, gamma)
        else:
            losses = _plain(labels[name], found)
        drawn = np.minimum(losses, HIGHEST)
        axes.plot(predictions, drawn[:-1], color=colour, linestyle=line, label=name, gid=name)
        (lowest,) = axes.plot(best[name], drawn[-1], "o", color=colour, gid=f"best-{name}")
        lowest.set(label=f"{name}, smallest", zorder=5)
        words = f"{name}: smallest at {write(best[name], 3)}"
        axes.text(0.5, height, words, color=colour, ha="center", gid=f"says-{name}")
    axes.axvline(share, color=MUTED, linewidth=1, linestyle=":", gid="truth")
    axes.set_title("Mean loss where a share $p$ has label 1")
    axes.set(xlim=(0, 1), ylim=(0, 1.9), xlabel="prediction $q$", ylabel="mean loss (nats)")
    return Live(
        figure=figure,
        controls=(SHARE, EPSILON, GAMMA),
        marks=_moving_optima(),
        says=_optima_in_words(),
        handles=_held_optima(),
        drag="share",
    )


def _best_focal(share: float, gamma: float) -> float:
    """Return the prediction at which the slopes of both labels cancel, by halving."""
    low, high = -8.0, 8.0
    for _ in range(60):
        middle = (low + high) / 2
        slopes = [
            float(focal.focal_loss_with_logits_gradient(label, middle, gamma, 0.5))
            for label in (1, 0)
        ]
        if share * slopes[0] + (1 - share) * slopes[1] < 0:
            low = middle
        else:
            high = middle
    return float(logistic.sigmoid(middle))


def _of_both(one: Quantity, other: Quantity) -> Quantity:
    """Return the mean of what is true of label 1 and of label 0."""
    return SHARE * one + (1 - SHARE) * other


def _mean_loss(name: str, q: Amount) -> Quantity:
    both = (1, 0)
    if name == "plain":
        return _of_both(*(formula("bce", y=label, y_hat=q) for label in both))
    if name == "focal":
        losses = (formula("focal", y=label, p=q, gamma=GAMMA, alpha=0.5) for label in both)
        return 2 * _of_both(*losses)
    return _of_both(
        *(
            formula(
                "label-smoothing-loss",
                0,
                sizes={"C": 2},
                y=(1 - label, label),
                y_hat=(1 - q, q),
                epsilon=EPSILON,
            )
            for label in both
        )
    )


def _best_smoothed() -> Quantity:
    labels = (
        formula("label-smoothing", sizes={"C": 2, "c": 2}, y=(1 - label, label), epsilon=EPSILON)
        for label in (1, 0)
    )
    return _of_both(*labels)


def _best_focused() -> Quantity:
    rate, steps = DESCENT
    slopes = (
        formula("focal-logits-gradient", y=label, z=Free(), gamma=GAMMA, alpha=0.5)
        for label in (1, 0)
    )
    return formula("sigmoid", z=Repeated(0.0, Free() - 2 * rate * _of_both(*slopes), steps))


@cache
def _best() -> dict[str, Quantity]:
    return {"plain": SHARE, "smoothed": _best_smoothed(), "focal": _best_focused()}


def _moving_optima() -> tuple[Mark, ...]:
    marks: list[Mark] = [Shape(name="truth", points=((SHARE, 0), (SHARE, 1.9)))]
    for name, best in _best().items():
        y = smaller(_mean_loss(name, Free()), HIGHEST)
        marks += (
            Curve(name=name, y=y, low=0.02, high=0.98, count=97),
            Dot(name=f"best-{name}", x=best, y=smaller(_mean_loss(name, best), HIGHEST)),
            Label(
                name=f"says-{name}",
                x=0.5,
                y=CHANGES[name][2],
                text=(f"{name}: smallest at ", Shown(best, 3)),
            ),
        )
    return tuple(marks)


def _held_optima() -> tuple[Handle, ...]:
    """Return the lowest points: each asks for another prediction as its control moves."""
    held = zip((SHARE, EPSILON, GAMMA), _best().items(), strict=True)
    return tuple(
        Handle(control=control, x=best, y=smaller(_mean_loss(name, best), HIGHEST))
        for control, (name, best) in held
    )


def _optima_in_words() -> tuple[Text, ...]:
    plain, smoothed, focused = (Shown(best, 3) for best in _best().values())
    return (
        ("The share is ", plain, ", and plain cross-entropy asks for it."),
        ("Smoothing asks for ", smoothed, ", focal loss for ", focused, "."),
    )


def _plain(label: float, predictions: FloatArray) -> FloatArray:
    return binary.binary_cross_entropy(
        np.full_like(predictions, label), predictions, reduction="none"
    )


def _smoothed(label: float, predictions: FloatArray) -> FloatArray:
    return _plain(float(smoothing.smooth_labels([1 - label, label], 0.2)[1]), predictions)


def _weighted(label: float, predictions: FloatArray) -> FloatArray:
    return (4 if label else 1) * _plain(label, predictions)


def _focal(label: float, predictions: FloatArray) -> FloatArray:
    return _focused(label, predictions, 2.0)


def _focused(label: float, predictions: FloatArray, gamma: float) -> FloatArray:
    p_t = focal.true_class_probability(np.full_like(predictions, label), predictions)
    return np.asarray(focal.focal_loss_of_true_probability(p_t, gamma, 1.0))
