"""Whether the unit that a value is written with can be that of its logarithms."""

import ast
import math
import re
from collections.abc import Iterator
from contextlib import suppress

from scripts.common.latest import latest
from scripts.common.sources import Name, Sources
from scripts.website.asked.expressions import Expression

_BASES = {"bits": 2.0, "bit": 2.0, "nats": math.e, "nat": math.e, "hartleys": 10.0}
_NATS = re.compile(r"\bnats?\b")


def unit_fault(expression: Expression, form: str, sources: Sources) -> str:
    """Return why a value cannot have the unit of its form; nothing where it may have it.

    What mixes bases may be a quotient, such as the bits of a nat, and have either unit.
    """
    unit = form.partition(" ")[2]
    wanted = _BASES.get(unit)
    found = [*_bases(expression, sources)]
    if wanted is None or not found or wanted in (base for _, base in found):
        return ""
    name, base = found[0]
    computed = next((unit for unit, of in _BASES.items() if of == base), f"with base {base:g}")
    return f"it is written in {unit}, but {name} computes {computed}"


def _bases(expression: Expression, sources: Sources) -> Iterator[tuple[str, float]]:
    for call in ast.walk(expression.tree):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute):
            function = _function(expression.full_name(call.func), sources)
            base = _base(call, function) if function else None
            if base is not None:
                yield ast.unparse(call.func), base


def _function(name: Name, sources: Sources) -> ast.FunctionDef | None:
    """Return a function as it is written; what cannot be had is told by its value."""
    return latest(("function", *name), sources, lambda: _parsed(name, sources))


def _parsed(name: Name, sources: Sources) -> ast.FunctionDef | None:
    with suppress(LookupError):
        match ast.parse(sources.offered(*name).text).body:
            case [ast.FunctionDef() as function]:
                return function
    return None


def _base(call: ast.Call, function: ast.FunctionDef) -> float | None:
    """Return the base of the logarithms in a call; nothing where no logarithm is told of."""
    parameters = [one.arg for one in (*function.args.args, *function.args.kwonlyargs)]
    if "base" not in parameters:
        return math.e if _NATS.search(ast.get_docstring(function) or "") else None
    given = {str(keyword.arg): keyword.value for keyword in call.keywords}
    given |= dict(zip(parameters, call.args, strict=False))
    return _number(given["base"]) if "base" in given else math.e


def _number(node: ast.expr) -> float | None:
    match node:
        case ast.Constant(value=int() | float() as number):
            return float(number)
        case _:
            return None
