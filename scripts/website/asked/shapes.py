"""Headings and tables that Markdown makes something else of than their author wrote."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from scripts.common.problems import Place, Problem
from scripts.formulas.reading.parts import HEADING

_DEEPEST = 6
_SIGNS = re.compile(r"^(?P<level>#+)\s")
_BETWEEN_CELLS = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"^[\s|:-]*-[\s|:-]*$")

Lines = Sequence[tuple[int, str]]


def shape_slips(path: Path, lines: Lines) -> Iterator[Problem]:
    """Yield what is wrong with the headings and the tables among the lines of a page."""
    yield from _heading_slips(path, lines)
    for is_row, rows in groupby(lines, key=lambda line: line[1].lstrip().startswith("|")):
        if is_row:
            yield from _row_slips(path, [*rows])


def _heading_slips(path: Path, lines: Lines) -> Iterator[Problem]:
    """Yield the headings deeper than any, and those that leave a level out."""
    above = 0
    for number, line in lines:
        if (signs := _SIGNS.match(line)) and len(signs["level"]) > _DEEPEST:
            what = f"a heading of level {len(signs['level'])}; there are {_DEEPEST}"
            yield Problem(Place(path, number), what, "Divide the page, or write a paragraph.")
        elif heading := HEADING.match(line):
            level = len(heading["level"])
            if level > above + 1 and above:
                what = f"a heading of level {level} below one of level {above}"
                yield Problem(Place(path, number), what, f"Begin it with {'#' * (above + 1)}.")
            above = level


def _row_slips(path: Path, rows: Lines) -> Iterator[Problem]:
    """Yield the rows of a table that have not as many cells as its head: some are left out."""
    if len(rows) < 2 or not _RULE.match(rows[1][1]):
        return
    wanted = _cells(rows[0][1])
    for number, row in rows[1:]:
        if (found := _cells(row)) != wanted:
            what = f"this row has {found} cells, and the head of its table {wanted}"
            yield Problem(Place(path, number), what, r"Write \| for the sign itself in a cell.")


def _cells(row: str) -> int:
    return len(_BETWEEN_CELLS.split(row.strip().removeprefix("|").removesuffix("|")))
