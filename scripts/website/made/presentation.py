"""What becomes of a computed value: a figure turns into SVG, a table into written cells."""

import ast
import re
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure

from scripts.website.asked.expressions import Expression, evaluate
from scripts.website.asked.signs import invisible
from scripts.website.made.artist_names import DoubtError
from scripts.website.made.drawings import figure_to_svg
from scripts.website.made.figure_numbers import figure_numbers
from scripts.website.made.label_fonts import label_fonts
from scripts.website.made.moving import moving
from scripts.website.made.writing import NAN, write_number
from snippets.figures.live import Live
from snippets.figures.style import STYLE, SiteFigure
from snippets.tables.table import Column, Table

PARTS = 10_000
"""So many cells of a table, numbers of a vector or signs of a text a page can show."""
DIGITS = 100
"""So many digits a whole number may have."""
INCHES = 20
WEIGHT = 200_000
"""The heaviest figure of the site has a third of it; a page has 200 kB with all that it loads."""
_ADDRESS = re.compile(r"\bat 0x[0-9a-f]{6,}")


def present_figure(expression: Expression, name: str) -> dict[str, Any]:
    """Return the SVG of the figure that the expression makes, and the numbers that it shows."""
    with mpl.rc_context():
        # Not the settings of whoever builds the site.
        mpl.rcdefaults()
        mpl.rcParams.update(STYLE)
        mpl.rcParams["font.family"] = label_fonts()
        found = _called(expression)
        live = found if isinstance(found, Live) else None
        figure = live.figure if live else found
        _require(figure, Figure)
        if max(figure.get_size_inches()) > INCHES:
            raise ValueError(f"the figure is wider or higher than {INCHES} inches")
        svg = _light(
            figure_to_svg(figure, name, [mark.name for mark in live.marks] if live else ())
        )
        shown = {"svg": svg, **_numbers(figure), "live": moving(live, name) if live else None}
        return shown | {"wide": _wide(figure, name, live is not None)}


def _wide(figure: Figure, name: str, is_live: bool) -> str:
    """Return the drawing for wide screens, if the figure has one; it keeps that shape."""
    if not (isinstance(figure, SiteFigure) and figure.wide):
        return ""
    if is_live:
        raise ValueError("a figure that moves has one drawing: leave wide= out")
    figure.widen()
    return _light(figure_to_svg(figure, f"{name}-wide"))


def _light(svg: str) -> str:
    if len(svg) > WEIGHT:
        weight = f"{len(svg) // 1000} kB, and may have {WEIGHT // 1000}"
        raise ValueError(f"the figure has {weight}: draw fewer points")
    return svg


def _numbers(figure: Figure) -> dict[str, Any]:
    """Return the numbers of a figure, or why it has none: its page may name a table instead."""
    try:
        return {"numbers": [asdict(table) for table in figure_numbers(figure)], "doubt": ""}
    except DoubtError as doubt:
        return {"numbers": [], "doubt": str(doubt)}


def present_table(expression: Expression, _name: str) -> dict[str, Any]:
    """Return the headers and the written cells of the table that the expression makes."""
    table = _called(expression)
    _require(table, Table)
    _require_few(len(table.rows) * len(table.columns))
    if not table.columns:
        raise ValueError("a table without columns")
    rows = [
        [_written(cell, column) for cell, column in pairs]
        for pairs in (zip(row, table.columns, strict=True) for row in table.rows)
    ]
    numeric = [_is_numeric([row[k] for row in table.rows]) for k in range(len(table.columns))]
    return {
        "headers": [column.header for column in table.columns],
        "numeric": numeric,
        "rows": rows,
        "row_header": table.row_header,
    }


def present_value(expression: Expression, _name: str) -> Any:
    """Return the number, text or vector that the expression makes, fit for JSON."""
    return _plain(evaluate(expression))


def _plain(value: object) -> Any:
    if isinstance(value, np.ndarray | np.generic):
        _require_few(value.size)
        value = value.tolist()
    if isinstance(value, list | tuple):
        _require_few(len(value))
        return [_plain(part) for part in value]
    if isinstance(value, bool | int | float | str):
        return _single(value)
    raise TypeError(f"a number, a text or a vector is wanted, not {type(value).__name__}")


def _single(value: bool | int | float | str) -> bool | int | float | str:
    """Return a value as what it is, whatever a class of an author's own would write for it."""
    if isinstance(value, str):
        _require_few(len(value))
        if found := _ADDRESS.search(value):
            raise ValueError(f"it shows where an object lies in memory, {found[0]}")
        if what := next(invisible(value.replace("\n", " ")), None):
            raise ValueError(what)
        return str.__str__(value)
    if isinstance(value, float):
        return float.__float__(value)
    if abs(value) >= 10**DIGITS:
        raise ValueError(f"it has more than {DIGITS} digits: return a float")
    return value if isinstance(value, bool) else int.__int__(value)


def _require_few(number: int) -> None:
    if number > PARTS:
        raise ValueError(f"it has {number} parts or signs, and a page can show {PARTS}")


def _written(cell: object, column: Column) -> str:
    if column.may_be_nan and _is_number(cell) and np.isnan(cell):  # type: ignore[call-overload]
        return NAN
    if isinstance(cell, bool | int | float | str):
        cell = _single(cell)
    return write_number(cell, column.format if _is_number(cell) else "")


def _is_numeric(cells: Sequence[object]) -> bool:
    """Tell whether a column holds numbers, with gaps or not, and is aligned as numbers are."""
    return any(map(_is_number, cells)) and all(_is_number(cell) or cell == "" for cell in cells)


def _called(expression: Expression) -> Any:
    """Return the value; a block may leave out the parentheses of a call without arguments."""
    value = evaluate(expression)
    return value() if callable(value) and isinstance(expression.tree, ast.Attribute) else value


def _is_number(cell: object) -> bool:
    return isinstance(cell, int | float | np.number) and not isinstance(cell, bool | np.bool_)


def _require(value: object, wanted: type) -> None:
    if not isinstance(value, wanted):
        raise TypeError(f"a {wanted.__name__} is wanted, not {type(value).__name__}")
