"""The tables of the page on one sample."""

from snippets.careful.likelihood import bernoulli_pmf, log_likelihood, negative_log_likelihood
from snippets.tables.table import Column, Table


def switch(y_hat: float) -> Table:
    """Show the product form at work for both labels: factors, product, its log, the loss."""
    return Table(
        columns=(
            Column("Label $y$"),
            Column("$\\hat y^{\\,y}$", ".2f"),
            Column("$(1-\\hat y)^{1-y}$", ".2f"),
            Column("Product", ".2f"),
            Column("Its log (nats)", ".4f"),
            Column("Loss (nats)", ".4f"),
        ),
        rows=[
            (
                label,
                y_hat**label,
                (1 - y_hat) ** (1 - label),
                float(bernoulli_pmf(label, y_hat)),
                float(log_likelihood([label], [y_hat])),
                float(negative_log_likelihood([label], [y_hat])),
            )
            for label in (1, 0)
        ],
    )
