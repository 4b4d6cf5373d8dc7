"""Computes what a formula says for symbols in the place of numbers."""

from __future__ import annotations

import ast
import itertools
from typing import Any

import numpy as np
import sympy as sp
from mpmath import mpf

from ..evaluation import bindings, slopes
from ..evaluation.bindings import Functions, NoTwinError, Twins, dotted_name, expression
from ..evaluation.domains import Sample
from ..evaluation.evaluator import Evaluator
from ..evaluation.symbols import LocalDefinition, Notes
from ..evaluation.values import (
    Array,
    At,
    Law,
    RandomVariable,
    Undefined,
    Value,
    array_of,
    described,
    plain,
)
from ..language import tree
from ..language.notation import Domain, Scope, Variable
from ..language.tokens import FormulaError, Span
from .arithmetic import (
    alike,
    each,
    elementary,
    inner_product,
    is_single,
    negative,
    plus,
    power,
    product,
    quotient,
    table_of,
    times,
)
from .normal_forms import Expr, NotProved
from .twins import SymbolicTwins


class SymbolicEvaluator(Evaluator):
    """Evaluates nodes in one case."""

    fresh = itertools.count()

    def __init__(
        self,
        scope: Scope,
        sample: Sample,
        functions: Functions,
        twins: SymbolicTwins,
        local: dict[str, LocalDefinition] | None = None,
    ) -> None:
        super().__init__(scope, sample, functions, twins, Notes(), local)
        self.symbolic_twins = twins
        self.forms = twins.forms

    def elsewhere(self, scope: Scope, sample: Sample, twins: Twins) -> SymbolicEvaluator:
        """Return an evaluator for the side of another formula; its notes are about numbers."""
        del twins
        return SymbolicEvaluator(scope, sample, self.functions, self.symbolic_twins)

    def lookup(self, name: str, span: Span | None = None) -> Value:
        """Return the value of a symbol."""
        self.symbolic_twins.seen.add(name)
        return super().lookup(name, span)

    def python(self, python: str) -> Value:
        """Return the value of a Python expression by the checked formulas of its functions."""
        parsed = expression(python)
        if isinstance(parsed, ast.Name) and (name := self.symbol_of(parsed.id)):
            return self.lookup(name)
        try:
            result = _Python(self, self.functions, self.symbolic_twins).value(parsed)
        except NoTwinError:
            return self.symbolic_twins.whole(python, self)
        if isinstance(parsed, ast.Call) and dotted_name(parsed.func) == "index_of":
            return int(result) + 1 if np.ndim(result) == 0 else result + 1
        return result

    def _value(self, node: tree.Node) -> Value:
        match node:
            case tree.Num(text=text):
                return int(text) if text.isdigit() else sp.Rational(text)
            case tree.Const(name=name):
                return {"e": sp.E, "pi": sp.pi, "infinity": sp.oo}[name]
            case tree.Neg(body=body):
                return each(plain(self.value(body)), negative)
            case tree.Add(left=left, right=right):
                return alike(self.value(left), self.value(right), plus)
            case tree.Sub(left=left, right=right):
                return alike(self.value(left), self.value(right), lambda a, b: plus(a, negative(b)))
            case tree.Mul(left=left, right=right):
                return product(self.value(left), self.value(right))
            case tree.Had(left=left, right=right):
                return alike(self.value(left), self.value(right), times)
            case tree.Div(left=left, right=right):
                under = self._single(right)
                return each(plain(self.value(left)), lambda entry: quotient(entry, under))
            case tree.Pow(base=base, exponent=exponent):
                return power(self.value(base), self.value(exponent))
            case tree.MaxMin(kind=kind, args=args):
                return self._extreme(kind, [self._single(arg) for arg in args])
            case tree.Abs(body=body):
                return self._size(self._single(body))
            case tree.Arg():
                raise NotProved("where something is largest")
            case tree.Lim():
                return self._limit(node)
            case tree.Deriv(body=body, variables=variables):
                return self._partial(body, variables)
            case tree.Prime():
                return self._prime(node)
            case tree.Grad(variable=tree.Sym(name=name), order=order, body=body):
                return self._gradient(name, order, body)
            case tree.Delta(left=left, right=right):
                return sp.Integer(self._index(left) == self._index(right))
            case tree.Ind(condition=condition):
                return sp.Integer(self.holds(condition))
        return super()._value(node)

    def _single(self, node: tree.Node) -> Value:
        value = plain(self.value(node))
        if not is_single(value):
            raise FormulaError(f"a number should stand here, not {described(value)}", node.span)
        return value

    def _elementary(self, name: str, arg: tree.Node, base: tree.Node | None) -> Value:
        value = elementary(name, self._single(arg))
        if name != "log":
            return value
        written = self._single(base) if base is not None else self._usual_base()
        return value if written is None else quotient(value, elementary("log", written))

    def _fits_in_shape(self, domain: Domain | None, value: Value, *, exact: bool) -> bool:
        if isinstance(value, At | RandomVariable):
            return False
        if exact and domain is not None:
            return np.ndim(plain(value)) == len(getattr(domain, "shape", ()))
        return is_single(value) or isinstance(value, np.ndarray | Law)

    def _probability(self, node: Any, args: list[Value]) -> Value:
        law = self.lookup(node.name, node.span)
        outcomes = [value for value in args if isinstance(value, At)]
        if isinstance(law, np.ndarray) and law.ndim == 1 and len(outcomes) == len(args) == 1:
            return law[outcomes[0].position]
        if not isinstance(law, Law) or len(outcomes) != len(args):
            raise NotProved(f"{node.name} is no distribution")
        both = bindings.probability(law, tuple(outcomes))
        if node.separators in ((r"\mid",), ("|",)):
            return quotient(both, bindings.probability(law, tuple(outcomes[1:])))
        if node.separators not in ((), (",",)):
            raise NotProved("cannot read these arguments")
        return both

    # Sums and choices.

    def _big(self, node: tree.Big) -> Value:
        terms: list[Value] = []
        for value in self._values_of(node):
            inner = self.in_loop(node.variable, value)
            if node.condition is None or inner.holds(node.condition):
                terms.append(plain(inner.value(node.body)))
        if node.kind in ("max", "min"):
            return self._extreme(node.kind, terms)
        if node.kind == "prod":
            all_of_them: Value = sp.Integer(1)
            for term in terms:
                all_of_them = product(all_of_them, term)
            return all_of_them
        total: Value = terms[0] if terms else sp.Integer(0)
        for term in terms[1:]:
            total = alike(total, term, plus)
        return total

    def _extreme(self, kind: str, values: list[Value]) -> Value:
        if undefined := next((value for value in values if isinstance(value, Undefined)), None):
            return undefined
        sign = 1 if kind == "max" else -1
        for value in values:
            rivals = (sign * (sp.sympify(value) - other) for other in values)
            if all(self.forms.is_at_least_zero(gap) for gap in rivals):
                return value
        raise NotProved(f"which is the {kind}?")

    def _size(self, value: Value) -> Value:
        if isinstance(value, Undefined):
            return value
        value = sp.sympify(value)
        if self.forms.is_at_least_zero(value):
            return value
        if self.forms.is_at_least_zero(-value):
            return -value
        raise NotProved("an absolute value of unknown sign")

    def _norm(self, order: str, body: tree.Node) -> Value:
        value = plain(self.value(body))
        if not isinstance(value, np.ndarray) or value.ndim != 1 or order != "2":
            raise NotProved("this length")
        return elementary("sqrt", inner_product(value, value))

    def _diagonal(self, body: tree.Node) -> Value:
        value = plain(self.value(body))
        if not isinstance(value, np.ndarray) or value.ndim != 1:
            raise FormulaError(f"the diagonal matrix of {described(value)}", body.span)
        positions = range(len(value))
        return table_of(
            [[value[i] if i == j else sp.Integer(0) for j in positions] for i in positions]
        )

    def _expectation(self, node: tree.Expect) -> Value:
        name, law = node.variable, self.lookup(node.law, node.span) if node.variable else None
        if not name:
            names = {n.name for n in tree.walk(node.body) if isinstance(n, tree.Sym)}
            variables = {n for n in names if isinstance(self.scope.domain(n), Variable)}
            if len(variables) != 1:
                raise NotProved("an expectation over which random variable?")
            name = variables.pop()
            law = self.lookup(name, node.span)
        law = law.law if isinstance(law, RandomVariable) else law
        if not isinstance(law, Law) or len(law.sorts) != 1:
            raise NotProved(f"{node.law} is no law of one outcome")
        total: Value = sp.Integer(0)
        for at, weight in enumerate(law.entries):
            inner = self.in_loop(name, At(law.sorts[0], at))
            total = plus(total, times(weight, inner.value(node.body)))
        return total

    def holds(self, node: tree.Node) -> bool:
        """Tell whether a relation holds in a case, where it holds for all values or for none."""
        if not isinstance(node, tree.Rel) or node.relation == r"\in":
            raise NotProved("a condition of this kind")
        left, right = self.value(node.left), self.value(node.right)
        if isinstance(left, At) and isinstance(right, At):
            return _decided(node.relation, int(left.position > right.position)
                            - int(left.position < right.position))  # fmt: skip
        left, right = plain(left), plain(right)
        entries = [left] if is_single(left) else list(np.asarray(left, dtype=object).flat)
        if not is_single(right):
            raise NotProved("a condition on more than numbers")
        return all(self._compared(node.relation, entry, right) for entry in entries)

    def _compared(self, relation: str, left: Value, right: Value) -> bool:
        if isinstance(left, Undefined) or isinstance(right, Undefined):
            raise NotProved("a condition on what is undefined")
        sign = self.forms.sign(sp.sympify(left) - right)
        if sign is None:
            raise NotProved("a condition that holds for some values only")
        return _decided(relation, sign)

    # Slopes.

    def _slope_symbol(self, number: Expr) -> Expr:
        """Return a symbol that takes the place of a number for a derivative."""
        if not isinstance(number, sp.Expr):
            raise NotProved("a derivative with respect to no number")
        name = f"slope {next(self.fresh)}"
        is_positive = bool(number.is_positive)
        moving = sp.Symbol(name, positive=True) if is_positive else sp.Symbol(name, real=True)
        self.symbolic_twins.places[moving] = number
        return moving

    def _partial(self, body: tree.Node, variables: tuple[tree.Node, ...]) -> Value:
        name, position = slopes.place_of(self, variables[0])
        symbol = self.lookup(name)
        point = symbol.entries if isinstance(symbol, Law) else symbol
        number = point if position is None else point[position]
        moving = self._slope_symbol(number)
        other = slopes.moved_to(self, name, symbol, position, moving)
        value = other._partial(body, variables[1:]) if variables[1:] else other.value(body)
        return _slope(value, moving, number)

    def _prime(self, node: tree.Prime) -> Value:
        declared = [d for d in self.scope.functions[node.name] if not d.separators]
        if len(declared) != 1 or not declared[0].parameters:
            raise NotProved(f"which {node.name} is meant?")
        number = self._single(node.arg)
        moving = self._slope_symbol(number)
        value = self.call(declared[0], {declared[0].parameters[0].name: moving})
        for _ in range(node.order - 1):
            value = _slope(value, moving, moving)
        return _slope(value, moving, number)

    def _gradient(self, name: str, order: int, body: tree.Node) -> Value:
        symbol = self.lookup(name)
        point = plain(symbol)
        if not isinstance(point, np.ndarray) or isinstance(symbol, Law):
            raise NotProved("a gradient with respect to no array")
        moving: Array = np.empty(point.shape, dtype=object)
        for index in np.ndindex(point.shape):
            moving[index] = self._slope_symbol(point[index])
        value = self.with_given({name: moving}, keep_loops=True).value(body)
        places = dict(zip(moving.flat, point.flat, strict=True))

        def slopes(of: Expr) -> Array:
            found: Array = np.empty(point.shape, dtype=object)
            for index in np.ndindex(point.shape):
                found[index] = _raw_slope(of, moving[index])
            return found

        result = slopes(value)
        if order == 2:
            result = np.stack([slopes(entry) for entry in result])
        return each(result, lambda entry: entry.xreplace(places))

    def _limit(self, node: tree.Lim) -> Value:
        target = sp.sympify(self.value(node.target))
        positive = target.is_nonnegative and node.side == "+"
        name = f"limit {next(self.fresh)}"
        moving = sp.Symbol(name, positive=True) if positive else sp.Symbol(name, real=True)
        value = self.with_given({node.variable: moving}, keep_loops=True)._single(node.body)
        if isinstance(value, Undefined) or not node.side or target.has(sp.oo, -sp.oo):
            raise NotProved("this limit")
        try:
            return sp.limit(value, moving, target, node.side)
        except (NotImplementedError, ValueError) as error:
            raise NotProved(str(error)) from None


