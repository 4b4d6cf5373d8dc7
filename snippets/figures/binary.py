"""The figures of the page on binary cross-entropy."""

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from snippets.careful.binary import binary_cross_entropy, binary_cross_entropy_gradient
from snippets.careful.logistic import sigmoid
from snippets.figures.areas import OWN
from snippets.figures.blocks import ABOVE
from snippets.figures.live import (
    Control,
    Dot,
    Formula,
    Handle,
    Label,
    Live,
    Mark,
    Shape,
    Shown,
    Text,
    formula,
    larger,
    smaller,
    write,
)
from snippets.figures.style import BLUE, GREEN, INK, MUTED, ORANGE, SURFACE, new_figure

TANGENT_REACH = 0.12
LOSSES = (0.0, 3.8)
SLOPES = 10.5
COLOURS = {1: BLUE, 0: ORANGE}
LINES = {1: "-", 0: "--"}
NAMES = {1: r"$y = 1$: $−\log ŷ$", 0: r"$y = 0$: $−\log(1 − ŷ)$"}

PREDICTION = Control(
    name="y_hat",
    words="predicted probability",
    symbol="ŷ",
    low=0.01,
    high=0.99,
    step=0.01,
    start=0.8,
)


@dataclass(frozen=True)
class Side:
    """Where the words for a label stand in both panels."""

    name: tuple[float, float]
    loss: tuple[float, float]
    label: tuple[float, float]
    slope: tuple[float, float]
    align: Literal["left", "right"]


SIDES = {
    1: Side((0.09, 3.4), (0.09, 3.05), (0.49, -6.5), (0.52, -6.5), "left"),
    0: Side((0.77, 3.4), (0.77, 3.05), (0.29, 6.5), (0.32, 6.5), "right"),
}


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
            f"$σ({mark:g}) = {float(sigmoid(mark)):.2f}$",
            (mark, float(sigmoid(mark))),
            xytext=(10, -5),
            textcoords="offset points",
        )
    axes.set(xlim=(-6, 6), ylim=(0, 1.02), xlabel="score $z$", ylabel="$ŷ = σ(z)$")
    return figure


def branches(y_hat: float = 0.8) -> Live:
    """Draw the loss of both labels and its slope, at one prediction that moves along them."""
    figure = new_figure(5.2, 5.6)
    upper, lower = figure.subplots(2, 1, sharex=True, height_ratios=(3, 2))
    _draw_curves(upper, lower)
    for axes, name in ((upper, "here"), (lower, "here-below")):
        axes.axvline(y_hat, color=MUTED, linewidth=1, linestyle=(0, (3, 2)), gid=name)
    for label in (1, 0):
        _draw_at(upper, lower, label, y_hat)
    return Live(
        figure=figure,
        controls=(PREDICTION,),
        marks=(
            Shape(name="here", points=((PREDICTION, LOSSES[0]), (PREDICTION, LOSSES[1]))),
            Shape(name="here-below", axes=1, points=((PREDICTION, -SLOPES), (PREDICTION, SLOPES))),
            *_moving(1),
            *_moving(0),
        ),
        says=(_sentence(1, "rise"), _sentence(0, "fall")),
        handles=tuple(Handle(control=PREDICTION, x=PREDICTION, y=_loss(y)) for y in (1, 0)),
        drag="y_hat",
    )


def tenfold() -> Figure:
    """Draw what a filter pays that gave ever less to the truth: each tenth costs the same again."""
    given = 0.1 ** np.arange(1, 5)
    losses = binary_cross_entropy(np.ones_like(given), given, reduction="none")
    figure = new_figure(3.8, 2.7)
    axes = figure.subplots()
    names = [f"{p:g}" for p in given]
    step = float(losses[0])
    for place, (name, loss) in enumerate(zip(names, losses.tolist(), strict=True)):
        axes.bar(place, loss, 0.94, label=f"probability {name}", **OWN)
        for height in np.arange(1, place + 1) * step:
            axes.plot([place - 0.47, place + 0.47], [height] * 2, color=SURFACE, linewidth=1.6)
        axes.annotate(f"{loss:.2f}", (place, loss), color=INK, **ABOVE)
    axes.set_xticks(range(len(names)), names)
    axes.set(ylabel="loss (nats)", xlabel="probability given to the truth", ylim=(0, 10.5))
    axes.grid(visible=False, axis="x")
    return figure


