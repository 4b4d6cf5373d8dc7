"""Averages as areas: a block is as wide as its weight and as high as its cost.

Blue is what the truth itself costs, hatched red what a wrong belief adds. A
dashed line is the mean: the height at which the same area would lie flat.
Scales of one quantity are rulers one below the other.
"""

from collections.abc import Iterable, Sequence

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike, NDArray

from snippets.figures.areas import EXTRA, OWN, TINT, Style
from snippets.figures.style import INK, MUTED, SURFACE

ABOVE: Style = {"xytext": (0, 3), "textcoords": "offset points", "ha": "center"}
"""Where a word stands at what it belongs to."""


def draw_blocks(
    axes: Axes, names: Iterable[str], weights: ArrayLike, heights: ArrayLike
) -> NDArray[np.float64]:
    """Draw blocks side by side, and return where their middles are."""
    widths, tops = np.asarray(weights, dtype=np.float64), np.asarray(heights, dtype=np.float64)
    lefts = np.cumsum(widths) - widths
    for name, left, width, top in zip(names, lefts, widths, tops, strict=True):
        axes.bar(left, top, width, align="edge", linewidth=2, label=name, **OWN)
    axes.set_xlim(0, widths.sum())
    axes.grid(visible=False, axis="x")
    axes.tick_params(axis="x", length=0)
    return lefts + widths / 2


def draw_mean(axes: Axes, height: float, words: str, va: str = "center") -> None:
    """Draw the height of the mean across all blocks, with its words at the right end."""
    axes.axhline(height, color=SURFACE, linewidth=4)
    axes.axhline(height, color=INK, linestyle="--", linewidth=1.6)
    right = axes.get_xlim()[1]
    at: Style = {"xytext": (5, 0), "textcoords": "offset points", "va": va}
    axes.annotate(words, (right, height), color=INK, annotation_clip=False, **at)


def draw_sum(
    axes: Axes,
    row: float,
    own: float,
    extra: float,
    name: str = "entropy",
    added: str = "divergence",
) -> None:
    """Draw a bar: what the truth costs, and behind it what the belief adds."""
    axes.barh(row, own, height=0.62, label=name, **OWN)
    if extra > 0:
        axes.barh(row, extra, height=0.62, left=own, **TINT)
        axes.barh(row, extra, height=0.62, left=own, label=added, **EXTRA)


def draw_ruler(
    axes: Axes, row: float, name: str, places: Sequence[float], words: Sequence[str]
) -> None:
    """Draw a scale from left to right, its name before it and its words above the ticks."""
    axes.plot(places, [row] * len(places), "|-", color=MUTED, linewidth=1, markersize=9)
    for place, word in zip(places, words, strict=True):
        axes.annotate(word, (place, row), **{**ABOVE, "xytext": (0, 6)})
    start: Style = {"xytext": (-22, 0), "ha": "right", "va": "center", "weight": "bold"}
    axes.annotate(name, (places[0], row), **{**ABOVE, **start}, annotation_clip=False)
    axes.set_axis_off()
