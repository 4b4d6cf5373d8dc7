"""Finds the symbols that stand free in a formula, and those that these depend on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from . import tree
from .notation import Call, Declaration, Formula, Index, Outcome, Scope
from .tokens import FormulaError

Read = Callable[[str, Scope, Iterable[str]], tree.Node]
"""Reads an expression in which names are bound."""


def free_names(node: tree.Node, scope: Scope) -> frozenset[str]:
    """Return the symbols in a node that no sum or the like binds, without those behind them."""
    return frozenset(_free(node, scope, frozenset()))


def _free(node: tree.Node, scope: Scope, bound: frozenset[str]) -> Iterator[str]:
    match node:
        case tree.Sym(name=name):
            if name not in bound:
                yield name
            return
        case tree.Big(variable=name):
            yield from range_names(name, node, scope)
            bound = bound | {name}
        case tree.Arg(variable=name):
            yield from range_names(name, None, scope)
            bound = bound | {name}
        case tree.Lim(variable=name) | tree.Integral(variable=name):
            bound = bound | {name}
        case tree.Expect(variable=name, law=law) if name:
            yield law
            bound = bound | {name}
        case tree.App(name=name) if name in scope.symbols:
            yield name
        case tree.FnRef(name=name):
            for declared in scope.functions.get(name, ()):
                yield from (p.name for p in declared.parameters or ())
    for child in tree.children(node):
        yield from _free(child, scope, bound)


def range_names(name: str, node: tree.Big | None, scope: Scope) -> Iterator[str]:
    """Yield the size that an index runs to, where the formula does not write it."""
    if node is not None and (node.lower is not None or node.over is not None):
        return
    domain = scope.domain(name)
    if isinstance(domain, Index | Outcome):
        yield from domain.names


_PYTHON_NAME = re.compile(r"[A-Za-z_]\w*")


def names_behind(nodes: Iterable[tree.Node], scope: Scope, read: Read) -> frozenset[str]:
    """Return the symbols that stand free in nodes or in what the notation says of these."""
    waiting = [name for node in nodes for name in _mentioned(node, scope)]
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            for declared in (scope.symbols.get(name), *scope.functions.get(name, ())):
                waiting += _said_by(declared, scope, read) if declared else ()
    return frozenset(seen)


def _mentioned(node: tree.Node, scope: Scope) -> Iterator[str]:
    yield from free_names(node, scope)
    for one in tree.walk(node):
        if isinstance(one, tree.App | tree.FnRef | tree.Prime):
            yield one.name


def _said_by(declared: Declaration, scope: Scope, read: Read) -> frozenset[str]:
    """Return the symbols on which a line of notation depends, without its own."""
    own = {*declared.indices, *(one.name for one in declared.parameters or ())}
    match declared.bound:
        case Call(python=python):
            words = _PYTHON_NAME.findall(python)
            return frozenset(scope.python_names[w] for w in words if w in scope.python_names) - own
        case Formula(tex=tex):
            try:
                return frozenset(_mentioned(read(tex, scope, own), scope)) - own
            except FormulaError:
                # It is told where the formula is computed.
                return frozenset()
    return frozenset()
