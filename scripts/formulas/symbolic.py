"""Computes what a formula says for symbols in the place of numbers.

Functions of the code are replaced by checked formulas, whose every use is first compared with the
code at a few points.
"""

from __future__ import annotations

import ast
import itertools
import random
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import sympy as sp
from mpmath import mpf

from scripts.formulas import bindings, derivatives
from scripts.formulas.bindings import (
    BindingError,
    Functions,
    NoTwinError,
    dotted_name,
    expression,
    names_in,
)
from scripts.formulas.domains import World
from scripts.formulas.evaluation import Evaluator, LocalDefinition, Notes
from scripts.formulas.normal_forms import Expr, NormalForm, NotProved
from scripts.formulas.notation import Formula, Outcome, Outcomes, Parameter, Pmf, Scope, Variable
from scripts.formulas.tokens import FormulaError, Span
from scripts.formulas.tree import (
    Abs,
    Add,
    App,
    Arg,
    Big,
    Cases,
    Const,
    Delta,
    Deriv,
    Div,
    Expect,
    FnRef,
    Grad,
    Had,
    Ind,
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
    Sub,
    Sym,
    walk,
)
from scripts.formulas.twins import (
    Twin,
    TwinTable,
    Use,
    in_place_of,
    keywords_named,
    over_indices,
    spread,
    whole_name,
)
from scripts.formulas.values import (
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
    plain,
)

TRIALS = 3
"""At how many points a checked formula is compared with the code that it stands in for."""

_VANISH_WITH_ZERO = ("log 0", "0/0", "infinite")


# Arithmetic: as strict as that of numbers.


def _is_single(value: Value) -> bool:
    return isinstance(value, int | np.integer | sp.Expr | Undefined) and not isinstance(value, bool)


def _times(left: Value, right: Value) -> Value:
    for value, other in ((left, right), (right, left)):
        if isinstance(value, Undefined):
            can_vanish = value.reason in _VANISH_WITH_ZERO and not isinstance(other, Undefined)
            return sp.Integer(0) if can_vanish and sp.expand(other) == 0 else value
    return left * right


def _plus(left: Value, right: Value) -> Value:
    if isinstance(left, Undefined) or isinstance(right, Undefined):
        return left if isinstance(left, Undefined) else right
    return left + right


def _negative(value: Value) -> Value:
    return value if isinstance(value, Undefined) else -value


def _quotient(left: Value, right: Value) -> Value:
    if isinstance(left, Undefined) or isinstance(right, Undefined):
        return left if isinstance(left, Undefined) else right
    if sp.expand(right) == 0:
        return Undefined("0/0" if sp.expand(left) == 0 else "division by 0")
    return sp.sympify(left) / right


def _each(value: Value, function: Callable[[Value], Value]) -> Value:
    if _is_single(value):
        return function(value)
    if isinstance(value, Row):
        return Row(_each(value.entries, function))
    if not isinstance(value, np.ndarray):
        raise MisfitError(f"{described(value)} is no number")
    result: Array = np.empty(value.shape, dtype=object)
    for index, entry in np.ndenumerate(value):
        result[index] = function(entry)
    return result


def _alike(left: Value, right: Value, function: Callable[[Value, Value], Value]) -> Value:
    left, right = plain(left), plain(right)
    if _is_single(left) and _is_single(right):
        return function(left, right)
    if isinstance(left, Row) and isinstance(right, Row):
        return Row(_alike(left.entries, right.entries, function))
    if not (isinstance(left, np.ndarray) and isinstance(right, np.ndarray)) or (
        left.shape != right.shape
    ):
        raise MisfitError(f"{described(left)} and {described(right)} do not go together")
    result: Array = np.empty(left.shape, dtype=object)
    for index, entry in np.ndenumerate(left):
        result[index] = function(entry, right[index])
    return result


def _product(left: Value, right: Value) -> Value:
    left, right = plain(left), plain(right)
    if _is_single(left):
        return _each(right, lambda entry: _times(left, entry))
    if _is_single(right):
        return _each(left, lambda entry: _times(entry, right))
    match left, right:
        case Row(entries=a), np.ndarray(ndim=1) if a.shape == right.shape:
            return _inner(a, right)
        case Row(entries=a), np.ndarray(ndim=2) if len(a) == len(right):
            return Row(array_of([_inner(a, column) for column in right.T]))
        case np.ndarray(ndim=1), Row(entries=b):
            return _table([[_times(x, y) for y in b] for x in left])
        case np.ndarray(ndim=2), np.ndarray(ndim=1) if left.shape[1] == len(right):
            return array_of([_inner(row, right) for row in left])
        case np.ndarray(ndim=2), np.ndarray(ndim=2) if left.shape[1] == len(right):
            return _table([[_inner(row, column) for column in right.T] for row in left])
    raise MisfitError(f"{described(left)} and {described(right)} cannot be multiplied")


