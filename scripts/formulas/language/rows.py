"""What boxes of a row have in common: brackets, separators, digits, small numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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
from .tokens import FormulaError, Span

BIG = {r"\sum": "sum", r"\prod": "prod", r"\max": "max", r"\min": "min"}

OPENING = {"(": ")", "[": "]", r"\{": r"\}"}

BARS = frozenset(["|", r"\|"])


@dataclass(frozen=True)
class Brackets:
    """What stands between two brackets; scripts stand at the closing one."""

    row: list[Box]
    opening: Box
    closing: Box

    @property
    def span(self) -> Span:
        """From the first bracket to the second, without scripts."""
        return self.opening.span[0], base_of(self.closing).span[1]

    @property
    def scripts(self) -> Scripts | None:
        """What is below and above the closing bracket."""
        return scripts_of(self.closing)


def base_of(box: Box) -> Box:
    """Return a box without its scripts."""
    return box.base if isinstance(box, Scripts) else box


def scripts_of(box: Box) -> Scripts | None:
    """Return a box that has scripts, or None."""
    return box if isinstance(box, Scripts) else None


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
        case Fence(left=left) | Scripts(base=Fence(left=left)):
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


def brackets_at(row: Sequence[Box], at: int) -> tuple[Brackets, int]:
    """Return the brackets that open at a place in a row, and the place behind them."""
    opening = row[at]
    if isinstance(head := base_of(opening), Fence):
        return Brackets(list(head.body), opening, opening), at + 1
    depth = 0
    for position in range(at, len(row)):
        head = base_of(row[position])
        if same_bracket(head, opening, "open"):
            depth += 1
        elif same_bracket(head, opening, "close"):
            depth -= 1
            if depth == 0:
                return Brackets(list(row[at + 1 : position]), opening, row[position]), position + 1
    raise FormulaError("this bracket is never closed", opening.span)


def bar_closes(row: Sequence[Box], at: int) -> int | None:
    """Return where the bar at a place in a row finds its partner, if it opens anything."""
    depth = 0
    for position in range(at + 1, len(row)):
        head = base_of(row[position])
        depth += depth_of(head)
        if depth < 0:
            return None
        if depth == 0 and head == base_of(row[at]):
            return position
    return None


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
