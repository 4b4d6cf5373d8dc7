"""Checked formulas in the place of functions, for symbols: first each is compared with the code."""

from __future__ import annotations

import random
from collections.abc import Sequence
from functools import partial

import numpy as np
import sympy as sp
from mpmath import mpf

from ..evaluation.bindings import BindingError
from ..evaluation.code import NoTwinError
from ..evaluation.evaluator import Evaluator
from ..evaluation.twins import CallKey, Code, OutsideError, Twin, TwinTable, Way, agree
from ..evaluation.values import At, Law, MisfitError, RandomVariable, Value, described
from ..language import tree
from ..language.notation import Formula, Scope
from ..language.tokens import FormulaError
from .arithmetic import Symbolic
from .normal_forms import Expr, NormalForm, NotProved
from .slopes import Derivatives

TRIALS = 3
"""At how many points a checked formula is compared with the code that it stands in for."""


class SymbolicTwins(TwinTable):
    """The checked formulas of a tree that may be used to prove one of them.

    Those that define a function most simply come first, and a formula is proved by simpler ones
    only: no two can prove each other. A formula stands in for a function only after both have given
    the same numbers; `agreed` are the uses that did.
    """

    def __init__(self, table: TwinTable, without: str) -> None:
        twins = {name: _before(without, twins) for name, twins in table.twins.items()}
        super().__init__(table.functions, twins, asked=table.asked)
        self.numbers = Symbolic(NormalForm())
        self.slopes = Derivatives()
        self.agreed: set[tuple[CallKey, str, Way]] = set()
        self.random = random.Random(without)

    def whole(self, python: str, asker: Evaluator) -> Value:
        """Return what a checked formula gives for a whole Python expression."""
        try:
            return super().whole(python, asker)
        except NoTwinError:
            # Nobody may fall back on float64 here.
            raise NotProved(f"no simpler formula for {python}") from None

    def first_that_agrees(
        self, call: CallKey, args: list[Value], asker: Evaluator, by_code: Code
    ) -> Value:
        """Return what the first formula gives that agrees with the code at some points."""
        for use in self.possible(call):
            try:
                value = self.value_of(use, args, asker)
            except (NoTwinError, OutsideError, NotProved, FormulaError, BindingError, MisfitError):
                continue
            mark = (call, use.twin.formula, use.way)
            if mark in self.agreed or self._agrees(args, value, by_code):
                self.agreed.add(mark)
                asker.notes.twins.add(use.twin.formula)
                return value
        raise NoTwinError

    def _agrees(self, args: list[Value], value: Value, by_code: Code) -> bool:
        places = self.slopes.places
        free = set().union(*map(_symbols_of, [*args, value, *places.values()])) - set(places)
        compared = 0
        for _ in range(TRIALS):
            point = {s: _random_number(s, self.random) for s in sorted(free, key=str)}
            for moving, number in places.items():
                point[moving] = number.xreplace(point)
            outcome = agree(by_code, value, partial(_at, point=point))
            if outcome is False:
                return False
            compared += bool(outcome)
        return compared > 0


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


def _at(value: Value, point: dict[Expr, Expr]) -> Value:
    """Return a value in numbers.

    Raises:
        ValueError: it is undefined.
    """
    match value:
        case RandomVariable(name=name, law=law):
            return RandomVariable(name, _at(law, point))
        case Law(entries=entries, sorts=sorts):
            return Law(_at(entries, point), sorts)
        case np.ndarray() if value.dtype == object:
            numbers = [_at(entry, point) for entry in value.flat]
            return np.array(numbers, dtype=object).reshape(value.shape)
        case np.ndarray() | int() | np.integer() | At():
            return value
        case sp.Expr():
            return mpf(float(value.xreplace(point)))
    raise ValueError(described(value))
