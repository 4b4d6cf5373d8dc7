r"""Reads what symbols mean: a table that readers read, and blocks of lines that override it.

A line binds a symbol to the values that it may take, to a Python expression or to a formula::

    $y$ : {0,1}
    $\hat y$ := $\sigma(z)$
    $L$ := `binary.binary_cross_entropy(y, y_hat)`
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from ...common.problems import Place, Problem
from ..language import notation
from ..language.boxes import Atom, Box, Scripts, layout_of, visible
from ..language.names import is_sign, name_of
from ..language.rows import one_bar, with_word
from ..language.tokens import FormulaError

SEPARATORS = frozenset([",", ";", r"\mid", r"\|", "|"])

_OPEN, _CLOSE = frozenset(["(", "["]), frozenset([")", "]"])


class NotationError(Exception):
    """A line of notation cannot be read: the line with some number, where that is known."""

    def __init__(self, what: str, line: int = 1) -> None:
        super().__init__(what)
        self.what = what
        self.line = line

    def at(self, file: Path) -> Problem:
        """Return what is to be mended in a file."""
        return Problem(Place(file, self.line), self.what)


def read_lines(
    lines: Sequence[str], file: Path, first: int, scope: notation.Scope
) -> tuple[list[notation.Declaration], list[NotationError]]:
    """Return the declarations of a block, and what is wrong with the lines that cannot be read.

    ``first`` is the number of its first line.
    """
    declarations: list[notation.Declaration] = []
    errors: list[NotationError] = []
    for number, line in enumerate(lines, start=first):
        if not line.strip():
            continue
        try:
            known = scope.extended(declarations)
            declarations.append(_read_line(line.strip(), str(file), number, known))
        except (FormulaError, NotationError) as error:
            errors.append(NotationError(f"notation '{line.strip()}': {error}", number))
    return declarations, errors


_LINE = re.compile(r"^\$(?P<symbol>[^$]+)\$\s*(?P<sign>:=|:)\s*(?P<what>.+)$")


def _read_line(line: str, file: str, number: int, scope: notation.Scope) -> notation.Declaration:
    match = _LINE.match(line)
    if match is None:
        raise NotationError("write $symbol$ : values, or $symbol$ := `python` or $formula$")
    bound = read_bound(
        f"{match['sign']} {match['what']}" if match["sign"] == ":=" else match["what"]
    )
    return declare(match["symbol"], bound, scope, file=file, line=number)


def read_bound(what: str) -> notation.Domain | notation.Call | notation.Formula | None:
    """Read what stands behind a symbol: ``:=`` with code or a formula, or a domain."""
    if what.startswith(":="):
        value = what[2:].strip()
        if value.startswith("$") and value.endswith("$") and len(value) > 2:
            return notation.Formula(value[1:-1])
        return notation.Call(value.strip("`"))
    return read_domain(what)


def declare(
    symbol: str,
    bound: notation.Domain | notation.Call | notation.Formula | None,
    scope: notation.Scope,
    *,
    meaning: str = "",
    file: str = "",
    line: int = 0,
) -> notation.Declaration:
    """Return the declaration of a symbol that is written in TeX.

    Raises:
        FormulaError, NotationError: this is no symbol.
    """
    boxes = with_word(visible(layout_of(symbol)))
    if not boxes:
        raise NotationError("there is no symbol")
    parameters, separators = _parameters(boxes)
    indices: tuple[str, ...] = ()
    head = boxes[0]
    name = name_of(head)
    if isinstance(head, Scripts) and isinstance(bound, notation.Formula) and parameters is None:
        indices = _own_indices(head, scope)
        name = name_of(head.base) if indices else name
    if name is None:
        raise NotationError(f"'{symbol}' is no symbol")
    return notation.Declaration(
        tex=symbol,
        name=name,
        bound=bound,
        parameters=parameters,
        separators=separators,
        indices=indices,
        meaning=meaning,
        file=file,
        line=line,
    )


def _own_indices(head: Scripts, scope: notation.Scope) -> tuple[str, ...]:
    """Return the subscripts that are declared as indices: the c of ``f_c``."""
    if head.below is None or head.above is not None or head.primes:
        return ()
    names = [name_of(box) for box in visible(head.below.body)]
    are_indices = [
        name is not None and isinstance(scope.domain(name), notation.Index) for name in names
    ]
    return tuple(name for name in names if name) if all(are_indices) else ()


def _parameters(
    boxes: Sequence[Box],
) -> tuple[tuple[notation.Parameter, ...] | None, tuple[str, ...]]:
    if len(boxes) == 1:
        return None, ()
    if not (is_sign(boxes[1], "(") and is_sign(boxes[-1], ")")):
        raise NotationError("a symbol is a letter, or a name with its arguments in brackets")
    parameters: list[notation.Parameter] = []
    separators: list[str] = []
    for position, box in enumerate(one_bar(boxes[2:-1])):
        if position % 2:
            if not isinstance(box, Atom) or box.text not in SEPARATORS:
                raise NotationError("arguments are separated by ',', ';', '\\mid' or '\\|'")
            separators.append(box.text)
        else:
            parameters.append(_parameter(box))
    if len(parameters) != len(separators) + 1:
        raise NotationError("an argument is missing")
    return tuple(parameters), tuple(separators)


def _parameter(box: Box) -> notation.Parameter:
    if isinstance(box, Scripts) and box.below is None and box.above and not box.primes:
        name = name_of(box.base)
        if name and [is_sign(part, "2") for part in box.above.body] == [True]:
            return notation.Parameter(name, is_square=True)
    name = name_of(box)
    if name is None:
        raise NotationError("an argument is a letter")
    return notation.Parameter(name)


_NUMBER = r"-?(?:\d+(?:\.\d+)?|pi)"

_ENDS = rf"(?P<low>{_NUMBER}),\s*(?P<high>{_NUMBER})"

_SHAPE = r"\[(?P<shape>\w+(?:,\s*\w+)*)\]"


def read_domain(text: str) -> notation.Domain:
    """Read a domain in the words of the notation table.

    Raises:
        NotationError: these are no values that are known here.
    """
    text = text.strip()
    for pattern, domain in _DOMAINS.items():
        if match := re.fullmatch(pattern, text):
            return domain(match)
    raise NotationError(f"'{text}' says nothing about the values")


def _size(match: re.Match[str]) -> notation.Size:
    low, high = _whole_ends(match)
    if low < 1:
        raise NotationError(f"'{match[0]}' is no range")
    return notation.Size(low, high)


def _whole_ends(match: re.Match[str]) -> tuple[int, int]:
    if max(len(match["low"]), len(match["high"])) > 9:
        raise NotationError("whole numbers of a range have at most nine digits")
    low, high = int(match["low"]), int(match["high"])
    if low > high:
        raise NotationError(f"'{match[0]}' is no range")
    return low, high


def _range(match: re.Match[str]) -> notation.Real:
    low, high = (_number(match[end]) for end in ("low", "high"))
    if low >= high:
        raise NotationError(f"'{match[0]}' is empty")
    return notation.Real(
        low=low,
        high=high,
        low_closed=match["open"] == "[",
        high_closed=match["close"] == "]",
        shape=_shape(match),
    )


def _pmf(match: re.Match[str]) -> notation.Pmf:
    sorts = tuple(_sort(part) for part in match["sorts"].split(r"\times"))
    return notation.Pmf(sorts, match["plus"] == "+")


_DOMAINS: dict[str, Callable[[re.Match[str]], notation.Domain]] = {
    rf"(?P<open>[\[(]){_ENDS}(?P<close>[\])])(?:{_SHAPE})?": _range,
    r"size (?P<low>\d+)\.\.(?P<high>\d+)": _size,
    r"int (?P<low>-?\d+)\.\.(?P<high>-?\d+)": lambda m: notation.Whole(*_whole_ends(m)),
    rf"index of (?P<of>\w+)(?: {_SHAPE})?": lambda m: notation.Index(m["of"], shape=_shape(m)),
    r"expectation": lambda _: notation.Expectation(),
    r"set of (?P<size>\w+)": lambda m: notation.Outcomes(m["size"]),
    r"in (?P<sort>\S.*)": lambda m: notation.Outcome(_sort(m["sort"])),
    r"pmf(?P<plus>\+?) on (?P<sorts>\S.*)": _pmf,
    r"random variable with law (?P<law>\S+) on (?P<sort>\S.*)": lambda m: notation.Variable(
        m["law"], _sort(m["sort"])
    ),
    rf"real(?:{_SHAPE})?(?P<nonzero>, nonzero)?(?P<zero> from 0)?": lambda m: notation.Real(
        shape=_shape(m), nonzero=bool(m["nonzero"]), first=0 if m["zero"] else 1
    ),
    rf"\{{0,\s*1\}}(?:{_SHAPE})?(?P<mixed>, mixed)?": lambda m: notation.Binary(
        shape=_shape(m), mixed=bool(m["mixed"])
    ),
    rf"onehot{_SHAPE}": lambda m: notation.OneHot(shape=_shape(m)),
    rf"simplex(?P<plus>\+?){_SHAPE}": lambda m: notation.Simplex(
        shape=_shape(m), positive=m["plus"] == "+"
    ),
}
"""How an author writes a domain, and what is made of it."""


def _number(text: str) -> float:
    return 3.141592653589793 if text == "pi" else float(text)


def _shape(match: re.Match[str]) -> tuple[str, ...]:
    return tuple(part.strip() for part in (match["shape"] or "").split(",") if part)


def _sort(text: str) -> str:
    try:
        boxes = visible(layout_of(text.strip()))
    except FormulaError as error:
        raise NotationError(error.message) from None
    name = name_of(boxes[0]) if len(boxes) == 1 else None
    if name is None:
        raise NotationError(f"'{text}' is no set")
    return name


_ROW = re.compile(r"^\|(?P<symbols>.*?)\|(?P<meaning>[^|]*)\|\s*(?P<home>[^|]*)\|\s*$")

_SYMBOL = re.compile(r"\$([^$]+)\$")

_CODE = re.compile(r"`([^`]+)`")


def read_table(text: str, file: Path) -> notation.Scope:
    """Return the scope that the tables of a notation page give to all pages.

    The first column holds symbols, the second their meaning, the third, in back-ticks, where they
    live: a domain, ``:=`` with Python, ``local`` or ``built in``.

    Raises:
        NotationError: a row that cannot be read.
    """
    scope = notation.Scope()
    for number, symbols, meaning, where in table_rows(text):
        home = _CODE.search(where)
        if home is None:
            raise NotationError("the row does not say where the symbol lives", number)
        base = re.fullmatch(r"base (\w+)", home[1])
        if base is not None:
            scope = replace(scope, log_base=base[1])
            continue
        if home[1] == "built in":
            continue
        bound = None if home[1] == "local" else _bound_in_table(home[1], number)
        declared = []
        for symbol in symbols:
            try:
                declared.append(
                    declare(symbol, bound, scope, meaning=meaning, file=str(file), line=number)
                )
            except (FormulaError, NotationError) as error:
                raise NotationError(f"notation ${symbol}$: {error}", number) from None
        scope = scope.extended(declared).explaining(declared)
    return scope


def table_rows(text: str) -> Iterator[tuple[int, list[str], str, str]]:
    """Yield the rows that have symbols: line, symbols, their meaning, and where they live."""
    for number, line in enumerate(text.splitlines(), start=1):
        row = _ROW.match(line)
        if row is not None and (symbols := _SYMBOL.findall(row["symbols"])):
            yield number, symbols, row["meaning"].strip(), row["home"]


def _bound_in_table(
    home: str, number: int
) -> notation.Domain | notation.Call | notation.Formula | None:
    try:
        return read_bound(home)
    except NotationError as error:
        raise NotationError(error.what, number) from None


def undeclared_sizes(scope: notation.Scope) -> Iterator[str]:
    """Yield what is wrong with names that domains use without a declaration."""
    for name in scope.symbols:
        domain = scope.domain(name)
        for size in (
            domain.names if isinstance(domain, notation.Numbers | notation.Outcomes) else ()
        ):
            if not isinstance(scope.domain(size), notation.Size):
                yield f"${name}$ needs a size {size}, which is not declared"
