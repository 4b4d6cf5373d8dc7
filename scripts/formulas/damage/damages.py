r"""Damages formulas: what a slip of the pen makes of them, to see whether the checker notices.

Every kind of damage is a small function that yields edits: a place in the TeX and what stands
there instead. The places come from the tree of the formula, so that a mutant is again a formula
that can be read, and a false one unless the damage changes nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from ..evaluation.targets import twin_table
from ..evaluation.twins import Twin, TwinTable
from ..language import tree
from ..language.notation import Index, Pmf, Scope, Size
from ..language.parser import parse
from ..language.tokens import FormulaError, Span
from ..reading.documents import Written
from .attacks import ATTACKS, READ_OVER
from .edits import DELIMITER, Damage, Edit, Mutant, Source

_RELATIONS = {r"\le": (r"\ge", "<", "="), r"\ge": (r"\le", ">", "="), "<": (">",), ">": ("<",)}
_OPPOSITES = {
    r"\max": r"\min",
    r"\min": r"\max",
    r"\cos": r"\sin",
    r"\sum": r"\prod",
    r"\prod": r"\sum",
}
_BLANKS = r"(?:\s|\\[,;:!]|&)*"


def mutants(formula: Written, damages: "dict[str, Damage] | None" = None) -> list[Mutant]:
    """Return the mutants of a formula that can be read and do not say the very same.

    Raises:
        FormulaError: the formula itself cannot be read.
    """
    chain = parse(formula.tex, formula.scope)
    source = Source(formula.tex, chain, formula.scope)
    found: dict[str, Mutant] = {}
    for kind, damage in (damages or DAMAGES).items():
        for edit in damage(source):
            tex = formula.tex[: edit.span[0]] + edit.text + formula.tex[edit.span[1] :]
            is_one = kind == READ_OVER or _says_otherwise(tex, source)
            if tex not in found and tex != formula.tex and is_one:
                found[tex] = Mutant(kind, tex, edit)
    return list(found.values())


def damaged(formula: Written, mutant: Mutant) -> Written:
    """Return the formula with the mutant in its place."""
    scope = formula.scope.extended(mutant.edit.notation)
    return replace(formula, tex=mutant.tex, scope=scope)


def right_nearby(formula: Written, mutant: Mutant) -> Written | None:
    """Return the formula that stands beside a mutant and says the same where that is right."""
    if not mutant.edit.narrow:
        return None
    scope = formula.scope.extended(mutant.edit.narrow)
    return replace(formula, name=f"{formula.name} nearby", tex=mutant.tex, scope=scope)


def twins_with(table: TwinTable, formula: Written) -> TwinTable:
    """Return a table of twins in which a formula stands in the place of its namesake."""
    own = twin_table([formula], table.functions).twins
    twins: dict[str, list[Twin]] = {}
    for function in {**table.twins, **own}:
        known = table.twins.get(function, [])
        places = [at for at, twin in enumerate(known) if twin.formula == formula.name]
        place = places[0] if places else len(known)
        others = [twin for twin in known if twin.formula != formula.name]
        twins[function] = [*others[:place], *own.get(function, []), *others[place:]]
    return TwinTable(table.functions, twins)


def _says_otherwise(tex: str, source: Source) -> bool:
    try:
        return parse(tex, source.scope) != source.chain
    except FormulaError:
        return False


# Signs.


def _sign_dropped(source: Source) -> Iterator[Edit]:
    for node in source:
        if isinstance(node, tree.Neg) and (at := source.tex.find("-", *node.span)) >= 0:
            yield Edit((at, at + 1), "")


def _sign_flipped(source: Source) -> Iterator[Edit]:
    for node in source:
        sign, other = ("+", "-") if isinstance(node, tree.Add) else ("-", "+")
        if isinstance(node, tree.Add | tree.Sub) and (
            at := source.sign_between(node.left, node.right, sign)
        ):
            yield Edit(at, other)


def _sign_added(source: Source) -> Iterator[Edit]:
    for side in source.chain.sides[1:]:
        if not isinstance(_first(side), tree.Neg) and source.text(side) != "0":
            yield _inserted(side, "-")
    for node in source:
        if isinstance(node, tree.Pow) and not isinstance(_first(node.exponent), tree.Neg):
            yield Edit(node.exponent.span, f"{{-{source.brackets_of(node.exponent)}}}")
        elif (
            isinstance(node, tree.Fn)
            and node.name in ("exp", "log", "cos")
            and _in_brackets(node, source)
        ):
            yield _inserted_within(node.arg, "-")


def _term_dropped(source: Source) -> Iterator[Edit]:
    for node in source:
        if isinstance(node, tree.Add | tree.Sub):
            sign = "+" if isinstance(node, tree.Add) else "-"
            if at := source.sign_between(node.left, node.right, sign):
                yield Edit((at[0], node.right.span[1]), "")
                yield Edit((node.left.span[0], at[0] if sign == "-" else at[1]), "")


def _complement_dropped(source: Source) -> Iterator[Edit]:
    for node in source:
        if (
            isinstance(node, tree.Sub)
            and _is_one(node.left)
            and (at := source.sign_between(node.left, node.right, "-"))
        ):
            yield Edit((node.left.span[0], at[1]), "")


def _complement_added(source: Source) -> Iterator[Edit]:
    complements = {id(n.right) for n in source.of(tree.Sub) if _is_one(n.left)}
    for parent, node in source.pairs():
        if not isinstance(parent, tree.Fn | tree.Mul | tree.Div | tree.Pow) or not isinstance(
            node, tree.Sym | tree.Idx
        ):
            continue
        if id(node) not in complements and not _is_whole_number(node, source.scope):
            yield Edit(node.span, f"(1-{source.text(node)})")


# Arguments.


def _arguments_swapped(source: Source) -> Iterator[Edit]:
    for node in source:
        if isinstance(node, tree.App) and len(node.args) == 2:
            yield _swapped(*node.args, source)


def _quotient_inverted(source: Source) -> Iterator[Edit]:
    for node in source.of(tree.Div):
        yield _swapped(node.left, node.right, source)


def _operands_swapped(source: Source) -> Iterator[Edit]:
    for node in source:
        if isinstance(node, tree.Sub):
            left, right = source.text(node.left), source.brackets_of(node.right)
            start, end = node.left.span[0], node.right.span[1]
            yield Edit((start, end), f"{right}-{left}")
        elif isinstance(node, tree.Pow) and not isinstance(node.exponent, tree.Num):
            base, exponent = source.brackets_of(node.base), source.text(node.exponent)
            if isinstance(node.base, tree.Sym | tree.Const):
                yield Edit(node.span, f"({exponent})^{{{base}}}")


def _symbol_replaced(source: Source) -> Iterator[Edit]:
    """One symbol for another of the same make: y for ŷ, P for Q, σ for z."""
    names = {n.name for n in source.of(tree.Sym)} - _bound_names(source)
    for node in source:
        if isinstance(node, tree.Idx) and isinstance(node.base, tree.Sym):
            for other in sorted(_alike(node.base.name, names, source.scope)):
                yield Edit((node.span[0], _name_end(node, source)), other)
        elif isinstance(node, tree.Sym):
            for other in sorted(_alike(node.name, names, source.scope)):
                if source.text(node).replace(" ", "") == node.name.replace(" ", ""):
                    yield Edit(node.span, f"{other} ")


def _law_replaced(source: Source) -> Iterator[Edit]:
    laws = [n for n, d in sorted(source.scope.symbols.items()) if isinstance(d.bound, Pmf)]
    for node in source:
        if isinstance(node, tree.Expect) and node.law:
            at = source.tex.find(r"\sim", *node.span) + len(r"\sim")
            end = source.tex.find("}", at)
            for law in laws:
                yield Edit((at, end), f" {law}")


# Indices and bounds.


def _index_wrong(source: Source) -> Iterator[Edit]:
    indices = {n.variable for n in source.of(tree.Big)}
    written = (index for node in source.of(tree.Idx) for index in node.indices)
    indices |= {index.name for index in written if isinstance(index, tree.Sym)}
    for node in source.of(tree.Idx):
        for index in node.indices:
            text = source.text(index)
            if isinstance(index, tree.Num):
                for number in (int(text) - 1, int(text) + 1):
                    yield Edit(index.span, str(number))
            elif isinstance(index, tree.Sym):
                for other in [f"{text}+1", f"{text}-1", "1", *sorted(indices - {text})]:
                    yield _subscript(index, other, source)
        if len(node.indices) == 2:
            yield _swapped(*node.indices, source)


def _outcome_wrong(source: Source) -> Iterator[Edit]:
    """Put another outcome: p(y) for p(x)."""
    outcomes = {n.variable for n in source if isinstance(n, tree.Big | tree.Expect) and n.variable}
    for node in source.of(tree.App):
        for arg in node.args:
            for other in sorted(outcomes - {source.text(arg)}):
                if isinstance(arg, tree.Sym) and arg.name in outcomes:
                    yield Edit(arg.span, other)


def _bound_wrong(source: Source) -> Iterator[Edit]:
    for node in source:
        if not isinstance(node, tree.Big) or node.lower is None or node.upper is None:
            continue
        for lower in ("0", "1", "2"):
            if source.text(node.lower) != lower:
                yield Edit(node.lower.span, lower)
        upper = source.text(node.upper)
        for other in (f"{upper}-1", f"{upper}+1", *_other_sizes(upper, source)):
            yield _superscript(node.upper, other, source)


def _condition_dropped(source: Source) -> Iterator[Edit]:
    for node in source:
        for condition in node.conditions if isinstance(node, tree.Big) else ():
            if not isinstance(condition, tree.Rel):
                continue
            start = source.tex.find(condition.relation, *condition.span)
            end = condition.right.span[1]
            if start >= 0:
                yield Edit((start, end), "")
                yield Edit((start, end), "=" + source.text(condition.right))


# Logarithms, exponents, functions.


def _log_base(source: Source) -> Iterator[Edit]:
    for node in source:
        if not (isinstance(node, tree.Fn) and node.name == "log"):
            continue
        start = node.span[0]
        name = start + len(r"\log")
        if node.base is None:
            for base in ("_2", "_{10}"):
                yield Edit((name, name), base)
        else:
            end = _after_script(node.base, source)
            for base in (" ", "_2", "_3", "_{10}"):
                yield Edit((name, end), base)


def _function_dropped(source: Source) -> Iterator[Edit]:
    for node in source:
        if isinstance(node, tree.Fn):
            text = source.brackets_of(node.arg)
            yield Edit(node.span, f"({source.text(node.arg)})" if node.name == "sqrt" else text)
        elif isinstance(node, tree.Abs):
            yield Edit(node.span, f"({source.text(node.body)})")


def _exponent_wrong(source: Source) -> Iterator[Edit]:
    for node in source.of(tree.Pow):
        start, end = _script(node.exponent, source)
        if not isinstance(node.base, tree.Const):
            yield Edit((start, end), "")
        exponent = source.text(node.exponent)
        if exponent.isdigit():
            for other in (int(exponent) - 1, int(exponent) + 1):
                yield Edit((start, end), f"^{{{other}}}")
        else:
            yield Edit((start, end), f"^{{{exponent}+1}}")
            yield Edit((start, end), f"^{{2({exponent})}}")


def _opposite(source: Source) -> Iterator[Edit]:
    """Minimum for maximum, product for sum, sine for cosine."""
    for node in source:
        if isinstance(node, tree.Big | tree.MaxMin | tree.Arg) or (
            isinstance(node, tree.Fn) and node.name == "cos"
        ):
            for match in re.finditer(r"\\[a-z]+", source.tex[slice(*node.span)]):
                if match[0] in _OPPOSITES:
                    start = node.span[0]
                    yield Edit((start + match.start(), start + match.end()), _OPPOSITES[match[0]])
                    break


def _exp_of_sum(source: Source) -> Iterator[Edit]:
    """Exp of a sum for a sum of exps, the log of a sum for a sum of logs, and back."""
    for node in source:
        if (
            isinstance(node, tree.Big)
            and isinstance(node.body, tree.Pow)
            and isinstance(node.body.base, tree.Const)
        ):
            head = source.tex[node.span[0] : node.body.span[0]]
            yield Edit(node.span, rf"\exp\Bigl({head}{source.text(node.body.exponent)}\Bigr)")
        elif isinstance(node, tree.Big) and isinstance(node.body, tree.Fn):
            head = source.tex[node.span[0] : node.body.span[0]]
            name = source.tex[node.body.span[0] : node.body.arg.span[0]]
            yield Edit(node.span, rf"{name}\Bigl({head}{source.text(node.body.arg)}\Bigr)")
        elif (
            isinstance(node, tree.Pow)
            and isinstance(node.base, tree.Const)
            and isinstance(node.exponent, tree.Big)
        ):
            head = source.tex[node.exponent.span[0] : node.exponent.body.span[0]]
            yield Edit(node.span, f"{head}e^{{{source.text(node.exponent.body)}}}")
        elif (
            isinstance(node, tree.Fn)
            and isinstance(node.arg, tree.Big)
            and not _in_brackets(node, source)
        ):
            name = source.tex[node.span[0] : node.arg.span[0]]
            head = source.tex[node.arg.span[0] : node.arg.body.span[0]]
            yield Edit(node.span, rf"{head}{name}\Bigl({source.text(node.arg.body)}\Bigr)")


# Factors.


def _factor_dropped(source: Source) -> Iterator[Edit]:
    for node in source:
        if isinstance(node, tree.Mul | tree.Had):
            yield Edit((node.left.span[0], node.right.span[0]), "")
            yield Edit((node.left.span[1], node.right.span[1]), "")
        elif isinstance(node, tree.Div) and not _is_one(node.left):
            yield Edit(node.span, source.brackets_of(node.left))


def _mean_lost(source: Source) -> Iterator[Edit]:
    """Take the sum for the mean, or a mean over one too few."""
    for node in source:
        if not isinstance(node, tree.Div) or not isinstance(node.right, tree.Sym):
            continue
        if isinstance(source.scope.domain(node.right.name), Size):
            name = source.text(node.right)
            yield Edit(node.span, rf"\frac{{{source.text(node.left)}}}{{{name}-1}}")
            yield Edit(node.span, rf"\frac{{{source.text(node.left)}}}{{{name}^2}}")


def _denominator_wrong(source: Source) -> Iterator[Edit]:
    """Divide by the number of terms where it should be by the sum of weights."""
    sizes = [n.upper for n in source.of(tree.Big) if isinstance(n.upper, tree.Sym)]
    for node in source:
        if isinstance(node, tree.Div) and isinstance(node.right, tree.Big) and sizes:
            yield Edit(node.right.span, sizes[0].name)


def _number_wrong(source: Source) -> Iterator[Edit]:
    bounds = {id(part) for n in source.of(tree.Big) for part in (n.lower, n.upper)}
    for node in source:
        if isinstance(node, tree.Num) and id(node) not in bounds and node.text.isdigit():
            for other in (int(node.text) - 1, int(node.text) + 1):
                yield Edit(node.span, str(other))


def _transpose_dropped(source: Source) -> Iterator[Edit]:
    for node in source.of(tree.Tr):
        match = re.search(r"\^\s*(?:\{\s*\\top\s*\}|\\top)", source.text(node))
        if match:
            start = node.span[0]
            yield Edit((start + match.start(), start + match.end()), " ")


def _brackets_dropped(source: Source) -> Iterator[Edit]:
    """Lose a bracket: -a+b for -(a+b), log 1-p for log(1-p)."""
    open_at: list[tuple[int, int]] = []
    for match in DELIMITER.finditer(source.tex):
        if match["open"] or match["plain_open"]:
            open_at.append(match.span())
        elif open_at:
            first = open_at.pop()
            inside = source.tex[first[1] : match.start()]
            if any(sign in inside for sign in "+-"):
                yield Edit((first[0], match.end()), f" {inside} ")


# Relations, cases, norms.


def _relation_wrong(source: Source) -> Iterator[Edit]:
    sides = source.chain.sides
    for left, relation, right in zip(sides, source.chain.relations, sides[1:], strict=False):
        at = source.sign_between(left, right, relation)
        for other in _RELATIONS.get(relation, ()):
            if at:
                yield Edit(at, f"{other} ")


def _cases_swapped(source: Source) -> Iterator[Edit]:
    for node in source.of(tree.Cases):
        for (one, _), (two, _) in zip(node.branches, node.branches[1:], strict=False):
            yield _swapped(one, two, source)


def _norm_wrong(source: Source) -> Iterator[Edit]:
    for node in source.of(tree.Norm):
        start = source.tex.rfind(r"\|", *node.span) + len(r"\|")
        if match := re.compile(r"_\{?2\}?").match(source.tex, start):
            for other in ("_1", r"_{\infty}"):
                yield Edit(match.span(), other)


def _function_replaced(source: Source) -> Iterator[Edit]:
    """Another function of the same arguments: H(P,Q) for D(P‖Q), I for H."""
    forms = {
        (name, declared.separators): declared
        for name, group in source.scope.functions.items()
        for declared in group
    }
    used = {node.name for node in source.of(tree.App)}
    for node in source:
        if not isinstance(node, tree.App) or not node.args:
            continue
        args = [source.text(arg) for arg in node.args]
        for name, separators in sorted(forms):
            known = name in used and name != node.name and len(separators) == len(node.separators)
            if known:
                inner = args[0] + "".join(
                    f"{sign} {arg}" for sign, arg in zip(separators, args[1:], strict=True)
                )
                yield Edit(node.span, f"{name}({inner})")


DAMAGES: dict[str, Damage] = {
    "sign dropped": _sign_dropped,
    "sign flipped": _sign_flipped,
    "sign added": _sign_added,
    "term dropped": _term_dropped,
    "1- dropped": _complement_dropped,
    "1- added": _complement_added,
    "arguments swapped": _arguments_swapped,
    "quotient inverted": _quotient_inverted,
    "operands swapped": _operands_swapped,
    "symbol replaced": _symbol_replaced,
    "law replaced": _law_replaced,
    "index wrong": _index_wrong,
    "outcome wrong": _outcome_wrong,
    "bound wrong": _bound_wrong,
    "condition changed": _condition_dropped,
    "base of log changed": _log_base,
    "function dropped": _function_dropped,
    "exponent changed": _exponent_wrong,
    "opposite": _opposite,
    "exp of sum": _exp_of_sum,
    "factor dropped": _factor_dropped,
    "mean wrong": _mean_lost,
    "denominator wrong": _denominator_wrong,
    "number changed": _number_wrong,
    "transpose dropped": _transpose_dropped,
    "brackets dropped": _brackets_dropped,
    "relation changed": _relation_wrong,
    "cases swapped": _cases_swapped,
    "norm changed": _norm_wrong,
    "function replaced": _function_replaced,
    **ATTACKS,
}
"""Every kind of damage by its name."""


# Helpers.


def _first(node: tree.Node) -> tree.Node:
    """Return the first term of a sum."""
    while isinstance(node, tree.Add | tree.Sub):
        node = node.left
    return node


def _is_one(node: tree.Node) -> bool:
    return isinstance(node, tree.Num) and node.text == "1"


def _inserted(node: tree.Node, text: str) -> Edit:
    return Edit((node.span[0], node.span[0]), text)


def _inserted_within(node: tree.Node, text: str) -> Edit:
    """Insert behind the bracket that opens a node."""
    return Edit((node.span[0] + 1, node.span[0] + 1), text)


def _in_brackets(node: tree.Fn, source: Source) -> bool:
    return source.text(node.arg).startswith("(")


def _swapped(one: tree.Node, two: tree.Node, source: Source) -> Edit:
    first, second = sorted((one, two), key=lambda node: node.span)
    between = source.tex[first.span[1] : second.span[0]]
    span = (first.span[0], second.span[1])
    if r"\frac" in source.tex[max(0, first.span[0] - 7) : first.span[0]] and not between.strip():
        return Edit(span, f"{{{source.text(second)}}}{{{source.text(first)}}}")
    return Edit(span, f"{source.text(second)}{between}{source.text(first)}")


def _bound_names(source: Source) -> set[str]:
    return {n.variable for n in source if isinstance(n, tree.Big | tree.Expect | tree.Arg)}


def _alike(name: str, names: set[str], scope: Scope) -> set[str]:
    """Return the symbols that a hurried author could have meant: not sizes for numbers."""
    domain = scope.domain(name)
    if isinstance(domain, Index):
        return set()
    size = isinstance(domain, Size)
    others = {n for n in names if isinstance(scope.domain(n), Size) == size}
    family = {n for n in scope.symbols if _letter(n) == _letter(name)} if not size else set()
    return {n for n in others | family if not isinstance(scope.domain(n), Index)} - {name}


def _letter(name: str) -> str:
    """Return a symbol without accent: y for ŷ."""
    return re.sub(r"\\(?:hat|bar|tilde)\{(.*?)\}", r"\1", name)


def _is_whole_number(node: tree.Node, scope: Scope) -> bool:
    return isinstance(node, tree.Sym) and isinstance(scope.domain(node.name), Size | Index | Pmf)


def _other_sizes(name: str, source: Source) -> list[str]:
    uppers = {n.upper.name for n in source.of(tree.Big) if isinstance(n.upper, tree.Sym)}
    return sorted(uppers - {name})


def _name_end(node: tree.Idx, source: Source) -> int:
    """Return where the name before the index ends."""
    return source.tex.rfind("_", node.span[0], node.indices[0].span[0])


def _subscript(index: tree.Node, text: str, source: Source) -> Edit:
    start, end = index.span
    braced = source.tex[start - 1] == "_"
    return Edit((start, end), f"{{{text}}}" if braced and len(text) > 1 else text)


def _superscript(node: tree.Node, text: str, source: Source) -> Edit:
    start, end = node.span
    braced = source.tex[start - 1] == "^"
    return Edit((start, end), f"{{{text}}}" if braced and len(text) > 1 else text)


def _script(node: tree.Node, source: Source) -> Span:
    """Return the place of an exponent with its ``^`` and its braces."""
    start = source.tex.rfind("^", 0, node.span[0])
    return start, _after_script(node, source)


def _after_script(node: tree.Node, source: Source) -> int:
    start, end = node.span
    before = re.search(rf"[_^]\{{{_BLANKS}$", source.tex[:start])
    if before and (after := re.match(rf"{_BLANKS}\}}", source.tex[end:])):
        return end + after.end()
    return end
