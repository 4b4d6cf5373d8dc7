"""A place in a row of boxes, from which a formula is read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Self

from .boxes import Atom, Box, Fence, visible
from .notation import Scope
from .rows import base_of, same_bracket
from .tokens import FormulaError, Span
from .tree import Node, Rel


class Cursor:
    """A place in a row of boxes; what may stand there, those that are made of it say."""

    def __init__(
        self,
        row: Sequence[Box],
        scope: Scope,
        local: frozenset[str],
        around: Span | None = None,
        *,
        in_sentence: bool = False,
    ) -> None:
        self.in_sentence = in_sentence
        self.row = visible(row)
        self.scope = scope
        self.local = local
        self.at = 0
        last = self.row[-1].span[1] if self.row else (around[1] if around else 1)
        self.end: Span = (max(last - 1, 0), max(last, 1))

    def peek(self) -> Box | None:
        """Return the next box, or None at the end."""
        return self.row[self.at] if self.at < len(self.row) else None

    def peek_text(self) -> str:
        """Return the text of the next box, if it is a single sign."""
        box = self.peek()
        return box.text if isinstance(box, Atom) else ""

    def take(self, wanted: str) -> Box:
        """Return the next box and move on behind it."""
        box = self.peek()
        if box is None:
            raise FormulaError(f"{wanted} is missing", self.end)
        self.at += 1
        return box

    def within(
        self, row: Sequence[Box], bound: Iterable[str] = (), span: Span | None = None
    ) -> Self:
        """Return a parser for a row that is part of this one."""
        local = self.local | frozenset(bound)
        return type(self)(row, self.scope, local, span or self.end, in_sentence=self.in_sentence)

    def finish(self) -> None:
        """Make sure that nothing is left."""
        box = self.peek()
        if box is not None:
            raise FormulaError("cannot read on from here", box.span)

    def bracket_content(self, at: int) -> tuple[list[Box], Box, int]:
        """Return what stands between the bracket at ``at`` and its partner, and what is behind."""
        opening = self.row[at]
        if isinstance(opening, Fence):
            return list(opening.body), opening, at + 1
        depth = 0
        for position in range(at, len(self.row)):
            head = base_of(self.row[position])
            if same_bracket(head, opening, "open"):
                depth += 1
            elif same_bracket(head, opening, "close"):
                depth -= 1
                if depth == 0:
                    return self.row[at + 1 : position], self.row[position], position + 1
        raise FormulaError("this bracket is never closed", opening.span)

    # What the parts of the language need of each other.

    def expression(self) -> Node:
        """Read terms with signs between them."""
        raise NotImplementedError

    def term(self) -> Node:
        """Read factors without a sign between them."""
        raise NotImplementedError

    def factor(self) -> Node:
        """Read one factor."""
        raise NotImplementedError

    def starts_factor(self, box: Box) -> bool:
        """Tell whether a box can begin a factor, so that it multiplies what stands before it."""
        raise NotImplementedError

    def single_relation(self) -> Rel:
        """Read two sides with a relation between them."""
        raise NotImplementedError
