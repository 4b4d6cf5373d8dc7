"""A matplotlib figure as inline SVG: text as text, colours from the page, the same every time."""

import io
import re
from collections.abc import Collection
from html import unescape

import matplotlib as mpl
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.text import Text

from scripts.website.made.label_drawing import FigureCanvas
from scripts.website.made.label_fonts import label_fonts
from scripts.website.made.label_math import markup, runs_of
from snippets.figures.style import PALETTE, STYLE

SMALLEST = 10.0
"""So many points has a text that everybody can read beside the text of a page."""

_VARIABLES = {colour.lower(): f"var(--figure-{name})" for name, colour in PALETTE.items()}
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}\b")
_TAG = re.compile(r"<[^>]*>")
_LABEL = re.compile(r"(?<=>)[^<]*\$[^<]*(?=</text>)")
_BACKEND = f"module://{FigureCanvas.__module__}"
_STENCILS = re.compile(r"<defs>.*?</defs>", re.DOTALL)
# Matplotlib leaves a black fill out: black is what SVG draws without one.
_BLACK = re.compile(
    r'<(?:path|use|(?:text|tspan)(?=[^>]* style="))\b(?![^>]*(?:\bfill: |\bfill-opacity: 0[";]))'
)
_LONG_NUMBER = re.compile(r"-?\d+\.\d{3,}")
_CURVE = re.compile(r' d="[^"]*"')
MANY_POINTS = 40
"""From so many on, hundredths of a pixel would weigh more than all else on some pages."""
_LEFT_TO_THE_PAGE = re.compile(
    r"""
    <metadata>.*?</metadata> | <!--.*?--> | <defs>\s*<style.*?</style>\s*</defs>
    | \ font-family:\ [^;"]*;? | \ transform="rotate\(-?0\ [^"]*"
    """,
    re.DOTALL | re.VERBOSE,
)
_ID = re.compile(r'\sid="([^"]+)"')
_USED_ID = re.compile(r'(?:href="#|url\(#)([^")]+)')


def figure_to_svg(figure: Figure, name: str, moving: Collection[str] = ()) -> str:
    """Return the figure as an SVG element; ``name`` keeps its ids apart from other figures'.

    The artists that have one of the ids in ``moving`` keep it.

    Raises:
        ValueError: it uses a colour that is not in the palette, holds a raster image or a text
            that is too small or in a font of its own, or belongs to pyplot.
    """
    if figure.canvas.manager is not None:
        raise ValueError("the figure belongs to pyplot; begin it with new_figure()")
    stream = io.StringIO()
    chosen = {
        **STYLE,
        "font.family": label_fonts(),
        "svg.hashsalt": name,
        "path.simplify": not moving,
    }
    with mpl.rc_context(chosen):
        _take_the_font_of_pages(figure)
        _let_grids_be_ticks(figure)
        if moving:
            _keep_all_points(figure)
        nothing = {"Date": None, "Creator": None}
        figure.savefig(stream, format="svg", metadata=nothing, backend=_BACKEND)
    _require_readable(figure)
    svg = stream.getvalue()
    svg = svg[svg.index("<svg") :]
    if "<image" in svg:
        raise ValueError("the figure holds a raster image; draw it with lines and areas")
    svg = _without_idle_ids(svg, name, moving)
    svg = _LEFT_TO_THE_PAGE.sub("", svg)
    if _BLACK.search(_STENCILS.sub("", svg)):
        raise _unknown_colour("#000000")
    # The labels between the tags are the author's: no number in them is rounded.
    svg = _TAG.sub(_shortened, svg)
    svg = re.sub(r">\s+<", "><", re.sub(r"\s*\n\s*", " ", svg)).strip()
    return _LABEL.sub(lambda label: markup(unescape(label[0])), svg)


def _keep_all_points(figure: Figure) -> None:
    """Let lines be drawn with as many points as the script has that moves them."""
    for line in figure.findobj(Line2D):
        if isinstance(line, Line2D):
            line.recache(always=True)


def _let_grids_be_ticks(figure: Figure) -> None:
    """Leave out the marks at the ends of lines of a grid, and the frames that clip these lines.

    Browsers paint each of them on its own, again at every step of a figure that moves. On a scale
    of powers marks stand between the lines, too, and all stay.
    """
    for axis in (axis for axes in figure.axes for axis in (axes.xaxis, axes.yaxis)):
        if axis.get_tick_params()["gridOn"] and axis.get_scale() != "log":
            axis.set_tick_params(bottom=False, top=False, left=False, right=False)
        for line in axis.get_gridlines():
            line.set_clip_on(False)


def _take_the_font_of_pages(figure: Figure) -> None:
    """Have texts measured in it that asked for none, whenever they were written."""
    for text in figure.findobj(Text):
        if isinstance(text, Text) and text.get_fontfamily() == [STYLE["font.family"]]:
            text.set_fontfamily(mpl.rcParams["font.family"])


def _require_readable(figure: Figure) -> None:
    """Refuse small texts, fonts that the page would not have, and half formulas, wherever."""
    for text in figure.findobj(Text):
        if not (isinstance(text, Text) and text.get_visible() and text.get_text().strip()):
            continue
        for line in text.get_text().splitlines():
            runs_of(line)
        words, size = " ".join(text.get_text().split()), float(text.get_fontsize())
        if size < SMALLEST:
            raise ValueError(f"'{words}' is written in {size:g} points; {SMALLEST:g} can be read")
        if text.get_fontfamily() != label_fonts():
            named = ", ".join(text.get_fontfamily())
            raise ValueError(
                f"'{words}' is in the font {named}; pages choose the font: leave it out"
            )


def with_plain_colours(svg: str) -> str:
    """Return the drawing for places that have no CSS variables to take its colours from."""
    for name, colour in PALETTE.items():
        svg = svg.replace(f"var(--figure-{name})", colour)
    return svg


def _shortened(tag: re.Match[str]) -> str:
    coloured = _COLOUR.sub(_variable, tag[0])
    return _rounded(_CURVE.sub(_curve, coloured), 2)


def _curve(points: re.Match[str]) -> str:
    return _rounded(points[0], 1) if points[0].count("L") > MANY_POINTS else points[0]


def _rounded(text: str, digits: int) -> str:
    return _LONG_NUMBER.sub(lambda number: f"{float(number[0]):.{digits}f}", text)


def _variable(colour: re.Match[str]) -> str:
    variable = _VARIABLES.get(colour[0].lower())
    if variable is None:
        raise _unknown_colour(colour[0])
    return variable


def _unknown_colour(colour: str) -> ValueError:
    known = ", ".join(PALETTE)
    return ValueError(
        f"the figure uses the colour {colour}; "
        f"snippets/figures/style.py has {known} (shades by alpha)"
    )


def _without_idle_ids(svg: str, name: str, moving: Collection[str]) -> str:
    drawn = set(_ID.findall(svg))
    if missing := [mark for mark in moving if mark not in drawn]:
        raise ValueError(f"no artist has the gid {missing[0]}, which is to move")
    used = {*_USED_ID.findall(svg), *moving}
    svg = _ID.sub(lambda found: f' id="{name}-{found[1]}"' if found[1] in used else "", svg)
    return re.sub(r'(href="#|url\(#)', rf"\g<1>{name}-", svg)
