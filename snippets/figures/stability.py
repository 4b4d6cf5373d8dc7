"""The figures of the page on numerical stability: the article's code beside ours."""

from functools import cache
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from numpy.typing import NDArray

from snippets.careful.binary import binary_cross_entropy, binary_cross_entropy_with_logits
from snippets.careful.categorical import categorical_cross_entropy
from snippets.careful.logistic import sigmoid
from snippets.examples import BINARY_LABELS, BINARY_PREDICTIONS
from snippets.figures.live import (
    Control,
    Dot,
    Handle,
    Label,
    Listed,
    Live,
    Mark,
    Quantity,
    Shown,
    Text,
    formula,
    smaller,
    write,
)
from snippets.figures.style import BLUE, GREEN, INK, ORANGE, RED, SURFACE, new_figure
from snippets.naive_article import binary_cross_entropy_loss, categorical_cross_entropy_loss
from snippets.tables.stability import STEP, losses_through_probability, steps_below_one

LOGIT = Control(name="z", words="logit", symbol="z", low=14, high=18, step=0.05, start=16)
LOGITS = tuple(np.linspace(14, 18, 81).tolist())
ROOM = 15
"""So many numbers below 1 are shown."""

CEILING = 17.85
"""An infinite loss is shown here, in nats."""


def cap() -> Figure:
    """Draw the loss over the probability of the true class: 1e-9 stops it at 20.723 nats."""
    figure = new_figure(5.2, 3.5)
    axes = figure.subplots()
    probability = np.geomspace(1e-30, 1, 181)
    ours = np.array([categorical_cross_entropy(*_two_classes(p)) for p in probability])
    capped = np.array([categorical_cross_entropy_loss(*_two_classes(p)) for p in probability])
    axes.semilogx(probability, ours, color=BLUE)
    name = r"$−\log(p + 10^{−9})$"
    axes.semilogx(probability, capped, "--", color=ORANGE, label=name)
    ceiling = float(categorical_cross_entropy_loss(*_two_classes(0.0)))
    axes.annotate(r"$−\log p$", (1e-21, 48.4), (12, 4), textcoords="offset points", color=BLUE)
    axes.annotate(
        f"{name}: never above {ceiling:.3f}",
        (1e-30, ceiling),
        (4, -7),
        textcoords="offset points",
        va="top",
        color=ORANGE,
    )
    here = (1e-9, float(-np.log(1e-9)))
    axes.plot(*here, "o", color=RED, markersize=5)
    axes.annotate("$p = 10^{−9}$", here, (8, 3), textcoords="offset points", color=RED)
    axes.set_xticks([1e-30, 1e-24, 1e-18, 1e-12, 1e-6, 1])
    axes.set(xlabel="probability $p$ of the true class", ylabel="loss (nats)", ylim=(-3, 72))
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
        axes.text(-0.12, row + 0.46, f"$y = {label:.0f}$", ha="right", va="center")
    for column, prediction in enumerate(predictions):
        axes.text(column + 0.47, -0.1, f"$ŷ = {prediction:g}$", ha="center", va="bottom")
    pairs = float(binary_cross_entropy_loss(BINARY_LABELS, BINARY_PREDICTIONS.ravel()))
    samples = float(binary_cross_entropy_loss(BINARY_LABELS, BINARY_PREDICTIONS))
    axes.text(0, 4.2, f"the 4 samples: mean {samples:.4f} nats", color=BLUE, va="top")
    axes.text(0, 4.55, f"all 16 pairs: mean {pairs:.4f} nats", color=ORANGE, va="top")
    axes.set(xlim=(-0.75, 4.2), ylim=(4.95, -0.5))
    axes.axis("off")
    return figure


def precision() -> Figure:
    """Draw the loss of label 0 over the logit, through a stored probability and straight."""
    figure = new_figure(5.2, 3.4)
    axes = figure.subplots()
    z = np.linspace(0, 44, 177)
    axes.plot(z, _exact(z), "--", color=BLUE, linewidth=1.4)
    axes.text(38.5, 41, "from the logit", ha="right", color=BLUE)
    for kind, colour, width in ((np.float64, ORANGE, 4.0), (np.float32, GREEN, 6.0)):
        edge = first_infinite_logit(kind)
        logits = np.linspace(0, edge, 200, endpoint=False)
        losses = losses_through_probability(logits, kind)
        name = f"through $ŷ$ in {np.dtype(kind).name}"
        axes.plot(logits, losses, color=colour, linewidth=width, alpha=0.6, label=name)
        last = f"last finite loss {name}"
        axes.plot(logits[-1], losses[-1], "X", color=RED, markersize=8, label=last)
        axes.annotate(
            f"{name}:\n$∞$ from $z = {edge:.1f}$",
            (logits[-1], losses[-1]),
            (-2, -12),
            textcoords="offset points",
            va="top",
            color=colour,
        )
    axes.set(xlim=(0, 58), ylim=(-1, 46), xlabel="logit $z$", ylabel="loss of label 0 (nats)")
    return figure


