"""The figures of the page on logits."""

import numpy as np
from matplotlib.figure import Figure

from snippets.careful.binary import binary_cross_entropy_with_logits
from snippets.careful.information import self_information
from snippets.careful.logistic import logit
from snippets.careful.softmax import logsumexp
from snippets.figures.blocks import draw_ruler
from snippets.figures.style import BLUE, GREEN, INK, MUTED, ORANGE, RED, new_figure
from snippets.tables.logits import (
    PROBABILITIES,
    exact_loss,
    losses_from_log1p,
    losses_from_logsumexp,
    losses_from_probability,
    odds_of,
)

SMALLEST_DRAWN = 3e-18
"""Errors of exactly 0 have no place on a logarithmic axis: they are drawn here."""


def softplus() -> Figure:
    """Draw the loss of label 0 over the logit: a bent line plus a bump of at most log 2."""
    figure = new_figure(5.2, 4.9)
    top, bottom = figure.subplots(2, 1, sharex=True, height_ratios=(2, 1))
    z = np.linspace(-6, 6, 121)
    loss = np.asarray(binary_cross_entropy_with_logits(np.zeros_like(z), z, reduction="none"))
    straight = np.maximum(z, 0)
    top.fill_between(z, straight, loss, color=BLUE, alpha=0.2)
    top.plot(z, loss, color=BLUE)
    top.plot(z, straight, "--", color=INK, linewidth=1.4)
    top.annotate("softplus", (1, 1.31), (-8, 8), textcoords="offset points",
                 color=BLUE, ha="right")  # fmt: skip
    top.annotate("the bent line", (3.2, 3.2), (8, -10), textcoords="offset points")
    top.set_title("Loss of label 0, and a line with a bend")
    top.set(ylabel="nats", ylim=(-0.3, 6.3))
    bottom.fill_between(z, 0, loss - straight, color=BLUE, alpha=0.2)
    bottom.plot(z, loss - straight, color=BLUE)
    peak = float(np.max(loss - straight))
    bottom.plot(0, peak, "o", color=INK)
    bottom.annotate(
        rf"$\log 2 = {peak:.3f}$", (0, peak), (10, -3), textcoords="offset points", color=INK
    )
    bottom.set_title("The gap between the two")
    bottom.set(ylabel="nats", ylim=(-0.05, 0.85), xlim=(-6, 6), xlabel="logit $z$")
    return figure


def lost_digits() -> Figure:
    """Draw the relative error of three ways to compute the loss, over the true class's lead."""
    figure = new_figure(5.2, 3.9)
    axes = figure.subplots()
    leads = np.linspace(0.25, 60, 96)
    exact = np.array([exact_loss(lead) for lead in leads])
    for losses, colour, marker in (
        (losses_from_probability(leads), ORANGE, "x"),
        (losses_from_logsumexp(leads), GREEN, "+"),
        (losses_from_log1p(leads), BLUE, "."),
    ):
        error = np.maximum(np.abs(losses - exact) / exact, SMALLEST_DRAWN)
        axes.semilogy(leads, error, marker, color=colour, markersize=5, markeredgewidth=1.2)
    axes.text(16, 1e-6, r"$\mathrm{logsumexp} − z$", color=GREEN, ha="right")
    axes.text(26, 1e-9, r"$−\log\mathrm{softmax}$", color=ORANGE)
    axes.text(36, 2e-15, "log1p form", color=BLUE)
    axes.annotate(
        "no digit left:\nthe loss is 0",
        (42, 1),
        (0, -10),
        textcoords="offset points",
        va="top",
        color=RED,
    )
    axes.axhline(1, color=MUTED, linewidth=0.8)
    axes.set(
        xlim=(0, 60),
        ylim=(1e-18, 30),
        xlabel="lead of the true logit over the other, $z_1 − z_2$",
        ylabel="relative error of the loss",
    )
    return figure


def odds() -> Figure:
    """Draw probability, odds and logit as three scales of one quantity."""
    places = [float(logit(p)) for p in PROBABILITIES]
    figure = new_figure(5.2, 1.7, wide=1.7)
    axes = figure.subplots()
    draw_ruler(axes, 2, "probability", places, [f"{p:g}" for p in PROBABILITIES])
    draw_ruler(axes, 1, "odds", places, [odds_of(p) for p in PROBABILITIES])
    draw_ruler(axes, 0, "logit", places, [f"{z:.2f}".replace("-", "−") for z in places])
    axes.set(ylim=(-0.3, 2.7), xlim=(places[0] - 0.5, places[-1] + 0.5))
    return figure


def soft_maximum() -> Figure:
    """Draw log-sum-exp of the logits z, 0, 0 over z, between their maximum and log 3 above it."""
    z = np.linspace(-5, 5, 41)
    largest = np.maximum(z, 0)
    bound = float(self_information(1 / 3))
    soft = np.asarray(logsumexp(np.stack([z, np.zeros_like(z), np.zeros_like(z)], axis=1)))
    figure = new_figure(3.8, 2.9)
    axes = figure.subplots()
    axes.fill_between(z, largest, largest + bound, color=BLUE, alpha=0.14, linewidth=0)
    axes.plot(z, largest, "--", color=INK, linewidth=1.4, label=r"$\max$")
    axes.plot(z, soft, color=BLUE, label="log-sum-exp")
    axes.text(2.2, 1.5, r"$\max$", color=INK, va="top")
    axes.text(1.6, 3.6, r"$\max + \log 3$", color=MUTED, ha="right")
    axes.text(-4.8, 1.25, "log-sum-exp", color=BLUE)
    axes.set(xlim=(-5, 5), ylim=(-0.3, 6.2), xlabel="$z$, in the logits $z, 0, 0$")
    return figure
