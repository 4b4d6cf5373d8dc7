"""The tables on streams: losses taken in parts, and a file larger than the memory."""

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Final

import numpy as np

from snippets import recorded
from snippets.careful.binary import binary_cross_entropy
from snippets.careful.stream import Tally, mean_loss, tally
from snippets.examples import BINARY_LABELS, BINARY_PREDICTIONS
from snippets.tables.table import Cell, Column, Table

PARTS: Final = (slice(0, 3), slice(3, 4))
"""The first three e-mails, and the last one."""

WAYS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "at_once": ("NumPy, at once", "numpy"),
        "in_parts": ("here, in parts", "numpy"),
        "dask_of_mapped_file": ("Dask, `da.from_array` of the mapped file", "dask"),
        "dask_tallies": ("Dask, a tally for each block", "dask"),
        "dask_mean": ("Dask, its own mean", "dask"),
        "without_limit": ("at once, without the limit", "numpy"),
    }
)
"""Each way to the mean of the file, by its name in the record."""


def parts() -> Table:
    """Return the tallies of two parts of four e-mails, of both together, and what follows."""
    losses = binary_cross_entropy(BINARY_LABELS, BINARY_PREDICTIONS, reduction="none").ravel()
    tallies = [tally([losses[part]]) for part in PARTS]
    both = sum(tallies, Tally())
    rows: list[tuple[Cell, ...]] = [
        (name, seen.count, _rounded(seen.total), _rounded(seen.squares), mean_loss(seen))
        for name, seen in zip(
            ("first three", "last one", "together"), [*tallies, both], strict=True
        )
    ]
    headers = (r"$\sum L_i$ (nats)", r"$\sum L_i^2$ (nats²)", r"$\bar L$ (nats)")
    return Table(
        [Column("E-mails"), Column("$N$"), *(Column(header, ".4f") for header in headers)], rows
    )


def _rounded(exact: Fraction) -> float:
    return float(exact)


def orders() -> Table:
    """Return the mean of losses from 1e-9 to 1e9, added up in several orders and types."""
    losses = scattered_losses()
    ways = {
        "as they come": losses,
        "backwards": losses[::-1],
        "smallest first": np.sort(losses),
        "largest first": np.sort(losses)[::-1],
    }
    return Table(
        [
            Column("Order"),
            Column("Running sum (nats)", ".17g"),
            Column("In parts, here (nats)", ".17g"),
        ],
        [
            (name, running_mean(values), mean_loss(tally(np.array_split(values, 7))))
            for name, values in ways.items()
        ],
    )


def scattered_losses() -> np.ndarray:
    """Draw a thousand losses of very different size."""
    random = np.random.default_rng(0)
    return 10 ** random.uniform(-9, 3, 1000)


def running_mean(losses: np.ndarray) -> float:
    """Add the losses one by one and divide."""
    return float(np.cumsum(losses)[-1] / len(losses))


def large_file() -> Table:
    """Return what each way to the mean of a large file gave under the limit."""
    rows: list[tuple[Cell, ...]] = []
    for way, (name, library) in WAYS.items():
        if f"{way}_error" in recorded.RECORD["sections"]["stream"]["entries"]:
            error = recorded.outcome("stream", f"{way}_error", library)["value"]
            rows.append((name, f"`{error.partition(':')[0]}`", "–"))
        else:
            rows.append(
                (
                    name,
                    recorded.number("stream", f"{way}_mean", library),
                    recorded.number("stream", f"{way}_standard_error", library),
                )
            )
    return Table(
        [
            Column("Way"),
            Column("Mean loss (nats)", ".17g"),
            Column("Standard error (nats)", ".17g"),
        ],
        rows,
    )
