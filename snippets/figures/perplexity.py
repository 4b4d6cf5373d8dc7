"""The figures of the page on perplexity."""

import numpy as np
from matplotlib.figure import Figure

from snippets import letters as data
from snippets.careful.information import perplexity_of_losses
from snippets.figures.style import BLUE, INK, MUTED, ORANGE, label_line, new_figure


def contexts() -> Figure:
    """Draw the perplexity of the letter models over the signs that they look back."""
    backs = np.arange(data.LONGEST_CONTEXT + 1)
    figure = new_figure(5.2, 3.4)
    axes = figure.subplots()
    for seen, colour, mark, name in (
        (True, BLUE, "o", "known text"),
        (False, ORANGE, "s", "new text"),
    ):
        values = [float(perplexity_of_losses(data.letter_losses(int(k), seen=seen))) for k in backs]
        axes.plot(backs, values, color=colour, marker=mark)
        label_line(axes, 4, values[-1], name, colour, ha="right")
    axes.axhline(len(data.SIGNS), color=MUTED, linestyle="--", linewidth=1.2)
    label_line(axes, 2, len(data.SIGNS), "nothing known: 27", INK, ha="center")
    axes.set(xlabel="signs that the model looks back", ylabel="perplexity", ylim=(0, 30))
    axes.set_xticks(backs)
    return figure


def words() -> Figure:
    """Draw the loss of each word of the sentence, and their mean."""
    losses = data.sentence_losses()
    places = np.arange(len(losses))
    figure = new_figure(5.2, 3.0)
    axes = figure.subplots()
    axes.bar(places, losses, color=BLUE, width=0.7)
    axes.axhline(float(losses.mean()), color=ORANGE, linestyle="--")
    label_line(axes, 4.5, float(losses.mean()), "mean", ORANGE)
    axes.set(ylabel="loss (nats)")
    axes.set_xticks(places, labels=[word for word, _ in data.SENTENCE])
    return figure
