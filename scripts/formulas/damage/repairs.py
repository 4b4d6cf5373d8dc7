r"""Suggests what was meant by a formula that does not hold: damage backwards.

A slip of the pen is undone by another slip. So a false formula is damaged once more, at the step
that fails, in the ways in which formulas are damaged and in some that put back what was lost. If
one or few of the results hold, they are offered: "did you mean …".
"""

import time
from collections.abc import Iterator
from dataclasses import replace

from ..checks.doubts import Cause, Doubt
from ..evaluation.twins import TwinTable
from ..language import tree
from ..language.notation import Size
from ..language.parser import parse
from ..language.tokens import FormulaError, Span
from ..reading.documents import Written
from .damages import DAMAGES, damaged, mutants, twins_with
from .edits import Damage, Edit, Mutant, Source

SECONDS = 1.5
"""How long to look for a repair: an author waits for the message."""

FEW_SAMPLES = 3
ENOUGH_SAMPLES = 12
MOST = 3
"""More suggestions than these are none."""


def with_hint(
    doubt: Doubt,
    formula: Written,
    twins: TwinTable,
    package: str = "snippets",
    *,
    seconds: float = SECONDS,
) -> Doubt:
    """Return the doubt with what was perhaps meant."""
    found = repairs(doubt, formula, twins, package, seconds=seconds)
    return replace(doubt, suggestions=tuple(map(_changed_line, found)))


def repairs(
    doubt: Doubt,
    formula: Written,
    twins: TwinTable,
    package: str = "snippets",
    *,
    seconds: float = SECONDS,
) -> list[Mutant]:
    """Return small changes with which a formula holds: none if there are none or too many."""
    until = time.process_time() + seconds
    found: list[Mutant] = []
    for mutant in _candidates(doubt, formula):
        if time.process_time() > until:
            break
        if _holds(damaged(formula, mutant), twins, package):
            found.append(mutant)
        if len(found) > MOST:
            return []
    return found


def _holds(formula: Written, twins: TwinTable, package: str) -> bool:
    from ..checks.formula import check

    for samples in (FEW_SAMPLES, ENOUGH_SAMPLES):
        try:
            found = check(formula, package, samples=samples, twins=twins_with(twins, formula))
        except (ArithmeticError, LookupError, RecursionError, TypeError, ValueError):
            return False
        # With few points an inequality may look loose.
        if isinstance(found, Doubt) and found.cause is not Cause.LOOSE:
            return False
    return not isinstance(found, Doubt)


def _candidates(doubt: Doubt, formula: Written) -> list[Mutant]:
    """Return the changes to try, the likeliest first: at the step that fails, right side first."""
    try:
        found = mutants(formula, REPAIRS)
        sides = parse(formula.tex, formula.scope).sides
    except FormulaError:
        return []
    if not 0 < doubt.step < len(sides):
        return sorted(found, key=lambda mutant: not _within(mutant.edit.span, doubt.spot))
    left, right = sides[doubt.step - 1].span, sides[doubt.step].span
    near = [m for m in found if _within(m.edit.span, right)]
    return near + [m for m in found if _within(m.edit.span, left) and m not in near]


def _within(span: Span, place: Span) -> bool:
    return place[0] <= span[0] and span[1] <= place[1]


def _changed_line(mutant: Mutant) -> str:
    at = mutant.edit.span[0]
    start = mutant.tex.rfind("\n", 0, at) + 1
    end = mutant.tex.find("\n", at)
    return mutant.tex[start : end if end >= 0 else len(mutant.tex)].strip()


# What puts back what was lost.


def _sign_at_a_side(source: Source) -> Iterator[Edit]:
    for side in source.chain.sides:
        yield Edit((side.span[0], side.span[0]), "-")


def _mean_missing(source: Source) -> Iterator[Edit]:
    sizes = sorted({n.name for n in source.of(tree.Sym) if _is_size(n, source)})
    sizes += [
        size for size in ("N",) if size not in sizes and isinstance(source.scope.domain(size), Size)
    ]
    for node in source:
        if isinstance(node, tree.Big) and node.kind == "sum":
            for size in sizes:
                yield Edit((node.span[0], node.span[0]), rf"\frac1{{{size}}}")


def _is_size(node: tree.Sym, source: Source) -> bool:
    return isinstance(source.scope.domain(node.name), Size)


def _factor_missing(source: Source) -> Iterator[Edit]:
    sizes = {n.name for n in source.of(tree.Sym) if _is_size(n, source)} | {"N"}
    known = sorted(size for size in sizes if isinstance(source.scope.domain(size), Size))
    factors = [r"\tfrac12 ", "2", *(rf"\frac{{{n}}}{{{size}}}" for size in known for n in (1, 2))]
    sides = [side.body if isinstance(side, tree.Neg) else side for side in source.chain.sides]
    for node in source:
        if isinstance(node, tree.Big | tree.App | tree.Div) or node in sides:
            for factor in factors:
                yield Edit((node.span[0], node.span[0]), factor)


def _function_missing(source: Source) -> Iterator[Edit]:
    for node in source:
        if isinstance(node, tree.App | tree.Div):
            yield Edit((node.span[0], node.span[0]), r"\log ")


def _sum_of_exps(source: Source) -> Iterator[Edit]:
    for node in source:
        if isinstance(node, tree.Fn) and node.name == "exp" and isinstance(node.arg, tree.Big):
            head = source.tex[node.arg.span[0] : node.arg.body.span[0]].lstrip("([")
            head = head[head.find("\\sum") :] if "\\sum" in head else head
            yield Edit(node.span, f"{head}e^{{{source.text(node.arg.body)}}}")


def _square_missing(source: Source) -> Iterator[Edit]:
    for node in source:
        if isinstance(node, tree.Norm) or (
            isinstance(node, tree.Sub) and source.text(node)[-1:] in ")]"
        ):
            yield Edit((node.span[1], node.span[1]), "^2")


def _transpose_missing(source: Source) -> Iterator[Edit]:
    for node in source:
        if isinstance(node, tree.Sym | tree.Idx):
            yield Edit((node.span[1], node.span[1]), r"^\top ")


def _brackets_missing(source: Source) -> Iterator[Edit]:
    """-(a+b) for -a+b, up to the end of the side."""
    for side in source.chain.sides:
        text = source.tex[slice(*side.span)]
        if text.startswith("-"):
            yield Edit(side.span, f"-({text[1:].strip()})")


REPAIRS: dict[str, Damage] = {
    "sign missing": _sign_at_a_side,
    **{
        kind: DAMAGES[kind]
        for kind in (
            "sign dropped", "sign flipped", "arguments swapped", "quotient inverted",
            "base of log changed", "1- added", "1- dropped", "cases swapped", "exp of sum",
            "relation changed", "bound wrong", "opposite",
        )
    },
    "sum of exps": _sum_of_exps,
    "mean missing": _mean_missing,
    "factor missing": _factor_missing,
    "function missing": _function_missing,
    "square missing": _square_missing,
    "transpose missing": _transpose_missing,
    "brackets missing": _brackets_missing,
    **{
        kind: DAMAGES[kind]
        for kind in (
            "term dropped", "number changed", "index wrong", "function dropped",
            "exponent changed", "factor dropped", "symbol replaced", "operands swapped",
            "sign added",
        )
    },
}  # fmt: skip
"""The changes to try, the likeliest first."""
