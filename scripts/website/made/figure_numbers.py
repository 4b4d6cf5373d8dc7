"""The numbers that a figure shows, read from what matplotlib draws, as small tables.

Curves become columns over their common abscissa, thinned to a few rows. Single points and bars
become a row each, with the words that are written at them. A figure of cells and boxes is told by
its labels, line by line, as they stand in it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.colors import to_hex
from matplotlib.container import BarContainer
from matplotlib.contour import ContourSet
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import StepPatch
from matplotlib.text import Annotation, Text
from numpy.typing import NDArray

from scripts.website.made.label_math import plain
from scripts.website.made.writing import write_number

ROWS = 11
"""So many rows tell a curve; a table of them fits on a screen."""

CURVE = 13
"""A line through fewer points is read point by point."""

LISTED = f"bars, points with a marker, and lines through {CURVE} points or more"
"""What has its numbers listed, for authors."""

LEVEL_ROWS = 4
"""So many points tell a line of equal value; most are straight."""

SAME_HEIGHT = 12.0
"""Labels whose heights differ by fewer pixels (at 100 dots an inch) stand in one line."""

Rows = list[list[str]]


@dataclass(frozen=True)
class NumberTable:
    """One table: what it is of, the heads of its columns, and its written cells."""

    title: str
    headers: list[str]
    rows: Rows


def figure_numbers(figure: Figure) -> list[NumberTable]:
    """Return the tables of a figure that has been drawn, panel by panel; none if it has none."""
    return [_plain(table) for axes in figure.axes for table in _tables_of(axes)]


def _plain(table: NumberTable) -> NumberTable:
    """Return the table with formulas of labels as text."""
    rows = [list(map(plain, row)) for row in table.rows]
    return NumberTable(plain(table.title), list(map(plain, table.headers)), rows)


def _tables_of(axes: Axes) -> Iterator[NumberTable]:
    title = axes.get_title(loc="left") or axes.get_title()
    drawn = [*_curves(axes, title), *_steps(axes, title), *_levels(axes, title)]
    rows = [*_bars(axes), *_points(axes)]
    if rows:
        headers = ["", _x_name(axes), _y_name(axes)]
        drawn.append(NumberTable(title, *_without_empty_columns(headers, rows)))
    yield from drawn or _labels(axes, title)


def _curves(axes: Axes, title: str) -> Iterator[NumberTable]:
    """Yield a table for each set of curves over the same abscissas."""
    groups: list[tuple[NDArray[np.float64], list[Line2D]]] = []
    for line in _lines(axes):
        x = np.asarray(line.get_xdata(), dtype=float)
        if len(x) < CURVE:
            continue
        same = [lines for known, lines in groups if np.array_equal(known, x)]
        if same:
            same[0].append(line)
        else:
            groups.append((x, [line]))
    for x, lines in groups:
        kept = thinned(x, axes.get_xscale() == "log")
        headers = [_x_name(axes) or "x", *(curve_name(axes, line) for line in lines)]
        heights = [np.asarray(line.get_ydata(), dtype=float) for line in lines]
        columns = [
            written(x[kept], axes.get_xscale() == "log"),
            *(written(y[kept], axes.get_yscale() == "log") for y in heights),
        ]
        yield NumberTable(title, headers, [list(row) for row in zip(*columns, strict=True)])


def _steps(axes: Axes, title: str) -> Iterator[NumberTable]:
    """Yield the treads of each staircase."""
    for stairs in axes.patches:
        if isinstance(stairs, StepPatch):
            heights, edges, _ = stairs.get_data()
            treads = zip(pairwise(edges), heights, strict=True)
            rows = [[f"{write(a)} to {write(b)}", write(height)] for (a, b), height in treads]
            label = str(stairs.get_label())
            yield NumberTable(title, [_x_name(axes) or "x", label.lstrip("_")], rows)


def _levels(axes: Axes, title: str) -> Iterator[NumberTable]:
    """Yield some points of the lines of equal value."""
    for lines in axes.collections:
        if not isinstance(lines, ContourSet) or lines.filled:
            continue
        points = np.concatenate([path.vertices for path in lines.get_paths()] or [np.empty((0, 2))])
        colour = to_hex(tuple(np.asarray(lines.get_edgecolor())[0]))
        name = _words_in_colour(axes, colour)
        heading = ": ".join(part for part in (title, name) if part)
        kept = thinned(points[:, 0], logarithmic=False, rows=LEVEL_ROWS)
        rows = [[write(x), write(y)] for x, y in points[kept]]
        if rows:
            yield NumberTable(heading, [_x_name(axes) or "x", _y_name(axes) or "y"], rows)


def _points(axes: Axes) -> Iterator[list[str]]:
    """Yield a row for each point that is marked, with what is written at it."""
    for line in _lines(axes):
        points = np.column_stack([line.get_xdata(), line.get_ydata()]).astype(float)
        if len(points) < CURVE and _has_marker(line):
            yield from ([_words_at(axes, line, x, y), write(x), write(y)] for x, y in points)
    for cloud in axes.collections:
        if isinstance(cloud, PathCollection):
            offsets = np.asarray(cloud.get_offsets(), dtype=float)
            yield from ([_words_at(axes, None, x, y), write(x), write(y)] for x, y in offsets)


def _bars(axes: Axes) -> Iterator[list[str]]:
    """Yield a row for each bar: its name, and its length in the column of its axis."""
    for bars in axes.containers:
        if not isinstance(bars, BarContainer):
            continue
        upright = bars.orientation != "horizontal"
        for bar in bars.patches:
            length = write(bar.get_height() if upright else bar.get_width())
            middle = bar.get_x() + bar.get_width() / 2
            across = middle if upright else bar.get_y() + bar.get_height() / 2
            label = str(bars.get_label())
            name = label if not label.startswith("_") else _tick_at(axes, across, upright=upright)
            name = name or _words_inside(axes, bar.get_bbox().extents)
            yield [_one_line(name), *(["", length] if upright else [length, ""])]


def _labels(axes: Axes, title: str) -> Iterator[NumberTable]:
    """Yield what is written in the panel, line by line, from the top and from the left."""
    ticks = [*axes.get_xticklabels(), *axes.get_yticklabels()] if axes.axison else []
    shown = [
        text
        for text in (*axes.texts, *(tick for tick in ticks if not _is_number(tick.get_text())))
        if text.get_visible() and text.get_text().strip()
    ]
    if not shown:
        return
    placed = sorted((-_place(t)[1], _place(t)[0], _one_line(t.get_text())) for t in shown)
    lines: list[list[tuple[float, str]]] = []
    height = -np.inf
    for down, across, words in placed:
        if down - height > SAME_HEIGHT:
            lines.append([])
            height = down
        lines[-1].append((across, words))
    width = max(map(len, lines))
    rows = []
    for line in lines:
        cells = [words for _, words in sorted(line)]
        gap = [""] * (width - len(cells))
        # What is alone in its line begins it; the names of columns stand over the columns.
        rows.append([*gap, *cells] if len(cells) > 1 else [*cells, *gap])
    yield NumberTable(title, [""] * width, rows)


def thinned(x: NDArray[np.float64], logarithmic: bool, rows: int = ROWS) -> list[int]:
    """Return which of the abscissas to keep, both ends among them: evenly spaced ones."""
    if len(x) <= rows:
        return list(range(len(x)))
    order = np.argsort(x, kind="stable")
    measured = np.log(x[order]) if logarithmic and np.all(x > 0) else x[order]
    wanted = np.linspace(measured[0], measured[-1], rows)
    kept = [int(order[np.argmin(np.abs(measured - at))]) for at in wanted]
    return list(dict.fromkeys(kept))


def curve_name(axes: Axes, line: Line2D) -> str:
    """Return what a curve is called: by its label, the words in its colour, or the axis."""
    label = str(line.get_label())
    if not label.startswith("_"):
        return _one_line(label)
    colour = to_hex(line.get_color())
    alike = [
        one
        for one in _lines(axes)
        if to_hex(one.get_color()) == colour and len(np.asarray(one.get_xdata())) >= CURVE
    ]
    words = _words_in_colour(axes, colour) if len(alike) == 1 else ""
    return words or _y_name(axes) or axes.get_title(loc="left") or "y"


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


def _lines(axes: Axes) -> list[Line2D]:
    return [line for line in axes.lines if line.get_transform() == axes.transData]


def _has_marker(line: Line2D) -> bool:
    return str(line.get_marker()) not in ("None", "none", "", " ")


def _x_name(axes: Axes) -> str:
    """Return the name of the abscissa; of panels above each other only the lowest may have one."""
    below = [axes, *axes.get_shared_x_axes().get_siblings(axes), *axes.figure.axes]
    return next((one.get_xlabel() for one in below if one.get_xlabel()), "")


def _y_name(axes: Axes) -> str:
    return axes.get_ylabel()


def _words_in_colour(axes: Axes, colour: str) -> str:
    """Return the first words that are written in a colour, not counting bare numbers."""
    words = [_one_line(t.get_text()) for t in axes.texts if to_hex(t.get_color()) == colour]
    return next((text for text in words if sum(map(str.isalpha, text)) > 0), "")


def _words_at(axes: Axes, line: Line2D | None, x: float, y: float) -> str:
    """Return what is written at a point: an annotation of it, or the label of its line."""
    for text in axes.texts:
        if isinstance(text, Annotation) and text.get_text() and np.allclose(text.xy, (x, y)):
            return _one_line(text.get_text())
    label = str(line.get_label()) if line is not None else "_"
    if not label.startswith("_"):
        return _one_line(label)
    return _words_in_colour(axes, to_hex(line.get_color())) if line is not None else ""


def _words_inside(axes: Axes, box: tuple[float, float, float, float]) -> str:
    left, low, right, high = box
    inside = [
        text.get_text()
        for text in axes.texts
        if left <= float(text.get_position()[0]) <= right
        and low <= float(text.get_position()[1]) <= high
    ]
    return _one_line(" ".join(inside))


def _tick_at(axes: Axes, place: float, *, upright: bool) -> str:
    axis = axes.xaxis if upright else axes.yaxis
    for tick, label in zip(axis.get_ticklocs(), axis.get_ticklabels(), strict=False):
        if abs(float(tick) - place) < 1e-6 and not _is_number(label.get_text()):
            return label.get_text()
    return ""


def _is_number(text: str) -> bool:
    return plain(text).replace("−", "").replace(".", "").isdigit()


def _place(text: Text) -> tuple[float, float]:
    box = text.get_window_extent()
    return (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _without_empty_columns(headers: Sequence[str], rows: Rows) -> tuple[list[str], Rows]:
    kept = [k for k in range(len(headers)) if any(row[k] for row in rows)]
    return [headers[k] for k in kept], [[row[k] for k in kept] for row in rows]
