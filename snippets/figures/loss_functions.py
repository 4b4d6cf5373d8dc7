"""Figures of the page on loss functions."""

from typing import Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from snippets.careful.binary import binary_cross_entropy_with_logits
from snippets.careful.information import self_information
from snippets.careful.regression import mean_squared_error_gradient
from snippets.careful.risk import empirical_risk, zero_one_loss
from snippets.figures.style import BLUE, GREEN, INK, MUTED, ORANGE, new_figure
from snippets.tables.loss_functions import DELIVERY_MINUTES, absolute_risk, squared_risk

SUSPICIOUS_WORDS: Final = (1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0)
START: Final = 43.0
LEARNING_RATE: Final = 0.3
STEPS: Final = 3
REACH: Final = 2.8
"""How far a tangent goes, in minutes, where the curve is flat."""

STEEP: Final = 11.0
"""The slope that the picture shows as 45 degrees, or nearly so."""

IS_SPAM: Final = (0, 0, 1, 0, 0, 1, 1, 0, 1, 1)


def risk_of_one_number() -> Figure:
    """Draw the mean loss of every number that could be announced, under two losses."""
    announced = np.linspace(17, 46, 117)
    figure = new_figure(height=4.4)
    top, bottom = figure.subplots(2, 1, sharex=True)

    top.plot(announced, [squared_risk(t) for t in announced], ORANGE, label="squared")
    top.set(title="Mean squared error", ylabel="minutes²", ylim=(0, 380))
    mark_lowest(top, 28, squared_risk(28), "28, the mean")

    bottom.plot(announced, [absolute_risk(t) for t in announced], GREEN, ls="--", label="absolute")
    bottom.set(title="Mean absolute error", ylabel="minutes", ylim=(0, 21))
    bottom.set_xlabel("announced time (minutes); ticks: the five deliveries")
    mark_lowest(bottom, 25, absolute_risk(25), "25, the median", lift=30)

    for axes in (top, bottom):
        axes.vlines(DELIVERY_MINUTES, 0, 0.08, INK, lw=2, transform=axes.get_xaxis_transform())
    return figure


def mark_lowest(axes: Axes, x: float, y: float, text: str, lift: float = 14) -> None:
    """Put a point on the lowest place of a curve and say where it is."""
    axes.plot([x], [y], "o", color=INK, ms=7, label="lowest", zorder=3)
    axes.annotate(
        text, (x, y), (0, lift), textcoords="offset points", color=INK, ha="center", weight="bold"
    )


def descent() -> Figure:
    """Draw how the announced time walks down the squared risk, against the slope."""
    announced = np.linspace(17, 46, 117)
    figure = new_figure(height=3.3)
    axes = figure.subplots()
    axes.plot(announced, [squared_risk(t) for t in announced], ORANGE, label="mean squared error")
    for place, slope in steps_downhill():
        risk = squared_risk(place)
        reach = np.array([-REACH, REACH]) / np.hypot(1, slope / STEEP)
        axes.plot(place + reach, risk + slope * reach, color=INK, lw=1.2)
        axes.plot([place], [risk], "o", color=INK, ms=6, zorder=3)
        words = f"slope {slope:.1f}"
        axes.annotate(words, (place, risk), (9, -9), textcoords="offset points", color=INK)
    axes.set(xlim=(17, 50), ylim=(0, 330), ylabel="mean squared error (minutes²)")
    axes.set_xlabel("announced time $m$ (minutes)")
    return figure


def steps_downhill() -> list[tuple[float, float]]:
    """Return places of gradient descent on the squared risk, and the slope at each."""
    place, walked = START, []
    for _ in range(STEPS):
        given = np.full(len(DELIVERY_MINUTES), place)
        slope = float(np.sum(mean_squared_error_gradient(DELIVERY_MINUTES, given)))
        walked.append((place, slope))
        place -= LEARNING_RATE * slope
    return walked


