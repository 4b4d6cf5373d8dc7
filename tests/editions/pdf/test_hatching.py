"""Hatched areas are drawn as lines that cover them."""

import re

from hypothesis import given
from hypothesis import strategies as st

from scripts.editions.pdf.hatching import with_drawn_hatching

PATTERN = (
    '<pattern id="h" patternUnits="userSpaceOnUse" x="0" y="0" width="72" height="72">'
    '<path d="M 0 0 L 72 72"/></pattern>'
)


def area(left: float, top: float, right: float, bottom: float) -> str:
    outline = f"M {left} {top} L {right} {top} L {right} {bottom} L {left} {bottom} z"
    return f'<path d="{outline}" clip-path="url(#c)" style="fill: url(#h); stroke: red"/>'


numbers = st.floats(0, 500).map(lambda number: round(number, 2))


@given(numbers, numbers, st.floats(1, 200), st.floats(1, 200))
def test_tiles_cover_the_area(left: float, top: float, width: float, height: float) -> None:
    right, bottom = round(left + width, 2), round(top + height, 2)
    drawn = with_drawn_hatching(
        f"<svg><defs>{PATTERN}</defs>{area(left, top, right, bottom)}</svg>"
    )
    tiles = [
        (float(x), float(y))
        for x, y in re.findall(r'<use href="#h" x="([^"]+)" y="([^"]+)"', drawn)
    ]
    assert min(x for x, _ in tiles) <= left
    assert max(x for x, _ in tiles) + 72 >= right
    assert min(y for _, y in tiles) <= top
    assert max(y for _, y in tiles) + 72 >= bottom
    columns, rows = {x for x, _ in tiles}, {y for _, y in tiles}
    assert len(tiles) == len(columns) * len(rows)


def test_the_outline_stays_and_the_pattern_goes() -> None:
    drawn = with_drawn_hatching(f"<svg>{PATTERN}{area(0, 0, 10, 10)}</svg>")
    assert "fill: none; stroke: red" in drawn
    assert "<pattern" not in drawn
    assert '<g clip-path="url(#c)">' in drawn


def test_other_drawings_stay_as_they_are() -> None:
    svg = '<svg><path d="M 0 0" style="fill: red"/></svg>'
    assert with_drawn_hatching(svg) == svg
