r"""Damages formulas on purpose: not as a pen slips, but as somebody would who wants to get through.

Each kind is false where a checker does not look by itself: at sizes that are not drawn, far out, at
a corner, where a formula was never checked, in words that are not read, in notation that was turned
round.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from ..evaluation.needs import is_place
from ..evaluation.targets import target_of
from ..language import tree
from ..language.names import python_name
from ..language.notation import Call, Declaration, Real, Size
from .edits import Edit, Source

WORDS = (
    r"\text{ never }",
    r"\text{ not }",
    r"\mbox{ minus }",
    r"\textrm{ twice }",
    r"\text{$-$}",
    r"\overset{\text{not}}",
    r"\stackrel{2}",
)
"""What may stand before or over a relation, and turns it into another one."""

LAST_WORDS = (
    r"\text{ times two}",
    r"\text{ squared}",
    r"\text{, never}",
    r"\text{ + 1}",
    r"\textrm{ per }N",
    r"\quad\text{negative}\ 1",
)
"""What may stand behind a side, and says more than the side."""

FAR = 12
"""Beyond what is drawn; a few points are tried farther out."""

_BARS = ("|", r"\mid")
_IN_FONT = r"(?:\\[A-Za-z]+\s*\{[^{}]*\}|\\?[A-Za-z]+)"


# Where nobody looks.


def condition_lost(source: Source) -> Iterator[Edit]:
    """H(X) for H(X|Y), values in fewer cases, and a formula without what it is claimed for."""
    end_of_chain = source.chain.sides[-1].span[1]
    for condition in source.chain.conditions:
        before = source.tex[end_of_chain : max(end_of_chain, condition.span[0])]
        if before:
            is_open = before.count("(") > before.count(")")
            yield Edit((end_of_chain, condition.span[1] + is_open), "")
    for node in source:
        if isinstance(node, tree.App):
            bars = [at for at, sign in enumerate(node.separators) if sign in _BARS]
            end = source.tex.find(")", node.args[-1].span[1])
            if bars and end >= 0:
                yield Edit((node.args[bars[0]].span[1], end), "")
        elif isinstance(node, tree.Cases):
            for (one, _), (two, _) in pairwise(node.branches):
                yield Edit((one.span[0], two.span[0]), "")


def size_widened(source: Source) -> Iterator[Edit]:
    """Make a side wrong at all sizes but those that are drawn."""
    for name in _free(source):
        domain = source.scope.domain(name)
        if isinstance(domain, Size) and domain.low < domain.high:
            factors = "".join(f"({name}-{k})" for k in range(domain.low, domain.high + 1))
            yield from _times(source, f"1+{factors}")


def reach_widened(source: Source) -> Iterator[Edit]:
    """Make a side wrong far from 0."""
    for name in _numbers(source):
        domain = source.scope.domain(name)
        if isinstance(domain, Real) and domain.low is None:
            yield from _times(source, rf"1+\max(0,{name}-{FAR})")
            yield from _times(source, rf"1+\max(0,-{name}-{FAR})")


def corner_added(source: Source) -> Iterator[Edit]:
    """Take the slope of |z| for one of its sides: at 0 there is none."""
    for name in _numbers(source):
        domain = source.scope.domain(name)
        if isinstance(domain, Real) and (domain.low is None or domain.low < 0):
            slope = rf"\frac{{\partial}}{{\partial {name}}}|{name}|"
            cases = (
                rf"\begin{{cases}} 1 & \text{{if }} {name}>0, \\ -1 & \text{{otherwise}}"
                r" \end{cases}"
            )
            yield from _times(source, f"1+{slope}-{cases}")


def checked_elsewhere(source: Source) -> Iterator[Edit]:
    """Make a side wrong beyond some values, and let a formula stand beside it that is right there.

    Where that one stood in for the code, both sides would be the same.
    """
    if target_of(source.chain.sides[0], source.scope) is None or len(source.chain.sides) != 2:
        return
    for name in _numbers(source):
        declared = source.scope.symbols[name]
        assert isinstance(declared.bound, Real)
        low, high = declared.bound.ends or (-1, 1)
        middle = (low + high) / 2
        half = replace(declared.bound, low=low, high=middle, low_closed=False, high_closed=False)
        for edit in _times(source, rf"1+\max(0,{name}-{middle:g})"):
            yield replace(edit, narrow=(replace(declared, bound=half),))


def words_for_a_sign(source: Source) -> Iterator[Edit]:
    """Say in words what changes a formula: whoever reads over them reads another one."""
    for node in source:
        if isinstance(node, tree.Add | tree.Sub):
            sign, word = ("+", "plus") if isinstance(node, tree.Add) else ("-", "minus")
            if at := source.sign_between(node.left, node.right, sign):
                yield Edit(at, rf"\text{{ {word} }}")
        elif isinstance(node, tree.Neg) and (sign_at := source.tex.find("-", *node.span)) >= 0:
            yield Edit((sign_at, sign_at + 1), r"\text{minus }")
        elif isinstance(node, tree.Num):
            yield Edit(node.span, rf"\text{{{node.text}}}")
    sides = source.chain.sides
    steps = zip(sides, source.chain.relations, sides[1:], strict=False)
    for places, (left, relation, right) in enumerate(steps):
        if around := source.sign_between(left, right, relation):
            word = WORDS[places % len(WORDS)]
            over = word.startswith((r"\overset", r"\stackrel"))
            text = f"{word}{{{relation}}}" if over else f"{word}{relation}"
            yield Edit(around, f"{text} ")
        yield Edit((right.span[1], right.span[1]), LAST_WORDS[places % len(LAST_WORDS)])


def notation_rebound(source: Source) -> Iterator[Edit]:
    """Turn the arguments of a function round, in the notation and in the formula alike."""
    first, *others = source.chain.sides
    for declared in _functions_of(first, source):
        turned = _turned(declared)
        names = [parameter.name for parameter in declared.parameters or ()]
        if turned is None or len(names) != 2:
            continue
        span = (others[0].span[0], others[-1].span[1])
        yield Edit(span, _exchanged(others, names, source, span), notation=(turned,))


# What the attacks share.


def _free(source: Source) -> list[str]:
    used = {node.name for node in source.of(tree.Sym)}
    bound = {n.variable for n in source if isinstance(n, tree.Big | tree.Integral | tree.Lim)}
    return sorted(used - bound)


def _numbers(source: Source) -> list[str]:
    """Return the symbols that are single real numbers."""
    domains = {name: source.scope.domain(name) for name in _free(source)}
    return [name for name, d in domains.items() if isinstance(d, Real) and not d.shape]


def _times(source: Source, factor: str) -> Iterator[Edit]:
    """Multiply the last side, where that is claimed to equal the one before it."""
    side = source.chain.sides[-1]
    is_extreme = any(is_place(one, source.scope) for one in source.chain.sides)
    if source.chain.relations[-1] == "=" and source.text(side) != "0" and not is_extreme:
        yield Edit(side.span, rf"\biggl({source.text(side)}\biggr)\biggl({factor}\biggr)")


def _functions_of(side: tree.Node, source: Source) -> Iterator[Declaration]:
    """Yield the function that a side is nothing but a call of."""
    if isinstance(side, tree.App):
        for declared in source.scope.functions.get(side.name, ()):
            if declared.separators == side.separators:
                yield declared


def _turned(declared: Declaration) -> Declaration | None:
    """Return a declaration whose call has its two arguments the other way round."""
    if not isinstance(declared.bound, Call):
        return None
    call = ast.parse(declared.bound.python, mode="eval").body
    own = {python_name(parameter.name) for parameter in declared.parameters or ()}
    if not isinstance(call, ast.Call) or {ast.unparse(arg) for arg in call.args} != own:
        return None
    call.args.reverse()
    return replace(declared, bound=Call(ast.unparse(call)))


def _exchanged(
    sides: list[tree.Node], names: list[str], source: Source, span: tuple[int, int]
) -> str:
    """Return the text of some sides, one of two names where the other was."""
    other = dict(zip(names, reversed(names), strict=True))
    starts = {
        node.span[0]: node.name
        for side in sides
        for node in tree.walk(side)
        if isinstance(node, tree.Sym | tree.App) and node.name in other
    }
    text = source.tex
    for start, name in sorted(starts.items(), reverse=True):
        written = re.compile(_IN_FONT).match(text, start)
        if written:
            text = f"{text[:start]}{other[name]} {text[written.end() :]}"
    return text[span[0] : len(text) - (len(source.tex) - span[1])]


ATTACKS = {
    "condition lost": condition_lost,
    "size widened": size_widened,
    "reach widened": reach_widened,
    "corner added": corner_added,
    "checked elsewhere": checked_elsewhere,
    "words for a sign": words_for_a_sign,
    "notation rebound": notation_rebound,
}
"""The kinds of attack by their names."""

READ_OVER = "words for a sign"
"""The kind whose mutants may read like the formula itself: that is what is wrong with them."""
