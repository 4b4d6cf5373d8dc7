"""Checked formulas that stand in for the code that they were checked against.

A formula such as ``L = −[y log ŷ + …]``, whose left side is bound to a call of a function, says
what the function computes. Once the formula has passed it is exact where the function has sixteen
digits, and it can be differentiated. A function may be called with other shapes than the formula
has: a formula of one number is then applied to each number, or the mean of these is taken.
Whichever is right the function itself decides: every use is compared with a call, at first.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
from mpmath import mpf

from scripts.formulas import kinds
from scripts.formulas.bindings import (
    BindingError,
    Functions,
    NoTwinError,
    dotted_name,
    evaluate,
    expression,
    functions_in,
    is_index,
    names_in,
)
from scripts.formulas.domains import DomainError, World
from scripts.formulas.evaluation import Evaluator
from scripts.formulas.names import python_name
from scripts.formulas.notation import (
    Call,
    Declaration,
    Formula,
    Index,
    Outcomes,
    Parameter,
    Pmf,
    Scope,
    Size,
    Variable,
)
from scripts.formulas.parser import parse, parse_expression
from scripts.formulas.tokens import FormulaError
from scripts.formulas.tree import App, Brace, Chain, FnRef, Idx, Node, Pow, Sym, walk
from scripts.formulas.values import (
    Law,
    RandomVariable,
    Undefined,
    Value,
    array_of,
    first_undefined,
)

if TYPE_CHECKING:
    from scripts.formulas.documents import Written

COMPARISONS = 6
"""How many uses of a formula in the place of a function are compared with the function."""

CLOSE = 1e-6
"""How much the two may differ: float64 loses digits here that the formula keeps."""


@dataclass(frozen=True)
class Target:
    """A call of a function by symbols alone: ``module.function(y, y_hat, base=2)``."""

    function: str
    keywords: tuple[tuple[str, str], ...]
    parameters: tuple[str, ...]
    indices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Twin:
    """A side of a checked formula that equals a call, with the shapes of its parameters.

    ``steps`` counts the relations of the formula: a definition has one.
    """

    target: Target
    shapes: tuple[tuple[str, ...], ...]
    body: Node
    scope: Scope
    formula: str
    steps: int = 1

    @property
    def ranks(self) -> tuple[int, ...]:
        """How many axes each parameter has."""
        return tuple(len(shape) for shape in self.shapes)


Question = tuple[str, tuple[tuple[str, str], ...]]
"""A function, or a whole expression, with the keywords of the call: which formulas stand for it?"""


@dataclass
class Use:
    """One way to use a twin for a call, and how often it agreed with the function."""

    twin: Twin
    way: str
    agreed: int = 0


@dataclass
class TwinTable:
    """All twins of a tree, by the function that they stand in for.

    ``asked`` are the questions that were put to the table, whatever the answers were: these say
    which other formulas a check depends on.
    """

    functions: Functions
    twins: dict[str, list[Twin]] = field(default_factory=dict)
    uses: dict[object, list[Use]] = field(default_factory=dict)
    active: list[object] = field(default_factory=list)
    asked: set[Question] = field(default_factory=set)

    def afresh(self) -> TwinTable:
        """Return a table in which nothing was asked or tried yet, for the check of one formula."""
        return TwinTable(self.functions, self.twins)

    def without(self, formulas: Collection[str]) -> TwinTable:
        """Return a table in which some formulas stand for nothing."""
        kept = {
            function: [twin for twin in twins if twin.formula not in formulas]
            for function, twins in self.twins.items()
        }
        return TwinTable(self.functions, kept)

    def apply(
        self, function: str, args: list[Value], keywords: dict[str, Value], asker: Evaluator
    ) -> Value:
        """Return what the function's checked formula gives for the arguments.

        Raises:
            NoTwinError: there is none that agrees with the function.
        """

        def by_code() -> object:
            return self.functions.find(function)(*map(_as_floats, args), **keywords)

        return self._apply(function, args, keywords, asker, by_code)

    def whole(self, python: str, asker: Evaluator) -> Value:
        """Return what a checked formula gives for a whole Python expression.

        Raises:
            NoTwinError: no formula stands for it.
        """
        function = whole_name(python)
        self.asked.add((function, ()))
        if function not in self.twins:
            raise NoTwinError
        names = [asker.symbol_of(name) for name in sorted(names_in(python))]
        args = [_python_value(name or "", asker) for name in names]

        def by_code() -> object:
            value = evaluate(python, _InFloats(asker), self.functions)
            return _as_floats(value) if not isinstance(value, Undefined) else np.nan

        return self._apply(function, args, {}, asker, by_code)

    def _apply(
        self,
        function: str,
        args: list[Value],
        keywords: dict[str, Value],
        asker: Evaluator,
        by_code: Callable[[], object],
    ) -> Value:
        if not all(isinstance(word, str | int | float) for word in keywords.values()):
            raise NoTwinError
        key = (function, keywords_named(keywords), tuple(np.ndim(arg) for arg in args))
        if key in self.active:
            raise NoTwinError
        if key not in self.uses:
            self.uses[key] = list(self.possible(*key))
        self.active.append(key)
        try:
            return self._first_that_agrees(self.uses[key], args, asker, by_code)
        finally:
            self.active.remove(key)

    def possible(
        self, function: str, named: tuple[tuple[str, str], ...], ranks: tuple[int, ...]
    ) -> Iterator[Use]:
        """Yield the ways to use formulas for a call with arguments of so many axes."""
        self.asked.add((function, named))
        twins = [twin for twin in self.twins.get(function, []) if twin.target.keywords == named]
        ways = [
            Use(twin, way)
            for twin in twins
            if len(twin.ranks) == len(ranks)
            for way in _ways(twin.ranks, ranks)
        ]
        order = ("same", "each", "spread", "one", "mean", "sum")
        yield from sorted(ways, key=lambda use: order.index(use.way))

    def _first_that_agrees(
        self,
        uses: list[Use],
        args: list[Value],
        asker: Evaluator,
        by_code: Callable[[], object],
    ) -> Value:
        while uses:
            use = uses[0]
            try:
                value = self._used(use, args, asker)
            except (NoTwinError, FormulaError, BindingError, DomainError):
                if use.agreed:
                    raise
                uses.pop(0)
                continue
            if use.agreed < COMPARISONS:
                outcome = _agrees(by_code, value)
                if outcome is None and not use.agreed:
                    raise NoTwinError
                if outcome is False:
                    uses.pop(0)
                    continue
                use.agreed += bool(outcome)
            asker.notes.twins.add(use.twin.formula)
            return value
        raise NoTwinError

    def _used(self, use: Use, args: list[Value], asker: Evaluator) -> Value:
        if use.way == "same":
            return self._evaluated(use.twin, args, asker)
        if use.way == "spread":
            return self._evaluated(use.twin, spread(use.twin.ranks, args), asker)
        if use.way == "one":
            wrapped = [
                arg if rank == np.ndim(arg) else array_of([arg])
                for rank, arg in zip(use.twin.ranks, args, strict=True)
            ]
            return self._evaluated(use.twin, wrapped, asker)
        each = self._each(use.twin, args, asker)
        if use.way == "each":
            return each
        flat = list(np.asarray(each, dtype=object).flat)
        if any(isinstance(entry, Undefined) for entry in flat):
            raise NoTwinError
        total = sum(flat, mpf(0))
        return total / len(flat) if use.way == "mean" else total

    def _each(self, twin: Twin, args: list[Value], asker: Evaluator) -> Value:
        deep = [np.ndim(arg) > rank for arg, rank in zip(args, twin.ranks, strict=True)]
        if not any(deep):
            return self._evaluated(twin, args, asker)
        lengths = {len(arg) for arg, is_deep in zip(args, deep, strict=True) if is_deep}
        if len(lengths) != 1:
            raise NoTwinError
        rows = [
            self._each(twin, [a[at] if d else a for a, d in zip(args, deep, strict=True)], asker)
            for at in range(lengths.pop())
        ]
        return array_of(rows)

    def _evaluated(self, twin: Twin, args: Sequence[Value], asker: Evaluator) -> Value:
        """Return the value of the formula's side with the arguments for its symbols."""
        given: dict[str, Value] = {}
        sizes: dict[str, Value] = {}
        for name, names, arg in zip(twin.target.parameters, twin.shapes, args, strict=True):
            for size, length in zip(names, np.shape(arg), strict=True):
                if size.isdigit() and int(size) != length:
                    raise NoTwinError
                if sizes.setdefault(size, length) != length:
                    raise NoTwinError
            given |= in_place_of(name, arg, twin.scope)
        for name, declared in twin.scope.symbols.items():
            if isinstance(declared.bound, Outcomes) and declared.bound.size in sizes:
                sizes[name] = sizes[declared.bound.size]
        inner = Evaluator(twin.scope, World(sizes), self.functions, self, asker.notes)
        inner.given = given
        return over_indices(inner, twin.target.indices, twin.body)


