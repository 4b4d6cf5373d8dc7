"""Figures of the page on margin losses.

A panel with a circle shows the plane of two-dimensional features, in which each of two classes
owns what ``snippets.two_classes`` says.
"""

from functools import cache
from math import log, pi
from typing import Any, Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle

from snippets.careful import circle, margins
from snippets.figures.live import (
    Amount,
    Control,
    Dot,
    Handle,
    Label,
    Live,
    Mark,
    Quantity,
    Shape,
    Shown,
    Text,
    formula,
    is_more,
    write,
)
from snippets.figures.style import (
    BLUE,
    GREEN,
    INK,
    MUTED,
    ORANGE,
    PURPLE,
    RED,
    new_figure,
)
from snippets.tables.margins import ON_THE_CIRCLE
from snippets.two_classes import (
    AM_MARGIN,
    ARC_MARGIN,
    GAPS,
    L_MARGIN,
    SCALE,
    WEIGHTS,
    FloatArray,
    Loss,
    every,
)

CLASS_COLOURS: Final = (BLUE, ORANGE)
CLASS_HATCHES: Final = ("", "....")

ANGLE = Control(
    name="angle",
    words="angle",
    symbol="θ",
    unit="degrees",
    low=0,
    high=180,
    step=1,
    start=ON_THE_CIRCLE,
    decimals=0,
)
ARC = Control(
    name="arc", words="ArcFace adds", unit="radians", low=0, high=1, step=0.05, start=ARC_MARGIN
)
CUT = Control(name="cut", words="AM subtracts", low=0, high=0.9, step=0.05, start=AM_MARGIN)
RADIANS = ANGLE * (pi / 180)
ROWS = {
    "plain": (INK, -1.4),
    "AM": (ORANGE, -1.7),
    "ArcFace": (BLUE, -2.0),
    "L-Softmax": (PURPLE, -2.3),
}
"""The colour of each loss and the height of its row."""

ARC_POINTS = 13


def learned_features() -> Figure:
    """Return the directions that features turn to, without a margin and with two.

    A tick is a feature, a sector a class, and the red arc the narrowest gap between two classes.
    """
    figure = new_figure(width=5.8, height=2.4)
    start = circle.scattered()
    panels = ((0.0, "no margin"), (0.5, "$m = 0.5$"), (1.0, "$m = 1$"))
    for axes, (margin, title) in zip(figure.subplots(1, 3), panels, strict=True):
        turned = circle.train(start, margin)
        _draw_directions(axes, turned)
        _draw_gap(axes, turned)
        axes.set_title(title, loc="center", fontweight="normal", fontsize=13)
        axes.set(xlim=(-1.35, 1.35), ylim=(-1.35, 1.35), aspect="equal")
        axes.set_axis_off()
    return figure


def _draw_directions(axes: Axes, turned: circle.Circle) -> None:
    for k, colour in enumerate((BLUE, ORANGE, GREEN)):
        angles = turned.features[turned.labels == k]
        ticks = np.array([0.9, 1.0, np.nan])[:, np.newaxis]
        axes.plot(
            *((ticks * f(angles)).T.ravel() for f in (np.cos, np.sin)), color=colour, linewidth=1.4
        )
        offset = circle.shortest_turn(angles - turned.classes[k])
        edges = turned.classes[k] + np.linspace(offset.min(), offset.max(), 12)
        sector = 0.86 * np.array([np.cos(edges), np.sin(edges)])
        axes.fill(*np.concatenate([[[0], [0]], sector], axis=1), color=colour, alpha=0.25)
        x, y = 0.58 * np.cos(turned.classes[k]), 0.58 * np.sin(turned.classes[k])
        words: dict[str, Any] = {"ha": "center", "va": "center", "weight": "bold", "fontsize": 13}
        axes.text(x, y, str(k + 1), color=colour, **words)


def _draw_gap(axes: Axes, turned: circle.Circle) -> None:
    """Draw the narrowest angle between features of different classes, with its size."""
    order = np.argsort(turned.features % (2 * pi))
    angles = turned.features[order] % (2 * pi)
    widths = (np.roll(angles, -1) - angles) % (2 * pi)
    labels = turned.labels[order]
    at = int(np.argmin(np.where(labels != np.roll(labels, -1), widths, np.inf)))
    arc = angles[at] + widths[at] * np.linspace(0, 1, 9)
    axes.plot(np.cos(arc), np.sin(arc), color=RED, linewidth=3, label="gap")
    x, y = 1.22 * np.cos(arc[4]), 1.22 * np.sin(arc[4])
    gap = f"{circle.narrowest_between(turned):.0f}°"
    axes.text(x, y, gap, ha="center", va="center", color=RED, fontsize=13)


