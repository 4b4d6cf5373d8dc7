"""Reads what the notation declares, with its arguments, subscripts and powers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from . import tree
from .boxes import Box, Group, Scripts, visible
from .cursor import Cursor
from .names import is_sign, name_of
from .notation import Declaration, Outcome, Pmf
from .rows import base_of, opens, split_row
from .tokens import FormulaError, Span


class SymbolParser(Cursor):
    """Reads what the notation declares: symbols, their arguments, subscripts and powers."""

    def known(self, name: str | None) -> bool:
        """Tell whether a name has a meaning here."""
        scope = self.scope
        return name is not None and (
            name in self.local
            or name in scope.symbols
            or name in scope.functions
            or (self.in_sentence and name in scope.explained)
        )

    def _named(self, box: Box) -> tree.Node | None:
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
    ) -> tree.Node:
        opening = self.peek()
        if primes:
            return self._prime(name, box, primes, below, above)
        if opening is not None and opens(opening) == "(" and self._is_applied(name):
            if above is not None or below is not None:
                raise FormulaError("put the power or the index behind the arguments", box.span)
            return self._application(name, box)
        if name in self.scope.functions and name not in self.local | set(self.scope.symbols):
            if below is not None or above is not None:
                raise FormulaError(f"{name} needs its arguments", box.span)
            return tree.FnRef(box.span, name)
        span = (box.span[0], box.span[1])
        return self._with_scripts(tree.Sym(span, name), below, above, box.span)

    def _is_applied(self, name: str) -> bool:
        """Tell whether brackets behind a name hold its arguments, or are a factor."""
        if name in self.local:
            return False
        if name in self.scope.functions or isinstance(self.scope.domain(name), Pmf):
            return True
        if self.in_sentence and self.scope.explained.get(name):
            return True
        row, _, _ = self.bracket_content(self.at)
        inner = visible(row)
        names = [name_of(base_of(box)) for box in inner]
        is_symbol = name in self.scope.symbols or self.in_sentence
        return is_symbol and len(inner) == 1 and self._is_outcome(names[0])

    def _is_outcome(self, name: str | None) -> bool:
        return name is not None and isinstance(self.scope.domain(name), Outcome)

    def _application(self, name: str, box: Box) -> tree.Node:
        start = self.at
        row, closing, after = self.bracket_content(start)
        separators, args = self._arguments(name, row, self.row[start].span)
        self.at = after
        span = (box.span[0], base_of(closing).span[1])
        node = tree.App(span, name, separators, args)
        return self._scripted(node, closing if isinstance(closing, Scripts) else None)

    def _arguments(
        self, name: str, row: Sequence[Box], span: Span
    ) -> tuple[tuple[str, ...], tuple[tree.Node, ...]]:
        """Split the arguments by the separators of some function that is declared."""
        patterns = {declared.separators for declared in self.scope.functions.get(name, ())}
        if self.in_sentence:
            patterns |= self.scope.explained.get(name, frozenset())
        if isinstance(self.scope.domain(name), Pmf) or not patterns:
            patterns |= {(), (",",), (r"\mid",), ("|",)}
        for pattern in sorted(patterns, key=len, reverse=True):
            parts, found = split_row(row, frozenset(pattern))
            if found == pattern and all(visible(part) for part in parts):
                args = tuple(self._argument(part, span) for part in parts)
                return found, args
        forms = sorted({_shown(declared) for declared in self.scope.functions.get(name, ())})
        what = f"{name} has other arguments: " + " or ".join(forms)
        raise FormulaError(what if forms else f"{name} has no such arguments", span)

    def _argument(self, row: Sequence[Box], span: Span) -> tree.Node:
        parser = self.within(row, span=span)
        node = parser.expression()
        if parser.peek_text() == "=":
            parser.at += 1
            right = parser.expression()
            node = tree.Rel((node.span[0], right.span[1]), "=", node, right)
        parser.finish()
        return node

    def _prime(
        self, name: str, box: Box, primes: int, below: Group | None, above: Group | None
    ) -> tree.Node:
        opening = self.peek()
        is_function = name in self.scope.functions and opening is not None
        if below or above or not is_function or opens(self.row[self.at]) != "(":
            raise FormulaError("a prime is read as a derivative only, as in f'(x)", box.span)
        row, closing, after = self.bracket_content(self.at)
        arg = self._argument(row, self.row[self.at].span)
        self.at = after
        node = tree.Prime((box.span[0], base_of(closing).span[1]), name, primes, arg)
        return self._scripted(node, closing if isinstance(closing, Scripts) else None)

    def _scripted(self, node: tree.Node, scripts: Scripts | None) -> tree.Node:
        if scripts is None:
            return node
        if scripts.primes:
            raise FormulaError("a prime is read as a derivative only, as in f'(x)", scripts.span)
        return self._with_scripts(node, scripts.below, scripts.above, scripts.span)

    def _with_scripts(
        self, node: tree.Node, below: Group | None, above: Group | None, span: Span
    ) -> tree.Node:
        whole = (node.span[0], max(span[1], node.span[1]))
        if below is not None:
            node = tree.Idx(whole, node, self._subscripts(below))
        if above is not None:
            if [is_sign(box, r"\top") for box in visible(above.body)] == [True]:
                return tree.Tr(whole, node)
            exponent = self._whole_row(above)
            return tree.Pow(whole, node, exponent)
        return node

    def _whole_row(self, group: Group, bound: Iterable[str] = ()) -> tree.Node:
        parser = self.within(group.body, bound, group.span)
        node = parser.expression()
        parser.finish()
        return node

    def _subscripts(self, group: Group) -> tuple[tree.Node, ...]:
        r"""Read ``ic`` and ``i,c`` as two indices, ``i+1`` and ``y_i`` as one."""
        if not visible(group.body):
            raise FormulaError("an empty index", group.span)
        parts, _ = split_row(group.body, frozenset([","]))
        nodes: list[tree.Node] = []
        for part in parts:
            parser = self.within(part, span=group.span)
            if any(is_sign(box, sign) for box in parser.row for sign in "+-"):
                nodes.append(parser.expression())
            else:
                while parser.peek() is not None:
                    nodes.append(parser.factor())
            parser.finish()
        return tuple(nodes)


def _shown(declared: Declaration) -> str:
    return declared.tex
