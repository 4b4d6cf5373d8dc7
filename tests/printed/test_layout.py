"""Nothing on a page is cut, collides, or is left alone: seen from the boxes of all that is on it.

A printed page hides what is outside of a clip; the boxes of its glyphs do not.
"""

import re
from collections import defaultdict
from itertools import pairwise

from tests.printed.reading import Box, Element, Glyph, Page, Printed, around
from tests.printed.test_contents import MARGINS, elements, text_of

MM = 72 / 25.4
WIDTH = 142 * MM
"""Of the text."""
ITALIC = 2.5
"""Points by which a slanted letter may reach over the margin."""
FRAME = 8.0
"""Points by which a frame or a tint may reach over the margin."""
FORMULA_FONTS = "KaTeX"
ACCENTS = "̂^˜̃̄"
CELL = 12.0
LEAST_LINES = 5


def type_area(page: Page) -> Box:
    """Return where text may be: the middle of the page."""
    left = (page.width - WIDTH) / 2
    return Box(left, MARGINS[1], page.width - left, page.height - MARGINS[0])


def body(page: Page) -> list[Glyph]:
    """Return the glyphs between head and foot."""
    area = type_area(page)
    return [g for g in page.glyphs if area.bottom - 5 < g.box.bottom < area.top + 5]


def lines(glyphs: list[Glyph]) -> list[float]:
    """Return the heights of the lines of text."""
    heights = sorted({round(glyph.box.bottom) for glyph in glyphs}, reverse=True)
    return [upper for upper, lower in pairwise([*heights, -100]) if upper - lower > 4]


def test_no_glyph_is_outside_of_the_text(printed: Printed) -> None:
    outside = []
    for page in printed.pages:
        area = type_area(page)
        for glyph in page.glyphs:
            if glyph.box.left < area.left - ITALIC or glyph.box.right > area.right + ITALIC:
                outside.append((page.number, glyph.text, glyph.box))
    assert outside == []


def test_no_line_or_area_is_outside_of_the_text(printed: Printed) -> None:
    """Curves of figures go on outside of their axes, where a clip hides them."""
    drawn = {content for figure in elements(printed, "Figure") for content in figure.all_contents()}
    outside = []
    for page in printed.pages:
        area = type_area(page)
        allowed = Box(area.left - FRAME, area.bottom - FRAME, area.right + FRAME, area.top + FRAME)
        for box, mark in page.painted:
            if mark >= 0 and (page.number, mark) not in drawn and not box.within(allowed):
                outside.append((page.number, mark, box))
    assert outside == []