def _raw_slope(value: Value, moving: Expr) -> Expr:
    if not isinstance(value, int | sp.Expr):
        raise NotProved("the derivative of no number")
    slope = sp.diff(sp.sympify(value), moving)
    if slope.has(sp.Derivative, sp.Subs, sp.Heaviside, sp.DiracDelta, sp.sign):
        raise NotProved("a derivative that is no formula")
    return slope


def _slope(value: Value, moving: Expr, number: Expr) -> Value:
    """Return the derivative of a value with respect to a symbol, with a number put in its place."""
    return each(plain(value), lambda entry: _raw_slope(entry, moving).xreplace({moving: number}))


def _decided(relation: str, sign: int) -> bool:
    outcomes = {"=": (0,), r"\ne": (-1, 1), "<": (-1,), ">": (1,), r"\le": (-1, 0), r"\ge": (0, 1)}
    return sign in outcomes[relation]


class _Python(bindings.Exactly):
    """Walks a Python expression with SymPy's numbers."""

    def value(self, node: ast.expr) -> Any:
        value = super().value(node)
        if isinstance(value, float):
            return sp.Rational(str(value))
        return sp.Rational(str(value)) if isinstance(value, mpf) else value

    def call(self, function: ast.expr, args: list[Any], keywords: dict[str, Any]) -> Any:
        name = dotted_name(function)
        if name in ("np.ones", "np.zeros"):
            return array_of([sp.Integer(name == "np.ones")] * int(args[0]))
        if name.startswith("np."):
            return each(args[0], lambda entry: elementary(name.removeprefix("np."), entry))
        return super().call(function, args, keywords)
