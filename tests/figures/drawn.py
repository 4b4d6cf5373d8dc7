"""What a figure has drawn, as plain arrays."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import to_hex, to_rgba
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from numpy.typing import NDArray

from scripts.website.made.label_math import plain


def points(line: Line2D) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the abscissas and the ordinates of ``line``."""
    return (
        np.asarray(line.get_xdata(), dtype=np.float64),
        np.asarray(line.get_ydata(), dtype=np.float64),
    )


def blocks(axes: Axes, colour: str) -> list[Rectangle]:
    """Return the rectangles that are filled with ``colour``, also those with a tint of it."""
    return [
        patch
        for patch in axes.patches
        if isinstance(patch, Rectangle)
        and to_rgba(patch.get_facecolor())[3] > 0
        and to_hex(patch.get_facecolor()) == colour
    ]


def level(axes: Axes) -> float:
    """Return the height of the dashed mean."""
    line = next(line for line in axes.lines if line.get_linestyle() == "--")
    return float(points(line)[1][0])


def said(text: object) -> str:
    """Return the words of a label, with its formulas as text."""
    return plain(text.get_text() if isinstance(text, Text) else str(text))
