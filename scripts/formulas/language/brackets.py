"""Reads numbers, and what stands in brackets or between bars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from . import tree
from .atoms import SymbolParser
from .boxes import Atom, Box, Delimiter, Fence, Scripts, visible
from .names import is_sign
from .rows import BARS, OPENING, base_of, depth_of, is_digit, split_row
from .tokens import FormulaError, Span


class BracketParser(SymbolParser):
    """Reads numbers, and what stands in brackets or between bars."""

    def _number(self, first: Box) -> tree.Node:
        box, text = first, ""
        start = first.span[0]
        while True:
            head = base_of(box)
            assert isinstance(head, Atom)
            text += head.text
            after = self.peek()
            if isinstance(box, Scripts) or after is None:
                break
            inner = base_of(after)
            touches = after.span[0] == box.span[1] and isinstance(inner, Atom)
            if not touches or not isinstance(inner, Atom):
                break
            is_point = inner.text == "." and "." not in text and self._digit_after_next()
            if not (inner.text.isdigit() or is_point):
                break
            box = self.take("")
        node = tree.Num((start, base_of(box).span[1]), text)
        return self._scripted(node, box if isinstance(box, Scripts) else None)

    def _digit_after_next(self) -> bool:
        return self.at + 1 < len(self.row) and is_digit(self.row[self.at + 1])

    def _bracketed(self, box: Box, text: str) -> tree.Node:
        row, closing, after = self.bracket_content(self.at - 1)
        self.at = after
        span = (box.span[0], base_of(closing).span[1])
        node = self._content(row, text, OPENING[text], span)
        return self._scripted(node, closing if isinstance(closing, Scripts) else None)

    def _sized(self, box: Box, head: Delimiter) -> tree.Node:
        row, closing, after = self.bracket_content(self.at - 1)
        self.at = after
        span = (box.span[0], base_of(closing).span[1])
        scripts = closing if isinstance(closing, Scripts) else None
        if head.text in BARS:
            return self._bars(head.text, row, span, scripts)
        closing_head = base_of(closing)
        assert isinstance(closing_head, Delimiter)
        return self._scripted(self._content(row, head.text, closing_head.text, span), scripts)

    def _fenced(self, head: Fence, scripts: Scripts | None) -> tree.Node:
        if head.left in BARS and head.left == head.right:
            return self._bars(head.left, head.body, head.span, scripts)
        return self._scripted(self._content(head.body, head.left, head.right, head.span), scripts)

    def _content(self, row: Sequence[Box], left: str, right: str, span: Span) -> tree.Node:
        """Read what stands in brackets: one value, several, an interval or a set."""
        parts, separators = split_row(row, frozenset([",", ";"]))
        nodes = []
        for part in parts:
            parser = self.within(part, span=span)
            nodes.append(parser.expression())
            parser.finish()
        if left == r"\{":
            return tree.SetOf(span, tuple(nodes))
        if not separators and OPENING.get(left) == right:
            # The brackets stay visible in the span; the tree needs none.
            return replace(nodes[0], span=span)
        if (len(nodes) == 2 and "[" in left + right) or ("]" in left + right and len(nodes) == 2):
            return tree.Interval(span, nodes[0], nodes[1], left == "[", right == "]")
        if OPENING.get(left) != right:
            raise FormulaError(f"'{left}' is closed by '{right}'", span)
        return tree.Tup(span, tuple(nodes))

    def _bar_closes(self, text: str) -> int | None:
        """Return where the bar that is next finds its partner, if it opens anything."""
        depth = 0
        for position in range(self.at + 1, len(self.row)):
            head = base_of(self.row[position])
            depth += depth_of(head)
            if depth < 0:
                return None
            if depth == 0 and is_sign(head, text):
                return position
        return None

    def _between_bars(self, box: Box, head: Atom) -> tree.Node:
        self.at -= 1
        end = self._bar_closes(head.text) if not isinstance(box, Scripts) else None
        if end is None:
            raise FormulaError(f"'{head.text}' has no partner", box.span)
        row, closing = self.row[self.at + 1 : end], self.row[end]
        self.at = end + 1
        span = (box.span[0], base_of(closing).span[1])
        return self._bars(head.text, row, span, closing if isinstance(closing, Scripts) else None)

    def _bars(
        self, text: str, row: Sequence[Box], span: Span, scripts: Scripts | None
    ) -> tree.Node:
        parser = self.within(row, span=span)
        body = parser.expression()
        parser.finish()
        if text == "|":
            return self._scripted(tree.Abs(span, body), scripts)
        order = "2"
        if scripts is not None and scripts.below is not None:
            order = "".join(getattr(box, "text", "?") for box in visible(scripts.below.body))
            if order not in ("1", "2", r"\infty"):
                raise FormulaError(f"there is no norm '{order}' here", scripts.below.span)
            scripts = Scripts(scripts.span, scripts.base, None, scripts.above, scripts.primes)
        return self._scripted(tree.Norm(span, order, body), scripts)
