"""Evaluates the Python expressions that the notation binds to symbols.

Only calls, names, numbers and arithmetic are read. An expression is evaluated in one of two ways:
as it stands, in float64, by the functions of the package; or exactly, with the checked formula of
each function in its place.
"""

import ast
import operator
import sys
import warnings
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Protocol

import numpy as np
from mpmath import mpf
from numpy.typing import NDArray

from scripts.common.offers import Offers

from ..language.notation import Call, Index, Scope
from .numbers import Numbers
from .values import At, Law, RandomVariable, Undefined, Value, array_of

BUILT_IN = frozenset(["np", "index_of"])
_OPERATORS: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
    ast.MatMult: operator.matmul,
}
_DEEPEST = 40
_ELEMENTARY = ("np.cos", "np.sin", "np.arccos", "np.exp", "np.log", "np.sqrt")
_NUMPY = ("ones", "zeros", "cos", "sin", "arccos", "exp", "log", "sqrt", "sum", "mean")


class BindingError(Exception):
    """The expression cannot be read, or the function refuses its arguments."""


class NoTwinError(Exception):
    """There is no checked formula for a function that the expression calls."""


class Environment(Protocol):
    """Where an expression finds the values of its symbols."""

    scope: Scope

    def lookup(self, name: str) -> Value:
        """Return the value of a symbol."""

    def symbol_of(self, python: str) -> str | None:
        """Return the symbol that has a name in Python."""


class Twins(Protocol):
    """The checked formulas that stand in for functions."""

    def apply(
        self, function: str, args: list[Value], keywords: dict[str, Value], asker: Any
    ) -> Value:
        """Return what the function's formula gives, or raise NoTwinError."""

    def whole(self, python: str, asker: Any) -> Value:
        """Return what the formula of a whole expression gives, or raise NoTwinError."""


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


def is_index(name: str, scope: Scope) -> bool:
    """Tell whether a symbol is a position, which counts from 1 in TeX and from 0 in Python."""
    declared = scope.symbols.get(name)
    if declared is None:
        return False
    if isinstance(declared.bound, Call):
        tree = expression(declared.bound.python)
        if isinstance(tree, ast.Name):
            return is_index(scope.python_names.get(tree.id, ""), scope)
        return _is_position(tree)
    return isinstance(declared.bound, Index)


class _CallableLaw(np.ndarray[tuple[int, ...], np.dtype[np.float64]]):
    """A distribution in float64 that gives the probability of an outcome when called."""

    sorts: tuple[str, ...] = ()

    def __call__(self, *outcomes: At) -> float:
        return float(probability(Law(np.asarray(self, dtype=object), self.sorts), outcomes))


def probability(law: Law, outcomes: tuple[At, ...]) -> Value:
    """Return the probability of outcomes; sets that are not named are summed over."""
    wanted = {outcome.sort: outcome.position for outcome in outcomes}
    if len(wanted) != len(outcomes) or not set(wanted) <= set(law.sorts):
        raise BindingError("this law says nothing about such outcomes")
    index = tuple(wanted.get(sort, slice(None)) for sort in law.sorts)
    return np.sum(law.entries[index])


def as_float(name: str, value: Value, scope: Scope) -> Any:
    """Return the value of a symbol as Python functions take it."""
    match value:
        case bool():
            return value
        case int():
            return value - 1 if is_index(name, scope) else value
        case mpf():
            return float(value)
        case RandomVariable(law=law):
            return np.array(law.entries, dtype=np.float64)
        case Law(entries=entries, sorts=sorts):
            array = np.array(entries, dtype=np.float64).view(_CallableLaw)
            array.sorts = sorts
            return array
        case np.ndarray():
            return _float_array(name, value, scope)
        case Undefined(reason=reason):
            raise BindingError(f"{name} is undefined ({reason})")
    return value


def _float_array(name: str, value: NDArray[np.object_], scope: Scope) -> NDArray[Any]:
    for entry in value.flat:
        if isinstance(entry, Undefined):
            raise BindingError(f"{name} is undefined ({entry.reason})")
    if is_index(name, scope):
        return np.array(value, dtype=np.int64) - 1
    return np.array(value, dtype=np.float64)


