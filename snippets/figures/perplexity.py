"""The figures of the page on perplexity."""

import numpy as np
from matplotlib.figure import Figure

from snippets import letters as data
from snippets.careful.information import perplexity_of_losses
from snippets.careful.tokens import IGNORED, token_cross_entropy
from snippets.figures.blocks import draw_blocks, draw_mean
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
    """Draw the loss of each word of the sentence as a block, and their mean."""
    losses = data.sentence_losses()
    names = [word for word, _ in data.SENTENCE]
    figure = new_figure(5.2, 3.0)
    axes = figure.subplots()
    middles = draw_blocks(axes, names, np.full(len(losses), 1 / len(losses)), losses)
    draw_mean(axes, float(losses.mean()), f"mean\n{losses.mean():.2f}")
    axes.set(ylabel="loss (nats)", xlabel="width of a block: one word in six")
    axes.set_xticks(middles, labels=names)
    return figure


def tokens() -> Figure:
    """Draw the losses of a short and a long text, with each token or each text as wide."""
    labels, logits = data.padded_batch()
    losses = token_cross_entropy(labels, logits, "none")[labels != IGNORED]
    text = np.nonzero(labels != IGNORED)[0]
    figure = new_figure(5.2, 2.6, wide=2.8)
    for axes, title, weights in zip(
        figure.subplots(1, 2, sharey=True),
        ("each token alike", "each text alike"),
        (np.ones(len(text)), 1 / np.bincount(text)[text]),
        strict=True,
    ):
        shares = weights / weights.sum()
        draw_blocks(axes, [f"text {k + 1}" for k in text], shares, losses)
        mean = float(shares @ losses)
        draw_mean(axes, mean, f"{mean:.2f}")
        middles = [float(shares[text < k].sum() + shares[text == k].sum() / 2) for k in (0, 1)]
        axes.set_xticks(middles, ["text 1", "text 2"])
        axes.set_title(title)
    figure.axes[0].set_ylabel("loss (nats)")
    return figure
