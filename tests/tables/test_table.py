"""A table holds something, and each of its rows has a cell for each column."""

import pytest

from snippets.tables.table import Column, Table


@pytest.mark.parametrize(
    ("rows", "why"),
    [([], "a table without rows"), ([[1]], "1 cells for 2"), ([[1] * 3], "3 cells")],
)
def test_what_is_no_table_is_refused(rows: list[list[int]], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        Table([Column("One"), Column("Two")], rows)
