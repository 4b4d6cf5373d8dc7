"""Computes the Python expressions that the notation binds to symbols, in one of two ways.

As they stand, in float64, by the functions of the package; or exactly, with the checked formula of
each function in its place.
"""

import ast
import operator
import warnings
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from typing import Any, Protocol

import numpy as np
from mpmath import mpf
from numpy.typing import NDArray

from ..language.notation import Scope
from .bindings import BindingError, Functions, dotted_name, expression, is_index, is_position
from .numbers import Arithmetic
from .values import At, Law, RandomVariable, Undefined, Value, array_of, first_undefined

_OPERATORS: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
    ast.MatMult: operator.matmul,
}
_ELEMENTARY = ("cos", "sin", "arccos", "exp", "log", "sqrt")
_NUMPY = ("ones", "zeros", *_ELEMENTARY, "sum", "mean")


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


def probability(law: Law, outcomes: Sequence[At]) -> Value:
    """Return the probability of outcomes; sets that are not named are summed over.

    Raises:
        BindingError: the law is about other sets.
    """
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
        case Law(entries=entries) | RandomVariable(law=Law(entries=entries)):
            return np.array(entries, dtype=np.float64)
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


def as_exact(name: str, value: Value, scope: Scope) -> Any:
    """Return the value of a symbol as Python counts, with nothing rounded.

    Raises:
        NoTwinError: it is undefined.
    """
    if isinstance(value, Law | RandomVariable):
        return (value.law if isinstance(value, RandomVariable) else value).entries
    if first_undefined(value):
        raise NoTwinError
    if not is_index(name, scope):
        return value
    return np.array(value, dtype=np.int64) - 1 if isinstance(value, np.ndarray) else value - 1


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
    return from_float(result, counts_from_zero=is_position(tree))


def evaluate_exactly(
    python: str, environment: Environment, twins: Twins, numbers: Arithmetic
) -> Value:
    """Return the value of a binding with checked formulas in the place of functions.

    Raises:
        NoTwinError: a function has no checked formula that fits.
    """
    tree = expression(python)
    if isinstance(tree, ast.Name) and (name := environment.symbol_of(tree.id)):
        return environment.lookup(name)
    result = _Exactly(environment, twins, numbers).value(tree)
    if is_position(tree):
        return int(result) + 1 if isinstance(result, np.integer) else result + 1
    return result


class _Walk(ABC):
    """Walks an expression; what its parts are worth, those that are made of it say."""

    def __init__(self, environment: Environment) -> None:
        self.environment = environment

    def value(self, node: ast.expr) -> Any:
        """Return the value of a part of the expression."""
        match node:
            case ast.Constant(value=value):
                return self.constant(value)
            case ast.Name(id=name):
                symbol = self._symbol(name)
                return self.of_symbol(symbol, self.environment.lookup(symbol))
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return -self.value(operand)
            case ast.BinOp(left=left, op=sign, right=right) if type(sign) in _OPERATORS:
                return self._combined(node, self.value(left), self.value(right))
            case ast.Attribute(value=inner, attr="T"):
                return np.transpose(self.value(inner))
            case ast.Subscript(value=inner, slice=index):
                whole = self.value(inner)
                part: Any = whole if isinstance(whole, tuple) else np.asarray(whole)
                return part[self.value(index)]
            case ast.Call(func=function, args=args, keywords=keywords):
                named = {word.arg or "": self.value(word.value) for word in keywords}
                return self._called(function, [self.value(arg) for arg in args], named)
        raise BindingError(f"cannot evaluate '{ast.unparse(node)}'")

    def _symbol(self, name: str) -> str:
        symbol = self.environment.symbol_of(name)
        if symbol is None:
            raise BindingError(f"'{name}' is no symbol of this section")
        return symbol

    def _combined(self, node: ast.BinOp, left: Any, right: Any) -> Any:
        if isinstance(left, int) and isinstance(node.op, ast.Div):
            left = self.dividend(left)
        try:
            with np.errstate(all="ignore"):
                return _OPERATORS[type(node.op)](left, right)
        except (ValueError, TypeError, ArithmeticError):
            shapes = f"{np.shape(left)} and {np.shape(right)}"
            what = f"'{ast.unparse(node)}' cannot be computed from shapes {shapes}"
            raise BindingError(what) from None

    def _called(self, function: ast.expr, args: list[Any], keywords: dict[str, Any]) -> Any:
        name = dotted_name(function)
        if name == "index_of":
            return self.positions(args[0])
        if isinstance(function, ast.Name) and (symbol := self.environment.symbol_of(name)):
            law = self.environment.lookup(symbol)
            if not isinstance(law, Law) or not all(isinstance(arg, At) for arg in args):
                raise BindingError(f"'{name}' cannot be called")
            return self.of_symbol(symbol, probability(law, args))
        if name.startswith("np."):
            return self.of_numpy(name.removeprefix("np."), args, keywords)
        return self.of_function(name, args, keywords)

    def positions(self, values: Any) -> Any:
        """Return where the largest entry of each row stands, counted from 0."""
        return np.argmax(values, axis=-1)

    @abstractmethod
    def constant(self, value: Any) -> Any:
        """Return the value of a constant."""

    @abstractmethod
    def dividend(self, number: int) -> Any:
        """Return a whole number that is to be divided."""

    @abstractmethod
    def of_symbol(self, symbol: str, value: Value) -> Any:
        """Return the value of a symbol as Python counts."""

    @abstractmethod
    def of_numpy(self, name: str, args: list[Any], keywords: dict[str, Any]) -> Any:
        """Return what a function of NumPy gives."""

    @abstractmethod
    def of_function(self, name: str, args: list[Any], keywords: dict[str, Any]) -> Any:
        """Return what a function of the package gives."""


