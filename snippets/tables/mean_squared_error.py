"""The numbers of the page on the mean squared error: one week of forecasts."""

from typing import Final

import numpy as np

from snippets.careful.regression import mean_squared_error
from snippets.tables.table import Cell, Column, Table

DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri")
TEMPERATURES: Final = (18.0, 21.0, 24.0, 22.0, 15.0)
FORECASTS: Final = (19.0, 21.0, 22.0, 23.0, 18.0)


def forecast() -> Table:
    """Return each day's temperature, forecast, error and squared error, and the mean square."""
    errors = np.subtract(TEMPERATURES, FORECASTS)
    columns = [
        Column("Day"),
        Column("Measured $y_i$ (°C)", "g"),
        Column(r"Forecast $\hat y_i$ (°C)", "g"),
        Column("Error (°C)", "g"),
        Column("Squared error (°C²)", "g"),
    ]
    days = zip(DAYS, TEMPERATURES, FORECASTS, errors, strict=True)
    rows: list[list[Cell]] = [
        [day, measured, said, float(error), float(error**2)] for day, measured, said, error in days
    ]
    mean = float(mean_squared_error(TEMPERATURES, FORECASTS))
    rows.append(["**mean**", "", "", "", mean])
    return Table(columns, rows)