def _agrees(by_code: Callable[[], object], value: Value) -> bool | None:
    """Compare with the code; None where it refuses the arguments, or gives no number."""
    try:
        with np.errstate(all="ignore"):
            called = np.asarray(by_code(), dtype=np.float64)
    except (ValueError, TypeError, ArithmeticError, LookupError, BindingError):
        return None
    if first_undefined(value) or not np.all(np.isfinite(called)):
        return None
    ours = np.asarray(value, dtype=object).astype(np.float64)
    if np.shape(called) != ours.shape:
        return False
    return bool(np.allclose(ours, called, rtol=CLOSE, atol=CLOSE**2))


class _InFloats:
    """The values of an evaluator for code that is run in the place of a formula."""

    def __init__(self, asker: Evaluator) -> None:
        self.asker = asker
        self.scope = asker.scope

    def lookup(self, name: str) -> Value:
        return self.asker.lookup(name)

    def symbol_of(self, python: str) -> str | None:
        return self.asker.symbol_of(python)


def _python_value(name: str, asker: Evaluator) -> Value:
    """Return the value of a symbol as Python counts: indices from 0."""
    value = asker.lookup(name)
    if isinstance(value, RandomVariable):
        return value.law.entries
    if isinstance(value, Law):
        return value.entries
    if is_index(name, asker.scope):
        return value - 1
    if not isinstance(value, int | mpf | np.ndarray):
        raise NoTwinError
    return value


