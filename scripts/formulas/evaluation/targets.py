"""Finds which formulas stand for which calls: those with a side that is bound to the call."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from ..language import notation, tree
from ..language.free import free_names
from ..language.names import python_name
from ..language.parser import parse, parse_expression
from ..language.tokens import FormulaError
from . import needs
from .bindings import (
    BindingError,
    Functions,
    dotted_name,
    expression,
    functions_in,
    names_in,
)
from .domains import DomainError
from .twins import Question, Target, Twin, TwinTable, whole_name

if TYPE_CHECKING:
    from ..reading.documents import Written


def twin_table(formulas: Iterable[Written], functions: Functions) -> TwinTable:
    """Return the twins among formulas; those that cannot be read give none."""
    table = TwinTable(functions)
    for formula in formulas:
        if formula.unchecked is not None:
            continue
        try:
            chain = parse(formula.tex, formula.scope)
            twins = [] if _is_narrowed(formula, chain) else _twins_of(formula, chain, functions)
            twins = list(twins)
        except (FormulaError, BindingError):
            continue
        for twin in twins:
            table.twins.setdefault(twin.target.function, []).append(twin)
    return table


def _is_narrowed(formula: Written, chain: tree.Chain) -> bool:
    """Tell whether a formula is claimed for some values of its symbols only."""
    is_partial = bool(chain.conditions or chain.exist)
    return is_partial or not {"support", "let"}.isdisjoint(formula.options)


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


def _twins_of(formula: Written, chain: tree.Chain, functions: Functions) -> Iterator[Twin]:
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


def _equal_sides(chain: tree.Chain) -> Iterator[list[tree.Node]]:
    group = [chain.sides[0]]
    for relation, side in zip(chain.relations, chain.sides[1:], strict=True):
        if relation == "=":
            group.append(side)
        else:
            yield group
            group = [side]
    yield group
    for side in chain.sides:
        for node in tree.walk(side):
            if isinstance(node, tree.Brace):
                yield [node.label, node.body]
    for relation_beside in chain.beside:
        if relation_beside.relation == "=":
            yield [relation_beside.left, relation_beside.right]


def bound_call(node: tree.Node, scope: notation.Scope) -> tuple[notation.Declaration, str] | None:
    """Return what binds a side that is nothing but a symbol or a function, and its Python."""
    declared: notation.Declaration | None = None
    match node:
        case tree.Sym(name=name):
            declared = scope.symbols.get(name)
        case tree.App(name=name, separators=separators):
            candidates = [d for d in scope.functions.get(name, ()) if d.separators == separators]
            literal = [d for d in candidates if _literally(node, d)]
            declared = next(iter([*literal, *candidates]), None)
        case tree.FnRef(name=name):
            functions = scope.functions.get(name, ())
            declared = functions[0] if len(functions) == 1 else None
        case tree.Idx(base=base):
            return bound_call(base, scope)
    if declared is None or not isinstance(declared.bound, notation.Call):
        return None
    parsed = expression(declared.bound.python)
    calls = isinstance(parsed, ast.Call | ast.BinOp | ast.Subscript)
    own = functions_in(declared.bound.python)
    real = {name for name in own if not name.startswith("np.") and name != "index_of"}
    symbols = scope.python_names
    return (declared, declared.bound.python) if calls and real - set(symbols) else None


def _literally(node: tree.App, declared: notation.Declaration) -> bool:
    def is_written(arg: tree.Node, parameter: notation.Parameter) -> bool:
        if parameter.is_square and isinstance(arg, tree.Pow):
            arg = arg.base
        return isinstance(arg, tree.Sym) and arg.name == parameter.name

    parameters = declared.parameters or ()
    return len(node.args) == len(parameters) and all(map(is_written, node.args, parameters))


def target_of(node: tree.Node, scope: notation.Scope) -> Target | None:
    """Return the call that a side stands for, if its arguments are symbols alone."""
    indices: tuple[str, ...] = ()
    inner = node
    if isinstance(node, tree.Idx):
        names = [index.name for index in node.indices if isinstance(index, tree.Sym)]
        if len(names) != len(node.indices) or len(set(names)) != len(names):
            return None
        if not all(isinstance(scope.domain(name), notation.Index) for name in names):
            return None
        indices, inner = tuple(names), node.base
    found = bound_call(inner, scope)
    if found is None or (isinstance(inner, tree.App) and not _literally(inner, found[0])):
        return None
    parsed = expression(found[1])
    symbols = scope.python_names | {python_name(p.name): p.name for p in found[0].parameters or ()}
    plain_call = _plain_call(parsed, symbols)
    return (
        replace(plain_call, indices=indices) if plain_call else _whole(found[1], indices, symbols)
    )


def _whole(python: str, indices: tuple[str, ...], symbols: dict[str, str]) -> Target | None:
    """Return a whole expression as the target, if it calls no symbols."""
    names = sorted(names_in(python))
    if not names or not set(names) <= set(symbols) or functions_in(python) & set(symbols):
        return None
    return Target(whole_name(python), (), tuple(symbols[name] for name in names), indices)


def _plain_call(parsed: ast.expr, symbols: dict[str, str]) -> Target | None:
    """Return a call of one function by symbols alone."""
    if not isinstance(parsed, ast.Call):
        return None
    args = [symbols.get(arg.id) for arg in parsed.args if isinstance(arg, ast.Name)]
    words = [word.value for word in parsed.keywords]
    if len(args) != len(parsed.args) or len(set(args)) != len(args) or None in args:
        return None
    if not all(isinstance(word, ast.Constant) for word in words):
        return None
    keywords = tuple(sorted((word.arg or "", ast.unparse(word.value)) for word in parsed.keywords))
    function = dotted_name(parsed.func)
    if function in symbols or function.startswith("np.") or function == "index_of":
        return None
    return Target(function, keywords, tuple(arg for arg in args if arg))


def _is_closed(node: tree.Node, target: Target, scope: notation.Scope) -> bool:
    """Tell whether a side can be computed from the arguments of the call alone."""
    known = {*target.parameters, *target.indices}
    for name in target.parameters:
        domain = scope.domain(name)
        if isinstance(domain, notation.Variable):
            law = scope.domain(domain.law)
            if isinstance(law, notation.Pmf) and len(law.sorts) == 1:
                known.add(domain.law)
    return all(_is_known(name, known, target, scope) for name in free_names(node, scope)) and all(
        _is_other_function(app, target, scope)
        for app in tree.walk(node)
        if isinstance(app, tree.App | tree.FnRef)
    )


def _is_known(name: str, known: set[str], target: Target, scope: notation.Scope) -> bool:
    if name in known:
        return True
    declared = scope.symbols.get(name)
    match declared.bound if declared else None:
        case notation.Size() | notation.Outcomes():
            return True
        case notation.Index():
            return False
        case notation.Formula(tex=tex):
            inner = parse_expression(tex, scope)
            names = free_names(inner, scope) - set(declared.indices if declared else ())
            return all(_is_known(n, known | {name}, target, scope) for n in names)
    return isinstance(scope.domain(name), type(None)) and declared is None


def _is_other_function(node: tree.Node, target: Target, scope: notation.Scope) -> bool:
    if isinstance(node, tree.App) and isinstance(scope.domain(node.name), notation.Pmf):
        return True
    name = node.name if isinstance(node, tree.App | tree.FnRef) else ""
    for declared in scope.functions.get(name, ()):
        if not isinstance(declared.bound, notation.Call):
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
    target: Target, scope: notation.Scope, functions: Functions
) -> tuple[tuple[str, ...], ...] | None:
    try:
        return tuple(needs.named_shape(name, scope, functions) for name in target.parameters)
    except (FormulaError, DomainError, BindingError):
        return None
