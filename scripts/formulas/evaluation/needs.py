"""Finds which symbols a formula needs, and tries its shapes before any of its numbers.

A formula is evaluated twice with sizes that are all different, once growing and once falling in the
order of their names: shapes that do not fit, an index that runs over the wrong axis and an outcome
of the wrong set then show, whatever the numbers are.
"""

from __future__ import annotations

import ast
import random
from collections.abc import Collection, Iterable, Iterator
from typing import TypeGuard

import numpy as np

from ..language import notation, tree
from ..language.free import free_names, range_names
from ..language.parser import parse_expression
from .bindings import Functions, expression, names_in
from .domains import Sample, draw
from .evaluator import Evaluator
from .numbers import OnePoint
from .symbols import LocalDefinition
from .values import Law, RandomVariable

FIRST_SIZE = 3
"""The smallest of the sizes that shapes are tried with."""


def is_place(node: tree.Node, scope: notation.Scope) -> TypeGuard[tree.Arg]:
    """Tell whether a node says where something is extreme: that is compared, not computed with.

    Over an index it is a number like any other.
    """
    return isinstance(node, tree.Arg) and not isinstance(
        scope.domain(node.variable), notation.Index
    )


def needed_names(
    nodes: Iterable[tree.Node], scope: notation.Scope, local: dict[str, LocalDefinition]
) -> frozenset[str]:
    """Return all symbols with values of their own that nodes depend on, also through code."""
    nodes = list(nodes)
    waiting: list[str] = []
    for node in [*nodes, *(definition.body for definition in local.values())]:
        waiting += _mentioned(node, scope)
    for definition in local.values():
        for index in definition.indices:
            waiting += range_names(index, None, scope)
    indices = {index for definition in local.values() for index in definition.indices}
    return _reached(waiting, scope, local, indices - _directly(nodes, scope))


def _reached(
    names: Iterable[str],
    scope: notation.Scope,
    local: Collection[str],
    bound: frozenset[str] | set[str],
) -> frozenset[str]:
    """Return the symbols with values of their own among names and what these depend on."""
    found: set[str] = set()
    seen: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name in seen or name in local:
            continue
        seen.add(name)
        declared = scope.symbols.get(name)
        if declared is None:
            continue
        if isinstance(declared.bound, notation.Domain):
            if name not in bound:
                found.add(name)
            waiting += declared.bound.names
        elif isinstance(declared.bound, notation.Call):
            waiting += _python_symbols(declared.bound.python, scope)
        elif isinstance(declared.bound, notation.Formula):
            node = parse_expression(declared.bound.tex, scope)
            waiting += [n for n in _mentioned(node, scope) if n not in declared.indices]
            for index in declared.indices:
                waiting += range_names(index, None, scope)
    return frozenset(found)


def _directly(nodes: Iterable[tree.Node], scope: notation.Scope) -> frozenset[str]:
    return frozenset(name for node in nodes for name in free_names(node, scope))


def _mentioned(node: tree.Node, scope: notation.Scope) -> Iterator[str]:
    """Yield the free symbols of a node, and those that the functions in it look at."""
    yield from free_names(node, scope)
    yield from _behind_functions(node, scope)


def _behind_functions(node: tree.Node, scope: notation.Scope) -> Iterator[str]:
    match node:
        case tree.App(name=name) | tree.FnRef(name=name) | tree.Prime(name=name):
            for declared in scope.functions.get(name, ()):
                own = {p.name for p in declared.parameters or ()}
                if isinstance(declared.bound, notation.Call):
                    used = _python_symbols(declared.bound.python, scope)
                    yield from (symbol for symbol in used if symbol not in own)
                elif isinstance(declared.bound, notation.Formula):
                    inner = parse_expression(declared.bound.tex, scope, own)
                    yield from (symbol for symbol in free_names(inner, scope) - own)
        case tree.Arg(variable=name) if is_place(node, scope):
            yield name
    for child in tree.children(node):
        yield from _behind_functions(child, scope)


def _python_symbols(python: str, scope: notation.Scope) -> list[str]:
    symbols = scope.python_names
    parsed = expression(python)
    called = {
        n.func.id
        for n in ast.walk(parsed)
        if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)
    }
    return [symbols[name] for name in names_in(python) | called if name in symbols]


def probe_sizes(scope: notation.Scope, *, falling: bool = False) -> dict[str, int]:
    """Return a size for each symbol that counts something, all of them different."""
    free = []
    taken = set()
    for name, declared in sorted(scope.symbols.items()):
        if isinstance(declared.bound, notation.Size):
            if declared.bound.low == declared.bound.high:
                taken.add(declared.bound.low)
            else:
                free.append(name)
    fixed = {
        name: declared.bound.low
        for name, declared in scope.symbols.items()
        if isinstance(declared.bound, notation.Size) and declared.bound.low == declared.bound.high
    }
    sizes = [size for size in range(FIRST_SIZE, FIRST_SIZE + 20) if size not in taken]
    order = list(reversed(free)) if falling else free
    return fixed | dict(zip(order, sizes, strict=False))


def probes(names: frozenset[str], scope: notation.Scope) -> Iterator[Sample]:
    """Yield the two samples that shapes are tried in."""
    for falling in (False, True):
        sizes = probe_sizes(scope, falling=falling)
        yield draw(names, scope, random.Random("shapes"), edges=False, sizes=sizes)


def named_shape(name: str, scope: notation.Scope, functions: Functions) -> tuple[str, ...]:
    """Return the names of the sizes that make the shape of a symbol.

    Raises:
        FormulaError, BindingError, DomainError: the symbol cannot be computed.
    """
    domain = scope.domain(name)
    if isinstance(domain, notation.Numbers):
        return domain.shape
    sizes = probe_sizes(scope)
    needed = _reached([name], scope, {}, frozenset())
    sample = draw(needed, scope, random.Random("shapes"), edges=False, sizes=sizes)
    value = Evaluator(scope, sample, functions).lookup(name)
    if isinstance(value, RandomVariable):
        value = value.law
    entries = value.entries if isinstance(value, Law) else value
    names = {size: symbol for symbol, size in sizes.items()}
    return tuple(names.get(length, str(length)) for length in np.shape(entries))


def try_shapes(
    nodes: Iterable[tree.Node],
    names: frozenset[str],
    scope: notation.Scope,
    functions: Functions,
    local: dict[str, LocalDefinition],
) -> None:
    """Evaluate nodes in samples with different sizes.

    Raises:
        FormulaError: shapes do not fit, or an index is out of range.
    """
    kept = list(nodes)
    for sample in probes(names, scope):
        evaluator = Evaluator(scope, sample, functions, local=local, numbers=OnePoint())
        for node in kept:
            evaluator.value(node)
