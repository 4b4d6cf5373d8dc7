"""What the curves, points and bars of a panel are called in the tables of its numbers.

A name is the label of an artist, or words of the picture that can mean nothing else. Words that
tell a value name nothing: they hold at one point, or where a moving figure starts.
"""

import re

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.colors import to_hex
from matplotlib.container import BarContainer
from matplotlib.contour import ContourSet
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Annotation, Text
from numpy.typing import NDArray

from scripts.website.made.label_math import plain

CURVE = 13
"""A line through fewer points is read point by point."""

NEAR = 1.0
"""What is so few pixels away is at the same place."""

_TELLS_A_VALUE = re.compile(r"[=:]\s*[−-]?\d|\d\.\d|∞")
_NUMBER = re.compile(r"[−+-]?[\d.,]+")
_WORD = re.compile(r"[\w.]+")


class DoubtError(ValueError):
    """An artist that nothing names, or that could be one of two."""


def x_name(axes: Axes) -> str:
    """Return the name of the abscissa; of panels above each other only the lowest may have one."""
    below = [axes, *axes.get_shared_x_axes().get_siblings(axes)]
    return next((one.get_xlabel() for one in below if one.get_xlabel()), "")


def y_name(axes: Axes) -> str:
    """Return the name of the ordinate; of panels side by side only the first may have one."""
    beside = [axes, *axes.get_shared_y_axes().get_siblings(axes)]
    return next((one.get_ylabel() for one in beside if one.get_ylabel()), "")


def title_of(axes: Axes) -> str:
    """Return the title of a panel, wherever it stands."""
    return axes.get_title(loc="left") or axes.get_title()


def panel_name(axes: Axes) -> str:
    """Return where in a figure something is, for authors."""
    name = title_of(axes) or y_name(axes)
    return f"in the panel {plain(name)!r}" if name else "in a panel without a title"


def lines_of(axes: Axes) -> list[Line2D]:
    """Return the lines whose points are values on both axes."""
    return [line for line in axes.lines if line.get_transform() == axes.transData]


def is_curve(line: Line2D) -> bool:
    """Tell whether a line is thinned, and not read point by point."""
    return len(np.asarray(line.get_xdata())) >= CURVE


def has_marker(line: Line2D) -> bool:
    """Tell whether the points of a line are drawn."""
    return str(line.get_marker()) not in ("None", "none", "", " ")


def one_line(text: str) -> str:
    """Return a label without the breaks of its lines."""
    return " ".join(text.split())


def curve_name(axes: Axes, curve: Line2D | ContourSet) -> str:
    """Return what a curve is called: by its label, the words in its colour, or the axis.

    Raises:
        DoubtError: there are other curves, and nothing says which it is.
    """
    if label := own_label(curve):
        return label
    curves = _curves(axes)
    colour = _colour(curve)
    words = _words_in_colour(axes, colour)
    if len(words) == 1 and [_colour(one) for one in curves].count(colour) == 1:
        return words[0]
    if len(curves) == 1 and (name := y_name(axes) or title_of(axes)):
        return name
    raise DoubtError(f"{_found(words)} a curve {panel_name(axes)}")


def point_name(axes: Axes, line: Line2D | None, x: float, y: float) -> str:
    """Return the label of a point, what is written at it, or the one curve that it lies on."""
    if label := own_label(line):
        return label
    here = _pixels(axes, [(x, y)])[0]
    for text in axes.texts:
        words = one_line(text.get_text())
        if _is_of(axes, text, here) and words and not _NUMBER.fullmatch(plain(words)):
            return words
    return _name_of_curve_through(axes, here)


def bar_name(axes: Axes, label: str, bar: Rectangle, *, upright: bool) -> str:
    """Return what a bar is called: the word on the axis below it, and its label as a part of it."""
    across = bar.get_x() + bar.get_width() / 2 if upright else bar.get_y() + bar.get_height() / 2
    axis = axes.xaxis if upright else axes.yaxis
    ticks = zip(axis.get_ticklocs(), axis.get_ticklabels(), strict=False)
    words = (one_line(text.get_text()) for at, text in ticks if abs(float(at) - across) < 1e-6)
    place = next((word for word in words if not _NUMBER.fullmatch(plain(word))), "")
    is_said = set(_WORD.findall(place)) <= set(_WORD.findall(label))
    return label if is_said else f"{place}: {label}" if label else place


def own_label(artist: Artist | BarContainer | None) -> str:
    """Return the label that the author gave, if one was given."""
    label = "_" if artist is None else str(artist.get_label())
    return "" if label.startswith("_") else one_line(label)


def _curves(axes: Axes) -> list[Line2D | ContourSet]:
    levels = [one for one in axes.collections if isinstance(one, ContourSet) and not one.filled]
    return [*filter(is_curve, lines_of(axes)), *levels]


def _colour(curve: Line2D | ContourSet) -> str:
    if isinstance(curve, Line2D):
        return to_hex(curve.get_color())
    return to_hex(tuple(np.asarray(curve.get_edgecolor())[0]))


def _words_in_colour(axes: Axes, colour: str) -> list[str]:
    """Return what is written in a colour and could name a curve."""
    points = _marked(axes)
    return [
        words
        for text in axes.texts
        if to_hex(text.get_color()) == colour
        and any(map(str.isalpha, words := one_line(text.get_text())))
        and not _TELLS_A_VALUE.search(plain(words))
        and not any(_is_of(axes, text, point) for point in points)
    ]


def _marked(axes: Axes) -> NDArray[np.float64]:
    """Return where the marked points are, in pixels."""
    found: list[NDArray[np.float64]] = [np.empty((0, 2))]
    for line in lines_of(axes):
        if has_marker(line) and not is_curve(line):
            found.append(_pixels(axes, line.get_xydata()))
    for cloud in axes.collections:
        if isinstance(cloud, PathCollection):
            found.append(_pixels(axes, cloud.get_offsets()))
    return np.concatenate(found)


def _is_of(axes: Axes, text: Text, point: NDArray[np.float64]) -> bool:
    """Tell whether a text is an annotation of the point, which is given in pixels."""
    if not isinstance(text, Annotation) or text.xycoords != "data":
        return False
    return bool(np.hypot(*(_pixels(axes, [text.xy])[0] - point)) < NEAR)


def _name_of_curve_through(axes: Axes, point: NDArray[np.float64]) -> str:
    """Return the name of the one curve that a point lies on, if there are others."""
    curves = list(filter(is_curve, lines_of(axes)))
    through = [line for line in curves if _distance(_pixels(axes, line.get_xydata()), point) < NEAR]
    return curve_name(axes, through[0]) if len(curves) > 1 and len(through) == 1 else ""


def _distance(line: NDArray[np.float64], point: NDArray[np.float64]) -> float:
    """Return how far a point is from a line through points."""
    line = line[np.isfinite(line).all(axis=1)]
    starts, ways = line[:-1], np.diff(line, axis=0)
    squares = np.maximum((ways**2).sum(axis=1), np.finfo(float).tiny)
    along = np.clip(((point - starts) * ways).sum(axis=1) / squares, 0, 1)
    nearest = starts + along[:, np.newaxis] * ways
    return float(np.hypot(*(nearest - point).T).min(initial=np.inf))


def _pixels(axes: Axes, points: object) -> NDArray[np.float64]:
    return np.asarray(axes.transData.transform(np.asarray(points, dtype=float)))


def _found(words: list[str]) -> str:
    if len(words) < 2:
        return "nothing names"
    return f"{' and '.join(repr(plain(each)) for each in words)} may both name"
