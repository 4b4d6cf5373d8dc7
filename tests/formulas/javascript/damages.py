"""Small damages to what translates formulas."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from scripts.formulas.javascript import care, writing
from scripts.formulas.javascript.helpers import HELPERS
from scripts.formulas.javascript.writing import OPERATORS, Written

Damage = Callable[[pytest.MonkeyPatch], None]


def rules_left_out() -> Iterator[tuple[str, Damage]]:
    """Yield the loss of each rule of care."""
    for operation, rules in care.RULES.items():
        for rule in rules:
            kept = tuple(other for other in rules if other is not rule)

            def leave_out(patch: pytest.MonkeyPatch, of: str = operation, kept: Any = kept) -> None:
                patch.setitem(care.RULES, of, kept)

            yield f"{operation} without {rule.__name__.lstrip('_')}", leave_out


@dataclass(frozen=True)
class Changed:
    """A text in which one part is another."""

    name: str
    old: str
    new: str


CHANGED_HELPERS = [
    Changed("times", "?0:", "?1:"),
    Changed("times", "(a===0&&b===-Infinity)", "false"),
    Changed("logsumexp", "log1p(s)", "log1p(2*s)"),
    Changed("logsumexp", "Math.exp(v-m)", "Math.exp(v)"),
    Changed("share", "s+Math", "s-Math"),
    Changed("logratio", "Math.log1p((a-b)/b)", "Math.log(a/b)"),
    Changed("logratio", "Math.log(a/b)", "Math.log(b/a)"),
    Changed("less", "1-y-q", "p-y"),
    Changed("less", ":p-y", ":q-y"),
    Changed("place", "max", "min"),
    Changed("entry", "i-1", "i-2"),
]


def helpers_changed() -> Iterator[tuple[str, Damage]]:
    """Yield each helper with a small change in it."""
    for one in CHANGED_HELPERS:
        assert one.old in HELPERS[one.name], one

        def change(patch: pytest.MonkeyPatch, one: Changed = one) -> None:
            patch.setitem(HELPERS, one.name, HELPERS[one.name].replace(one.old, one.new))

        yield f"{one.name}: {one.new} for {one.old}", change


SIGNS = [
    *(("sum", "+", "-"), ("sum", "-", "+"), ("negative", "-", ""), ("product", "*", "+")),
    *(("quotient", "/", "*"), ("power", "**", "*"), ("choice", "?", "?0&&")),
]


def signs_changed() -> Iterator[tuple[str, Damage]]:
    """Yield each operator written with another sign."""
    for operator, old, new in SIGNS:
        write = OPERATORS[operator]

        def written(
            writer: Any, args: Any, write: Any = write, o: str = old, n: str = new
        ) -> Written:
            text, tight = write(writer, args)
            return text.replace(o, n), tight

        def change(patch: pytest.MonkeyPatch, of: str = operator, by: Any = written) -> None:
            patch.setitem(OPERATORS, of, by)

        yield f"{operator}: '{new}' for '{old}'", change


def functions_changed() -> Iterator[tuple[str, Damage]]:
    """Yield functions of JavaScript taken for others."""
    for name, other in (("expm1", "exp"), ("log1p", "log"), ("max", "min")):

        def change(patch: pytest.MonkeyPatch, name: str = name, other: str = other) -> None:
            patch.setitem(writing.BUILT_IN, name, f"Math.{other}")

        yield f"{other} for {name}", change


def damages() -> dict[str, Damage]:
    """Return all damages by their names."""
    return dict([*rules_left_out(), *helpers_changed(), *signs_changed(), *functions_changed()])
