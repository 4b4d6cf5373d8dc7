r"""Reads boxes as mathematics, with the notation in scope.

What ``y(1-y)`` and ``H(X)`` mean, only the notation decides. Where two readings are possible, such
as how far a ``\log`` reaches, there is an error that names the place, never a guess.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from . import tree
from .boxes import (
    FUNCTIONS,
    RELATIONS,
    Atom,
    Box,
    Delimiter,
    Fence,
    Font,
    Fraction,
    Group,
    Root,
    Scripts,
    Space,
    Table,
    Text,
    Underbrace,
    layout_of,
    visible,
)
from .fractions import SlopeParser
from .names import is_sign, name_of
from .notation import Scope
from .rows import BARS, BIG, OPENING, is_digit, letters
from .tokens import FormulaError

_WIDE = frozenset([r"\quad", r"\qquad"])

DOTS = frozenset([r"\dots", r"\ldots", r"\cdots"])

PRODUCTS = frozenset([r"\cdot", r"\times"])


def parse(tex: str, scope: Scope) -> tree.Chain:
    """Return what a display formula says.

    Raises:
        FormulaError: it cannot be read, or not in one way only; the span is the spot.
    """
    row = _without_rows(layout_of(tex))
    parts, notes = _beside(row)
    main, *rest = parts
    if not visible(main):
        raise FormulaError("the formula is empty", (0, max(len(tex), 1)))
    local = frozenset(name for part in rest if (name := _defined_name(part, scope)))
    beside = tuple(Parser(part, scope, local).single_relation() for part in rest)
    sides, relations = Parser(main, scope, local).chain()
    if not relations:
        raise FormulaError("there is no relation to check", sides[0].span)
    span = (sides[0].span[0], sides[-1].span[1])
    return tree.Chain(span, sides, relations, beside, notes)


def parse_expression(tex: str, scope: Scope, local: Iterable[str] = ()) -> tree.Node:
    """Return what an expression without a relation says.

    Raises:
        FormulaError: it cannot be read.
    """
    parser = Parser(layout_of(tex), scope, frozenset(local))
    node = parser.expression()
    parser.finish()
    return node


def parse_relation(tex: str, scope: Scope) -> tree.Rel:
    """Return what two sides with a relation say.

    Raises:
        FormulaError: it cannot be read.
    """
    return Parser(layout_of(tex), scope, frozenset()).single_relation()


def parse_inline(tex: str, scope: Scope) -> None:
    r"""Make sure that a formula within a sentence can be read.

    It may be less than a relation: one side of it, a sign, a function's name, a list. Its symbols
    need a meaning in the notation table, but no values.

    Raises:
        FormulaError: a symbol that is not declared, or what cannot be read.
    """
    row = visible(layout_of(tex))
    signs = RELATIONS | {"+", "-"} | FUNCTIONS
    alone = row[0] if len(row) == 1 else None
    base = alone.base if isinstance(alone, Scripts) else alone
    if isinstance(base, Atom) and (base.text in signs or base.text in BIG):
        return
    if [getattr(box, "text", "") for box in row][:1] == [r"\arg"] and len(row) == 2:
        return
    if isinstance(alone, Font) and alone.font == r"\mathbb" and letters(alone) == "E":
        return
    if row and isinstance(row[-1], Atom) and row[-1].text in RELATIONS | FUNCTIONS:
        row = row[:-1]
        if len(row) == 1 and isinstance(row[0], Atom) and row[0].text in signs:
            return
    Parser(row, scope, frozenset(), in_sentence=True).listing()


def _without_rows(row: Sequence[Box]) -> list[Box]:
    """Join the rows and cells of ``aligned``: its lines go on from one another."""
    seen = visible(row)
    if not (len(seen) == 1 and isinstance(seen[0], Table) and seen[0].environment == "aligned"):
        return list(row)
    joined: list[Box] = []
    for number, cells in enumerate(seen[0].rows):
        boxes = [box for cell in cells for box in cell.body]
        first = next(iter(visible(boxes)), None)
        goes_on = isinstance(first, Atom) and (first.text in RELATIONS or first.text in "+-")
        if number and first is not None and not goes_on:
            raise FormulaError("a line that goes on from the one above begins with =", first.span)
        joined += boxes
    return joined


def _beside(row: Sequence[Box]) -> tuple[list[list[Box]], tuple[str, ...]]:
    """Split a row at wide blanks, and take the remarks in the margin out of it."""
    notes = tuple(box.text for box in row if isinstance(box, Text))
    parts: list[list[Box]] = [[]]
    for box in row:
        if isinstance(box, Space) and box.text in _WIDE:
            parts.append([])
        elif not isinstance(box, Space | Text):
            parts[-1].append(box)
    for part in parts:
        if part and isinstance(part[-1], Atom) and part[-1].text in (",", "."):
            part.pop()
    return [parts[0], *(part for part in parts[1:] if part)], notes


def _defined_name(row: Sequence[Box], scope: Scope) -> str | None:
    """Return the symbol that ``m = …`` beside a formula defines, if the notation has none."""
    first = row[0]
    if len(row) < 2 or not is_sign(row[1], "="):
        return None
    name = name_of(first)
    if name is not None and (name in scope.symbols or name in scope.functions):
        return None
    if isinstance(first, Scripts) and (base := name_of(first.base)) is not None:
        return None if base in scope.symbols or base in scope.functions else base
    return name


class Parser(SlopeParser):
    """Reads one row of boxes from left to right."""

    def chain(self) -> tuple[tuple[tree.Node, ...], tuple[str, ...]]:
        """Read all sides and the relations between them."""
        sides = [self.expression()]
        relations: list[str] = []
        while self.peek_text() in RELATIONS:
            relations.append(self.peek_text())
            self.at += 1
            sides.append(self.expression())
        if self.peek_text() == ",":
            what = r"a comma: put \qquad before what is said beside the formula"
            raise FormulaError(what, self.take("").span)
        self.finish()
        return tuple(sides), tuple(relations)

    def single_relation(self) -> tree.Rel:
        """Read two sides with a relation between them."""
        left = self.expression()
        relation = self.take("a relation")
        if not isinstance(relation, Atom) or relation.text not in RELATIONS:
            raise FormulaError("a relation should stand here", relation.span)
        right = self.expression()
        self.finish()
        return tree.Rel((left.span[0], right.span[1]), relation.text, left, right)

    def listing(self) -> None:
        """Read sides, relations and commas in any number."""
        while self.peek() is not None:
            if self.peek_text() in RELATIONS or self.peek_text() in (",", ";"):
                self.at += 1
            else:
                self.expression()

    def expression(self) -> tree.Node:
        """Read terms with signs between them."""
        left = self.signed_term()
        while (sign := self.peek_text()) in ("+", "-"):
            self.at += 1
            right = self.term()
            span = (left.span[0], right.span[1])
            left = tree.Add(span, left, right) if sign == "+" else tree.Sub(span, left, right)
        return left

    def signed_term(self) -> tree.Node:
        """Read the first term, which may have a sign of its own."""
        sign = self.peek()
        if is_sign(sign, "-") if sign else False:
            assert sign is not None
            self.at += 1
            body = self.term()
            return tree.Neg((sign.span[0], body.span[1]), body)
        if sign is not None and is_sign(sign, "+"):
            self.at += 1
        return self.term()

    def term(self) -> tree.Node:
        """Read factors with products, or nothing, between them."""
        left = self.factor()
        while (box := self.peek()) is not None:
            text = self.peek_text()
            if text in PRODUCTS or text == r"\odot":
                self.at += 1
                right = self.factor()
                span = (left.span[0], right.span[1])
                left = (
                    tree.Had(span, left, right) if text == r"\odot" else tree.Mul(span, left, right)
                )
            elif text == "/":
                self.at += 1
                right = self.factor()
                left = tree.Div((left.span[0], right.span[1]), left, right)
                if (after := self.peek()) is not None and self.starts_factor(after):
                    what = "ambiguous: how far does the / reach? Put brackets, or write \\frac"
                    raise FormulaError(what, (right.span[0], after.span[1]))
            elif self.starts_factor(box):
                if is_digit(box):
                    raise FormulaError("a number behind a factor", box.span)
                right = self.factor()
                left = tree.Mul((left.span[0], right.span[1]), left, right)
            else:
                break
        return left

    def starts_factor(self, box: Box) -> bool:
        """Tell whether a box can begin a factor, so that it multiplies what stands before it."""
        head = box.base if isinstance(box, Scripts) else box
        match head:
            case Atom(text=text):
                if text in BARS:
                    return self._bar_closes(text) is not None
                ends = RELATIONS | {"+", "-", "/", ",", ";", ":", ".", "!", r"\mid"}
                return text not in ends | {")", "]", r"\}", r"\odot"} | PRODUCTS
            case Delimiter(side=side):
                return side == "open"
            case Text():
                return False
        return True

    def factor(self) -> tree.Node:
        """Read one factor."""
        box = self.take("a term")
        scripts = box if isinstance(box, Scripts) else None
        head = scripts.base if scripts else box
        if (named := self._named(box)) is not None:
            return named
        match head:
            case Atom(text=text) if text.isdigit():
                return self._number(box)
            case Atom(text=text) if text in FUNCTIONS:
                return self._function(text, head, scripts)
            case Atom(text=text) if text in BIG:
                return self._big(BIG[text], head, scripts)
            case Atom(text=r"\arg"):
                return self._arg(box)
            case Atom(text=r"\lim"):
                return self._limit(head, scripts)
            case Atom(text=r"\nabla"):
                return self._gradient(head, scripts)
            case Atom(text=text) if text in DOTS and not scripts:
                return tree.Dots(box.span)
            case Atom(text=r"\delta") if scripts and scripts.below:
                return self._delta(scripts)
            case Atom(text=text) if text in BARS:
                return self._between_bars(box, head)
            case Atom(text=text) if text in OPENING and not scripts:
                return self._bracketed(box, text)
            case Delimiter(text=text, side="open") if not scripts:
                return self._sized(box, head)
            case Fence():
                return self._fenced(head, scripts)
            case Fraction():
                return self._scripted(self._fraction(head), scripts)
            case Root(body=body):
                return self._scripted(self._root(head, body), scripts)
            case Font(font=r"\mathbb") if letters(head) == "E":
                return self._expectation(box, scripts)
            case Font(font=r"\mathrm") if letters(head) == "diag":
                return self._diagonal(box)
            case Font(font=r"\mathbf") if letters(head) == "1":
                return self._indicator(box)
            case Underbrace(body=body):
                return self._underbrace(head, body, scripts)
            case Table(environment="cases") if not scripts:
                return self._cases(head)
            case Group():
                raise FormulaError("braces that draw nothing: use brackets", box.span)
        return self._constant(box, head, scripts)

    def _constant(self, box: Box, head: Box, scripts: Scripts | None) -> tree.Node:
        text = head.text if isinstance(head, Atom) else ""
        names = {"e": "e", r"\pi": "pi", r"\infty": "infinity"}
        if text in names:
            return self._scripted(tree.Const(head.span, names[text]), scripts)
        name = name_of(replace(box, above=None, primes=0) if isinstance(box, Scripts) else box)
        if name is not None or name_of(head) is not None:
            raise FormulaError(f"{name or name_of(head)} is not declared", box.span)
        raise FormulaError("cannot read this", box.span)
