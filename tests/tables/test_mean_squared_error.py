"""The table of the week's forecasts against arithmetic by hand."""

from snippets.tables import mean_squared_error as tables


def test_forecast() -> None:
    assert tables.forecast().rows == [
        ["Mon", 18, 19, -1, 1],
        ["Tue", 21, 21, 0, 0],
        ["Wed", 24, 22, 2, 4],
        ["Thu", 22, 23, -1, 1],
        ["Fri", 15, 18, -3, 9],
        ["**mean**", "", "", "", 3],
    ]
