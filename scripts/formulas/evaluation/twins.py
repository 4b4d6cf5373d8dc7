"""Checked formulas that stand in for the code that they were checked against.

A formula such as ``L = −[y log ŷ + …]``, whose left side is bound to a call of a function, says
what the function computes. Once the formula has passed it is exact where the function has sixteen
digits, and it can be differentiated. A function may be called with other shapes than the formula
has: a formula of one number is then applied to each number, or the mean of these is taken.
Whichever is right the function itself decides: every use is compared with a call, at first.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum

import numpy as np
from mpmath import mpf

from ..language.notation import Index, Outcomes, Pmf, Scope, Variable
from ..language.tokens import FormulaError
from ..language.tree import Node
from .bindings import BindingError, Functions, expression, names_in
from .code import NoTwinError, as_exact, evaluate
from .domains import DomainError, Sample
from .evaluator import Evaluator
from .membership import is_within
from .values import (
    At,
    Law,
    RandomVariable,
    Undefined,
    Value,
    array_of,
    entries_of,
    first_undefined,
)

COMPARISONS = 6
"""How many uses of a formula in the place of a function are compared with it before the others.

Later ones are compared once at each new point.
"""

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

CallKey = tuple[str, tuple[tuple[str, str], ...], tuple[int, ...]]
"""The same, with the number of axes that each argument has."""


class Way(Enum):
    """How a formula is used for arguments with other shapes; what says most comes first."""

    SAME = "as it stands"
    EACH = "for each number"
    SPREAD = "with single numbers spread to arrays"
    ONE = "with arrays of one number"
    MEAN = "as the mean over each number"
    SUM = "as the sum over each number"


@dataclass
class Use:
    """One way to use a twin for a call, and how often it agreed with the function."""

    twin: Twin
    way: Way
    agreed: int = 0
    point: Sample | None = None

    def is_to_be_compared(self, point: Sample, *, is_within_another: bool) -> bool:
        """Tell whether the function is to be asked as well: at first, and at each new point."""
        is_new = not is_within_another and point is not self.point
        return self.agreed < COMPARISONS or is_new


class OutsideError(Exception):
    """An argument lies where the formula was never checked."""


Point = Callable[[Value], Value]
"""Gives the value of an argument in numbers: itself, or what it is at a point."""

Code = Callable[[Point], object]
"""Calls the code that a formula stands for, with its arguments at a point."""


@dataclass
class TwinTable:
    """All twins of a tree, by the function that they stand in for.

    ``asked`` are the questions that were put to the table, whatever the answers were: these say
    which other formulas a check depends on.
    """

    functions: Functions
    twins: dict[str, list[Twin]] = field(default_factory=dict)
    uses: dict[CallKey, list[Use]] = field(default_factory=dict)
    active: list[CallKey] = field(default_factory=list)
    asked: set[Question] = field(default_factory=set)
    everywhere: bool = False

    def serving_everywhere(self) -> TwinTable:
        """Return the table for points that break promises: formulas serve there as elsewhere."""
        return replace(self, everywhere=True)

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

        def by_code(at: Point) -> object:
            return self.functions.find(function)(*(_as_floats(at(a)) for a in args), **keywords)

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
        names = [asker.symbol_of(name) or "" for name in sorted(names_in(python))]
        args = [as_exact(name, asker.lookup(name), asker.scope) for name in names]

        def by_code(at: Point) -> object:
            value = evaluate(python, _AtPoint(asker, at), self.functions)
            return np.nan if isinstance(value, Undefined) else _as_floats(value)

        return self._apply(function, args, {}, asker, by_code)

    def _apply(
        self,
        function: str,
        args: list[Value],
        keywords: dict[str, Value],
        asker: Evaluator,
        by_code: Code,
    ) -> Value:
        if not all(isinstance(word, str | int | float) for word in keywords.values()):
            raise NoTwinError
        named = tuple(sorted((key, repr(word)) for key, word in keywords.items()))
        key = (function, named, tuple(np.ndim(arg) for arg in args))
        if key in self.active:
            raise NoTwinError
        self.active.append(key)
        try:
            return self.first_that_agrees(key, args, asker, by_code)
        finally:
            self.active.remove(key)

    def possible(self, call: CallKey) -> list[Use]:
        """Return the ways to use formulas for a call, from the one that says most."""
        function, named, ranks = call
        self.asked.add((function, named))
        uses = [
            Use(twin, way)
            for twin in self.twins.get(function, [])
            if twin.target.keywords == named and len(twin.ranks) == len(ranks)
            for way in _ways(twin.ranks, ranks)
        ]
        order = list(Way)
        return sorted(uses, key=lambda use: order.index(use.way))

    def first_that_agrees(
        self, call: CallKey, args: list[Value], asker: Evaluator, by_code: Code
    ) -> Value:
        """Return what the first formula gives that agrees with the code.

        Raises:
            NoTwinError: none does.
        """
        if call not in self.uses:
            self.uses[call] = self.possible(call)
        for use in list(self.uses[call]):
            try:
                value = self.value_of(use, args, asker)
            except OutsideError:
                continue
            except (NoTwinError, FormulaError, BindingError, DomainError):
                if use.agreed:
                    raise
                self.uses[call].remove(use)
                continue
            if self._is_refuted(use, value, asker, by_code):
                self.uses[call].remove(use)
                continue
            asker.notes.twins.add(use.twin.formula)
            return value
        raise NoTwinError

    def _is_refuted(self, use: Use, value: Value, asker: Evaluator, by_code: Code) -> bool:
        """Tell whether the function says something else.

        Raises:
            NoTwinError: it says nothing, and has not agreed anywhere yet.
        """
        if not use.is_to_be_compared(
            asker.sample, is_within_another=self.everywhere or len(self.active) > 1
        ):
            return False
        outcome = agree(by_code, value)
        if outcome is None and not use.agreed:
            raise NoTwinError
        use.agreed += bool(outcome)
        use.point = asker.sample
        return outcome is False

    def value_of(self, use: Use, args: list[Value], asker: Evaluator) -> Value:
        """Return what a formula gives for the arguments, used in one of the ways."""
        ranks = use.twin.ranks
        if use.way is Way.SPREAD:
            args = _spread(ranks, args)
        elif use.way is Way.ONE:
            pairs = zip(ranks, args, strict=True)
            args = [arg if rank == np.ndim(arg) else array_of([arg]) for rank, arg in pairs]
        if use.way in (Way.SAME, Way.SPREAD, Way.ONE):
            return self._evaluated(use.twin, args, asker)
        each = self._each(use.twin, args, asker)
        if use.way is Way.EACH:
            return each
        if first_undefined(each):
            raise NoTwinError
        total = sum(entries_of(each), asker.numbers.whole(0))
        return total / np.size(each) if use.way is Way.MEAN else total

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
            if not (self.everywhere or is_within(twin.scope.domain(name), arg)):
                raise OutsideError
            given |= _in_place_of(name, arg, twin.scope)
        for size, length in sizes.items():
            if not is_within(twin.scope.domain(size), length):
                raise OutsideError
        for name, declared in twin.scope.symbols.items():
            if isinstance(declared.bound, Outcomes) and declared.bound.size in sizes:
                sizes[name] = sizes[declared.bound.size]
        inner = asker.elsewhere(twin.scope, Sample(sizes), self)
        inner.given = given
        return inner.over_indices(twin.target.indices, twin.body, twin.body.span)


def agree(by_code: Code, value: Value, at: Point = lambda value: value) -> bool | None:
    """Compare with the code; None where it refuses the arguments, or gives no number."""
    try:
        with np.errstate(all="ignore"):
            called = np.asarray(by_code(at), dtype=np.float64)
        ours = np.asarray(_as_floats(at(value)), dtype=np.float64)
    except (ValueError, TypeError, ArithmeticError, LookupError, BindingError):
        return None
    if not np.all(np.isfinite(called)):
        return None
    if called.shape != ours.shape:
        return False
    return bool(np.allclose(ours, called, rtol=CLOSE, atol=CLOSE**2))


class _AtPoint:
    """The values of an evaluator at a point, for code that is run in the place of a formula."""

    def __init__(self, asker: Evaluator, at: Point) -> None:
        self.asker = asker
        self.scope = asker.scope
        self.at = at

    def lookup(self, name: str) -> Value:
        return self.at(self.asker.lookup(name))

    def symbol_of(self, python: str) -> str | None:
        return self.asker.symbol_of(python)


def whole_name(python: str) -> str:
    """Return what stands for a whole expression where the name of a function is wanted."""
    return f"= {ast.unparse(expression(python))}"


def _ways(wanted: tuple[int, ...], given: tuple[int, ...]) -> list[Way]:
    if wanted == given:
        return [Way.SAME]
    more = [have - want for want, have in zip(wanted, given, strict=True)]
    if all(extra >= 0 for extra in more):
        return [Way.EACH, Way.MEAN, Way.SUM]
    if all(extra in (0, -1) and have == 0 for extra, have in zip(more, given, strict=True)):
        return [Way.ONE]
    if all(extra == 0 or have == 0 for extra, have in zip(more, given, strict=True)):
        return [Way.SPREAD]
    return []


def _spread(wanted: tuple[int, ...], args: list[Value]) -> list[Value]:
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


def _in_place_of(name: str, arg: Value, scope: Scope) -> dict[str, Value]:
    """Return the symbols, with values, that an argument of a call stands for."""
    if isinstance(arg, At | Law):
        return {name: arg}
    match scope.domain(name):
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
