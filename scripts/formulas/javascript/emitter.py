"""Translates a side of a formula into a function of JavaScript.

The evaluator computes with a third kind of numbers: operations in place of digits. So all that it
knows of a formula (its definitions, sums, shapes, and which checked formula stands for which code)
is known here too. What has to be whole (sizes, positions, outcomes) is fixed when the script is
written; there is one script for each choice of these.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..evaluation.bindings import BindingError
from ..evaluation.code import NoTwinError, Twins
from ..evaluation.domains import Sample, marginal
from ..evaluation.evaluator import Evaluator
from ..evaluation.symbols import LocalDefinition, Notes
from ..evaluation.twins import CallKey, Code, TwinTable
from ..evaluation.values import (
    Array,
    At,
    Law,
    MisfitError,
    RandomVariable,
    Row,
    Undefined,
    Value,
    plain,
)
from ..language import notation, tree
from ..language.names import python_name
from ..language.tokens import FormulaError, Span
from .arithmetic import NotEmitted, Script
from .care import careful
from .expressions import Operation, Part, operation, symbol
from .writing import Writer


@dataclass(frozen=True)
class Emitted:
    """A function of JavaScript: its parameters are symbols, by their names in Python."""

    parameters: tuple[str, ...]
    body: str
    helpers: frozenset[str]

    @property
    def text(self) -> str:
        """The function as an expression."""
        return f"({','.join(self.parameters)})=>{self.body}"


class EmissionError(Exception):
    """A side that cannot be translated: what stands in the way, and where."""

    def __init__(self, what: str, span: Span | None = None) -> None:
        super().__init__(what)
        self.what = what
        self.span = span


def emitted(
    node: tree.Node,
    scope: notation.Scope,
    sample: Sample,
    twins: TwinTable,
    local: dict[str, LocalDefinition] | None = None,
) -> Emitted:
    """Return the script of a side, for the sizes and positions of a sample.

    ``twins`` have served at the sample: they know which formula stands for which code.

    Raises:
        EmissionError: there is no script for it.
    """
    evaluator = ScriptEvaluator(
        scope,
        _with_symbols(sample, scope),
        twins.functions,
        _Chosen(twins),
        Notes(),
        local,
        Script(),
    )
    evaluator.slopes = NoSlopes()
    try:
        value = evaluator.value(node)
        return _written(_numbers_of(value))
    except FormulaError as error:
        raise EmissionError(error.message, error.span or node.span) from None
    except (NotEmitted, NoTwinError, BindingError, MisfitError, TypeError) as error:
        raise EmissionError(str(error) or "code without a formula", node.span) from None


class ScriptEvaluator(Evaluator):
    """Evaluates with operations; conditions are looked at when the script runs."""

    def elsewhere(self, scope: notation.Scope, sample: Sample, twins: Twins) -> Evaluator:
        """Return an evaluator for the side of another formula."""
        other = ScriptEvaluator(
            scope, sample, self.functions, twins, self.notes, numbers=self.numbers
        )
        other.slopes = self.slopes
        return other

    def value(self, node: tree.Node) -> Value:
        """Return the value of a node; a refusal names the innermost."""
        try:
            if isinstance(node, tree.Ind):
                return operation("choice", self.condition(node.condition), 1, 0)
            return super().value(node)
        except (NotEmitted, NoTwinError) as refusal:
            what = str(refusal) or "code for which no formula stands"
            raise FormulaError(what, node.span) from None

    def _entry(self, node: tree.Idx) -> Value:
        """Return an entry of an array, also one that is chosen when the script runs."""
        positions = [self.value(index) for index in node.indices]
        if not any(isinstance(position, Operation) for position in positions):
            return super()._entry(node)
        return _entry_at(np.asarray(plain(self.value(node.base)), dtype=object), positions)

    def _place(self, node: tree.Arg) -> Value:
        """Return where the largest or smallest entry stands, when the script runs."""
        positions = list(self.index_range(node.variable, node.span))
        values = [self.in_loop(node.variable, at).number(node.body) for at in positions]
        return self.numbers.place_of_largest(node.kind, values) + 1

    def _cases(self, node: tree.Cases) -> Value:
        """Return a choice between the cases; where none holds there is no number."""
        found: Value = operation("constant", "NaN")
        for value, condition in reversed(node.branches):
            found = self._chosen(condition, self.number(value), found)
        return found

    def _chosen(self, condition: tree.Node | None, then: Value, otherwise: Value) -> Value:
        if condition is None:
            return then
        holds = self.condition(condition)
        if isinstance(holds, int):
            return then if holds else otherwise
        return operation("choice", holds, then, otherwise)

    def condition(self, node: tree.Node) -> Value:
        """Return what a condition is worth, 1 or 0."""
        if not isinstance(node, tree.Rel):
            raise FormulaError("a relation should stand here", node.span)
        if node.relation == r"\in":
            return self._within(node)
        left, right = self.value(node.left), self.value(node.right)
        if isinstance(left, At) and isinstance(right, At):
            left, right = left.position, right.position
        return self._related(node.relation, plain(left), plain(right))

    def _related(self, relation: str, left: Value, right: Value) -> Value:
        assert isinstance(self.numbers, Script)
        related = self.numbers.each_relation(relation)
        pairs = np.broadcast_arrays(np.array(left, object), np.array(right, object))
        return _all([related(a, b) for a, b in zip(pairs[0].flat, pairs[1].flat, strict=True)])

    def _within(self, node: tree.Rel) -> Value:
        value, within = self.number(node.left), node.right
        if not isinstance(within, tree.Interval):
            raise FormulaError("a condition on a set", within.span)
        lower, upper = self.number(within.lower), self.number(within.upper)
        above = self._related(r"\ge" if within.left_closed else ">", value, lower)
        below = self._related(r"\le" if within.right_closed else "<", value, upper)
        return _all([above, below])


class NoSlopes:
    """Derivatives and limits are no operations; what they come to is written beside them."""

    def partial(self, _: Any, body: tree.Node, _variables: tuple[tree.Node, ...]) -> Value:
        """Refuse."""
        raise FormulaError(_ASK.format("a derivative"), body.span)

    def prime(self, _: Any, node: tree.Prime) -> Value:
        """Refuse."""
        raise FormulaError(_ASK.format("a derivative"), node.span)

    def gradient(self, _: Any, node: tree.Grad) -> Value:
        """Refuse."""
        raise FormulaError(_ASK.format("a gradient"), node.span)

    def jacobian(self, _: Any, body: tree.Node, _variable: tree.Sym) -> Value:
        """Refuse."""
        raise FormulaError(_ASK.format("a derivative"), body.span)

    def limit(self, _: Any, node: tree.Lim) -> Value:
        """Refuse."""
        raise FormulaError(_ASK.format("a limit"), node.span)


_ASK = "{} is not translated: ask for the side that says what it is"


class _Chosen(TwinTable):
    """The formulas that have stood in for code at a sample."""

    def __init__(self, served: TwinTable) -> None:
        super().__init__(served.functions, served.twins, everywhere=True)
        self.served = served

    def whole(self, python: str, asker: Evaluator) -> Value:
        """Return what a formula gives for a whole expression; nobody may fall back on code."""
        try:
            return super().whole(python, asker)
        except NoTwinError:
            raise NotEmitted(f"no formula stands for the code {python}") from None

    def first_that_agrees(
        self, call: CallKey, args: list[Value], asker: Evaluator, by_code: Code
    ) -> Value:
        """Return what the formula gives that has served."""
        del by_code
        uses = [use for use in self.served.uses.get(call, []) if use.agreed]
        for use in uses:
            try:
                return self.value_of(use, args, asker)
            except (NoTwinError, FormulaError, BindingError):
                continue
        raise NoTwinError


def _entry_at(array: Array, positions: list[Value]) -> Value:
    """Return the entry at positions, each of which counts from 1."""
    if not positions:
        return array.item() if array.ndim == 0 else array
    first, *rest = positions
    if not isinstance(first, Operation):
        return _entry_at(np.asarray(array[first - 1], dtype=object), rest)
    choices = [_entry_at(np.asarray(part, dtype=object), rest) for part in array]
    return operation("entry", first, *choices)


def _all(conditions: list[Value]) -> Value:
    unknown = [one for one in conditions if not isinstance(one, int)]
    if any(one == 0 for one in conditions if isinstance(one, int)):
        return 0
    if not unknown:
        return 1
    return unknown[0] if len(unknown) == 1 else operation("and", *unknown)


def _with_symbols(sample: Sample, scope: notation.Scope) -> Sample:
    """Return the sample with a symbol of the script in the place of each number."""
    values: dict[str, Value] = {}
    for name, value in sample.values.items():
        values[name] = _symbols_for(python_name(name), value)
    for name in values:
        domain = scope.domain(name)
        if isinstance(domain, notation.Variable):
            values[name] = marginal(name, values[domain.law], domain.sort)
    return Sample(values)


def _symbols_for(name: str, value: Value) -> Value:
    match value:
        case Law(entries=entries, sorts=sorts):
            return Law(_symbols_for(name, entries), sorts)
        case np.ndarray() if not _is_whole(value):
            array = np.empty(value.shape, dtype=object)
            for at in np.ndindex(value.shape):
                array[at] = symbol(name + "".join(f"[{position}]" for position in at))
            return array
        case int() | At() | RandomVariable() | np.ndarray():
            return value
    return symbol(name)


def _is_whole(array: np.ndarray[Any, Any]) -> bool:
    return all(isinstance(entry, int) for entry in array.flat)


def _numbers_of(value: Value) -> Any:
    """Return a number, or lists of numbers; what is undefined is no number."""
    value = plain(value.entries if isinstance(value, Row) else value)
    if isinstance(value, np.ndarray):
        return [_numbers_of(entry) for entry in value]
    if isinstance(value, At):
        raise NotEmitted("an outcome is no number")
    return operation("constant", "NaN") if isinstance(value, Undefined) else careful(value)


def _written(value: Any) -> Emitted:
    writer = Writer(_flat(value))
    result = _as_text(value, writer)
    body = f"{{const {','.join(writer.lines)};return {result}}}" if writer.lines else f"({result})"
    return Emitted(tuple(sorted(writer.symbols)), body, frozenset(writer.helpers))


def _flat(value: Any) -> Iterator[Part]:
    if isinstance(value, list):
        for entry in value:
            yield from _flat(entry)
    else:
        yield value


def _as_text(value: Any, writer: Writer) -> str:
    if isinstance(value, list):
        return f"[{','.join(_as_text(entry, writer) for entry in value)}]"
    return writer.text(value)
