"""What boxes of a row have in common: brackets, separators, digits, small numbers."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from .boxes import (
    DEFINES,
    FUNCTIONS,
    RELATIONS,
    Atom,
    Box,
    Delimiter,
    Fence,
    Font,
    Group,
    Over,
    Scripts,
    Text,
    Word,
    visible,
)
from .names import is_sign
from .tokens import FormulaError, Span
from .words import refuse_changing_remark

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


def prepared(row: Sequence[Box], words: Sequence[str], known: Collection[str]) -> list[Box]:
    """Return a row in the one way in which it is read, however it is typed.

    Letters that are a name become one box, remarks over a sign go, and ``:=`` is an equals sign.
    """
    if not words and all(map(_is_read_as_typed, row)):
        return list(row)
    boxes: list[Box] = []
    at = 0
    while at < len(row):
        word = next((word for word in words if _spells(row[at : at + len(word)], word)), "")
        if word:
            boxes.append(_word(row[at : at + len(word)], word))
            at += len(word)
        elif is_sign(row[at], ":") and at + 1 < len(row) and is_sign(row[at + 1], "="):
            boxes.append(Atom((row[at].span[0], row[at + 1].span[1]), "="))
            at += 2
        else:
            boxes.append(_plain(row[at], known))
            at += 1
    return boxes


def _is_read_as_typed(box: Box) -> bool:
    head = box.base if isinstance(box, Scripts) else box
    if isinstance(head, Atom):
        return head.text != ":" and head.text not in DEFINES
    return not isinstance(head, Over | Delimiter | Font | Text)


def with_word(row: Sequence[Box]) -> list[Box]:
    """Return a row whose first letters are one name: the KL of ``KL(p,q)``."""
    count = 0
    while count < len(row) and _letter(row[count]):
        count += 1
        if isinstance(row[count - 1], Scripts):
            break
    if count < 2:
        return list(row)
    text = "".join(_letter(box) for box in row[:count])
    return [_word(row[:count], text), *row[count:]]


def one_bar(row: Sequence[Box]) -> list[Box]:
    """Return a row in which two bars side by side are one double bar."""
    boxes: list[Box] = []
    for box in row:
        before = boxes[-1] if boxes else None
        if before is not None and any(is_sign(box, s) and is_sign(before, s) for s in _SINGLE):
            boxes[-1] = Atom((before.span[0], box.span[1]), r"\|")
        else:
            boxes.append(box)
    return boxes


_SINGLE = ("|", r"\mid")


def _letter(box: Box) -> str:
    head = base_of(box)
    return (
        head.text if isinstance(head, Atom) and len(head.text) == 1 and head.text.isalpha() else ""
    )


def _spells(row: Sequence[Box], word: str) -> bool:
    """Tell whether letters are those of a word, with scripts at the last one only."""
    if len(row) < len(word) or any(isinstance(box, Scripts) for box in row[:-1]):
        return False
    return all(_letter(box) == letter for box, letter in zip(row, word, strict=True))


def _word(row: Sequence[Box], text: str) -> Box:
    last = row[-1]
    word = Word((row[0].span[0], base_of(last).span[1]), text)
    if isinstance(last, Scripts):
        return replace(last, span=(row[0].span[0], last.span[1]), base=word)
    return word


def _plain(box: Box, known: Collection[str]) -> Box:
    match box:
        case Atom(text=text) if text in DEFINES:
            return Atom(box.span, "=")
        case Over(remark=remark, base=Group(body=(Atom(text=sign),))) if sign in RELATIONS:
            refuse_changing_remark(remark)
            return Atom(box.span, "=" if sign in DEFINES else sign)
        case Delimiter(text=text, side="between" | "") if text in BARS:
            return Atom(box.span, text)
        case Delimiter(text=text, side="between" | ""):
            return replace(box, side="open" if text in OPENING else "close")
        case Scripts(base=Font() | Text() | Delimiter() as base):
            return replace(box, base=_plain(base, known))
        case Font(font=r"\mathrm") if f"\\{letters(box)}" in _UPRIGHT - set(known):
            return Atom(box.span, f"\\{letters(box)}")
        case Text(text=text) if f"\\{text.strip()}" in _UPRIGHT - set(known):
            return Atom(box.span, f"\\{text.strip()}")
    return box


_UPRIGHT = FUNCTIONS | set(BIG)
"""Functions that are drawn alike by their command and in upright letters."""
