"""Pictures of formulas, for readers of EPUB that draw no MathML.

What these show of MathML is its characters in a row, which makes a product of a fraction. So each
displayed formula, and each in the text that is more than a row, comes as a picture too: KaTeX's
drawing, as a browser lays it out, with the outlines of KaTeX's own letters.
"""

import re
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from matplotlib.ft2font import FT2Font, LoadFlags
from matplotlib.path import Path as Outline

from scripts.common.browser import chromium
from scripts.editions.pdf.drawn import DrawnFormula
from scripts.editions.pdf.problems import BookError

_MEASURE = Path(__file__).with_name("pictures.js").read_text(encoding="utf-8")
_FONTS = "node_modules/katex/dist/fonts"
_COMMANDS = {Outline.MOVETO: "m", Outline.LINETO: "l", Outline.CURVE3: "q", Outline.CLOSEPOLY: "z"}
_STYLES = {"400 normal": "Regular", "400 italic": "Italic", "700 normal": "Bold"}
_DISPLAYED = 'display="block"'
_MORE_THAN_A_ROW = re.compile(r"<m(?:frac|root|sqrt|sup|subsup|table|under|underover)\b")
_SIZE = 200
"""Pixels of the type that is measured: large, since a browser rounds to whole ones."""
_UNITS = 1000
"""Of a picture, in its type's size."""
_ROOM = 80
"""Units around a formula: it is black on white, and must keep off the edge on a dark screen."""
_LARGER = 1.1
"""How much larger than the text around it: small letters look alike then."""
_PIXELS = 16
"""The size of text that a reader begins with."""

Box = tuple[int, int, int, int]
"""Left, top, right and bottom."""


@dataclass(frozen=True)
class Picture:
    """A drawing, its file, and its width and depth in sizes of the text around it."""

    file: str
    svg: str
    width: float
    depth: float


Pictures = Mapping[tuple[str, bool], Picture]
"""By the TeX of a formula, and whether it is displayed."""


def draw_pictures(formulas: Iterable[DrawnFormula], root: Path, site: Path) -> Pictures:
    """Return a picture of each formula that a row of characters cannot stand for.

    Raises:
        BookError: KaTeX's fonts lack a letter.
        NoBrowserError: there is no browser.
    """
    wanted = {
        _key(one): one.drawing
        for one in formulas
        if _DISPLAYED in one.mathml or _MORE_THAN_A_ROW.search(one.mathml)
    }
    found = _laid_out([*wanted.values()], site) if wanted else []
    return {
        key: _picture(f"formula-{number}.svg", parts, root / _FONTS)
        for number, (key, parts) in enumerate(zip(wanted, found, strict=True), 1)
    }


def with_picture(mathml: str, formula: DrawnFormula, pictures: Pictures) -> str:
    """Return a formula with its picture before it, if it has one; `math.css` shows one of both."""
    picture = pictures.get(_key(formula))
    if not picture:
        return mathml
    alternative = escape(" ".join(formula.tex.split()))
    style = f"width: {picture.width:.2f}em; vertical-align: {-picture.depth:.2f}em"
    image = f'<img class="picture" src="{picture.file}" alt="{alternative}" style="{style}"/>'
    return f'{image}<span class="drawn-by-reader">{mathml}</span>'


def _key(formula: DrawnFormula) -> tuple[str, bool]:
    return formula.tex, _DISPLAYED in formula.mathml


def _laid_out(drawings: Sequence[str], site: Path) -> list[dict[str, Any]]:
    """Return where a browser puts the parts of each drawing."""
    style = (site / "assets/katex/katex.min.css").resolve().as_uri()
    page = "\n".join(
        [
            f'<!DOCTYPE html><meta charset="utf-8"><link rel="stylesheet" href="{style}">',
            f"<style>.katex {{ font-size: {_SIZE}px; white-space: nowrap }}</style>",
            *(f'<p><span class="katex">{drawing}</span></p>' for drawing in drawings),
        ]
    )
    with tempfile.TemporaryDirectory(prefix="formulas-") as folder, chromium() as context:
        file = Path(folder) / "formulas.html"
        file.write_text(page, encoding="utf-8")
        tab = context.new_page()
        tab.goto(file.as_uri(), wait_until="load")
        tab.evaluate("document.fonts.ready.then(() => true)")
        parts: list[dict[str, Any]] = tab.evaluate(_MEASURE)
    return parts


