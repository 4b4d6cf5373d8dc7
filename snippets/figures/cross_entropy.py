"""The figures of the page on cross-entropy."""

import numpy as np
from matplotlib.figure import Figure

from snippets.careful.divergence import cross_entropy, kl_divergence
from snippets.careful.information import binary_entropy
from snippets.figures.areas import EXTRA, TINT
from snippets.figures.blocks import draw_blocks, draw_mean, draw_sum
from snippets.figures.style import BLUE, INK, MUTED, RED, new_figure
from snippets.tables.cross_entropy import BIASED, FAIR, RAIN

FORECAST = 0.7
KINDS_OF_DAYS = (0.1, 0.5)
"""How often it rains on either kind, which are equally frequent: on all days it is RAIN."""


def over_forecasts() -> Figure:
    """Draw the mean fine over the forecast q, in nats: entropy as the floor, KL above it."""
    q = (1 - np.cos(np.linspace(0.04, np.pi - 0.04, 241))) / 2  # denser near 0 and 1
    truth = np.broadcast_to([RAIN, 1 - RAIN], (len(q), 2))
    fine = cross_entropy(truth, np.column_stack([q, 1 - q]))
    floor = float(binary_entropy(RAIN))
    at_forecast = float(cross_entropy((RAIN, 1 - RAIN), (FORECAST, 1 - FORECAST)))
    figure = new_figure(5.2, 3.7)
    axes = figure.add_subplot()
    axes.fill_between(q, floor, color=BLUE, alpha=0.14, linewidth=0)
    axes.fill_between(q, floor, fine, color=RED, alpha=0.14, linewidth=0)
    axes.plot(q, fine, color=INK, label="H(P,Q)")
    axes.axhline(floor, color=BLUE, linewidth=1.4, linestyle="--")
    axes.plot(RAIN, floor, "o", color=INK, zorder=5)
    axes.annotate(
        "",
        (FORECAST, floor),
        xytext=(FORECAST, at_forecast),
        arrowprops={
            "arrowstyle": "<->",
            "color": RED,
            "linewidth": 1.6,
            "shrinkA": 0,
            "shrinkB": 0,
        },
    )
    axes.text(FORECAST - 0.02, 0.74, "KL", color=RED, ha="right", va="center")
    axes.text(0.5, floor / 2, "H(P): the weather’s own uncertainty", color=BLUE, ha="center")
    axes.annotate(
        "smallest at q = p = 0.3",
        (RAIN, floor),
        xytext=(0.33, 1.25),
        ha="center",
        arrowprops={"arrowstyle": "-", "color": MUTED, "linewidth": 0.8, "shrinkB": 5},
    )
    axes.text(0.845, 1.5, "H(P,Q)", color=INK, ha="right")
    axes.set(xlim=(0, 1), ylim=(0, 2), xlabel="forecast q", ylabel="mean fine (nats)")
    return figure


def tangent() -> Figure:
    """Draw cross-entropy as the tangent of the entropy curve, KL as the gap between them, nats."""
    p = np.linspace(0, 1, 201)
    model = np.broadcast_to([FORECAST, 1 - FORECAST], (len(p), 2))
    line = cross_entropy(np.column_stack([p, 1 - p]), model)
    here = (RAIN, 1 - RAIN)
    entropy_here = float(binary_entropy(RAIN))
    line_here = float(cross_entropy(here, (FORECAST, 1 - FORECAST)))
    gap = float(kl_divergence(here, (FORECAST, 1 - FORECAST)))
    figure = new_figure(5.2, 3.7)
    axes = figure.add_subplot()
    axes.plot(p, binary_entropy(p), color=BLUE)
    axes.plot(p, line, color=RED, linestyle="--")
    axes.plot([RAIN, RAIN], [entropy_here, line_here], color=RED, linewidth=2.5)
    axes.plot(FORECAST, float(binary_entropy(FORECAST)), "o", color=INK, zorder=5)
    axes.annotate(
        "touches at p = q = 0.7",
        (FORECAST, float(binary_entropy(FORECAST))),
        xytext=(0.73, 0.9),
        ha="center",
        arrowprops={"arrowstyle": "-", "color": MUTED, "linewidth": 0.8, "shrinkB": 5},
    )
    axes.text(
        RAIN - 0.02,
        (entropy_here + line_here) / 2,
        f"KL = {gap:.3f}",
        color=RED,
        ha="right",
        va="center",
    )
    axes.text(0.42, 0.36, "H(P)", color=BLUE)
    axes.text(0.06, 1.2, "H(P,Q) for q = 0.7", color=RED)
    axes.set(xlim=(0, 1), ylim=(0, 1.3), xlabel="true probability p", ylabel="nats")
    return figure


def swapped() -> Figure:
    """Draw what each of two coins costs whoever believes the one or the other, in bits."""
    figure = new_figure(4.6, 2.5)
    axes = figure.subplots()
    coins = {"P": FAIR, "Q": BIASED}
    pairs = (("P", "P"), ("P", "Q"), ("Q", "Q"), ("Q", "P"))
    names = []
    for row, (truth, belief) in enumerate(pairs):
        own = float(cross_entropy(coins[truth], coins[truth], base=2))
        extra = float(kl_divergence(coins[truth], coins[belief], base=2))
        draw_sum(axes, row, own, extra)
        axes.text(own + extra + 0.02, row, f"{own + extra:.3f}", va="center")
        names.append(f"{truth} true, {belief} believed")
    axes.set_yticks(range(4), names)
    axes.set(xlim=(0, 1.4), ylim=(3.5, -0.5), xlabel="cross-entropy (bits)", xticks=(0, 0.5, 1))
    axes.tick_params(axis="y", length=0)
    axes.grid(visible=False, axis="y")
    return figure


def floor() -> Figure:
    """Draw what two kinds of days cost who knows the kind, and what else who knows the mean."""
    own = [float(binary_entropy(rain)) for rain in KINDS_OF_DAYS]
    guess = (RAIN, 1 - RAIN)
    costs = [float(cross_entropy((rain, 1 - rain), guess)) for rain in KINDS_OF_DAYS]
    figure = new_figure(4.4, 2.9)
    axes = figure.subplots()
    names = [f"{rain:.0%} rain" for rain in KINDS_OF_DAYS]
    middles = draw_blocks(axes, names, (0.5, 0.5), own)
    for left, low, high in zip((0.0, 0.5), own, costs, strict=True):
        axes.bar(left, high - low, 0.5, bottom=low, align="edge", **TINT)
        axes.bar(left, high - low, 0.5, bottom=low, align="edge", **EXTRA)
    known, unknown = sum(own) / 2, sum(costs) / 2
    draw_mean(axes, known, f"kind known\n{known:.3f}", va="top")
    draw_mean(axes, unknown, f"unknown\n{unknown:.3f}", va="bottom")
    axes.set_xticks(middles, names)
    axes.set(ylabel="mean fine (nats)", ylim=(0, 0.88))
    axes.set_xlabel("half of the days each")
    return figure
