"""Figures of two things that are often said, and what the numbers say instead."""

import numpy as np
from matplotlib.figure import Figure

from snippets.careful.binary import (
    binary_cross_entropy_with_logits,
    binary_cross_entropy_with_logits_gradient,
)
from snippets.careful.information import binary_entropy, self_information
from snippets.figures.style import BLUE, ORANGE, RED, label_line, new_figure


def inverse_proportion() -> Figure:
    """Draw 1/p and −log2 p over the probability p; only the second adds over independent events."""
    figure = new_figure()
    axes = figure.subplots()
    p = np.linspace(0.02, 1, 200)
    bits = self_information(p, base=2)
    inverse = 1 / p
    axes.plot(p, bits, color=BLUE)
    axes.plot(p[inverse < 9], inverse[inverse < 9], color=ORANGE, linestyle="--")
    label_line(axes, 0.2, 5.2, "$1/p$", ORANGE)
    label_line(axes, 0.03, 1.9, r"$−\log_2 p$", BLUE)
    halves = np.array([1 / 2, 1 / 4, 1 / 8])
    axes.plot(halves, self_information(halves, base=2), "o", color=BLUE)
    axes.plot(halves, 1 / halves, "s", color=ORANGE)
    axes.plot([1], [0], "o", color=RED)
    axes.annotate(
        "a sure event:\n0 bits, not 1",
        (1, 0),
        xytext=(0.72, 3.2),
        color=RED,
        arrowprops={"arrowstyle": "->", "color": RED},
    )
    axes.set(
        xlabel="probability $p$", ylabel="bits ($1/p$ has no unit)", xlim=(0, 1.03), ylim=(-0.2, 9)
    )
    return figure


def backward_signal(soft_label: float = 0.8) -> Figure:
    """Draw the size of the gradient on the logit over the loss, for a hard and a soft label."""
    figure = new_figure()
    axes = figure.subplots()
    z = np.linspace(-4, 18, 280)
    for label, colour, line in ((1.0, BLUE, "-"), (soft_label, ORANGE, "--")):
        labels = np.full_like(z, label)
        loss = binary_cross_entropy_with_logits(labels, z, reduction="none")
        signal = np.abs(binary_cross_entropy_with_logits_gradient(labels, z))
        axes.plot(loss, signal, color=colour, linestyle=line, label=f"label {label:g}")
    least = float(binary_entropy(soft_label))
    axes.plot([0], [0], "o", color=BLUE)
    axes.plot([least], [0], "s", color=RED)
    axes.annotate(
        f"no signal, yet\nloss {least:.2f} nats",
        (least, 0),
        xytext=(0.95, 0.0),
        color=RED,
        arrowprops={"arrowstyle": "->", "color": RED},
    )
    label_line(axes, 0.55, 0.72, "label 1", BLUE)
    label_line(axes, 1.5, 0.42, f"label {soft_label:g}, $ŷ$ too low", ORANGE)
    label_line(axes, 1.9, 0.2, f"label {soft_label:g}, $ŷ$ too high", ORANGE)
    axes.set(
        xlabel="loss $L$ (nats)", ylabel="size of $∂L/∂z$", xlim=(-0.1, 3.2), ylim=(-0.05, 1.05)
    )
    return figure
