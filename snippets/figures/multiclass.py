"""The figures of the page on many classes."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from numpy.typing import NDArray

from snippets.careful.categorical import categorical_cross_entropy
from snippets.careful.information import self_information
from snippets.careful.scores import accuracy
from snippets.careful.softmax import softmax
from snippets.examples import ANIMAL_LABELS, ANIMALS, MODEL_1, MODEL_2
from snippets.figures.blocks import draw_blocks, draw_mean
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
    box,
    formula,
    larger,
    smaller,
    write,
)
from snippets.figures.style import BLUE, GREEN, INK, MUTED, ORANGE, new_figure
from snippets.tables.multiclass import SCORES

FloatArray = NDArray[np.float64]

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
CAT = Control(
    name="cat",
    words="model 2 gives the cat",
    low=0.06,
    high=0.9,
    step=0.01,
    start=float(MODEL_2[2][0]),
)
OTHERS = (MODEL_2[2][1:] / (1 - MODEL_2[2][0])).tolist()
"""How dog and pig share what model 2 does not give the cat."""

OVERTAKES = max(OTHERS) / (1 + max(OTHERS))
"""From here on the cat has the largest probability."""


def temperature() -> Figure:
    """Draw the probabilities of softmax over the temperature, for the scores 1, 2 and 4."""
    temperatures = np.geomspace(0.1, 30, 161)
    probabilities = softmax(np.array(SCORES) / temperatures[:, np.newaxis])
    figure = new_figure(5.2, 3.5)
    axes = figure.add_subplot()
    for column, (animal, colour, line) in enumerate(
        zip(ANIMALS, (ORANGE, GREEN, BLUE), (":", "--", "-"), strict=True)
    ):
        name = f"{animal}, $z = {SCORES[column]:g}$"
        axes.plot(temperatures, probabilities[:, column], color=colour, linestyle=line, label=name)
        axes.text(0.125, 0.93 if column == 2 else 0.035 + 0.075 * column, name, color=colour)
    at_one = softmax(np.array(SCORES))
    axes.axvline(1, color=MUTED, linewidth=0.8)
    axes.plot(np.ones(3), at_one, "o", color=INK, zorder=5)
    axes.text(1.08, 0.98, "$T = 1$: plain softmax", va="bottom")
    axes.axhline(1 / 3, color=MUTED, linewidth=0.8, linestyle="--")
    axes.text(0.125, 0.355, "⅓", color=MUTED)
    axes.set_xscale("log")
    axes.set_xticks((0.1, 0.3, 1, 3, 10, 30), labels=("0.1", "0.3", "1", "3", "10", "30"))
    axes.minorticks_off()
    axes.set(xlim=(0.1, 30), ylim=(0, 1.08), yticks=(0, 0.5, 1))
    axes.set(xlabel="temperature $T$ (sharper ← → flatter)", ylabel="probability")
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
    upper.set(ylim=(-10, 10), yticks=(-10, -5, 0, 5, 10), ylabel="score $z + c$")
    lower.set(
        xlim=(-0.6, 2.9), ylim=(0, 1.12), yticks=(0, 0.5, 1), ylabel=r"$\mathrm{softmax}(z/T)$"
    )
    lower.set_xticks(range(3), ANIMALS)
    for axes in (upper, lower):
        axes.grid(visible=False, axis="x")
    marks = tuple(mark for at in range(3) for mark in _moving_shares(at))
    handles = tuple(Handle(control=point, x=at, y=point + SHIFT) for at, point in enumerate(POINTS))
    controls = (*POINTS, HEAT, SHIFT)
    return Live(figure=figure, controls=controls, marks=marks, says=_shared(), handles=handles)


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


def two_models(cat: float = 0.3) -> Live:
    """Draw each photo on the curve −log p for both models, and the accuracy of the second below.

    ``cat`` is what model 2 gives to the cat on the third photo; dog and pig share the rest.
    """
    moved = _with_cat(cat)
    figure = new_figure(5.2, 5.4)
    upper, lower = figure.subplots(2, 1, sharex=True, height_ratios=(2.6, 1))
    p = np.linspace(0.04, 1, 200)
    upper.plot(p, self_information(p), color=MUTED, linewidth=1.5)
    upper.text(0.085, 2.72, r"$−\log p$", color=MUTED)
    _draw_model(upper, "model 1", MODEL_1, ORANGE, "s", "--")
    _draw_model(upper, "model 2", moved, BLUE, "o", "-")
    _name_photos(upper, cat)
    _draw_accuracies(lower, cat)
    for axes in (upper, lower):
        axes.axvline(OVERTAKES, color=GREEN, linewidth=1.2, linestyle=":")
    upper.set(xlim=(0, 1), ylim=(0, 3), ylabel="loss (nats)")
    lower.set_xlabel("probability that the model gives the true animal")
    return Live(
        figure=figure,
        controls=(CAT,),
        marks=_moving_model(),
        says=_models_in_words(),
        handles=(Handle(control=CAT, x=CAT, y=formula("bce", y=1, y_hat=CAT)),),
        drag="cat",
    )


def prices() -> Figure:
    """Draw what each photo costs both models as blocks, their means, and an even guess."""
    figure = new_figure(5.2, 2.8, wide=3.0)
    guess = float(self_information(1 / len(ANIMALS)))
    photos = [ANIMALS[int(np.argmax(label))] for label in ANIMAL_LABELS]
    for axes, name, model in zip(
        figure.subplots(1, 2, sharey=True), ("model 1", "model 2"), (MODEL_1, MODEL_2), strict=True
    ):
        losses = np.asarray(categorical_cross_entropy(ANIMAL_LABELS, model, reduction="none"))
        middles = draw_blocks(axes, photos, np.full(len(photos), 1 / len(photos)), losses)
        draw_mean(axes, float(losses.mean()), f"{losses.mean():.2f}")
        axes.axhline(guess, color=MUTED, linestyle=":", linewidth=1.6)
        axes.set_xticks(middles, photos)
        axes.set_title(name)
    figure.axes[0].text(0.03, guess + 0.05, "even guess", color=MUTED)
    figure.axes[0].set_ylabel("loss (nats)")
    return figure


def _with_cat(cat: float) -> FloatArray:
    """Return the predictions of model 2 with another probability for the cat."""
    moved = np.array(MODEL_2)
    moved[2] = cat, *(share * (1 - cat) for share in OTHERS)
    return moved


def _draw_model(
    axes: Axes, name: str, predicted: FloatArray, colour: str, marker: str, line: str
) -> None:
    of_truth = np.sum(ANIMAL_LABELS * predicted, axis=-1)
    losses = categorical_cross_entropy(ANIMAL_LABELS, predicted, reduction="none")
    mean = float(categorical_cross_entropy(ANIMAL_LABELS, predicted))
    gid = name.replace(" ", "-")
    axes.axhline(mean, color=colour, linestyle=line, linewidth=1.4, gid=f"mean-{gid}")
    words = f"{name}: mean {write(mean, 3)}"
    axes.text(0.985, mean + 0.05, words, color=colour, ha="right", gid=f"says-{gid}")
    dots: dict[str, Any] = {"color": colour, "markersize": 8, "zorder": 5, "linestyle": "none"}
    axes.plot(of_truth[:2], losses[:2], marker, **dots, label=f"{name}: pig and dog")
    axes.plot(of_truth[2], losses[2], marker, **dots, label=f"{name}: cat", gid=f"cat-{gid}")


def _name_photos(axes: Axes, cat: float) -> None:
    for words, p, offset, align, colour in (
        ("cat, $p = 0.1$", 0.1, (9, 0), "left", ORANGE),
        ("pig and dog, $p = 0.4$", 0.4, (9, 2), "left", ORANGE),
        ("pig and dog, $p = 0.7$", 0.7, (4, -15), "right", BLUE),
        ("cat", cat, (8, 4), "left", BLUE),
    ):
        axes.annotate(
            words,
            (p, float(self_information(p))),
            xytext=offset,
            textcoords="offset points",
            color=colour,
            ha=align,
            gid="cat-is" if words == "cat" else None,
        )


def _draw_accuracies(axes: Axes, cat: float) -> None:
    """Draw how many photos each model gets right; that of model 2 jumps where the cat is first."""
    before, after = (float(accuracy(ANIMAL_LABELS, _with_cat(p))) for p in (0.0, 1.0))
    other = float(accuracy(ANIMAL_LABELS, MODEL_1))
    axes.axhline(other, color=ORANGE, linestyle="--", linewidth=1.4)
    axes.plot((0, OVERTAKES), (before, before), color=BLUE)
    axes.plot((OVERTAKES, 1), (after, after), color=BLUE)
    here = float(accuracy(ANIMAL_LABELS, _with_cat(cat)))
    dot: dict[str, Any] = {"color": BLUE, "markersize": 8, "label": "model 2", "gid": "accuracy"}
    axes.plot(cat, here, "o", **dot, zorder=5)
    words = "the cat comes first"
    axes.text(OVERTAKES + 0.015, 0.36, words, color=GREEN, va="center")
    axes.set(ylim=(0.2, 1.13), ylabel="accuracy")
    axes.set_yticks((1 / 3, 2 / 3, 1), labels=("⅓", "⅔", "1"))


def _moving_model() -> tuple[Mark, ...]:
    mean, loss = _moved("cce-batch"), formula("bce", y=1, y_hat=CAT)
    return (
        Shape(name="mean-model-2", points=((0, mean), (1, mean))),
        Label(name="says-model-2", x=0.985, y=mean + 0.05, text=("model 2: mean ", Shown(mean, 3))),
        Dot(name="cat-model-2", x=CAT, y=loss),
        Label(name="cat-is", x=CAT, y=loss),
        Dot(name="accuracy", axes=1, x=CAT, y=_moved("accuracy")),
    )


def _moved(name: str) -> Formula:
    """Return a score of model 2 by its formula."""
    rows = (*map(tuple, MODEL_2[:2].tolist()), (CAT, *(share * (1 - CAT) for share in OTHERS)))
    labels = tuple(map(tuple, ANIMAL_LABELS.tolist()))
    return formula(name, y=labels, y_hat=rows, sizes={"N": 3, "C": 3})


def _models_in_words() -> tuple[Text, ...]:
    mean = float(categorical_cross_entropy(ANIMAL_LABELS, MODEL_1))
    right = 3 * float(accuracy(ANIMAL_LABELS, MODEL_1))
    return (
        ("Model 1: ", Shown(right, 0), " of 3 right, mean loss ", Shown(mean, 3), " nats."),
        (
            *("Model 2: ", Shown(3 * _moved("accuracy"), 0)),
            *(" of 3 right, mean loss ", Shown(_moved("cce-batch"), 3), " nats."),
        ),
    )
