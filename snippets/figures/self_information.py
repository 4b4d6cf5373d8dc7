"""Figures of the page on self-information."""

from math import e

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from snippets.careful.information import self_information
from snippets.figures.blocks import draw_ruler
from snippets.figures.style import BLUE, GREEN, INK, MUTED, PURPLE, SURFACE, new_figure
from snippets.tables.self_information import BOXES, QUESTIONS, RULED, readable

KEY = 6


def halving() -> Figure:
    """Draw eight boxes and three questions, each of which leaves half of the boxes."""
    figure = new_figure(height=2.9)
    axes = figure.subplots()
    for row, (question, open_boxes) in enumerate(QUESTIONS):
        for box in range(1, BOXES + 1):
            still_open = box in open_boxes
            axes.add_patch(
                Rectangle(
                    (box, -row),
                    0.86,
                    0.66,
                    fc=BLUE if still_open else SURFACE,
                    alpha=1.0 if still_open else 0.35,
                    ec="none" if still_open else MUTED,
                    lw=0 if still_open else 0.8,
                )
            )
            axes.text(
                box + 0.43,
                0.31 - row,
                str(box),
                color=SURFACE if still_open else MUTED,
                ha="center",
                va="center",
                weight="bold" if still_open else "normal",
            )
        axes.text(0.8, 0.31 - row, question, color=INK, ha="right", va="center")
        bits = float(self_information(len(open_boxes) / BOXES, base=2))
        unit = "bit" if bits == 1 else "bits"
        axes.text(9.15, 0.31 - row, f"{bits:g} {unit}", color=INK, va="center", weight="bold")
    axes.set(xlim=(-2.3, 10.6), ylim=(-3.2, 0.9))
    axes.axis("off")
    return figure


def curve() -> Figure:
    """Draw the surprise over the probability, with a few messages on it, and 1/p beside it."""
    p = np.concatenate([np.geomspace(0.03, 0.1, 50), np.linspace(0.105, 1, 120)])
    figure = new_figure(height=3.6)
    axes = figure.subplots()
    axes.plot(p, 1 / p, MUTED, ls="--", lw=1.5, label="one over p")
    axes.plot(p, self_information(p, base=2), BLUE, lw=2.5, label="self-information")
    axes.text(0.245, 4.35, "$1/p$, for comparison", color=MUTED)
    messages = (
        (1 / 8, "key", (9, -3), "left"),
        (3 / 10, "rain", (9, -2), "left"),
        (1 / 2, "heads", (6, -16), "right"),
        (1.0, "sunrise", (0, 22), "right"),
    )
    for probability, message, offset, align in messages:
        bits = float(self_information(probability, base=2))
        axes.plot([probability], [bits], "o", color=INK, ms=7, clip_on=False, zorder=3)
        unit = "bit" if bits == 1 else "bits"
        axes.annotate(
            f"{message}: {bits:.2g} {unit}",
            (probability, bits),
            offset,
            textcoords="offset points",
            color=INK,
            ha=align,
        )
    axes.set(xlim=(0, 1), ylim=(0, 5), xlabel="probability $p$", ylabel="surprise (bits)")
    return figure


def additivity() -> Figure:
    """Draw the surprise of a coin and of a die as bars whose lengths add up to the pair's."""
    coin = float(self_information(1 / 2, base=2))
    die = float(self_information(1 / 6, base=2))
    pair = float(self_information(1 / 12, base=2))
    figure = new_figure(height=2.2)
    axes = figure.subplots()
    bars = (
        (1, 0.0, coin, BLUE, "heads, 1/2"),
        (1, coin, die, GREEN, "six, 1/6"),
        (0, 0.0, pair, PURPLE, "heads and six, 1/12"),
    )
    for row, start, length, colour, name in bars:
        axes.barh(row, length, left=start, height=0.8, color=colour, ec=SURFACE, lw=2, label=name)
        text = f"{name}\n{length:.3f} {'bit' if length == 1 else 'bits'}"
        axes.text(
            start + length / 2, row, text, color=SURFACE, ha="center", va="center", weight="bold"
        )
    axes.set(xlim=(0, 3.7), xlabel="surprise (bits)", yticks=[])
    axes.spines["left"].set_visible(False)
    axes.grid(visible=False, axis="y")
    return figure


def rulers() -> Figure:
    """Draw one surprise on three scales: bits, nats and hartleys, with probabilities above."""
    figure = new_figure(5.2, 2.2, wide=2.2)
    axes = figure.subplots()
    places = [float(self_information(float(p))) for p in RULED]
    draw_ruler(axes, 3, "probability", places, [readable(p) for p in RULED])
    for row, (unit, base) in enumerate((("hartleys", 10), ("nats", e), ("bits", 2))):
        one = float(self_information(1 / base))
        marks = range(int(places[-1] / one + 1e-9) + 1)
        draw_ruler(axes, row, unit, [k * one for k in marks], [str(k) for k in marks])
    axes.set(ylim=(-0.3, 3.7), xlim=(-0.3, places[-1] + 0.5))
    return figure
