"""The figures of the page on KL divergence."""

from functools import cache
from math import log
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import ArrayLike, NDArray

from snippets.careful.divergence import js_divergence, kl_divergence
from snippets.careful.information import self_information
from snippets.careful.regression import gaussian_pdf
from snippets.figures.blocks import draw_sum
from snippets.figures.live import (
    Amount,
    Control,
    Curve,
    Dot,
    Free,
    Handle,
    Label,
    Live,
    Mark,
    Quantity,
    Sampled,
    Shown,
    Text,
    Total,
    box,
    formula,
    smaller,
    write,
)
from snippets.figures.style import BLUE, INK, MUTED, ORANGE, PURPLE, RED, new_figure
from snippets.tables.kl_divergence import GUESSES, JOINT, MOUNTAIN, STATES, VALLEY

FloatArray = NDArray[np.float64]

EDGE, PLACES = 4.8, 97
COARSE = np.linspace(-EDGE, EDGE, PLACES)
LONGEST = 17.0
"""How many bits a bar shows at most."""

WAYS = (r"D(P\|Q)", r"D(Q\|P)", r"\mathrm{JS}")
LINES = dict(zip(WAYS, ((BLUE, "-"), (ORANGE, "--"), (PURPLE, ":")), strict=True))
HEIGHTS = (1.85, 1.68, 1.51)
"""There their numbers stand, in bits: over one half no curve is as high."""

ENDS, POINTS = (0.01, 0.99), 99
HIGHEST = 2.05
"""So high a divergence is drawn, in bits: just out of sight."""

TRUE = Control(name="p", words="true coin", symbol="p", low=0.25, high=0.75, step=0.01, start=0.5)
BELIEVED = Control(
    name="q", words="believed coin", symbol="q", low=ENDS[0], high=ENDS[1], step=0.01, start=0.1
)
MEAN = Control(name="mean", words="centre of $Q$", low=-3, high=3, step=0.1, start=-2.2, decimals=1)
SD = Control(name="sd", words="width of $Q$", low=0.4, high=2.8, step=0.1, start=0.7, decimals=1)
PEAK = Control(
    name="peak", words="right peak of $P$", low=-2.2, high=3, step=0.1, start=2.2, decimals=1
)
PEAKS = ((0.55, -2.2, 0.6), (0.45, 2.2, 0.7))
"""Share, centre and width of each of the peaks of the truth."""
ABOVE_RING = 0.0075
"""So far above a peak its name is clear of the ring there."""


def directions(p: float = 0.5, q: float = 0.1) -> Live:
    """Draw both directions and JS between two coins, (p, 1 − p) and (q, 1 − q), in bits, over q."""
    over = np.linspace(*ENDS, POINTS)
    here = _divergences(p, np.array([q]))
    figure = new_figure(5.2, 3.6)
    axes = figure.add_subplot()
    for (name, bits), height in zip(_divergences(p, over).items(), HEIGHTS, strict=True):
        (colour, line), gid = LINES[name], WAYS.index(name)
        drawn, one = np.minimum(bits, HIGHEST), float(here[name][0])
        (way,) = axes.plot(over, drawn, color=colour, linestyle=line, gid=f"way-{gid}")
        way.set_label(f"${name}$")
        place = (q, min(one, HIGHEST))
        axes.plot(*place, "o", color=colour, zorder=5, gid=f"here-{gid}")
        words = f"${name} = {write(one)}$"
        axes.text(0.5, height, words, color=colour, ha="center", gid=f"is-{gid}")
    axes.plot(p, 0, "o", color=INK, clip_on=False, zorder=5, label="$q = p$", gid="truth")
    axes.text(p, 0.13, "$p$", ha="center", gid="p")
    end = float(self_information(p, base=2))
    (square,) = axes.plot(1, end, "s", color=ORANGE, clip_on=False, zorder=5, gid="end")
    square.set_label(f"end of ${WAYS[1]}$")
    # Wherever it is, the axes stay where they are.
    square.set_in_layout(False)
    axes.set(xlim=(0, 1), ylim=(0, 2), xlabel="$q$, for $P = (p, 1 − p)$ and $Q = (q, 1 − q)$")
    axes.set_ylabel("divergence (bits)")
    forward = smaller(_moving_ways_of(BELIEVED)[WAYS[0]], HIGHEST)
    return Live(
        figure=figure,
        controls=(TRUE, BELIEVED),
        marks=_moving_directions(),
        says=_directions_in_words(),
        handles=(
            Handle(control=BELIEVED, x=BELIEVED, y=forward),
            Handle(control=TRUE, x=TRUE, y=0),
        ),
    )