def from_float(result: Any, *, counts_from_zero: bool = False) -> Value:
    """Return what a Python function gave as a value of a formula."""
    if counts_from_zero:
        array = np.asarray(result)
        return int(array) + 1 if array.ndim == 0 else np.array(array + 1, dtype=object)
    array = np.asarray(result, dtype=np.float64)
    if array.ndim == 0:
        return _exact_number(float(array))
    exact: NDArray[np.object_] = np.empty(array.shape, dtype=object)
    for index, entry in np.ndenumerate(array):
        exact[index] = _exact_number(float(entry))
    return exact


def _exact_number(number: float) -> Value:
    if np.isnan(number):
        return Undefined("not a number")
    return Undefined("infinite") if np.isinf(number) else mpf(number)


def evaluate(python: str, environment: Environment, functions: Functions) -> Value:
    """Return the value of a binding in float64.

    Raises:
        BindingError: a function refuses its arguments.
    """
    tree = expression(python)
    if isinstance(tree, ast.Name) and (name := environment.symbol_of(tree.id)):
        return environment.lookup(name)
    result = _Floats(environment, functions).value(tree)
    return from_float(result, counts_from_zero=_is_position(tree))


def evaluate_exactly(
    python: str,
    environment: Environment,
    functions: Functions,
    twins: Twins,
    numbers: Numbers,
) -> Value:
    """Return the value of a binding with checked formulas in the place of functions.

    Raises:
        NoTwinError: a function has no checked formula that fits.
    """
    tree = expression(python)
    if isinstance(tree, ast.Name) and (name := environment.symbol_of(tree.id)):
        return environment.lookup(name)
    result = _Exactly(environment, functions, twins, numbers).value(tree)
    if _is_position(tree):
        return int(result) + 1 if np.ndim(result) == 0 else result + 1
    return result


def _is_position(tree: ast.expr) -> bool:
    return isinstance(tree, ast.Call) and dotted_name(tree.func) == "index_of"


class _Floats:
    """Walks an expression; every value is what Python functions take."""

    def __init__(self, environment: Environment, functions: Functions) -> None:
        self.environment = environment
        self.functions = functions

    def value(self, node: ast.expr) -> Any:
        match node:
            case ast.Constant(value=value):
                return value
            case ast.Name(id=name):
                return self.symbol(name)
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return -self.value(operand)
            case ast.BinOp(left=left, op=sign, right=right) if type(sign) in _OPERATORS:
                sides = self.value(left), self.value(right)
                try:
                    with np.errstate(all="ignore"):
                        return _OPERATORS[type(sign)](*sides)
                except (ValueError, TypeError, ArithmeticError):
                    shapes = " and ".join(str(np.shape(side)) for side in sides)
                    what = f"'{ast.unparse(node)}' cannot be computed from shapes {shapes}"
                    raise BindingError(what) from None
            case ast.Attribute(value=inner, attr="T"):
                return np.transpose(self.value(inner))
            case ast.Subscript(value=inner, slice=index):
                return np.asarray(self.value(inner))[self.value(index)]
            case ast.Call(func=function, args=args, keywords=keywords):
                named = {word.arg or "": self.value(word.value) for word in keywords}
                return self.call(function, [self.value(arg) for arg in args], named)
        raise BindingError(f"cannot evaluate '{ast.unparse(node)}'")

    def symbol(self, name: str) -> Any:
        symbol = self.environment.symbol_of(name)
        if symbol is None:
            raise BindingError(f"'{name}' is no symbol of this section")
        value = self.environment.lookup(symbol)
        return as_float(symbol, value, self.environment.scope)

    def call(self, function: ast.expr, args: list[Any], keywords: dict[str, Any]) -> Any:
        name = dotted_name(function)
        if name == "index_of":
            return np.argmax(args[0], axis=-1)
        if isinstance(function, ast.Name) and self.environment.symbol_of(name):
            law = self.symbol(name)
            if not isinstance(law, _CallableLaw):
                raise BindingError(f"'{name}' cannot be called")
            return law(*args)
        found = _numpy(name) if name.startswith("np.") else self.functions.find(name)
        try:
            with warnings.catch_warnings(), np.errstate(all="ignore"):
                warnings.simplefilter("ignore")
                return found(*args, **keywords)
        except (ValueError, TypeError, ArithmeticError, LookupError) as error:
            raise BindingError(f"{name} refuses its arguments: {error}") from None


