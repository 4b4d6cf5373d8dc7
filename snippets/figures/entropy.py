"""Figures of the page on entropy."""

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from snippets.careful.information import (
    binary_entropy,
    conditional_entropy,
    entropy,
    joint_entropy,
    mutual_information,
    self_information,
)
from snippets.examples import COVER_THOMAS_JOINT, HORSE_RACE
from snippets.figures.blocks import draw_blocks, draw_mean
from snippets.figures.style import (
    BLUE,
    INK,
    MUTED,
    ORANGE,
    PURPLE,
    RED,
    SURFACE,
    new_figure,
)
from snippets.tables.entropy import WEATHER, WEATHER_PROBABILITIES, fraction, prefix_code


def average_surprise() -> Figure:
    """Draw each kind of weather as a block, probability wide and surprise high."""
    mean = float(entropy(WEATHER_PROBABILITIES, base=2))
    bits = np.asarray(self_information(WEATHER_PROBABILITIES, base=2))
    figure = new_figure(height=3.3)
    axes = figure.subplots()
    middles = draw_blocks(axes, WEATHER, WEATHER_PROBABILITIES, bits)
    for name, middle, height in zip(WEATHER, middles, bits, strict=True):
        axes.text(middle, height + 0.08, name, color=BLUE, ha="center", weight="bold")
    draw_mean(axes, mean, f"average\n{mean:g} bits")
    edges = np.concatenate([[0], np.cumsum(WEATHER_PROBABILITIES)])
    axes.set_xticks(edges, ["0", "1/2", "3/4", "7/8", "1"])
    axes.set(xlim=(0, 1), ylim=(0, 3.6), ylabel="surprise (bits)")
    axes.set_xlabel("width of a block: its probability")
    return figure


def binary() -> Figure:
    """Draw the entropy of a coin over its bias."""
    steep = np.linspace(0, 0.02, 21)
    p = np.concatenate([steep, np.linspace(0.03, 0.97, 95), 1 - steep[::-1]])
    figure = new_figure(height=3.4)
    axes = figure.subplots()
    axes.plot(p, [float(binary_entropy(q, base=2)) for q in p], BLUE, lw=2.5, label="entropy")
    for q, name, offset, align in (
        (0.5, "fair coin", (0, 8), "center"),
        (0.11, "11% heads", (12, -4), "left"),
        (0.99, "99% heads", (-14, 0), "right"),
    ):
        bits = float(binary_entropy(q, base=2))
        axes.plot([q], [bits], "o", color=INK, ms=7, clip_on=False, zorder=3, label=name)
        axes.annotate(
            f"{name}: {bits:.2g} {'bit' if bits == 1 else 'bits'}",
            (q, bits),
            offset,
            textcoords="offset points",
            color=INK,
            ha=align,
            va="baseline" if align == "center" else "center",
        )
    axes.set(
        xlim=(0, 1), ylim=(0, 1.15), xlabel="probability $p$ of heads", ylabel="entropy (bits)"
    )
    return figure


def code_tree() -> Figure:
    """Draw the prefix code of the horse race as a tree whose leaves are the horses."""
    words = prefix_code([float(p) for p in HORSE_RACE])
    heights = node_heights(words)
    figure = new_figure(height=4.2)
    axes = figure.subplots()
    for node, height in heights.items():
        if node:
            parent, depth = node[:-1], len(node)
            corner = [depth - 1, depth - 1, depth], [heights[parent], height, height]
            axes.plot(*corner, color=MUTED, lw=1.5, solid_joinstyle="round")
            axes.text(depth - 0.5, height + 0.08, node[-1], color=INK, ha="center", va="bottom")
        if node not in words:
            axes.plot([len(node)], [height], "o", color=MUTED, ms=5)
    for horse, (word, p) in enumerate(zip(words, HORSE_RACE, strict=True), start=1):
        at = len(word), heights[word]
        axes.plot(*at, "o", color=BLUE, ms=17, label=word)
        axes.text(*at, str(horse), color=SURFACE, ha="center", va="center", weight="bold")
        axes.annotate(
            f"{word}  ({fraction(float(p))})",
            at,
            (14, 0),
            textcoords="offset points",
            color=BLUE,
            va="center",
        )
    axes.set(xlim=(-0.2, 8.2), ylim=(-7.6, 0.7))
    axes.axis("off")
    return figure


def node_heights(words: tuple[str, ...]) -> dict[str, float]:
    """Place the leaves one below the other, and every fork midway between its two branches."""
    heights = {word: -float(row) for row, word in enumerate(words)}
    forks = {word[:length] for word in words for length in range(len(word))}
    for fork in sorted(forks, key=lambda fork: (-len(fork), fork)):
        heights[fork] = (heights[fork + "0"] + heights[fork + "1"]) / 2
    return heights


def two_variables() -> Figure:
    """Draw the entropies of two dependent variables as bars to one scale."""
    p = np.asarray(COVER_THOMAS_JOINT)
    h_x = float(entropy(p.sum(axis=1), base=2))
    h_y = float(entropy(p.sum(axis=0), base=2))
    x_given_y = float(conditional_entropy(p, base=2))
    y_given_x = float(conditional_entropy(p.T, base=2))
    bars = (
        (3, 0.0, float(joint_entropy(p, base=2)), PURPLE, "H(X,Y)"),
        (2, 0.0, h_x, BLUE, "H(X)"),
        (1, x_given_y, h_y, ORANGE, "H(Y)"),
        (0, 0.0, x_given_y, BLUE, r"H(X\mid Y)"),
        (0, x_given_y, float(mutual_information(p, base=2)), RED, "I(X;Y)"),
        (0, h_x, y_given_x, ORANGE, r"H(Y\mid X)"),
    )
    figure = new_figure(height=3.4, wide=3.3)
    axes = figure.subplots()
    for row, start, bits, colour, name in bars:
        axes.add_patch(
            Rectangle((start, row), bits, 0.8, fc=colour, ec=SURFACE, lw=2, label=f"${name}$")
        )
        narrow = bits < 0.8
        axes.text(
            start + bits / 2,
            row - 0.12 if narrow else row + 0.4,
            f"${name} = {bits:g}$",
            color=colour if narrow else SURFACE,
            ha="center",
            va="top" if narrow else "center",
            weight="bold",
        )
    for edge in (x_given_y, h_x):
        axes.plot([edge, edge], [0, 2.9], color=MUTED, lw=1, ls=":", zorder=0)
    axes.set(xlim=(0, 3.45), ylim=(-0.75, 3.9), xlabel="bits", yticks=[])
    axes.spines["left"].set_visible(False)
    axes.grid(visible=False)
    return figure
