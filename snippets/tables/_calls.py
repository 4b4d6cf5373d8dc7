"""Tables whose rows are calls: each is run, and what came back is written beside it.

The text of a row is the very text that runs, so that no table can show one call and report
another. It is no program: it names what its module hands over, and a few attributes. Pages cannot
name what is here.
"""

import ast
import operator
import warnings
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

import numpy as np

from snippets.tables.table import Column, Table

_OPERATORS: Final[Mapping[type[ast.AST], Callable[..., Any]]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Eq: operator.eq,
    ast.USub: operator.neg,
}
_OF_ARRAYS: Final = frozenset(["astype", "dtype", "ravel", "shape", "sum"])
_OF_NUMPY: Final = frozenset(
    ["array", "exp", "float16", "float32", "inf", "log", "nan", "newaxis", "zeros"]
)

_MARKDOWN = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_[]<>|$"})


def table_of_calls(
    calls: Iterable[str], names: Mapping[str, Any], header: str = "Call", result: str = "Result"
) -> Table:
    """Return one row a call: its text and its `outcome`."""
    return Table(
        columns=(Column(header), Column(result)),
        rows=[(f"`{call}`", outcome(call, names)) for call in calls],
    )


def outcome(call: str, names: Mapping[str, Any]) -> str:
    """Run ``call`` with these names in reach and return what came back, as inline Markdown.

    A result is written as NumPy prints it, warnings are named after it, and a ValueError is
    reported with its message. Any other exception is a mistake in the table and is raised.
    """
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        try:
            with np.errstate(all="warn", under="ignore"):
                result = evaluate(call, names)
        except ValueError as error:
            return f"`ValueError` {escaped(str(error))}"
    written = escaped(printed(result))
    messages = dict.fromkeys(str(warning.message).partition(" encountered")[0] for warning in heard)
    return f"{written}; warns: {', '.join(messages)}" if messages else written


def evaluate(call: str, names: Mapping[str, Any]) -> Any:
    """Return the value of calls, arithmetic, subscripts and literals that use these names.

    Raises SyntaxError for anything else, and NameError for any other name or attribute.
    """
    return _value(ast.parse(call, mode="eval").body, names)


def _value(node: ast.expr, names: Mapping[str, Any]) -> Any:
    def value(part: ast.expr) -> Any:
        return _value(part, names)

    match node:
        case ast.Constant(value=int() | float() | str() as literal):
            return literal
        case ast.Name(id=name) if name in names:
            return names[name]
        case ast.Attribute(value=owner, attr=name) if name in _attributes_of(value(owner)):
            return getattr(value(owner), name)
        case ast.Name() | ast.Attribute():
            raise NameError(f"a call of a table may not name '{ast.unparse(node)}'")
        case ast.List(elts=parts):
            return [value(part) for part in parts]
        case ast.Tuple(elts=parts):
            return tuple(value(part) for part in parts)
        case ast.UnaryOp(op=sign, operand=operand) if type(sign) in _OPERATORS:
            return _OPERATORS[type(sign)](value(operand))
        case ast.BinOp(left=left, op=sign, right=right) if type(sign) in _OPERATORS:
            return _OPERATORS[type(sign)](value(left), value(right))
        case ast.Compare(left=left, ops=[sign], comparators=[right]) if type(sign) in _OPERATORS:
            return _OPERATORS[type(sign)](value(left), value(right))
        case ast.Subscript(value=owner, slice=index):
            return value(owner)[value(index)]
        case ast.Slice(lower=lower, upper=upper, step=step):
            return slice(*(part and value(part) for part in (lower, upper, step)))
        case ast.Call(func=ast.Name() | ast.Attribute() as function, args=args, keywords=keywords):
            named = {str(word.arg): value(word.value) for word in keywords}
            return value(function)(*map(value, args), **named)
    raise SyntaxError(f"a call of a table may not hold '{ast.unparse(node)}'")


def _attributes_of(owner: object) -> frozenset[str]:
    if owner is np:
        return _OF_NUMPY
    return _OF_ARRAYS if isinstance(owner, np.ndarray | np.generic) else frozenset()


def escaped(text: str) -> str:
    """Return a text in which no sign means anything to Markdown."""
    return text.translate(_MARKDOWN)


def printed(result: Any) -> str:
    """Return a number with up to ten digits, an array in one line with four, the rest as it is."""
    if isinstance(result, np.ndarray) and result.ndim:
        lines = np.array2string(
            result, separator=", ", formatter={"float_kind": lambda x: f"{x:.4g}"}
        )
        return " ".join(lines.split())
    if isinstance(result, float | np.floating):
        return f"{result:.10g}"
    return str(result)
