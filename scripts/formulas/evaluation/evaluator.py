"""Computes what a formula says, for given values of its symbols."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import reduce
from typing import Any

import numpy as np

from ..language import tree
from ..language.names import readable
from ..language.notation import Index, Numbers, Outcome, Outcomes, Real, Scope, Simplex, Variable
from ..language.tokens import FormulaError, Span
from . import slopes as differences
from .applications import Applications
from .bindings import BindingError
from .code import Twins
from .domains import Sample
from .numbers import HOLDS
from .slopes import Slopes
from .values import (
    Array,
    At,
    Law,
    MisfitError,
    RandomVariable,
    Row,
    Undefined,
    Value,
    array_of,
    described,
    first_undefined,
    plain,
    shape_of,
    transpose,
)


class Evaluator(Applications):
    """Evaluates nodes in one sample, with the kind of numbers that the sample has."""

    slopes: Slopes = differences

    def elsewhere(self, scope: Scope, sample: Sample, twins: Twins) -> Evaluator:
        """Return an evaluator for the side of another formula, with the same notes."""
        other = Evaluator(scope, sample, self.functions, twins, self.notes, numbers=self.numbers)
        other.slopes = self.slopes
        return other

    def value(self, node: tree.Node) -> Value:
        """Return the value of a node.

        Raises:
            FormulaError: the shapes do not fit, an index is out of range, a function refuses.
        """
        compute = _VALUES.get(type(node))
        if compute is None:
            raise FormulaError("this has no value", node.span)
        try:
            return compute(self, node)
        except (MisfitError, BindingError) as problem:
            raise FormulaError(str(problem), node.span) from None

    def number(self, node: tree.Node) -> Value:
        """Return the value of a node that is a number, or undefined.

        Raises:
            FormulaError: it is something else.
        """
        value = plain(self.value(node))
        if not self.numbers.is_single(value):
            raise FormulaError(f"a number should stand here, not {described(value)}", node.span)
        return value

    def _written(self, text: str) -> Value:
        return int(text) if text.isdigit() else self.numbers.written(text)

    def _elementary(self, node: tree.Fn) -> Value:
        value = self.numbers.function(node.name, self.number(node.arg))
        if node.name != "log":
            return value
        if node.base is not None:
            below = self.number(node.base)
        elif self.scope.log_base == "e":
            return value
        else:
            below = int(self.scope.log_base)
        return self.numbers.divide(value, self.numbers.function("log", below))

    def _index(self, node: tree.Node) -> int:
        value = self.value(node)
        if not isinstance(value, int):
            raise FormulaError("this is no index", node.span)
        return value

    def _entry(self, node: tree.Idx) -> Value:
        base = self.value(node.base)
        if isinstance(base, At) or self._is_outcome(node.base):
            return self._outcome(node)
        value = plain(base)
        if not isinstance(value, np.ndarray):
            raise FormulaError(f"{described(value)} has no index", node.span)
        if len(node.indices) > value.ndim:
            many = f"{len(node.indices)} indices for {described(value)}"
            raise FormulaError(many, node.span)
        first = self._first_index(node.base)
        for index in node.indices:
            position = self._index(index)
            last = len(value) + first - 1
            if not first <= position <= last:
                raise FormulaError(f"index {position} is outside {first}..{last}", index.span)
            value = value[position - first]
        return value

    def _first_index(self, base: tree.Node) -> int:
        """Return what the entries of an array are counted from: 1, unless the notation says 0."""
        domain = self.scope.domain(base.name) if isinstance(base, tree.Sym) else None
        return domain.first if isinstance(domain, Numbers) else 1

    def _is_outcome(self, node: tree.Node) -> bool:
        return isinstance(node, tree.Sym) and isinstance(self.scope.domain(node.name), Outcome)

    def _outcome(self, node: tree.Idx) -> At:
        base = node.base
        domain = self.scope.domain(base.name) if isinstance(base, tree.Sym) else None
        if not isinstance(domain, Outcome) or len(node.indices) != 1:
            raise FormulaError("this outcome has no index", node.span)
        size = self.lookup(domain.sort, node.span)
        position = self._index(node.indices[0])
        if not 1 <= position <= size:
            raise FormulaError(f"index {position} is outside 1..{size}", node.indices[0].span)
        return At(domain.sort, position - 1)

    def index_range(self, name: str, span: Span | None) -> Iterator[Value]:
        """Return all values of an index whose range is not written."""
        domain = self.scope.domain(name)
        if isinstance(domain, Index):
            size = int(domain.of) if domain.of.isdigit() else self.lookup(domain.of, span)
            return iter(range(1, size + 1))
        if isinstance(domain, Outcome):
            return iter(At(domain.sort, at) for at in range(self.lookup(domain.sort, span)))
        what = f"over what does {readable(name)} run? Write its ends or its set below and above"
        raise FormulaError(what, span)

    def _values_of(self, node: tree.Big) -> Iterator[Value]:
        if node.lower is not None and node.upper is not None:
            lower, upper = self._index(node.lower), self._index(node.upper)
            return iter(range(lower, upper + 1))
        if isinstance(node.over, tree.Sym):
            if not isinstance(self.scope.domain(node.over.name), Outcomes):
                raise FormulaError(f"{node.over.name} is no set", node.over.span)
            size = self.lookup(node.over.name, node.span)
            sort = node.over.name
            return iter(At(sort, at) for at in range(size))
        if isinstance(node.over, tree.SetOf):
            return iter([self.value(member) for member in node.over.members])
        if node.over is not None:
            raise FormulaError("this is no set", node.over.span)
        return self.index_range(node.variable, node.span)

    def _terms(self, node: tree.Big) -> list[Value]:
        """Return what is added or compared; an extreme over several indices is one of them all."""
        terms: list[Value] = []
        body, conditions = node.body, node.conditions
        is_extreme = node.kind in ("max", "min") and body.span[0] == node.span[0]
        inside = body if is_extreme and isinstance(body, tree.Big) else None
        for value in self._values_of(node):
            inner = self.in_loop(node.variable, value)
            if conditions and not all(map(inner.holds, conditions)):
                continue
            if inside is None:
                terms.append(inner.value(body))
            else:
                terms += inner._terms(inside)
        return terms

    def _big(self, node: tree.Big) -> Value:
        terms = self._terms(node)
        if node.kind in ("max", "min"):
            return self.numbers.extreme(node.kind, terms)
        if node.kind == "sum" and terms:
            return reduce(self.numbers.add, terms[1:], plain(terms[0]))
        combine = self.numbers.add if node.kind == "sum" else self.numbers.multiply
        return reduce(combine, terms, self.numbers.whole(int(node.kind == "prod")))

    def _place(self, node: tree.Arg) -> Value:
        """Return where the largest or smallest entry stands; the first of equals counts."""
        if not isinstance(self.scope.domain(node.variable), Index):
            raise FormulaError("the place of an extreme is compared, not computed with", node.span)
        positions = list(self.index_range(node.variable, node.span))
        values = [self.in_loop(node.variable, at).number(node.body) for at in positions]
        if undefined := next((v for v in values if isinstance(v, Undefined)), None):
            return undefined
        return positions[self.numbers.place_of_largest(node.kind, values)]

    def _expectation(self, node: tree.Expect) -> Value:
        if node.variable:
            law = self.lookup(node.law, node.span)
            name = node.variable
        else:
            names = [n.name for n in tree.walk(node.body) if isinstance(n, tree.Sym)]
            variables = {n for n in names if isinstance(self.scope.domain(n), Variable)}
            if len(variables) != 1:
                raise FormulaError("an expectation over which random variable?", node.span)
            name = variables.pop()
            law = self.lookup(name, node.span).law
        if isinstance(law, RandomVariable):
            law = law.law
        if isinstance(self.scope.domain(name), Index) and self._is_simplex(node.law):
            places: list[Value] = list(self.index_range(name, node.span))
            return self._mean(name, places, law, node.body)
        if not isinstance(law, Law) or len(law.sorts) != 1:
            raise FormulaError(f"{node.law} is no law of one outcome", node.span)
        outcomes = [At(law.sorts[0], at) for at in range(len(law.entries))]
        return self._mean(name, outcomes, law.entries, node.body)

    def _is_simplex(self, name: str) -> bool:
        domain = self.scope.domain(name)
        return isinstance(domain, Simplex) and len(domain.shape) == 1

    def _mean(self, name: str, places: list[Value], weights: Array, body: tree.Node) -> Value:
        if len(places) != len(weights):
            raise FormulaError(f"{len(weights)} weights for {len(places)} values", body.span)
        total = self.numbers.whole(0)
        for at, weight in zip(places, weights, strict=True):
            term = self.numbers.multiply(weight, self.in_loop(name, at).value(body))
            total = self.numbers.add(total, term)
        return total

    def _cases(self, node: tree.Cases) -> Value:
        found: list[Value] = []
        for value, condition in node.branches:
            if (not found) if condition is None else self.holds(condition):
                found.append(self.value(value))
        if not found:
            return Undefined("none of the cases")
        if any(not _same(value, found[0]) for value in found[1:]):
            raise FormulaError("two cases hold and differ", node.span)
        return found[0]

    def holds(self, node: tree.Node) -> bool:
        """Tell whether a relation holds: exactly, or for all values that symbols stand for."""
        if not isinstance(node, tree.Rel):
            raise FormulaError("a relation should stand here", node.span)
        if node.relation == r"\in":
            return self._is_member(node)
        if node.relation not in HOLDS:
            raise FormulaError(f"no condition is written with {node.relation}", node.span)
        left, right = self.value(node.left), self.value(node.right)
        if isinstance(left, At) and isinstance(right, At):
            if left.sort != right.sort:
                what = "outcomes of different sets are neither the same nor others"
                raise FormulaError(what, node.span)
            return HOLDS[node.relation](left.position, right.position)
        left, right = plain(left), plain(right)
        if first_undefined(left) or first_undefined(right):
            return self.numbers.holds_undefined()
        if shape_of(left) != shape_of(right) and not self.numbers.is_number(right):
            what = f"{described(left)} and {described(right)} do not go together"
            raise FormulaError(what, node.span)
        pairs = np.broadcast_arrays(np.array(left, object), np.array(right, object))
        hold = (
            self.numbers.holds(node.relation, a, b)
            for a, b in zip(pairs[0].flat, pairs[1].flat, strict=True)
        )
        # What differs anywhere is not equal.
        return any(hold) if node.relation == r"\ne" else all(hold)

    def _is_member(self, node: tree.Rel) -> bool:
        value, within = self.number(node.left), node.right
        if not isinstance(within, tree.SetOf | tree.Interval):
            raise FormulaError("a set or an interval should stand here", within.span)
        others = [self.number(part) for part in tree.children(within)]
        if any(isinstance(number, Undefined) for number in (value, *others)):
            return self.numbers.holds_undefined()
        if isinstance(within, tree.SetOf):
            return any(self.numbers.holds("=", value, member) for member in others)
        lower, upper = others
        return self.numbers.holds(
            r"\ge" if within.left_closed else ">", value, lower
        ) and self.numbers.holds(r"\le" if within.right_closed else "<", value, upper)

    def _derivative(self, node: tree.Deriv) -> Value:
        """Return a derivative; with respect to all of a vector or matrix, one for each entry."""
        first = node.variables[0]
        if not (isinstance(first, tree.Sym) and self._is_array(first)):
            return self.slopes.partial(self, node.body, node.variables)
        if len(node.variables) == 1:
            return self.slopes.jacobian(self, node.body, first)
        if len(node.variables) == 2 and node.variables[1] == first:
            return self.slopes.gradient(self, tree.Grad(node.span, first, 2, node.body))
        name = readable(first.name)
        what = f"a derivative with respect to {name} more than once needs indices"
        raise FormulaError(what, node.span)

    def _is_array(self, symbol: tree.Sym) -> bool:
        value = self.lookup(symbol.name, symbol.span)
        return isinstance(value, Law) or shape_of(value) not in ((), "a random variable")

    def _integral(self, node: tree.Integral) -> Value:
        """Return an integral from end to end, or over all values that its variable may have."""
        ends = [self.number(end) for end in (node.lower, node.upper) if end is not None]
        if not ends:
            domain = self.scope.domain(node.variable)
            if not isinstance(domain, Real) or domain.shape:
                raise FormulaError(f"from where to where does {node.variable} go?", node.span)
            ends = [self.numbers.written(str(end)) for end in domain.ends or ()]
            infinite = self.numbers.constant("infinity")
            ends = ends or [self.numbers.negate(infinite), infinite]
        if undefined := next((end for end in ends if isinstance(end, Undefined)), None):
            return undefined

        def integrand(at: Value) -> Value:
            return self.in_loop(node.variable, at).number(node.body)

        return self.numbers.integral(integrand, ends[0], ends[1])

    def _matrix(self, node: tree.Matrix) -> Value:
        """Return an array of the entries that are written out; one column is a vector."""
        rows = [array_of([self.number(entry) for entry in row]) for row in node.rows]
        if len(node.rows[0]) == 1:
            return array_of([row[0] for row in rows])
        return Row(rows[0]) if len(rows) == 1 else array_of(rows)

    def _vector(self, node: tree.Node, what: str) -> Array:
        value = plain(self.value(node))
        if not isinstance(value, np.ndarray) or value.ndim != 1:
            raise FormulaError(f"{what} of {described(value)}", node.span)
        return value

    def _diagonal(self, body: tree.Node) -> Value:
        entries = self._vector(body, "the diagonal matrix")
        matrix = np.full((len(entries), len(entries)), self.numbers.whole(0), dtype=object)
        np.fill_diagonal(matrix, entries)
        return matrix


_VALUES: dict[type[tree.Node], Callable[[Evaluator, Any], Value]] = {
    tree.Sym: lambda self, node: self.lookup(node.name, node.span),
    tree.Idx: lambda self, node: self._entry(node),
    tree.Num: lambda self, node: self._written(node.text),
    tree.Const: lambda self, node: self.numbers.constant(node.name),
    tree.Add: lambda self, node: self.numbers.add(self.value(node.left), self.value(node.right)),
    tree.Sub: lambda self, node: self.numbers.subtract(
        self.value(node.left), self.value(node.right)
    ),
    tree.Mul: lambda self, node: self.numbers.multiply(
        self.value(node.left), self.value(node.right)
    ),
    tree.Had: lambda self, node: self.numbers.hadamard(
        self.value(node.left), self.value(node.right)
    ),
    tree.Div: lambda self, node: self.numbers.divide(self.value(node.left), self.value(node.right)),
    tree.Pow: lambda self, node: self.numbers.power(
        self.value(node.base), self.value(node.exponent)
    ),
    tree.Neg: lambda self, node: self.numbers.negate(self.value(node.body)),
    tree.Abs: lambda self, node: self.numbers.size(self.number(node.body)),
    tree.Norm: lambda self, node: self.numbers.norm(
        node.order, self._vector(node.body, "the length")
    ),
    tree.Fn: lambda self, node: self._elementary(node),
    tree.App: lambda self, node: self.applied(node),
    tree.FnRef: lambda self, node: self.function_at_its_symbols(node.name, node.span),
    tree.Big: lambda self, node: self._big(node),
    tree.Tr: lambda self, node: transpose(self.value(node.body)),
    tree.MaxMin: lambda self, node: self.numbers.extreme(
        node.kind, [plain(self.value(arg)) for arg in node.args]
    ),
    tree.Arg: lambda self, node: self._place(node),
    tree.Expect: lambda self, node: self._expectation(node),
    tree.Cases: lambda self, node: self._cases(node),
    tree.Lim: lambda self, node: self.slopes.limit(self, node),
    tree.Deriv: lambda self, node: self._derivative(node),
    tree.Prime: lambda self, node: self.slopes.prime(self, node),
    tree.Grad: lambda self, node: self.slopes.gradient(self, node),
    tree.Integral: lambda self, node: self._integral(node),
    tree.Delta: lambda self, node: self.numbers.whole(
        int(self._index(node.left) == self._index(node.right))
    ),
    tree.Ind: lambda self, node: self.numbers.whole(int(self.holds(node.condition))),
    tree.Diag: lambda self, node: self._diagonal(node.body),
    tree.Matrix: lambda self, node: self._matrix(node),
    tree.Brace: lambda self, node: self.value(node.body),
}
"""How the value of a node is found, by its kind: asked for each number of each sum."""


def _same(left: Value, right: Value) -> bool:
    if isinstance(left, Row) or isinstance(right, Row) or shape_of(left) != shape_of(right):
        return False
    return bool(np.all(np.asarray(plain(left)) == np.asarray(plain(right))))
