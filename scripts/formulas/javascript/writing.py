"""Writes what a script computes as an expression of JavaScript."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction

from .expressions import Operation, Part, is_known, operations_in
from .helpers import HELPERS

SUM, PRODUCT, NEGATIVE, ATOM = range(4)
"""How tightly an expression holds together; what holds less gets brackets."""

BUILT_IN = {
    "exp": "Math.exp",
    "expm1": "Math.expm1",
    "log": "Math.log",
    "log1p": "Math.log1p",
    "sqrt": "Math.sqrt",
    "abs": "Math.abs",
    "max": "Math.max",
    "min": "Math.min",
    "arccos": "Math.acos",
    "arcsin": "Math.asin",
    "arctan": "Math.atan",
} | {name: f"Math.{name}" for name in ("cos", "sin", "tan", "cosh", "sinh", "tanh")}
"""The functions of JavaScript that a script can call."""

_RELATIONS = {
    "=": "===",
    r"\ne": "!==",
    "<": "<",
    ">": ">",
    r"\le": "<=",
    r"\ge": ">=",
    "and": "&&",
}

Written = tuple[str, int]
"""An expression, and how tightly it holds together."""


class Writer:
    """Writes operations; what is used more than once is computed once, before all else."""

    def __init__(self, parts: Iterable[Part]) -> None:
        self.lines: list[str] = []
        self.helpers: set[str] = set()
        self.symbols: set[str] = set()
        self.written: dict[Operation, Written] = {}
        parts = list(parts)
        uses = Counter(part for part in parts if isinstance(part, Operation))
        every = list(dict.fromkeys(one for part in parts for one in operations_in(part)))
        for one in every:
            uses.update(arg for arg in one.args if isinstance(arg, Operation))
        for one in every:
            self._write(one, again=uses[one] > 1)

    def text(self, part: Part, at_least: int = SUM) -> str:
        """Return the expression, in brackets where it holds together less than it has to."""
        text, tight = self._known(part) if is_known(part) else self.written[part]  # type: ignore[index]
        return text if tight >= at_least else f"({text})"

    def _write(self, one: Operation, *, again: bool) -> None:
        written = self._expression(one)
        if again and one.name not in ("symbol", "constant"):
            name = f"${len(self.lines)}"
            self.lines.append(f"{name}={written[0]}")
            written = name, ATOM
        self.written[one] = written

    def _known(self, number: Part) -> Written:
        assert isinstance(number, int | float | Fraction)
        value = int(number) if number == int(number) else float(number)
        text = str(value).removesuffix(".0")
        text = text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text
        return text, NEGATIVE if number < 0 else ATOM

    def _expression(self, one: Operation) -> Written:
        if one.name in OPERATORS:
            return OPERATORS[one.name](self, one.args)
        if one.name in _RELATIONS:
            return self._relation(_RELATIONS[one.name], one.args)
        if one.name in HELPERS:
            self.helpers.add(one.name)
        called = one.name if one.name in HELPERS else BUILT_IN[one.name]
        return f"{called}({','.join(map(self.text, one.args))})", ATOM

    def _relation(self, sign: str, args: Sequence[Part]) -> Written:
        return f"({sign.join(self.text(arg) for arg in args)})", ATOM

    def symbol(self, args: Sequence[Part]) -> Written:
        """Write what is given to the script."""
        name = str(args[0])
        self.symbols.add(name.partition("[")[0])
        return name, ATOM

    def sum(self, args: Sequence[Part]) -> Written:
        """Write a sum; what is negative is taken away."""
        text = self.text(args[0])
        for term in args[1:]:
            body = term.args[0] if _is_negative(term) else term  # type: ignore[union-attr]
            written = self.text(body, PRODUCT)
            signed = written.startswith("-")
            sign = "-" if _is_negative(term) else "+"
            text += (
                written
                if signed and sign == "+"
                else sign + (f"({written})" if signed else written)
            )
        return text, SUM

    def negative(self, args: Sequence[Part]) -> Written:
        """Write −a."""
        return f"-{self.text(args[0], ATOM)}", NEGATIVE

    def product(self, args: Sequence[Part]) -> Written:
        """Write a product."""
        left, right = args
        return f"{self.text(left, PRODUCT)}*{self.text(right, ATOM)}", PRODUCT

    def quotient(self, args: Sequence[Part]) -> Written:
        """Write a quotient."""
        over, under = args
        return f"{self.text(over, PRODUCT)}/{self.text(under, ATOM)}", PRODUCT

    def power(self, args: Sequence[Part]) -> Written:
        """Write a power."""
        base, exponent = args
        return f"{self.text(base, ATOM)}**{self.text(exponent, ATOM)}", PRODUCT

    def choice(self, args: Sequence[Part]) -> Written:
        """Write the first value whose condition holds."""
        condition, then, otherwise = map(self.text, args)
        return f"({condition}?{then}:{otherwise})", ATOM


def _is_negative(part: Part) -> bool:
    return isinstance(part, Operation) and part.name == "negative"


OPERATORS: dict[str, Callable[[Writer, Sequence[Part]], Written]] = {
    "symbol": Writer.symbol,
    "constant": lambda _, args: (str(args[0]), ATOM),
    "sum": Writer.sum,
    "negative": Writer.negative,
    "product": Writer.product,
    "quotient": Writer.quotient,
    "power": Writer.power,
    "choice": Writer.choice,
}
"""What is written with signs; all else is a call."""
