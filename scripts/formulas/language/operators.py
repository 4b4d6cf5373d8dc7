"""Readers of functions, sums, choices, fractions and derivatives. No reach is ever guessed."""

from __future__ import annotations

from . import tree
from .boxes import Atom, Box, Font, Fraction, Group, Root, Scripts, Table, Text, Underbrace, visible
from .grammar import Parser
from .names import is_sign, name_of
from .rows import (
    BIG,
    base_of,
    brackets_at,
    is_function,
    opens,
    small_number,
    without_comma,
)
from .tokens import FormulaError

_CONDITIONS = (r"\ne", "<", ">", r"\le", r"\ge")


def function(parser: Parser, head: Atom, scripts: Scripts | None) -> tree.Node:
    """Read a function such as log, with or without brackets around its argument."""
    base: tree.Node | None = None
    if scripts is not None:
        if scripts.above is not None or scripts.primes:
            raise FormulaError(f"write the power of {head.text} behind its argument", scripts.span)
        if head.text != r"\log" or scripts.below is None:
            raise FormulaError(f"{head.text} has no index", scripts.span)
        base = parser.group(scripts.below)
    arg = _reached(parser, head)
    return tree.Fn((head.span[0], arg.span[1]), head.text[1:], arg, base)


def _reached(parser: Parser, head: Atom) -> tree.Node:
    """Read the argument of a function without brackets of its own, if it is beyond doubt."""
    opening = parser.peek()
    if opening is None:
        raise FormulaError(f"{head.text} needs an argument", head.span)
    reach = f"ambiguous: how far does {head.text} reach? Put brackets around its argument"
    if opens(opening) in ("(", "["):
        closing = brackets_at(parser.row, parser.at)[0].closing
        if isinstance(closing, Scripts):
            raise FormulaError(reach, (head.span[0], closing.span[1]))
    arg = parser.factor()
    after = parser.peek()
    if after is None:
        return arg
    goes_on = parser.starts_factor(after) and not is_function(after)
    if parser.peek_text() == "/" or goes_on:
        raise FormulaError(reach, (head.span[0], after.span[1]))
    return arg


def big(parser: Parser, head: Atom, scripts: Scripts | None) -> tree.Node:
    """Read a sum, a product, a largest or a smallest value."""
    kind = BIG[head.text]
    if scripts is None or scripts.below is None:
        if kind in ("max", "min") and scripts is None:
            return _largest_of(parser, kind, head)
        raise FormulaError("say over what: the index below is missing", head.span)
    variable, lower, over, condition = _range(parser, scripts.below)
    upper = None
    if scripts.above is not None:
        if lower is None:
            raise FormulaError("an upper end without a lower one", scripts.above.span)
        upper = parser.group(scripts.above)
    elif lower is not None:
        raise FormulaError("a lower end without an upper one", scripts.below.span)
    if scripts.primes:
        raise FormulaError("a prime at a sum", scripts.span)
    if (after := parser.peek()) is None:
        raise FormulaError("nothing follows", scripts.span)
    body = parser.term_that_binds(variable, after.span)
    span = (head.span[0], body.span[1])
    return tree.Big(span, kind, variable, lower, upper, over, condition, body)


def _range(
    parser: Parser, group: Group
) -> tuple[str, tree.Node | None, tree.Node | None, tree.Node | None]:
    r"""Read ``i=1``, ``x\in\mathcal X``, ``j`` or ``j\ne y`` below a sum."""
    row = visible(group.body)
    name = name_of(row[0]) if row else None
    if name is None:
        raise FormulaError("an index should stand here", group.span)
    if len(row) == 1:
        return name, None, None, None
    node = parser.whole(row[2:], group.span, [name])
    relation = row[1].text if isinstance(row[1], Atom) else ""
    if relation == "=":
        return name, node, None, None
    if relation == r"\in":
        return name, None, node, None
    if relation in _CONDITIONS:
        condition = tree.Rel(group.span, relation, tree.Sym(row[0].span, name), node)
        return name, None, None, condition
    raise FormulaError("cannot read this range", group.span)


def _largest_of(parser: Parser, kind: str, head: Box) -> tree.Node:
    otherwise = f"say of what: \\{kind}(a,b), or an index below it"
    brackets = parser.take_brackets(("(", "[", r"\{"), otherwise, head.span)
    args = parser.arguments(brackets)
    node = tree.MaxMin((head.span[0], brackets.span[1]), kind, args)
    return parser.scripted(node, brackets.scripts)


