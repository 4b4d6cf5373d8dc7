"""What moves in a figure, as plain data.

A live figure is the picture at the start values, with the names of the
artists that move (``artist.set_gid("dot")``). Where each goes is said by
quantities: controls, formulas of the pages by their names, and sums,
products and quotients of these. The build translates the formulas and
compares what it gets before a page may use it; no code stands here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from math import isinf

from matplotlib.figure import Figure


class Quantity:
    """A number that changes with the controls."""

    def __add__(self, other: Amount) -> Combined:
        return Combined("+", self, other)

    def __radd__(self, other: Amount) -> Combined:
        return Combined("+", other, self)

    def __sub__(self, other: Amount) -> Combined:
        return Combined("-", self, other)

    def __rsub__(self, other: Amount) -> Combined:
        return Combined("-", other, self)

    def __mul__(self, other: Amount) -> Combined:
        return Combined("*", self, other)

    def __rmul__(self, other: Amount) -> Combined:
        return Combined("*", other, self)

    def __truediv__(self, other: Amount) -> Combined:
        return Combined("/", self, other)

    def __rtruediv__(self, other: Amount) -> Combined:
        return Combined("/", other, self)


Amount = Quantity | float
"""A number, changing or fixed."""


@dataclass(frozen=True)
class Combined(Quantity):
    """Two amounts with a sign between them: ``+ - * / >``, ``min`` or ``max``.

    What ``>`` gives is 1 or 0.
    """

    sign: str
    left: Amount
    right: Amount


def smaller(left: Amount, right: Amount) -> Combined:
    """Return the smaller of two amounts."""
    return Combined("min", left, right)


def larger(left: Amount, right: Amount) -> Combined:
    """Return the larger of two amounts."""
    return Combined("max", left, right)


def is_more(left: Amount, right: Amount) -> Combined:
    """Return 1 where the first amount is larger, and 0 otherwise."""
    return Combined(">", left, right)


def total(amounts: Sequence[Quantity]) -> Quantity:
    """Return the sum of quantities."""
    found = amounts[0]
    for amount in amounts[1:]:
        found = found + amount
    return found


@dataclass(frozen=True)
class Shown:
    """An amount in a text: with so many decimals, perhaps always a sign."""

    amount: Amount
    decimals: int = 2
    signed: bool = False


@dataclass(frozen=True)
class OneOf:
    """The words that belong to a whole number: the first to 0, and so on."""

    amount: Amount
    words: tuple[str, ...]


Text = tuple["str | Shown | OneOf", ...]
"""Words and amounts, one after another."""


@dataclass(frozen=True, kw_only=True)
class Control(Quantity):
    """What a reader moves: from ``low`` to ``high`` in steps.

    ``name`` is that of the argument of the function that draws the figure.
    Beside it stand ``words`` and ``symbol``, which is a formula; aloud its
    value is read with the words before it, and its unit behind it.
    """

    name: str
    words: str
    symbol: str = ""
    low: float
    high: float
    step: float
    start: float
    decimals: int = 2
    unit: str = ""

    @property
    def label(self) -> str:
        """What stands beside it."""
        return f"{self.words} ${self.symbol}$" if self.symbol else self.words

    @property
    def value(self) -> Text:
        """The number with its unit."""
        return (Shown(self, self.decimals), f" {self.unit}" if self.unit else "")


@dataclass(frozen=True)
class Free(Quantity):
    """What runs along a curve, or is taken from step to step."""


@dataclass(frozen=True)
class Repeated(Quantity):
    """What ``start`` becomes in some steps; ``after`` is a step from ``Free()``."""

    start: Amount
    after: Amount
    count: int


@dataclass(frozen=True)
class Listed(Quantity):
    """What code gave while the figure was drawn: the first value at 0, and so on."""

    at: Amount
    values: tuple[float, ...]


@dataclass(frozen=True)
class Sampled:
    """A vector: what an amount in terms of ``Free()`` is at ``count`` places from low to high."""

    amount: Amount
    low: float
    high: float
    count: int


@dataclass(frozen=True)
class Total(Quantity):
    """The sum of a vector."""

    vector: Sampled


Argument = Amount | Sampled | tuple["Argument", ...]
"""An amount, a vector of amounts, or a matrix by its rows."""


@dataclass(frozen=True)
class Formula(Quantity):
    """A side of a formula of the pages, counted from 0 or from the end.

    ``given`` are its symbols by their names in Python; a vector is a tuple,
    and fixes the size that ``sizes`` names. ``entry`` is the place in a
    result that is a vector.
    """

    name: str
    given: tuple[tuple[str, Argument], ...]
    side: int = -1
    sizes: tuple[tuple[str, int], ...] = ()
    entry: int | None = None


def formula(
    name: str,
    side: int = -1,
    *,
    sizes: dict[str, int] | None = None,
    entry: int | None = None,
    **given: Argument,
) -> Formula:
    """Return a side of a formula with its symbols at some amounts."""
    fixed = tuple(sorted((sizes or {}).items()))
    return Formula(name, tuple(sorted(given.items())), side, fixed, entry)


@dataclass(frozen=True, kw_only=True)
class Mark:
    """An artist that moves, by its gid; ``axes`` counts those of the figure."""

    name: str
    axes: int = 0


@dataclass(frozen=True, kw_only=True)
class Dot(Mark):
    """A marker at a point."""

    x: Amount
    y: Amount


@dataclass(frozen=True, kw_only=True)
class Shape(Mark):
    """A line through points, or an area with corners at them."""

    points: tuple[tuple[Amount, Amount], ...]
    closed: bool = False


@dataclass(frozen=True, kw_only=True)
class Label(Mark):
    """A text that moves with a point, or whose words change, or both."""

    x: Amount
    y: Amount
    text: Text = ()


@dataclass(frozen=True, kw_only=True)
class Curve(Mark):
    """A line through ``count`` points from ``low`` to ``high``; y is in terms of ``Free()``.

    With a ``base`` it is the area between the line and that height.
    """

    y: Amount
    low: float
    high: float
    count: int
    base: Amount | None = None


@dataclass(frozen=True, kw_only=True)
class Steps(Mark):
    """A line over 0, 1, … ``count``: y is in terms of what ``start`` has become by then."""

    start: Amount
    after: Amount
    y: Amount
    count: int


def box(
    name: str, left: Amount, bottom: Amount, right: Amount, top: Amount, axes: int = 0
) -> Shape:
    """Return a rectangle, with its corners in the order of matplotlib's bars."""
    corners = ((left, bottom), (right, bottom), (right, top), (left, top))
    return Shape(name=name, axes=axes, points=corners, closed=True)


@dataclass(frozen=True, kw_only=True)
class Handle:
    """A point of the picture that a reader takes hold of.

    Its control goes to the step that brings the point nearest to the
    finger; ``axes`` counts those of the figure.
    """

    control: Control
    x: Amount
    y: Amount
    axes: int = 0


@dataclass(frozen=True, kw_only=True)
class Live:
    """A figure at its start values, and what moves in it.

    ``says`` are sentences beside the controls. ``handles`` are dragged by
    the points that they name. ``drag`` names a control that follows the
    pointer wherever it is in the picture, along the x axis of axes 0.
    """

    figure: Figure
    controls: tuple[Control, ...]
    marks: tuple[Mark, ...]
    says: tuple[Text, ...] = ()
    handles: tuple[Handle, ...] = ()
    drag: str = ""


def write(value: float, decimals: int = 2, *, signed: bool = False) -> str:
    """Return a number as the moving figure writes it."""
    if isinf(value):
        return "∞" if value > 0 else "−∞"
    digits = Decimal(value).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    text = f"{digits:+f}" if signed else f"{digits:f}"
    if not float(digits):
        text = text.lstrip("+-")
    return text.replace("-", "−")
