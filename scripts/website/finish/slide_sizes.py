"""How large a formula, a table or a listing will be on a slide, guessed without a browser.

What is too large for a slide is drawn smaller by what is guessed here; where a guess is wrong, a
slide is longer than the screen, and nothing is lost. Sizes are those of a slide of 1280 times 720.
"""

import re
from collections.abc import Sequence
from math import ceil, sqrt
from xml.etree import ElementTree

from bs4 import Tag

from scripts.website.finish.set_aside import SetAside

WIDTH, HEIGHT = 1150.0, 520.0
"""The room below the heading, in pixels."""

GAP = 26.0
_SMALLEST = 0.4
_FORMULA, _NUMBER = 39.2, 70.0
"""The em of a formula, and the room of its number."""
_TABLE, _CODE, _CAPTION = 21.0, 20.0, 20.0
"""The em of each."""

_STRUT = re.compile(r'class="katex-base" style="--height:([\d.]+)em')
_MATH = re.compile(r"<math\b.*?</math>", re.DOTALL)
_SIZE = re.compile(r'\b(width|height)="([\d.]+)pt"')

_WIDE_SIGNS = {**dict.fromkeys("=≤≥<>≈∼∈→⇒≠∝⟺⇔", 1.35), **dict.fromkeys("+−·×±∥‖", 1.2)}
_NARROW_SIGNS = dict.fromkeys("()[]|{},.:;!′", 0.42)
_SIGNS = {**_WIDE_SIGNS, **_NARROW_SIGNS, "∑": 1.5, "∏": 1.4, "⁡": 0.2}
_STACKED = ("mfrac", "munder", "mover", "munderover")
_SCRIPTS = ("msub", "msup", "msubsup")
_SMALL = 0.72


def fit(width: float, height: float) -> float:
    """Return by how much something of this size is drawn smaller to fit on a slide."""
    return round(max(_SMALLEST, min(1.0, WIDTH / width, HEIGHT / height)), 3)


def formula_size(drawn: str) -> tuple[float, float]:
    """Return the width and the height of a display formula with its number."""
    height = max((float(found) for found in _STRUT.findall(drawn)), default=1.5)
    return _width_of(drawn) * _FORMULA + _NUMBER, height * _FORMULA + 12


def figure_size(drawn: str) -> tuple[float, float]:
    """Return the width and the height that the drawing of a figure has by itself, in points."""
    sizes = {side: float(points) for side, points in _SIZE.findall(drawn[: drawn.index(">")])}
    return sizes["width"], sizes["height"]


def table_size(rows: Sequence[Tag], aside: SetAside) -> tuple[float, float]:
    """Return the width and the height of a table of these rows.

    What is too wide is drawn smaller and broken into lines, about as much by one as by the other.
    """
    cells = [[_cell(cell, aside) for cell in _across_one(row)] for row in rows]
    columns = max((len(row) for row in cells), default=1)
    longest = [max((row[at] for row in cells if at < len(row)), default=1) for at in range(columns)]
    width = sum(longest) * _TABLE * 0.53 + columns * 1.6 * _TABLE
    narrower = max(1.0, sqrt(width / WIDTH))
    lines = [_lines(row, longest, narrower) for row in cells]
    return width / narrower, sum(1.4 * one + 0.8 for one in lines) * _TABLE


def _lines(row: list[float], longest: list[float], narrower: float) -> int:
    """Return how many lines the cells of a row need in columns that are so much narrower."""
    needed = (ceil(narrower * cell / most) for cell, most in zip(row, longest, strict=False))
    return max(needed, default=1)


def _across_one(row: Tag) -> list[Tag]:
    """Return the cells of a row that are each in one column."""
    return [cell for cell in row.select("th, td") if not cell.get("colspan")]


def caption_height(caption: Tag | None, width: float = WIDTH) -> float:
    """Return the height of the words of a figure or a table."""
    if caption is None:
        return 0.0
    letters = len(caption.get_text())
    return ceil(letters * 0.5 * _CAPTION / width) * 1.4 * _CAPTION + 14


def code_size(code: Tag) -> tuple[float, float]:
    """Return the width and the height of a listing."""
    lines = code.get_text().strip("\n").split("\n")
    return max(map(len, lines)) * 0.61 * _CODE + 40, len(lines) * 1.5 * _CODE + 60


def _cell(cell: Tag, aside: SetAside) -> float:
    """Return how many letters of a table a cell is wide."""
    formulas = sum(_width_of(drawn) for drawn in aside.in_order(str(cell)))
    code = sum(len(part.get_text()) for part in cell.select("code"))
    return max(1.0, len(cell.get_text().strip()) + 0.1 * code + 2.1 * formulas)


def _width_of(drawn: str) -> float:
    """Return about how many em a formula is wide."""
    found = _MATH.search(drawn)
    return _wide(ElementTree.fromstring(found[0])) if found else 0.0


def _wide(part: ElementTree.Element) -> float:
    name = part.tag.rpartition("}")[2]
    inner = [_wide(child) for child in part]
    match name:
        case "mi" | "mn" | "mtext" | "mo":
            return _letters(name, part.text or "")
        case "mtable":
            rows = [[_wide(cell) for cell in row] for row in part]
            columns = max(map(len, rows))
            return sum(max(row[at] for row in rows if at < len(row)) for at in range(columns))
        case _ if name in _STACKED:
            return max(inner[0], *(_SMALL * one for one in inner[1:])) + 0.2
        case _ if name in _SCRIPTS:
            return inner[0] + _SMALL * max(inner[1:])
    return sum(inner) + (0.9 if name == "msqrt" else 0)


def _letters(name: str, text: str) -> float:
    if name == "mo":
        return sum(_SIGNS.get(sign, 0.7) for sign in text)
    each = 0.6 if len(text) == 1 else 0.5
    return len(text) * each + (0.2 if name == "mi" and len(text) > 1 else 0)