def float32_ends(z: float = 16.0) -> Live:
    """Draw the loss of label 0 where float32 ends, and below it the numbers that are left.

    One logit moves along: its loss through a probability that is stored in float32 and straight
    from the logit, and its probability among those that float32 has just below 1.
    """
    figure = new_figure(5.2, 5.2)
    top, bottom = figure.subplots(2, 1, height_ratios=(3, 1))
    _draw_stairs(top)
    at = np.array([z])
    exact, naive = float(_exact(at)[0]), float(losses_through_probability(at, np.float32)[0])
    top.plot(z, exact, "D", color=BLUE, zorder=6, gid="exact")
    top.plot(z, min(naive, CEILING), "o", color=GREEN, markersize=8, zorder=5, gid="naive")
    top.text(14.1, 17.6, f"from the logit: {write(exact, 3)}", color=BLUE, gid="exact-is")
    words = f"through $ŷ$ in float32: {write(naive, 3)}"
    top.text(14.1, 17.1, words, color=GREEN, gid="naive-is")
    bottom.plot(range(ROOM), np.zeros(ROOM), "|", color=INK, markersize=16, markeredgewidth=1.4)
    stored = float(steps_below_one(at)[0])
    bottom.plot(stored, 0, "o", color=GREEN, markersize=8, zorder=5, gid="stored")
    true = float(sigmoid(-z)) / STEP
    bottom.plot(true, 0, "D", color=BLUE, markersize=5, zorder=6, gid="true")
    bottom.set_title("The numbers that float32 has below 1")
    bottom.set(
        xlim=(ROOM - 0.5, -0.5), ylim=(-1, 1), yticks=[], xlabel="$1 − ŷ$, in steps of $2^{−24}$"
    )
    bottom.grid(visible=False)
    return Live(
        figure=figure,
        controls=(LOGIT,),
        marks=_moving_end(),
        says=_end_in_words(),
        handles=(Handle(control=LOGIT, x=LOGIT, y=_loss_from_the_logit()),),
        drag="z",
    )


def _draw_stairs(axes: Axes) -> None:
    edge = first_infinite_logit(np.float32)
    close = np.linspace(LOGIT.low, edge, 260, endpoint=False)
    axes.plot(close, losses_through_probability(close, np.float32), color=GREEN, alpha=0.6)
    line = np.array([LOGIT.low, LOGIT.high])
    axes.plot(line, _exact(line), "--", color=BLUE, linewidth=1.4)
    axes.axvline(edge, color=RED, linestyle=":", linewidth=1.4)
    axes.text(edge + 0.06, 13.9, "$∞$ from here", color=RED)
    axes.set(xlim=(LOGIT.low, LOGIT.high), ylim=(13.7, 18.1))
    axes.set(xlabel="logit $z$", ylabel="loss of label 0 (nats)")


def _moving_end() -> tuple[Mark, ...]:
    exact, naive = _loss_from_the_logit(), _loss_in_float32()
    return (
        Dot(name="exact", x=LOGIT, y=exact),
        Dot(name="naive", x=LOGIT, y=smaller(naive, CEILING)),
        Label(name="exact-is", x=14.1, y=17.6, text=("from the logit: ", Shown(exact, 3))),
        Label(name="naive-is", x=14.1, y=17.1, text=("through $ŷ$ in float32: ", Shown(naive, 3))),
        Dot(name="stored", axes=1, x=_stored(), y=0),
        Dot(name="true", axes=1, x=formula("sigmoid", z=0 - LOGIT) / STEP, y=0),
    )


@cache
def _loss_from_the_logit() -> Quantity:
    return formula("bce-softplus-steps", y=0, z=LOGIT)


@cache
def _loss_in_float32() -> Quantity:
    # As short as float32 itself writes them.
    losses = losses_through_probability(np.array(LOGITS), np.float32).astype(np.float32)
    return Listed(_place(), tuple(float(str(loss)) for loss in losses))


@cache
def _stored() -> Quantity:
    return Listed(_place(), tuple(steps_below_one(np.array(LOGITS)).tolist()))


def _place() -> Quantity:
    """Return which of the logits the control is at."""
    return (LOGIT - LOGIT.low) / LOGIT.step


def _end_in_words() -> tuple[Text, ...]:
    left, naive = Shown(_stored(), 0), Shown(_loss_in_float32(), 3)
    return (
        ("The stored $ŷ$ is ", left, " steps below 1, so its loss is ", naive, "."),
        ("Straight from the logit it is ", Shown(_loss_from_the_logit(), 3), " nats."),
    )


def _exact(z: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(binary_cross_entropy_with_logits(np.zeros_like(z), z, reduction="none"))


def first_infinite_logit(kind: Any) -> float:
    """Return, to 0.01, the smallest logit whose sigmoid is stored as exactly 1."""
    z = np.arange(0, 60, 0.01)
    return float(z[np.isinf(losses_through_probability(z, kind))][0])


def _two_classes(p: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return one sample of two classes, the true class with probability ``p``."""
    return np.array([[1.0, 0.0]]), np.array([[p, 1 - p]])
