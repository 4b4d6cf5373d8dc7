"""Checked formulas in the place of functions, for symbols: first each is compared with the code."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import sympy as sp
from mpmath import mpf

from ..evaluation import bindings
from ..evaluation.bindings import BindingError, NoTwinError, names_in
from ..evaluation.evaluator import Evaluator
from ..evaluation.twins import Twin, TwinTable, Way, keywords_named, whole_name
from ..evaluation.values import (
    Array,
    At,
    Law,
    MisfitError,
    RandomVariable,
    Undefined,
    Value,
    described,
)
from ..language import tree
from ..language.notation import Formula, Scope
from ..language.tokens import FormulaError
from .arithmetic import each
from .normal_forms import Expr, NormalForm, NotProved

TRIALS = 3
"""At how many points a checked formula is compared with the code that it stands in for."""


class SymbolicTwins(TwinTable):
    """The checked formulas of a tree that may be used to prove one of them.

    Those that define a function most simply come first, and a formula is proved by simpler ones
    only: no two can prove each other. A formula stands in for a function only after both have given
    the same numbers. `used` are the formulas that did, `seen` the symbols that were looked at, and
    `places` the numbers that symbols of derivatives stand for.
    """

    def __init__(self, table: TwinTable, without: str) -> None:
        twins = {name: _before(without, twins) for name, twins in table.twins.items()}
        super().__init__(table.functions, twins, asked=table.asked)
        self.forms = NormalForm()
        self.used: set[str] = set()
        self.seen: set[str] = set()
        self.places: dict[Expr, Expr] = {}
        self.agreed: set[tuple[object, str, Way]] = set()
        self.random = random.Random(without)

    def _apply(
        self,
        function: str,
        args: list[Value],
        keywords: dict[str, Value],
        asker: Evaluator,
        by_code: Callable[[], object],
    ) -> Value:
        del by_code  # It takes numbers.
        self.asked.add((function, keywords_named(keywords)))
        if function not in self.twins:
            raise NoTwinError
        called = self.functions.find(function)

        def numbers(number: Callable[[Value], Any]) -> object:
            return called(*[number(arg) for arg in args], **keywords)

        return self._agreeing(function, args, keywords, asker, numbers)

    def whole(self, python: str, asker: Any) -> Value:
        """Return what a checked formula gives for a whole Python expression."""
        function = whole_name(python)
        self.asked.add((function, ()))
        if function not in self.twins:
            raise NotProved(f"no simpler formula for {python}")
        names = [asker.symbol_of(name) for name in sorted(names_in(python))]
        args = [_counted_from_zero(name or "", asker) for name in names]

        def numbers(number: Callable[[Value], Any]) -> object:
            value = bindings.evaluate(python, _Numbers(asker, number), self.functions)
            return _float_array(value)

        try:
            return self._agreeing(function, args, {}, asker, numbers)
        except NoTwinError:
            raise NotProved(f"no simpler formula for {python}") from None

    def _agreeing(
        self,
        function: str,
        args: list[Value],
        keywords: dict[str, Value],
        asker: Evaluator,
        numbers: Callable[[Callable[[Value], Any]], object],
    ) -> Value:
        key = (function, keywords_named(keywords), tuple(np.ndim(arg) for arg in args))
        if key in self.active:
            raise NotProved(f"a circle of formulas for {function}")
        self.active.append(key)
        try:
            for use in self.possible(*key):
                try:
                    value = self.value_of(use, args, asker)
                except (NoTwinError, NotProved, FormulaError, BindingError, MisfitError):
                    continue
                mark = (key, use.twin.formula, use.way)
                if mark in self.agreed or self._agrees(args, value, numbers):
                    self.agreed.add(mark)
                    self.used.add(use.twin.formula)
                    return value
        finally:
            self.active.pop()
        raise NoTwinError

    def _agrees(
        self,
        args: list[Value],
        value: Value,
        numbers: Callable[[Callable[[Value], Any]], object],
    ) -> bool:
        free = set().union(*(_symbols_of(part) for part in [*args, value]))
        free |= set().union(*(number.free_symbols for number in self.places.values()))
        free -= set(self.places)
        compared = 0
        for _ in range(TRIALS):
            point = {s: _random_number(s, self.random) for s in sorted(free, key=str)}
            for moving, number in self.places.items():
                point[moving] = number.xreplace(point)

            def number_of(of: Value, at: dict[Expr, Expr] = point) -> Any:
                return _numbers_at(of, at)

            try:
                with np.errstate(all="ignore"):
                    called = np.asarray(numbers(number_of), dtype=np.float64)
                ours = np.asarray(_numbers_at(value, point), dtype=np.float64)
            except (ValueError, TypeError, ArithmeticError, LookupError, BindingError):
                continue
            if not np.all(np.isfinite(called)):
                continue
            if called.shape != ours.shape or not np.allclose(ours, called, rtol=1e-6, atol=1e-9):
                return False
            compared += 1
        return compared > 0

    @property
    def zero(self) -> Value:
        """What sums begin with."""
        return sp.Integer(0)

    def in_place_of(self, name: str, arg: Value, scope: Scope) -> dict[str, Value]:
        """Return the symbols, with values, that an argument of a call stands for."""
        if isinstance(arg, At | Law):
            return {name: arg}
        return super().in_place_of(name, arg, scope)


_HARD = (
    tree.Abs,
    tree.MaxMin,
    tree.Cases,
    tree.Deriv,
    tree.Grad,
    tree.Prime,
    tree.Norm,
    tree.Expect,
    tree.Arg,
    tree.Lim,
)


def _before(formula: str, twins: Sequence[Twin]) -> list[Twin]:
    """Return the twins that are simpler than those of a formula, the simplest first."""
    found: list[Twin] = []
    reached: set[object] = set()
    for twin in sorted(twins, key=_difficulty):
        kind = (twin.target.keywords, twin.ranks)
        if twin.formula == formula:
            reached.add(kind)
        elif kind not in reached:
            found.append(twin)
    return found


def _difficulty(twin: Twin) -> tuple[int, int, bool]:
    """Tell how far a formula is from a plain definition; equals stay in the order of the pages."""
    nodes = list(tree.walk(twin.body))
    scope = twin.scope
    defined = sum(
        (isinstance(node, tree.App | tree.FnRef) and node.name in scope.functions)
        or (isinstance(node, tree.Sym) and isinstance(_bound(node.name, scope), Formula))
        for node in nodes
    )
    return sum(isinstance(node, _HARD) for node in nodes), defined, twin.steps > 1


def _bound(name: str, scope: Scope) -> object:
    declared = scope.symbols.get(name)
    return declared.bound if declared else None


class _Numbers:
    """The values of an evaluator at a point, for code."""

    def __init__(self, asker: Evaluator, number: Callable[[Value], Any]) -> None:
        self.asker = asker
        self.scope = asker.scope
        self.number = number

    def lookup(self, name: str) -> Value:
        value = self.asker.lookup(name)
        if isinstance(value, At | int):
            return value
        if isinstance(value, RandomVariable):
            return RandomVariable(value.name, Law(self._many(value.law.entries), value.law.sorts))
        if isinstance(value, Law):
            return Law(self._many(value.entries), value.sorts)
        if isinstance(value, np.ndarray):
            return self._many(value)
        return mpf(self.number(value))

    def _many(self, entries: Array) -> Value:
        return each(entries, lambda entry: entry if isinstance(entry, int) else mpf(
            self.number(entry)))  # fmt: skip

    def symbol_of(self, python: str) -> str | None:
        return self.asker.symbol_of(python)


def _counted_from_zero(name: str, asker: Evaluator) -> Value:
    value = asker.lookup(name)
    if isinstance(value, RandomVariable):
        return value.law.entries
    return value - 1 if bindings.is_index(name, asker.scope) else value


def _symbols_of(value: Value) -> set[Expr]:
    value = value.entries if isinstance(value, Law) else value
    entries = value.flat if isinstance(value, np.ndarray) else [value]
    found: set[Expr] = set()
    for entry in entries:
        if isinstance(entry, sp.Expr):
            found |= entry.free_symbols
    return found


def _random_number(symbol: Expr, generator: random.Random) -> Expr:
    if symbol.is_nonnegative:
        return sp.Float(generator.uniform(0.2, 2))
    return sp.Float(generator.uniform(-2, 2))


def _numbers_at(value: Value, point: dict[Expr, Expr]) -> Any:
    """Return a value in float64, or whole numbers as they are."""
    value = value.entries if isinstance(value, Law) else value
    if isinstance(value, np.ndarray):
        if value.dtype != object or all(isinstance(entry, int) for entry in value.flat):
            return value.astype(np.int64)
        flat = [_numbers_at(entry, point) for entry in value.flat]
        return np.array(flat, dtype=np.float64).reshape(value.shape)
    if isinstance(value, int | np.integer):
        return int(value)
    if isinstance(value, sp.Expr):
        return float(value.xreplace(point))
    raise ValueError(described(value))


def _float_array(value: Value) -> object:
    if isinstance(value, Undefined):
        return np.nan
    return np.asarray(value, dtype=object).astype(np.float64)
