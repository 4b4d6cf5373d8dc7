"""What becomes of the cells of a table."""

import numpy as np
import pytest

from scripts.website.made.results import Wanted, compute
from snippets.tables.table import Column, Table


def written(monkeypatch: pytest.MonkeyPatch, cell: object, column: Column) -> dict[str, object]:
    made = Table([column], [[cell]])  # type: ignore[list-item]
    monkeypatch.setattr("scripts.website.made.presentation.evaluate", lambda _: made)
    return compute(Wanted("table", "table.of_one_cell()"))


@pytest.mark.parametrize("cell", [float("nan"), np.float64("nan"), np.float32("nan")])
def test_nan_stands_only_in_a_column_that_says_so(
    monkeypatch: pytest.MonkeyPatch, cell: object
) -> None:
    refused = written(monkeypatch, cell, Column("Loss", ".2f"))
    assert str(refused["error"]).startswith("ValueError: it is not a number")
    meant = written(monkeypatch, cell, Column("Loss", ".2f", may_be_nan=True))
    assert meant["value"]["rows"] == [["NaN"]]  # type: ignore[index]


@pytest.mark.parametrize("form", ["", "3f", ".3", "f.3", "bits", ".2f bits", "{0}"])
def test_a_column_of_numbers_has_a_format_of_numbers(
    monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    assert str(written(monkeypatch, 0.5, Column("Loss", form))["error"]).startswith("ValueError: '")
