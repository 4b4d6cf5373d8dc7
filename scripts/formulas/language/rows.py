"""What boxes of a row have in common: brackets, separators, digits, small numbers."""

from __future__ import annotations

from collections.abc import Sequence

from .boxes import (
    FUNCTIONS,
    Atom,
    Box,
    Delimiter,
    Fence,
    Font,
    Group,
    Scripts,
    visible,
)
from .names import is_sign
from .tokens import FormulaError

BIG = {r"\sum": "sum", r"\prod": "prod", r"\max": "max", r"\min": "min"}

OPENING = {"(": ")", "[": "]", r"\{": r"\}"}

BARS = frozenset(["|", r"\|"])


def base_of(box: Box) -> Box:
    """Return a box without its scripts."""
    return box.base if isinstance(box, Scripts) else box


def letters(box: Font) -> str:
    """Return the letters in a font, such as E."""
    return "".join(getattr(part, "text", "?") for part in visible(box.body.body))


def is_digit(box: Box) -> bool:
    """Tell whether a box is a digit."""
    head = base_of(box)
    return isinstance(head, Atom) and head.text.isdigit()


def is_function(box: Box) -> bool:
    """Tell whether a box is the name of a function, a sum or the like."""
    head = base_of(box)
    return isinstance(head, Atom) and (head.text in FUNCTIONS or head.text in BIG)


def opens(box: Box) -> str:
    """Return the bracket that a box opens, if any."""
    match box:
        case Atom(text=text) if text in OPENING:
            return text
        case Delimiter(text=text, side="open"):
            return text
        case Fence(left=left):
            return left
        case Scripts(base=Fence(left=left)):
            return left
    return ""


def same_bracket(head: Box, opening: Box, side: str) -> bool:
    """Tell whether a box is a bracket of the same make as the opening one."""
    match opening:
        case Atom(text=text):
            return is_sign(head, text if side == "open" else OPENING[text])
        case Delimiter(size=size, text=text):
            same = isinstance(head, Delimiter) and head.size == size and head.side == side
            bars = text in BARS
            return same and (isinstance(head, Delimiter) and (head.text in BARS) == bars)
    return False


def depth_of(head: Box) -> int:
    """Return 1 for a bracket that opens, −1 for one that closes and 0 for all else."""
    if isinstance(head, Fence):
        return 0
    if opens(head):
        return 1
    closes = isinstance(head, Atom) and head.text in OPENING.values()
    return -1 if closes or (isinstance(head, Delimiter) and head.side == "close") else 0


def split_row(row: Sequence[Box], at: frozenset[str]) -> tuple[list[list[Box]], tuple[str, ...]]:
    """Split a row at separators that stand in no brackets."""
    parts: list[list[Box]] = [[]]
    found: list[str] = []
    depth = 0
    for box in visible(row):
        depth += depth_of(base_of(box))
        if depth == 0 and isinstance(box, Atom) and box.text in at:
            found.append(box.text)
            parts.append([])
        else:
            parts[-1].append(box)
    return parts, tuple(found)


def without_comma(row: Sequence[Box]) -> list[Box]:
    """Return the boxes without a comma or a full stop at their end."""
    seen = visible(row)
    if seen and isinstance(seen[-1], Atom) and seen[-1].text in (",", "."):
        seen.pop()
    return seen


def small_number(group: Group) -> int:
    """Return the order of a derivative."""
    text = "".join(getattr(box, "text", "?") for box in visible(group.body))
    if not (text.isdigit() and 1 <= int(text) <= 3):
        raise FormulaError("an order is 1, 2 or 3", group.span)
    return int(text)