def _divergences(p: float, q: FloatArray) -> dict[str, FloatArray]:
    """Return both directions and JS by their names, in bits."""
    truth, belief = np.broadcast_to([p, 1 - p], (len(q), 2)), np.column_stack([q, 1 - q])
    found = (
        kl_divergence(truth, belief, base=2),
        kl_divergence(belief, truth, base=2),
        js_divergence(truth, belief, base=2),
    )
    return dict(zip(WAYS, map(np.asarray, found), strict=True))


@cache
def _moving_ways_of(q: Amount) -> dict[str, Quantity]:
    """Return the same in quantities."""
    truth, belief, middle = ((one, 1 - one) for one in (TRUE, q, (TRUE + q) / 2))
    forward, reverse = _bits(truth, belief), _bits(belief, truth)
    both = (_bits(truth, middle) + _bits(belief, middle)) / 2
    return dict(zip(WAYS, (forward, reverse, both), strict=True))


def _bits(truth: tuple[Amount, Amount], belief: tuple[Amount, Amount]) -> Quantity:
    return formula("kl", sizes={"n": 2}, P=truth, Q=belief) / log(2)


def _moving_directions() -> tuple[Mark, ...]:
    marks: list[Mark] = []
    along = _moving_ways_of(Free())
    for at, (name, bits) in enumerate(_moving_ways_of(BELIEVED).items()):
        y = smaller(along[name], HIGHEST)
        text = (f"${name} = ", Shown(bits), "$")
        marks += (
            Curve(name=f"way-{at}", y=y, low=ENDS[0], high=ENDS[1], count=POINTS),
            Dot(name=f"here-{at}", x=BELIEVED, y=smaller(bits, HIGHEST)),
            Label(name=f"is-{at}", x=0.5, y=HEIGHTS[at], text=text),
        )
    surprise = formula("bce", y=1, y_hat=TRUE) / log(2)
    return (
        *marks,
        Dot(name="truth", x=TRUE, y=0),
        Label(name="p", x=TRUE, y=0.13),
        Dot(name="end", x=1, y=surprise),
    )


def _directions_in_words() -> tuple[Text, ...]:
    forward, reverse, _ = (Shown(bits) for bits in _moving_ways_of(BELIEVED).values())
    return (
        ("Who believes $q$ where $p$ is true pays ", forward, " bits,"),
        ("who believes $p$ where $q$ is true ", reverse, "."),
    )


def jensen_gap() -> Figure:
    """Draw the KL divergence of the weather example as a drop below the logarithm, in nats."""
    p, q = np.array(VALLEY), np.array(MOUNTAIN)
    ratios = q / p
    average_of_logs = -float(kl_divergence(p, q))
    figure = new_figure(5.2, 3.8)
    axes = figure.add_subplot()
    t = np.geomspace(0.16, 4.6, 200)
    axes.plot(t, np.log(t), color=BLUE)
    axes.fill(ratios, np.log(ratios), color=BLUE, alpha=0.12)
    axes.scatter(ratios, np.log(ratios), s=320 * p, color=BLUE, zorder=4)
    for state, ratio, (right, up) in zip(STATES, ratios, _STATE_OFFSETS, strict=True):
        axes.annotate(
            state,
            (ratio, np.log(ratio)),
            xytext=(right, up),
            textcoords="offset points",
            color=INK,
            va="center",
        )
    axes.plot([1, 1], [average_of_logs, 0], color=RED, linewidth=2.5, zorder=5)
    axes.plot(1, 0, "o", color=BLUE, markeredgecolor=INK, zorder=6)
    axes.plot(1, average_of_logs, "s", color=RED, zorder=6)
    _note(axes, "log of the average\n" r"$= \log 1 = 0$", (1, 0), (0.78, 1.1), INK)
    _note(
        axes,
        "average of the logs\n" rf"$= −D(P\|Q) = {average_of_logs:.3f}$",
        (1, average_of_logs),
        (1.9, -1.1),
        RED,
    )
    axes.text(3.1, 1.22, r"$\log t$", color=BLUE, va="bottom", ha="right")
    axes.set(xlim=(0, 4.7), ylim=(-1.75, 1.85), xlabel="$t = Q(x)/P(x)$", ylabel=r"$\log t$ (nats)")
    return figure