def _table(rows: list[list[Value]]) -> Array:
    table: Array = np.empty((len(rows), len(rows[0])), dtype=object)
    for index in np.ndindex(table.shape):
        table[index] = rows[index[0]][index[1]]
    return table


def _inner(left: Array, right: Array) -> Value:
    total: Value = sp.Integer(0)
    for a, b in zip(left, right, strict=True):
        total = _plus(total, _times(a, b))
    return total


def _power(base: Value, exponent: Value) -> Value:
    base, exponent = plain(base), plain(exponent)
    if isinstance(base, Undefined) or isinstance(exponent, Undefined):
        return base if isinstance(base, Undefined) else exponent
    if not (_is_single(base) and _is_single(exponent)):
        raise MisfitError(f"a power of {described(base)} to {described(exponent)}")
    base, exponent = sp.sympify(base), sp.sympify(exponent)
    if base != 0:
        return base**exponent
    if exponent == 0:
        return sp.Integer(1)
    if exponent.is_positive:
        return sp.Integer(0)
    if exponent.is_negative:
        return Undefined("division by 0")
    raise NotProved("a power of 0")


_FUNCTIONS: dict[str, Callable[[Expr], Expr]] = {
    "exp": sp.exp, "cos": sp.cos, "sin": sp.sin, "tan": sp.tan, "tanh": sp.tanh,
    "cosh": sp.cosh, "sinh": sp.sinh, "arccos": sp.acos, "arcsin": sp.asin, "arctan": sp.atan,
}  # fmt: skip


def _applied(name: str, value: Value) -> Value:
    if isinstance(value, Undefined):
        return value
    value = sp.sympify(value)
    if name in ("log", "ln"):
        if value == 0:
            return Undefined("log 0")
        return Undefined("the log of a negative number") if value.is_negative else sp.log(value)
    if name == "sqrt":
        if value.is_negative:
            return Undefined("a root of a negative number")
        return sp.sqrt(value)
    if name not in _FUNCTIONS:
        raise NotProved(f"no rule for {name}")
    return _FUNCTIONS[name](value)


# Formulas.


