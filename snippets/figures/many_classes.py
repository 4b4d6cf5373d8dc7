"""The figures of the page on many classes."""

from math import e

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Polygon, Rectangle
from numpy.typing import NDArray

from snippets.careful.divergence import cross_entropy
from snippets.careful.likelihood import categorical_likelihood, categorical_pmf
from snippets.examples import ANIMAL_LABELS, ANIMALS, LOSS_LEVELS, MODEL_1, MODEL_2
from snippets.figures.areas import columns_of, draw_columns
from snippets.figures.style import BLUE, MUTED, RED, SURFACE, new_figure
from snippets.tables.many_classes import ANIMAL_COUNTS, frequency_loss

CORNERS = np.array([[0.0, 0.0], [1.0, 0.0], [0.5, np.sqrt(3) / 2]])


def picked() -> Figure:
    """Draw the nine probabilities of each model and the three that the labels pick.

    One panel a model; a row is a photo, a column a class, and the picked cells are filled.
    """
    figure = new_figure(5.2, 4.9, wide=2.6, turned=True)
    panels = figure.subplots(2, 1)
    for axes, name, predictions in zip(
        panels, ("Model 1", "Model 2"), (MODEL_1, MODEL_2), strict=True
    ):
        _draw_picks(axes, predictions)
        axes.set_title(name)
    return figure


def simplex() -> Figure:
    """Draw the mean loss of one distribution for all photos, over all distributions.

    Of ten photos five show a cat, three a dog, two a pig. Lines join equal losses; the lowest
    point is the shares of the classes.
    """
    figure = new_figure(5.2, 4.6)
    axes = figure.subplots()
    for level in LOSS_LEVELS:
        line = level_line(level) @ CORNERS
        axes.add_patch(Polygon(line, facecolor=BLUE, alpha=0.09))
        axes.add_patch(Polygon(line, fill=False, edgecolor=BLUE, linewidth=1.3))
        top = line[np.argmax(line[:, 1])]
        axes.text(
            top[0],
            top[1],
            f"{level:g}",
            ha="center",
            va="center",
            color=BLUE,
            bbox={"facecolor": SURFACE, "boxstyle": "square,pad=0.1"},
        )
    axes.add_patch(Polygon(CORNERS, fill=False, edgecolor=MUTED, linewidth=1.2))
    shares = np.array(ANIMAL_COUNTS) / sum(ANIMAL_COUNTS)
    best = shares @ CORNERS
    axes.plot(*best, "o", color=BLUE)
    axes.annotate(
        f"shares (0.5, 0.3, 0.2):\n{frequency_loss(shares):.4f} nats",
        best,
        (-0.02, 0.7),
        color=BLUE,
        ha="left",
        arrowprops={"arrowstyle": "-", "color": BLUE, "linewidth": 1},
    )
    centre = np.full(3, 1 / 3) @ CORNERS
    axes.plot(*centre, "s", color=RED, markersize=5)
    axes.annotate(
        f"all equal:\n{frequency_loss(np.full(3, 1 / 3)):.4f} nats",
        centre,
        (0.82, 0.7),
        color=RED,
        ha="left",
        arrowprops={"arrowstyle": "-", "color": RED, "linewidth": 1},
    )
    for corner, animal, side in zip(CORNERS, ANIMALS, ((0, -8), (0, -8), (0, 6)), strict=True):
        axes.annotate(
            f"always {animal}: $∞$",
            corner,
            side,
            textcoords="offset points",
            ha="center",
            va="top" if side[1] < 0 else "bottom",
        )
    axes.set(xlim=(-0.16, 1.16), ylim=(-0.1, 0.98), aspect="equal")
    axes.axis("off")
    return figure


def even_guess() -> Figure:
    """Draw what an even guess costs, a column as wide as each class is frequent, in nats."""
    shares = [count / sum(ANIMAL_COUNTS) for count in ANIMAL_COUNTS]
    columns = columns_of(shares, [1 / 3] * 3, base=e)
    figure = new_figure(4.4, 3.3)
    axes = figure.subplots()
    draw_columns(axes, columns, top=1.8)
    middles = [column.left + column.width / 2 for column in columns]
    axes.set_xticks(middles, [f"{a}\n{s:.0%}" for a, s in zip(ANIMALS, shares, strict=True)])
    axes.tick_params(axis="x", length=0)
    axes.set(xlim=(0, 1), ylim=(0, 1.8), ylabel="surprise (nats)")
    return figure


def _draw_picks(axes: Axes, predictions: NDArray[np.float64]) -> None:
    for row, (label, probabilities) in enumerate(zip(ANIMAL_LABELS, predictions, strict=True)):
        for column, probability in enumerate(probabilities):
            picked = bool(label[column])
            axes.add_patch(
                Rectangle(
                    (column, row),
                    0.94,
                    0.9,
                    facecolor=BLUE if picked else MUTED,
                    alpha=1.0 if picked else 0.12,
                )
            )
            axes.text(
                column + 0.47,
                row + 0.46,
                f"{probability:.1f}",
                ha="center",
                va="center",
                color=SURFACE if picked else MUTED,
                fontweight="bold" if picked else "normal",
            )
        photo = ANIMALS[int(np.argmax(label))]
        axes.text(-0.1, row + 0.46, f"photo {row + 1}: {photo}", ha="right", va="center")
    for column, animal in enumerate(ANIMALS):
        axes.text(column + 0.47, -0.12, animal, ha="center", va="bottom", color=MUTED)
    factors = categorical_pmf(ANIMAL_LABELS, predictions)
    product = float(categorical_likelihood(ANIMAL_LABELS, predictions))
    steps = r" \cdot ".join(f"{factor:.1f}" for factor in factors)
    axes.text(3.15, 1.1, f"${steps}$", color=BLUE, va="center")
    axes.text(3.15, 1.75, f"$= {product:.3f}$", color=BLUE, va="center")
    axes.set(xlim=(-1.5, 4.75), ylim=(3, -0.5))
    axes.axis("off")


def level_line(level: float) -> NDArray[np.float64]:
    """Return the distributions whose mean loss is ``level`` nats, shape (directions, 3).

    The mean loss is the cross-entropy of the shares of the classes and the distribution. It is
    convex and grows along every ray from its lowest point, the shares themselves: each ray is
    halved until it meets the level.
    """
    shares = np.array(ANIMAL_COUNTS) / sum(ANIMAL_COUNTS)
    across, up = np.array([-1, 1, 0]), np.array([-0.5, -0.5, 1])
    angles = np.linspace(0, 2 * np.pi, 120, endpoint=False)[:, np.newaxis]
    rays = np.cos(angles) * across + np.sin(angles) * up
    to_edge = np.min(np.where(rays < 0, -shares / np.minimum(rays, -1e-300), np.inf), axis=1)
    near, far = np.zeros_like(to_edge), to_edge * (1 - 1e-9)
    for _ in range(40):
        middle = (near + far) / 2
        theta = shares + middle[:, np.newaxis] * rays
        below = cross_entropy(np.broadcast_to(shares, theta.shape), theta) < level
        near, far = np.where(below, middle, near), np.where(below, far, middle)
    return np.asarray(shares + near[:, np.newaxis] * rays)
