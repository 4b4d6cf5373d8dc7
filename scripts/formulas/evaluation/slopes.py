"""Slopes, gradients, Hessians and limits of what a formula says.

They are taken of the formula itself: central differences with so many digits that what they leave
out is smaller than the digits that are compared. Where a value comes out of float64 code, and no
checked formula stands in for it, the steps are large and the result is rough.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any, Protocol, TypeVar

import numpy as np
from mpmath import mp, mpf

from ..language.notation import Declaration
from ..language.tokens import FormulaError
from ..language.tree import Grad, Idx, Lim, Node, Prime, Sym
from .applications import Applications
from .numbers import Arithmetic
from .values import (
    Array,
    Law,
    Undefined,
    Value,
    array_of,
    described,
    entries_of,
    is_number,
    plain,
    shape_of,
)

E = TypeVar("E", bound=Applications)


class Slopes(Protocol):
    """How derivatives and limits are found: this module does it by differences."""

    def partial(self, evaluator: Any, body: Node, variables: tuple[Node, ...]) -> Value:
        """Return the derivative with respect to each of the variables in turn."""

    def prime(self, evaluator: Any, node: Prime) -> Value:
        """Return the derivative of a function of one argument at a value."""

    def gradient(self, evaluator: Any, node: Grad) -> Value:
        """Return all partial derivatives; for order 2 a matrix."""

    def jacobian(self, evaluator: Any, body: Node, variable: Sym) -> Value:
        """Return the derivatives with respect to each entry of a vector or a matrix."""

    def limit(self, evaluator: Any, node: Lim) -> Value:
        """Return what a value tends to."""


STEP = mpf(10) ** -32
"""Size of a step, in comparison with the number that is changed."""

HESSIAN_STEP = mpf(10) ** -25
"""The same for second differences, which lose twice as many digits."""

ROUGH_STEPS = {1: mpf(2) ** -17, 2: mpf(2) ** -12, 3: mpf(2) ** -9}
"""The same where values come out of float64, by the order of the derivative."""

CORNER = mpf(10) ** -10

ROUGH_CORNER = mpf("0.1")
"""How much the slopes on both sides of a point differ at a corner, as a share of them."""

DIGITS = 110
"""Digits that the values are computed with whose difference is taken."""

LIMIT_STEPS = (30, 60)
"""How many powers of ten a limit is approached to."""

FARTHER_STEPS = (120, 240)
"""The same where it may be infinite: even the logarithm of a logarithm goes on growing there."""

FARTHER_DIGITS = 600


def partial(
    evaluator: Applications, body: Node, variables: tuple[Node, ...], total: int | None = None
) -> Value:
    """Return the derivative with respect to each of the variables in turn."""
    total = total or len(variables)
    name, position = place_of(evaluator, variables[0])

    def slope(other: Applications) -> Value:
        return (
            partial(other, body, variables[1:], total) if len(variables) > 1 else other.value(body)
        )

    return _difference(evaluator, name, position, slope, len(variables), total)


def prime(evaluator: Applications, node: Prime) -> Value:
    """Return the derivative of a function of one argument at a value."""
    declared, parameter = function_of(evaluator, node)
    inner = evaluator.with_given({parameter: evaluator.value(node.arg)})

    def value(other: Applications) -> Value:
        return other.call(declared, {parameter: other.given[parameter]})

    def nested(order: int) -> Callable[[Applications], Value]:
        if order == 0:
            return value
        return lambda other: _difference(
            other, parameter, None, nested(order - 1), order, node.order
        )

    return nested(node.order)(inner)


def function_of(evaluator: Applications, node: Prime) -> tuple[Declaration, str]:
    """Return the function of one argument that is meant, and its parameter."""
    declared = [d for d in evaluator.scope.functions[node.name] if not d.separators]
    if len(declared) != 1 or not declared[0].parameters:
        raise FormulaError(f"which {node.name} is meant?", node.span)
    return declared[0], declared[0].parameters[0].name


def gradient(evaluator: Applications, node: Grad) -> Value:
    """Return all partial derivatives, in the shape of the variable; for order 2 a matrix."""
    variable, body = node.variable, node.body
    name, point = vector_of(evaluator, variable)
    if node.order == 2:
        if point.ndim != 1:
            raise FormulaError("a Hessian needs a vector", variable.span)
        return _hessian(evaluator, body, name, point)
    slopes = np.empty(point.shape, dtype=object)
    for index in np.ndindex(point.shape):
        slope = _difference(evaluator, name, index, lambda other: other.value(body), 1)
        if not is_number(slope) and not isinstance(slope, Undefined):
            what = f"the gradient of {described(slope)}: write \\frac{{\\partial …}}{{\\partial …}}"
            raise FormulaError(what, body.span)
        slopes[index] = slope
    return slopes


def jacobian(evaluator: Applications, body: Node, variable: Sym) -> Value:
    """Return the derivatives with respect to each entry of a vector or a matrix."""
    name, point = vector_of(evaluator, variable)
    slopes = [
        _difference(evaluator, name, index, lambda other: other.value(body), 1)
        for index in np.ndindex(point.shape)
    ]
    return assembled(slopes, point, body)


def assembled(slopes: list[Value], point: Array, body: Node) -> Value:
    """Return the slopes of a number in the shape of a point, those of a vector as a matrix.

    The matrix has a row for each entry of the vector, and a column for each of the point.

    Raises:
        FormulaError: there are slopes of a matrix, or of a vector by a matrix.
    """
    if undefined := next((slope for slope in slopes if isinstance(slope, Undefined)), None):
        return undefined
    shapes = {shape_of(slope) for slope in slopes}
    if shapes == {()}:
        found = np.empty(len(slopes), dtype=object)
        found[:] = slopes
        return found.reshape(point.shape)
    if point.ndim == 1 and all(len(shape) == 1 for shape in shapes):
        return np.stack(slopes, axis=-1)
    what = f"the derivative of {described(slopes[0])} with respect to {described(point)}"
    raise FormulaError(f"{what} needs indices", body.span)


def vector_of(evaluator: Applications, variable: Node) -> tuple[str, Array]:
    """Return the symbol that a gradient is taken by, and its numbers."""
    if not isinstance(variable, Sym):
        raise FormulaError("a gradient is taken with respect to a symbol", variable.span)
    point = plain(evaluator.lookup(variable.name, variable.span))
    if not isinstance(point, np.ndarray):
        raise FormulaError(f"the gradient with respect to {described(point)}", variable.span)
    return variable.name, point


def _hessian(evaluator: Applications, body: Node, name: str, point: Array) -> Value:
    """Return all second differences; a function of n numbers is evaluated about 2n² times."""
    kept: dict[tuple[int, ...], Value] = {}
    symbol = evaluator.lookup(name)
    rough_before, evaluator.notes.rough = evaluator.notes.rough, False
    with mp.workdps(max(DIGITS, mp.dps)):
        step = HESSIAN_STEP

        def at(*moves: int) -> Value:
            key = tuple(moves)
            if key not in kept:
                entries = np.array(
                    [mpf(entry) + move * step for entry, move in zip(point, moves, strict=True)],
                    dtype=object,
                )
                moved = Law(entries, symbol.sorts) if isinstance(symbol, Law) else entries
                inner = evaluator.with_given({name: moved}, keep_loops=True)
                kept[key] = inner.value(body)
            return kept[key]

        at(*[0] * len(point))
        is_rough = evaluator.notes.rough
        if is_rough:
            kept.clear()
            step = ROUGH_STEPS[2]
        places = range(len(point))
        numbers = evaluator.numbers
        rows = [[_second(numbers, at, (i, j), len(point)) for j in places] for i in places]
        result = numbers.divide(array_of([array_of(row) for row in rows]), step**2)
    evaluator.notes.rough = rough_before or is_rough
    return result


def _second(
    numbers: Arithmetic, at: Callable[..., Value], place: tuple[int, int], length: int
) -> Value:
    """Return a second difference: the slope in j, compared on both sides in i."""

    def moves(by_i: int, by_j: int) -> list[int]:
        moved = [0] * length
        moved[i] += by_i
        moved[j] += by_j
        return moved

    i, j = sorted(place)
    if i == j:
        twice = numbers.multiply(2, at(*moves(0, 0)))
        return numbers.subtract(numbers.add(at(*moves(1, 0)), at(*moves(-1, 0))), twice)
    same = numbers.add(at(*moves(1, 1)), at(*moves(-1, -1)))
    other = numbers.add(at(*moves(1, -1)), at(*moves(-1, 1)))
    return numbers.divide(numbers.subtract(same, other), 4)


def limit(evaluator: Applications, node: Lim) -> Value:
    """Return the value very close to the limit if it has settled there, ±∞ if it only grows."""
    target = evaluator.value(node.target)
    if not is_number(target):
        raise FormulaError("a limit at what is no number", node.target.span)
    with mp.workdps(DIGITS):
        found = _approached(evaluator, node, mpf(target), LIMIT_STEPS)
    values = [value for way in found for value in way]
    if any(not is_number(value) for value in values):
        return next((v for v in values if isinstance(v, Undefined)), Undefined("no number"))
    last = values[-1]
    if all(value == last for value in values):
        return last
    if max(values) - min(values) > mpf(10) ** -20 * (1 + abs(last)):
        return _infinite_limit(evaluator, node, mpf(target))
    return last if abs(last) > mpf(10) ** -25 else mpf(0)


def _approached(
    evaluator: Applications, node: Lim, target: mpf, steps: tuple[int, ...]
) -> list[list[Value]]:
    """Return the values on the way to a limit, from each side that is meant."""
    sides = {"+": [1], "-": [-1]}.get(node.side, [1, -1])
    if mp.isinf(target):
        ways = [[mp.sign(target) * mpf(10) ** digits for digits in steps]]
    else:
        ways = [[target + side * mpf(10) ** -digits for digits in steps] for side in sides]
    return [
        [
            evaluator.with_given({node.variable: point}, keep_loops=True).value(node.body)
            for point in way
        ]
        for way in ways
    ]


def _infinite_limit(evaluator: Applications, node: Lim, target: mpf) -> Value:
    """Return ∞ or −∞ if the value grows, and not ever more slowly, from each side alike."""
    with mp.workdps(FARTHER_DIGITS):
        found = _approached(evaluator, node, target, (*LIMIT_STEPS, *FARTHER_STEPS))
        for sign in (1, -1):
            if all(_grows([sign * value for value in way]) for way in found):
                return sign * mp.inf
    return Undefined("no limit found")


def _grows(values: list[Value]) -> bool:
    if not all(is_number(value) for value in values):
        return False
    steps = [after - before for before, after in pairwise(values)]
    slower = [after < before * mpf("0.9") for before, after in pairwise(steps)]
    return min(steps) > 0 and not any(slower)


def place_of(evaluator: Applications, variable: Node) -> tuple[str, tuple[int, ...] | None]:
    """Return the symbol that a derivative changes, and which of its entries."""
    if isinstance(variable, Sym):
        return variable.name, None
    assert isinstance(variable, Idx)
    assert isinstance(variable.base, Sym)
    point = plain(evaluator.lookup(variable.base.name, variable.span))
    if not isinstance(point, np.ndarray) or point.ndim != len(variable.indices):
        raise FormulaError("these indices do not fit", variable.span)
    position = []
    for axis, index in enumerate(variable.indices):
        at = evaluator.value(index)
        if not isinstance(at, int) or not 1 <= at <= point.shape[axis]:
            raise FormulaError(f"index {at} is outside 1..{point.shape[axis]}", index.span)
        position.append(at - 1)
    return variable.base.name, tuple(position)


def _difference(
    evaluator: Applications,
    name: str,
    position: tuple[int, ...] | None,
    function: Callable[[Applications], Value],
    order: int,
    total: int = 1,
) -> Value:
    """Return the central difference of a function of one number.

    The function is itself a derivative where the order is above 1; ``total`` is that of the
    outermost.
    """
    symbol = evaluator.lookup(name)
    point = symbol.entries if isinstance(symbol, Law) else symbol
    number = point if position is None else point[position]
    if isinstance(number, Undefined):
        return number
    if not is_number(number) or isinstance(number, bool):
        what = f"a derivative with respect to {described(point)} needs an index"
        raise FormulaError(what)

    def at(step: mpf) -> Value:
        return function(moved_to(evaluator, name, symbol, position, number + step))

    rough_before, evaluator.notes.rough = evaluator.notes.rough, False
    with mp.workdps(max(DIGITS * order, mp.dps)):
        step = _size(mpf(number)) * STEP
        above = at(step)
        is_rough = evaluator.notes.rough
        if is_rough:
            step = max(abs(mpf(number)), mpf("0.01") if total == 1 else 1) * ROUGH_STEPS[total]
            above = at(step)
        below = at(-step)
        slope = evaluator.numbers.divide(evaluator.numbers.subtract(above, below), 2 * step)
        if _may_be_a_corner(number) and _is_corner(above, at(mpf(0)), below, step, rough=is_rough):
            slope = Undefined("a corner")
    evaluator.notes.rough = rough_before or is_rough
    return slope


def _may_be_a_corner(number: Value) -> bool:
    """Tell whether a number is short: others are drawn at random and meet no corner."""
    return bool(mp.isfinite(number)) and bool(number * 1000 == int(number * 1000))


def _is_corner(above: Value, here: Value, below: Value, step: mpf, *, rough: bool) -> bool:
    """Tell whether the slopes on both sides differ by more than the step explains."""
    values = [
        np.array([mpf(entry) if is_number(entry) else mp.nan for entry in entries_of(value)])
        for value in (above, here, below)
    ]
    share, least = (ROUGH_CORNER, ROUGH_CORNER) if rough else (CORNER, CORNER**2)
    right, left = (values[0] - values[1]) / step, (values[1] - values[2]) / step
    return any(
        abs(a - b) > max(share * (abs(a) + abs(b)), least) for a, b in zip(right, left, strict=True)
    )


def _size(number: mpf) -> mpf:
    """Return the distance that steps are measured by: to 0 or to 1, where something may end."""
    return min(abs(number) or mpf(1), abs(1 - number) or mpf(1))


def moved_to(
    evaluator: E, name: str, symbol: Value, position: tuple[int, ...] | None, to: mpf
) -> E:
    """Return an evaluator in which one number of a symbol has another value."""
    if position is None:
        return evaluator.with_given({name: to}, keep_loops=True)
    entries = np.array(plain(symbol), dtype=object)
    entries[position] = to
    moved = Law(entries, symbol.sorts) if isinstance(symbol, Law) else entries
    return evaluator.with_given({name: moved}, keep_loops=True)