def two_ways(mean: float = -2.2, sd: float = 0.7, peak: float = 2.2) -> Live:
    """Draw a bell-shaped belief before a truth with two peaks, and both divergences, in bits."""
    truth, belief = two_peaks(COARSE, peak), bell_curve(COARSE, mean, sd)
    figure = new_figure(5.2, 4.6)
    upper, lower = figure.subplots(2, 1, height_ratios=(2.2, 1))
    area = np.append(COARSE, (EDGE, -EDGE)), np.append(truth, (0, 0))
    upper.fill(*area, color=BLUE, alpha=0.18, linewidth=0, gid="under-truth")
    upper.plot(COARSE, truth, color=BLUE, linewidth=1.5, gid="truth")
    upper.plot(COARSE, belief, color=RED, linestyle="--", gid="belief")
    top = float(_two_bells(peak, peak) / np.sum(_two_bells(COARSE, peak))) + ABOVE_RING
    upper.text(peak, top, "truth $P$", color=BLUE, ha="center", gid="name-of-truth")
    upper.text(-4.6, 0.075, "belief $Q$", color=RED)
    upper.set(xlim=(-4.8, 4.8), ylim=(0, 0.105), yticks=[], ylabel="probability", xlabel="$x$")
    both = (kl_divergence(truth, belief, base=2), kl_divergence(belief, truth, base=2))
    for row, (name, bits) in enumerate(zip(WAYS[:2], map(float, both), strict=True)):
        long = min(bits, LONGEST)
        lower.barh(1 - row, long, 0.6, color=RED, label=f"${name}$", gid=f"bar-{row}")
        lower.text(-0.3, 1 - row, f"${name}$", ha="right", va="center")
        lower.text(long + 0.3, 1 - row, f"{write(bits)} bits", va="center", gid=f"bits-{row}")
    lower.set(xlim=(-6, LONGEST + 5), ylim=(-0.5, 1.5), xlabel="divergence (bits)")
    lower.set_axis_off()
    return Live(
        figure=figure,
        controls=(MEAN, SD, PEAK),
        marks=_moving_ways(),
        says=_ways_in_words(),
        handles=_held_peaks(),
    )


def _moving_ways() -> tuple[Mark, ...]:
    along: dict[str, Any] = {"low": -EDGE, "high": EDGE, "count": PLACES}
    truth, belief = _moving_truth(Free()), _moving_bell(Free())
    marks: list[Mark] = [
        Curve(name="under-truth", y=truth, base=0, **along),
        Curve(name="truth", y=truth, **along),
        Curve(name="belief", y=belief, **along),
        Label(name="name-of-truth", x=PEAK, y=_moving_truth(PEAK) + ABOVE_RING),
    ]
    for row, bits in enumerate(_both_ways()):
        long = smaller(bits, LONGEST)
        text = (Shown(bits), " bits")
        marks += (
            box(f"bar-{row}", 0, 1 - row - 0.3, long, 1 - row + 0.3, 1),
            Label(name=f"bits-{row}", axes=1, x=long + 0.3, y=1 - row, text=text),
        )
    return tuple(marks)


def _moving_bell(x: Amount) -> Quantity:
    return _bell(x, MEAN, SD) / _sum(_bell(Free(), MEAN, SD))


def _moving_truth(x: Amount) -> Quantity:
    return _peaks(x) / _sum(_peaks(Free()))


def _peaks(x: Amount) -> Quantity:
    (share, left, width), (other, _, spread) = PEAKS
    return share * _bell(x, left, width) + other * _bell(x, PEAK, spread)


def _bell(x: Amount, mu: Amount, s: Amount) -> Quantity:
    return formula("gaussian-density", y=x, mu=mu, s=s)


def _sum(density: Amount) -> Quantity:
    return Total(_everywhere(density))


def _everywhere(amount: Amount) -> Sampled:
    return Sampled(amount, -EDGE, EDGE, PLACES)


@cache
def _both_ways() -> tuple[Quantity, Quantity]:
    truth, belief = (_everywhere(of(Free())) for of in (_moving_truth, _moving_bell))
    forward, reverse = (
        formula("kl", sizes={"n": PLACES}, P=one, Q=other)
        for one, other in ((truth, belief), (belief, truth))
    )
    return forward / log(2), reverse / log(2)


def _held_peaks() -> tuple[Handle, ...]:
    """Return the top of the bell and its side, and the top of the right peak of the truth."""
    return (
        Handle(control=MEAN, x=MEAN, y=_moving_bell(MEAN)),
        Handle(control=SD, x=MEAN + SD, y=_moving_bell(MEAN + SD)),
        Handle(control=PEAK, x=PEAK, y=_moving_truth(PEAK)),
    )


def _ways_in_words() -> tuple[Text, ...]:
    forward, reverse = _both_ways()
    return (
        (r"What happens and $Q$ denies costs $D(P\|Q) = ", Shown(forward), "$ bits."),
        (r"What $Q$ proposes and does not happen costs $D(Q\|P) = ", Shown(reverse), "$ bits."),
    )


