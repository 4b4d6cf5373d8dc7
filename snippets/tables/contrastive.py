"""Tables of the page on contrastive losses."""

from typing import Final

import numpy as np

from snippets.careful import contrastive, softmax
from snippets.tables.table import Column, Table

SIMILARITIES: Final = ((0.9, 0.1, 0.3), (0.2, 0.8, 0.4), (0.0, 0.5, 0.7))
TEMPERATURE: Final = 0.1
PHOTOS: Final = len(SIMILARITIES)


def matches() -> Table:
    """Return the similarities of three photos and captions, with the loss of each photo."""
    s = np.array(SIMILARITIES)
    right = softmax.softmax(s / TEMPERATURE).diagonal()
    losses = contrastive.info_nce(s, TEMPERATURE, reduction="none")
    rows = [(f"photo {k + 1}", *s[k], right[k], losses[k]) for k in range(len(s))]
    columns = [
        Column("Photo"),
        *(Column(f"caption {k + 1}", ".1f") for k in range(len(s))),
        Column("Right one", ".1%"),
        Column("Loss (nats)", ".4f"),
    ]
    return Table(columns, rows)


def temperatures() -> Table:
    """Return the mean loss, and the largest push, at some temperatures."""
    rows = []
    for temperature in (1.0, 0.5, 0.1, 0.05):
        loss = float(contrastive.info_nce(SIMILARITIES, temperature))
        push = float(np.abs(contrastive.info_nce_gradient(SIMILARITIES, temperature)).max())
        rows.append((temperature, loss, push))
    columns = [
        Column("$\\tau$", "g"),
        Column("Mean loss (nats)", ".4f"),
        Column("Largest slope", ".3f"),
    ]
    return Table(columns, rows)


def views() -> Table:
    """Return what each of two views of three photos is to each other: a row is a classification."""
    logits = contrastive.nt_xent_logits(np.eye(PHOTOS), np.eye(PHOTOS), temperature=1.0)
    names = [f"${kind}_{k + 1}$" for kind in "xv" for k in range(PHOTOS)]
    rows = [
        [name, *("none" if np.isinf(one) else "partner" if one > 0 else "wrong" for one in row)]
        for name, row in zip(names, logits.tolist(), strict=True)
    ]
    return Table([Column("View"), *map(Column, names)], rows)
