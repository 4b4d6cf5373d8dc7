"""The tables of the page on cross-entropy."""

from snippets.careful.divergence import cross_entropy, kl_divergence
from snippets.careful.information import self_information
from snippets.tables.table import Column, Table

RAIN = 0.3
FAIR = (1 / 2, 1 / 2)
BIASED = (3 / 4, 1 / 4)
FORECASTS = (0.01, 0.1, 0.3, 0.5, 0.7, 0.9)


def forecasters(rain: float = RAIN) -> Table:
    """List what forecasters pay, in nats, where it rains with probability ``rain``."""
    return Table(
        columns=(
            Column("$q$", ".2f"),
            Column("Wet day (nats)", ".4f"),
            Column("Dry day (nats)", ".4f"),
            Column("Mean (nats)", ".4f"),
            Column("Divergence (nats)", ".4f"),
        ),
        rows=[
            (
                q,
                float(self_information(q)),
                float(self_information(1 - q)),
                float(cross_entropy((rain, 1 - rain), (q, 1 - q))),
                float(kl_divergence((rain, 1 - rain), (q, 1 - q))),
            )
            for q in FORECASTS
        ],
    )


def swapped() -> Table:
    """List the cross-entropy of (1/2, 1/2) and (3/4, 1/4) in both directions, in bits."""
    return Table(
        columns=(
            Column("Truth"),
            Column("Model"),
            Column("Entropy (bits)", ".4f"),
            Column("Divergence (bits)", ".4f"),
            Column("Cross-entropy (bits)", ".4f"),
        ),
        rows=[
            (
                f"${truth_name}$",
                f"${model_name}$",
                float(cross_entropy(truth, truth, base=2)),
                float(kl_divergence(truth, model, base=2)),
                float(cross_entropy(truth, model, base=2)),
            )
            for truth_name, truth, model_name, model in (
                ("P", FAIR, "Q", BIASED),
                ("Q", BIASED, "P", FAIR),
            )
        ],
    )
