"""What symbols mean: the values that they may take, the code or the formula behind them.

A symbol with arguments, such as ``$H(P,Q)$``, is a function; several may share a name, and the
arguments tell which is meant.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from .names import python_name


@dataclass(frozen=True)
class Domain:
    """The values that a symbol may take."""


@dataclass(frozen=True)
class Size(Domain):
    """A number of things, such as samples."""

    low: int
    high: int


@dataclass(frozen=True)
class Whole(Domain):
    """A whole number that counts nothing."""

    low: int
    high: int


@dataclass(frozen=True)
class Index(Domain):
    """A position from 1 to a size, or an array of such positions."""

    of: str
    shape: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outcomes(Domain):
    """A set with as many outcomes as a size says."""

    size: str


@dataclass(frozen=True)
class Outcome(Domain):
    """One outcome of a set."""

    sort: str


@dataclass(frozen=True)
class Pmf(Domain):
    """A probability mass function on one set or on pairs; positive: without zeros."""

    sorts: tuple[str, ...]
    positive: bool


@dataclass(frozen=True)
class Variable(Domain):
    """A random variable with values in a set."""

    law: str
    sort: str


@dataclass(frozen=True)
class Real(Domain):
    """Numbers from an interval; an end of None is none; nonzero: no row is all zeros."""

    low: float | None = None
    high: float | None = None
    low_closed: bool = False
    high_closed: bool = False
    shape: tuple[str, ...] = ()
    nonzero: bool = False


@dataclass(frozen=True)
class Binary(Domain):
    """Numbers that are 0 or 1; mixed: both occur."""

    shape: tuple[str, ...] = ()
    mixed: bool = False


@dataclass(frozen=True)
class OneHot(Domain):
    """Rows with one 1 and otherwise 0."""

    shape: tuple[str, ...]


@dataclass(frozen=True)
class Simplex(Domain):
    """Rows of probabilities that sum to 1; positive: without zeros."""

    shape: tuple[str, ...]
    positive: bool


@dataclass(frozen=True)
class Call:
    """A Python expression that computes the symbol."""

    python: str


@dataclass(frozen=True)
class Formula:
    """A formula that defines the symbol."""

    tex: str


@dataclass(frozen=True)
class Parameter:
    """An argument of a declared function; a square stands for its root: the s of ``s^2``."""

    name: str
    is_square: bool = False


@dataclass(frozen=True)
class Declaration:
    """One line of notation: what a symbol is.

    ``parameters`` are those of a function and None for a symbol without arguments; ``indices``
    are those that the line itself uses, as in ``$f_c$ := …``. A symbol that the table only
    explains is bound to nothing.
    """

    tex: str
    name: str
    bound: Domain | Call | Formula | None
    parameters: tuple[Parameter, ...] | None = None
    separators: tuple[str, ...] = ()
    indices: tuple[str, ...] = ()
    meaning: str = ""
    file: str = ""
    line: int = 0

    @property
    def text(self) -> str:
        """The line in a fixed form: equal lines have equal texts."""
        return f"{self.name}|{self.parameters}|{self.separators}|{self.indices}|{self.bound}"


@dataclass(frozen=True)
class Scope:
    """The symbols and functions that a formula may use.

    ``meanings`` are the words of the table; ``explained`` are the names that it has, each with the
    separators between its arguments: enough for a sentence, too little to compute with.
    """

    symbols: dict[str, Declaration] = field(default_factory=dict)
    functions: dict[str, tuple[Declaration, ...]] = field(default_factory=dict)
    meanings: dict[str, str] = field(default_factory=dict)
    explained: dict[str, frozenset[tuple[str, ...]]] = field(default_factory=dict)
    log_base: str = "e"

    def extended(self, declarations: Sequence[Declaration]) -> Scope:
        """Return a scope in which later declarations hide earlier ones.

        A function hides a computed symbol of its name, and the other way round: J(θ) is another J.
        """
        symbols, functions = dict(self.symbols), dict(self.functions)
        for declared in declarations:
            if declared.bound is None:
                continue
            if declared.parameters is None:
                symbols[declared.name] = declared
                if declared.name in self.functions and not isinstance(declared.bound, Domain):
                    functions[declared.name] = ()
            else:
                earlier = functions.get(declared.name, ())
                functions[declared.name] = (declared, *earlier)
                if not isinstance(getattr(self.symbols.get(declared.name), "bound", None), Domain):
                    symbols.pop(declared.name, None)
        functions = {name: declared for name, declared in functions.items() if declared}
        meanings = self.meanings | {d.name: d.meaning for d in declarations if d.meaning}
        return Scope(symbols, functions, meanings, self.explained, self.log_base)

    def explaining(self, declarations: Sequence[Declaration]) -> Scope:
        """Return the scope with further names that the table explains."""
        explained = dict(self.explained)
        for declared in declarations:
            earlier = explained.get(declared.name, frozenset())
            forms = () if declared.parameters is None else (declared.separators,)
            explained[declared.name] = earlier | frozenset(forms)
        return replace(self, explained=explained)

    def domain(self, name: str) -> Domain | None:
        """Return the values of a symbol, where it has any of its own."""
        declared = self.symbols.get(name)
        bound = declared.bound if declared else None
        return bound if isinstance(bound, Domain) else None

    def size_of_sort(self, sort: str) -> str | None:
        """Return the size that counts the outcomes of a set."""
        domain = self.domain(sort)
        return domain.size if isinstance(domain, Outcomes) else None

    @cached_property
    def python_names(self) -> dict[str, str]:
        """The name of each symbol by its name in Python."""
        return {python_name(name): name for name in self.symbols}
