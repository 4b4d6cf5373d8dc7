"""The figures of the page on many classes."""

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from snippets.careful.categorical import categorical_cross_entropy
from snippets.careful.information import self_information
from snippets.careful.softmax import softmax
from snippets.examples import ANIMAL_LABELS, ANIMALS, MODEL_1, MODEL_2
from snippets.figures.live import (
    Control,
    Formula,
    Label,
    Live,
    Mark,
    Shown,
    Text,
    box,
    formula,
    larger,
    smaller,
    write,
)
from snippets.figures.style import BLUE, GREEN, INK, MUTED, ORANGE, new_figure

SCORES = (1.0, 2.0, 4.0)

POINTS = tuple(
    Control(
        name=animal, words=f"score of {animal}", low=-5, high=5, step=0.5, start=score, decimals=1
    )
    for animal, score in zip(ANIMALS, SCORES, strict=True)
)
HEAT = Control(
    name="temperature", words="temperature", symbol="T", low=0.3, high=5, step=0.1, start=1
)
SHIFT = Control(
    name="shift", words="added to all:", symbol="c", low=-5, high=5, step=0.5, start=0, decimals=1
)


def temperature() -> Figure:
    """Draw the probabilities of softmax over the temperature, for the scores 1, 2 and 4."""
    temperatures = np.geomspace(0.1, 30, 161)
    probabilities = softmax(np.array(SCORES) / temperatures[:, np.newaxis])
    figure = new_figure(5.2, 3.5)
    axes = figure.add_subplot()
    for column, (animal, colour, line) in enumerate(
        zip(ANIMALS, (ORANGE, GREEN, BLUE), (":", "--", "-"), strict=True)
    ):
        axes.plot(temperatures, probabilities[:, column], color=colour, linestyle=line)
        axes.text(
            0.125,
            0.93 if column == 2 else 0.035 + 0.075 * column,
            f"{animal}, z = {SCORES[column]:g}",
            color=colour,
        )
    at_one = softmax(np.array(SCORES))
    axes.axvline(1, color=MUTED, linewidth=0.8)
    axes.plot(np.ones(3), at_one, "o", color=INK, zorder=5)
    axes.text(1.08, 0.98, "T = 1: plain softmax", va="bottom")
    axes.axhline(1 / 3, color=MUTED, linewidth=0.8, linestyle="--")
    axes.text(0.125, 0.355, "⅓", color=MUTED)
    axes.set_xscale("log")
    axes.set_xticks((0.1, 0.3, 1, 3, 10, 30), labels=("0.1", "0.3", "1", "3", "10", "30"))
    axes.minorticks_off()
    axes.set(xlim=(0.1, 30), ylim=(0, 1.08), yticks=(0, 0.5, 1))
    axes.set(xlabel="temperature T (sharper ← → flatter)", ylabel="probability")
    return figure


def shares(
    cat: float = 1, dog: float = 2, pig: float = 4, temperature: float = 1, shift: float = 0
) -> Live:
    """Draw three scores and below them the probabilities that softmax makes of them."""
    scores = np.array([cat, dog, pig]) + shift
    probabilities = softmax(scores / temperature)
    figure = new_figure(5.2, 4.4)
    upper, lower = figure.subplots(2, 1, sharex=True)
    for at, colour in enumerate((ORANGE, GREEN, BLUE)):
        for axes, name, value in (
            (upper, "score", scores[at]),
            (lower, "share", probabilities[at]),
        ):
            corner = (at - 0.3, min(float(value), 0.0))
            bar = Rectangle(corner, 0.6, abs(float(value)), facecolor=colour, gid=f"{name}-{at}")
            axes.add_patch(bar)
        words = write(float(scores[at]), 1, signed=True)
        upper.text(at + 0.34, 0.3, words, gid=f"score-is-{at}")
        words = write(float(probabilities[at]), 3)
        lower.text(at, float(probabilities[at]) + 0.03, words, ha="center", gid=f"share-is-{at}")
    upper.axhline(0, color=MUTED, linewidth=0.8)
    upper.set(ylim=(-10, 10), yticks=(-10, -5, 0, 5, 10), ylabel="score z + c")
    lower.set(xlim=(-0.6, 2.9), ylim=(0, 1.12), yticks=(0, 0.5, 1), ylabel="softmax(z/T)")
    lower.set_xticks(range(3), ANIMALS)
    for axes in (upper, lower):
        axes.grid(visible=False, axis="x")
    marks = tuple(mark for at in range(3) for mark in _moving_shares(at))
    return Live(figure=figure, controls=(*POINTS, HEAT, SHIFT), marks=marks, says=_shared())