def keywords_named(keywords: dict[str, Value]) -> tuple[tuple[str, str], ...]:
    """Return the keywords of a call as text, in one order."""
    return tuple(sorted((key, repr(word)) for key, word in keywords.items()))


def whole_name(python: str) -> str:
    """Return what stands for a whole expression where the name of a function is wanted."""
    return f"= {ast.unparse(expression(python))}"


def over_indices(evaluator: Evaluator, indices: tuple[str, ...], body: Node) -> Value:
    """Return a node's value, or an array of its values over indices."""
    if not indices:
        return evaluator.value(body)
    first, *rest = indices
    return array_of(
        [
            over_indices(evaluator.in_loop(first, at), tuple(rest), body)
            for at in evaluator.index_range(first, None, body.span)
        ]
    )


def _ways(wanted: tuple[int, ...], given: tuple[int, ...]) -> list[str]:
    if wanted == given:
        return ["same"]
    more = [have - want for want, have in zip(wanted, given, strict=True)]
    if all(extra >= 0 for extra in more):
        return ["each", "mean", "sum"]
    if all(extra in (0, -1) and have == 0 for extra, have in zip(more, given, strict=True)):
        return ["one"]
    if all(extra == 0 or have == 0 for extra, have in zip(more, given, strict=True)):
        return ["spread"]
    return []


def spread(wanted: tuple[int, ...], args: list[Value]) -> list[Value]:
    """Fill arrays with the single numbers that stand where arrays are wanted."""
    shapes = {len(np.shape(arg)): np.shape(arg) for arg in args}
    filled = []
    for rank, arg in zip(wanted, args, strict=True):
        if np.ndim(arg) == rank:
            filled.append(arg)
        elif rank in shapes:
            filled.append(np.full(shapes[rank], arg, dtype=object))
        else:
            raise NoTwinError
    return filled


