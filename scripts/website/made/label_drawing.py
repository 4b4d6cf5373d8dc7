"""Draws figures as matplotlib does, but measures formulas of labels in the fonts of formulas.

Matplotlib finds this module by its name, as a backend. A label comes out as it was written, one
text with its ``$``; `drawings` marks it up.
"""

import codecs
from io import TextIOBase
from typing import Any
from unicodedata import normalize

from matplotlib.backends.backend_mixed import MixedModeRenderer
from matplotlib.backends.backend_svg import FigureCanvasSVG, RendererSVG
from matplotlib.font_manager import FontProperties

from scripts.website.made.label_math import HATS, ITALIC, LARGER, SCRIPT, UPRIGHT, Run, runs_of

_POINTS_PER_INCH = 72
_WITHOUT_HAT = str.maketrans({sign: normalize("NFD", sign)[0] for sign in HATS})


class _Renderer(RendererSVG):
    def get_text_width_height_descent(
        self, s: str, prop: FontProperties, ismath: Any
    ) -> tuple[float, float, float]:
        if not ismath:
            return self._measured(s, prop)
        runs = runs_of(s)
        sizes = [self._measured(run.text, _font(run, prop)) for run in runs]
        widths, heights, descents = zip(*sizes, strict=True)
        gaps = sum(run.gap for run in runs) * LARGER * prop.get_size_in_points()
        return sum(widths) + gaps, max(heights), max(descents)

    def _measured(self, text: str, font: FontProperties) -> tuple[float, float, float]:
        plain = text.translate(_WITHOUT_HAT)
        found = super().get_text_width_height_descent(plain, font, False)  # type: ignore[no-untyped-call]
        width, height, descent = found
        return float(width), float(height), float(descent)

    def draw_text(
        self,
        gc: Any,
        x: float,
        y: float,
        s: str,
        prop: FontProperties,
        angle: float,
        ismath: Any = False,
        mtext: Any = None,
    ) -> None:
        written = s if ismath else s.replace("$", r"\$")
        super().draw_text(gc, x, y, written, prop, angle, False, mtext)  # type: ignore[no-untyped-call]


# Matplotlib does not say of what types these are.
_RENDERER: Any = _Renderer
_MIXED: Any = MixedModeRenderer


class FigureCanvas(FigureCanvasSVG):
    """The canvas that matplotlib asks the module for."""

    def print_svg(
        self, filename: Any, *, bbox_inches_restore: Any = None, metadata: Any = None, **_: Any
    ) -> None:
        """Write the figure into a stream."""
        figure, dpi = self.figure, self.figure.dpi
        figure.dpi = _POINTS_PER_INCH
        width, height = figure.get_size_inches()
        size = (width * _POINTS_PER_INCH, height * _POINTS_PER_INCH)
        drawn = _RENDERER(*size, _of_text(filename), image_dpi=dpi, metadata=metadata)
        renderer = _MIXED(
            figure, width, height, dpi, drawn, bbox_inches_restore=bbox_inches_restore
        )
        figure.draw(renderer)
        renderer.finalize()


def _of_text(stream: Any) -> Any:
    """Return a stream of text; to lay a figure out, matplotlib draws it into one of bytes."""
    return stream if isinstance(stream, TextIOBase) else codecs.getwriter("utf-8")(stream)


def _font(run: Run, words: FontProperties) -> FontProperties:
    if run.kind == "words":
        return words
    file = ITALIC if run.kind == "letter" else UPRIGHT
    size = words.get_size_in_points() * LARGER * (SCRIPT if run.level else 1)
    return FontProperties(fname=str(file), size=size)