def target_logits() -> Figure:
    """Return what each loss puts in the place of cos θ at the true class."""
    theta = np.linspace(0, pi, 81)
    cos = np.cos(theta)
    figure = new_figure(height=4.2)
    axes = figure.subplots()
    arcface = margins.cosine_of_sum(cos, ARC_MARGIN)
    l_softmax = margins.l_softmax_psi(theta, L_MARGIN)
    for name, values, colour, line in (
        (r"plain: $\cos θ$", cos, INK, "-"),
        (r"AM: $\cos θ − 0.35$", cos - AM_MARGIN, ORANGE, "--"),
        (r"ArcFace: $\cos(θ + 0.5)$", arcface, BLUE, (0, (6, 1))),
        ("L-Softmax: $ψ(θ)$, $m = 2$", l_softmax, PURPLE, "-."),
    ):
        axes.plot(np.degrees(theta), values, color=colour, linestyle=line, label=name)
    _mark_turn(axes)
    axes.legend(loc="lower left", handlelength=2.6)
    axes.set_xlim(0, 180)
    axes.set_ylim(-3.1, 1.1)
    axes.set_xticks(range(0, 181, 30))
    axes.set_xlabel("angle to the true class (degrees)")
    axes.set_ylabel("target logit ÷ scale")
    return figure


def _mark_turn(axes: Axes) -> None:
    """Mark where the ArcFace logit stops falling: θ = π − m."""
    turn = pi - ARC_MARGIN
    value = float(margins.cosine_of_sum(np.asarray(np.cos(turn)), ARC_MARGIN))
    axes.plot(np.degrees(turn), value, color=RED, marker="o", markersize=7)
    axes.annotate(
        f"turns up\nat {np.degrees(turn):.0f}°",
        (np.degrees(turn), value),
        xytext=(155, 0.1),
        ha="center",
        color=RED,
        arrowprops={"arrowstyle": "-", "color": RED, "linewidth": 1, "shrinkB": 4},
    )


def on_the_circle(
    angle: float = ON_THE_CIRCLE, arc: float = ARC_MARGIN, cut: float = AM_MARGIN
) -> Live:
    """Draw a feature on the circle, where each loss moves it, and the target logits below.

    The class vector points to the right, so a logit is how far to the right a point is.
    """
    theta = np.radians(angle)
    figure = new_figure(5.2, 3.85)
    # Wherever the points are, the circle stays where it is.
    figure.set_layout_engine("none")
    axes = figure.subplots(gridspec_kw={"left": 0.012, "right": 0.988, "bottom": 0.12, "top": 0.99})
    _draw_circles(axes)
    turned = theta + np.linspace(0, arc, ARC_POINTS)
    axes.plot(np.cos(turned), np.sin(turned), color=BLUE, linewidth=4, alpha=0.5, gid="arc")
    level = [float(np.sin(theta))] * 2
    axes.plot([np.cos(theta), np.cos(theta) - cut], level, color=ORANGE, alpha=0.5, gid="cut")
    for name, (x, y) in _places(theta, arc, cut).items():
        _draw_place(axes, name, x, y)
    axes.plot((0, np.cos(theta)), (0, np.sin(theta)), color=INK, gid="feature")
    axes.set_aspect("equal")
    axes.set(xlim=(-3.1, 2.7), ylim=(-2.5, 1.1), xticks=range(-3, 2), yticks=[])
    axes.set_xlabel("target logit ÷ scale")
    axes.spines["left"].set_visible(False)
    axes.spines["bottom"].set_bounds(-3, 1)
    marks, says = _moving_circle(), _circle_in_words()
    controls, places = (ANGLE, ARC, CUT), _moving_places()
    handles = tuple(
        Handle(control=control, x=places[name][0], y=places[name][1])
        for control, name in ((CUT, "AM"), (ARC, "ArcFace"), (ANGLE, "plain"))
    )
    return Live(figure=figure, controls=controls, marks=marks, says=says, handles=handles)


def _draw_circles(axes: Axes) -> None:
    for centre, line in ((0, "-"), (-2, (0, (2, 2)))):
        style: dict[str, Any] = {"edgecolor": MUTED, "linestyle": line, "linewidth": 1}
        axes.add_patch(Circle((centre, 0), 1, fill=False, **style))
    arrow = {"arrowstyle": "-|>", "color": GREEN, "linewidth": 2, "shrinkA": 0, "shrinkB": 0}
    axes.annotate("", (1, 0), (0, 0), arrowprops=arrow | {"mutation_scale": 13})
    axes.text(1.15, 0, "the class", color=GREEN, va="center")
    for _, height in ROWS.values():
        axes.plot((-3, 1), (height, height), color=MUTED, linewidth=0.6, zorder=1)


