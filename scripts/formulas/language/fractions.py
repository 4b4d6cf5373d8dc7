"""Reads fractions, roots, derivatives and gradients."""

from __future__ import annotations

from collections.abc import Sequence

from . import tree
from .boxes import Box, Fraction, Group, Scripts, visible
from .names import is_sign
from .operators import FunctionParser
from .rows import base_of, small_number
from .tokens import FormulaError, Span


class SlopeParser(FunctionParser):
    """Reads fractions and roots, derivatives and gradients."""

    def _fraction(self, box: Fraction) -> tree.Node:
        over, under = visible(box.over.body), visible(box.under.body)
        sign = derivative_sign(over, under)
        if sign is not None:
            return self._derivative(box, over, under, sign)
        return tree.Div(box.span, self._whole_row(box.over), self._whole_row(box.under))

    def _root(self, head: Box, body: Group) -> tree.Node:
        return tree.Fn(head.span, "sqrt", self._whole_row(body))

    def _derivative(self, box: Fraction, over: list[Box], under: list[Box], sign: str) -> tree.Node:
        order = _order(over[0])
        variables = self._variables(under, sign, box.under.span)
        if order != len(variables):
            raise FormulaError("the orders above and below differ", box.span)
        if over[1:]:
            parser = self.within(over[1:], span=box.over.span)
            body = parser.factor()
            parser.finish()
            return tree.Deriv(box.span, body, variables)
        body = self._operand(box.span)
        return tree.Deriv((box.span[0], body.span[1]), body, variables)

    def _variables(self, under: list[Box], sign: str, span: Span) -> tuple[tree.Node, ...]:
        variables: list[tree.Node] = []
        position = 0
        while position < len(under):
            if not is_sign(under[position], sign) or position + 1 == len(under):
                raise FormulaError("cannot read these variables", span)
            box, times = under[position + 1], 1
            if isinstance(box, Scripts) and box.above is not None:
                times = small_number(box.above)
                below = box.below
                box = Scripts(box.span, box.base, below, None, 0) if below else box.base
            parser = self.within([box], span=span)
            variable = parser.factor()
            _refuse_no_variable(variable)
            variables += [variable] * times
            position += 2
        return tuple(variables)

    def _operand(self, span: Span) -> tree.Node:
        """Read what a derivative or gradient applies to: one factor, and nothing behind it."""
        if self.peek() is None:
            raise FormulaError("a derivative of what?", span)
        body = self.factor()
        after = self.peek()
        if after is not None and (self.starts_factor(after) or self.peek_text() == "/"):
            what = "ambiguous: how far does the derivative reach? Put brackets"
            raise FormulaError(what, (span[0], after.span[1]))
        return body

    def _gradient(self, head: Box, scripts: Scripts | None) -> tree.Node:
        if scripts is None or scripts.below is None:
            raise FormulaError("a gradient with respect to what?", head.span)
        order = small_number(scripts.above) if scripts.above else 1
        if order > 2:
            raise FormulaError("gradients of order 1 and 2 only", scripts.span)
        variable = self._whole_row(scripts.below)
        _refuse_no_variable(variable)
        if self.peek() is None:
            raise FormulaError("a gradient of what?", scripts.span)
        body = self.factor()
        return tree.Grad((head.span[0], body.span[1]), variable, order, body)


def derivative_sign(over: Sequence[Box], under: Sequence[Box]) -> str | None:
    """Return the sign of a derivative, ∂ or d, if a fraction is one."""
    if not over or len(under) < 2:
        return None
    for sign in (r"\partial", "d"):
        if is_sign(base_of(over[0]), sign) and is_sign(under[0], sign):
            return sign
    return None


def _order(box: Box) -> int:
    if not isinstance(box, Scripts):
        return 1
    if box.above is None or box.below is not None:
        raise FormulaError("the order of a derivative stands above", box.span)
    return small_number(box.above)


def _refuse_no_variable(node: tree.Node) -> None:
    if not (
        isinstance(node, tree.Sym)
        or (isinstance(node, tree.Idx) and isinstance(node.base, tree.Sym))
    ):
        raise FormulaError("a derivative is taken with respect to a symbol", node.span)