def test_no_two_letters_of_the_text_overlap(printed: Printed) -> None:
    """Formulas pile signs on each other on purpose; words do not."""
    overlapping = []
    for page in printed.pages:
        cells: dict[tuple[int, int], list[Glyph]] = defaultdict(list)
        for glyph in page.glyphs:
            if FORMULA_FONTS in glyph.font or not glyph.box.area or glyph.text in ACCENTS:
                continue
            column, row = int(glyph.box.left // CELL), int(glyph.box.bottom // CELL)
            for other in (
                other
                for x in (column - 1, column, column + 1)
                for y in (row - 1, row, row + 1)
                for other in cells[x, y]
            ):
                # An italic f reaches over its neighbours, and letters of a ligature share a box.
                neighbours = glyph.font == other.font and abs(glyph.place - other.place) <= 3
                common = glyph.box.common(other.box)
                if common > 0.4 * min(glyph.box.area, other.box.area) and not neighbours:
                    overlapping.append((page.number, other.text + glyph.text, glyph.box))
            cells[column, row].append(glyph)
    assert overlapping == []


def test_formulas_keep_clear_of_their_numbers(printed: Printed) -> None:
    numbers = defaultdict(list)
    for link in printed.links:
        if "--eq-" in link.target and printed.targets[link.target][0] == link.page:
            text = printed.pages[link.page - 1].text_in(link.box)
            if re.fullmatch(r"\(\d+\.\d+\)", text):
                area = type_area(printed.pages[link.page - 1])
                if link.box.right > area.right - 5:
                    numbers[link.page].append(link.box)
    assert sum(map(len, numbers.values())) > 100
    colliding = [
        (page, formula.alt)
        for formula in elements(printed, "Formula")
        for page, box in printed.boxes(formula).items()
        for number in numbers[page]
        if box.common(number) > 0
    ]
    assert colliding == []


def content_below(printed: Printed, page: int, height: float) -> bool:
    return any(
        mark >= 0 and box.area and box.top <= height + 1
        for box, mark in printed.pages[page - 1].painted
    )


def test_no_heading_is_the_last_on_its_page(printed: Printed) -> None:
    lonely = []
    for heading in elements(printed, "H1", "H2", "H3", "H4"):
        ((page, box),) = printed.boxes(heading).items()
        if not content_below(printed, page, box.bottom):
            lonely.append((page, printed.pages[page - 1].text_in(box)))
    assert lonely == []


def test_what_is_announced_is_on_the_same_page(printed: Printed) -> None:
    announced = [e for e in elements(printed, "P") if text_of(printed, e).endswith(":")]
    assert len(announced) > 20
    for paragraph in announced:
        (page, box) = max(printed.boxes(paragraph).items())
        assert content_below(printed, page, box.bottom), (page, text_of(printed, paragraph))


def parts_of(printed: Printed, *kinds: str) -> list[tuple[Element, dict[int, Box]]]:
    return [(element, printed.boxes(element)) for element in elements(printed, *kinds)]


def test_figures_formulas_and_rows_are_on_one_page(printed: Printed) -> None:
    heads = [row for row in elements(printed, "TR") if _repeated(row)]
    repeated = {id(element) for head in heads for element in head.all()}
    cut = [
        (element.kind, element.alt[:40], sorted(boxes))
        for element, boxes in parts_of(printed, "Figure", "Formula", "TR", "H1", "H2", "H3")
        if len(boxes) > 1 and id(element) not in repeated
    ]
    assert cut == []


def _repeated(element: Element) -> bool:
    """Tell whether it is the head of a table, which is printed again on the next page."""
    return element.kind == "TR" and all(cell.kind == "TH" for cell in element.kids)


def test_captions_stand_with_what_they_describe(printed: Printed) -> None:
    figures = _boxes_by_page(printed, "Figure", "Table")
    for caption, boxes in parts_of(printed, "Caption"):
        for page, box in boxes.items():
            near = [
                other
                for other in figures.get(page, [])
                # What a figure hides behind a clip may reach into its caption.
                if abs(other.bottom - box.top) < 40
                or abs(box.bottom - other.top) < 40
                or box.common(other)
            ]
            assert near, (page, printed.pages[page - 1].text_in(box), caption.kind)


def _boxes_by_page(printed: Printed, *kinds: str) -> dict[int, list[Box]]:
    found: dict[int, list[Box]] = defaultdict(list)
    for _, boxes in parts_of(printed, *kinds):
        for page, box in boxes.items():
            found[page].append(box)
    return found


def test_only_the_last_page_of_a_part_is_less_than_half_full(printed: Printed) -> None:
    starts = {page for level, _, page in printed.outline if level == 0}
    home = min(page for _, _, page in printed.outline)
    last = {home - 1, len(printed.pages), *(page - 1 for page in starts)}
    for page in printed.pages[1:]:
        glyphs = body(page)
        assert len(lines(glyphs)) >= LEAST_LINES, page.number
        boxes = [box for box, mark in page.painted if mark >= 0 and box.area]
        filled = type_area(page).top - around(boxes).bottom
        whole = type_area(page).top - type_area(page).bottom
        assert page.number in last or filled > whole / 2, page.number