class SymbolicEvaluator(Evaluator):
    """Evaluates nodes in one case."""

    fresh = itertools.count()

    def __init__(
        self,
        scope: Scope,
        world: World,
        functions: Functions,
        twins: SymbolicTwins,
        local: dict[str, LocalDefinition] | None = None,
    ) -> None:
        super().__init__(scope, world, functions, twins, Notes(), local)
        self.symbolic_twins = twins
        self.forms = twins.forms

    def with_given(self, given: dict[str, Value], *, keep_loops: bool = False) -> SymbolicEvaluator:
        """Return an evaluator in which some symbols have another value."""
        other = SymbolicEvaluator(
            self.scope, self.world, self.functions, self.symbolic_twins, self.local
        )
        other.given = self.given | given
        other.loops = dict(self.loops) if keep_loops else {}
        other.trees = self.trees
        return other

    def lookup(self, name: str, span: Span = (0, 0)) -> Value:
        """Return the value of a symbol."""
        self.symbolic_twins.seen.add(name)
        return super().lookup(name, span)

    def python(self, python: str) -> Value:
        """Return the value of a Python expression by the checked formulas of its functions."""
        tree = expression(python)
        if isinstance(tree, ast.Name) and (name := self.symbol_of(tree.id)):
            return self.lookup(name)
        try:
            result = _Python(self, self.functions, self.symbolic_twins).value(tree)
        except NoTwinError:
            return self.symbolic_twins.whole(python, self)
        if isinstance(tree, ast.Call) and dotted_name(tree.func) == "index_of":
            return int(result) + 1 if np.ndim(result) == 0 else result + 1
        return result

    def _value(self, node: Node) -> Value:
        match node:
            case Num(text=text):
                return int(text) if text.isdigit() else sp.Rational(text)
            case Const(name=name):
                return {"e": sp.E, "pi": sp.pi, "infinity": sp.oo}[name]
            case Neg(body=body):
                return _each(plain(self.value(body)), _negative)
            case Add(left=left, right=right):
                return _alike(self.value(left), self.value(right), _plus)
            case Sub(left=left, right=right):
                return _alike(
                    self.value(left), self.value(right), lambda a, b: _plus(a, _negative(b))
                )
            case Mul(left=left, right=right):
                return _product(self.value(left), self.value(right))
            case Had(left=left, right=right):
                return _alike(self.value(left), self.value(right), _times)
            case Div(left=left, right=right):
                under = self._single(right)
                return _each(plain(self.value(left)), lambda entry: _quotient(entry, under))
            case Pow(base=base, exponent=exponent):
                return _power(self.value(base), self.value(exponent))
            case MaxMin(kind=kind, args=args):
                return self._extreme(kind, [self._single(arg) for arg in args])
            case Abs(body=body):
                return self._size(self._single(body))
            case Arg():
                raise NotProved("where something is largest")
            case Lim():
                return self._limit(node)
            case Deriv(body=body, variables=variables):
                return self._partial(body, variables)
            case Prime():
                return self._prime(node)
            case Grad(variable=Sym(name=name), order=order, body=body):
                return self._gradient(name, order, body)
            case Delta(left=left, right=right):
                return sp.Integer(self._index(left) == self._index(right))
            case Ind(condition=condition):
                return sp.Integer(self.holds(condition))
        return super()._value(node)

    def _single(self, node: Node) -> Value:
        value = plain(self.value(node))
        if not _is_single(value):
            raise FormulaError(f"a number should stand here, not {described(value)}", node.span)
        return value

    def _elementary(self, name: str, arg: Node, base: Node | None) -> Value:
        value = _applied(name, self._single(arg))
        if name != "log":
            return value
        written = self._single(base) if base is not None else self._usual_base()
        return value if written is None else _quotient(value, _applied("log", written))

    def _argument(self, parameter: Parameter, arg: Node, value: Value, *, exact: bool) -> Value:
        if isinstance(arg, Rel):
            if not (isinstance(arg.left, Sym) and arg.left.name == parameter.name):
                raise FormulaError(f"{parameter.name} should stand left of =", arg.span)
            value = self.value(arg.right)
        elif parameter.is_square:
            if not isinstance(arg, Pow) or arg.exponent != Num((0, 0), "2"):
                raise FormulaError("a square should stand here", arg.span)
            value = self.value(arg.base)
        domain = self.scope.domain(parameter.name)
        if not _fits(domain, value, exact=exact):
            raise FormulaError(f"{described(value)} in the place of {parameter.name}", arg.span)
        if isinstance(domain, Pmf) and isinstance(value, np.ndarray):
            return Law(value, domain.sorts)
        return value

    def _probability(self, node: Any, args: list[Value]) -> Value:
        law = self.lookup(node.name, node.span)
        outcomes = [value for value in args if isinstance(value, At)]
        if isinstance(law, np.ndarray) and law.ndim == 1 and len(outcomes) == len(args) == 1:
            return law[outcomes[0].position]
        if not isinstance(law, Law) or len(outcomes) != len(args):
            raise NotProved(f"{node.name} is no distribution")
        both = bindings.probability(law, tuple(outcomes))
        if node.separators in ((r"\mid",), ("|",)):
            return _quotient(both, bindings.probability(law, tuple(outcomes[1:])))
        if node.separators not in ((), (",",)):
            raise NotProved("cannot read these arguments")
        return both

    # Sums and choices.

    def _big(self, node: Big) -> Value:
        terms: list[Value] = []
        for value in self._values_of(node):
            inner = self.in_loop(node.variable, value)
            if node.condition is None or inner.holds(node.condition):
                terms.append(plain(inner.value(node.body)))
        if node.kind in ("max", "min"):
            return self._extreme(node.kind, terms)
        if node.kind == "prod":
            product: Value = sp.Integer(1)
            for term in terms:
                product = _product(product, term)
            return product
        total: Value = terms[0] if terms else sp.Integer(0)
        for term in terms[1:]:
            total = _alike(total, term, _plus)
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

    def _norm(self, order: str, body: Node) -> Value:
        value = plain(self.value(body))
        if not isinstance(value, np.ndarray) or value.ndim != 1 or order != "2":
            raise NotProved("this length")
        return _applied("sqrt", _inner(value, value))

    def _diagonal(self, body: Node) -> Value:
        value = plain(self.value(body))
        if not isinstance(value, np.ndarray) or value.ndim != 1:
            raise FormulaError(f"the diagonal matrix of {described(value)}", body.span)
        positions = range(len(value))
        return _table(
            [[value[i] if i == j else sp.Integer(0) for j in positions] for i in positions]
        )

    def _expectation(self, node: Expect) -> Value:
        name, law = node.variable, self.lookup(node.law, node.span) if node.variable else None
        if not name:
            names = {n.name for n in walk(node.body) if isinstance(n, Sym)}
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
            total = _plus(total, _times(weight, inner.value(node.body)))
        return total

    def holds(self, node: Node) -> bool:
        """Tell whether a relation holds in a case, where it holds for all values or for none."""
        if not isinstance(node, Rel) or node.relation == r"\in":
            raise NotProved("a condition of this kind")
        left, right = self.value(node.left), self.value(node.right)
        if isinstance(left, At) and isinstance(right, At):
            return _decided(node.relation, int(left.position > right.position)
                            - int(left.position < right.position))  # fmt: skip
        left, right = plain(left), plain(right)
        entries = [left] if _is_single(left) else list(np.asarray(left, dtype=object).flat)
        if not _is_single(right):
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

    def _partial(self, body: Node, variables: tuple[Node, ...]) -> Value:
        name, position = derivatives._place(self, variables[0])
        symbol = self.lookup(name)
        point = symbol.entries if isinstance(symbol, Law) else symbol
        number = point if position is None else point[position]
        moving = self._slope_symbol(number)
        other = derivatives._moved(self, name, symbol, position, moving)
        assert isinstance(other, SymbolicEvaluator)
        value = other._partial(body, variables[1:]) if variables[1:] else other.value(body)
        return _slope(value, moving, number)

    def _prime(self, node: Prime) -> Value:
        declared = [d for d in self.scope.functions[node.name] if not d.separators]
        if len(declared) != 1 or not declared[0].parameters:
            raise NotProved(f"which {node.name} is meant?")
        number = self._single(node.arg)
        moving = self._slope_symbol(number)
        value = self.call(declared[0], {declared[0].parameters[0].name: moving})
        for _ in range(node.order - 1):
            value = _slope(value, moving, moving)
        return _slope(value, moving, number)

    def _gradient(self, name: str, order: int, body: Node) -> Value:
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
        return _each(result, lambda entry: entry.xreplace(places))

    def _limit(self, node: Lim) -> Value:
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
    return _each(plain(value), lambda entry: _raw_slope(entry, moving).xreplace({moving: number}))