def in_place_of(name: str, arg: Value, scope: Scope) -> dict[str, Value]:
    """Return the symbols, with values, that an argument of a call stands for."""
    domain = scope.domain(name)
    match domain:
        case Index():
            return {name: int(arg) + 1 if np.ndim(arg) == 0 else np.array(arg + 1, dtype=object)}
        case Pmf(sorts=sorts):
            return {name: Law(arg, sorts)}
        case Variable(law=law, sort=sort):
            margin = Law(arg, (sort,))
            return {name: RandomVariable(name, margin), law: margin}
    return {name: arg}


def _as_floats(arg: Value) -> object:
    if isinstance(arg, np.ndarray) and arg.dtype == object:
        return arg.astype(np.float64)
    return float(arg) if isinstance(arg, mpf) else arg


def twin_table(formulas: Iterable[Written], functions: Functions) -> TwinTable:
    """Return the twins among formulas; those that cannot be read give none."""
    table = TwinTable(functions)
    for formula in formulas:
        if formula.unchecked is not None:
            continue
        try:
            chain = parse(formula.tex, formula.scope)
            twins = list(_twins_of(formula, chain, functions))
        except (FormulaError, BindingError):
            continue
        for twin in twins:
            table.twins.setdefault(twin.target.function, []).append(twin)
    return table


def targets_of(formula: Written) -> frozenset[Question]:
    """Return the questions that a formula may be an answer to; none if it cannot be read."""
    if formula.unchecked is not None:
        return frozenset()
    try:
        groups = list(_equal_sides(parse(formula.tex, formula.scope)))
        targets = [target_of(side, formula.scope) for group in groups for side in group]
    except (FormulaError, BindingError):
        return frozenset()
    return frozenset((target.function, target.keywords) for target in targets if target)


def _twins_of(formula: Written, chain: Chain, functions: Functions) -> Iterator[Twin]:
    for group in _equal_sides(chain):
        for side in group:
            target = target_of(side, formula.scope)
            if target is None:
                continue
            for other in group:
                if other is not side and _is_closed(other, target, formula.scope):
                    shapes = _shapes(target, formula.scope, functions)
                    if shapes is not None:
                        yield Twin(
                            target, shapes, other, formula.scope, formula.name, len(chain.relations)
                        )
                        break


def _equal_sides(chain: Chain) -> Iterator[list[Node]]:
    group = [chain.sides[0]]
    for relation, side in zip(chain.relations, chain.sides[1:], strict=True):
        if relation == "=":
            group.append(side)
        else:
            yield group
            group = [side]
    yield group
    for side in chain.sides:
        for node in walk(side):
            if isinstance(node, Brace):
                yield [node.label, node.body]
    for relation_beside in chain.beside:
        if relation_beside.relation == "=":
            yield [relation_beside.left, relation_beside.right]


def bound_call(node: Node, scope: Scope) -> tuple[Declaration, str] | None:
    """Return what binds a side that is nothing but a symbol or a function, and its Python."""
    declared: Declaration | None = None
    match node:
        case Sym(name=name):
            declared = scope.symbols.get(name)
        case App(name=name, separators=separators):
            candidates = [d for d in scope.functions.get(name, ()) if d.separators == separators]
            literal = [d for d in candidates if _literally(node, d)]
            declared = next(iter([*literal, *candidates]), None)
        case FnRef(name=name):
            functions = scope.functions.get(name, ())
            declared = functions[0] if len(functions) == 1 else None
        case Idx(base=base):
            return bound_call(base, scope)
    if declared is None or not isinstance(declared.bound, Call):
        return None
    tree = expression(declared.bound.python)
    calls = isinstance(tree, ast.Call | ast.BinOp)
    own = functions_in(declared.bound.python)
    real = {name for name in own if not name.startswith("np.") and name != "index_of"}
    symbols = scope.python_names
    return (declared, declared.bound.python) if calls and real - set(symbols) else None


def _literally(node: App, declared: Declaration) -> bool:
    def is_written(arg: Node, parameter: Parameter) -> bool:
        if parameter.is_square and isinstance(arg, Pow):
            arg = arg.base
        return isinstance(arg, Sym) and arg.name == parameter.name

    parameters = declared.parameters or ()
    return len(node.args) == len(parameters) and all(map(is_written, node.args, parameters))


