"""The figures of the page on cross-entropy."""

from typing import Any

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from snippets.careful.divergence import cross_entropy, kl_divergence
from snippets.careful.information import binary_entropy
from snippets.figures.areas import EXTRA, TINT
from snippets.figures.blocks import draw_blocks, draw_mean, draw_sum
from snippets.figures.live import (
    Amount,
    Control,
    Curve,
    Dot,
    Formula,
    Free,
    Handle,
    Label,
    Live,
    Mark,
    Shape,
    Shown,
    Text,
    box,
    formula,
    smaller,
    write,
)
from snippets.figures.style import BLUE, INK, MUTED, RED, new_figure
from snippets.tables.cross_entropy import BIASED, FAIR, RAIN

FloatArray = NDArray[np.float64]

FORECAST = 0.7
ENDS, POINTS = (0.01, 0.99), 99
HIGHEST = 2.05
"""So high a mean fine is drawn, in nats: just out of sight."""

TRUTH = Control(
    name="p", words="chance of rain", symbol="p", low=0.05, high=0.95, step=0.01, start=RAIN
)
BELIEF = Control(
    name="q", words="forecast", symbol="q", low=ENDS[0], high=ENDS[1], step=0.01, start=FORECAST
)
KINDS_OF_DAYS = (0.1, 0.5)
"""How often it rains on either kind, which are equally frequent: on all days it is RAIN."""


def over_forecasts(p: float = RAIN, q: float = FORECAST) -> Live:
    """Draw the mean fine over the forecast, in nats: entropy as the floor, KL above it.

    ``p`` is how often it rains, ``q`` the forecast at which the divergence is measured.
    """
    forecasts = np.linspace(*ENDS, POINTS)
    floor, fine = float(binary_entropy(p)), float(_fine(p, np.array([q]))[0])
    fines = np.minimum(_fine(p, forecasts), HIGHEST)
    figure = new_figure(5.2, 3.7)
    axes = figure.add_subplot()
    shade: dict[str, Any] = {"alpha": 0.14, "linewidth": 0}
    axes.fill((0, 1, 1, 0), (0, 0, floor, floor), color=BLUE, gid="floor-area", **shade)
    around = ([*forecasts, *reversed(ENDS)], [*fines, floor, floor])
    axes.fill(*around, color=RED, gid="fine-area", **shade)
    axes.plot(forecasts, fines, color=INK, label="$H(P,Q)$", gid="fine")
    axes.plot((0, 1), (floor, floor), color=BLUE, linewidth=1.4, linestyle="--", gid="floor")
    axes.plot((q, q), (floor, min(fine, HIGHEST)), color=RED, linewidth=2.5, gid="gap")
    axes.plot(p, floor, "o", color=INK, zorder=5, gid="truth")
    axes.plot(q, min(fine, HIGHEST), "o", color=RED, zorder=5, gid="forecast")
    axes.text(p, floor - 0.13, "$p$", color=BLUE, ha="center", va="top", gid="p")
    axes.text(0.5, 0.03, f"$H(P) = {write(floor, 3)}$", color=BLUE, ha="center", gid="is-floor")
    words = f"$H(P,Q) = {write(fine, 3)}$"
    axes.text(0.5, 1.8, words, color=INK, ha="center", gid="is-fine")
    axes.text(
        0.5,
        1.62,
        rf"$\mathrm{{KL}} = {write(fine - floor, 3)}$",
        color=RED,
        ha="center",
        gid="is-gap",
    )
    axes.set(xlim=(0, 1), ylim=(0, 2), xlabel="forecast $q$", ylabel="mean fine (nats)")
    return Live(
        figure=figure,
        controls=(TRUTH, BELIEF),
        marks=_moving_fines(),
        says=_fines_in_words(),
        handles=(
            Handle(control=BELIEF, x=BELIEF, y=smaller(_moving_fine(BELIEF), HIGHEST)),
            Handle(control=TRUTH, x=TRUTH, y=_moving_fine(TRUTH)),
        ),
    )


