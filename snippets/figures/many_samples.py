"""The figures of the page on many samples."""

from math import log
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from snippets.careful.binary import binary_cross_entropy_with_logits
from snippets.careful.likelihood import (
    bernoulli_pmf,
    likelihood,
    log_likelihood,
    negative_log_likelihood,
)
from snippets.examples import BINARY_LABELS, BINARY_PREDICTIONS
from snippets.figures.areas import OWN
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
    Shape,
    Shown,
    Text,
    formula,
    larger,
    write,
)
from snippets.figures.style import BLUE, GREEN, INK, MUTED, ORANGE, PURPLE, RED, SURFACE, new_figure
from snippets.tables.many_samples import ONES, TOSSED, ZEROS

COPIES = (1, 4, 16)
COIN = 0.5
LONGEST_RUN = 1500
DECAY = 0.1
"""The weight of the penalty, for one sample."""

SMALLEST = -64.0
"""So many powers of ten down the likelihood of tosses is drawn, out of sight."""

LOWEST = -2.8
"""The same of the mean log, in nats."""

SHARE_HELD = -2.3
"""There the share of ones is held, in nats."""

ENDS = (0.01, 0.99)
POINTS = 99
PROBABILITY = Control(
    name="theta",
    words="one probability",
    symbol="θ",
    low=ENDS[0],
    high=ENDS[1],
    step=0.01,
    start=0.5,
)
TOSSES = Control(name="tosses", words="tosses", low=10, high=200, step=10, start=TOSSED, decimals=0)
IN_TEN = Control(
    name="in_ten", words="ones in ten tosses", low=0, high=10, step=1, start=ONES, decimals=0
)
ONES_SEEN = TOSSES * IN_TEN / 10
ZEROS_SEEN = TOSSES - ONES_SEEN


def chain() -> Figure:
    """Draw the product of four probabilities and the sum of their negative logs, step by step."""
    labels, predictions = BINARY_LABELS.ravel(), BINARY_PREDICTIONS.ravel()
    given = bernoulli_pmf(labels, predictions)
    products = np.cumprod(given)
    losses = negative_log_likelihood(labels, predictions, reduction="none")
    sums = np.cumsum(losses)
    figure = new_figure(5.2, 2.5, wide=2.5)
    left, right = figure.subplots(1, 2, sharey=True)
    for row, product in enumerate(products.tolist()):
        left.barh(row, product, height=0.8, label=f"e-mail {row + 1}", **OWN)
        left.text(product - 0.03, row, f"{product:.3f}", color=SURFACE, ha="right", va="center")
        right.barh(row, losses[row], height=0.8, left=sums[row] - losses[row], **OWN)
        right.text(sums[row] + 0.02, row, f"{sums[row]:.3f}", va="center")
        if row:
            right.plot([sums[row - 1]] * 2, [row - 0.6, row - 0.4], color=MUTED, linewidth=1)
    left.set_yticks(range(4), [f"$× {p:.1f}$" for p in given])
    left.set(xlim=(0, 1), ylim=(3.5, -0.5), title="the product shrinks", xticks=(0, 0.5, 1))
    left.set_xlabel("probability of all so far")
    right.set(xlim=(0, 1.2), title="the logs add up", xlabel="sum so far (nats)")
    for axes in (left, right):
        axes.tick_params(axis="y", length=0)
        axes.grid(visible=False, axis="y")
    return figure


def separable() -> Figure:
    """Draw the loss of separated labels over the factor on the weights, with and without decay."""
    factors = np.linspace(0, 8, 49)
    plain = binary_cross_entropy_with_logits(np.ones_like(factors), factors, reduction="none")
    penalty = DECAY / 2 * factors**2
    figure = new_figure(3.8, 2.8)
    axes = figure.subplots()
    axes.plot(factors, plain, color=BLUE, label="loss")
    axes.plot(factors, plain + penalty, "--", color=PURPLE, label="loss and penalty")
    best = int(np.argmin(plain + penalty))
    axes.plot(factors[best], (plain + penalty)[best], "o", color=PURPLE, label="best factor")
    axes.text(3.8, 0.85, "with the penalty", color=PURPLE, ha="right")
    axes.text(5.4, 0.045, "without", color=BLUE)
    axes.set(xlim=(0, 8), ylim=(0, 1), xlabel="factor on the weights", ylabel="nats")
    return figure


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
        top.plot(theta, relative, line, color=BLUE, label=f"$N = {len(labels)}$")
    top.legend(loc="upper left", handlelength=2.6, labelcolor=BLUE)
    losses = np.array([negative_log_likelihood(_labels(1), t) for t in theta])
    lowest = float(negative_log_likelihood(_labels(1), best))
    bottom.plot(theta, losses, color=BLUE, label="for every $N$")
    bottom.plot(best, lowest, "o", color=INK)
    bottom.annotate(
        f"lowest: {lowest:.4f} nats, not 0",
        (best, lowest),
        (-8, -8),
        textcoords="offset points",
        ha="right",
        va="top",
        color=INK,
    )
    bottom.annotate(
        "the same for every $N$", (0.2, 1.19), (6, 4), textcoords="offset points", color=BLUE
    )
    for axes in (top, bottom):
        axes.axvline(best, color=INK, linewidth=1, linestyle=":")
    top.set_title("Likelihood, divided by its peak")
    top.set(ylim=(0, 1.12), yticks=(0, 0.5, 1))
    bottom.set_title("Mean loss")
    bottom.set(
        xlim=(0, 1), ylim=(0, 2.4), ylabel="nats", xlabel="one probability $θ$ for every sample"
    )
    return figure


