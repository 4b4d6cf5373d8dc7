"""The cover: the title over the two branches of the loss."""

import io
import textwrap

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure

from scripts.editions.edition import Edition
from snippets.careful.information import self_information
from snippets.figures.style import BLUE, INK, MUTED, ORANGE, STYLE

_WIDTH, _HEIGHT, _DOTS_PER_INCH = 8.0, 12.0, 150


def draw_cover(edition: Edition) -> bytes:
    """Return the cover as PNG, the same bytes for the same edition."""
    with mpl.rc_context({**STYLE, "font.family": "serif"}):
        figure = Figure(figsize=(_WIDTH, _HEIGHT), facecolor="#fffefb")
        title = textwrap.fill(edition.title, 18)
        figure.text(0.1, 0.88, title, size=44, weight="bold", color=INK, va="top")
        description = textwrap.fill(edition.description, 52)
        figure.text(0.1, 0.66, description, size=17, color=MUTED, va="top", linespacing=1.5)
        figure.text(0.1, 0.05, f"Version {edition.version}", size=14, color=MUTED)
        axes = figure.add_axes((0.1, 0.12, 0.8, 0.4))
        p = np.linspace(0.01, 0.99, 400)
        axes.plot(p, self_information(p), color=BLUE, linewidth=5)
        axes.plot(p, self_information(1 - p), color=ORANGE, linewidth=5, linestyle=(0, (4, 2)))
        axes.set_axis_off()
        image = io.BytesIO()
        figure.savefig(image, format="png", dpi=_DOTS_PER_INCH, metadata={"Software": None})
    return image.getvalue()
