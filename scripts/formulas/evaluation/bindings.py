"""Reads the Python expressions that the notation binds to symbols.

Only calls of the package's functions, names, numbers and arithmetic are read.
"""

import ast
import sys
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from ...common.offers import Offers
from ..language.notation import Call, Index, Scope

BUILT_IN = frozenset(["np", "index_of"])
_DEEPEST = 40


class BindingError(Exception):
    """The expression cannot be read, or the function refuses its arguments."""


class Functions:
    """The functions of a package, by the name that the notation uses: ``module.function``."""

    def __init__(self, package: str) -> None:
        self.package = package
        self.offers = Offers(package)

    def find(self, dotted: str) -> Callable[..., Any]:
        """Return a function that a module of the package defines.

        Raises:
            BindingError: there is none of this name.
        """
        if dotted.count(".") > 1:
            raise BindingError(f"'{dotted}' is too deep: write module.function")
        module, _, name = f"{self.package}.{dotted}".rpartition(".")
        try:
            return self.offers.function(module, name)
        except LookupError as error:
            raise BindingError(str(error)) from None


@cache
def expression(python: str) -> ast.expr:
    """Return the syntax tree of a binding.

    Raises:
        BindingError: this is no expression of the kind that is read here.
    """
    try:
        tree = ast.parse(python, mode="eval").body
        depth = _depth(tree)
    except SyntaxError as error:
        raise BindingError(f"cannot read '{python}': {error.msg}") from None
    except (RecursionError, MemoryError):
        depth = sys.maxsize
    if depth > _DEEPEST:
        raise BindingError(f"'{python[:40]}…' is nested too deeply")
    allowed = (
        ast.Call | ast.Name | ast.Attribute | ast.Constant | ast.BinOp | ast.UnaryOp
        | ast.Subscript | ast.keyword | ast.operator | ast.unaryop | ast.expr_context
    )  # fmt: skip
    for node in ast.walk(tree):
        if not isinstance(node, allowed):
            raise BindingError(f"'{python}' is more than calls, names and arithmetic")
        if isinstance(node, ast.keyword) and node.arg is None:
            raise BindingError(f"'{python}': write each argument out, not **")
    return tree


def _depth(node: ast.AST) -> int:
    return 1 + max(map(_depth, ast.iter_child_nodes(node)), default=0)


@cache
def names_in(python: str) -> frozenset[str]:
    """Return the names in a binding that are not called as functions of the package."""
    tree = expression(python)
    called: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            called |= {id(inner) for inner in ast.walk(node.func)}
    names = (node for node in ast.walk(tree) if isinstance(node, ast.Name))
    return frozenset(node.id for node in names if id(node) not in called) - BUILT_IN


@cache
def functions_in(python: str) -> frozenset[str]:
    """Return the dotted names of everything that a binding calls, symbols included."""
    calls = (node for node in ast.walk(expression(python)) if isinstance(node, ast.Call))
    return frozenset(dotted_name(node.func) for node in calls)


def dotted_name(node: ast.expr) -> str:
    """Return ``a.b`` for a name with an attribute."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted_name(node.value)}.{node.attr}"
    raise BindingError("only named functions are called")


def is_position(tree: ast.expr) -> bool:
    """Tell whether an expression gives positions: ``index_of(…)`` does."""
    return isinstance(tree, ast.Call) and dotted_name(tree.func) == "index_of"


def is_index(name: str, scope: Scope) -> bool:
    """Tell whether a symbol is a position, which counts from 1 in TeX and from 0 in Python."""
    declared = scope.symbols.get(name)
    if declared is None:
        return False
    if isinstance(declared.bound, Call):
        tree = expression(declared.bound.python)
        if isinstance(tree, ast.Name):
            return is_index(scope.python_names.get(tree.id, ""), scope)
        return is_position(tree)
    return isinstance(declared.bound, Index)


def parameters_used(python: str, parameters: Mapping[str, str]) -> frozenset[str]:
    """Return the parameters, by the names of their symbols, that an expression uses."""
    used = names_in(python)
    called = functions_in(python)
    return frozenset(
        symbol for name, symbol in parameters.items() if name in used or name in called
    )
