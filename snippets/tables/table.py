"""What a table function returns: columns that know their format, and rows of plain values."""

from collections.abc import Sequence
from dataclasses import dataclass

Cell = str | int | float | bool


@dataclass(frozen=True)
class Column:
    """One column: its header (inline Markdown, with the unit) and how its numbers are written.

    ``format`` is a Python format specification such as ``".4f"`` or ``".1%"``; texts, integers
    and truth values need none. NaN is an error unless the column ``may_be_nan``.
    """

    header: str
    format: str = ""
    may_be_nan: bool = False


@dataclass(frozen=True)
class Table:
    """A table of numbers that the text argues with.

    The first column names the row unless ``row_header`` says otherwise. Cells that are texts are
    inline Markdown, so that they may hold a formula or code.
    """

    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    row_header: bool = True

    def __post_init__(self) -> None:
        if not self.rows:
            raise ValueError("a table without rows; is what it lists empty?")
        for row in self.rows:
            if len(row) != len(self.columns):
                raise ValueError(
                    f"row {row!r} has {len(row)} cells for {len(self.columns)} columns"
                )
