"""Words within a formula: they stand where they can change nothing, and say no part of it.

What a reader sees is read, or refused: words are no number, no sign and no negation.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from .boxes import Atom, Box, Group, Space, Text, visible
from .tokens import FormulaError

CONDITIONS = frozenset(
    {"if", "when", "whenever", "as long as", "provided", "assuming", "given", "for"}
    | {"provided that", "assuming that", "given that", "for all", "for any", "for every"}
    | {"for each"}
)
"""Words behind which stands what has to hold: the formula is claimed for nothing else."""

MEANINGS = frozenset(["where", "with"])
"""Words behind which stands what symbols mean: they define a new one, and set one that is drawn."""

CONNECTIVES = CONDITIONS | MEANINGS | {"and"}
"""Words that begin what is said beside a formula, as a wide blank does."""


def connective(words: Text) -> str:
    """Return words in small letters, without the blanks and marks around them."""
    return " ".join(words.text.strip(" ,:;").split()).lower()


WIDE = frozenset([r"\quad", r"\qquad"])

_PLAIN = re.compile(r"(?:[^\W\d_]|[ .,;:()'\"]|(?<=[^\W\d_])[-–](?=[^\W\d_]))*")
"""Letters and the marks of a sentence; a hyphen only between letters."""

_CHANGES = re.compile(
    r"\b(no|not|never|minus|plus|times|over|per|twice|double|half|third|thrice|squared|cubed"
    r"|inverse|negative|zero|two|three|four|five|six|seven|eight|nine|ten|hundred|thousand)\b",
    re.I,
)
"""Words that would change what stands before them."""


def without_notes(
    cells: Sequence[Sequence[Box]], is_name: Callable[[Box], bool]
) -> tuple[list[Box], tuple[str, ...]]:
    """Return a line of cells without the remark at its end, and the remark.

    Words that are the name of something are no remark.

    Raises:
        FormulaError: words elsewhere, or words that say a part of the formula.
    """
    line = [box for cell in cells for box in cell]
    end = len(line)
    while end and not is_name(line[end - 1]) and _ends_with_words(line[:end]):
        end -= 1
    notes = [box for box in line[end:] if isinstance(box, Text) and not is_name(box)]
    said = [box for box in line if isinstance(box, Text) and not is_name(box)]
    for words in said:
        _refuse_numbers(words)
    for words in notes:
        _refuse_changes(words, is_apart=_is_apart(words, cells))
    for words in said:
        if words not in notes and connective(words) not in CONNECTIVES:
            raise FormulaError(_why_not(connective(words)), words.span)
    return line[:end], tuple(words.text for words in notes)


def _why_not(words: str) -> str:
    """Return what to say about words that stand within a formula."""
    if words in _BOTH_WAYS:
        return f"'{words}' claims two things: write \\text{{if }}, and the other way as a formula"
    if words in _UNLESS:
        return f"write what holds, behind \\text{{if }}, instead of '{words}'"
    return "words within a formula say nothing: put them at its end, or behind &&"


_BOTH_WAYS = ("iff", "if and only if", "exactly if", "only if", "exactly when", "precisely when")

_UNLESS = ("unless", "except", "except if", "except for", "except where", "except when")


def refuse_changing_remark(remark: Group) -> None:
    """Refuse what stands over a relation and is no name of a reason: a number, or a sign."""
    for box in visible(remark.body):
        if isinstance(box, Text):
            _refuse_numbers(box)
            _refuse_changes(box, is_apart=False)
        elif not (isinstance(box, Atom) and (box.text.isalpha() or box.text in "()*!.,")):
            raise FormulaError("a remark over a sign is a letter in brackets, or words", box.span)


def _ends_with_words(line: Sequence[Box]) -> bool:
    """Tell whether a line ends with words, or with a blank or a comma around them."""
    last = line[-1]
    if isinstance(last, Text):
        return connective(last) not in CONNECTIVES
    is_mark = isinstance(last, Space) or (isinstance(last, Atom) and last.text in (",", "."))
    rest = [box for box in line[:-1] if not isinstance(box, Space)]
    return is_mark and (bool(rest) and isinstance(rest[-1], Text))


def _is_apart(words: Text, cells: Sequence[Sequence[Box]]) -> bool:
    """Tell whether words are a remark by their place: in brackets, behind a blank, or in a cell."""
    if _is_in_brackets(words):
        return True
    cell = next(cell for cell in cells if words in cell)
    before = cell[: list(cell).index(words)]
    if len(cells) > 1 and all(isinstance(box, Text) for box in visible(before)):
        return _is_all_words(cell)
    beside = [box for box in before if not isinstance(box, Text)]
    return bool(beside) and _is_wide(beside[-1])


def _is_wide(box: Box) -> bool:
    return isinstance(box, Space) and box.text in WIDE


def _is_in_brackets(words: Text) -> bool:
    text = words.text.strip(" .,")
    return text.startswith("(") and text.endswith(")")


def _is_all_words(cell: Sequence[Box]) -> bool:
    return all(isinstance(box, Text) for box in visible(cell))


def _refuse_numbers(words: Text) -> None:
    if not _PLAIN.fullmatch(words.text):
        what = "a number or a sign within words: write it as a part of the formula"
        raise FormulaError(what, words.span)


def _refuse_changes(words: Text, *, is_apart: bool) -> None:
    change = _CHANGES.search(words.text)
    if change and not is_apart:
        what = f"'{change[0]}' would change the formula: put a remark in brackets, or behind &&"
        raise FormulaError(what, words.span)
