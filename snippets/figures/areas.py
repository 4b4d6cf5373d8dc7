"""Truth and belief as areas: a column is as wide as an outcome is frequent.

Its height is the surprise of the belief at it, so that its area is what the
outcome costs on average. Blue is surprise that the true probabilities would
share, hatched red is what this belief adds, dashed green is what it saves.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from snippets.careful.information import self_information
from snippets.figures.live import (
    Amount,
    Control,
    Handle,
    Label,
    Mark,
    Quantity,
    Shape,
    Shown,
    box,
    is_more,
    larger,
    smaller,
    write,
)
from snippets.figures.style import BLUE, GREEN, INK, RED, SURFACE

Style = dict[str, Any]

OWN: Style = {"facecolor": BLUE, "edgecolor": SURFACE}
TINT: Style = {"facecolor": RED, "alpha": 0.15}
EXTRA: Style = {
    "facecolor": "none",
    "edgecolor": RED,
    "hatch": "///",
    "hatchcolor": RED,
    "linewidth": 1.2,
}
SAVED: Style = {"facecolor": "none", "edgecolor": GREEN, "linestyle": (0, (3, 2)), "linewidth": 1.6}
PARTS: dict[str, Style] = {"shared": OWN, "tint": TINT, "extra": EXTRA, "saved": SAVED}

HELD, CLEAR = 0.09, 0.165
"""How far above a column its handle is, and the number above the handle, as shares of the panel."""

PLATE = (0.055, 0.04)
"""Half the width and height of what a number stands on, as shares of the panel."""


@dataclass(frozen=True)
class Part:
    """A part of a column: from where to where it reaches; where it is flat it is a point."""

    low: float
    high: float

    def rectangle(self, left: float, width: float) -> tuple[tuple[float, float], float, float]:
        """Return the corner, the width and the height."""
        is_flat = self.high <= self.low
        return (left, self.low), 0.0 if is_flat else width, 0.0 if is_flat else self.high - self.low


@dataclass(frozen=True)
class Column:
    """An outcome: where its column begins and ends, and the surprise of truth and belief there."""

    left: float
    width: float
    best: float
    felt: float

    @property
    def parts(self) -> dict[str, Part]:
        """What the column is made of."""
        low = min(self.best, self.felt)
        extra, saved = Part(low, self.felt), Part(self.felt, self.best)
        return {"shared": Part(0.0, low), "tint": extra, "extra": extra, "saved": saved}

    @property
    def cost(self) -> float:
        """What the belief adds on average, or saves."""
        return self.width * (self.felt - self.best)

    def number_at(self, top: float) -> tuple[float, float]:
        """Return where the cost is written: amid what it is, and not where the handle is."""
        lowest = self.felt + CLEAR * top if self.best > self.felt else 0.0
        y = max((self.best + self.felt) / 2, lowest)
        return self.left + self.width / 2, min(y, 0.93 * top)


def columns_of(truth: Sequence[float], belief: Sequence[float], base: float) -> list[Column]:
    """Return the columns of outcomes, from left to right."""
    best = self_information(np.asarray(truth), base=base)
    felt = self_information(np.asarray(belief), base=base)
    lefts = accumulate(truth, initial=0.0)
    rows = zip(lefts, truth, best, felt, strict=False)
    return [Column(left, width, float(b), float(f)) for left, width, b, f in rows]


def draw_columns(axes: Axes, columns: Sequence[Column], top: float) -> None:
    """Draw the columns, each with what it costs more or less than it has to."""
    for at, column in enumerate(columns):
        for name, style in PARTS.items():
            where = column.parts[name].rectangle(column.left, column.width)
            axes.add_patch(Rectangle(*where, **style, gid=f"{name}-{at}"))
        x, y = column.number_at(top)
        half, tall = PLATE[0], PLATE[1] * top
        plate: Style = {"facecolor": SURFACE, "alpha": 0.85, "gid": f"plate-{at}"}
        axes.add_patch(Rectangle((x - half, y - tall), 2 * half, 2 * tall, **plate))
        words = write(column.cost, signed=True)
        axes.text(x, y, words, ha="center", va="center", gid=f"cost-{at}")
    axes.grid(visible=False)


@dataclass(frozen=True)
class Moving:
    """The same of quantities: where a column stands, and its two surprises."""

    left: float
    width: float
    best: float
    felt: Quantity

    @property
    def cost(self) -> Quantity:
        """What the belief adds on average, or saves."""
        return self.width * (self.felt - self.best)

    @property
    def shared(self) -> Quantity:
        """The surprise that both have."""
        return smaller(self.felt, self.best)

    def handle(self, control: Control, top: float) -> Handle:
        """Return what a reader takes hold of, at the upper end of the column."""
        y = smaller(self.felt, top) + HELD * top
        return Handle(control=control, x=self.left + self.width / 2, y=y)

    def marks(self, at: int, top: float) -> tuple[Mark, ...]:
        """Return what moves in the column, which is that of a number."""
        left, right = self.left, self.left + self.width
        low, felt, best = self.shared, self.felt, self.best
        adds, saves = is_more(felt, best), is_more(best, felt)
        extra = (low, left + self.width * adds, felt)
        saved = (felt, left + self.width * saves, felt + (best - felt) * saves)
        parts: dict[str, tuple[Amount, Amount, Amount]] = {
            "shared": (0.0, right, low),
            "tint": extra,
            "extra": extra,
            "saved": saved,
        }
        y = larger((best + felt) / 2, (felt + CLEAR * top) * saves)
        y = smaller(y, 0.93 * top)
        x = self.left + self.width / 2
        half, tall = PLATE[0], PLATE[1] * top
        return (
            *(box(f"{name}-{at}", left, *corners) for name, corners in parts.items()),
            box(f"plate-{at}", x - half, y - tall, x + half, y + tall),
            Label(name=f"cost-{at}", x=x, y=y, text=(Shown(self.cost, signed=True),)),
        )


def moving_columns(
    truth: Sequence[float], best: Sequence[float], felt: Sequence[Quantity]
) -> list[Moving]:
    """Return the columns of outcomes of which the belief moves."""
    lefts = accumulate(truth, initial=0.0)
    return [Moving(*one) for one in zip(lefts, truth, best, felt, strict=False)]


def draw_sums(axes: Axes, columns: Sequence[Column], longest: float) -> None:
    """Draw the areas end to end: blue and green are H(P), blue and red H(P,Q)."""
    shared, extra, saved = _sums(columns)
    truth, total = shared + saved, shared + extra
    for row, name, style, left, right in (
        (1, "sum-shared-truth", OWN, 0.0, shared),
        (0, "sum-shared", OWN, 0.0, shared),
        (1, "sum-saved", SAVED, shared, truth),
        (0, "sum-tint", TINT, shared, total),
        (0, "sum-extra", EXTRA, shared, total),
    ):
        axes.add_patch(Rectangle((left, row - 0.35), right - left, 0.7, **style, gid=name))
    axes.text(-0.05, 1, f"$H(P) = {write(truth, 3)}$", ha="right", va="center")
    words = f"$H(P,Q) = {write(total, 3)}$"
    axes.text(-0.05, 0, words, ha="right", va="center", gid="sum-cross")
    steps = (truth, truth, total, total)
    axes.plot(steps, (0.65, 0.5, 0.5, 0.35), color=INK, linewidth=1, gid="sum-step")
    words = rf"$\mathrm{{KL}} = {write(total - truth, 3)}$"
    axes.text(longest, 0.5, words, ha="right", va="center", gid="sum-kl")
    axes.set(xlim=(-0.42 * longest, longest * 1.01), ylim=(-0.5, 1.5))
    axes.set_axis_off()


def moving_sums(
    columns: Sequence[Moving], cross: Quantity, divergence: Quantity, longest: float
) -> tuple[Mark, ...]:
    """Return what moves among the sums; the two numbers come from formulas of their own."""
    shared: Amount = 0.0
    for column in columns:
        shared = column.width * column.shared + shared
    truth = sum(column.width * column.best for column in columns)
    rows = (
        ("sum-shared-truth", 1, 0.0, shared),
        ("sum-shared", 0, 0.0, shared),
        ("sum-saved", 1, shared, truth),
        ("sum-tint", 0, shared, cross),
        ("sum-extra", 0, shared, cross),
    )
    step = ((truth, 0.65), (truth, 0.5), (cross, 0.5), (cross, 0.35))
    return (
        *(box(name, left, row - 0.35, right, row + 0.35, 1) for name, row, left, right in rows),
        Shape(name="sum-step", axes=1, points=step),
        Label(name="sum-cross", axes=1, x=-0.05, y=0.0, text=("$H(P,Q) = ", Shown(cross, 3), "$")),
        Label(
            name="sum-kl",
            axes=1,
            x=longest,
            y=0.5,
            text=(r"$\mathrm{KL} = ", Shown(divergence, 3), "$"),
        ),
    )


def _sums(columns: Sequence[Column]) -> tuple[float, float, float]:
    """Return the areas: what both share, what the belief adds, what it saves."""
    shared = sum(c.width * min(c.best, c.felt) for c in columns)
    extra = sum(max(c.cost, 0.0) for c in columns)
    saved = sum(max(-c.cost, 0.0) for c in columns)
    return shared, extra, saved