def hinge(score: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the hinge loss of positive samples, max(0, 1 − z)."""
    return np.maximum(0, 1 - score)


def surrogates() -> Figure:
    """Draw the 0-1 loss of one spam e-mail and two convex losses that lie above it."""
    score = np.linspace(-3, 3, 121)
    one_bit = self_information(1 / 2)
    bits = binary_cross_entropy_with_logits(np.ones_like(score), score, reduction="none") / one_bit

    figure = new_figure(height=3.4)
    axes = figure.subplots()
    axes.axvspan(-3, 0, color=MUTED, alpha=0.08, lw=0)
    axes.plot(score, hinge(score), GREEN, ls=":", label="hinge")
    axes.plot(score, bits, BLUE, label="cross-entropy")
    axes.step([-3, 0, 3], [1, 1, 0], INK, lw=2.5, where="pre", label="0-1")
    axes.text(-2.75, 0.68, "0–1 loss: flat", color=INK)
    axes.text(-1.1, 2.62, "hinge", color=GREEN)
    axes.text(0.75, 0.72, "cross-entropy\n(bits)", color=BLUE)
    axes.text(-1.5, 4.32, "called “no spam”: wrong", color=MUTED, ha="center")
    axes.text(1.5, 4.32, "called “spam”: right", color=MUTED, ha="center")
    axes.set(
        xlabel="score $z$ of an e-mail that is spam", ylabel="loss", xlim=(-3, 3), ylim=(0, 4.2)
    )
    return figure


def threshold_errors(threshold: float) -> float:
    """Return the share of e-mails that the rule "spam above the threshold" gets wrong."""
    called_spam = (np.asarray(SUSPICIOUS_WORDS) > threshold).astype(int)
    return float(empirical_risk(zero_one_loss(IS_SPAM, called_spam)))


def threshold_cross_entropy(threshold: float) -> float:
    """Return the mean cross-entropy, in bits, of the scores z = words − threshold."""
    scores = np.asarray(SUSPICIOUS_WORDS) - threshold
    return float(binary_cross_entropy_with_logits(IS_SPAM, scores) / self_information(1 / 2))


def staircase() -> Figure:
    """Draw the 0-1 risk of a threshold, a staircase, and its smooth surrogate."""
    figure = new_figure(height=4.6)
    top, bottom = figure.subplots(2, 1, sharex=True)

    edges = np.concatenate([[0], SUSPICIOUS_WORDS, [11]])
    steps = [threshold_errors(middle) for middle in (edges[:-1] + edges[1:]) / 2]
    top.stairs(steps, edges, color=INK, lw=2.5, baseline=None, label="0-1 risk")
    top.set(title="Share of wrong e-mails", ylim=(0, 0.72))
    top.set_yticks([0, 0.2, 0.4, 0.6], ["0%", "20%", "40%", "60%"])
    top.annotate(
        "every step is flat:\nno way down to see",
        (1.5, threshold_errors(1.5) + 0.01),
        (1.9, 0.53),
        color=INK,
        arrowprops={"arrowstyle": "->", "color": INK, "connectionstyle": "arc3,rad=0.2"},
    )
    draw_mails(top)

    thresholds = np.linspace(0, 11, 111)
    curve = [threshold_cross_entropy(threshold) for threshold in thresholds]
    bottom.plot(thresholds, curve, BLUE, label="cross-entropy risk")
    lowest = int(np.argmin(curve))
    mark_lowest(bottom, thresholds[lowest], curve[lowest], f"lowest at {thresholds[lowest]:.1f}")
    bottom.set(title="Mean cross-entropy", ylabel="bits", ylim=(0, 3.2), xlim=(0, 11))
    bottom.set_xlabel("threshold (suspicious words in an e-mail)")
    return figure


def draw_mails(axes: Axes) -> None:
    """Put a filled point for every spam e-mail and a ring for every other on the ground line."""
    for words, spam in zip(SUSPICIOUS_WORDS, IS_SPAM, strict=True):
        axes.plot(
            [words],
            [0.083],
            transform=axes.get_xaxis_transform(),
            marker="o",
            ms=7,
            color=BLUE if spam else MUTED,
            fillstyle="full" if spam else "none",
            label="spam" if spam else "no spam",
        )
    axes.text(10.95, 0.13, "● spam   ○ no spam", color=MUTED, ha="right")
