"""Readers of functions, sums, choices, tables and fractions. No reach is ever guessed."""

from __future__ import annotations

from dataclasses import replace

from . import calculus, tree
from .boxes import (
    MATRICES,
    Atom,
    Box,
    Font,
    Fraction,
    Group,
    Root,
    Scripts,
    Table,
    Text,
    Underbrace,
    visible,
)
from .brackets import number
from .grammar import Parser
from .names import is_sign, name_of, readable
from .notation import Domain, Outcome, Pmf, Variable
from .ranges import over_ranges
from .rows import (
    BIG,
    base_of,
    brackets_at,
    is_function,
    letters,
    opens,
    split_row,
    without_comma,
)
from .tokens import FormulaError, Span

INDICATORS = frozenset([r"\mathbf{1}", r"\mathbb{1}", r"\mathbb{I}"])


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
    if isinstance(arg, tree.SetOf) and len(arg.members) == 1:
        # Braces around an argument are brackets.
        arg = replace(arg.members[0], span=arg.span)
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
    """Read a sum, a product, a largest or a smallest value; over several indices, nested."""
    kind = BIG[head.text]
    if scripts is None or scripts.below is None:
        if kind in ("max", "min") and scripts is None:
            return _largest_of(parser, kind, head)
        raise FormulaError("say over what: the index below is missing", head.span)
    if scripts.primes:
        raise FormulaError("a prime at a sum", scripts.span)
    after = parser.peek()
    if after is None:
        raise FormulaError("nothing follows", scripts.span)
    ranges, node = over_ranges(
        parser,
        scripts.below,
        scripts.above,
        lambda names: parser.term_that_binds(names, after.span),
    )
    for one in reversed(ranges):
        span = (head.span[0], node.span[1])
        parts = (one.variable, one.lower, one.upper, one.over, one.conditions)
        node = tree.Big(span, kind, *parts, node)
    return node


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
    return _place(parser, kind, below, box)


def arg_in_letters(parser: Parser, head: Font, scripts: Scripts | None) -> tree.Node:
    """Read where something is largest or smallest, as an upright word."""
    if scripts is None or scripts.below is None:
        raise FormulaError("write its variable below", head.span)
    return _place(parser, letters(head)[-3:], scripts.below, scripts)


def _place(parser: Parser, kind: str, below: Group, box: Box) -> tree.Node:
    row = visible(below.body)
    name = name_of(row[0]) if len(row) == 1 else None
    if name is None:
        raise FormulaError("a single symbol should stand here", below.span)
    if not parser.known(name):
        raise FormulaError(f"{name} is not declared", below.span)
    body = parser.term_that_binds([name], below.span)
    return tree.Arg((box.span[0], body.span[1]), kind, name, body)


def expectation(parser: Parser, head: Box, scripts: Scripts | None) -> tree.Node:
    """Read an expectation over outcomes with a law, or over the random variable within."""
    box = scripts or head
    if scripts is not None and (scripts.above is not None or scripts.below is None):
        raise FormulaError(_EXPECTATION, box.span)
    below = scripts.below if scripts is not None else None
    variables, law = _law(parser, below) if below is not None else ([], "")
    brackets = parser.take_brackets(("[", "(", r"\{"), "an expectation needs brackets", box.span)
    body = parser.whole(brackets.row, brackets.opening.span, variables)
    span = (box.span[0], brackets.span[1])
    domain = parser.scope.domain(law)
    if below is not None and not variables:
        variables = _outcomes(body, domain, parser, below)
    if len(variables) > 1:
        assert below is not None
        return parser.scripted(
            _over_all(span, variables, law, body, parser, below), brackets.scripts
        )
    node = tree.Expect(span, "".join(variables), law, body)
    return parser.scripted(node, brackets.scripts)


_EXPECTATION = r"write \mathbb{E}_{x\sim p}"


def _law(parser: Parser, below: Group) -> tuple[list[str], str]:
    r"""Read ``x\sim p``, ``(x,y)\sim p(x,y)``, ``p(x)``, or a law or a random variable alone."""
    row = parser.within(below.body, below.span).row
    parts, signs = split_row(row, frozenset([r"\sim"]))
    if len(signs) > 1 or not all(parts):
        raise FormulaError(_EXPECTATION, below.span)
    typed = _names_in(parts[0], below) if signs else []
    name = name_of(base_of(parts[-1][0])) if len(parts[-1]) > 1 else name_of(parts[-1][0])
    own = _names_in(parts[-1][1:], below) if len(parts[-1]) > 1 else []
    if name is None or not (typed or own or parser.known(name)) or (typed and own and typed != own):
        raise FormulaError(_EXPECTATION, below.span)
    if not parser.known(name):
        raise FormulaError(f"{name} is not declared", below.span)
    if not signs and not own and isinstance(parser.scope.domain(name), Variable):
        return [name], name
    return typed or own, name


def _names_in(row: list[Box], below: Group) -> list[str]:
    """Return the names in a list, which may stand in brackets."""
    inner = row[1:-1] if len(row) > 2 and is_sign(row[0], "(") and is_sign(row[-1], ")") else row
    names = [name_of(part[0]) for part in split_row(inner, frozenset([","]))[0] if len(part) == 1]
    found = [name for name in names if name]
    if 2 * len(found) != len(inner) + 1:
        raise FormulaError(_EXPECTATION, below.span)
    return found


