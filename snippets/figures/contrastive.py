"""The figures of the page on contrastive losses."""

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from snippets.careful.contrastive import nt_xent_logits
from snippets.careful.information import self_information
from snippets.careful.softmax import softmax
from snippets.figures.areas import OWN
from snippets.figures.blocks import draw_sum
from snippets.figures.style import BLUE, INK, MUTED, RED, SURFACE, label_line, new_figure
from snippets.tables.contrastive import PHOTOS, SIMILARITIES, TEMPERATURE

NATS = 2.0
"""A loss that is bad among few candidates and good among many."""


def shares() -> Figure:
    """Draw what each photo gives to its own caption, and to the two others, at two temperatures."""
    figure = new_figure(5.2, 2.3, wide=2.3)
    for axes, temperature in zip(figure.subplots(1, 2), (1.0, TEMPERATURE), strict=True):
        right = softmax(np.array(SIMILARITIES) / temperature).diagonal()
        for row, share in enumerate(right.tolist()):
            draw_sum(axes, row, share, 1 - share, "its own caption", "the others")
            axes.text(share - 0.03, row, f"{share:.3f}", color=SURFACE, ha="right", va="center")
        axes.set(xlim=(0, 1), ylim=(2.5, -0.5), xticks=(0, 0.5, 1), title=f"$τ = {temperature:g}$")
        axes.set_yticks(range(PHOTOS), [f"photo {row + 1}" for row in range(PHOTOS)])
        axes.set_xlabel("probability")
        axes.tick_params(axis="y", length=0)
        axes.grid(visible=False)
    return figure


def views() -> Figure:
    """Draw which view is which other's partner, which are wrong answers, and which is none."""
    logits = nt_xent_logits(np.eye(PHOTOS), np.eye(PHOTOS), temperature=1.0)
    names = [f"${kind}_{k + 1}$" for kind in "xv" for k in range(PHOTOS)]
    figure = new_figure(3.4, 3.2)
    axes = figure.subplots()
    for (row, column), logit in np.ndenumerate(logits):
        if np.isfinite(logit):
            style = {**OWN, "label": "partner"} if logit > 0 else {"fc": RED, "alpha": 0.15}
            axes.add_patch(Rectangle((column, row), 0.92, 0.92, **style))
        else:
            axes.text(column + 0.46, row + 0.46, "–", color=MUTED, ha="center", va="center")
    for place, name in enumerate(names):
        axes.text(-0.2, place + 0.46, name, ha="right", va="center")
        axes.text(place + 0.46, -0.2, name, ha="center", va="bottom")
    axes.set(xlim=(-0.9, 2 * PHOTOS), ylim=(2 * PHOTOS, -0.9), aspect="equal")
    axes.set_axis_off()
    return figure


def guesses() -> Figure:
    """Draw what an even guess costs over the number of candidates, and one loss among them."""
    numbers = 2 ** np.arange(1, 14)
    costs = self_information(1 / numbers)
    figure = new_figure(3.6, 2.7)
    axes = figure.subplots()
    axes.semilogx(numbers, costs, color=BLUE)
    axes.plot([3, 4096], [NATS, NATS], "o", color=INK)
    label_line(axes, 80, 4.6, "an even guess", BLUE, ha="right")
    axes.annotate("worse", (3, NATS), (0, 8), textcoords="offset points", ha="center")
    axes.annotate("better", (4096, NATS), (0, 8), textcoords="offset points", ha="center")
    axes.set_xticks([3, 64, 4096], ["3", "64", "4,096"])
    axes.minorticks_off()
    axes.set(xlabel="candidates $N$", ylabel="loss (nats)", xlim=(1, 2**14), ylim=(0, 9.5))
    return figure
