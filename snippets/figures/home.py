"""The figure of the home page: entropy, divergence and cross-entropy as areas."""

from itertools import accumulate
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from snippets.careful.information import self_information
from snippets.figures.style import BLUE, GREEN, INK, MUTED, RED, SURFACE, new_figure

WEATHER = ("sun", "cloud", "rain", "snow")
HAPPENS = (1 / 2, 1 / 4, 1 / 8, 1 / 8)
FORECAST = (1 / 8, 1 / 8, 1 / 4, 1 / 2)
FORECAST_OF = dict(zip(WEATHER, FORECAST, strict=True))
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
    this forecast adds, dashed green is what it saves; the bars below are put together of the same
    areas.
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
        believed = FRACTIONS[FORECAST_OF[name]]
        axes.text(middle, -0.1, name, ha="center", va="top")
        axes.text(middle, -0.4, f"P = {FRACTIONS[width]}", ha="center", va="top", color=MUTED)
        axes.text(middle, -0.68, f"Q = {believed}", ha="center", va="top", color=RED)
    axes.text(0.02, best[0] - 0.1, "−log₂ P(sun)", va="top", color=SURFACE)
    axes.text(0.02, felt[0] + 0.08, "−log₂ Q(sun)", color=RED)
    axes.set(xlim=(-0.005, 1.005), ylim=(0, 3.4), yticks=range(4), ylabel="surprise in bits")
    axes.set_title("Width: how often. Height: how surprising.")
    axes.set_xticks([])
    axes.grid(visible=False)
    axes.spines["bottom"].set_visible(False)


def _draw_sums(axes: Axes) -> None:
    shared, extra, saved = _parts()
    truth, total = shared + saved, shared + extra
    for height in (1, 0):
        axes.barh(height, shared, 0.7, **OWN)
    axes.barh(1, saved, 0.7, shared, **SAVED)
    for style in (TINT, EXTRA):
        axes.barh(0, extra, 0.7, shared, **style)
    axes.text(-0.05, 1, f"H(P) = {truth:g}", ha="right", va="center")
    axes.text(-0.05, 0, f"H(P,Q) = {total:g}", ha="right", va="center")
    axes.plot((truth, truth, total, total), (0.65, 0.5, 0.5, 0.35), color=INK, linewidth=1)
    axes.text((truth + total) / 2, 0.6, f"KL = {total - truth:g}", ha="center", va="bottom")
    axes.set(xlim=(-1.05, total * 1.01), ylim=(-0.5, 1.5))
    axes.set_axis_off()


def _parts() -> tuple[float, float, float]:
    """Return the areas in bits: what both share, what Q adds, what Q saves."""
    best = self_information(HAPPENS, base=2)
    felt = self_information(FORECAST, base=2)
    triples = list(zip(HAPPENS, best, felt, strict=True))
    shared = sum(p * min(low, high) for p, low, high in triples)
    extra = sum(p * max(high - low, 0.0) for p, low, high in triples)
    saved = sum(p * max(low - high, 0.0) for p, low, high in triples)
    return float(shared), float(extra), float(saved)


def _write(axes: Axes, x: float, y: float, text: str, size: float = 10.5) -> None:
    plate = {"facecolor": SURFACE, "pad": 1.5, "alpha": 0.85}
    axes.text(x, y, text, ha="center", va="center", bbox=plate, size=size)


def _signed(area: float) -> str:
    return ("+" if area > 0 else "−") + FRACTIONS[abs(area)]
