"""Readers of limits, integrals, derivatives and gradients. No reach is ever guessed."""

from __future__ import annotations

from . import tree
from .boxes import (
    Atom,
    Box,
    Font,
    Fraction,
    Group,
    Scripts,
    visible,
)
from .grammar import Parser
from .names import is_sign, name_of
from .rows import (
    base_of,
    depth_of,
    letters,
    small_number,
)
from .tokens import FormulaError


def limit(parser: Parser, head: Atom, scripts: Scripts | None) -> tree.Node:
    """Read a limit, which may be taken from one side."""
    row = visible(scripts.below.body) if scripts and scripts.below else []
    name = name_of(row[0]) if row else None
    if len(row) < 3 or name is None or not is_sign(row[1], r"\to"):
        raise FormulaError(r"write \lim_{x\to a}", (scripts or head).span)
    if not parser.known(name):
        raise FormulaError(f"{name} is not declared", row[0].span)
    side, last = "", row[-1]
    if isinstance(last, Scripts) and last.above is not None:
        signs = [getattr(part, "text", "") for part in visible(last.above.body)]
        if signs in (["+"], ["-"]) and last.below is None:
            side, row[-1] = signs[0], last.base
    target = parser.whole(row[2:], row[0].span)
    body = parser.term_that_binds([name], head.span)
    return tree.Lim((head.span[0], body.span[1]), name, target, side, body)


def integral(parser: Parser, head: Atom, scripts: Scripts | None) -> tree.Node:
    r"""Read an integral over one number, from ``\int`` to the d before the name of the number."""
    box = scripts or head
    if scripts is not None and (scripts.below is None) != (scripts.above is None):
        raise FormulaError("an integral has two ends, or none", scripts.span)
    at = _differential(parser, box)
    variable = parser.row[at + 1]
    name = name_of(variable) or ""
    body = parser.whole(parser.row[parser.at : at], box.span, [name])
    parser.at = at + 2
    span = (box.span[0], variable.span[1])
    if scripts is None or scripts.below is None or scripts.above is None:
        return tree.Integral(span, name, None, None, body)
    lower, upper = parser.group(scripts.below), parser.group(scripts.above)
    return tree.Integral(span, name, lower, upper, body)


def _differential(parser: Parser, box: Box) -> int:
    """Return where the d stands that ends an integrand."""
    found: list[int] = []
    depth = 0
    for at in range(parser.at, len(parser.row) - 1):
        depth += depth_of(base_of(parser.row[at]))
        if depth == 0 and _is_differential(parser.row[at]) and name_of(parser.row[at + 1]):
            found.append(at)
    upright = [at for at in found if isinstance(parser.row[at], Font)]
    if not parser.known("d") and not upright:
        upright = found
    if not (upright or len(found) == 1) or (upright or found)[0] == parser.at:
        what = r"an integral over what? Put \mathrm dx behind what is integrated"
        raise FormulaError(what, box.span)
    return (upright or found)[0]


def _is_differential(box: Box) -> bool:
    return is_sign(box, "d") or (isinstance(box, Font) and letters(box) == "d")


def derivative(parser: Parser, head: Fraction, sign: str) -> tree.Node:
    """Read a quotient of two signs as a derivative of what is above or follows."""
    first, *rest = visible(head.over.body)
    order = _order(first)
    variables = _variables(parser, head.under, sign)
    if order != len(variables):
        raise FormulaError("the orders above and below differ", head.span)
    if rest:
        inner = parser.within(rest, head.over.span)
        body = inner.term()
        if (after := inner.peek()) is not None:
            what = "ambiguous: how far does the derivative reach? Put brackets"
            raise FormulaError(what, (head.span[0], after.span[1]))
        return tree.Deriv(head.span, body, variables)
    if parser.peek() is None:
        raise FormulaError("a derivative of what?", head.span)
    body = parser.factor()
    after = parser.peek()
    if after is not None and (parser.starts_factor(after) or parser.peek_text() == "/"):
        what = "ambiguous: how far does the derivative reach? Put brackets"
        raise FormulaError(what, (head.span[0], after.span[1]))
    return tree.Deriv((head.span[0], body.span[1]), body, variables)


def _order(box: Box) -> int:
    if not isinstance(box, Scripts):
        return 1
    if box.above is None or box.below is not None:
        raise FormulaError("the order of a derivative stands above", box.span)
    return small_number(box.above)


def _variables(parser: Parser, group: Group, sign: str) -> tuple[tree.Node, ...]:
    under = visible(group.body)
    variables: list[tree.Node] = []
    for position in range(0, len(under), 2):
        if not is_sign(under[position], sign) or position + 1 == len(under):
            raise FormulaError("cannot read these variables", group.span)
        box, times = under[position + 1], 1
        if isinstance(box, Scripts) and box.above is not None:
            # Of a second derivative by a vector, the second one may be written as a row.
            is_row = bool(variables) and [*map(_is_top, visible(box.above.body))] == [True]
            times = 1 if is_row else small_number(box.above)
            below = box.below
            box = Scripts(box.span, box.base, below, None, 0) if below else box.base
        variable = parser.within([box], group.span).factor()
        variables += [_as_variable(variable)] * times
    return tuple(variables)


def _is_top(box: Box) -> bool:
    return is_sign(box, r"\top") or is_sign(box, "T")


def gradient(parser: Parser, head: Atom, scripts: Scripts | None) -> tree.Node:
    """Read a gradient or a Hessian."""
    if scripts is None or scripts.below is None:
        raise FormulaError("a gradient with respect to what?", head.span)
    order = small_number(scripts.above) if scripts.above else 1
    if order > 2:
        raise FormulaError("gradients of order 1 and 2 only", scripts.span)
    variable = _as_variable(parser.group(scripts.below))
    if parser.peek() is None:
        raise FormulaError("a gradient of what?", scripts.span)
    body = parser.factor()
    return tree.Grad((head.span[0], body.span[1]), variable, order, body)


def _as_variable(node: tree.Node) -> tree.Node:
    inner = node.base if isinstance(node, tree.Idx) else node
    if not isinstance(inner, tree.Sym):
        raise FormulaError("a derivative is taken with respect to a symbol", node.span)
    return node
