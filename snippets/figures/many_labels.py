"""The figures of the page on many labels and rare classes."""

import numpy as np
from matplotlib.figure import Figure

from snippets import patients
from snippets.careful.logistic import sigmoid
from snippets.careful.scores import alarm_threshold, precision
from snippets.figures.style import BLUE, GREEN, INK, MUTED, ORANGE, new_figure
from snippets.tables import many_labels as data

COSTS = (1.0, 19.0)
"""What a false alarm costs, and what a missed case."""


def weights() -> Figure:
    """Draw the prediction over the measurement for several weights of the ill."""
    measured, ill = patients.patients()
    order = np.argsort(measured[:, 0])
    x = measured[order, 0]
    figure = new_figure(5.2, 3.6)
    axes = figure.subplots()
    for weight, colour, style in zip(
        patients.WEIGHTS, (BLUE, ORANGE, GREEN), ("-", "--", ":"), strict=True
    ):
        predicted = sigmoid(patients.logits(weight)[order])
        axes.plot(x, predicted, color=colour, linestyle=style, label=f"weight {weight:g}")
    axes.legend(loc="center left")
    for value, height in ((0, -0.03), (1, 1.03)):
        shown = measured[ill == value, 0]
        axes.plot(shown, np.full_like(shown, height), "|", color=INK if value else MUTED, alpha=0.4)
    axes.set(xlabel="measurement", ylabel="predicted probability of ill", ylim=(-0.07, 1.07))
    return figure


def alarms() -> Figure:
    """Draw what an alarm and what silence cost over the probability that a patient is ill."""
    false_alarm, missed = COSTS
    q = np.linspace(0, 0.15, 61)
    alarm, silence = false_alarm * (1 - q), missed * q
    threshold = float(alarm_threshold(false_alarm, missed))
    figure = new_figure(5.2, 3.0)
    axes = figure.subplots()
    axes.fill_between(q, 0, np.minimum(alarm, silence), color=BLUE, alpha=0.14, linewidth=0)
    axes.plot(q, silence, "--", color=ORANGE, label="silence")
    axes.plot(q, alarm, color=GREEN, label="alarm")
    axes.plot(threshold, false_alarm * (1 - threshold), "o", color=INK, zorder=5)
    axes.annotate(
        f"$t = {threshold:g}$",
        (threshold, false_alarm * (1 - threshold)),
        (-7, 7),
        textcoords="offset points",
        ha="right",
    )
    axes.text(0.149, 1.0, r"an alarm: $(1 − q)\,a$", color=GREEN, ha="right")
    axes.text(0.102, 2.2, r"silence: $q\,b$", color=ORANGE, ha="right")
    axes.text(0.149, 0.28, "what the cheaper one costs", color=BLUE, ha="right")
    axes.set(xlim=(0, 0.15), ylim=(0, 2.9), ylabel="mean cost")
    axes.set_xlabel("probability $q$ that the patient is ill")
    return figure


def rare() -> Figure:
    """Draw the share of right alarms over the share of the ill, for the same test."""
    shares = np.geomspace(0.001, 0.9, 60)
    right = [float(precision(float(p), data.RECALL, data.FALSE_ALARMS)) for p in shares]
    figure = new_figure(5.2, 3.0)
    axes = figure.subplots()
    axes.plot(shares, right, color=BLUE)
    axes.set_xscale("log")
    axes.set_xticks((0.001, 0.01, 0.1, 0.5), labels=("0.1%", "1%", "10%", "50%"))
    axes.minorticks_off()
    axes.set(
        xlabel="share of the ill among the tested", ylabel="alarms that are right", ylim=(0, 1)
    )
    return figure