def _moving_shares(at: int) -> tuple[Mark, ...]:
    score, share = POINTS[at] + SHIFT, _share(at)
    bottom, top = smaller(score, 0), larger(score, 0)
    return (
        box(f"score-{at}", at - 0.3, bottom, at + 0.3, top),
        box(f"share-{at}", at - 0.3, 0, at + 0.3, share, 1),
        Label(name=f"score-is-{at}", x=at + 0.34, y=0.3, text=(Shown(score, 1, signed=True),)),
        Label(name=f"share-is-{at}", axes=1, x=at, y=share + 0.03, text=(Shown(share, 3),)),
    )


def _share(at: int) -> Formula:
    scores = tuple(point + SHIFT for point in POINTS)
    return formula("softmax-temperature", z=scores, T=HEAT, sizes={"C": 3, "i": at + 1})


def _shared() -> tuple[Text, ...]:
    pig, dog = _share(2), _share(1)
    return (
        ("The pig gets ", Shown(pig, 3), ", the dog ", Shown(dog, 3), ","),
        ("the cat ", Shown(_share(0), 3), ": together always 1."),
    )


def two_models() -> Figure:
    """Draw the loss of each photo on the curve −log p, for both models, in nats."""
    p = np.linspace(0.04, 1, 200)
    figure = new_figure(5.2, 3.9)
    axes = figure.add_subplot()
    axes.plot(p, self_information(p), color=MUTED, linewidth=1.5)
    for name, predicted, colour, marker, line in (
        ("model 1", MODEL_1, ORANGE, "s", "--"),
        ("model 2", MODEL_2, BLUE, "o", "-"),
    ):
        of_truth = np.sum(np.asarray(ANIMAL_LABELS) * np.asarray(predicted), axis=-1)
        losses = categorical_cross_entropy(ANIMAL_LABELS, predicted, reduction="none")
        mean = float(categorical_cross_entropy(ANIMAL_LABELS, predicted))
        axes.axhline(mean, color=colour, linestyle=line, linewidth=1.4)
        axes.text(0.985, mean + 0.05, f"{name}: mean {mean:.3f}", color=colour, ha="right")
        axes.plot(of_truth, losses, marker, color=colour, markersize=8, zorder=5, linestyle="none")
    axes.annotate(
        "cat, p = 0.1",
        (0.1, float(self_information(0.1))),
        xytext=(9, 0),
        textcoords="offset points",
        color=ORANGE,
    )
    axes.annotate(
        "cat, p = 0.3",
        (0.3, float(self_information(0.3))),
        xytext=(-9, -12),
        textcoords="offset points",
        color=BLUE,
        ha="right",
    )
    axes.annotate(
        "pig and dog, p = 0.4",
        (0.4, float(self_information(0.4))),
        xytext=(9, 2),
        textcoords="offset points",
        color=ORANGE,
    )
    axes.annotate(
        "pig and dog, p = 0.7",
        (0.7, float(self_information(0.7))),
        xytext=(4, -15),
        textcoords="offset points",
        color=BLUE,
        ha="right",
    )
    axes.text(0.085, 2.72, "−log p", color=MUTED)
    axes.set(xlim=(0, 1), ylim=(0, 3), ylabel="loss (nats)")
    axes.set_xlabel("probability that the model gives the true animal")
    return figure
