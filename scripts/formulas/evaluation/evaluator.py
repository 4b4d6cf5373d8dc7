"""Computes what a formula says, for given values of its symbols."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

import numpy as np
from mpmath import mp, mpf

from ..language import tree
from ..language.notation import Index, Outcome, Outcomes, Scope, Variable
from ..language.tokens import FormulaError, Span
from . import slopes
from .applications import Applications
from .bindings import BindingError, Twins
from .domains import Sample
from .values import (
    At,
    Law,
    MisfitError,
    RandomVariable,
    Row,
    Undefined,
    Value,
    add,
    described,
    divide,
    elementary,
    first_undefined,
    hadamard,
    is_number,
    multiply,
    negate,
    plain,
    power,
    shape_of,
    subtract,
    transpose,
)


class Evaluator(Applications):
    """Evaluates nodes in one sample."""

    def elsewhere(self, scope: Scope, sample: Sample, twins: Twins) -> Evaluator:
        """Return an evaluator for the side of another formula, with the same notes."""
        return Evaluator(scope, sample, self.functions, twins, self.notes)

    def value(self, node: tree.Node) -> Value:
        """Return the value of a node.

        Raises:
            FormulaError: the shapes do not fit, an index is out of range, a function refuses.
        """
        try:
            return self._value(node)
        except MisfitError as problem:
            raise FormulaError(str(problem), node.span) from None
        except BindingError as problem:
            raise FormulaError(str(problem), node.span) from None

    def _value(self, node: tree.Node) -> Value:
        counts = self.notes.conventions
        match node:
            case tree.Num(text=text):
                return int(text) if text.isdigit() else _decimal(text)
            case tree.Const(name=name):
                return {"e": +mp.e, "pi": +mp.pi, "infinity": mp.inf}[name]
            case tree.Sym(name=name):
                return self.lookup(name, node.span)
            case tree.Idx():
                return self._entry(node)
            case tree.App():
                return self.applied(node)
            case tree.FnRef(name=name):
                return self.function_at_its_symbols(name, node.span)
            case tree.Fn(name=name, arg=arg, base=base):
                return self._elementary(name, arg, base)
            case tree.Neg(body=body):
                return negate(self.value(body))
            case tree.Add(left=left, right=right):
                return add(self.value(left), self.value(right))
            case tree.Sub(left=left, right=right):
                return subtract(self.value(left), self.value(right))
            case tree.Mul(left=left, right=right):
                return multiply(self.value(left), self.value(right), counts)
            case tree.Had(left=left, right=right):
                return hadamard(self.value(left), self.value(right), counts)
            case tree.Div(left=left, right=right):
                return divide(self.value(left), self.value(right))
            case tree.Pow(base=base, exponent=exponent):
                return power(self.value(base), self.value(exponent), counts)
            case tree.Tr(body=body):
                return transpose(self.value(body))
            case tree.Big():
                return self._big(node)
            case tree.MaxMin(kind=kind, args=args):
                return _extreme(kind, [plain(self.value(arg)) for arg in args])
            case tree.Arg():
                return self._position(node)
            case tree.Lim():
                return slopes.limit(self, node)
            case tree.Expect():
                return self._expectation(node)
            case tree.Cases():
                return self._cases(node)
            case tree.Deriv(body=body, variables=variables):
                return slopes.partial(self, body, variables)
            case tree.Prime():
                return slopes.prime(self, node)
            case tree.Grad(variable=variable, order=order, body=body):
                return slopes.gradient(self, body, variable, order)
            case tree.Abs(body=body):
                value = self._number(body)
                return value if isinstance(value, Undefined) else abs(value)
            case tree.Norm(order=order, body=body):
                return self._norm(order, body)
            case tree.Delta(left=left, right=right):
                return mpf(1 if self._index(left) == self._index(right) else 0)
            case tree.Ind(condition=condition):
                return mpf(1 if self.holds(condition) else 0)
            case tree.Diag(body=body):
                return self._diagonal(body)
            case tree.Brace(body=body):
                return self.value(body)
        raise FormulaError("this has no value", node.span)

    def _number(self, node: tree.Node) -> Value:
        value = plain(self.value(node))
        if not is_number(value) and not isinstance(value, Undefined):
            raise FormulaError(f"a number should stand here, not {described(value)}", node.span)
        return value

    def _elementary(self, name: str, arg: tree.Node, base: tree.Node | None) -> Value:
        value = elementary(name, self._number(arg))
        if name != "log":
            return value
        written = self._number(base) if base is not None else self._usual_base()
        if written is None:
            return value
        below = elementary("log", written)
        return divide(value, below)

    def _usual_base(self) -> Value | None:
        return None if self.scope.log_base == "e" else int(self.scope.log_base)

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
        for index in node.indices:
            position = self._index(index)
            if not 1 <= position <= len(value):
                raise FormulaError(f"index {position} is outside 1..{len(value)}", index.span)
            value = value[position - 1]
        return value

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

    def index_range(
        self, name: str, condition: tree.Node | None, span: Span | None
    ) -> Iterator[Value]:
        """Return all values of an index whose range is not written."""
        domain = self.scope.domain(name)
        if (
            domain is None
            and isinstance(condition, tree.Rel)
            and isinstance(condition.right, tree.Sym)
        ):
            domain = self.scope.domain(condition.right.name)
        if isinstance(domain, Index):
            size = int(domain.of) if domain.of.isdigit() else self.lookup(domain.of, span)
            return iter(range(1, size + 1))
        if isinstance(domain, Outcome):
            return iter(At(domain.sort, at) for at in range(self.lookup(domain.sort, span)))
        raise FormulaError(f"the range of {name} is not known", span)

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
        return self.index_range(node.variable, node.condition, node.span)

    def _big(self, node: tree.Big) -> Value:
        terms: list[Value] = []
        for value in self._values_of(node):
            inner = self.in_loop(node.variable, value)
            if node.condition is None or inner.holds(node.condition):
                terms.append(inner.value(node.body))
        if node.kind in ("max", "min"):
            return _extreme(node.kind, terms)
        total: Value = mpf(0 if node.kind == "sum" else 1)
        for number, term in enumerate(terms):
            if node.kind == "prod":
                total = multiply(total, term, self.notes.conventions)
            else:
                total = plain(term) if number == 0 else add(total, term)
        return total

    def _position(self, node: tree.Arg) -> Value:
        """Return where the largest or smallest entry stands; the first of equals counts."""
        if not isinstance(self.scope.domain(node.variable), Index):
            raise FormulaError("the place of an extreme is compared, not computed with", node.span)
        positions = list(self.index_range(node.variable, None, node.span))
        values = [self.in_loop(node.variable, at)._number(node.body) for at in positions]
        if undefined := next((v for v in values if isinstance(v, Undefined)), None):
            return undefined
        best = max(values) if node.kind == "max" else min(values)
        return positions[values.index(best)]

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
        if not isinstance(law, Law) or len(law.sorts) != 1:
            raise FormulaError(f"{node.law} is no law of one outcome", node.span)
        total: Value = mpf(0)
        for at, weight in enumerate(law.entries):
            inner = self.in_loop(name, At(law.sorts[0], at))
            term = multiply(weight, inner.value(node.body), self.notes.conventions)
            total = add(total, term)
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
        """Tell whether a relation holds exactly."""
        if not isinstance(node, tree.Rel):
            raise FormulaError("a relation should stand here", node.span)
        if node.relation == r"\in":
            return self._is_member(node)
        left, right = self.value(node.left), self.value(node.right)
        if isinstance(left, At) and isinstance(right, At):
            return _RELATIONS[node.relation](left.position, right.position)
        left, right = plain(left), plain(right)
        if first_undefined(left) or first_undefined(right):
            return False
        if shape_of(left) != shape_of(right) and not is_number(right):
            what = f"{described(left)} and {described(right)} do not go together"
            raise FormulaError(what, node.span)
        pairs = np.broadcast_arrays(np.array(left, object), np.array(right, object))
        compare = _RELATIONS[node.relation]
        return all(compare(a, b) for a, b in zip(pairs[0].flat, pairs[1].flat, strict=True))

    def _is_member(self, node: tree.Rel) -> bool:
        value = self._number(node.left)
        if isinstance(node.right, tree.SetOf):
            return any(_same(value, self.value(member)) for member in node.right.members)
        if not isinstance(node.right, tree.Interval):
            raise FormulaError("a set or an interval should stand here", node.right.span)
        lower, upper = self._number(node.right.lower), self._number(node.right.upper)
        if any(isinstance(number, Undefined) for number in (value, lower, upper)):
            return False
        above = value >= lower if node.right.left_closed else value > lower
        below = value <= upper if node.right.right_closed else value < upper
        return bool(above and below)

    def _norm(self, order: str, body: tree.Node) -> Value:
        value = plain(self.value(body))
        if not isinstance(value, np.ndarray) or value.ndim != 1:
            raise FormulaError(f"the length of {described(value)}", body.span)
        if undefined := first_undefined(value):
            return undefined
        if order == "1":
            return sum((abs(entry) for entry in value), mpf(0))
        if order == r"\infty":
            return max(abs(entry) for entry in value)
        return mp.sqrt(sum((entry * entry for entry in value), mpf(0)))

    def _diagonal(self, body: tree.Node) -> Value:
        value = plain(self.value(body))
        if not isinstance(value, np.ndarray) or value.ndim != 1:
            raise FormulaError(f"the diagonal matrix of {described(value)}", body.span)
        matrix = np.array([[mpf(0)] * len(value) for _ in value], dtype=object)
        for at, entry in enumerate(value):
            matrix[at, at] = entry
        return matrix


_RELATIONS: dict[str, Callable[[Value, Value], bool]] = {
    "=": lambda a, b: bool(a == b),
    r"\ne": lambda a, b: bool(a != b),
    "<": lambda a, b: bool(a < b),
    ">": lambda a, b: bool(a > b),
    r"\le": lambda a, b: bool(a <= b),
    r"\ge": lambda a, b: bool(a >= b),
}


def _decimal(text: str) -> mpf:
    fraction = Fraction(text)
    return mpf(fraction.numerator) / fraction.denominator


def _extreme(kind: str, values: list[Value]) -> Value:
    if undefined := next((value for value in values if isinstance(value, Undefined)), None):
        return undefined
    if not values:
        return Undefined(f"the {kind} of nothing")
    if not all(is_number(value) for value in values):
        raise MisfitError(f"the {kind} of what is no number")
    return max(values) if kind == "max" else min(values)


def _same(left: Value, right: Value) -> bool:
    if isinstance(left, Row) or isinstance(right, Row) or shape_of(left) != shape_of(right):
        return False
    return bool(np.all(np.asarray(plain(left)) == np.asarray(plain(right))))
