"""The numbers of the page on loss functions: five deliveries and two announcements."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from snippets.careful.regression import mean_squared_error
from snippets.careful.risk import empirical_risk
from snippets.tables.table import Cell, Column, Table

DELIVERY_MINUTES: Final = (21.0, 24.0, 25.0, 27.0, 43.0)


def absolute_errors(announced: float) -> NDArray[np.float64]:
    """Return how many minutes each delivery was away from ``announced``."""
    return np.abs(np.asarray(DELIVERY_MINUTES) - announced)


def squared_errors(announced: float) -> NDArray[np.float64]:
    """Return the squared error of each delivery, in square minutes."""
    return absolute_errors(announced) ** 2


def absolute_risk(announced: float) -> float:
    """Return the mean absolute error of one announced number, in minutes."""
    return float(empirical_risk(absolute_errors(announced)))


def squared_risk(announced: float) -> float:
    """Return the mean squared error of one announced number, in square minutes."""
    return float(mean_squared_error(DELIVERY_MINUTES, [announced] * len(DELIVERY_MINUTES)))


def two_announcements(first: float = 25, second: float = 28) -> Table:
    """Return what every delivery costs under two announcements and two losses."""
    columns = [Column("Took (min)")]
    for announced in (first, second):
        columns.append(Column(f"Miss of {announced:g} (min)", "g"))
        columns.append(Column("Squared (min²)", "g"))
    losses = np.stack(
        [
            loss(announced)
            for announced in (first, second)
            for loss in (absolute_errors, squared_errors)
        ],
        axis=1,
    )
    rows: list[list[Cell]] = [
        [f"{minutes:g}", *map(float, row)]
        for minutes, row in zip(DELIVERY_MINUTES, losses, strict=True)
    ]
    risks = [
        risk(announced) for announced in (first, second) for risk in (absolute_risk, squared_risk)
    ]
    rows.append(["**mean**", *risks])
    return Table(columns, rows)