def _decided(relation: str, sign: int) -> bool:
    outcomes = {"=": (0,), r"\ne": (-1, 1), "<": (-1,), ">": (1,), r"\le": (-1, 0), r"\ge": (0, 1)}
    return sign in outcomes[relation]


def _fits(domain: object, value: Value, *, exact: bool) -> bool:
    match domain:
        case Variable():
            return isinstance(value, RandomVariable)
        case Outcome(sort=sort):
            return isinstance(value, At) and value.sort == sort
        case Pmf(sorts=sorts):
            is_vector = isinstance(value, np.ndarray) and value.ndim == len(sorts)
            return isinstance(value, Law) or (is_vector and not exact)
    if isinstance(value, At | RandomVariable):
        return False
    if exact and domain is not None:
        return np.ndim(plain(value)) == len(getattr(domain, "shape", ()))
    return _is_single(value) or isinstance(value, np.ndarray | Law)


# Code.


class _Python(bindings._Exact):
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
            return _each(args[0], lambda entry: _applied(name.removeprefix("np."), entry))
        return super().call(function, args, keywords)


class SymbolicTwins(TwinTable):
    """The checked formulas of a tree that may be used to prove one of them.

    Those that define a function most simply come first, and a formula is proved by simpler ones
    only: no two can prove each other. A formula stands in for a function only after both have given
    the same numbers. `used` are the formulas that did, `seen` the symbols that were looked at, and
    `places` the numbers that symbols of derivatives stand for.
    """

    def __init__(self, table: TwinTable, without: str) -> None:
        twins = {name: _before(without, twins) for name, twins in table.twins.items()}
        super().__init__(table.functions, twins, asked=table.asked)
        self.forms = NormalForm()
        self.used: set[str] = set()
        self.seen: set[str] = set()
        self.places: dict[Expr, Expr] = {}
        self.agreed: set[tuple[object, str, str]] = set()
        self.random = random.Random(without)

    def _apply(
        self,
        function: str,
        args: list[Value],
        keywords: dict[str, Value],
        asker: Evaluator,
        by_code: Callable[[], object],
    ) -> Value:
        del by_code  # It takes numbers.
        self.asked.add((function, keywords_named(keywords)))
        if function not in self.twins:
            raise NoTwinError
        called = self.functions.find(function)

        def numbers(number: Callable[[Value], Any]) -> object:
            return called(*[number(arg) for arg in args], **keywords)

        return self._agreeing(function, args, keywords, asker, numbers)

    def whole(self, python: str, asker: Any) -> Value:
        """Return what a checked formula gives for a whole Python expression."""
        function = whole_name(python)
        self.asked.add((function, ()))
        if function not in self.twins:
            raise NotProved(f"no simpler formula for {python}")
        names = [asker.symbol_of(name) for name in sorted(names_in(python))]
        args = [_counted_from_zero(name or "", asker) for name in names]

        def numbers(number: Callable[[Value], Any]) -> object:
            value = bindings.evaluate(python, _Numbers(asker, number), self.functions)
            return _float_array(value)

        try:
            return self._agreeing(function, args, {}, asker, numbers)
        except NoTwinError:
            raise NotProved(f"no simpler formula for {python}") from None

    def _agreeing(
        self,
        function: str,
        args: list[Value],
        keywords: dict[str, Value],
        asker: Evaluator,
        numbers: Callable[[Callable[[Value], Any]], object],
    ) -> Value:
        key = (function, keywords_named(keywords), tuple(np.ndim(arg) for arg in args))
        if key in self.active:
            raise NotProved(f"a circle of formulas for {function}")
        self.active.append(key)
        try:
            for use in self.possible(*key):
                try:
                    value = self._used(use, args, asker)
                except (NoTwinError, NotProved, FormulaError, BindingError, MisfitError):
                    continue
                mark = (key, use.twin.formula, use.way)
                if mark in self.agreed or self._agrees(args, value, numbers):
                    self.agreed.add(mark)
                    self.used.add(use.twin.formula)
                    return value
        finally:
            self.active.pop()
        raise NoTwinError

    def _agrees(
        self,
        args: list[Value],
        value: Value,
        numbers: Callable[[Callable[[Value], Any]], object],
    ) -> bool:
        free = set().union(*(_symbols_of(part) for part in [*args, value]))
        free |= set().union(*(number.free_symbols for number in self.places.values()))
        free -= set(self.places)
        compared = 0
        for _ in range(TRIALS):
            point = {s: _random_number(s, self.random) for s in sorted(free, key=str)}
            for moving, number in self.places.items():
                point[moving] = number.xreplace(point)

            def number_of(of: Value, at: dict[Expr, Expr] = point) -> Any:
                return _numbers_at(of, at)

            try:
                with np.errstate(all="ignore"):
                    called = np.asarray(numbers(number_of), dtype=np.float64)
                ours = np.asarray(_numbers_at(value, point), dtype=np.float64)
            except (ValueError, TypeError, ArithmeticError, LookupError, BindingError):
                continue
            if not np.all(np.isfinite(called)):
                continue
            if called.shape != ours.shape or not np.allclose(ours, called, rtol=1e-6, atol=1e-9):
                return False
            compared += 1
        return compared > 0

    def _used(self, use: Use, args: list[Value], asker: Evaluator) -> Value:
        if use.way == "same":
            return self._evaluated(use.twin, args, asker)
        if use.way == "spread":
            return self._evaluated(use.twin, spread(use.twin.ranks, args), asker)
        if use.way == "one":
            pairs = zip(use.twin.ranks, args, strict=True)
            wrapped = [arg if rank == np.ndim(arg) else array_of([arg]) for rank, arg in pairs]
            return self._evaluated(use.twin, wrapped, asker)
        each = self._each(use.twin, args, asker)
        if use.way == "each":
            return each
        flat = list(np.asarray(each, dtype=object).flat)
        if any(isinstance(entry, Undefined) for entry in flat):
            raise NoTwinError
        total = sum(flat, sp.Integer(0))
        return total / len(flat) if use.way == "mean" else total

    def _evaluated(self, twin: Twin, args: Sequence[Value], asker: Evaluator) -> Value:
        del asker
        given: dict[str, Value] = {}
        sizes: dict[str, Value] = {}
        for name, names, arg in zip(twin.target.parameters, twin.shapes, args, strict=True):
            for size, length in zip(names, np.shape(arg), strict=True):
                if (size.isdigit() and int(size) != length) or (
                    sizes.setdefault(size, length) != length
                ):
                    raise NoTwinError
            given |= (
                {name: arg} if isinstance(arg, At | Law) else in_place_of(name, arg, twin.scope)
            )
        for name, declared in twin.scope.symbols.items():
            if isinstance(declared.bound, Outcomes) and declared.bound.size in sizes:
                sizes[name] = sizes[declared.bound.size]
        inner = SymbolicEvaluator(twin.scope, World(sizes), self.functions, self)
        inner.given = given
        return over_indices(inner, twin.target.indices, twin.body)


