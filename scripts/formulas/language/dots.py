r"""Reads \dots between terms or factors: a sum or a product over the number that they differ in.

``x_1 + x_2 + \dots + x_n`` is the sum of x_k from 1 to n. What is written before the dots must
follow from the same rule, and the first and the last may differ in one number only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from typing import Any

from . import tree
from .tokens import FormulaError

COUNTER = r"\dots"
"""The name of the number that is counted; no author can write it."""

_UNCLEAR = "which terms the dots stand for is not clear: write a sum"


def without_dots(node: tree.Pair) -> tree.Node:
    """Return a sum or product whose last part but one is dots as one over a counter.

    Raises:
        FormulaError: the parts before and after the dots are not of one kind.
    """
    *others, dots, last = _parts(node)
    if not others or dots.sign != last.sign or others[-1].sign != last.sign:
        raise FormulaError(_UNCLEAR, node.span)
    first = others.pop().node
    pairs = list(_differences(first, last.node))
    number, end = pairs[0] if pairs else (None, None)
    if not (isinstance(number, tree.Num) and number.text.isdigit()) or any(
        pair != pairs[0] for pair in pairs
    ):
        raise FormulaError(_UNCLEAR, node.span)
    body = _counted(first, last.node, tree.Sym(number.span, COUNTER))
    lowest = int(number.text)
    while others and others[-1] == _Part(last.sign, _at(body, lowest - 1)):
        others.pop()
        lowest -= 1
    kind = "prod" if isinstance(node, tree.Mul) else "sum"
    lower = tree.Num(number.span, str(lowest))
    run = tree.Big(node.span, kind, COUNTER, lower, end, None, (), body)
    return _joined([*others, _Part(last.sign, run)])


@dataclass(frozen=True)
class _Part:
    """A term or a factor, with what it is joined by."""

    sign: type[tree.Pair]
    node: tree.Node


def _parts(node: tree.Node) -> list[_Part]:
    """Return the terms or the factors that a node is a row of."""
    match node:
        case tree.Add(left=left, right=right) | tree.Sub(left=left, right=right):
            return [*_parts(left), _Part(type(node), right)]
        case tree.Neg(body=body):
            return [_Part(tree.Sub, body)]
        case tree.Mul(left=left, right=right):
            return [*_factors(left), _Part(tree.Mul, right)]
    return [_Part(tree.Add, node)]


def _factors(node: tree.Node) -> list[_Part]:
    if isinstance(node, tree.Mul):
        return [*_factors(node.left), _Part(tree.Mul, node.right)]
    return [_Part(tree.Mul, node)]


def _joined(parts: list[_Part]) -> tree.Node:
    (sign, node), *rest = ((part.sign, part.node) for part in parts)
    whole = tree.Neg(node.span, node) if sign is tree.Sub else node
    for sign, node in rest:
        whole = sign((whole.span[0], node.span[1]), whole, node)
    return whole


def _differences(first: tree.Node, last: tree.Node) -> Iterator[tuple[tree.Node, tree.Node]]:
    """Yield the smallest parts in which two trees differ."""
    if first == last:
        return
    pairs = list(zip(tree.children(first), tree.children(last), strict=False))
    if not pairs or not _are_alike(first, last):
        yield first, last
        return
    for one, other in pairs:
        yield from _differences(one, other)


def _are_alike(first: tree.Node, last: tree.Node) -> bool:
    """Tell whether two nodes differ in the nodes within them only."""
    blank = tree.Num((0, 0), "")
    alike = type(first) is type(last)
    count = len(list(tree.children(first))) == len(list(tree.children(last)))
    return alike and count and _mapped(first, lambda _: blank) == _mapped(last, lambda _: blank)


def _counted(first: tree.Node, last: tree.Node, counter: tree.Sym) -> tree.Node:
    """Return a term with the counter where it differs from the last one."""
    if first == last:
        return first
    if not _are_alike(first, last):
        return counter
    others = tree.children(last)
    return _mapped(first, lambda child: _counted(child, next(others), counter))


def _at(body: tree.Node, number: int) -> tree.Node:
    """Return a term for one value of the counter."""
    if isinstance(body, tree.Sym) and body.name == COUNTER:
        return tree.Num(body.span, str(number))
    return _mapped(body, lambda child: _at(child, number))


def _mapped(node: tree.Node, change: Callable[[tree.Node], tree.Node]) -> tree.Node:
    """Return a node with each of the nodes directly within it changed."""

    def changed(value: object) -> object:
        if isinstance(value, tree.Node):
            return change(value)
        return tuple(map(changed, value)) if isinstance(value, tuple) else value

    names = [one.name for one in fields(node) if one.name != "span"]
    parts: dict[str, Any] = {name: changed(getattr(node, name)) for name in names}
    return replace(node, **parts)