def _draw_curves(upper: Axes, lower: Axes) -> None:
    y_hat = np.linspace(0.005, 0.995, 199)
    for label in (1, 0):
        labels = np.full(len(y_hat), label)
        style: dict[str, Any] = {"color": COLOURS[label], "linestyle": LINES[label]}
        losses = binary_cross_entropy(labels, y_hat, reduction="none")
        upper.plot(y_hat, losses, label=NAMES[label], **style)
        slopes = binary_cross_entropy_gradient(labels, y_hat)
        lower.plot(y_hat, slopes, label=f"$y = {label}$", **style)
    lower.axhline(0, color=MUTED, linewidth=0.8)
    upper.set(ylim=LOSSES, ylabel="loss $L$ (nats)")
    lower.set(xlim=(0, 1), ylim=(-SLOPES, SLOPES), yticks=(-10, -5, -1, 1, 5, 10))
    lower.set(xlabel="predicted probability $ŷ$", ylabel="slope $∂L/∂ŷ$ (nats)")


def _draw_at(upper: Axes, lower: Axes, label: int, y_hat: float) -> None:
    """Mark a prediction on both curves of a label: loss, tangent and slope."""
    loss = float(binary_cross_entropy([label], [y_hat]))
    slope = float(binary_cross_entropy_gradient([label], [y_hat])[0])
    reach = TANGENT_REACH / max(1.0, abs(slope) / 4)
    ends = np.array([max(y_hat - reach, 0.0), min(y_hat + reach, 1.0)])
    tangent: dict[str, Any] = {"color": GREEN, "linewidth": 3, "gid": f"tangent-{label}"}
    upper.plot(ends, loss + slope * (ends - y_hat), zorder=4, **tangent)
    upper.plot(y_hat, loss, "o", color=INK, zorder=5, gid=f"loss-{label}")
    lower.plot(y_hat, slope, "o", color=INK, zorder=5, gid=f"slope-{label}")
    colour, side = COLOURS[label], SIDES[label]
    upper.text(*side.name, NAMES[label], color=colour, ha=side.align)
    upper.text(*side.loss, f"$= {write(loss, 3)}$", ha=side.align, gid=f"says-loss-{label}")
    lower.text(*side.label, f"$y = {label}$", color=colour, ha="right")
    words = f"slope {write(slope, signed=True)}"
    lower.text(*side.slope, words, ha="left", gid=f"says-slope-{label}")


def _moving(label: int) -> tuple[Mark, ...]:
    """Name the marks of a label and the formulas that they follow."""
    loss, slope = _loss(label), _slope(label)
    reach = TANGENT_REACH / larger(1.0, larger(slope, 0.0 - slope) / 4)
    sides = (larger(PREDICTION - reach, 0), smaller(PREDICTION + reach, 1))
    ends = tuple((x, loss + slope * (x - PREDICTION)) for x in sides)
    side = SIDES[label]
    return (
        Shape(name=f"tangent-{label}", points=ends),
        Dot(name=f"loss-{label}", x=PREDICTION, y=loss),
        Dot(name=f"slope-{label}", axes=1, x=PREDICTION, y=slope),
        Label(
            name=f"says-loss-{label}",
            x=side.loss[0],
            y=side.loss[1],
            text=("$= ", Shown(loss, 3), "$"),
        ),
        Label(
            name=f"says-slope-{label}",
            axes=1,
            x=side.slope[0],
            y=side.slope[1],
            text=("slope ", Shown(slope, signed=True)),
        ),
    )


def _sentence(label: int, way: str) -> Text:
    loss, slope = Shown(_loss(label), 3), Shown(_slope(label), signed=True)
    return (f"If $y = {label}$: ", loss, " nats, slope ", slope, f"; $ŷ$ should {way}.")


def _loss(label: int) -> Formula:
    return formula("bce", y=label, y_hat=PREDICTION)


def _slope(label: int) -> Formula:
    return formula("bce-gradient-yhat", y=label, y_hat=PREDICTION)
