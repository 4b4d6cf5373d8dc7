"""The tables of the page on binary cross-entropy."""

from snippets.careful.binary import binary_cross_entropy, binary_cross_entropy_gradient
from snippets.tables.table import Column, Table

PREDICTIONS = (0.001, 0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 0.999)


def losses() -> Table:
    """List loss in nats and slope in nats per unit of ŷ, for both labels, over the prediction."""
    return Table(
        columns=(
            Column("$\\hat y$", "g"),
            Column("$y=1$: loss (nats)", ".4f"),
            Column("$y=1$: slope", ".4g"),
            Column("$y=0$: loss (nats)", ".4f"),
            Column("$y=0$: slope", ".4g"),
        ),
        rows=[
            (
                y_hat,
                float(binary_cross_entropy([1], [y_hat])),
                float(binary_cross_entropy_gradient([1], [y_hat])[0]),
                float(binary_cross_entropy([0], [y_hat])),
                float(binary_cross_entropy_gradient([0], [y_hat])[0]),
            )
            for y_hat in PREDICTIONS
        ],
    )
