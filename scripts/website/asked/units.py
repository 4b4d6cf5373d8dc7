"""Whether the unit that a value is written with can be that of its logarithms."""

import ast
import inspect
import math
import re
from collections.abc import Callable, Iterator
from typing import Any

from scripts.website.asked.expressions import Expression, calls

_BASES = {"bits": 2.0, "bit": 2.0, "nats": math.e, "nat": math.e, "hartleys": 10.0}
_NATS = re.compile(r"\bnats?\b")


def unit_fault(expression: Expression, form: str) -> str:
    """Return why a value cannot have the unit of its form; nothing where it may have it.

    What mixes bases may be a quotient, such as the bits of a nat, and have either unit.
    """
    unit = form.partition(" ")[2]
    wanted = _BASES.get(unit)
    found = [*_bases(expression)]
    if wanted is None or not found or wanted in (base for _, base in found):
        return ""
    name, base = found[0]
    computed = next((unit for unit, of in _BASES.items() if of == base), f"with base {base:g}")
    return f"it is written in {unit}, but {name} computes {computed}"


def _bases(expression: Expression) -> Iterator[tuple[str, float]]:
    for call, function in calls(expression):
        base = _base(call, function)
        if base is not None:
            yield ast.unparse(call.func), base


def _base(call: ast.Call, function: Callable[..., Any]) -> float | None:
    """Return the base of the logarithms in a call; nothing where no logarithm is told of."""
    parameters = list(inspect.signature(function).parameters)
    if "base" not in parameters:
        return math.e if _NATS.search(function.__doc__ or "") else None
    given = {str(keyword.arg): keyword.value for keyword in call.keywords}
    given |= dict(zip(parameters, call.args, strict=False))
    base = given.get("base")
    return math.e if base is None else _number(base)


def _number(node: ast.expr) -> float | None:
    match node:
        case ast.Constant(value=int() | float() as number):
            return float(number)
        case _:
            return None