def _places(theta: float, arc: float, cut: float) -> dict[str, tuple[float, float]]:
    """Return where each loss puts the feature: its target logit, and a height to draw it at."""
    cos, sin = float(np.cos(theta)), float(np.sin(theta))
    added = float(margins.cosine_of_sum(np.asarray(cos), arc))
    doubled = float(margins.l_softmax_psi(np.asarray(theta), L_MARGIN))
    return {
        "plain": (cos, sin),
        "AM": (cos - cut, sin),
        "ArcFace": (added, float(np.sin(theta + arc))),
        "L-Softmax": (doubled, float(np.sin(L_MARGIN * theta))),
    }


def _draw_place(axes: Axes, name: str, x: float, y: float) -> None:
    colour, row = ROWS[name]
    axes.plot((x, x), (y, row), color=colour, linewidth=1, linestyle=":", gid=f"drop-{name}")
    for height, gid in ((y, f"place-{name}"), (row, f"logit-{name}")):
        axes.plot(x, height, "o", color=colour, zorder=5, gid=gid)
    words = f"{name}: {write(x)}"
    axes.text(1.15, row, words, color=colour, va="center", gid=f"says-{name}")


def _cos(angle: Amount) -> Quantity:
    return formula("l-softmax-bound", 1, theta=angle)


def _sin(angle: Quantity) -> Quantity:
    return _cos(pi / 2 - angle)


@cache
def _moving_places() -> dict[str, tuple[Quantity, Quantity]]:
    cos, sin = _cos(RADIANS), _sin(RADIANS)
    first, second = (
        formula("l-softmax", sizes={"k": k, "m": L_MARGIN}, theta=RADIANS) for k in (0, 1)
    )
    doubled = first + is_more(ANGLE, 90) * (second - first)
    return {
        "plain": (cos, sin),
        "AM": (cos - CUT, sin),
        "ArcFace": (_cos(RADIANS + ARC), _sin(RADIANS + ARC)),
        "L-Softmax": (doubled, _sin(L_MARGIN * RADIANS)),
    }


def _moving_circle() -> tuple[Mark, ...]:
    places = _moving_places()
    cos, sin = places["plain"]
    turned = [RADIANS + ARC * (k / (ARC_POINTS - 1)) for k in range(ARC_POINTS)]
    marks: list[Mark] = [
        Shape(name="arc", points=tuple((_cos(angle), _sin(angle)) for angle in turned)),
        Shape(name="cut", points=((cos, sin), (cos - CUT, sin))),
        Shape(name="feature", points=((0, 0), (cos, sin))),
    ]
    for name, (x, y) in places.items():
        row = ROWS[name][1]
        marks += (
            Shape(name=f"drop-{name}", points=((x, y), (x, row))),
            Dot(name=f"place-{name}", x=x, y=y),
            Dot(name=f"logit-{name}", x=x, y=row),
            Label(name=f"says-{name}", x=1.15, y=row, text=(f"{name}: ", Shown(x))),
        )
    return tuple(marks)


def _circle_in_words() -> tuple[Text, ...]:
    plain, am, arcface, l_softmax = (Shown(x) for x, _ in _moving_places().values())
    return (
        ("The cosine is ", plain, ". In its place they put"),
        ("AM ", am, ", ArcFace ", arcface, ", L-Softmax ", l_softmax, "."),
    )


def boundaries() -> Figure:
    """Return the regions in which two classes win, for six losses."""
    figure = new_figure(width=5.2, height=8.0)
    for axes_of_row, (gap, panels) in zip(figure.subplots(3, 2), GAPS, strict=True):
        for axes, (title, loss) in zip(axes_of_row, panels, strict=True):
            _draw_plane(axes, title)
            _draw_regions(axes, loss)
            if title == "Center loss":
                _draw_pull_to_centers(axes)
            else:
                _draw_weights(axes)
        at: dict[str, Any] = {"rotation": 90, "ha": "right", "va": "center", "weight": "bold"}
        axes = axes_of_row[0]
        axes.text(-0.02, 0.5, gap, color=RED, transform=axes.transAxes, **at)
    return figure