def _fine(p: float, q: FloatArray) -> FloatArray:
    """Return the mean fine of forecasts where it rains with probability ``p``."""
    truth = np.broadcast_to([p, 1 - p], (len(q), 2))
    return np.asarray(cross_entropy(truth, np.column_stack([q, 1 - q])))


def _moving_fine(q: Amount) -> Formula:
    """Return the same in quantities; at the truth it is the entropy."""
    return formula("cross-entropy", sizes={"n": 2}, P=(TRUTH, 1 - TRUTH), Q=(q, 1 - q))


def _moving_gap() -> Formula:
    return formula("kl", sizes={"n": 2}, P=(TRUTH, 1 - TRUTH), Q=(BELIEF, 1 - BELIEF))


def _moving_fines() -> tuple[Mark, ...]:
    floor, fine = _moving_fine(TRUTH), _moving_fine(BELIEF)
    top, line = smaller(fine, HIGHEST), smaller(_moving_fine(Free()), HIGHEST)
    along: dict[str, Any] = {"y": line, "low": ENDS[0], "high": ENDS[1], "count": POINTS}
    return (
        box("floor-area", 0, 0, 1, floor),
        Curve(name="fine-area", base=floor, **along),
        Curve(name="fine", **along),
        Shape(name="floor", points=((0, floor), (1, floor))),
        Shape(name="gap", points=((BELIEF, floor), (BELIEF, top))),
        Dot(name="truth", x=TRUTH, y=floor),
        Dot(name="forecast", x=BELIEF, y=top),
        Label(name="p", x=TRUTH, y=floor - 0.13),
        Label(name="is-floor", x=0.5, y=0.03, text=("$H(P) = ", Shown(floor, 3), "$")),
        Label(name="is-fine", x=0.5, y=1.8, text=("$H(P,Q) = ", Shown(fine, 3), "$")),
        Label(
            name="is-gap", x=0.5, y=1.62, text=(r"$\mathrm{KL} = ", Shown(_moving_gap(), 3), "$")
        ),
    )


def _fines_in_words() -> tuple[Text, ...]:
    floor, fine = Shown(_moving_fine(TRUTH), 3), Shown(_moving_fine(BELIEF), 3)
    return (
        ("The weather itself costs ", floor, " nats a day,"),
        ("this forecast ", Shown(_moving_gap(), 3), " more: ", fine, "."),
    )


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
    axes.plot(p, line, color=RED, linestyle="--", label="$H(P,Q)$")
    axes.plot([RAIN, RAIN], [entropy_here, line_here], color=RED, linewidth=2.5)
    axes.plot(FORECAST, float(binary_entropy(FORECAST)), "o", color=INK, zorder=5)
    axes.annotate(
        "touches at $p = q = 0.7$",
        (FORECAST, float(binary_entropy(FORECAST))),
        xytext=(0.73, 0.9),
        ha="center",
        arrowprops={"arrowstyle": "-", "color": MUTED, "linewidth": 0.8, "shrinkB": 5},
    )
    axes.text(
        RAIN - 0.02,
        (entropy_here + line_here) / 2,
        rf"$\mathrm{{KL}} = {gap:.3f}$",
        color=RED,
        ha="right",
        va="center",
    )
    axes.text(0.42, 0.36, "$H(P)$", color=BLUE)
    axes.text(0.06, 1.2, "$H(P,Q)$ for $q = 0.7$", color=RED)
    axes.set(xlim=(0, 1), ylim=(0, 1.3), xlabel="true probability $p$", ylabel="nats")
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
        names.append(f"${truth}$ true, ${belief}$ believed")
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
        part: dict[str, Any] = {"bottom": low, "align": "edge", "label": "what not knowing adds"}
        axes.bar(left, high - low, 0.5, **part, **EXTRA)
    known, unknown = sum(own) / 2, sum(costs) / 2
    draw_mean(axes, known, f"kind known\n{known:.3f}", va="top")
    draw_mean(axes, unknown, f"unknown\n{unknown:.3f}", va="bottom")
    axes.set_xticks(middles, names)
    axes.set(ylabel="mean fine (nats)", ylim=(0, 0.88))
    axes.set_xlabel("half of the days each")
    return figure