class _Floats(_Walk):
    """Every value is what Python functions take."""

    def __init__(self, environment: Environment, functions: Functions) -> None:
        super().__init__(environment)
        self.functions = functions

    def constant(self, value: Any) -> Any:
        return value

    def dividend(self, number: int) -> Any:
        return number

    def of_symbol(self, symbol: str, value: Value) -> Any:
        return as_float(symbol, value, self.environment.scope)

    def of_numpy(self, name: str, args: list[Any], keywords: dict[str, Any]) -> Any:
        if name not in _NUMPY:
            raise BindingError(f"np.{name} is not among the functions of NumPy that are used here")
        return _run(f"np.{name}", getattr(np, name), args, keywords)

    def of_function(self, name: str, args: list[Any], keywords: dict[str, Any]) -> Any:
        return _run(name, self.functions.find(name), args, keywords)


def _run(name: str, found: Callable[..., Any], args: list[Any], keywords: dict[str, Any]) -> Any:
    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            return found(*args, **keywords)
    except (ValueError, TypeError, ArithmeticError, LookupError) as error:
        raise BindingError(f"{name} refuses its arguments: {error}") from None


class _Exactly(_Walk):
    """Every number is exact, and no functions are used but checked formulas."""

    def __init__(self, environment: Environment, twins: Twins, numbers: Arithmetic) -> None:
        super().__init__(environment)
        self.twins = twins
        self.numbers = numbers

    def positions(self, values: Any) -> Any:
        return self.numbers.positions(values)

    def constant(self, value: Any) -> Any:
        return self.numbers.typed(value)

    def dividend(self, number: int) -> Any:
        return self.numbers.whole(number)

    def of_symbol(self, symbol: str, value: Value) -> Any:
        return as_exact(symbol, value, self.environment.scope)

    def of_numpy(self, name: str, args: list[Any], keywords: dict[str, Any]) -> Any:
        if name in ("ones", "zeros"):
            return array_of([self.numbers.whole(int(name == "ones"))] * int(args[0]))
        if name not in _ELEMENTARY or len(args) != 1 or keywords:
            raise NoTwinError
        values = np.asarray(args[0], dtype=object)
        results = [self.numbers.function(name, entry) for entry in values.flat]
        if any(isinstance(result, Undefined) for result in results):
            raise NoTwinError
        return array_of(results).reshape(values.shape) if values.ndim else results[0]

    def of_function(self, name: str, args: list[Any], keywords: dict[str, Any]) -> Any:
        return self.twins.apply(name, args, keywords, self.environment)