def _outcomes(body: tree.Node, domain: Domain | None, parser: Parser, below: Group) -> list[str]:
    """Return the one outcome in a body that can only be meant by a law without its outcome."""
    sorts = domain.sorts if isinstance(domain, Pmf) else ()
    names = {node.name for node in tree.walk(body) if isinstance(node, tree.Sym)}
    found = [n for n in sorted(names) if getattr(parser.scope.domain(n), "sort", "") in sorts]
    found = [name for name in found if isinstance(parser.scope.domain(name), Outcome)]
    if len(found) != 1 or len(sorts) != 1:
        raise FormulaError(f"an expectation over what? {_EXPECTATION}", below.span)
    return found


def _over_all(
    span: Span, variables: list[str], law: str, body: tree.Node, parser: Parser, below: Group
) -> tree.Node:
    """Return an expectation over several outcomes: the sum of what it is of, times its law."""
    domain = parser.scope.domain(law)
    if not isinstance(domain, Pmf) or len(domain.sorts) != len(variables):
        raise FormulaError(f"{readable(law)} is no law of {len(variables)} outcomes", below.span)
    args = tuple(tree.Sym(below.span, name) for name in variables)
    weight = tree.App(below.span, law, (",",) * (len(args) - 1), args)
    node: tree.Node = tree.Mul(span, weight, body)
    for name, sort in reversed(list(zip(variables, domain.sorts, strict=True))):
        node = tree.Big(span, "sum", name, None, None, tree.Sym(below.span, sort), (), node)
    return node


def diagonal(parser: Parser, head: Font, scripts: Scripts | None) -> tree.Node:
    """Read a matrix with a vector on its diagonal."""
    box = scripts or head
    brackets = parser.take_brackets(("(",), "diag needs an argument in brackets", box.span)
    body = parser.argument(brackets.row, brackets.opening.span)
    node = tree.Diag((box.span[0], brackets.span[1]), body)
    return parser.scripted(node, brackets.scripts)


def indicator(parser: Parser, head: Box, scripts: Scripts | None) -> tree.Node:
    """Read 1 where a condition holds, otherwise 0; the condition follows, or stands below."""
    box = scripts or head
    if scripts is not None and scripts.below is not None and not scripts.above:
        row = parser.within(scripts.below.body, scripts.span).row
        if row and opens(row[0]):
            row = brackets_at(row, 0)[0].row
        return tree.Ind(scripts.span, parser.within(row, scripts.span).single_relation())
    sign = f"\\{head.font[1:]} {letters(head)}" if isinstance(head, Font) else "1"
    otherwise = f"{sign} is not declared, and no condition follows"
    if scripts is not None:
        raise FormulaError(otherwise, scripts.span)
    brackets = parser.take_brackets(("[", r"\{", "("), otherwise, box.span)
    condition = parser.within(brackets.row, brackets.opening.span).single_relation()
    return tree.Ind((box.span[0], brackets.span[1]), condition)


def one_or_indicator(parser: Parser, head: Atom, scripts: Scripts | None) -> tree.Node:
    """Read a number that begins with 1, or an indicator that is typed as a plain 1."""
    after = parser.peek()
    if scripts is None and after is not None and opens(after) == r"\{":
        return indicator(parser, head, scripts)
    return number(parser, head, scripts)


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


def table(parser: Parser, head: Table, scripts: Scripts | None) -> tree.Node:
    """Read values with their conditions, or a matrix that is written out."""
    if head.environment in MATRICES:
        return parser.scripted(_matrix(parser, head), scripts)
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


def _matrix(parser: Parser, head: Table) -> tree.Node:
    rows = tuple(tuple(parser.group(cell) for cell in cells) for cells in head.rows)
    if len({len(row) for row in rows}) > 1:
        raise FormulaError("the rows of a matrix are of one length", head.span)
    return tree.Matrix(head.span, rows)


_OTHERWISE = frozenset(["otherwise", "else"])

_IF = frozenset(["if", "for", "when", "where"])


def _condition(parser: Parser, cell: Group) -> tree.Node | None:
    row = without_comma(cell.body)
    words = row[0].text.strip() if row and isinstance(row[0], Text) else ""
    if words.rstrip(".,") in _OTHERWISE and len(row) == 1:
        return None
    if not row or (isinstance(row[0], Text) and words not in _IF):
        raise FormulaError(r"write \text{if } and a condition, or \text{otherwise}", cell.span)
    return parser.within(row[1:] if words else row, cell.span).single_relation()


def root(parser: Parser, head: Root, scripts: Scripts | None) -> tree.Node:
    """Read a square root."""
    body = parser.group(head.body)
    if head.order is None:
        return parser.scripted(tree.Fn(head.span, "sqrt", body), scripts)
    order = parser.group(Group(head.order.span, head.order.body))
    exponent = tree.Div(head.order.span, tree.Num(head.order.span, "1"), order)
    return parser.scripted(tree.Pow(head.span, body, exponent), scripts)


def fraction(parser: Parser, head: Fraction, scripts: Scripts | None) -> tree.Node:
    """Read a quotient, or a derivative that is written like one."""
    over, under = visible(head.over.body), visible(head.under.body)
    for sign in (r"\partial", "d"):
        if over and len(under) > 1 and is_sign(base_of(over[0]), sign) and is_sign(under[0], sign):
            return parser.scripted(calculus.derivative(parser, head, sign), scripts)
    over_node, under_node = parser.group(head.over), parser.group(head.under)
    if head.style == r"\binom":
        return parser.scripted(_binomial(head.span, over_node, under_node), scripts)
    node = tree.Div(head.span, over_node, under_node)
    return parser.scripted(node, scripts)


def _binomial(span: Span, over: tree.Node, under: tree.Node) -> tree.Node:
    """Return how many ways there are to choose: n! over k! (n − k)!."""
    of = tree.Sub(span, over, under)
    all_, chosen, left = (tree.Fn(one.span, "factorial", one) for one in (over, under, of))
    return tree.Div(span, all_, tree.Mul(span, chosen, left))
