"""The figures of the page on many samples."""

from typing import Any

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from snippets.careful.likelihood import likelihood, log_likelihood, negative_log_likelihood
from snippets.figures.style import BLUE, GREEN, ORANGE, RED, new_figure

ONES, ZEROS = 7, 3
COPIES = (1, 4, 16)
COIN = 0.5
LONGEST_RUN = 1500


def best_probability() -> Figure:
    """Draw the likelihood and, below, the mean loss of one probability θ for all labels.

    Seven labels of ten are 1. More data of the same kind sharpen the likelihood; the mean loss
    stays the same curve. Both choose the share of ones, and the lowest mean loss is not 0.
    """
    figure = new_figure(5.2, 5.2)
    top, bottom = figure.subplots(2, 1, sharex=True)
    theta = np.linspace(0.01, 0.99, 197)
    best = ONES / (ONES + ZEROS)
    for copies, line in zip(COPIES, ("-", "--", "-."), strict=True):
        labels = _labels(copies)
        logs = np.array([log_likelihood(labels, t) for t in theta])
        relative = np.exp(logs - log_likelihood(labels, best))
        top.plot(theta, relative, line, color=BLUE, label=f"N = {len(labels)}")
    top.legend(loc="upper left", handlelength=2.6, labelcolor=BLUE)
    losses = np.array([negative_log_likelihood(_labels(1), t) for t in theta])
    lowest = float(negative_log_likelihood(_labels(1), best))
    bottom.plot(theta, losses, color=BLUE)
    bottom.plot(best, lowest, "o", color=RED)
    bottom.annotate(
        f"lowest: {lowest:.4f} nats,\nnot 0",
        (best, lowest),
        (-8, -10),
        textcoords="offset points",
        ha="right",
        va="top",
        color=RED,
    )
    bottom.annotate(
        "the same for every N", (0.2, 1.19), (6, 4), textcoords="offset points", color=BLUE
    )
    for axes in (top, bottom):
        axes.axvline(best, color=RED, linewidth=1, linestyle=":")
    top.set_title("Likelihood, divided by its peak")
    top.set(ylim=(0, 1.12), yticks=(0, 0.5, 1))
    bottom.set_title("Mean loss")
    bottom.set(
        xlim=(0, 1), ylim=(0, 2.4), ylabel="nats", xlabel="one probability θ for every sample"
    )
    return figure


def underflow() -> Figure:
    """Draw the likelihood of N fair coins: products in float32 and float64, and a sum of logs."""
    figure = new_figure(5.2, 3.6)
    axes = figure.subplots()
    counts = np.arange(25, LONGEST_RUN + 1, 25)
    logs = [float(log_likelihood(*_coins(int(n), np.float64))) / np.log(10) for n in counts]
    axes.plot(counts, logs, "--", color=BLUE)
    axes.annotate(
        "sum of logs", (counts[-5], logs[-5]), (-10, -8), textcoords="offset points", color=BLUE,
        ha="right", va="top",
    )  # fmt: skip
    for kind, colour, width, side in (
        (np.float64, ORANGE, 3.5, (-12, -6)),
        (np.float32, GREEN, 6.0, (14, 3)),
    ):
        last = last_nonzero_product(kind)
        lengths = np.unique(np.append(np.arange(1, last, 25), last))
        products = np.log10([float(likelihood(*_coins(int(n), kind))) for n in lengths])
        axes.axhline(products[-1], color=colour, linewidth=1, linestyle=":")
        axes.plot(lengths, products, color=colour, linewidth=width, alpha=0.75)
        axes.plot(last, products[-1], "X", color=RED, markersize=8)
        axes.annotate(
            f"{np.dtype(kind).name}: 0 from N = {last + 1:,}",
            (last, products[-1]),
            side,
            textcoords="offset points",
            color=colour,
            ha="left" if side[0] > 0 else "right",
            va="bottom" if side[0] > 0 else "top",
        )
    axes.set(
        xlim=(0, LONGEST_RUN + 20),
        ylim=(-470, 20),
        xlabel="number of samples N",
        ylabel="log₁₀ of the likelihood",
    )
    return figure


def last_nonzero_product(kind: Any) -> int:
    """Return the longest run of fair coins whose likelihood is not 0 in the type ``kind``."""
    last, zero = 1, LONGEST_RUN
    while zero - last > 1:
        middle = (last + zero) // 2
        if float(likelihood(*_coins(middle, kind))) > 0:
            last = middle
        else:
            zero = middle
    return last


def _coins(count: int, kind: Any) -> tuple[NDArray[Any], NDArray[Any]]:
    return np.ones(count, dtype=kind), np.full(count, COIN, dtype=kind)


def _labels(copies: int) -> NDArray[np.float64]:
    return np.tile(np.repeat([1.0, 0.0], [ONES, ZEROS]), copies)
