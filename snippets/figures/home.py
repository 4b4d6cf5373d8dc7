"""The figure of the home page: entropy, divergence and cross-entropy as areas."""

from itertools import accumulate
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from snippets.careful.divergence import cross_entropy, kl_divergence
from snippets.careful.information import entropy, self_information
from snippets.figures.style import BLUE, GREEN, INK, MUTED, RED, SURFACE, new_figure

WEATHER = ("sun", "cloud", "rain", "snow")
HAPPENS = (1 / 2, 1 / 4, 1 / 8, 1 / 8)
FORECAST = (1 / 8, 1 / 8, 1 / 4, 1 / 2)
FRACTIONS = {1: "1", 1 / 2: "½", 1 / 4: "¼", 1 / 8: "⅛"}

Style = dict[str, Any]

OWN: Style = {"color": BLUE}
TINT: Style = {"color": RED, "alpha": 0.15}
EXTRA: Style = {"facecolor": "none", "edgecolor": RED, "hatch": "///", "linewidth": 1.2}
SAVED: Style = {"facecolor": "none", "edgecolor": GREEN, "linestyle": (0, (3, 2)), "linewidth": 1.6}


def areas() -> Figure:
    """Draw H(P), KL and H(P,Q) of a weather and a bad forecast as areas, in bits.

    A column is as wide as its weather is frequent, P(x), and as high as the forecast's surprise
    at it, −log2 Q(x). Blue is surprise that a perfect forecast would share, hatched red is what
    this forecast adds, dashed green is what it saves.
    """
    figure = new_figure(5.2, 4.7)
    columns, sums = figure.subplots(2, 1, height_ratios=[2.8, 1])
    _draw_columns(columns)
    _draw_sums(sums)
    return figure


def _draw_columns(axes: Axes) -> None:
    best = self_information(HAPPENS, base=2)
    felt = self_information(FORECAST, base=2)
    lefts = accumulate(HAPPENS, initial=0.0)
    for name, left, width, low, high in zip(WEATHER, lefts, HAPPENS, best, felt, strict=False):
        middle = left + width / 2
        where: Style = {"x": left, "width": width, "align": "edge"}
        axes.bar(height=min(low, high), edgecolor=SURFACE, **OWN, **where)
        for style in (TINT, EXTRA) if high > low else (SAVED,):
            axes.bar(height=high - low, bottom=low, **style, **where)
        _write(axes, middle, (low + high) / 2, _signed(width * (high - low)), 13)
        axes.text(middle, -0.1, name, ha="center", va="top")
        axes.text(middle, -0.4, FRACTIONS[width], ha="center", va="top", color=MUTED, size=13)
    axes.text(0.02, best[0] - 0.1, "−log₂ P(sun)", va="top", color=SURFACE)
    axes.text(0.02, felt[0] + 0.08, "−log₂ Q(sun)", color=RED)
    axes.set(xlim=(-0.005, 1.005), ylim=(0, 3.4), yticks=range(4), ylabel="surprise in bits")
    axes.set_title("Width: how often. Height: how surprising.")
    axes.set_xticks([])
    axes.grid(visible=False)
    axes.spines["bottom"].set_visible(False)


def _draw_sums(axes: Axes) -> None:
    own = float(entropy(HAPPENS, base=2))
    extra = float(kl_divergence(HAPPENS, FORECAST, base=2))
    total = float(cross_entropy(HAPPENS, FORECAST, base=2))
    axes.barh(1, own, 0.7, **OWN)
    for style in (TINT, EXTRA):
        axes.barh(1, extra, 0.7, own, **style)
    axes.barh(0, total, 0.7, facecolor="none", edgecolor=INK, linewidth=1.4)
    axes.text(own / 2, 1, f"H(P) = {own:g}", ha="center", va="center", color=SURFACE)
    _write(axes, own + extra / 2, 1, f"KL = {extra:g}")
    axes.text(total / 2, 0, f"H(P,Q) = {total:g} bits", ha="center", va="center")
    axes.set(xlim=(-0.01, total * 1.01), ylim=(-0.5, 1.5))
    axes.set_axis_off()


def _write(axes: Axes, x: float, y: float, text: str, size: float = 10.5) -> None:
    plate = {"facecolor": SURFACE, "pad": 1.5, "alpha": 0.85}
    axes.text(x, y, text, ha="center", va="center", bbox=plate, size=size)


def _signed(area: float) -> str:
    return ("+" if area > 0 else "−") + FRACTIONS[abs(area)]
