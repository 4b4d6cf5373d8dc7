"""What a formula can say. Every node keeps its span in the source; equality ignores it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields, replace

from .tokens import Span


@dataclass(frozen=True)
class Node:
    """A part of a formula."""

    span: Span = field(compare=False)


@dataclass(frozen=True)
class Num(Node):
    """A number as it is written: ``0.25``."""

    text: str


@dataclass(frozen=True)
class Const(Node):
    """``e``, ``pi`` or ``infinity``."""

    name: str


@dataclass(frozen=True)
class Sym(Node):
    """A declared symbol, or one that a sum or a derivative binds."""

    name: str


@dataclass(frozen=True)
class Idx(Node):
    """Entries of an array: ``y_{ic}``."""

    base: Node
    indices: tuple[Node, ...]


@dataclass(frozen=True)
class App(Node):
    """A declared function, a distribution or its law applied to arguments."""

    name: str
    separators: tuple[str, ...]
    args: tuple[Node, ...]


@dataclass(frozen=True)
class FnRef(Node):
    """A declared function without its arguments, as in ``dσ/dz``."""

    name: str


@dataclass(frozen=True)
class Fn(Node):
    """An elementary function; ``base`` is that of a logarithm."""

    name: str
    arg: Node
    base: Node | None = None


@dataclass(frozen=True)
class Neg(Node):
    """−a."""

    body: Node


@dataclass(frozen=True)
class Pair(Node):
    """Two parts with a sign between them."""

    left: Node
    right: Node


class Add(Pair):
    """a + b."""


class Sub(Pair):
    """a − b."""


class Mul(Pair):
    """A product, written with a dot or without a sign."""


class Had(Pair):
    """An elementwise product."""


class Div(Pair):
    """A quotient."""


@dataclass(frozen=True)
class Pow(Node):
    """A power."""

    base: Node
    exponent: Node


@dataclass(frozen=True)
class Tr(Node):
    """A transposed vector or matrix."""

    body: Node


@dataclass(frozen=True)
class Big(Node):
    """A sum, product, maximum or minimum over an index or over outcomes.

    The range goes from ``lower`` to ``upper``, or over the set ``over``, or, where neither is
    written, over all values of the index; ``conditions`` leave some of them out.
    """

    kind: str
    variable: str
    lower: Node | None
    upper: Node | None
    over: Node | None
    conditions: tuple[Node, ...]
    body: Node


@dataclass(frozen=True)
class Integral(Node):
    """An integral over one number; without ends, over all values that the number may have."""

    variable: str
    lower: Node | None
    upper: Node | None
    body: Node


@dataclass(frozen=True)
class Matrix(Node):
    """Entries that are written out; one column of them is a vector."""

    rows: tuple[tuple[Node, ...], ...]


@dataclass(frozen=True)
class MaxMin(Node):
    """The largest or smallest of the listed values."""

    kind: str
    args: tuple[Node, ...]


@dataclass(frozen=True)
class Arg(Node):
    """Where a function is largest or smallest."""

    kind: str
    variable: str
    body: Node


@dataclass(frozen=True)
class Lim(Node):
    """A limit; ``side`` is ``+``, ``-`` or nothing."""

    variable: str
    target: Node
    side: str
    body: Node


@dataclass(frozen=True)
class Expect(Node):
    """An expectation, over an outcome with a law or over the random variable within."""

    variable: str
    law: str
    body: Node


@dataclass(frozen=True)
class Cases(Node):
    """Values with their conditions; a condition of None means otherwise."""

    branches: tuple[tuple[Node, Node | None], ...]


@dataclass(frozen=True)
class Deriv(Node):
    """A derivative with respect to each of the variables in turn."""

    body: Node
    variables: tuple[Node, ...]


@dataclass(frozen=True)
class Prime(Node):
    """The derivative of a function of one argument: ``σ'(z)``."""

    name: str
    order: int
    arg: Node


@dataclass(frozen=True)
class Grad(Node):
    """A gradient, or for order 2 a Hessian."""

    variable: Node
    order: int
    body: Node


@dataclass(frozen=True)
class Abs(Node):
    """An absolute value."""

    body: Node


@dataclass(frozen=True)
class Norm(Node):
    """The length of a vector; order 1, 2 or infinity."""

    order: str
    body: Node


class Delta(Pair):
    """1 where two indices are equal, otherwise 0."""


@dataclass(frozen=True)
class Ind(Node):
    """1 where a condition holds, otherwise 0."""

    condition: Node


@dataclass(frozen=True)
class Diag(Node):
    """A matrix with a vector on its diagonal."""

    body: Node


@dataclass(frozen=True)
class Rel(Node):
    """A relation between two sides."""

    relation: str
    left: Node
    right: Node


@dataclass(frozen=True)
class Interval(Node):
    """All numbers between two, with or without the ends."""

    lower: Node
    upper: Node
    left_closed: bool
    right_closed: bool


@dataclass(frozen=True)
class SetOf(Node):
    """A set of listed values."""

    members: tuple[Node, ...]


@dataclass(frozen=True)
class Tup(Node):
    """Values in brackets, one after another."""

    parts: tuple[Node, ...]


@dataclass(frozen=True)
class Dots(Node):
    """And so on."""


@dataclass(frozen=True)
class Brace(Node):
    """A part of a formula with what it equals written below."""

    body: Node
    label: Node


@dataclass(frozen=True)
class Chain(Node):
    """Sides with the relations between them, and what is said beside them.

    ``beside`` are definitions such as ``m = max z``; ``conditions`` have to hold, such as
    ``θ ∈ [0, π]``; ``notes`` are the remarks in the margin; ``claims`` are the relations that the
    display claims besides. It is claimed for all values of its symbols, or, if there are names in
    ``exist``, for some values of these; ``is_for_all`` tells that a condition or “for all” says so.
    ``others`` are further formulas of the display, where each
    has conditions of its own.
    """

    sides: tuple[Node, ...]
    relations: tuple[str, ...]
    beside: tuple[Rel, ...] = ()
    notes: tuple[str, ...] = ()
    claims: tuple[Rel, ...] = ()
    conditions: tuple[Rel, ...] = ()
    exist: tuple[str, ...] = ()
    is_for_all: bool = False
    others: tuple[Chain, ...] = ()

    @property
    def formulas(self) -> tuple[Chain, ...]:
        """The formulas of the display, each with the conditions that it has."""
        return replace(self, others=()), *self.others


def same(one: object, other: object) -> bool:
    """Tell whether two nodes say the same, wherever they stand."""
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(same, one, other))
    if not isinstance(one, Node) or type(one) is not type(other):
        return one == other
    parts = (part.name for part in fields(one) if part.name != "span")
    return all(same(getattr(one, name), getattr(other, name)) for name in parts)


def children(node: Node) -> Iterator[Node]:
    """Yield the nodes directly within a node."""
    for part in fields(node):
        yield from _nodes_in(getattr(node, part.name))


def walk(node: Node) -> Iterator[Node]:
    """Yield a node and all nodes within it."""
    yield node
    for child in children(node):
        yield from walk(child)


def _nodes_in(value: object) -> Iterator[Node]:
    if isinstance(value, Node):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _nodes_in(part)
