"""Derivatives and limits of SymPy's expressions."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from functools import partial

import numpy as np
import sympy as sp

from ..evaluation.evaluator import Evaluator
from ..evaluation.slopes import assembled, function_of, moved_to, place_of, vector_of
from ..evaluation.values import Array, Law, Undefined, Value, plain
from ..language import tree
from .normal_forms import Expr, NotProved


class Derivatives:
    """Derivatives with respect to numbers, each of which a new symbol takes the place of.

    `places` tells for each of these symbols which number it stands for.
    """

    def __init__(self) -> None:
        self.places: dict[Expr, Expr] = {}
        self.fresh: Iterator[int] = itertools.count()

    def partial(
        self, evaluator: Evaluator, body: tree.Node, variables: tuple[tree.Node, ...]
    ) -> Value:
        """Return the derivative with respect to each of the variables in turn."""
        name, position = place_of(evaluator, variables[0])
        symbol = evaluator.lookup(name)
        point = symbol.entries if isinstance(symbol, Law) else symbol
        number = point if position is None else point[position]
        moving = self._in_place_of(number)
        inner = moved_to(evaluator, name, symbol, position, moving)
        rest = variables[1:]
        value = self.partial(inner, body, rest) if rest else inner.value(body)
        return evaluator.numbers.each(plain(value), partial(_slope, moving=moving, number=number))

    def prime(self, evaluator: Evaluator, node: tree.Prime) -> Value:
        """Return the derivative of a function of one argument at a value."""
        declared, parameter = function_of(evaluator, node)
        number = evaluator.number(node.arg)
        moving = self._in_place_of(number)
        value = plain(evaluator.call(declared, {parameter: moving}))
        for left in reversed(range(node.order)):
            to = moving if left else number
            value = evaluator.numbers.each(value, partial(_slope, moving=moving, number=to))
        return value

    def gradient(self, evaluator: Evaluator, node: tree.Grad) -> Value:
        """Return all partial derivatives, in the shape of the variable; for order 2 a matrix."""
        name, point = vector_of(evaluator, node.variable)
        if isinstance(evaluator.lookup(name), Law):
            raise NotProved("a gradient with respect to a distribution")
        moving: Array = evaluator.numbers.each(point, self._in_place_of)
        value = evaluator.with_given({name: moving}, keep_loops=True).value(node.body)
        places = dict(zip(moving.flat, point.flat, strict=True))

        def slopes(of: Expr) -> Value:
            return evaluator.numbers.each(moving, lambda entry: _raw_slope(of, entry))

        result = slopes(value)
        if node.order == 2:
            result = np.stack([slopes(entry) for entry in result])
        return evaluator.numbers.each(result, lambda entry: entry.xreplace(places))

    def jacobian(self, evaluator: Evaluator, body: tree.Node, variable: tree.Sym) -> Value:
        """Return the derivatives with respect to each entry of a vector or a matrix."""
        name, point = vector_of(evaluator, variable)
        if isinstance(evaluator.lookup(name), Law):
            raise NotProved("a derivative with respect to a distribution")
        moving: Array = evaluator.numbers.each(point, self._in_place_of)
        value = plain(evaluator.with_given({name: moving}, keep_loops=True).value(body))
        places = dict(zip(moving.flat, point.flat, strict=True))

        def slopes(by: Expr) -> Value:
            return evaluator.numbers.each(value, lambda of: _raw_slope(of, by).xreplace(places))

        return assembled([slopes(entry) for entry in moving.flat], point, body)

    def limit(self, evaluator: Evaluator, node: tree.Lim) -> Value:
        """Return the limit from one side, if SymPy finds it."""
        target = sp.sympify(evaluator.value(node.target))
        moving = self._symbol(positive=bool(target.is_nonnegative) and node.side == "+")
        inner = evaluator.with_given({node.variable: moving}, keep_loops=True)
        value = inner.number(node.body)
        if isinstance(value, Undefined) or not node.side or target.has(sp.oo, -sp.oo):
            raise NotProved("this limit")
        try:
            return sp.limit(value, moving, target, node.side)
        except (NotImplementedError, ValueError) as error:
            raise NotProved(str(error)) from None

    def _in_place_of(self, number: Expr) -> Expr:
        if not isinstance(number, sp.Expr):
            raise NotProved("a derivative with respect to no number")
        moving = self._symbol(positive=bool(number.is_positive))
        self.places[moving] = number
        return moving

    def _symbol(self, *, positive: bool) -> Expr:
        name = f"moving {next(self.fresh)}"
        return sp.Symbol(name, positive=True) if positive else sp.Symbol(name, real=True)


def _slope(value: Value, moving: Expr, number: Expr) -> Expr:
    """Return the derivative with respect to a symbol, with a number put in its place."""
    return _raw_slope(value, moving).xreplace({moving: number})


def _raw_slope(value: Value, moving: Expr) -> Expr:
    if not isinstance(value, int | sp.Expr):
        raise NotProved("the derivative of no number")
    slope = sp.diff(sp.sympify(value), moving)
    if slope.has(sp.Derivative, sp.Subs, sp.Heaviside, sp.DiracDelta, sp.sign):
        raise NotProved("a derivative that is no formula")
    return slope
