r"""Reads boxes as mathematics, with the notation in scope.

What ``y(1-y)`` and ``H(X)`` mean, only the notation decides. Where two readings are possible, such
as how far a ``\log`` reaches, there is an error that names the place, never a guess.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from scripts.formulas.layout import (
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
from scripts.formulas.notation import Declaration, Outcome, Pmf, Scope, is_sign, name_of
from scripts.formulas.tokens import FormulaError, Span
from scripts.formulas.tree import (
    Abs,
    Add,
    App,
    Arg,
    Big,
    Brace,
    Cases,
    Chain,
    Const,
    Delta,
    Deriv,
    Diag,
    Div,
    Dots,
    Expect,
    Fn,
    FnRef,
    Grad,
    Had,
    Idx,
    Ind,
    Interval,
    Lim,
    MaxMin,
    Mul,
    Neg,
    Node,
    Norm,
    Num,
    Pow,
    Prime,
    Rel,
    SetOf,
    Sub,
    Sym,
    Tr,
    Tup,
)

_WIDE = frozenset([r"\quad", r"\qquad"])
_BIG = {r"\sum": "sum", r"\prod": "prod", r"\max": "max", r"\min": "min"}
_OPENING = {"(": ")", "[": "]", r"\{": r"\}"}
_BARS = frozenset(["|", r"\|"])
_DOTS = frozenset([r"\dots", r"\ldots", r"\cdots"])
_PRODUCTS = frozenset([r"\cdot", r"\times"])


def parse(tex: str, scope: Scope) -> Chain:
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
    beside = tuple(_Parser(part, scope, local).single_relation() for part in rest)
    sides, relations = _Parser(main, scope, local).chain()
    if not relations:
        raise FormulaError("there is no relation to check", sides[0].span)
    span = (sides[0].span[0], sides[-1].span[1])
    return Chain(span, sides, relations, beside, notes)


def parse_expression(tex: str, scope: Scope, local: Iterable[str] = ()) -> Node:
    """Return what an expression without a relation says.

    Raises:
        FormulaError: it cannot be read.
    """
    parser = _Parser(layout_of(tex), scope, frozenset(local))
    node = parser.expression()
    parser.finish()
    return node


def parse_relation(tex: str, scope: Scope) -> Rel:
    """Return what two sides with a relation say.

    Raises:
        FormulaError: it cannot be read.
    """
    return _Parser(layout_of(tex), scope, frozenset()).single_relation()


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
    if isinstance(base, Atom) and (base.text in signs or base.text in _BIG):
        return
    if [getattr(box, "text", "") for box in row][:1] == [r"\arg"] and len(row) == 2:
        return
    if isinstance(alone, Font) and alone.font == r"\mathbb" and _letters(alone) == "E":
        return
    if row and isinstance(row[-1], Atom) and row[-1].text in RELATIONS | FUNCTIONS:
        row = row[:-1]
        if len(row) == 1 and isinstance(row[0], Atom) and row[0].text in signs:
            return
    _Parser(row, scope, frozenset(), in_sentence=True).listing()


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


class _Parser:
    """Reads one row of boxes from left to right."""

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

    # The row.

    def peek(self) -> Box | None:
        return self.row[self.at] if self.at < len(self.row) else None

    def peek_text(self) -> str:
        box = self.peek()
        return box.text if isinstance(box, Atom) else ""

    def take(self, wanted: str) -> Box:
        box = self.peek()
        if box is None:
            raise FormulaError(f"{wanted} is missing", self.end)
        self.at += 1
        return box

    def within(
        self, row: Sequence[Box], bound: Iterable[str] = (), span: Span | None = None
    ) -> "_Parser":
        """Return a parser for a row that is part of this one."""
        local = self.local | frozenset(bound)
        return _Parser(row, self.scope, local, span or self.end, in_sentence=self.in_sentence)

    def finish(self) -> None:
        box = self.peek()
        if box is not None:
            raise FormulaError("cannot read on from here", box.span)

    # Relations.

    def chain(self) -> tuple[tuple[Node, ...], tuple[str, ...]]:
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

    def single_relation(self) -> Rel:
        left = self.expression()
        relation = self.take("a relation")
        if not isinstance(relation, Atom) or relation.text not in RELATIONS:
            raise FormulaError("a relation should stand here", relation.span)
        right = self.expression()
        self.finish()
        return Rel((left.span[0], right.span[1]), relation.text, left, right)

    def listing(self) -> None:
        """Read sides, relations and commas in any number."""
        while self.peek() is not None:
            if self.peek_text() in RELATIONS or self.peek_text() in (",", ";"):
                self.at += 1
            else:
                self.expression()

    # Sums and products of terms.

    def expression(self) -> Node:
        left = self.signed_term()
        while (sign := self.peek_text()) in ("+", "-"):
            self.at += 1
            right = self.term()
            span = (left.span[0], right.span[1])
            left = Add(span, left, right) if sign == "+" else Sub(span, left, right)
        return left

    def signed_term(self) -> Node:
        sign = self.peek()
        if is_sign(sign, "-") if sign else False:
            assert sign is not None
            self.at += 1
            body = self.term()
            return Neg((sign.span[0], body.span[1]), body)
        if sign is not None and is_sign(sign, "+"):
            self.at += 1
        return self.term()

    def term(self) -> Node:
        left = self.factor()
        while (box := self.peek()) is not None:
            text = self.peek_text()
            if text in _PRODUCTS or text == r"\odot":
                self.at += 1
                right = self.factor()
                span = (left.span[0], right.span[1])
                left = Had(span, left, right) if text == r"\odot" else Mul(span, left, right)
            elif text == "/":
                self.at += 1
                right = self.factor()
                left = Div((left.span[0], right.span[1]), left, right)
                if (after := self.peek()) is not None and self.starts_factor(after):
                    what = "ambiguous: how far does the / reach? Put brackets, or write \\frac"
                    raise FormulaError(what, (right.span[0], after.span[1]))
            elif self.starts_factor(box):
                if _is_digit(box):
                    raise FormulaError("a number behind a factor", box.span)
                right = self.factor()
                left = Mul((left.span[0], right.span[1]), left, right)
            else:
                break
        return left

    def starts_factor(self, box: Box) -> bool:
        """Tell whether a box can begin a factor, so that it multiplies what stands before it."""
        head = box.base if isinstance(box, Scripts) else box
        match head:
            case Atom(text=text):
                if text in _BARS:
                    return self._bar_closes(text) is not None
                ends = RELATIONS | {"+", "-", "/", ",", ";", ":", ".", "!", r"\mid"}
                return text not in ends | {")", "]", r"\}", r"\odot"} | _PRODUCTS
            case Delimiter(side=side):
                return side == "open"
            case Text():
                return False
        return True

    # Factors.

    def factor(self) -> Node:
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
            case Atom(text=text) if text in _BIG:
                return self._big(_BIG[text], head, scripts)
            case Atom(text=r"\arg"):
                return self._arg(box)
            case Atom(text=r"\lim"):
                return self._limit(head, scripts)
            case Atom(text=r"\nabla"):
                return self._gradient(head, scripts)
            case Atom(text=text) if text in _DOTS and not scripts:
                return Dots(box.span)
            case Atom(text=r"\delta") if scripts and scripts.below:
                return self._delta(scripts)
            case Atom(text=text) if text in _BARS:
                return self._between_bars(box, head)
            case Atom(text=text) if text in _OPENING and not scripts:
                return self._bracketed(box, text)
            case Delimiter(text=text, side="open") if not scripts:
                return self._sized(box, head)
            case Fence():
                return self._fenced(head, scripts)
            case Fraction():
                return self._scripted(self._fraction(head), scripts)
            case Root(body=body):
                return self._scripted(self._root(head, body), scripts)
            case Font(font=r"\mathbb") if _letters(head) == "E":
                return self._expectation(box, scripts)
            case Font(font=r"\mathrm") if _letters(head) == "diag":
                return self._diagonal(box)
            case Font(font=r"\mathbf") if _letters(head) == "1":
                return self._indicator(box)
            case Underbrace(body=body):
                return self._underbrace(head, body, scripts)
            case Table(environment="cases") if not scripts:
                return self._cases(head)
            case Group():
                raise FormulaError("braces that draw nothing: use brackets", box.span)
        return self._constant(box, head, scripts)

    def _constant(self, box: Box, head: Box, scripts: Scripts | None) -> Node:
        text = head.text if isinstance(head, Atom) else ""
        names = {"e": "e", r"\pi": "pi", r"\infty": "infinity"}
        if text in names:
            return self._scripted(Const(head.span, names[text]), scripts)
        name = name_of(replace(box, above=None, primes=0) if isinstance(box, Scripts) else box)
        if name is not None or name_of(head) is not None:
            raise FormulaError(f"{name or name_of(head)} is not declared", box.span)
        raise FormulaError("cannot read this", box.span)

    # Names.

    def known(self, name: str | None) -> bool:
        scope = self.scope
        return name is not None and (
            name in self.local
            or name in scope.symbols
            or name in scope.functions
            or (self.in_sentence and name in scope.explained)
        )

    def _named(self, box: Box) -> Node | None:
        """Read a declared symbol; of two names the longest counts, the rest are subscripts."""
        if not isinstance(box, Scripts):
            name = name_of(box)
            return self._use(name, box, None, None, 0) if name and self.known(name) else None
        if box.below is not None:
            bare = Scripts(box.span, box.base, box.below, None, 0)
            name = name_of(bare)
            if name and self.known(name):
                return self._use(name, box, None, box.above, box.primes)
        name = name_of(box.base)
        if name is None or not self.known(name):
            return None
        return self._use(name, box, box.below, box.above, box.primes)

    def _use(
        self, name: str, box: Box, below: Group | None, above: Group | None, primes: int
    ) -> Node:
        opening = self.peek()
        if primes:
            return self._prime(name, box, primes, below, above)
        if opening is not None and _opens(opening) == "(" and self._is_applied(name):
            if above is not None or below is not None:
                raise FormulaError("put the power or the index behind the arguments", box.span)
            return self._application(name, box)
        if name in self.scope.functions and name not in self.local | set(self.scope.symbols):
            if below is not None or above is not None:
                raise FormulaError(f"{name} needs its arguments", box.span)
            return FnRef(box.span, name)
        span = (box.span[0], box.span[1])
        return self._with_scripts(Sym(span, name), below, above, box.span)

    def _is_applied(self, name: str) -> bool:
        """Tell whether brackets behind a name hold its arguments, or are a factor."""
        if name in self.local:
            return False
        if name in self.scope.functions or isinstance(self.scope.domain(name), Pmf):
            return True
        if self.in_sentence and self.scope.explained.get(name):
            return True
        row, _, _ = self._bracket_content(self.at)
        inner = visible(row)
        names = [name_of(_base_of(box)) for box in inner]
        is_symbol = name in self.scope.symbols or self.in_sentence
        return is_symbol and len(inner) == 1 and self._is_outcome(names[0])

    def _is_outcome(self, name: str | None) -> bool:
        return name is not None and isinstance(self.scope.domain(name), Outcome)

    def _application(self, name: str, box: Box) -> Node:
        start = self.at
        row, closing, after = self._bracket_content(start)
        separators, args = self._arguments(name, row, self.row[start].span)
        self.at = after
        span = (box.span[0], _base_of(closing).span[1])
        node = App(span, name, separators, args)
        return self._scripted(node, closing if isinstance(closing, Scripts) else None)

    def _arguments(
        self, name: str, row: Sequence[Box], span: Span
    ) -> tuple[tuple[str, ...], tuple[Node, ...]]:
        """Split the arguments by the separators of some function that is declared."""
        patterns = {declared.separators for declared in self.scope.functions.get(name, ())}
        if self.in_sentence:
            patterns |= self.scope.explained.get(name, frozenset())
        if isinstance(self.scope.domain(name), Pmf) or not patterns:
            patterns |= {(), (",",), (r"\mid",), ("|",)}
        for pattern in sorted(patterns, key=len, reverse=True):
            parts, found = _split(row, frozenset(pattern))
            if found == pattern and all(visible(part) for part in parts):
                args = tuple(self._argument(part, span) for part in parts)
                return found, args
        forms = sorted({_shown(declared) for declared in self.scope.functions.get(name, ())})
        what = f"{name} has other arguments: " + " or ".join(forms)
        raise FormulaError(what if forms else f"{name} has no such arguments", span)

    def _argument(self, row: Sequence[Box], span: Span) -> Node:
        parser = self.within(row, span=span)
        node = parser.expression()
        if parser.peek_text() == "=":
            parser.at += 1
            right = parser.expression()
            node = Rel((node.span[0], right.span[1]), "=", node, right)
        parser.finish()
        return node

    def _prime(
        self, name: str, box: Box, primes: int, below: Group | None, above: Group | None
    ) -> Node:
        opening = self.peek()
        is_function = name in self.scope.functions and opening is not None
        if below or above or not is_function or _opens(self.row[self.at]) != "(":
            raise FormulaError("a prime is read as a derivative only, as in f'(x)", box.span)
        row, closing, after = self._bracket_content(self.at)
        arg = self._argument(row, self.row[self.at].span)
        self.at = after
        node = Prime((box.span[0], _base_of(closing).span[1]), name, primes, arg)
        return self._scripted(node, closing if isinstance(closing, Scripts) else None)

    # Scripts.

    def _scripted(self, node: Node, scripts: Scripts | None) -> Node:
        if scripts is None:
            return node
        if scripts.primes:
            raise FormulaError("a prime is read as a derivative only, as in f'(x)", scripts.span)
        return self._with_scripts(node, scripts.below, scripts.above, scripts.span)

    def _with_scripts(
        self, node: Node, below: Group | None, above: Group | None, span: Span
    ) -> Node:
        whole = (node.span[0], max(span[1], node.span[1]))
        if below is not None:
            node = Idx(whole, node, self._subscripts(below))
        if above is not None:
            if [is_sign(box, r"\top") for box in visible(above.body)] == [True]:
                return Tr(whole, node)
            exponent = self._whole_row(above)
            return Pow(whole, node, exponent)
        return node

    def _whole_row(self, group: Group, bound: Iterable[str] = ()) -> Node:
        parser = self.within(group.body, bound, group.span)
        node = parser.expression()
        parser.finish()
        return node

    def _subscripts(self, group: Group) -> tuple[Node, ...]:
        r"""Read ``ic`` and ``i,c`` as two indices, ``i+1`` and ``y_i`` as one."""
        if not visible(group.body):
            raise FormulaError("an empty index", group.span)
        parts, _ = _split(group.body, frozenset([","]))
        nodes: list[Node] = []
        for part in parts:
            parser = self.within(part, span=group.span)
            if any(is_sign(box, sign) for box in parser.row for sign in "+-"):
                nodes.append(parser.expression())
            else:
                while parser.peek() is not None:
                    nodes.append(parser.factor())
            parser.finish()
        return tuple(nodes)

    # Numbers and brackets.

    def _number(self, first: Box) -> Node:
        box, text = first, ""
        start = first.span[0]
        while True:
            head = _base_of(box)
            assert isinstance(head, Atom)
            text += head.text
            after = self.peek()
            if isinstance(box, Scripts) or after is None:
                break
            inner = _base_of(after)
            touches = after.span[0] == box.span[1] and isinstance(inner, Atom)
            if not touches or not isinstance(inner, Atom):
                break
            is_point = inner.text == "." and "." not in text and self._digit_after_next()
            if not (inner.text.isdigit() or is_point):
                break
            box = self.take("")
        node = Num((start, _base_of(box).span[1]), text)
        return self._scripted(node, box if isinstance(box, Scripts) else None)

    def _digit_after_next(self) -> bool:
        return self.at + 1 < len(self.row) and _is_digit(self.row[self.at + 1])

    def _bracket_content(self, at: int) -> tuple[list[Box], Box, int]:
        """Return what stands between the bracket at ``at`` and its partner, and what is behind."""
        opening = self.row[at]
        if isinstance(opening, Fence):
            return list(opening.body), opening, at + 1
        depth = 0
        for position in range(at, len(self.row)):
            head = _base_of(self.row[position])
            if _same_bracket(head, opening, "open"):
                depth += 1
            elif _same_bracket(head, opening, "close"):
                depth -= 1
                if depth == 0:
                    return self.row[at + 1 : position], self.row[position], position + 1
        raise FormulaError("this bracket is never closed", opening.span)

    def _bracketed(self, box: Box, text: str) -> Node:
        row, closing, after = self._bracket_content(self.at - 1)
        self.at = after
        span = (box.span[0], _base_of(closing).span[1])
        node = self._content(row, text, _OPENING[text], span)
        return self._scripted(node, closing if isinstance(closing, Scripts) else None)

    def _sized(self, box: Box, head: Delimiter) -> Node:
        row, closing, after = self._bracket_content(self.at - 1)
        self.at = after
        span = (box.span[0], _base_of(closing).span[1])
        scripts = closing if isinstance(closing, Scripts) else None
        if head.text in _BARS:
            return self._bars(head.text, row, span, scripts)
        closing_head = _base_of(closing)
        assert isinstance(closing_head, Delimiter)
        return self._scripted(self._content(row, head.text, closing_head.text, span), scripts)

    def _fenced(self, head: Fence, scripts: Scripts | None) -> Node:
        if head.left in _BARS and head.left == head.right:
            return self._bars(head.left, head.body, head.span, scripts)
        return self._scripted(self._content(head.body, head.left, head.right, head.span), scripts)

    def _content(self, row: Sequence[Box], left: str, right: str, span: Span) -> Node:
        """Read what stands in brackets: one value, several, an interval or a set."""
        parts, separators = _split(row, frozenset([",", ";"]))
        nodes = []
        for part in parts:
            parser = self.within(part, span=span)
            nodes.append(parser.expression())
            parser.finish()
        if left == r"\{":
            return SetOf(span, tuple(nodes))
        if not separators and _OPENING.get(left) == right:
            # The brackets stay visible in the span; the tree needs none.
            return replace(nodes[0], span=span)
        if (len(nodes) == 2 and "[" in left + right) or ("]" in left + right and len(nodes) == 2):
            return Interval(span, nodes[0], nodes[1], left == "[", right == "]")
        if _OPENING.get(left) != right:
            raise FormulaError(f"'{left}' is closed by '{right}'", span)
        return Tup(span, tuple(nodes))

    def _bar_closes(self, text: str) -> int | None:
        """Return where the bar that is next finds its partner, if it opens anything."""
        depth = 0
        for position in range(self.at + 1, len(self.row)):
            head = _base_of(self.row[position])
            depth += _depth(head)
            if depth < 0:
                return None
            if depth == 0 and is_sign(head, text):
                return position
        return None

    def _between_bars(self, box: Box, head: Atom) -> Node:
        self.at -= 1
        end = self._bar_closes(head.text) if not isinstance(box, Scripts) else None
        if end is None:
            raise FormulaError(f"'{head.text}' has no partner", box.span)
        row, closing = self.row[self.at + 1 : end], self.row[end]
        self.at = end + 1
        span = (box.span[0], _base_of(closing).span[1])
        return self._bars(head.text, row, span, closing if isinstance(closing, Scripts) else None)

    def _bars(self, text: str, row: Sequence[Box], span: Span, scripts: Scripts | None) -> Node:
        parser = self.within(row, span=span)
        body = parser.expression()
        parser.finish()
        if text == "|":
            return self._scripted(Abs(span, body), scripts)
        order = "2"
        if scripts is not None and scripts.below is not None:
            order = "".join(getattr(box, "text", "?") for box in visible(scripts.below.body))
            if order not in ("1", "2", r"\infty"):
                raise FormulaError(f"there is no norm '{order}' here", scripts.below.span)
            scripts = Scripts(scripts.span, scripts.base, None, scripts.above, scripts.primes)
        return self._scripted(Norm(span, order, body), scripts)

    # Functions.

    def _function(self, text: str, head: Box, scripts: Scripts | None) -> Node:
        base: Node | None = None
        if scripts is not None:
            if scripts.above is not None or scripts.primes:
                raise FormulaError(f"write the power of {text} behind its argument", scripts.span)
            if text != r"\log" or scripts.below is None:
                raise FormulaError(f"{text} has no index", scripts.span)
            base = self._whole_row(scripts.below)
        arg = self._reached(text, head)
        return Fn((head.span[0], arg.span[1]), text[1:], arg, base)

    def _reached(self, text: str, head: Box) -> Node:
        """Read the argument of a function without brackets of its own, if it is beyond doubt."""
        opening = self.peek()
        if opening is None:
            raise FormulaError(f"{text} needs an argument", head.span)
        if opening is not None and _opens(opening) in ("(", "["):
            _, closing, after = self._bracket_content(self.at)
            if isinstance(closing, Scripts):
                raise FormulaError(_reach(text), (head.span[0], closing.span[1]))
            arg = self.factor()
            assert self.at == after
        else:
            arg = self.factor()
        following = self.peek()
        if following is None:
            return arg
        if self.peek_text() == "/":
            raise FormulaError(_reach(text), (head.span[0], following.span[1]))
        if self.starts_factor(following) and not _is_function(following):
            raise FormulaError(_reach(text), (head.span[0], following.span[1]))
        return arg

    def _big(self, kind: str, head: Box, scripts: Scripts | None) -> Node:
        if scripts is None or scripts.below is None:
            if kind in ("max", "min") and scripts is None:
                return self._largest_of(kind, head)
            raise FormulaError("say over what: the index below is missing", head.span)
        variable, lower, over, condition = self._range(scripts.below)
        upper = None
        if scripts.above is not None:
            if lower is None:
                raise FormulaError("an upper end without a lower one", scripts.above.span)
            upper = self._whole_row(scripts.above)
        elif lower is not None:
            raise FormulaError("a lower end without an upper one", scripts.below.span)
        if scripts.primes:
            raise FormulaError("a prime at a sum", scripts.span)
        if (after := self.peek()) is None:
            raise FormulaError("nothing follows", scripts.span)
        body = self.within(self.row[self.at :], [variable], after.span)
        node = body.term()
        self.at += body.at
        span = (head.span[0], node.span[1])
        return Big(span, kind, variable, lower, upper, over, condition, node)

    def _range(self, group: Group) -> tuple[str, Node | None, Node | None, Node | None]:
        """Read ``i=1``, ``x\\in\\mathcal X``, ``j`` or ``j\\ne y`` below a sum."""
        row = visible(group.body)
        name = name_of(row[0]) if row else None
        if name is None:
            raise FormulaError("an index should stand here", group.span)
        if len(row) == 1:
            return name, None, None, None
        parser = self.within(row[2:], [name], group.span)
        node = parser.expression()
        parser.finish()
        relation = row[1]
        if is_sign(relation, "="):
            return name, node, None, None
        if is_sign(relation, r"\in"):
            return name, None, node, None
        if isinstance(relation, Atom) and relation.text in (r"\ne", "<", ">", r"\le", r"\ge"):
            condition = Rel(group.span, relation.text, Sym(row[0].span, name), node)
            return name, None, None, condition
        raise FormulaError("cannot read this range", group.span)

    def _largest_of(self, kind: str, head: Box) -> Node:
        opening = self.peek()
        if opening is None or _opens(opening) not in ("(", "[", r"\{"):
            raise FormulaError(f"say of what: \\{kind}(a,b), or an index below it", head.span)
        row, closing, after = self._bracket_content(self.at)
        parts, _ = _split(row, frozenset([","]))
        args = tuple(self._argument(part, opening.span) for part in parts)
        self.at = after
        node = MaxMin((head.span[0], _base_of(closing).span[1]), kind, args)
        return self._scripted(node, closing if isinstance(closing, Scripts) else None)

    def _arg(self, box: Box) -> Node:
        operator = self.take(r"\max or \min")
        head = _base_of(operator)
        kind = _BIG.get(head.text, "") if isinstance(head, Atom) else ""
        below = operator.below if isinstance(operator, Scripts) else None
        if kind not in ("max", "min") or below is None:
            raise FormulaError(r"write \arg\max or \arg\min with its variable below", box.span)
        names = [name_of(part) for part in visible(below.body)]
        name = names[0] if len(names) == 1 else None
        if name is None:
            raise FormulaError("a single symbol should stand here", below.span)
        if not self.known(name):
            raise FormulaError(f"{name} is not declared", below.span)
        body = self.within(self.row[self.at :], [name], below.span)
        node = body.term()
        self.at += body.at
        return Arg((box.span[0], node.span[1]), kind, name, node)

    def _limit(self, head: Box, scripts: Scripts | None) -> Node:
        row = visible(scripts.below.body) if scripts and scripts.below else []
        name = name_of(row[0]) if row else None
        if len(row) < 3 or name is None or not is_sign(row[1], r"\to"):
            raise FormulaError(r"write \lim_{x\to a}", scripts.span if scripts else head.span)
        if not self.known(name):
            raise FormulaError(f"{name} is not declared", row[0].span)
        side, last = "", row[-1]
        if isinstance(last, Scripts) and last.above is not None:
            signs = [getattr(part, "text", "") for part in visible(last.above.body)]
            if signs in (["+"], ["-"]) and last.below is None:
                side, row[-1] = signs[0], last.base
        parser = self.within(row[2:], span=row[0].span)
        target = parser.expression()
        parser.finish()
        body = self.within(self.row[self.at :], [name], head.span)
        node = body.term()
        self.at += body.at
        return Lim((head.span[0], node.span[1]), name, target, side, node)

    def _expectation(self, box: Box, scripts: Scripts | None) -> Node:
        variable = law = ""
        if scripts is not None:
            row = visible(scripts.below.body) if scripts.below else []
            names = [name_of(part) for part in row]
            is_law = len(row) == 3 and is_sign(row[1], r"\sim") and names[0] and names[2]
            if not is_law or scripts.above is not None:
                raise FormulaError(r"write \mathbb{E}_{x\sim p}", scripts.span)
            variable, law = names[0] or "", names[2] or ""
            if not self.known(law):
                raise FormulaError(f"{law} is not declared", row[2].span)
        opening = self.peek()
        if opening is None or _opens(opening) not in ("[", "("):
            raise FormulaError("an expectation needs brackets", box.span)
        content, closing, after = self._bracket_content(self.at)
        parser = self.within(content, [variable] if variable else [], opening.span)
        body = parser.expression()
        parser.finish()
        self.at = after
        node = Expect((box.span[0], _base_of(closing).span[1]), variable, law, body)
        return self._scripted(node, closing if isinstance(closing, Scripts) else None)

    def _diagonal(self, box: Box) -> Node:
        opening = self.peek()
        if opening is None or _opens(opening) != "(":
            raise FormulaError("diag needs an argument in brackets", box.span)
        row, closing, after = self._bracket_content(self.at)
        arg = self._argument(row, opening.span)
        self.at = after
        node = Diag((box.span[0], _base_of(closing).span[1]), arg)
        return self._scripted(node, closing if isinstance(closing, Scripts) else None)

    def _indicator(self, box: Box) -> Node:
        opening = self.peek()
        if opening is None or _opens(opening) not in ("[", r"\{"):
            raise FormulaError(r"\mathbf 1 is not declared, and no condition follows", box.span)
        row, closing, after = self._bracket_content(self.at)
        condition = self.within(row, span=opening.span).single_relation()
        self.at = after
        return Ind((box.span[0], _base_of(closing).span[1]), condition)

    def _delta(self, scripts: Scripts) -> Node:
        assert scripts.below is not None
        indices = self._subscripts(scripts.below)
        if len(indices) != 2 or scripts.above is not None:
            raise FormulaError(r"\delta needs two indices", scripts.span)
        return Delta(scripts.span, indices[0], indices[1])

    def _underbrace(self, head: Box, body: Group, scripts: Scripts | None) -> Node:
        if scripts is None or scripts.below is None or scripts.above is not None:
            raise FormulaError("a brace needs a label", head.span)
        label = self._whole_row(scripts.below)
        return Brace(scripts.span, self._whole_row(body), label)

    def _cases(self, table: Table) -> Node:
        branches = []
        for cells in table.rows:
            if len(cells) != 2:
                raise FormulaError("a case is a value and a condition", cells[0].span)
            value = self.within(_without_comma(cells[0].body), span=cells[0].span)
            node = value.expression()
            value.finish()
            branches.append((node, self._condition(cells[1])))
        if any(condition is None for _, condition in branches[:-1]):
            raise FormulaError("'otherwise' comes last", table.span)
        return Cases(table.span, tuple(branches))

    def _condition(self, cell: Group) -> Node | None:
        row = _without_comma(cell.body)
        words = row[0].text.strip() if row and isinstance(row[0], Text) else ""
        if words.rstrip(".,") == "otherwise" and len(row) == 1:
            return None
        if words != "if":
            raise FormulaError(r"write \text{if } and a condition, or \text{otherwise}", cell.span)
        return self.within(row[1:], span=cell.span).single_relation()

    # Slopes.

    def _fraction(self, box: Fraction) -> Node:
        over, under = visible(box.over.body), visible(box.under.body)
        sign = _derivative_sign(over, under)
        if sign is not None:
            return self._derivative(box, over, under, sign)
        return Div(box.span, self._whole_row(box.over), self._whole_row(box.under))

    def _root(self, head: Box, body: Group) -> Node:
        return Fn(head.span, "sqrt", self._whole_row(body))

    def _derivative(self, box: Fraction, over: list[Box], under: list[Box], sign: str) -> Node:
        order = _order(over[0])
        variables = self._variables(under, sign, box.under.span)
        if order != len(variables):
            raise FormulaError("the orders above and below differ", box.span)
        if over[1:]:
            parser = self.within(over[1:], span=box.over.span)
            body = parser.factor()
            parser.finish()
            return Deriv(box.span, body, variables)
        body = self._operand(box.span)
        return Deriv((box.span[0], body.span[1]), body, variables)

    def _variables(self, under: list[Box], sign: str, span: Span) -> tuple[Node, ...]:
        variables: list[Node] = []
        position = 0
        while position < len(under):
            if not is_sign(under[position], sign) or position + 1 == len(under):
                raise FormulaError("cannot read these variables", span)
            box, times = under[position + 1], 1
            if isinstance(box, Scripts) and box.above is not None:
                times = _small_number(box.above)
                below = box.below
                box = Scripts(box.span, box.base, below, None, 0) if below else box.base
            parser = self.within([box], span=span)
            variable = parser.factor()
            _refuse_no_variable(variable)
            variables += [variable] * times
            position += 2
        return tuple(variables)

    def _operand(self, span: Span) -> Node:
        """Read what a derivative or gradient applies to: one factor, and nothing behind it."""
        if self.peek() is None:
            raise FormulaError("a derivative of what?", span)
        body = self.factor()
        after = self.peek()
        if after is not None and (self.starts_factor(after) or self.peek_text() == "/"):
            what = "ambiguous: how far does the derivative reach? Put brackets"
            raise FormulaError(what, (span[0], after.span[1]))
        return body

    def _gradient(self, head: Box, scripts: Scripts | None) -> Node:
        if scripts is None or scripts.below is None:
            raise FormulaError("a gradient with respect to what?", head.span)
        order = _small_number(scripts.above) if scripts.above else 1
        if order > 2:
            raise FormulaError("gradients of order 1 and 2 only", scripts.span)
        variable = self._whole_row(scripts.below)
        _refuse_no_variable(variable)
        if self.peek() is None:
            raise FormulaError("a gradient of what?", scripts.span)
        body = self.factor()
        return Grad((head.span[0], body.span[1]), variable, order, body)


def _reach(text: str) -> str:
    return f"ambiguous: how far does {text} reach? Put brackets around its argument"


def _base_of(box: Box) -> Box:
    return box.base if isinstance(box, Scripts) else box


def _letters(box: Font) -> str:
    return "".join(getattr(part, "text", "?") for part in visible(box.body.body))


def _is_digit(box: Box) -> bool:
    head = _base_of(box)
    return isinstance(head, Atom) and head.text.isdigit()


def _is_function(box: Box) -> bool:
    head = _base_of(box)
    return isinstance(head, Atom) and (head.text in FUNCTIONS or head.text in _BIG)


def _opens(box: Box) -> str:
    """Return the bracket that a box opens, if any."""
    match box:
        case Atom(text=text) if text in _OPENING:
            return text
        case Delimiter(text=text, side="open"):
            return text
        case Fence(left=left):
            return left
        case Scripts(base=Fence(left=left)):
            return left
    return ""


def _same_bracket(head: Box, opening: Box, side: str) -> bool:
    """Tell whether a box is a bracket of the same make as the opening one."""
    match opening:
        case Atom(text=text):
            return is_sign(head, text if side == "open" else _OPENING[text])
        case Delimiter(size=size, text=text):
            same = isinstance(head, Delimiter) and head.size == size and head.side == side
            bars = text in _BARS
            return same and (isinstance(head, Delimiter) and (head.text in _BARS) == bars)
    return False


def _depth(head: Box) -> int:
    """Return 1 for a bracket that opens, −1 for one that closes and 0 for all else."""
    if isinstance(head, Fence):
        return 0
    if _opens(head):
        return 1
    closes = isinstance(head, Atom) and head.text in _OPENING.values()
    return -1 if closes or (isinstance(head, Delimiter) and head.side == "close") else 0


def _split(row: Sequence[Box], at: frozenset[str]) -> tuple[list[list[Box]], tuple[str, ...]]:
    """Split a row at separators that stand in no brackets."""
    parts: list[list[Box]] = [[]]
    found: list[str] = []
    depth = 0
    for box in visible(row):
        depth += _depth(_base_of(box))
        if depth == 0 and isinstance(box, Atom) and box.text in at:
            found.append(box.text)
            parts.append([])
        else:
            parts[-1].append(box)
    return parts, tuple(found)


def _shown(declared: Declaration) -> str:
    return declared.tex


def _without_comma(row: Sequence[Box]) -> list[Box]:
    seen = visible(row)
    if seen and isinstance(seen[-1], Atom) and seen[-1].text in (",", "."):
        seen.pop()
    return seen


def _derivative_sign(over: Sequence[Box], under: Sequence[Box]) -> str | None:
    """Return the sign of a derivative, ∂ or d, if a fraction is one."""
    if not over or len(under) < 2:
        return None
    for sign in (r"\partial", "d"):
        if is_sign(_base_of(over[0]), sign) and is_sign(under[0], sign):
            return sign
    return None


def _order(box: Box) -> int:
    if not isinstance(box, Scripts):
        return 1
    if box.above is None or box.below is not None:
        raise FormulaError("the order of a derivative stands above", box.span)
    return _small_number(box.above)


def _small_number(group: Group) -> int:
    text = "".join(getattr(box, "text", "?") for box in visible(group.body))
    if not (text.isdigit() and 1 <= int(text) <= 3):
        raise FormulaError("an order is 1, 2 or 3", group.span)
    return int(text)


def _refuse_no_variable(node: Node) -> None:
    if not (isinstance(node, Sym) or (isinstance(node, Idx) and isinstance(node.base, Sym))):
        raise FormulaError("a derivative is taken with respect to a symbol", node.span)