def angle_plane() -> Figure:
    """Return the boundary of class 1 in the plane of the two angles, for four losses."""
    degrees = np.linspace(0, 90, 91)
    first, second = np.meshgrid(np.radians(degrees), np.radians(degrees))
    cos = np.stack([np.cos(first), np.cos(second)], axis=-1)
    psi = margins.l_softmax_psi(first, L_MARGIN)
    plain = margins.am_softmax_loss(cos, every(cos, 0), SCALE, 0, "none")
    am = margins.am_softmax_loss(cos, every(cos, 0), SCALE, AM_MARGIN, "none")
    arc = margins.arcface_loss(cos, every(cos, 0), SCALE, ARC_MARGIN, "none")
    l_softmax = margins.sm_softmax_loss(
        np.stack([psi, np.cos(second)], axis=-1), every(cos, 0), 0, "none"
    )
    figure = new_figure(width=4.8, height=4.6)
    axes = figure.subplots()
    for name, loss, colour, line in (
        ("plain", plain, INK, "solid"),
        ("L-Softmax", l_softmax, PURPLE, "dashdot"),
        ("AM", am, ORANGE, "dashed"),
        ("ArcFace", arc, BLUE, "solid"),
    ):
        levels: dict[str, Any] = {"levels": [log(2)], "colors": colour, "linewidths": 2}
        axes.contour(degrees, degrees, loss, linestyles=line, **levels).set_label(name)
    axes.contourf(degrees, degrees, arc, levels=[0, log(2)], colors=BLUE, alpha=0.15)
    axes.text(8, 82, "class 1 wins\nin ArcFace", color=BLUE, va="top")
    for x, name, colour in (
        (43, "L-Softmax", PURPLE),
        (60, "ArcFace", BLUE),
        (72.5, "AM", ORANGE),
        (86, "plain", INK),
    ):
        axes.text(x, 91.5, name, color=colour, ha="center")
    axes.set_aspect("equal")
    axes.set_xticks(range(0, 91, 15))
    axes.set_yticks(range(0, 91, 15))
    axes.set_xlabel("angle to class 1, the true one (degrees)")
    axes.set_ylabel("angle to class 2 (degrees)")
    return figure


def _draw_plane(axes: Axes, title: str) -> None:
    axes.set_title(title, loc="center", fontweight="normal", fontsize=10.5)
    axes.set_aspect("equal")
    axes.set_axis_off()
    axes.set_xlim(-1.08, 1.08)
    axes.set_ylim(-1.08, 1.08)
    axes.add_patch(Circle((0, 0), 1, fill=False, edgecolor=MUTED, linewidth=1))


def _draw_regions(axes: Axes, loss: Loss) -> None:
    radius = np.linspace(0.002, 1, 15)[:, np.newaxis]
    direction = np.radians(np.linspace(-87, 273, 91))[np.newaxis, :]
    x, y = radius * np.cos(direction), radius * np.sin(direction)
    features = np.stack([x, y], axis=-1)
    for label in (0, 1):
        lead = loss(features, label) - log(2)
        options: dict[str, Any] = {"colors": CLASS_COLOURS[label], "levels": [-9, 0]}
        axes.contourf(x, y, lead, alpha=0.3, **options)
        axes.contour(x, y, lead, levels=[0], colors=CLASS_COLOURS[label], linewidths=1.5)


def _draw_weights(axes: Axes) -> None:
    for k, colour in enumerate(CLASS_COLOURS):
        arrow = {"arrowstyle": "-|>", "color": colour, "linewidth": 2, "shrinkA": 0, "shrinkB": 0}
        axes.annotate("", _pair(WEIGHTS[:, k]), (0, 0), arrowprops=arrow | {"mutation_scale": 13})


def _draw_pull_to_centers(axes: Axes) -> None:
    """Draw some features of each class with their pull, the negative gradient of center loss."""
    centers = 0.62 * WEIGHTS.T
    around = np.radians(np.linspace(0, 360, 7, endpoint=False) + 15)
    ring = 0.3 * np.stack([np.cos(around), np.sin(around)], axis=-1)
    for k, colour in enumerate(CLASS_COLOURS):
        features = centers[k] + ring * np.array([1.15, 1.0])
        labels = np.full(len(features), k)
        pulls = -0.6 * margins.center_loss_gradient(features, centers, labels)
        for start, pull in zip(features, pulls, strict=True):
            arrow = {"arrowstyle": "-|>", "color": colour, "shrinkA": 0, "shrinkB": 0}
            axes.annotate("", _pair(start + pull), _pair(start), arrowprops=arrow)
        axes.plot(*features.T, color=colour, marker="o", markersize=4, linestyle="none")
        axes.plot(*centers[k], color=INK, marker="+", markersize=9, markeredgewidth=2)


def _pair(point: FloatArray) -> tuple[float, float]:
    return float(point[0]), float(point[1])
