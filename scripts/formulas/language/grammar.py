r"""The parser: reads a row of boxes from left to right, with the notation in scope.

What ``y(1-y)`` and ``H(X)`` mean, only the notation decides. Where two readings are possible, such
as how far a ``\log`` reaches, there is an error that names the place, never a guess.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from . import tree
from .boxes import (
    FUNCTIONS,
    NO_EQUATIONS,
    RELATIONS,
    Atom,
    Box,
    Delimiter,
    Font,
    Group,
    Scripts,
    Text,
    visible,
)
from .dots import without_dots
from .names import is_sign, name_of
from .notation import Expectation, Outcome, Pmf, Scope
from .rows import (
    BARS,
    Brackets,
    bar_closes,
    base_of,
    brackets_at,
    is_digit,
    letters,
    one_bar,
    opens,
    prepared,
    scripts_of,
    split_row,
)
from .tokens import FormulaError, NotDeclaredError, Span

Reader = Callable[["Parser", Any, Scripts | None], tree.Node]
"""Reads a factor from its first box, which is given without its scripts and with them."""

Readers = Mapping[str | type[Box], Reader]
"""Who reads a factor: by its first sign, by letters in a font as in ``\\mathbb{E}``, or by box."""

SUMS: dict[str, type[tree.Pair]] = {"+": tree.Add, "-": tree.Sub}

PRODUCTS: dict[str, type[tree.Pair]] = {
    r"\cdot": tree.Mul,
    r"\times": tree.Mul,
    r"\odot": tree.Had,
    "/": tree.Div,
    "*": tree.Mul,
}

_ENDS = {*RELATIONS, *SUMS, *PRODUCTS, ",", ";", ":", ".", "!", r"\mid", ")", "]", r"\}"}

_UNREADABLE = "cannot read this"

_NO_DERIVATIVE = "a prime is read as a derivative only, as in f'(x)"


@dataclass(frozen=True)
class Elsewhere:
    """The names that a formula gives outside of its sums; what is no display may be given more."""

    names: frozenset[str]
    is_display: bool


class Parser:
    """A place in a row of boxes, and what can be read from there on.

    ``local`` are the names that a sum or the like has bound; ``around`` is where the row stands if
    it is empty. In a sentence it is enough that the table of notation explains a symbol.
    ``elsewhere`` is known when a formula is read a second time.
    """

    def __init__(
        self,
        row: Sequence[Box],
        scope: Scope,
        readers: Readers,
        local: frozenset[str] = frozenset(),
        around: Span = (0, 1),
        *,
        in_sentence: bool = False,
        elsewhere: Elsewhere | None = None,
    ) -> None:
        self.row = prepared(visible(row), scope.words, scope.symbols)
        self.scope = scope
        self.readers = readers
        self.local = local
        self.in_sentence = in_sentence
        self.elsewhere = elsewhere
        self.at = 0
        last = self.row[-1].span[1] if self.row else around[1]
        self.end: Span = (max(last - 1, 0), max(last, 1))

    # Moving along the row.

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

    def take_brackets(self, allowed: Collection[str], otherwise: str, span: Span) -> Brackets:
        """Return the brackets that are next, and move on behind them.

        Raises:
            FormulaError: ``otherwise``, where no bracket that is allowed opens here.
        """
        box = self.peek()
        if box is None or opens(box) not in allowed:
            raise FormulaError(otherwise, span)
        brackets, self.at = brackets_at(self.row, self.at)
        return brackets

    def finish(self) -> None:
        """Make sure that nothing is left."""
        box = self.peek()
        if box is not None:
            raise FormulaError("cannot read on from here", box.span)

    # Parts of the row, which are rows themselves.

    def within(self, row: Sequence[Box], span: Span, bound: Iterable[str] = ()) -> Parser:
        """Return a parser for a row that is part of this one."""
        local = self.local | frozenset(bound)
        return Parser(
            row,
            self.scope,
            self.readers,
            local,
            span,
            in_sentence=self.in_sentence,
            elsewhere=self.elsewhere,
        )

    def whole(self, row: Sequence[Box], span: Span, bound: Iterable[str] = ()) -> tree.Node:
        """Read a row as one expression."""
        parser = self.within(row, span, bound)
        node = parser.expression()
        parser.finish()
        return node

    def group(self, group: Group) -> tree.Node:
        """Read what stands in braces as one expression."""
        return self.whole(group.body, group.span)

    def argument(self, row: Sequence[Box], span: Span) -> tree.Node:
        """Read an argument: an expression, or ``X=x``."""
        parser = self.within(row, span)
        node = parser.expression()
        if parser.peek_text() == "=":
            parser.at += 1
            right = parser.expression()
            node = tree.Rel((node.span[0], right.span[1]), "=", node, right)
        parser.finish()
        return node

    def arguments(self, brackets: Brackets) -> tuple[tree.Node, ...]:
        """Read arguments with commas between them."""
        parts, _ = split_row(brackets.row, frozenset([","]))
        return tuple(self.argument(part, brackets.opening.span) for part in parts)

    def term_that_binds(self, names: Sequence[str], span: Span) -> tree.Node:
        """Read the term from here on, in which names are bound."""
        parser = self.within(self.row[self.at :], span, names)
        node = parser.term()
        self.at += parser.at
        return node

    def subscripts(self, group: Group) -> tuple[tree.Node, ...]:
        r"""Read ``ic`` and ``i,c`` as two indices, ``i+1`` and ``y_i`` as one."""
        if not visible(group.body):
            raise FormulaError("an empty index", group.span)
        nodes: list[tree.Node] = []
        for part in split_row(group.body, frozenset([","]))[0]:
            parser = self.within(part, group.span)
            if any(is_sign(box, sign) for box in parser.row for sign in SUMS):
                nodes.append(parser.expression())
            else:
                while parser.peek() is not None:
                    nodes.append(parser.factor())
            parser.finish()
        return tuple(nodes)

    # From relations down to factors.

    def chain(self) -> tuple[tuple[tree.Node, ...], tuple[str, ...]]:
        """Read all sides and the relations between them."""
        sides = [self.expression()]
        relations: list[str] = []
        while self.peek_text() in RELATIONS:
            relations.append(self.peek_text())
            sign = self.take("")
            if relations[-1] in NO_EQUATIONS:
                raise FormulaError(f"'{relations[-1]}' cannot be checked", sign.span)
            sides.append(_set_behind(relations[-1], self.expression()))
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
        right = _set_behind(relation.text, self.expression())
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
        left = self._signed_term()
        while (made := SUMS.get(self.peek_text())) is not None:
            self.at += 1
            right = self.term()
            left = made((left.span[0], right.span[1]), left, right)
            if isinstance(left.left, tree.Pair) and isinstance(left.left.right, tree.Dots):
                left = self._run(left)
        return left

    def _run(self, node: tree.Pair) -> tree.Node:
        """Return a sum or product with dots as one over a counter; a sentence may be vaguer."""
        return node if self.in_sentence else without_dots(node)

    def _signed_term(self) -> tree.Node:
        """Read the first term, which may have a sign of its own."""
        sign = self.peek()
        if sign is None or self.peek_text() not in SUMS:
            return self.term()
        self.at += 1
        body = self.term()
        return tree.Neg((sign.span[0], body.span[1]), body) if is_sign(sign, "-") else body

    def term(self) -> tree.Node:
        """Read factors with products, or nothing, between them."""
        left = self.factor()
        while (box := self.peek()) is not None:
            made = PRODUCTS.get(self.peek_text())
            if made is not None:
                self.at += 1
            elif not self.starts_factor(box):
                break
            elif is_digit(box):
                raise FormulaError("a number behind a factor", box.span)
            right = self.factor()
            left = (made or tree.Mul)((left.span[0], right.span[1]), left, right)
            if isinstance(left.left, tree.Mul) and isinstance(left.left.right, tree.Dots):
                left = self._run(left)
            if made is tree.Div and (after := self.peek()) and self.starts_factor(after):
                what = "ambiguous: how far does the / reach? Put brackets, or write \\frac"
                raise FormulaError(what, (right.span[0], after.span[1]))
        return left

    def starts_factor(self, box: Box) -> bool:
        """Tell whether the next box can begin a factor that multiplies what stands before it."""
        match base_of(box):
            case Atom(text=text) if text in BARS:
                return bar_closes(self.row, self.at) is not None
            case Atom(text=text):
                return text not in _ENDS
            case Delimiter(side=side):
                return side == "open"
            case Text() as words:
                return self.known(name_of(words))
        return True

    def factor(self) -> tree.Node:
        """Read one factor, and the sign of a factorial behind it."""
        node = self._factor()
        while self.peek_text() == "!":
            node = tree.Fn((node.span[0], self.take("").span[1]), "factorial", node)
        return node

    def _factor(self) -> tree.Node:
        """Read a symbol that is declared, or what there is a reader for."""
        box = self.take("a term")
        if (symbol := self._declared(box)) is not None:
            return symbol
        reader = self.readers.get(_key(base_of(box)))
        if reader is None:
            raise self.not_declared(box)
        return reader(self, base_of(box), scripts_of(box))

    def not_declared(self, box: Box) -> FormulaError:
        """Return what to say about a box that means nothing here."""
        if (function := self._spelt_function()) is not None:
            return function
        bare = replace(box, above=None, primes=0) if isinstance(box, Scripts) else box
        name = name_of(bare) or name_of(base_of(box))
        return NotDeclaredError(name, box.span) if name else FormulaError(_UNREADABLE, box.span)

    def _spelt_function(self) -> FormulaError | None:
        """Return what to say where letters spell a function: ``exp`` for ``\\exp``."""
        for start in range(max(0, self.at - 3), self.at):
            spelt = "".join(getattr(base_of(box), "text", " ") for box in self.row[start:])
            for function in sorted(FUNCTIONS, key=len, reverse=True):
                if spelt.startswith(function[1:]) and start + len(function) > self.at:
                    span = (self.row[start].span[0], self.row[start].span[0] + len(function) - 1)
                    return FormulaError(f"{function[1:]} is a function: write {function}", span)
        return None

    # What the notation declares, with its arguments, subscripts and powers.

    def known(self, name: str | None) -> bool:
        """Tell whether a name has a meaning here."""
        scope = self.scope
        return name is not None and (
            name in self.local
            or name in scope.symbols
            or name in scope.functions
            or (self.in_sentence and name in scope.explained)
        )

    def _declared(self, box: Box) -> tree.Node | None:
        """Read a declared symbol; of two names the longest counts, the rest are subscripts."""
        scripts = scripts_of(box)
        if scripts is not None and scripts.below is not None:
            name = name_of(replace(scripts, above=None, primes=0))
            if name and self.known(name):
                return self._use(name, box, replace(scripts, below=None))
        name = name_of(base_of(box))
        return self._use(name, box, scripts) if name and self.known(name) else None

    def _use(self, name: str, box: Box, scripts: Scripts | None) -> tree.Node:
        if isinstance(self.scope.domain(name), Expectation):
            return self.readers[r"\mathbb{E}"](self, base_of(box), scripts)
        has_scripts = scripts is not None and bool(scripts.below or scripts.above)
        opening = self.peek()
        is_called = opening is not None and opens(opening) == "("
        if scripts is not None and scripts.primes:
            if has_scripts or not is_called or name not in self.scope.functions:
                raise FormulaError(_NO_DERIVATIVE, box.span)
            return self._slope(name, box, scripts.primes)
        if is_called and self._is_applied(name):
            if has_scripts:
                raise FormulaError("put the power or the index behind the arguments", box.span)
            return self._application(name, box)
        if name in self.scope.functions and name not in self.local | set(self.scope.symbols):
            if has_scripts:
                raise FormulaError(f"{name} needs its arguments", box.span)
            return tree.FnRef(box.span, name)
        return self.scripted(tree.Sym(box.span, name), scripts)

    def _is_applied(self, name: str) -> bool:
        """Tell whether brackets behind a name hold its arguments, or are a factor."""
        if name in self.local:
            return False
        if name in self.scope.functions or isinstance(self.scope.domain(name), Pmf):
            return True
        if self.in_sentence and self.scope.explained.get(name):
            return True
        inner = visible(brackets_at(self.row, self.at)[0].row)
        argument = name_of(base_of(inner[0])) if len(inner) == 1 else None
        is_symbol = name in self.scope.symbols or self.in_sentence
        return is_symbol and isinstance(self.scope.domain(argument or ""), Outcome)

    def _application(self, name: str, box: Box) -> tree.Node:
        brackets = self.take_brackets("(", "", box.span)
        separators, args = self._arguments(name, brackets)
        span = (box.span[0], brackets.span[1])
        return self.scripted(tree.App(span, name, separators, args), brackets.scripts)

    def _arguments(
        self, name: str, brackets: Brackets
    ) -> tuple[tuple[str, ...], tuple[tree.Node, ...]]:
        """Split the arguments by the separators of some function that is declared."""
        declared = self.scope.functions.get(name, ())
        patterns = {one.separators for one in declared}
        if self.in_sentence:
            patterns |= self.scope.explained.get(name, frozenset())
        if isinstance(self.scope.domain(name), Pmf) or not patterns:
            patterns |= {(), (",",), (r"\mid",), ("|",)}
        span = brackets.opening.span
        has_double_bar = any(r"\|" in pattern for pattern in patterns)
        row = self.within(brackets.row, span).row
        row = one_bar(row) if has_double_bar else row
        for pattern in sorted(patterns, key=len, reverse=True):
            parts, found = split_row(row, frozenset(pattern))
            if found == pattern and all(visible(part) for part in parts):
                return found, tuple(self.argument(part, span) for part in parts)
        forms = " or ".join(sorted({one.tex for one in declared}))
        what = f"other arguments: {forms}" if forms else "no such arguments"
        raise FormulaError(f"{name} has {what}", span)

    def _slope(self, name: str, box: Box, order: int) -> tree.Node:
        """Read the derivative of a function of one argument."""
        brackets = self.take_brackets("(", "", box.span)
        arg = self.argument(brackets.row, brackets.opening.span)
        node = tree.Prime((box.span[0], brackets.span[1]), name, order, arg)
        return self.scripted(node, brackets.scripts)

    def scripted(self, node: tree.Node, scripts: Scripts | None) -> tree.Node:
        """Return a node with the indices below it and the power above it."""
        if scripts is None:
            return node
        if scripts.primes:
            raise FormulaError(_NO_DERIVATIVE, scripts.span)
        whole = (node.span[0], max(scripts.span[1], node.span[1]))
        above = visible(scripts.above.body) if scripts.above else []
        indices: tuple[tree.Node, ...] = ()
        is_index = len(above) > 2 and is_sign(above[0], "(") and is_sign(above[-1], ")")
        if is_index:
            indices = (self.whole(above[1:-1], scripts.span),)
        if scripts.below is not None:
            indices += self.subscripts(scripts.below)
        if indices:
            node = tree.Idx(whole, node, indices)
        if scripts.above is None or is_index:
            return node
        if self._is_transposition(above):
            return tree.Tr(whole, node)
        return tree.Pow(whole, node, self.group(scripts.above))

    def _is_transposition(self, above: Sequence[Box]) -> bool:
        """Tell whether a power is the sign of a transposed vector; a T, if it is no symbol."""
        if len(above) != 1:
            return False
        name = name_of(above[0])
        if name in (r"\mathsf{T}", r"\mathrm{T}", "T"):
            return not self.known(name)
        return is_sign(above[0], r"\top") or is_sign(above[0], r"\intercal")


def _set_behind(relation: str, side: tree.Node) -> tree.Node:
    """Return what stands behind a relation: two numbers in brackets behind ∈ are an interval."""
    if relation == r"\in" and isinstance(side, tree.Tup) and len(side.parts) == 2:
        return tree.Interval(side.span, *side.parts, left_closed=False, right_closed=False)
    return side


def _key(head: Box) -> str | type[Box]:
    match head:
        case Atom(text=text):
            return text
        case Font(font=font):
            return f"{font}{{{letters(head)}}}"
    return type(head)