_HARD = (Abs, MaxMin, Cases, Deriv, Grad, Prime, Norm, Expect, Arg, Lim)


def _before(formula: str, twins: Sequence[Twin]) -> list[Twin]:
    """Return the twins that are simpler than those of a formula, the simplest first."""
    found: list[Twin] = []
    reached: set[object] = set()
    for twin in sorted(twins, key=_difficulty):
        kind = (twin.target.keywords, twin.ranks)
        if twin.formula == formula:
            reached.add(kind)
        elif kind not in reached:
            found.append(twin)
    return found


def _difficulty(twin: Twin) -> tuple[int, int, bool]:
    """Tell how far a formula is from a plain definition; equals stay in the order of the pages."""
    nodes = list(walk(twin.body))
    scope = twin.scope
    defined = sum(
        (isinstance(node, App | FnRef) and node.name in scope.functions)
        or (isinstance(node, Sym) and isinstance(_bound(node.name, scope), Formula))
        for node in nodes
    )
    return sum(isinstance(node, _HARD) for node in nodes), defined, twin.steps > 1


def _bound(name: str, scope: Scope) -> object:
    declared = scope.symbols.get(name)
    return declared.bound if declared else None


class _Numbers:
    """The values of an evaluator at a point, for code."""

    def __init__(self, asker: Evaluator, number: Callable[[Value], Any]) -> None:
        self.asker = asker
        self.scope = asker.scope
        self.number = number

    def lookup(self, name: str) -> Value:
        value = self.asker.lookup(name)
        if isinstance(value, At | int):
            return value
        if isinstance(value, RandomVariable):
            return RandomVariable(value.name, Law(self._many(value.law.entries), value.law.sorts))
        if isinstance(value, Law):
            return Law(self._many(value.entries), value.sorts)
        if isinstance(value, np.ndarray):
            return self._many(value)
        return mpf(self.number(value))

    def _many(self, entries: Array) -> Value:
        return _each(entries, lambda entry: entry if isinstance(entry, int) else mpf(
            self.number(entry)))  # fmt: skip

    def symbol_of(self, python: str) -> str | None:
        return self.asker.symbol_of(python)


