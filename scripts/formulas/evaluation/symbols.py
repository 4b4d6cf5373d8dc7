"""The values of symbols, by the sample, the notation, code or what a formula defines beside itself.

Symbols that are bound to code are computed in float64 by the code itself, or exactly by checked
formulas where these are at hand; `Notes.rough` tells whether float64 came in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Self

from ..language.names import python_name, readable
from ..language.notation import Call, Declaration, Domain, Formula, Scope
from ..language.parser import parse_expression
from ..language.tokens import FormulaError, Span
from ..language.tree import Node
from .bindings import BindingError, Functions
from .code import NoTwinError, Twins, evaluate, evaluate_exactly
from .domains import Sample
from .numbers import Arithmetic, Digits
from .values import Counts, Value, array_of


@dataclass(frozen=True)
class LocalDefinition:
    """A symbol that the formula itself defines beside its chain."""

    indices: tuple[str, ...]
    body: Node


@dataclass
class Notes:
    """What an evaluation came upon: conventions, checked formulas, float64 values, symbols."""

    conventions: Counts = field(default_factory=Counter)
    rough: bool = False
    twins: set[str] = field(default_factory=set)
    seen: set[str] = field(default_factory=set)


class Symbols:
    """The values of symbols in one sample, for sums and functions with those that they give."""

    def __init__(
        self,
        scope: Scope,
        sample: Sample,
        functions: Functions,
        twins: Twins | None = None,
        notes: Notes | None = None,
        local: dict[str, LocalDefinition] | None = None,
        numbers: Arithmetic | None = None,
    ) -> None:
        self.scope = scope
        self.sample = sample
        self.functions = functions
        self.twins = twins
        self.notes = notes if notes is not None else Notes()
        self.local = local or {}
        self.numbers = numbers or Digits(self.notes.conventions)
        self.given: dict[str, Value] = {}
        self.loops: dict[str, Value] = {}
        self.cache: dict[str, Value] = {}
        self.way: tuple[str, ...] = ()

    # Others like this one.

    def with_given(self, given: dict[str, Value], *, keep_loops: bool = False) -> Self:
        """Return an evaluator in which some symbols have another value."""
        other = object.__new__(type(self))
        # Made for each term of each sum: a plain copy takes least time.
        other.__dict__.update(self.__dict__)
        other.given = self.given | given
        other.loops = dict(self.loops) if keep_loops else {}
        other.cache = {}
        return other

    def in_loop(self, name: str, value: Value) -> Self:
        """Return an evaluator in which a sum or the like has bound a name."""
        other = self.with_given({}, keep_loops=True)
        other.loops[name] = value
        # What a symbol means does not depend on the loop that it stands in.
        other.cache = self.cache
        return other

    def behind(self, name: str) -> Self:
        """Return an evaluator for what stands behind a name in the notation.

        Raises:
            FormulaError: this leads back to the name.
        """
        shown = readable(name)
        if shown in self.way:
            circle = " → ".join((*self.way[self.way.index(shown) :], shown))
            raise FormulaError(f"{shown} is defined by itself: {circle}")
        other = self.with_given({}, keep_loops=True)
        other.cache = self.cache
        other.way = (*self.way, shown)
        return other

    def without_loops(self) -> Self:
        """Return the evaluator for what the notation, not the formula, says."""
        if not self.loops:
            return self
        other = self.with_given({})
        other.cache = self.cache
        return other

    def lookup(self, name: str, span: Span | None = None) -> Value:
        """Return the value of a symbol.

        Raises:
            FormulaError: it has none.
        """
        self.notes.seen.add(name)
        if name in self.loops:
            return self.loops[name]
        if name in self.given:
            return self.given[name]
        if name not in self.cache:
            self.cache[name] = self._found(name, span)
        return self.cache[name]

    def _found(self, name: str, span: Span | None) -> Value:
        if self._is_drawn(name):
            return self.sample.values[name]
        try:
            return self.without_loops().behind(name).computed(name, span)
        except BindingError as problem:
            raise FormulaError(str(problem), span) from None

    def _is_drawn(self, name: str) -> bool:
        """Tell whether the value of a symbol stands in the sample, and nothing computes it."""
        if name not in self.sample.values or name in self.local:
            return False
        declared = self.scope.symbols.get(name)
        return declared is not None and isinstance(declared.bound, Domain)

    def symbol_of(self, python: str) -> str | None:
        """Return the symbol that has a name in Python, the parameters of functions first."""
        for name in self.given:
            if python_name(name) == python:
                return name
        return self.scope.python_names.get(python)

    def computed(self, name: str, span: Span | None) -> Value:
        """Return the value that the notation, or the formula beside its chain, gives a symbol."""
        if name in self.local:
            return self.over_indices(self.local[name].indices, self.local[name].body, span)
        declared = self.scope.symbols.get(name)
        match declared.bound if declared else None:
            case Call(python=python):
                return self.python(python)
            case Formula(tex=tex):
                assert declared is not None
                return self.over_indices(declared.indices, self.tree_of(tex, declared), span)
        raise FormulaError(f"{name} has no value here", span)

    def tree_of(self, tex: str, declared: Declaration) -> Node:
        """Return the tree of a formula that the notation gives."""
        return parse_expression(tex, self.scope, (p.name for p in declared.parameters or ()))

    def over_indices(self, indices: tuple[str, ...], body: Node, span: Span | None) -> Value:
        """Return a value, or an array of the values over indices."""
        if not indices:
            return self.value(body)
        first, *rest = indices
        entries = [
            self.in_loop(first, position).over_indices(tuple(rest), body, span)
            for position in self.index_range(first, span)
        ]
        return array_of(entries)

    def python(self, python: str) -> Value:
        """Return the value of a Python expression, exact where twins allow it."""
        if self.twins is not None:
            try:
                return evaluate_exactly(python, self, self.twins, self.numbers)
            except NoTwinError:
                pass
            try:
                return self.twins.whole(python, self)
            except NoTwinError:
                self.notes.rough = True
        return evaluate(python, self, self.functions)

    # What evaluators do with nodes.

    def value(self, node: Node) -> Value:
        """Return the value of a node."""
        raise NotImplementedError

    def index_range(self, name: str, span: Span | None) -> Iterator[Value]:
        """Return all values of an index whose range is not written."""
        raise NotImplementedError
