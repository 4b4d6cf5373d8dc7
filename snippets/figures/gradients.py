"""Figures of the page on gradients and learning speed."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Polygon, Rectangle
from numpy.typing import NDArray

from snippets import examples
from snippets.careful import binary, categorical, logistic, softmax, training
from snippets.figures.live import (
    Control,
    Dot,
    Formula,
    Free,
    Handle,
    Label,
    Live,
    Mark,
    Repeated,
    Shape,
    Shown,
    Steps,
    Text,
    box,
    formula,
    is_more,
    larger,
    smaller,
    write,
)
from snippets.figures.style import (
    BLUE,
    GREEN,
    INK,
    ORANGE,
    RED,
    label_line,
    new_figure,
)
from snippets.tables.gradients import PUSHED

FloatArray = NDArray[np.float64]

START = -5.0
LEARNING_RATE = 0.5
STEPS = 200
LOSSES: dict[training.Loss, tuple[str, str, str]] = {
    "cross-entropy": ("cross-entropy", BLUE, "-"),
    "mean squared error": ("half squared error", ORANGE, "--"),
}
SLOPES: dict[training.Loss, str] = {
    "cross-entropy": "bce-gradient-z",
    "mean squared error": "mse-sigmoid-gradient",
}
HEAD = 0.09
LOGITS = tuple(
    Control(name=name, words=f"logit of {name}", low=-4, high=4, step=0.05, start=start)
    for name, start in zip(examples.ANIMALS, PUSHED, strict=True)
)
AT = Control(
    name="z", words="start: logit", symbol="z", low=-8, high=2, step=0.5, start=START, decimals=1
)
RATE = Control(name="rate", words="learning rate", low=0.1, high=2, step=0.1, start=LEARNING_RATE)
SOFT_LABEL = (0.7, 0.3)
ANIMAL_COLOURS = (ORANGE, GREEN, BLUE)
ANIMAL_LINES = (":", "--", "-")
"""As on the page on several classes."""


def losses_and_slopes() -> Figure:
    """Return both losses of a neuron with label 1 over its logit, and their slopes."""
    figure = new_figure(height=5.0)
    above, below = figure.subplots(2, 1, sharex=True)
    z = np.linspace(-8, 8, 161)
    _draw_losses(above, z)
    _draw_slopes(below, z)
    below.set_xlabel("logit $z$")
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
    name = "strongest push of squared error"
    axes.plot(z, slope, color=ORANGE, marker="D", markersize=6, label=name)
    axes.annotate(
        "strongest push\nof squared error: 4/27",
        (z, slope),
        xytext=(1.1, -0.62),
        color=ORANGE,
        arrowprops={"arrowstyle": "-", "color": ORANGE, "linewidth": 1},
    )


def training_curves(z: float = START, rate: float = LEARNING_RATE) -> Live:
    """Draw how a neuron learns label 1 with each loss, from one wrong start, step by step."""
    figure = new_figure(height=3.8)
    axes = figure.add_subplot()
    for loss, (name, colour, line) in LOSSES.items():
        predictions = logistic.sigmoid(training.descend(1, z, loss, rate, STEPS))
        axes.plot(predictions, color=colour, linestyle=line, gid=name.replace(" ", "-"))
        place = (STEPS, float(predictions[-1]))
        axes.plot(*place, "o", color=colour, clip_on=False, gid=f"end-{name[0]}")
    axes.text(STEPS, 1.05, "cross-entropy", color=BLUE, ha="right")
    axes.text(STEPS / 2, 1.05, "half squared error", color=ORANGE, ha="right")
    axes.set(xlim=(0, STEPS), ylim=(0, 1.15), xlabel="step", ylabel="prediction $ŷ$")
    axes.set_yticks(np.linspace(0, 1, 6))
    start = Handle(control=AT, x=0, y=formula("sigmoid", z=AT))
    controls, says = (AT, RATE), _learned()
    return Live(figure=figure, controls=controls, marks=_descents(), says=says, handles=(start,))


def _descents() -> tuple[Mark, ...]:
    marks: list[Mark] = []
    for loss, (name, _, _) in LOSSES.items():
        after = Free() - RATE * _slope(loss)
        marks += (
            Steps(
                name=name.replace(" ", "-"),
                start=AT,
                after=after,
                y=formula("sigmoid", z=Free()),
                count=STEPS,
            ),
            Dot(name=f"end-{name[0]}", x=float(STEPS), y=_after(loss, STEPS)),
        )
    return tuple(marks)


def _slope(loss: training.Loss) -> Formula:
    return formula(SLOPES[loss], y=1, z=Free())


def _after(loss: training.Loss, steps: int) -> Formula:
    return formula("sigmoid", z=Repeated(AT, Free() - RATE * _slope(loss), steps))


def _learned() -> tuple[Text, ...]:
    return tuple(
        (
            *(f"{name[0].upper()}{name[1:]}: $ŷ = ", Shown(_after(loss, 20), 3), "$"),
            *(" after 20 steps, ", Shown(_after(loss, STEPS), 3), f" after {STEPS}."),
        )
        for loss, (name, _, _) in LOSSES.items()
    )


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


def pushes(cat: float = -0.8, dog: float = -0.1, pig: float = 1.15) -> Live:
    """Draw the push of gradient descent on each logit, while a photo shows a cat."""
    label = examples.ANIMAL_LABELS[2]
    logits = np.array([cat, dog, pig])
    prediction = softmax.softmax(logits)
    gradient = categorical.softmax_cross_entropy_gradient(label, logits)
    figure = new_figure(height=3.6)
    axes = figure.subplots()
    places = np.arange(3)
    for x, height, push in zip(places, prediction, -gradient, strict=True):
        _draw_push(axes, int(x), float(height), float(push))
    axes.hlines(label, places - 0.32, places + 0.32, color=INK, linewidth=2.5, clip_on=False)
    axes.annotate("label", (0.32, 1), xytext=(5, -4), textcoords="offset points")
    axes.set_xticks(places, examples.ANIMALS)
    axes.set_xlim(-0.6, 2.75)
    axes.set_ylim(0, 1.12)
    axes.set_ylabel("probability")
    axes.grid(visible=False, axis="x")
    marks = tuple(mark for x in range(3) for mark in _moving_push(x))
    handles = tuple(
        Handle(control=logit, x=x - 0.25, y=_prediction(x)) for x, logit in enumerate(LOGITS)
    )
    return Live(figure=figure, controls=LOGITS, marks=marks, says=_pushed(), handles=handles)


def _draw_push(axes: Axes, x: int, height: float, push: float) -> None:
    bar = Rectangle((x - 0.25, 0), 0.5, height, facecolor=BLUE, alpha=0.3, gid=f"bar-{x}")
    axes.add_patch(bar)
    colour, end = RED if x == 0 else ORANGE, height + push
    axes.plot((x, x), (height, end), color=colour, linewidth=2.5, gid=f"shaft-{x}")
    back = end - np.sign(push) * min(HEAD, abs(push))
    corners = ((x, end), (x - HEAD / 2, back), (x + HEAD / 2, back))
    axes.add_patch(Polygon(corners, facecolor=colour, gid=f"head-{x}"))
    axes.text(x + 0.3, height, write(height), color=BLUE, va="center", gid=f"is-{x}")
    words = write(push, signed=True)
    style: dict[str, Any] = {"color": colour, "va": "center", "fontweight": "bold"}
    axes.text(x + 0.07, height + push / 2, words, gid=f"push-{x}", **style)


def _moving_push(x: int) -> tuple[Mark, ...]:
    height = _prediction(x)
    push = 0 - _gradient(x)
    end, away = height + push, larger(push, 0 - push)
    back = end - (2 * is_more(push, 0) - 1) * smaller(HEAD, away)
    head = ((float(x), end), (x - HEAD / 2, back), (x + HEAD / 2, back))
    return (
        box(f"bar-{x}", x - 0.25, 0, x + 0.25, height),
        Shape(name=f"shaft-{x}", points=((float(x), height), (float(x), end))),
        Shape(name=f"head-{x}", points=head, closed=True),
        Label(name=f"is-{x}", x=x + 0.3, y=height, text=(Shown(height),)),
        Label(name=f"push-{x}", x=x + 0.07, y=height + push / 2, text=(Shown(push, signed=True),)),
    )


def _prediction(x: int) -> Formula:
    return formula("softmax", z=LOGITS, sizes={"C": 3, "i": x + 1})


def _gradient(x: int) -> Formula:
    label = tuple(examples.ANIMAL_LABELS[2])
    return formula("cce-gradient", y=label, z=LOGITS, sizes={"C": 3, "j": x + 1})


def _pushed() -> tuple[Text, ...]:
    up, down = 0 - _gradient(0), _gradient(1) + _gradient(2)
    return (
        ("The cat’s logit is pushed up by ", Shown(up, 3), ","),
        ("the others down by ", Shown(down, 3), " together."),
    )


def signal_against_loss() -> Figure:
    """Return the size of the gradient over the loss, for a one-hot and for a soft label."""
    z = np.linspace(-10, 10, 241)
    logits = np.stack([z, np.zeros_like(z)], axis=-1)
    figure = new_figure(height=3.6)
    axes = figure.subplots()
    for label, name, colour, line in (
        ((1.0, 0.0), "one-hot label", BLUE, "-"),
        (SOFT_LABEL, "soft label (0.7, 0.3)", ORANGE, "--"),
    ):
        labels = np.broadcast_to(label, logits.shape)
        losses = categorical.softmax_cross_entropy(labels, logits, reduction="none")
        gradients = categorical.softmax_cross_entropy_gradient(labels, logits)
        sizes = np.abs(gradients[:, 0])
        axes.plot(losses, sizes, color=colour, linestyle=line, label=name)
    _mark_smallest_soft_loss(axes)
    axes.text(1.55, 0.92, "one-hot label", color=BLUE, ha="right")
    axes.text(1.45, 0.46, "soft label (0.7, 0.3)", color=ORANGE)
    axes.set_xlim(0, 3)
    axes.set_ylim(-0.03, 1.03)
    axes.set_xlabel("loss (nats)")
    axes.set_ylabel("$|∂L/∂z|$ of the first class")
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
