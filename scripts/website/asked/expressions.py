"""The small language of calls that pages may write.

An expression names functions and constants of ``snippets`` by module
(``information.entropy([1/2, 1/2], base=2)``) and combines them with literals, subscripts and
arithmetic. There is no other code in it: no attribute of a value, no comprehension, no import, and
no name that a module does not offer.
"""

import ast
import operator
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import Any

from scripts.common.offers import Offers

_BINARY: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}
_UNARY: dict[type[ast.unaryop], Callable[[Any], Any]] = {
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
}
_LITERALS = (str, int, float, bool, type(None))


class ExpressionError(ValueError):
    """The expression is not of the small language, or names what does not exist."""


@dataclass(frozen=True)
class Expression:
    """A parsed expression; ``package`` is where its modules live, such as ``snippets.figures``."""

    text: str
    package: str
    tree: ast.expr

    def names(self) -> Iterator[tuple[str, str]]:
        """Yield each (module, name) that the expression mentions, the module in full."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Attribute):
                yield self.full_name(node)

    def texts(self) -> Iterator[str]:
        """Yield the texts among its arguments, which may name definitions too."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value

    def full_name(self, node: ast.Attribute) -> tuple[str, str]:
        """Return (module, name); arguments always come from ``snippets`` itself."""
        package = self.package if node is self._called() else "snippets"
        return f"{package}.{ast.unparse(node.value)}", node.attr

    def _called(self) -> ast.expr | None:
        if isinstance(self.tree, ast.Call):
            return self.tree.func
        return self.tree if isinstance(self.tree, ast.Attribute) else None


@cache
def parse(text: str, package: str = "snippets") -> Expression:
    """Return the expression in ``text``.

    Raises:
        ExpressionError: it cannot be read, or goes beyond the language.
    """
    try:
        tree = ast.parse(text.strip(), mode="eval").body
        _refuse_other_code(tree, text)
        return Expression(ast.unparse(tree), package, tree)
    except SyntaxError as error:
        raise ExpressionError(f"cannot read '{text}': {error.msg}") from None
    except (RecursionError, MemoryError):
        raise ExpressionError(f"'{text[:40]}…' is nested too deeply") from None


def _refuse_other_code(tree: ast.expr, text: str) -> None:
    allowed = (
        *(ast.Constant, ast.List, ast.Tuple, ast.Name, ast.Attribute, ast.Call, ast.keyword),
        *(ast.Subscript, ast.Slice, ast.UnaryOp, ast.BinOp, ast.Load, *_BINARY, *_UNARY),
    )
    for node in ast.walk(tree):
        if not isinstance(node, allowed):
            raise ExpressionError(
                f"'{text}' goes beyond calls of snippets with literals ({type(node).__name__})"
            )
        if isinstance(node, ast.Attribute) and not isinstance(node.value, ast.Name):
            raise ExpressionError(f"'{text}': write module.function, nothing deeper")
        if isinstance(node, ast.Attribute) and node.attr.startswith("_"):
            raise ExpressionError(f"'{text}': {node.attr} is not for use outside of its module")
        if isinstance(node, ast.Call) and not isinstance(node.func, ast.Attribute | ast.Name):
            raise ExpressionError(f"'{text}': only module.function can be called")
        if isinstance(node, ast.Constant) and not isinstance(node.value, _LITERALS):
            raise ExpressionError(f"'{text}' goes beyond numbers and texts ({node.value!r})")
        if isinstance(node, ast.keyword) and node.arg is None:
            raise ExpressionError(f"'{text}': write each argument out, not **")
    modules = {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Attribute)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and id(node) not in modules:
            raise ExpressionError(f"'{node.id}' in '{text}' has no module: write module.{node.id}")


def load(expression: Expression) -> None:
    """Import the modules that an expression names; what cannot be had is told by its value."""
    for node in ast.walk(expression.tree):
        if isinstance(node, ast.Attribute):
            with suppress(ExpressionError):
                _offered(expression, node, _offers().either)


def evaluate(expression: Expression) -> Any:
    """Return the value of the expression; that of a mere name may be a function.

    Raises:
        ExpressionError: it names what no module of ``snippets`` offers.
    """
    tree = expression.tree
    if isinstance(tree, ast.Attribute):
        return _offered(expression, tree, _offers().either)
    return _evaluate(expression, tree)


def _evaluate(expression: Expression, node: ast.expr) -> Any:
    def value(part: ast.expr) -> Any:
        return _evaluate(expression, part)

    match node:
        case ast.Constant():
            return node.value
        case ast.List():
            return [value(part) for part in node.elts]
        case ast.Tuple():
            return tuple(value(part) for part in node.elts)
        case ast.UnaryOp():
            return _UNARY[type(node.op)](value(node.operand))
        case ast.BinOp():
            return _BINARY[type(node.op)](value(node.left), value(node.right))
        case ast.Subscript():
            return value(node.value)[value(node.slice)]
        case ast.Slice():
            return slice(*(value(p) if p else None for p in (node.lower, node.upper, node.step)))
        case ast.Attribute():
            return _offered(expression, node, _offers().constant)
        case ast.Call(func=ast.Attribute() as named):
            function = _offered(expression, named, _offers().function)
            keywords = {str(keyword.arg): value(keyword.value) for keyword in node.keywords}
            return function(*(value(part) for part in node.args), **keywords)
        case _:
            raise ExpressionError(f"cannot evaluate {ast.unparse(node)}")


def _offered(expression: Expression, node: ast.Attribute, find: Callable[[str, str], Any]) -> Any:
    """Return what a name stands for, as ``find`` finds it."""
    try:
        return find(*expression.full_name(node))
    except LookupError as error:
        raise ExpressionError(str(error)) from error


@cache
def _offers() -> Offers:
    return Offers("snippets")
