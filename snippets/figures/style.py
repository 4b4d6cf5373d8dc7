"""The palette and the type of every figure.

Colours are named here once. The site replaces each of them by a CSS variable of the same name
(``--figure-ink``, ``--figure-blue`` and so on), so that a figure follows the reader's palette.
Shades come from ``alpha``; a colour that is not in ``PALETTE`` is an error of the build.
"""

from typing import Any

from cycler import cycler
from matplotlib.axes import Axes
from matplotlib.figure import Figure

INK = "#1f2328"
MUTED = "#5f6875"
GRID = "#dfe2e6"
SURFACE = "#ffffff"
BLUE = "#1f5fa8"
ORANGE = "#b8500b"
GREEN = "#25704a"
RED = "#b3261e"
PURPLE = "#75479c"

PALETTE = {
    "ink": INK,
    "muted": MUTED,
    "grid": GRID,
    "surface": SURFACE,
    "blue": BLUE,
    "orange": ORANGE,
    "green": GREEN,
    "red": RED,
    "purple": PURPLE,
}

STYLE: dict[Any, Any] = {
    "font.family": "sans-serif",
    "font.size": 10.5,
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.titlesize": 11,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.edgecolor": MUTED,
    "axes.linewidth": 0.8,
    "axes.facecolor": "none",
    "axes.grid": True,
    "axes.axisbelow": True,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.unicode_minus": True,
    "figure.facecolor": "none",
    "grid.color": GRID,
    "grid.linewidth": 0.8,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "lines.linewidth": 2.0,
    "lines.solid_capstyle": "round",
    "legend.frameon": False,
    "patch.edgecolor": "none",
    "hatch.color": MUTED,
    "svg.fonttype": "none",
}

IN_NOTEBOOKS: dict[Any, Any] = {
    **STYLE,
    "axes.prop_cycle": cycler(color=[BLUE, ORANGE, GREEN, RED, PURPLE]),
    "figure.constrained_layout.use": True,
}
"""There figures are begun by pyplot, as readers do, in the colours C0, C1 and so on."""


WIDE = 7.2
"""So many inches wide is a figure drawn for screens that have room beside the text."""


class SiteFigure(Figure):
    """A figure, and how it is drawn again where the screen is wide, if it gains by that."""

    wide: float = 0.0
    turned: bool = False

    def widen(self) -> None:
        """Take the shape that the figure has on a wide screen."""
        self.set_size_inches(WIDE, self.wide)
        if self.turned:
            _turn(self)


def new_figure(
    width: float = 5.2, height: float = 3.2, *, wide: float = 0.0, turned: bool = False
) -> SiteFigure:
    """Return an empty figure of ``width`` by ``height`` inches whose parts never overlap.

    One that is crowded in a column of text says with ``wide`` how high it is where it may be
    ``WIDE`` inches wide. It is drawn twice, and wide screens show the second drawing. If it is
    ``turned``, panels that stand one below the other stand side by side there.
    """
    figure = SiteFigure(figsize=(width, height), layout="constrained")
    figure.wide, figure.turned = wide, turned
    return figure


def _turn(figure: SiteFigure) -> None:
    """Make columns of the rows of panels."""
    places = {axes: spec for axes in figure.axes if (spec := axes.get_subplotspec())}
    rows, columns = next(iter(places.values())).get_gridspec().get_geometry()
    grid = figure.add_gridspec(columns, rows)
    for axes, spec in places.items():
        axes.set_subplotspec(grid[spec.colspan.start, spec.rowspan.start])


def label_line(axes: Axes, x: float, y: float, text: str, colour: str, **options: object) -> None:
    """Write ``text`` beside a line, in the line's colour: easier to read than a legend."""
    axes.annotate(
        text,
        (x, y),
        color=colour,
        xytext=(0, 4),
        textcoords="offset points",
        **options,  # type: ignore[arg-type]
    )
