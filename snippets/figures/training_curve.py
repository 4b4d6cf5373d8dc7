"""The figures of the page on training curves."""

import numpy as np
from matplotlib.figure import Figure

from snippets import curves as data
from snippets.careful.binary import binary_cross_entropy_with_logits
from snippets.figures.style import BLUE, GREEN, INK, MUTED, ORANGE, RED, label_line, new_figure


def levels() -> Figure:
    """Draw the loss of the weather model over the steps, between what the ignorant pay."""
    losses = data.weather_losses()
    steps = np.arange(1, len(losses) + 1)
    figure = new_figure(5.2, 3.4)
    axes = figure.subplots()
    names = (
        r"knows nothing: $\log 2$",
        "knows the shares: $H(Y)$",
        r"knows the sky: $H(Y\mid X)$",
    )
    for name, level, up in zip(names, data.weather_levels(), (4, -14, -14), strict=True):
        axes.axhline(level, color=MUTED, linestyle="--", linewidth=1.2)
        axes.annotate(
            name, (3000, level), xytext=(0, up), textcoords="offset points", color=INK, ha="right"
        )
    axes.plot(steps, losses, color=BLUE)
    axes.set(
        ylabel="mean loss (nats)", ylim=(0.3, 0.76), xlabel="steps of training, counted from 1"
    )
    axes.set_xscale("log")
    axes.set_xticks((1, 10, 100, 1000), labels=("1", "10", "100", "1,000"))
    axes.minorticks_off()
    return figure


def one_batch() -> Figure:
    """Draw how the loss of one sample falls, with softmax once and with softmax twice."""
    figure = new_figure(5.2, 3.2)
    axes = figure.subplots()
    for twice, colour, name in ((False, BLUE, "logits"), (True, RED, "softmax twice")):
        losses = data.one_batch(twice=twice)
        axes.plot(np.arange(len(losses)), losses, color=colour)
        label_line(axes, 300, losses[300], name, colour)
    axes.axhline(np.log(data.CLASSES), color=MUTED, linestyle="--", linewidth=1.2)
    label_line(axes, 150, np.log(data.CLASSES), r"$\log 10$", MUTED)
    axes.set(ylabel="loss (nats)", ylim=(0, 2.7), xlabel="steps on the same batch")
    return figure


def reliability() -> Figure:
    """Draw what happened over what was said, before and after the logits were divided by T."""
    fitted = data.temperature()
    figure = new_figure(5.2, 4.2)
    axes = figure.subplots()
    axes.plot([0, 1], [0, 1], color=MUTED, linestyle="--", linewidth=1.2)
    for divisor, colour, mark, name in (
        (1.0, ORANGE, "o", "as trained"),
        (fitted, GREEN, "s", f"divided by $T = {fitted:.1f}$"),
    ):
        _, said, happened = data.bins(divisor).T
        axes.plot(said, happened, color=colour, marker=mark, label=name)
    axes.legend(loc="upper left")
    axes.set(xlabel="said: mean prediction in a bin", ylabel="happened: share of ones")
    axes.set(xlim=(0, 1), ylim=(0, 1))
    return figure


def temperatures() -> Figure:
    """Draw the mean loss on unseen samples over the number that divides all logits."""
    divisors = np.geomspace(0.5, 20, 81)
    losses = [_fitted_loss(divisor) for divisor in divisors]
    fitted = data.temperature()
    lowest = _fitted_loss(fitted)
    figure = new_figure(5.2, 3.0)
    axes = figure.subplots()
    axes.plot(divisors, losses, color=GREEN)
    axes.plot(fitted, lowest, "o", color=INK, zorder=5)
    axes.annotate(
        f"$T = {fitted:.2f}$", (fitted, lowest), xytext=(0, 17), textcoords="offset points"
    )
    axes.axhline(np.log(2), color=MUTED, linestyle="--", linewidth=1.2)
    label_line(axes, 0.5, np.log(2), r"$\log 2$", MUTED)
    axes.set(xlabel="$T$, by which all logits are divided", ylabel="mean loss (nats)")
    axes.set_xscale("log")
    axes.set_xticks((0.5, 1, 2, 5, 10, 20), labels=("½", "1", "2", "5", "10", "20"))
    axes.minorticks_off()
    return figure


def _fitted_loss(divisor: float) -> float:
    """Return the mean loss of the samples that the temperature is fitted to, in nats."""
    known = data.held_out(steps=data.STEPS).half(0)
    return float(binary_cross_entropy_with_logits(known.labels, known.logits / divisor))