def arg(parser: Parser, head: Atom, scripts: Scripts | None) -> tree.Node:
    """Read where something is largest or smallest."""
    box = scripts or head
    operator = parser.take(r"\max or \min")
    sign = base_of(operator)
    kind = BIG.get(sign.text, "") if isinstance(sign, Atom) else ""
    below = operator.below if isinstance(operator, Scripts) else None
    if kind not in ("max", "min") or below is None:
        raise FormulaError(r"write \arg\max or \arg\min with its variable below", box.span)
    row = visible(below.body)
    name = name_of(row[0]) if len(row) == 1 else None
    if name is None:
        raise FormulaError("a single symbol should stand here", below.span)
    if not parser.known(name):
        raise FormulaError(f"{name} is not declared", below.span)
    body = parser.term_that_binds(name, below.span)
    return tree.Arg((box.span[0], body.span[1]), kind, name, body)


def limit(parser: Parser, head: Atom, scripts: Scripts | None) -> tree.Node:
    """Read a limit, which may be taken from one side."""
    row = visible(scripts.below.body) if scripts and scripts.below else []
    name = name_of(row[0]) if row else None
    if len(row) < 3 or name is None or not is_sign(row[1], r"\to"):
        raise FormulaError(r"write \lim_{x\to a}", (scripts or head).span)
    if not parser.known(name):
        raise FormulaError(f"{name} is not declared", row[0].span)
    side, last = "", row[-1]
    if isinstance(last, Scripts) and last.above is not None:
        signs = [getattr(part, "text", "") for part in visible(last.above.body)]
        if signs in (["+"], ["-"]) and last.below is None:
            side, row[-1] = signs[0], last.base
    target = parser.whole(row[2:], row[0].span)
    body = parser.term_that_binds(name, head.span)
    return tree.Lim((head.span[0], body.span[1]), name, target, side, body)


def expectation(parser: Parser, head: Font, scripts: Scripts | None) -> tree.Node:
    """Read an expectation over an outcome with a law, or over the random variable within."""
    variable = law = ""
    if scripts is not None:
        row = visible(scripts.below.body) if scripts.below else []
        names = [name_of(part) or "" for part in row]
        is_law = len(row) == 3 and is_sign(row[1], r"\sim") and names[0] and names[2]
        if not is_law or scripts.above is not None:
            raise FormulaError(r"write \mathbb{E}_{x\sim p}", scripts.span)
        variable, _, law = names
        if not parser.known(law):
            raise FormulaError(f"{law} is not declared", row[2].span)
    box = scripts or head
    brackets = parser.take_brackets(("[", "("), "an expectation needs brackets", box.span)
    bound = [variable] if variable else []
    body = parser.whole(brackets.row, brackets.opening.span, bound)
    node = tree.Expect((box.span[0], brackets.span[1]), variable, law, body)
    return parser.scripted(node, brackets.scripts)


def diagonal(parser: Parser, head: Font, scripts: Scripts | None) -> tree.Node:
    """Read a matrix with a vector on its diagonal."""
    box = scripts or head
    brackets = parser.take_brackets(("(",), "diag needs an argument in brackets", box.span)
    body = parser.argument(brackets.row, brackets.opening.span)
    node = tree.Diag((box.span[0], brackets.span[1]), body)
    return parser.scripted(node, brackets.scripts)


def indicator(parser: Parser, head: Font, scripts: Scripts | None) -> tree.Node:
    """Read 1 where a condition holds, otherwise 0."""
    box = scripts or head
    otherwise = r"\mathbf 1 is not declared, and no condition follows"
    brackets = parser.take_brackets(("[", r"\{"), otherwise, box.span)
    condition = parser.within(brackets.row, brackets.opening.span).single_relation()
    return tree.Ind((box.span[0], brackets.span[1]), condition)


def delta(parser: Parser, head: Atom, scripts: Scripts | None) -> tree.Node:
    """Read 1 where two indices are equal, otherwise 0."""
    if scripts is None or scripts.below is None:
        raise parser.not_declared(scripts or head)
    indices = parser.subscripts(scripts.below)
    if len(indices) != 2 or scripts.above is not None:
        raise FormulaError(r"\delta needs two indices", scripts.span)
    return tree.Delta(scripts.span, *indices)


def underbrace(parser: Parser, head: Underbrace, scripts: Scripts | None) -> tree.Node:
    """Read a part of a formula with what it equals written below."""
    if scripts is None or scripts.below is None or scripts.above is not None:
        raise FormulaError("a brace needs a label", head.span)
    label = parser.group(scripts.below)
    return tree.Brace(scripts.span, parser.group(head.body), label)


def braces(parser: Parser, head: Group, scripts: Scripts | None) -> tree.Node:
    """Refuse braces around nothing but a part of a row."""
    del parser
    raise FormulaError("braces that draw nothing: use brackets", (scripts or head).span)