def _picture(file: str, parts: Mapping[str, Any], fonts: Path) -> Picture:
    outlines: dict[str, str] = {}
    drawn = ""
    boxes: list[Box] = [(0, 0, _units(parts["width"]), 0)]
    for glyph in parts["glyphs"]:
        outline, place, box = _letter(glyph, fonts)
        name = outlines.setdefault(outline, f"g{len(outlines)}")
        drawn += f'<use xlink:href="#{name}" {place}/>'
        boxes.append(box)
    for line in parts["lines"]:
        drawn += f"<rect {_placed(line)}/>"
        boxes.append(_box(line))
    for drawing in parts["drawings"]:
        drawn += _drawing(drawing)
        boxes.append(_box(drawing["seen"]))
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    left, top = min(lefts) - _ROOM, min(tops) - _ROOM
    width, height = max(rights) + _ROOM - left, max(bottoms) + _ROOM - top
    letters = "".join(f'<path id="{name}" d="{outline}"/>' for outline, name in outlines.items())
    scale = _LARGER / _UNITS
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'width="{width * scale * _PIXELS:.2f}" height="{height * scale * _PIXELS:.2f}" '
        f'viewBox="{left} {top} {width} {height}"><defs>{letters}</defs>'
        f'<rect x="{left}" y="{top}" width="{width}" height="{height}" fill="#fff"/>{drawn}</svg>'
    )
    return Picture(file, svg, width * scale, (top + height) * scale)


def _letter(glyph: Mapping[str, Any], fonts: Path) -> tuple[str, str, Box]:
    """Return the outline of a letter, what puts it in its place, and its box there."""
    family, *style = glyph["font"]
    font = _font(fonts / f"{family}-{_STYLES[' '.join(style)]}.ttf")
    sign = ord(glyph["sign"])
    if not font.get_char_index(sign):
        raise BookError(f"The font {family} has no '{glyph['sign']}', which a picture needs.")
    left, top, _, bottom = glyph["box"]
    base = top + (bottom - top) * font.ascender / (font.ascender - font.descender)
    x, y, scale = _units(left), _units(base), glyph["size"] / _SIZE * _UNITS / font.units_per_EM
    low_x, low_y, high_x, high_y = (
        round(scale * side) for side in font.load_char(sign, LoadFlags.NO_SCALE).bbox
    )
    place = f'transform="translate({x} {y}) scale({scale:g} {-scale:g})"'
    return _outline(font), place, (x + low_x, y - high_y, x + high_x, y - low_y)


def _outline(font: FT2Font) -> str:
    """Return the outline of the letter that a font has loaded, each point from that before."""
    written, at, start = "", (0, 0), (0, 0)
    for numbers, command in Outline(*font.get_path()).iter_segments(simplify=False):
        written += _COMMANDS[command]
        if command == Outline.CLOSEPOLY:
            at = start
            continue
        # The font counts in 64ths.
        x, y = ([round(64 * number) for number in numbers[side::2]] for side in (0, 1))
        written += " ".join(f"{a - at[0]} {b - at[1]}" for a, b in zip(x, y, strict=True))
        at = x[-1], y[-1]
        start = at if command == Outline.MOVETO else start
    return written


@cache
def _font(file: Path) -> FT2Font:
    return FT2Font(str(file))


def _drawing(drawing: Mapping[str, Any]) -> str:
    """Return a drawing in a frame that hides what is not seen of it."""
    left, top, right, bottom = _box(drawing["seen"])
    return (
        f'<svg {_placed(drawing["seen"])} viewBox="{left} {top} {right - left} {bottom - top}">'
        f'<svg {_placed(drawing["box"])} viewBox="{drawing["view"]}" '
        f'preserveAspectRatio="{drawing["fit"]}"><path d="{drawing["path"]}"/></svg></svg>'
    )


def _placed(pixels: Sequence[float]) -> str:
    left, top, right, bottom = _box(pixels)
    return f'x="{left}" y="{top}" width="{right - left}" height="{bottom - top}"'


def _box(pixels: Sequence[float]) -> Box:
    left, top, right, bottom = map(_units, pixels)
    return left, top, right, bottom


def _units(pixels: float) -> int:
    return round(pixels * _UNITS / _SIZE)
