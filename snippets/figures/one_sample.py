"""The figures of the page on one sample."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from snippets.careful.likelihood import bernoulli_pmf, negative_log_likelihood
from snippets.figures.style import BLUE, INK, MUTED, ORANGE, new_figure

EXAMPLE = 0.8
PREDICTIONS = np.linspace(0.004, 0.996, 249)
SURPRISES = (1e-2, 1e-4)
SHARE = 0.7
"""How many of the e-mails are spam."""

SIDES = {1: ((7, -11), (5, -13), (5, 7)), 0: ((7, 5), (-8, -9), (-8, 4))}
"""Where the value of each dot stands, in points from the dot: clear of both curves."""


def three_views() -> Figure:
    """Draw the probability of what happened, its log and minus its log, over ŷ.

    The dots are the example of the page, ŷ = 0.8, under both labels.
    """
    figure = new_figure(5.2, 5.8)
    views = figure.subplots(3, 1, sharex=True)
    for label, colour, line in ((1, BLUE, "-"), (0, ORANGE, "--")):
        curves = _views_of(label, PREDICTIONS)
        dots = _views_of(label, np.array([EXAMPLE]))
        for axes, curve, dot, side in zip(views, curves, dots, SIDES[label], strict=True):
            axes.plot(PREDICTIONS, curve, line, color=colour, label=f"$y = {label}$")
            axes.plot(EXAMPLE, dot[0], "o", color=colour, markersize=6)
            _write_value(axes, dot[0], colour, side)
    titles = ("Probability of what happened", "Its log", "Minus its log: the loss")
    for axes, title in zip(views, titles, strict=True):
        axes.set_title(title)
        axes.axvline(EXAMPLE, color=MUTED, linewidth=0.8, linestyle=":")
    top, middle, bottom = views
    top.set(ylim=(0, 1.12), yticks=(0, 0.5, 1))
    middle.set(ylim=(-4.4, 0.35), ylabel="nats")
    bottom.set(ylim=(-0.35, 4.4), ylabel="nats", xlim=(0, 1), xlabel="prediction $ŷ$")
    top.annotate("$y = 1$", (0.2, 0.2), (8, -9), textcoords="offset points", color=BLUE)
    top.annotate("$y = 0$", (0.2, 0.8), (8, 2), textcoords="offset points", color=ORANGE)
    return figure


def factors() -> Figure:
    """Draw two ways to charge for a probability: 1 − P flattens, −log P does not."""
    figure = new_figure(5.2, 3.5)
    axes = figure.subplots()
    probability = np.geomspace(1e-6, 1, 200)
    axes.semilogx(probability, _loss(1, probability), color=BLUE)
    axes.semilogx(probability, 1 - probability, "--", color=ORANGE)
    for surprise in SURPRISES:
        loss = _loss(1, np.array([surprise]))[0]
        axes.plot([surprise] * 2, [1 - surprise, loss], "o", color=INK, markersize=5)
        axes.plot([surprise] * 2, [1 - surprise, loss], ":", color=INK, linewidth=1.2)
        axes.annotate(
            f"{loss:.2f}", (surprise, loss), (7, 1), textcoords="offset points", color=INK
        )
        axes.annotate(
            f"{1 - surprise:g}",
            (surprise, 1 - surprise),
            (0, -14),
            textcoords="offset points",
            ha="center",
            color=INK,
        )
    axes.annotate(r"$−\log P$", (2e-6, 13.1), (14, -3), textcoords="offset points", color=BLUE)
    axes.annotate("$1 − P$", (1.3e-6, 1.0), (0, 5), textcoords="offset points", color=ORANGE)
    axes.set(
        xlabel="probability $P$ given to what happened",
        ylabel=r"cost ($−\log P$ in nats)",
        ylim=(-0.7, 14.5),
    )
    return figure


def honest() -> Figure:
    """Draw two mean costs over the claim ŷ where ``SHARE`` have label 1: only one is honest."""
    claims = np.linspace(0.02, 0.98, 49)
    spam, other = (bernoulli_pmf(np.full_like(claims, label), claims) for label in (1, 0))
    figure = new_figure(3.8, 2.8)
    axes = figure.subplots()
    costs = (
        (SHARE * _loss(1, claims) + (1 - SHARE) * _loss(0, claims), BLUE, "-", r"$−\log P$ (nats)"),
        (1 - SHARE * spam - (1 - SHARE) * other, ORANGE, "--", "$1 − P$"),
    )
    for cost, colour, line, name in costs:
        axes.plot(claims, cost, line, color=colour, label=name)
        best = int(np.argmin(cost))
        axes.plot(claims[best], cost[best], "o", color=colour, label=f"smallest {name}")
    axes.text(0.22, 1.15, r"$−\log P$ (nats)", color=BLUE)
    axes.text(0.3, 0.36, "$1 − P$", color=ORANGE)
    axes.set(xlim=(0, 1), ylim=(0, 2), xlabel=f"claim $ŷ$, where the truth is {SHARE:g}")
    axes.set_ylabel("mean cost")
    return figure


def _views_of(label: int, y_hat: NDArray[np.float64]) -> tuple[NDArray[np.float64], ...]:
    """Return the probability of ``label``, its log, and the loss, for each prediction."""
    probability = np.asarray(bernoulli_pmf(np.full_like(y_hat, label), y_hat))
    loss = _loss(label, y_hat)
    return probability, -loss, loss


def _loss(label: int, y_hat: NDArray[np.float64]) -> NDArray[np.float64]:
    labels = np.full_like(y_hat, label)
    return np.asarray(negative_log_likelihood(labels, y_hat, reduction="none"))


def _write_value(axes: Axes, value: float, colour: str, side: tuple[int, int]) -> None:
    axes.annotate(
        f"{value:.2f}".replace("-", "−"),
        (EXAMPLE, value),
        xytext=side,
        textcoords="offset points",
        ha="left" if side[0] > 0 else "right",
        va="center",
        color=colour,
    )