def target_of(node: Node, scope: Scope) -> Target | None:
    """Return the call that a side stands for, if its arguments are symbols alone."""
    indices: tuple[str, ...] = ()
    inner = node
    if isinstance(node, Idx):
        names = [index.name for index in node.indices if isinstance(index, Sym)]
        if len(names) != len(node.indices) or len(set(names)) != len(names):
            return None
        if not all(isinstance(scope.domain(name), Index) for name in names):
            return None
        indices, inner = tuple(names), node.base
    found = bound_call(inner, scope)
    if found is None or (isinstance(inner, App) and not _literally(inner, found[0])):
        return None
    tree = expression(found[1])
    symbols = scope.python_names | {python_name(p.name): p.name for p in found[0].parameters or ()}
    plain_call = _plain_call(tree, symbols)
    return (
        replace(plain_call, indices=indices) if plain_call else _whole(found[1], indices, symbols)
    )


def _whole(python: str, indices: tuple[str, ...], symbols: dict[str, str]) -> Target | None:
    """Return a whole expression as the target, if it calls no symbols."""
    names = sorted(names_in(python))
    if not names or not set(names) <= set(symbols) or functions_in(python) & set(symbols):
        return None
    return Target(whole_name(python), (), tuple(symbols[name] for name in names), indices)


def _plain_call(tree: ast.expr, symbols: dict[str, str]) -> Target | None:
    """Return a call of one function by symbols alone."""
    if not isinstance(tree, ast.Call):
        return None
    args = [symbols.get(arg.id) for arg in tree.args if isinstance(arg, ast.Name)]
    words = [word.value for word in tree.keywords]
    if len(args) != len(tree.args) or len(set(args)) != len(args) or None in args:
        return None
    if not all(isinstance(word, ast.Constant) for word in words):
        return None
    keywords = tuple(sorted((word.arg or "", ast.unparse(word.value)) for word in tree.keywords))
    function = dotted_name(tree.func)
    if function in symbols or function.startswith("np.") or function == "index_of":
        return None
    return Target(function, keywords, tuple(arg for arg in args if arg))


def _is_closed(node: Node, target: Target, scope: Scope) -> bool:
    """Tell whether a side can be computed from the arguments of the call alone."""
    known = {*target.parameters, *target.indices}
    for name in target.parameters:
        domain = scope.domain(name)
        if isinstance(domain, Variable):
            law = scope.domain(domain.law)
            if isinstance(law, Pmf) and len(law.sorts) == 1:
                known.add(domain.law)
    return all(
        _is_known(name, known, target, scope) for name in kinds.free_names(node, scope)
    ) and all(
        _is_other_function(app, target, scope) for app in walk(node) if isinstance(app, App | FnRef)
    )


def _is_known(name: str, known: set[str], target: Target, scope: Scope) -> bool:
    if name in known:
        return True
    declared = scope.symbols.get(name)
    match declared.bound if declared else None:
        case Size() | Outcomes():
            return True
        case Index():
            return False
        case Formula(tex=tex):
            inner = parse_expression(tex, scope)
            names = kinds.free_names(inner, scope) - set(declared.indices if declared else ())
            return all(_is_known(n, known, target, scope) for n in names)
    return isinstance(scope.domain(name), type(None)) and declared is None


def _is_other_function(node: Node, target: Target, scope: Scope) -> bool:
    if isinstance(node, App) and isinstance(scope.domain(node.name), Pmf):
        return True
    name = node.name if isinstance(node, App | FnRef) else ""
    for declared in scope.functions.get(name, ()):
        if not isinstance(declared.bound, Call):
            return False
        own = {python_name(p.name) for p in declared.parameters or ()}
        python = declared.bound.python
        if functions_of(target) & functions_in(python) or not names_in(python) <= own:
            return False
    return name in scope.functions


def functions_of(target: Target) -> frozenset[str]:
    """Return the functions that a target calls."""
    if target.function.startswith("= "):
        return functions_in(target.function.removeprefix("= "))
    return frozenset([target.function])


def _shapes(
    target: Target, scope: Scope, functions: Functions
) -> tuple[tuple[str, ...], ...] | None:
    try:
        return tuple(kinds.named_shape(name, scope, functions) for name in target.parameters)
    except (FormulaError, DomainError, BindingError):
        return None