def _counted_from_zero(name: str, asker: Evaluator) -> Value:
    value = asker.lookup(name)
    if isinstance(value, RandomVariable):
        return value.law.entries
    return value - 1 if bindings.is_index(name, asker.scope) else value


def _symbols_of(value: Value) -> set[Expr]:
    value = value.entries if isinstance(value, Law) else value
    entries = value.flat if isinstance(value, np.ndarray) else [value]
    found: set[Expr] = set()
    for entry in entries:
        if isinstance(entry, sp.Expr):
            found |= entry.free_symbols
    return found


def _random_number(symbol: Expr, generator: random.Random) -> Expr:
    if symbol.is_nonnegative:
        return sp.Float(generator.uniform(0.2, 2))
    return sp.Float(generator.uniform(-2, 2))


def _numbers_at(value: Value, point: dict[Expr, Expr]) -> Any:
    """Return a value in float64, or whole numbers as they are."""
    value = value.entries if isinstance(value, Law) else value
    if isinstance(value, np.ndarray):
        if value.dtype != object or all(isinstance(entry, int) for entry in value.flat):
            return value.astype(np.int64)
        flat = [_numbers_at(entry, point) for entry in value.flat]
        return np.array(flat, dtype=np.float64).reshape(value.shape)
    if isinstance(value, int | np.integer):
        return int(value)
    if isinstance(value, sp.Expr):
        return float(value.xreplace(point))
    raise ValueError(described(value))


def _float_array(value: Value) -> object:
    if isinstance(value, Undefined):
        return np.nan
    return np.asarray(value, dtype=object).astype(np.float64)


__all__ = ["SymbolicEvaluator", "SymbolicTwins"]
