"""The figure of the page on questions and symptoms: validation loss up, accuracy too."""

import numpy as np
from matplotlib.figure import Figure

from snippets.curves import STEPS, overfitted
from snippets.figures.style import BLUE, INK, ORANGE, label_line, new_figure


def overfitting() -> Figure:
    """Draw the losses above and the accuracy below, over the steps of training."""
    run = overfitted()
    steps = np.arange(1, STEPS + 1)
    best = int(np.argmin(run.validation[1:])) + 1
    figure = new_figure(5.2, 4.4)
    above, below = figure.subplots(2, 1, sharex=True, height_ratios=[1.5, 1])
    above.plot(steps, run.training[1:], color=BLUE, linestyle="--")
    above.plot(steps, run.validation[1:], color=ORANGE)
    above.plot(best, run.validation[best], "o", color=INK, zorder=5)
    label_line(above, 300, run.validation[300], "validation", ORANGE, ha="right")
    label_line(above, 300, run.training[300], "training", BLUE)
    below.plot(steps, run.accuracy[1:], color=ORANGE)
    below.plot(best, run.accuracy[best], "o", color=INK, zorder=5)
    above.set(ylabel="mean loss (nats)", ylim=(0, None))
    below.set(ylabel="validation accuracy", ylim=(0.5, 1), xlabel="steps of training")
    below.set_xscale("log")
    below.set_xticks((1, 10, 100, 1000), labels=("1", "10", "100", "1,000"))
    below.minorticks_off()
    return figure
