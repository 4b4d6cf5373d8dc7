"""The tables of the page on perplexity."""

import numpy as np

from snippets import letters
from snippets.careful.information import loss_per_unit, perplexity_of_losses
from snippets.careful.tokens import IGNORED, token_cross_entropy
from snippets.tables.table import Column, Table


def letter_models() -> Table:
    """Return the perplexity of each letter model on the text that it knows and on the new one."""
    rows = [_letter_model(context) for context in range(-1, letters.LONGEST_CONTEXT + 1)]
    columns = [
        Column("The model knows"),
        Column("Perplexity, known text", ".2f"),
        Column("Perplexity, new text", ".2f"),
        Column("Bits a sign, new text", ".3f"),
    ]
    return Table(columns, rows)


def _letter_model(context: int) -> tuple[str, float, float, float]:
    known, new = (letters.letter_losses(context, seen=seen) for seen in (True, False))
    bits = float(loss_per_unit(new, len(new), base=2))
    of_known, of_new = float(perplexity_of_losses(known)), float(perplexity_of_losses(new))
    return letters.names_of_contexts()[context], of_known, of_new, bits


def sentence() -> Table:
    """Return the words of the sentence with what they were given, and the mean loss."""
    losses = letters.sentence_losses()
    words = zip(letters.SENTENCE, losses.tolist(), strict=True)
    rows = [(word, given, loss) for (word, given), loss in words]
    columns = [Column("Word"), Column("Probability, after the words before", "g")]
    return Table([*columns, Column("Loss (nats)", ".4f")], rows)


def per_unit() -> Table:
    """Return one total loss, that of the new text, for each letter, word and byte."""
    losses = letters.letter_losses(2, seen=False)
    text = letters.letters(letters.NEW_TEXT)
    rows = []
    for name, units in (("sign", len(text)), ("word", len(text.split()))):
        nats = float(loss_per_unit(losses, units))
        rows.append(
            (name, units, nats, float(loss_per_unit(losses, units, 2)), float(np.exp(nats)))
        )
    columns = [Column("Unit"), Column("Units"), Column("Nats each", ".3f")]
    return Table([*columns, Column("Bits each", ".3f"), Column("Perplexity", ".4g")], rows)


def tokens() -> Table:
    """List the loss of each token of both texts, and what it weighs in two means."""
    labels, logits = letters.padded_batch()
    text, place = np.nonzero(labels != IGNORED)
    losses = token_cross_entropy(labels, logits, "none")[text, place]
    of_text = 1 / np.bincount(text)[text] / len(labels)
    rows = [
        (f"text {k + 1}, token {at + 1}", float(loss), 1 / len(text), float(weight))
        for k, at, loss, weight in zip(text, place, losses, of_text, strict=True)
    ]
    columns = [
        Column("Token"),
        Column("Loss (nats)", ".4f"),
        Column("Weight, each token alike", ".3f"),
        Column("Weight, each text alike", ".3f"),
    ]
    return Table(columns, rows)


def means_of_texts() -> Table:
    """Return what three ways to average make of a short text and a long one."""
    labels, logits = letters.padded_batch()
    own = [float(token_cross_entropy(y, z)) for y, z in zip(labels, logits, strict=True)]
    with_padding = np.where(labels == -100, 0, labels)
    ways = (
        ("all tokens alike", float(token_cross_entropy(labels, logits))),
        ("mean of the texts' means", float(np.mean(own))),
        ("padding counted as tokens", float(token_cross_entropy(with_padding, logits))),
    )
    rows = [(name, loss, float(np.exp(loss))) for name, loss in ways]
    columns = [Column("Mean over"), Column("Loss (nats)", ".4f"), Column("Perplexity", ".2f")]
    return Table(columns, rows)
