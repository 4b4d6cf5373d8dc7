r"""Reads what stands below a sum, a product, a maximum: which indices run, and over what.

``\sum_{i\ne j}`` is one sum where the formula gives j elsewhere, and a sum over both where it does
not. What can be meant in two ways is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from . import tree
from .boxes import RELATIONS, Box, Group, Scripts, Table, visible
from .brackets import DOTS
from .free import free_names
from .grammar import Parser
from .names import is_sign, name_of, readable
from .notation import Index, Numbers, Outcome, Pmf
from .rows import brackets_at, opens, split_row
from .tokens import FormulaError, Span

_CONDITIONS = (r"\ne", "<", ">", r"\le", r"\ge")

_PARTING = frozenset([",", ":", ";", r"\mid"])


@dataclass(frozen=True)
class Range:
    """What one index runs over."""

    variable: str
    lower: tree.Node | None = None
    upper: tree.Node | None = None
    over: tree.Node | None = None
    conditions: tuple[tree.Rel, ...] = ()

    @property
    def is_bare(self) -> bool:
        """Whether the index stands alone, without a word on what it runs over."""
        return self == Range(self.variable)


@dataclass
class _Below:
    """What was found below: ranges, conditions, and the one relation of two that may both run."""

    ranges: list[Range] = field(default_factory=list)
    conditions: list[tree.Rel] = field(default_factory=list)
    pair: tree.Rel | None = None

    def names(self) -> list[str]:
        return [one.variable for one in self.ranges]


def over_ranges(
    parser: Parser,
    below: Group,
    above: Group | None,
    body_of: Callable[[Sequence[str]], tree.Node],
) -> tuple[list[Range], tree.Node]:
    """Return the ranges below and above a sum, outermost first, and its body.

    ``body_of`` reads the body, in which the names of the indices are bound.
    """
    found = _below(parser, below)
    if found.pair is not None:
        if above is not None:
            raise _no_lower(found.names()[0], above)
        names = [side.name for side in _ends(found.pair)]
        body = body_of(names)
        return [_known(one, body, parser, below) for one in _paired(parser, found, body)], body
    ranges = _with_upper(parser, found.ranges, below, above)
    body = body_of([one.variable for one in ranges])
    placed = _with_conditions(ranges, found.conditions, parser)
    return [_known(one, body, parser, below) for one in placed], body


def _below(parser: Parser, below: Group) -> _Below:
    """Read the pieces below, which stand in lines of their own or behind commas and colons."""
    found = _Below()
    rows: list[list[Box]] = []
    for line in _lines(below):
        pieces, _ = split_row(parser.within(line, below.span).row, _PARTING)
        if (ranges := _with_common_ends(parser, pieces, below)) is not None:
            found.ranges += ranges
        else:
            rows += pieces
    waiting: list[list[Box]] = []
    for row in rows:
        if not row:
            raise FormulaError("an index should stand here", below.span)
        if not _introduced(parser, row, below, found):
            waiting.append(row)
    if not found.ranges:
        return _without_range(parser, waiting, below)
    for row in waiting:
        found.conditions += _relations(parser, row, below, found.names())
    return found


def _lines(below: Group) -> list[list[Box]]:
    seen = visible(below.body)
    if len(seen) == 1 and isinstance(seen[0], Table) and seen[0].environment == "subarray":
        return [list(cells[0].body) for cells in seen[0].rows]
    return [list(below.body)]


def _introduced(parser: Parser, row: list[Box], below: Group, found: _Below) -> bool:
    r"""Read ``i``, ``i=1``, ``x\in\mathcal X`` or ``1\le i<j\le n``; conditions wait."""
    name = _index_in(row[0], parser)
    if len(row) == 1:
        if name is None:
            raise FormulaError("an index should stand here", below.span)
        found.ranges.append(Range(name))
        return True
    sides, signs = split_row(row, RELATIONS)
    if len(signs) > 1:
        found.ranges += _between(parser, sides, signs, below)
        return True
    is_new = name is not None and len(sides[0]) == 1 and name not in found.names()
    if name is None or not is_new or signs not in (("=",), (r"\in",)):
        return False
    if signs == (r"\in",):
        found.ranges.append(_within_set(parser, name, sides[1], below, found))
    else:
        lower = parser.whole(sides[1], below.span, [name, *found.names()])
        found.ranges.append(Range(name, lower=lower))
    return True


def _index_in(box: Box, parser: Parser) -> str | None:
    """Return the name of an index; ``y_k`` is an entry of y, unless it is declared."""
    name = name_of(box)
    return None if isinstance(box, Scripts) and not parser.known(name) else name


def _within_set(parser: Parser, name: str, row: list[Box], below: Group, found: _Below) -> Range:
    r"""Read what an index is in: a set, ``\{1,\dots,C\}``, or one of these without an element."""
    (whole, *without), _ = split_row(row, frozenset([r"\setminus"]))
    excluded = [
        tree.Rel(member.span, r"\ne", tree.Sym(member.span, name), member)
        for one in without
        for member in _members(parser.whole(one, below.span, found.names()))
    ]
    ends = _counted(whole)
    if ends is None:
        over = parser.whole(whole, below.span, found.names())
        return Range(name, over=over, conditions=tuple(excluded))
    lower, upper = (parser.whole(end, below.span, found.names()) for end in ends)
    return Range(name, lower, upper, conditions=tuple(excluded))


def _members(node: tree.Node) -> tuple[tree.Node, ...]:
    if not isinstance(node, tree.SetOf):
        raise FormulaError(r"write what is left out as \{y\}", node.span)
    return node.members


def _counted(row: list[Box]) -> tuple[list[Box], list[Box]] | None:
    r"""Return the ends of ``\{1, \dots, C\}``; None for another set."""
    if not row or opens(row[0]) != r"\{":
        return None
    brackets, behind = brackets_at(row, 0)
    parts, _ = split_row(brackets.row, frozenset([","]))
    if behind < len(row) or len(parts) not in (3, 4) or len(parts[-2]) != 1:
        return None
    return (parts[0], parts[-1]) if any(is_sign(parts[-2][0], one) for one in DOTS) else None


def _between(
    parser: Parser, sides: list[list[Box]], signs: tuple[str, ...], below: Group
) -> list[Range]:
    r"""Read ``1\le i<j\le n``: each index runs from end to end, where the order holds."""
    if set(signs) <= {">", r"\ge"}:
        sides = sides[::-1]
        signs = tuple("<" if sign == ">" else r"\le" for sign in reversed(signs))
    how = r"write each index with its ends, as in \sum_{1\le i<j\le n}"
    names = [_index_in(side[0], parser) if len(side) == 1 else None for side in sides[1:-1]]
    if None in names or not all(sign in ("<", r"\le") for sign in (signs[0], signs[-1])):
        raise FormulaError(how, below.span)
    inner = [name for name in names if name is not None]
    ends = [parser.whole(side, below.span) for side in (sides[0], sides[-1])]
    is_index = [isinstance(end, tree.Sym) and _may_run(end.name, parser) for end in ends]
    if any(sign not in _CONDITIONS for sign in signs) or any(is_index):
        raise FormulaError(how, below.span)
    if any(name in parser.local for name in inner) or len(set(inner)) < len(inner):
        raise FormulaError("an index that runs already", below.span)
    one = tree.Num(below.span, "1")
    lower = tree.Add(below.span, ends[0], one) if signs[0] == "<" else ends[0]
    upper = tree.Sub(below.span, ends[1], one) if signs[-1] == "<" else ends[1]
    ranges = [Range(inner[0], lower, upper)]
    for before, sign, name in zip(inner, signs[1:-1], inner[1:], strict=False):
        symbols = (tree.Sym(below.span, before), tree.Sym(below.span, name))
        ranges.append(Range(name, lower, upper, None, (tree.Rel(below.span, sign, *symbols),)))
    return ranges


def _with_common_ends(parser: Parser, pieces: list[list[Box]], below: Group) -> list[Range] | None:
    r"""Read ``1\le i,j\le n``: all of them run from end to end; None where it is no such list."""
    (first, *between), last = pieces[:-1] or [[]], pieces[-1]
    opening, closing = split_row(first, RELATIONS), split_row(last, RELATIONS)
    is_list = all(len(piece) == 1 for piece in between)
    if not is_list or any(signs != (r"\le",) for _, signs in (opening, closing)):
        return None
    (start, one), (other, end) = opening[0], closing[0]
    names = [_index_in(side[0], parser) for side in (one, *between, other) if len(side) == 1]
    if len(names) < len(pieces) or None in names:
        return None
    lower, upper = (parser.whole(side, below.span) for side in (start, end))
    return [Range(name, lower, upper) for name in names if name is not None]


def _relations(
    parser: Parser, row: list[Box], below: Group, names: Sequence[str]
) -> Iterable[tree.Rel]:
    """Read a condition on indices that run."""
    inner = parser.within(row, below.span, names)
    sides, signs = inner.chain()
    allowed = (*_CONDITIONS, "=")
    if len(signs) != 1 or signs[0] not in allowed:
        raise FormulaError("cannot read this range", below.span)
    condition = tree.Rel(below.span, signs[0], *sides)
    if not free_names(condition, parser.scope) & set(names):
        what = f"this condition does not speak of {' or '.join(map(readable, names))}"
        raise FormulaError(what, below.span)
    return [condition]


def _without_range(parser: Parser, rows: list[list[Box]], below: Group) -> _Below:
    r"""Read a condition alone: ``i\ne j``, ``k\ne y``, ``i>1``."""
    sides, signs = split_row(rows[0], RELATIONS)
    name = _index_in(sides[0][0], parser) if sides[0] else None
    if name is None or len(sides[0]) > 1 or len(signs) != 1:
        raise FormulaError("an index should stand here", below.span)
    if len(rows) > 1:
        what = r"several conditions: say which indices run, as in \sum_{i,j,k:\,i\ne j, j\ne k}"
        raise FormulaError(what, below.span)
    if signs[0] not in _CONDITIONS:
        raise FormulaError("cannot read this range", below.span)
    other = _index_in(sides[1][0], parser) if len(sides[1]) == 1 else None
    bound = [name, other] if other and not parser.known(other) else [name]
    node = parser.whole(sides[1], below.span, bound)
    condition = tree.Rel(below.span, signs[0], tree.Sym(rows[0][0].span, name), node)
    may_both = isinstance(node, tree.Sym) and _may_run(node.name, parser)
    if may_both:
        return _Below([Range(name)], pair=condition)
    return _Below([Range(name)], [condition])


def _may_run(name: str, parser: Parser) -> bool:
    """Tell whether a name may be that of an index: it is declared as one, or not at all."""
    is_index = isinstance(parser.scope.domain(name), Index | Outcome)
    return is_index or name in parser.local or not parser.known(name)


def _ends(pair: tree.Rel) -> tuple[tree.Sym, tree.Sym]:
    assert isinstance(pair.left, tree.Sym)
    assert isinstance(pair.right, tree.Sym)
    return pair.left, pair.right


def _paired(parser: Parser, found: _Below, body: tree.Node) -> list[Range]:
    """Return which of two indices runs, or that both do."""
    assert found.pair is not None
    pair = found.pair
    first, second = (side.name for side in _ends(pair))
    one, other = (Range(name, conditions=(pair,)) for name in (first, second))
    both = [Range(first), other]
    outside = {name for name in (first, second) if name in parser.local}
    if len(outside) == 2 or first == second:
        raise FormulaError("both indices run already: which one runs here?", pair.span)
    if outside:
        return [one] if second in outside else [other]
    elsewhere = parser.elsewhere
    if elsewhere is None or parser.in_sentence:
        return both
    used = free_names(body, parser.scope)
    given = [name in elsewhere.names for name in (first, second)]
    match (first in used, second in used), given:
        case (True, _) | (False, False), [False, True]:
            return [one]
        case (False, True), [True, False]:
            return [other]
        case (True, True), [False, False] if elsewhere.is_display:
            return both
        case (True, _), [True, True]:
            return [one]
        case (True, False), [False, False] if not elsewhere.is_display:
            return [one]
    raise FormulaError(_ambiguous(first, second, pair), pair.span)


def _ambiguous(first: str, second: str, pair: tree.Rel) -> str:
    i, j = readable(first), readable(second)
    sign = pair.relation
    return (
        f"ambiguous: does {j} run as well? Write {i},{j}:\\,{i}{sign} {j} for both,"
        f" {i}:\\,{i}{sign} {j} for {i} alone"
    )


def _with_upper(
    parser: Parser, ranges: list[Range], below: Group, above: Group | None
) -> list[Range]:
    """Return ranges with the upper end that stands above, which is that of all of them."""
    last = ranges[-1]
    is_open = [one.lower is not None and one.upper is None for one in ranges]
    if above is None:
        if any(is_open):
            raise FormulaError("a lower end without an upper one", below.span)
        return _over_the_same(ranges, parser)
    upper = parser.group(above)
    if is_open[-1]:
        if not all(one.is_bare or is_open[at] for at, one in enumerate(ranges)):
            raise FormulaError("cannot read these ranges", below.span)
        return [replace(one, lower=one.lower or last.lower, upper=upper) for one in ranges]
    domain = parser.scope.domain(last.variable)
    size = domain.of if isinstance(domain, Index) else ""
    if len(ranges) > 1 or not last.is_bare or upper != _size(size, upper):
        raise _no_lower(last.variable, above)
    return [replace(last, lower=tree.Num(below.span, "1"), upper=upper)]


def _no_lower(name: str, above: Group) -> FormulaError:
    i = readable(name)
    return FormulaError(f"an upper end without a lower one: write {i}=1 below", above.span)


def _over_the_same(ranges: list[Range], parser: Parser) -> list[Range]:
    r"""Return ranges in which ``i,j\in S`` says of both what they are in."""
    last = ranges[-1]
    return [
        replace(last, variable=one.variable, conditions=())
        if one.is_bare and not last.is_bare and not parser.known(one.variable)
        else one
        for one in ranges
    ]


def _size(name: str, like: tree.Node) -> tree.Node:
    kind = tree.Num if name.isdigit() else tree.Sym
    return kind(like.span, name)


def _with_conditions(
    ranges: list[Range], conditions: Sequence[tree.Rel], parser: Parser
) -> list[Range]:
    """Return ranges with each condition at the last index of which it speaks."""
    found = [*ranges]
    for condition in conditions:
        names = free_names(condition, parser.scope)
        at = max(at for at, one in enumerate(found) if one.variable in names)
        found[at] = replace(found[at], conditions=(*found[at].conditions, condition))
    return found


def _known(one: Range, body: tree.Node, parser: Parser, below: Group) -> Range:
    """Return a range whose ends are known: for what is not declared, from where it is used."""
    is_written = one.lower is not None or one.over is not None
    if is_written or parser.scope.domain(one.variable) is not None or parser.in_sentence:
        return one
    uses = list(dict.fromkeys(_uses(one.variable, body, parser, below.span)))
    if len(uses) != 1:
        i = readable(one.variable)
        what = "over what" if not uses else "over which of its uses"
        raise FormulaError(
            f"{what} does {i} run? Write {i}=1 below and the end above, or declare {i}", below.span
        )
    lower, upper, over = uses[0]
    return replace(one, lower=lower, upper=upper, over=over)


_Ends = tuple[tree.Node | None, tree.Node | None, tree.Node | None]


def _uses(name: str, body: tree.Node, parser: Parser, span: Span) -> Iterable[_Ends]:
    """Yield what a name runs over by its uses, as the index of an array or as an outcome."""
    scope = parser.scope
    for node in tree.walk(body):
        match node:
            case tree.Idx(base=tree.Sym(name=base), indices=indices):
                domain = scope.domain(base)
                declared = scope.symbols.get(base)
                for at, index in enumerate(indices):
                    if not (isinstance(index, tree.Sym) and index.name == name):
                        continue
                    if isinstance(domain, Numbers) and at < len(domain.shape):
                        yield _positions(domain.shape[at], domain.first, span)
                    elif declared is not None and at < len(declared.indices):
                        of = scope.domain(declared.indices[at])
                        if isinstance(of, Index):
                            yield _positions(of.of, 1, span)
            case tree.App(name=law, args=args) if isinstance(domain := scope.domain(law), Pmf):
                for argument, sort in zip(args, domain.sorts, strict=False):
                    if isinstance(argument, tree.Sym) and argument.name == name:
                        yield None, None, tree.Sym(span, sort)


def _positions(size: str, first: int, span: Span) -> _Ends:
    last = _size(size, tree.Num(span, size))
    if first == 0:
        last = tree.Sub(span, last, tree.Num(span, "1"))
    return tree.Num(span, str(first)), last, None
