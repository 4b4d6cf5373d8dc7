"""Readers of numbers and constants, and of what stands in brackets or between bars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from . import tree
from .boxes import Atom, Box, Delimiter, Fence, Scripts, visible
from .grammar import Parser
from .rows import (
    BARS,
    OPENING,
    Brackets,
    bar_closes,
    base_of,
    brackets_at,
    is_digit,
    scripts_of,
    split_row,
)
from .tokens import FormulaError, Span

CONSTANTS = {"e": "e", r"\pi": "pi", r"\infty": "infinity"}

DOTS = frozenset([r"\dots", r"\ldots", r"\cdots"])


def constant(parser: Parser, head: Atom, scripts: Scripts | None) -> tree.Node:
    """Read e, π or ∞."""
    return parser.scripted(tree.Const(head.span, CONSTANTS[head.text]), scripts)


def dots(parser: Parser, head: Atom, scripts: Scripts | None) -> tree.Node:
    """Read “and so on”."""
    if scripts is not None:
        raise parser.not_declared(scripts)
    return tree.Dots(head.span)


def number(parser: Parser, head: Atom, scripts: Scripts | None) -> tree.Node:
    """Read digits that touch, with at most one point among them."""
    box: Box = scripts or head
    text, end = head.text, head.span[1]
    while not isinstance(box, Scripts) and (after := parser.peek()) is not None:
        inner = base_of(after)
        if not isinstance(inner, Atom) or inner.span[0] != end:
            break
        is_point = inner.text == "." and "." not in text and _is_digit_after_next(parser)
        if not (inner.text.isdigit() or is_point):
            break
        box = parser.take("")
        text, end = text + inner.text, inner.span[1]
    return parser.scripted(tree.Num((head.span[0], end), text), scripts_of(box))


def _is_digit_after_next(parser: Parser) -> bool:
    return parser.at + 1 < len(parser.row) and is_digit(parser.row[parser.at + 1])


def bracketed(parser: Parser, head: Atom | Delimiter, scripts: Scripts | None) -> tree.Node:
    """Read what stands between two brackets, or between two large bars."""
    is_opening = isinstance(head, Atom) or head.side == "open"
    if scripts is not None or not is_opening:
        raise parser.not_declared(scripts or head)
    brackets, parser.at = brackets_at(parser.row, parser.at - 1)
    if head.text in BARS:
        return _bars(parser, head.text, brackets)
    closing = base_of(brackets.closing)
    assert isinstance(closing, Atom | Delimiter)
    node = _content(parser, brackets.row, head.text, closing.text, brackets.span)
    return parser.scripted(node, brackets.scripts)


def fenced(parser: Parser, head: Fence, scripts: Scripts | None) -> tree.Node:
    r"""Read what stands between ``\left`` and ``\right``."""
    box = scripts or head
    if head.left in BARS and head.left == head.right:
        return _bars(parser, head.left, Brackets(list(head.body), box, box))
    node = _content(parser, head.body, head.left, head.right, head.span)
    return parser.scripted(node, scripts)


def between_bars(parser: Parser, head: Atom, scripts: Scripts | None) -> tree.Node:
    """Read an absolute value or the length of a vector."""
    start = parser.at - 1
    end = bar_closes(parser.row, start) if scripts is None else None
    if end is None:
        raise FormulaError(f"'{head.text}' has no partner", (scripts or head).span)
    parser.at = end + 1
    row, closing = parser.row[start + 1 : end], parser.row[end]
    return _bars(parser, head.text, Brackets(row, head, closing))


def _content(parser: Parser, row: Sequence[Box], left: str, right: str, span: Span) -> tree.Node:
    """Read what stands in brackets: one value, several, an interval or a set."""
    parts, separators = split_row(row, frozenset([",", ";"]))
    nodes = tuple(parser.whole(part, span) for part in parts)
    if left == r"\{":
        return tree.SetOf(span, nodes)
    are_partners = OPENING.get(left) == right
    if not separators and are_partners:
        # The brackets stay visible in the span; the tree needs none.
        return replace(nodes[0], span=span)
    if len(nodes) == 2 and {"[", "]"} & {left, right}:
        return tree.Interval(span, *nodes, left == "[", right == "]")
    if not are_partners:
        raise FormulaError(f"'{left}' is closed by '{right}'", span)
    return tree.Tup(span, nodes)


def _bars(parser: Parser, text: str, brackets: Brackets) -> tree.Node:
    scripts = brackets.scripts
    body = parser.whole(brackets.row, brackets.span)
    if text == "|":
        return parser.scripted(tree.Abs(brackets.span, body), scripts)
    order = "2"
    if scripts is not None and scripts.below is not None:
        order = "".join(getattr(box, "text", "?") for box in visible(scripts.below.body))
        if order not in ("1", "2", r"\infty"):
            raise FormulaError(f"there is no norm '{order}' here", scripts.below.span)
        scripts = replace(scripts, below=None)
    return parser.scripted(tree.Norm(brackets.span, order, body), scripts)