def _numpy(name: str) -> Callable[..., Any]:
    if name.removeprefix("np.") not in _NUMPY:
        raise BindingError(f"{name} is not among the functions of NumPy that are used here")
    return getattr(np, name.removeprefix("np."))  # type: ignore[no-any-return]


class _Exactly(_Floats):
    """Walks an expression with exact numbers and no functions but checked formulas."""

    def __init__(
        self, environment: Environment, functions: Functions, twins: Twins, numbers: Numbers
    ) -> None:
        super().__init__(environment, functions)
        self.twins = twins
        self.numbers = numbers

    def symbol(self, name: str) -> Any:
        """Return the value of a symbol."""
        symbol = self.environment.symbol_of(name)
        if symbol is None:
            raise BindingError(f"'{name}' is no symbol of this section")
        value = self.environment.lookup(symbol)
        match value:
            case Undefined():
                raise NoTwinError
            case int():
                return value - 1 if is_index(symbol, self.environment.scope) else value
            case RandomVariable(law=law):
                return law.entries
            case np.ndarray():
                if any(isinstance(entry, Undefined) for entry in value.flat):
                    raise NoTwinError
                if is_index(symbol, self.environment.scope):
                    return np.array(value, dtype=np.int64) - 1
        return value

    def value(self, node: ast.expr) -> Any:
        """Return the value of a part of the expression."""
        if isinstance(node, ast.BinOp):
            left, right = self.value(node.left), self.value(node.right)
            if isinstance(left, int) and isinstance(node.op, ast.Div):
                left = self.numbers.whole(left)
            try:
                return _OPERATORS[type(node.op)](_entries(left), _entries(right))
            except ValueError as error:
                raise BindingError(f"'{ast.unparse(node)}': {error}") from None
        value = super().value(node)
        return self.numbers.typed(value) if isinstance(node, ast.Constant) else value

    def call(self, function: ast.expr, args: list[Any], keywords: dict[str, Any]) -> Any:
        """Return the value of a call."""
        name = dotted_name(function)
        if name == "index_of":
            return super().call(function, args, keywords)
        if name in ("np.ones", "np.zeros"):
            return array_of([self.numbers.whole(int(name == "np.ones"))] * int(args[0]))
        if name.startswith("np."):
            return self._each(name, args)
        if isinstance(function, ast.Name) and self.environment.symbol_of(name):
            law = self.symbol(name)
            if not isinstance(law, Law):
                raise BindingError(f"'{name}' cannot be called")
            return probability(law, tuple(args))
        return self.twins.apply(name, [_entries(arg) for arg in args], keywords, self.environment)

    def _each(self, name: str, args: list[Any]) -> Any:
        if name not in _ELEMENTARY or len(args) != 1:
            raise NoTwinError
        values = np.asarray(_entries(args[0]), dtype=object)
        results = [self.numbers.function(name.removeprefix("np."), v) for v in values.flat]
        if any(isinstance(result, Undefined) for result in results):
            raise NoTwinError
        return array_of(results).reshape(values.shape) if values.ndim else results[0]


def _entries(value: Any) -> Any:
    return value.entries if isinstance(value, Law) else value


def parameters_used(python: str, parameters: Mapping[str, str]) -> frozenset[str]:
    """Return the parameters, by the names of their symbols, that an expression uses."""
    used = names_in(python)
    called = functions_in(python)
    return frozenset(
        symbol for name, symbol in parameters.items() if name in used or name in called
    )