def cases(parser: Parser, head: Table, scripts: Scripts | None) -> tree.Node:
    """Read values with their conditions."""
    if scripts is not None or head.environment != "cases":
        raise parser.not_declared(scripts or head)
    branches = []
    for cells in head.rows:
        if len(cells) != 2:
            raise FormulaError("a case is a value and a condition", cells[0].span)
        value = parser.whole(without_comma(cells[0].body), cells[0].span)
        branches.append((value, _condition(parser, cells[1])))
    if any(condition is None for _, condition in branches[:-1]):
        raise FormulaError("'otherwise' comes last", head.span)
    return tree.Cases(head.span, tuple(branches))


def _condition(parser: Parser, cell: Group) -> tree.Node | None:
    row = without_comma(cell.body)
    words = row[0].text.strip() if row and isinstance(row[0], Text) else ""
    if words.rstrip(".,") == "otherwise" and len(row) == 1:
        return None
    if words != "if":
        raise FormulaError(r"write \text{if } and a condition, or \text{otherwise}", cell.span)
    return parser.within(row[1:], cell.span).single_relation()


def root(parser: Parser, head: Root, scripts: Scripts | None) -> tree.Node:
    """Read a square root."""
    return parser.scripted(tree.Fn(head.span, "sqrt", parser.group(head.body)), scripts)


def fraction(parser: Parser, head: Fraction, scripts: Scripts | None) -> tree.Node:
    """Read a quotient, or a derivative that is written like one."""
    over, under = visible(head.over.body), visible(head.under.body)
    for sign in (r"\partial", "d"):
        if over and len(under) > 1 and is_sign(base_of(over[0]), sign) and is_sign(under[0], sign):
            return parser.scripted(_derivative(parser, head, sign), scripts)
    node = tree.Div(head.span, parser.group(head.over), parser.group(head.under))
    return parser.scripted(node, scripts)


def _derivative(parser: Parser, head: Fraction, sign: str) -> tree.Node:
    first, *rest = visible(head.over.body)
    order = _order(first)
    variables = _variables(parser, head.under, sign)
    if order != len(variables):
        raise FormulaError("the orders above and below differ", head.span)
    if rest:
        inner = parser.within(rest, head.over.span)
        body = inner.factor()
        inner.finish()
        return tree.Deriv(head.span, body, variables)
    if parser.peek() is None:
        raise FormulaError("a derivative of what?", head.span)
    body = parser.factor()
    after = parser.peek()
    if after is not None and (parser.starts_factor(after) or parser.peek_text() == "/"):
        what = "ambiguous: how far does the derivative reach? Put brackets"
        raise FormulaError(what, (head.span[0], after.span[1]))
    return tree.Deriv((head.span[0], body.span[1]), body, variables)


def _order(box: Box) -> int:
    if not isinstance(box, Scripts):
        return 1
    if box.above is None or box.below is not None:
        raise FormulaError("the order of a derivative stands above", box.span)
    return small_number(box.above)


def _variables(parser: Parser, group: Group, sign: str) -> tuple[tree.Node, ...]:
    under = visible(group.body)
    variables: list[tree.Node] = []
    for position in range(0, len(under), 2):
        if not is_sign(under[position], sign) or position + 1 == len(under):
            raise FormulaError("cannot read these variables", group.span)
        box, times = under[position + 1], 1
        if isinstance(box, Scripts) and box.above is not None:
            times = small_number(box.above)
            below = box.below
            box = Scripts(box.span, box.base, below, None, 0) if below else box.base
        variable = parser.within([box], group.span).factor()
        variables += [_as_variable(variable)] * times
    return tuple(variables)


def gradient(parser: Parser, head: Atom, scripts: Scripts | None) -> tree.Node:
    """Read a gradient or a Hessian."""
    if scripts is None or scripts.below is None:
        raise FormulaError("a gradient with respect to what?", head.span)
    order = small_number(scripts.above) if scripts.above else 1
    if order > 2:
        raise FormulaError("gradients of order 1 and 2 only", scripts.span)
    variable = _as_variable(parser.group(scripts.below))
    if parser.peek() is None:
        raise FormulaError("a gradient of what?", scripts.span)
    body = parser.factor()
    return tree.Grad((head.span[0], body.span[1]), variable, order, body)


def _as_variable(node: tree.Node) -> tree.Node:
    inner = node.base if isinstance(node, tree.Idx) else node
    if not isinstance(inner, tree.Sym):
        raise FormulaError("a derivative is taken with respect to a symbol", node.span)
    return node
