"""What symbols mean: the values that they may take, the code or the formula behind them.

A symbol with arguments, such as ``$H(P,Q)$``, is a function; several may share a name, and the
arguments tell which is meant.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from typing import ClassVar

from .names import python_name


class Promise(StrEnum):
    """What all values of a domain have in common; a step may hold only because of it."""

    BINARY = "0 or 1"
    ONE_HOT = "one-hot"
    SUM = "sums to 1"


@dataclass(frozen=True)
class Domain:
    """The values that a symbol may take; its fields that are texts are names of other symbols."""

    promise: ClassVar[Promise | None] = None

    @property
    def names(self) -> tuple[str, ...]:
        """The symbols that it mentions: no sizes that are written in digits."""
        fields = [value for value in vars(self).values() if isinstance(value, str | tuple)]
        texts = [[value] if isinstance(value, str) else value for value in fields]
        return tuple(name for names in texts for name in names if not name.isdigit())

    @property
    def words(self) -> str:
        """The values in words, ``$…$`` around mathematics; none where they go without saying."""
        return ""


@dataclass(frozen=True)
class Size(Domain):
    """A number of things, such as samples; a few of the sizes that are meant are tried."""

    low: int
    high: int

    @property
    def words(self) -> str:
        """What is meant: one size, or all from the smallest on."""
        return (
            f"always {self.low}"
            if self.low == self.high
            else f"any whole number from {self.low} on"
        )


@dataclass(frozen=True)
class Whole(Domain):
    """A whole number that counts nothing."""

    low: int
    high: int

    @property
    def words(self) -> str:
        """The range."""
        return f"a whole number from {self.low} to {self.high}"


@dataclass(frozen=True)
class Outcomes(Domain):
    """A set with as many outcomes as a size says."""

    size: str

    @property
    def words(self) -> str:
        """The size."""
        return f"a set of ${self.size}$ outcomes"


@dataclass(frozen=True)
class Outcome(Domain):
    """One outcome of a set."""

    sort: str

    @property
    def words(self) -> str:
        """The set."""
        return f"one of the outcomes in {_set(self.sort)}"


@dataclass(frozen=True)
class Pmf(Domain):
    """A probability mass function on one set or on pairs; positive: without zeros."""

    promise = Promise.SUM

    sorts: tuple[str, ...]
    positive: bool

    @property
    def words(self) -> str:
        """The promise."""
        of = "outcome" if len(self.sorts) == 1 else "pair of outcomes"
        some = f"one probability for each {of} in {' and '.join(map(_set, self.sorts))}"
        return f"{some}; they sum to 1{_without_zeros(self.positive)}"


@dataclass(frozen=True)
class Variable(Domain):
    """A random variable with values in a set."""

    law: str
    sort: str

    @property
    def words(self) -> str:
        """The set and the distribution."""
        return f"takes the outcomes in {_set(self.sort)} with the probabilities ${self.law}$"


@dataclass(frozen=True)
class Expectation(Domain):
    """The letter of an expectation, for those who write another one than a double-struck E."""

    @property
    def words(self) -> str:
        """What it does."""
        return "the mean over what stands in its index"


@dataclass(frozen=True, kw_only=True)
class Numbers(Domain):
    """Numbers in an array, whose axes are sizes; without axes, one number.

    Entries are counted from ``first``, which is 1 unless the notation says that it is 0.
    """

    shape: tuple[str, ...] = ()
    first: int = 1

    def _each(self, entry: str) -> str:
        if len(self.shape) == 1:
            array = f"a vector of ${self.shape[0]}$ numbers"
        else:
            array = f"a matrix of ${self.shape[0]}$ rows and ${self.shape[1]}$ columns"
        return f"{array}, each entry {entry}" if entry else array


@dataclass(frozen=True)
class Index(Numbers):
    """A position from 1 to a size, or an array of such positions."""

    of: str

    @property
    def words(self) -> str:
        """The shape and the range."""
        position = f"a whole number from 1 to ${self.of}$"
        return self._each(position) if self.shape else position


@dataclass(frozen=True, kw_only=True)
class Real(Numbers):
    """Numbers from an interval; an end of None is none; nonzero: no row is all zeros."""

    low: float | None = None
    high: float | None = None
    low_closed: bool = False
    high_closed: bool = False
    nonzero: bool = False

    @property
    def ends(self) -> tuple[float, float] | None:
        """Both ends of the interval, where it has any."""
        return None if self.low is None or self.high is None else (self.low, self.high)

    @property
    def words(self) -> str:
        """The shape and the interval."""
        if self.ends is None:
            return self._each("") if self.shape else "any real number"
        low, high = map(_end, self.ends)
        between = f"from {low} to {high}" if self.low_closed else f"between {low} and {high}"
        return self._each(between) if self.shape else f"a number {between}"


@dataclass(frozen=True, kw_only=True)
class Binary(Numbers):
    """Numbers that are 0 or 1; mixed: both occur."""

    promise = Promise.BINARY

    mixed: bool = False

    @property
    def words(self) -> str:
        """The shape and the promise."""
        return self._each("0 or 1") if self.shape else "0 or 1"


@dataclass(frozen=True, kw_only=True)
class OneHot(Numbers):
    """Rows with one 1 and otherwise 0."""

    promise = Promise.ONE_HOT

    @property
    def words(self) -> str:
        """The shape and the promise."""
        *rows, size = self.shape
        row = f"one 1 among ${size}$ entries, all others 0"
        return f"${rows[0]}$ rows, each with {row}" if rows else row


@dataclass(frozen=True, kw_only=True)
class Simplex(Numbers):
    """Rows of probabilities that sum to 1; positive: without zeros."""

    promise = Promise.SUM

    positive: bool

    @property
    def words(self) -> str:
        """The shape and the promise."""
        *rows, size = self.shape
        row = f"${size}$ probabilities"
        sums = (
            f"${rows[0]}$ rows of {row}, each row summing to 1" if rows else f"{row} that sum to 1"
        )
        return f"{sums}{_without_zeros(self.positive)}"


def _set(sort: str) -> str:
    r"""Return the name of a set as pages write it: ``\mathcal X``."""
    return f"${sort.replace('{', ' ').replace('}', '')}$"


def _without_zeros(positive: bool) -> str:
    return ", and none is 0" if positive else ""


def _end(end: float) -> str:
    return "π" if abs(end - math.pi) < 1e-9 else f"{end:g}"


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


@dataclass(frozen=True, kw_only=True)
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


@dataclass(frozen=True, kw_only=True, eq=False)
class Scope:
    """The symbols and functions that a formula may use; each is a key that trees are kept by.

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
        return replace(self, symbols=symbols, functions=functions, meanings=meanings)

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

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The names of several letters without any font, such as KL; the longest first."""
        names = {
            name.partition("_")[0] for name in (*self.symbols, *self.functions, *self.explained)
        }
        return tuple(
            sorted((n for n in names if n.isalpha() and len(n) > 1), key=len, reverse=True)
        )

    @cached_property
    def python_names(self) -> dict[str, str]:
        """The name of each symbol by its name in Python."""
        return {python_name(name): name for name in self.symbols}
