"""The numbers that a figure shows, read from what matplotlib draws, as small tables.

Curves become columns over their common abscissa, thinned to a few rows. Single points and bars
become a row each, with what names them. What could mean two things is no table: it is refused.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.container import BarContainer
from matplotlib.contour import ContourSet
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle, StepPatch
from numpy.typing import NDArray

from scripts.website.made.artist_names import (
    CURVE,
    DoubtError,
    bar_name,
    curve_name,
    has_marker,
    is_curve,
    lines_of,
    own_label,
    panel_name,
    point_name,
    title_of,
    x_name,
    y_name,
)
from scripts.website.made.label_math import plain
from scripts.website.made.writing import write_number

ROWS = 11
"""So many rows tell a curve; a table of them fits on a screen."""

LISTED = f"bars, points with a marker, and lines through {CURVE} points or more"
"""What has its numbers listed, for authors."""

LEVEL_ROWS = 4
"""So many points tell a line of equal value; most are straight."""

OUT_OF_SIGHT = "–"
"""What stands for a value that the panel does not show: it may have been cut there."""

Rows = list[list[str]]


@dataclass(frozen=True)
class NumberTable:
    """One table: what it is of, the heads of its columns, and its written cells."""

    title: str
    headers: list[str]
    rows: Rows


def figure_numbers(figure: Figure) -> list[NumberTable]:
    """Return the tables of a figure that has been drawn, panel by panel; none if it has none.

    Raises:
        DoubtError: a curve, a point or a bar could be one of two, or nothing says what it is.
    """
    return [_plain(table) for axes in figure.axes for table in _tables_of(axes)]


def _plain(table: NumberTable) -> NumberTable:
    """Return the table with formulas of labels as text."""
    rows = [list(map(plain, row)) for row in table.rows]
    return NumberTable(plain(table.title), list(map(plain, table.headers)), rows)


def _tables_of(axes: Axes) -> Iterator[NumberTable]:
    curves = list(_curves(axes))
    yield from curves
    yield from _steps(axes)
    yield from _levels(axes)
    yield from _single(axes, told=list(_told(curves)))
    yield from _places(axes)


def _curves(axes: Axes) -> Iterator[NumberTable]:
    """Yield a table for each set of curves over the same abscissas."""
    groups: list[tuple[NDArray[np.float64], list[Line2D]]] = []
    for line in filter(is_curve, lines_of(axes)):
        x = np.asarray(line.get_xdata(), dtype=float)
        same = [lines for known, lines in groups if np.array_equal(known, x)]
        if same:
            same[0].append(line)
        else:
            groups.append((x, [line]))
    for x, lines in groups:
        heights = np.array([line.get_ydata() for line in lines], dtype=float)
        seen = _in_sight(x, axes.get_xlim()) & _in_sight(heights, axes.get_ylim())
        shown = np.flatnonzero(seen.any(axis=0))
        if not shown.size:
            continue
        kept = shown[thinned(x[shown], axes.get_xscale() == "log")]
        columns = [
            written(x[kept], axes.get_xscale() == "log"),
            *(
                _written_if_seen(y[kept], there[kept], logarithmic=axes.get_yscale() == "log")
                for y, there in zip(heights, seen, strict=True)
            ),
        ]
        names = [curve_name(axes, line) for line in lines]
        rows = [list(row) for row in zip(*columns, strict=True)]
        yield _table(axes, [_along(axes), *names], rows, y_name(axes))


def _steps(axes: Axes) -> Iterator[NumberTable]:
    """Yield the treads of each staircase."""
    for stairs in axes.patches:
        if isinstance(stairs, StepPatch):
            heights, edges, _ = stairs.get_data()
            treads = zip(pairwise(edges), heights, strict=True)
            rows = [[f"{write(a)} to {write(b)}", write(height)] for (a, b), height in treads]
            yield _table(axes, [_along(axes), own_label(stairs) or _upwards(axes)], rows)


def _levels(axes: Axes) -> Iterator[NumberTable]:
    """Yield some points of the lines of equal value."""
    for lines in axes.collections:
        if not isinstance(lines, ContourSet) or lines.filled:
            continue
        points = np.concatenate([path.vertices for path in lines.get_paths()] or [np.empty((0, 2))])
        kept = thinned(points[:, 0], logarithmic=False, rows=LEVEL_ROWS)
        rows = [[write(x), write(y)] for x, y in points[kept]]
        if rows:
            title = ": ".join(part for part in (title_of(axes), curve_name(axes, lines)) if part)
            yield NumberTable(title, [_along(axes), _upwards(axes)], rows)


def _told(curves: list[NumberTable]) -> Iterator[list[str]]:
    """Yield the numbers of curves as a point on them would be listed."""
    for table in curves:
        for along, *heights in table.rows:
            yield from (
                [name, along, y] for name, y in zip(table.headers[1:], heights, strict=True)
            )


def _single(axes: Axes, told: Rows) -> Iterator[NumberTable]:
    """Yield what stands alone, bars and points, each once."""
    found = [*_bars(axes), *(point for point in _points(axes) if point not in told)]
    rows = [list(row) for row in dict.fromkeys(map(tuple, found))]
    known: dict[tuple[str, ...], list[str]] = {}
    for row in rows:
        *where, _ = filter(None, row)
        if known.setdefault(tuple(where), row) != row:
            what = plain(", ".join(where)) or "nothing at all"
            raise DoubtError(f"two values are called {what} {panel_name(axes)}")
    if rows:
        used = [k for k in range(3) if any(row[k] for row in rows)]
        headers = [(_no_head, _along, _upwards)[k](axes) for k in used]
        yield _table(axes, headers, [[row[k] for k in used] for row in rows])


def _places(axes: Axes) -> Iterator[NumberTable]:
    """Yield the points whose height is no value: they stand along the axis."""
    rows = [
        [own_label(line), write(float(x))]
        for line in axes.lines
        if has_marker(line) and line.get_transform() == axes.get_xaxis_transform()
        for x in np.asarray(line.get_xdata(), dtype=float)
    ]
    if rows:
        # The title of the panel is that of its heights.
        yield NumberTable("", [_no_head(axes), _along(axes)], rows)


def _points(axes: Axes) -> Iterator[list[str]]:
    """Yield a row for each point that is marked, with its name."""
    for line in lines_of(axes):
        if has_marker(line) and not is_curve(line):
            points = np.column_stack([line.get_xdata(), line.get_ydata()]).astype(float)
            yield from ([point_name(axes, line, x, y), write(x), write(y)] for x, y in points)
    for cloud in axes.collections:
        if isinstance(cloud, PathCollection):
            offsets = np.asarray(cloud.get_offsets(), dtype=float)
            yield from ([point_name(axes, None, x, y), write(x), write(y)] for x, y in offsets)


def _bars(axes: Axes) -> Iterator[list[str]]:
    """Yield a row for each bar: its name, and its length in the column of its axis."""
    drawn: dict[tuple[float, ...], tuple[Rectangle, bool, str]] = {}
    for bars in axes.containers:
        if isinstance(bars, BarContainer):
            for bar in bars.patches:
                # A tint and its hatching are one bar.
                place = tuple(np.round(bar.get_bbox().extents, 9).tolist())
                label = own_label(bars) or drawn.get(place, (bar, True, ""))[2]
                drawn[place] = bar, bars.orientation != "horizontal", label
    for bar, upright, label in drawn.values():
        length = write(bar.get_height() if upright else bar.get_width())
        name = bar_name(axes, label, bar, upright=upright)
        yield [name, *(["", length] if upright else [length, ""])]


def _table(axes: Axes, headers: list[str], rows: Rows, unit: str = "") -> NumberTable:
    """Return a table below the title of its panel, and the unit, where no head says them."""
    if len(set(headers)) < len(headers):
        raise DoubtError(f"two columns are called alike {panel_name(axes)}")
    said = [part for part in (title_of(axes), unit) if part not in ("", *headers)]
    return NumberTable(", ".join(said), headers, rows)


def thinned(x: NDArray[np.float64], logarithmic: bool, rows: int = ROWS) -> list[int]:
    """Return which of the abscissas to keep, both ends among them: evenly spaced ones."""
    if len(x) <= rows:
        return list(range(len(x)))
    if not (np.all(np.diff(x) >= 0) or np.all(np.diff(x) <= 0)):
        # A curve that turns back has two heights at one abscissa: the rows follow it.
        return list(np.linspace(0, len(x) - 1, rows).round().astype(int).tolist())
    order = np.argsort(x, kind="stable")
    measured = np.log(x[order]) if logarithmic and np.all(x > 0) else x[order]
    wanted = np.linspace(measured[0], measured[-1], rows)
    kept = [int(order[np.argmin(np.abs(measured - at))]) for at in wanted]
    return list(dict.fromkeys(kept))


def written(column: NDArray[np.float64], logarithmic: bool = False) -> list[str]:
    """Return the numbers of a column; beside large ones, a tiny one is a rounded 0."""
    finite = np.abs(column[np.isfinite(column)])
    negligible = 0.0 if logarithmic or not finite.size else 1e-12 * float(finite.max())
    return [write(0.0 if abs(number) < negligible else number) for number in column.tolist()]


def write(number: float) -> str:
    """Return a number with three significant digits, as readers write it."""
    if not np.isfinite(number) or number == 0:
        return write_number(float(number), ".0f")
    if number == round(number) and abs(number) < 1e6:
        return write_number(float(number), ",.0f")
    if not 1e-4 <= abs(number) < 1e6:
        return write_number(float(number), ".2e")
    return write_number(float(number), f".{max(0, 2 - int(np.floor(np.log10(abs(number)))))}f")


def _written_if_seen(
    column: NDArray[np.float64], seen: NDArray[np.bool_], *, logarithmic: bool
) -> list[str]:
    cells = zip(written(column, logarithmic), seen, strict=True)
    return [cell if is_seen else OUT_OF_SIGHT for cell, is_seen in cells]


def _in_sight(values: NDArray[np.float64], limits: tuple[float, float]) -> NDArray[np.bool_]:
    low, high = sorted(limits)
    room = 1e-9 * (high - low)
    return np.asarray((values >= low - room) & (values <= high + room))


def _along(axes: Axes) -> str:
    if name := x_name(axes):
        return name
    raise DoubtError(f"nothing says what the abscissa is {panel_name(axes)}")


def _upwards(axes: Axes) -> str:
    if name := y_name(axes) or title_of(axes):
        return name
    raise DoubtError(f"nothing says what the ordinate is {panel_name(axes)}")


def _no_head(_: Axes) -> str:
    """Return what stands over names: they say themselves what they are."""
    return ""