def tosses(theta: float = 0.5, tosses: float = TOSSED, in_ten: float = ONES) -> Live:
    """Draw the likelihood of tosses over θ, and the mean of their logs, both with a dot."""
    figure = new_figure(5.2, 5.2)
    top, bottom = figure.subplots(2, 1, sharex=True)
    ones = round(tosses * in_ten / 10)
    labels = np.repeat([1.0, 0.0], [ones, round(tosses) - ones])
    over = np.linspace(*ENDS, POINTS)
    logs = np.array([log_likelihood(labels, one) for one in over]) / log(10)
    top.plot(over, np.maximum(logs, SMALLEST), color=BLUE, gid="product")
    means = np.array([-negative_log_likelihood(labels, one) for one in over])
    bottom.plot(over, np.maximum(means, LOWEST), color=BLUE, gid="mean")
    _draw_share(top, bottom, in_ten / 10)
    here = float(log_likelihood(labels, theta)) / log(10)
    mean = -float(negative_log_likelihood(labels, theta))
    top.plot(theta, max(here, SMALLEST), "o", color=INK, zorder=5, gid="product-here")
    bottom.plot(theta, max(mean, LOWEST), "o", color=INK, zorder=5, gid="mean-here")
    top.text(0.98, -3, f"$10^{{{write(here, 1)}}}$", ha="right", va="top", gid="product-is")
    bottom.text(0.98, -0.12, f"{write(mean, 3)} nats", ha="right", va="top", gid="mean-is")
    _finish_tosses(top, bottom)
    return Live(
        figure=figure,
        controls=(PROBABILITY, TOSSES, IN_TEN),
        marks=_moving_tosses(),
        says=_tosses_in_words(),
        handles=_held_tosses(),
        drag="theta",
    )


def _draw_share(top: Axes, bottom: Axes, share: float) -> None:
    """Mark the share of ones, where both arches are highest."""
    for axes, depth, name in ((top, SMALLEST, "share"), (bottom, LOWEST, "share-below")):
        axes.plot((share, share), (0, depth), color=RED, linewidth=1, linestyle=":", gid=name)


def _finish_tosses(top: Axes, bottom: Axes) -> None:
    end = np.log10(float(np.finfo(np.float32).smallest_subnormal))
    top.axhline(end, color=GREEN, linewidth=1.4, linestyle=(0, (1, 1.5)))
    top.text(0.5, end - 1, "float32 has nothing smaller but 0", color=GREEN, ha="center", va="top")
    top.set_title("The product: likelihood of all tosses")
    top.set(ylim=(-60, 0))
    top.set_yticks((0, -20, -40, -60), labels=("1", "$10^{−20}$", "$10^{−40}$", "$10^{−60}$"))
    bottom.set_title("The mean log, per toss")
    bottom.set(
        xlim=(0, 1), ylim=(-2.5, 0), ylabel="nats", xlabel="one probability $θ$ for each toss"
    )


def _product(theta: Amount) -> Quantity:
    return formula("log-likelihood-of-counts", k=ONES_SEEN, m=ZEROS_SEEN, theta=theta) / log(10)


def _mean(theta: Amount) -> Quantity:
    return 0 - formula("nll-of-counts", k=ONES_SEEN, m=ZEROS_SEEN, theta=theta)


def _moving_tosses() -> tuple[Mark, ...]:
    product, mean, share = _product(PROBABILITY), _mean(PROBABILITY), IN_TEN / 10
    low, high = ENDS
    along: dict[str, Any] = {"low": low, "high": high, "count": POINTS}
    return (
        Curve(name="product", y=larger(_product(Free()), SMALLEST), **along),
        Curve(name="mean", axes=1, y=larger(_mean(Free()), LOWEST), **along),
        Shape(name="share", points=((share, 0), (share, SMALLEST))),
        Shape(name="share-below", axes=1, points=((share, 0), (share, LOWEST))),
        Dot(name="product-here", x=PROBABILITY, y=larger(product, SMALLEST)),
        Dot(name="mean-here", axes=1, x=PROBABILITY, y=larger(mean, LOWEST)),
        Label(name="product-is", x=0.98, y=-3, text=("$10^{", Shown(product, 1), "}$")),
        Label(name="mean-is", axes=1, x=0.98, y=-0.12, text=(Shown(mean, 3), " nats")),
    )


def _held_tosses() -> tuple[Handle, ...]:
    product, mean = larger(_product(PROBABILITY), SMALLEST), _mean(PROBABILITY)
    return (
        Handle(control=PROBABILITY, x=PROBABILITY, y=product),
        Handle(control=PROBABILITY, axes=1, x=PROBABILITY, y=larger(mean, LOWEST)),
        Handle(control=IN_TEN, axes=1, x=IN_TEN / 10, y=SHARE_HELD),
    )


def _tosses_in_words() -> tuple[Text, ...]:
    product, mean = Shown(_product(PROBABILITY), 1), Shown(_mean(PROBABILITY), 3)
    return (
        (
            Shown(ONES_SEEN, 0),
            " ones in ",
            Shown(TOSSES, 0),
            " tosses: best at $θ = ",
            Shown(IN_TEN / 10),
            "$.",
        ),
        ("The product is 10 to the ", product, "."),
        ("The mean log is ", mean, " nats."),
    )


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
        name = np.dtype(kind).name
        of_type: dict[str, Any] = {
            "color": colour,
            "linewidth": width,
            "label": f"product in {name}",
        }
        axes.plot(lengths, products, alpha=0.75, **of_type)
        smallest = f"last product above 0 in {name}"
        axes.plot(last, products[-1], "X", color=RED, markersize=8, label=smallest)
        axes.annotate(
            f"{name}: 0 from $N = {last + 1:,}$",
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
        xlabel="number of samples $N$",
        ylabel=r"$\log_{10}$ of the likelihood",
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