def fits() -> Figure:
    """Draw the bell curve nearest to a law with two peaks, in each direction of the divergence."""
    grid = np.linspace(-6, 6, 121)
    truth = two_peaks(grid)
    figure = new_figure(5.2, 4.8)
    upper, lower = figure.subplots(2, 1, sharex=True)
    for axes, title, direction in (
        (upper, r"smallest $D(P\|Q)$: $Q$ covers both peaks", "forward"),
        (lower, r"smallest $D(Q\|P)$: $Q$ picks one peak", "reverse"),
    ):
        mean, sd, bits = nearest_bell(grid, truth, direction)
        bell = bell_curve(grid, mean, sd)
        axes.fill_between(grid, truth, color=BLUE, alpha=0.18, linewidth=0)
        axes.plot(grid, truth, color=BLUE, linewidth=1.5)
        name = f"$Q$, {bits:.2f} bits away"
        axes.plot(grid, bell, color=RED, linestyle="--", label=name)
        axes.set_title(title)
        axes.text(0, 0.055, name, color=RED)
        axes.text(3.0, 0.02, "$P$", color=BLUE)
        axes.set(ylim=(0, 0.074), yticks=[], ylabel="probability")
        axes.grid(visible=False)
    lower.set(xlim=(-6, 6), xlabel="$x$")
    return figure


def bound() -> Figure:
    """Draw minus the evidence lower bound of three guesses: surprise, and what a guess adds."""
    surprise = float(self_information(sum(JOINT)))
    hidden = np.array(JOINT) / sum(JOINT)
    figure = new_figure(5.2, 2.3)
    axes = figure.subplots()
    names = []
    for row, (name, guess) in enumerate(GUESSES):
        extra = float(kl_divergence(guess, hidden))
        draw_sum(axes, row, surprise, extra, name="surprise")
        axes.text(surprise + extra + 0.06, row, f"{surprise + extra:.3f}", va="center")
        names.append(name)
    axes.set_yticks(range(len(GUESSES)), names)
    axes.set(xlim=(0, 4.3), ylim=(len(GUESSES) - 0.5, -0.5))
    axes.set(xlabel="minus the bound (nats)", ylabel="guess $q$")
    axes.tick_params(axis="y", length=0)
    axes.grid(visible=False, axis="y")
    return figure


def two_peaks(grid: FloatArray, right: float = PEAKS[1][1]) -> FloatArray:
    """Return a distribution on ``grid`` with two peaks, at −2.2 and ``right``."""
    density = _two_bells(grid, right)
    return np.asarray(density / np.sum(density), dtype=np.float64)


def _two_bells(x: ArrayLike, right: float) -> FloatArray:
    (share, left, width), (other, _, spread) = PEAKS
    density = share * gaussian_pdf(x, left, width) + other * gaussian_pdf(x, right, spread)
    return np.asarray(density, dtype=np.float64)


def bell_curve(grid: FloatArray, mean: float, sd: float) -> FloatArray:
    """Return the normal density on ``grid``, scaled to sum to 1."""
    density = gaussian_pdf(grid, mean, sd)
    return np.asarray(density / np.sum(density), dtype=np.float64)


def nearest_bell(grid: FloatArray, truth: FloatArray, direction: str) -> tuple[float, float, float]:
    """Return mean, standard deviation and divergence in bits of the nearest bell curve.

    ``direction`` is "forward" for the smallest D(truth‖bell) and "reverse" for the smallest
    D(bell‖truth). A plain search over means and widths: simple, and exact to its step of 0.1.
    """
    means, sds = np.arange(-3.0, 3.05, 0.1), np.arange(0.5, 3.05, 0.1)
    pairs = [(float(mean), float(sd)) for mean in means for sd in sds]
    bells = np.array([bell_curve(grid, mean, sd) for mean, sd in pairs])
    truths = np.broadcast_to(truth, bells.shape)
    target, prediction = (truths, bells) if direction == "forward" else (bells, truths)
    bits = kl_divergence(target, prediction, base=2)
    best = int(np.argmin(bits))
    return *pairs[best], float(bits[best])


# Where each weather state is written, in points from its dot on the curve.
_STATE_OFFSETS = ((13, -2), (7, -13), (6, -11), (4, -13))


def _note(
    axes: Axes, text: str, point: tuple[float, float], at: tuple[float, float], colour: str
) -> None:
    """Write ``text`` at ``at`` with a thin line to ``point``."""
    axes.annotate(
        text,
        point,
        xytext=at,
        color=colour,
        ha="center",
        va="center",
        arrowprops={"arrowstyle": "-", "color": MUTED, "linewidth": 0.8, "shrinkB": 5},
    )
