r"""What symbols mean: a table that readers read, and blocks of lines that override it.

A line binds a symbol to the values that it may take, to a Python expression or to a formula::

    $y$ : {0,1}
    $\hat y$ := $\sigma(z)$
    $L$ := `binary.binary_cross_entropy(y, y_hat)`

A symbol with arguments, such as ``$H(P,Q)$``, is a function; several may share a name, and the
arguments tell which is meant.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from pathlib import Path

from scripts.formulas.layout import (
    LETTERS,
    Accent,
    Atom,
    Box,
    Font,
    Group,
    Scripts,
    layout_of,
    visible,
)
from scripts.formulas.tokens import FormulaError

SEPARATORS = frozenset([",", ";", r"\mid", r"\|", "|"])
_OPEN, _CLOSE = frozenset(["(", "["]), frozenset([")", "]"])


class NotationError(Exception):
    """A line of notation cannot be read."""


@dataclass(frozen=True)
class Domain:
    """The values that a symbol may take."""


@dataclass(frozen=True)
class Size(Domain):
    """A number of things, such as samples."""

    low: int
    high: int


@dataclass(frozen=True)
class Whole(Domain):
    """A whole number that counts nothing."""

    low: int
    high: int


@dataclass(frozen=True)
class Index(Domain):
    """A position from 1 to a size, or an array of such positions."""

    of: str
    shape: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outcomes(Domain):
    """A set with as many outcomes as a size says."""

    size: str


@dataclass(frozen=True)
class Outcome(Domain):
    """One outcome of a set."""

    sort: str


@dataclass(frozen=True)
class Pmf(Domain):
    """A probability mass function on one set or on pairs; positive: without zeros."""

    sorts: tuple[str, ...]
    positive: bool


@dataclass(frozen=True)
class Variable(Domain):
    """A random variable with values in a set."""

    law: str
    sort: str


@dataclass(frozen=True)
class Real(Domain):
    """Numbers from an interval; an end of None is none; nonzero: no row is all zeros."""

    low: float | None = None
    high: float | None = None
    low_closed: bool = False
    high_closed: bool = False
    shape: tuple[str, ...] = ()
    nonzero: bool = False


@dataclass(frozen=True)
class Binary(Domain):
    """Numbers that are 0 or 1; mixed: both occur."""

    shape: tuple[str, ...] = ()
    mixed: bool = False


@dataclass(frozen=True)
class OneHot(Domain):
    """Rows with one 1 and otherwise 0."""

    shape: tuple[str, ...]


@dataclass(frozen=True)
class Simplex(Domain):
    """Rows of probabilities that sum to 1; positive: without zeros."""

    shape: tuple[str, ...]
    positive: bool


@dataclass(frozen=True)
class Call:
    """A Python expression that computes the symbol."""

    python: str


@dataclass(frozen=True)
class Formula:
    """A formula that defines the symbol."""

    tex: str


@dataclass(frozen=True)
class Parameter:
    """An argument of a declared function; a square stands for its root: the s of ``s^2``."""

    name: str
    is_square: bool = False


@dataclass(frozen=True)
class Declaration:
    """One line of notation: what a symbol is.

    ``parameters`` are those of a function and None for a symbol without arguments; ``indices``
    are those that the line itself uses, as in ``$f_c$ := …``. A symbol that the table only
    explains is bound to nothing.
    """

    tex: str
    name: str
    bound: Domain | Call | Formula | None
    parameters: tuple[Parameter, ...] | None = None
    separators: tuple[str, ...] = ()
    indices: tuple[str, ...] = ()
    meaning: str = ""
    file: str = ""
    line: int = 0

    @property
    def text(self) -> str:
        """The line in a fixed form: equal lines have equal texts."""
        return f"{self.name}|{self.parameters}|{self.separators}|{self.indices}|{self.bound}"


@dataclass(frozen=True)
class Scope:
    """The symbols and functions that a formula may use.

    ``meanings`` are the words of the table; ``explained`` are the names that it has, each with the
    separators between its arguments: enough for a sentence, too little to compute with.
    """

    symbols: dict[str, Declaration] = field(default_factory=dict)
    functions: dict[str, tuple[Declaration, ...]] = field(default_factory=dict)
    meanings: dict[str, str] = field(default_factory=dict)
    explained: dict[str, frozenset[tuple[str, ...]]] = field(default_factory=dict)
    log_base: str = "e"

    def extended(self, declarations: Sequence[Declaration]) -> "Scope":
        """Return a scope in which later declarations hide earlier ones.

        A function hides a computed symbol of its name, and the other way round: J(θ) is another J.
        """
        symbols, functions = dict(self.symbols), dict(self.functions)
        for declared in declarations:
            if declared.bound is None:
                continue
            if declared.parameters is None:
                symbols[declared.name] = declared
                if declared.name in self.functions and not isinstance(declared.bound, Domain):
                    functions[declared.name] = ()
            else:
                earlier = functions.get(declared.name, ())
                functions[declared.name] = (declared, *earlier)
                if not isinstance(getattr(self.symbols.get(declared.name), "bound", None), Domain):
                    symbols.pop(declared.name, None)
        functions = {name: declared for name, declared in functions.items() if declared}
        meanings = self.meanings | {d.name: d.meaning for d in declarations if d.meaning}
        return Scope(symbols, functions, meanings, self.explained, self.log_base)

    def explaining(self, declarations: Sequence[Declaration]) -> "Scope":
        """Return the scope with further names that the table explains."""
        explained = dict(self.explained)
        for declared in declarations:
            earlier = explained.get(declared.name, frozenset())
            forms = () if declared.parameters is None else (declared.separators,)
            explained[declared.name] = earlier | frozenset(forms)
        return replace(self, explained=explained)

    def domain(self, name: str) -> Domain | None:
        """Return the values of a symbol, where it has any of its own."""
        declared = self.symbols.get(name)
        bound = declared.bound if declared else None
        return bound if isinstance(bound, Domain) else None

    def size_of_sort(self, sort: str) -> str | None:
        """Return the size that counts the outcomes of a set."""
        domain = self.domain(sort)
        return domain.size if isinstance(domain, Outcomes) else None

    @cached_property
    def python_names(self) -> dict[str, str]:
        """The name of each symbol by its name in Python."""
        return {python_name(name): name for name in self.symbols}


def read_lines(lines: Sequence[str], file: Path, first: int, scope: Scope) -> list[Declaration]:
    """Return the declarations of a block; ``first`` is the number of its first line.

    Raises:
        NotationError: a line that cannot be read; the message begins with its place.
    """
    declarations: list[Declaration] = []
    for number, line in enumerate(lines, start=first):
        if not line.strip():
            continue
        try:
            known = scope.extended(declarations)
            declarations.append(_read_line(line.strip(), str(file), number, known))
        except (FormulaError, NotationError) as error:
            message = error.message if isinstance(error, FormulaError) else str(error)
            raise NotationError(f"{file}:{number}: notation '{line.strip()}': {message}") from None
    return declarations


_LINE = re.compile(r"^\$(?P<symbol>[^$]+)\$\s*(?P<sign>:=|:)\s*(?P<what>.+)$")


def _read_line(line: str, file: str, number: int, scope: Scope) -> Declaration:
    match = _LINE.match(line)
    if match is None:
        raise NotationError("write $symbol$ : values, or $symbol$ := `python` or $formula$")
    bound = read_bound(
        f"{match['sign']} {match['what']}" if match["sign"] == ":=" else match["what"]
    )
    return declare(match["symbol"], bound, scope, file=file, line=number)


def read_bound(what: str) -> Domain | Call | Formula | None:
    """Read what stands behind a symbol: ``:=`` with code or a formula, or a domain."""
    if what.startswith(":="):
        value = what[2:].strip()
        if value.startswith("$") and value.endswith("$") and len(value) > 2:
            return Formula(value[1:-1])
        return Call(value.strip("`"))
    return read_domain(what)


def declare(
    symbol: str,
    bound: Domain | Call | Formula | None,
    scope: Scope,
    *,
    meaning: str = "",
    file: str = "",
    line: int = 0,
) -> Declaration:
    """Return the declaration of a symbol that is written in TeX.

    Raises:
        FormulaError, NotationError: this is no symbol.
    """
    boxes = visible(layout_of(symbol))
    if not boxes:
        raise NotationError("there is no symbol")
    parameters, separators = _parameters(boxes)
    indices: tuple[str, ...] = ()
    head = boxes[0]
    name = name_of(head)
    if isinstance(head, Scripts) and isinstance(bound, Formula) and parameters is None:
        indices = _own_indices(head, scope)
        name = name_of(head.base) if indices else name
    if name is None:
        raise NotationError(f"'{symbol}' is no symbol")
    return Declaration(
        symbol, name, bound, parameters, separators, indices, meaning, file=file, line=line
    )


def _own_indices(head: Scripts, scope: Scope) -> tuple[str, ...]:
    """Return the subscripts that are declared as indices: the c of ``f_c``."""
    if head.below is None or head.above is not None or head.primes:
        return ()
    names = [name_of(box) for box in visible(head.below.body)]
    are_indices = [name is not None and isinstance(scope.domain(name), Index) for name in names]
    return tuple(name for name in names if name) if all(are_indices) else ()


def _parameters(boxes: Sequence[Box]) -> tuple[tuple[Parameter, ...] | None, tuple[str, ...]]:
    if len(boxes) == 1:
        return None, ()
    if not (is_sign(boxes[1], "(") and is_sign(boxes[-1], ")")):
        raise NotationError("a symbol is a letter, or a name with its arguments in brackets")
    parameters: list[Parameter] = []
    separators: list[str] = []
    for position, box in enumerate(boxes[2:-1]):
        if position % 2:
            if not isinstance(box, Atom) or box.text not in SEPARATORS:
                raise NotationError("arguments are separated by ',', ';', '\\mid' or '\\|'")
            separators.append(box.text)
        else:
            parameters.append(_parameter(box))
    if len(parameters) != len(separators) + 1:
        raise NotationError("an argument is missing")
    return tuple(parameters), tuple(separators)


def _parameter(box: Box) -> Parameter:
    if isinstance(box, Scripts) and box.below is None and box.above and not box.primes:
        name = name_of(box.base)
        if name and [is_sign(part, "2") for part in box.above.body] == [True]:
            return Parameter(name, is_square=True)
    name = name_of(box)
    if name is None:
        raise NotationError("an argument is a letter")
    return Parameter(name)


def is_sign(box: Box, text: str) -> bool:
    """Tell whether a box is one given sign."""
    return isinstance(box, Atom) and box.text == text


def name_of(box: Box) -> str | None:
    r"""Return the name of a letter with its accent, font and subscript: ``D_{\mathrm{KL}}``."""
    match box:
        case Atom(text=text) if text in LETTERS or (len(text) == 1 and text.isalpha()):
            return text
        case Accent(accent=accent, base=base) if (inner := _inner_name(base)) is not None:
            return f"{accent}{{{inner}}}"
        case Font(font=font, body=body) if (inner := _inner_name(body, font)) is not None:
            return f"{font}{{{inner}}}"
        case Scripts(base=base, below=Group() as below, above=None, primes=0):
            name, under = name_of(base), _subscript_name(below)
            return f"{name}_{{{under}}}" if name and under else None
    return None


def _inner_name(group: Group, font: str = "") -> str | None:
    inner = visible(group.body)
    texts = [box.text for box in inner if isinstance(box, Atom)]
    if font and len(texts) == len(inner) and texts and all(_alphanumeric(t) for t in texts):
        return "".join(texts)
    return name_of(inner[0]) if len(inner) == 1 else None


def _alphanumeric(text: str) -> bool:
    return len(text) == 1 and text.isalnum()


def _subscript_name(group: Group) -> str | None:
    parts: list[str] = []
    for box in visible(group.body):
        if isinstance(box, Atom) and (_alphanumeric(box.text) or box.text in LETTERS):
            parts.append(box.text)
        elif (name := name_of(box)) is not None:
            parts.append(name)
        else:
            return None
    return " ".join(parts) if parts else None


_ACCENT = re.compile(r"\\(?P<accent>hat|bar|tilde)\{(?P<base>[^{}]*)\}")
_GREEK = {r"\varepsilon": "epsilon", r"\varphi": "phi", r"\lambda": "lambda_"}


@cache
def python_name(name: str) -> str:
    r"""Return the name of a symbol in Python: ``\hat{y}`` is y_hat, ``p_{t}`` is p_t."""
    for tex, python in _GREEK.items():
        name = name.replace(tex, python)
    name = _ACCENT.sub(lambda m: f"{m['base']}_{m['accent']}", name)
    name = re.sub(r"\\math[a-z]+\{(\w+)\}", r"\1", name)
    return re.sub(r"[\\{} ]", "", name)


_NUMBER = r"-?(?:\d+(?:\.\d+)?|pi)"
_SHAPE = r"\[(?P<shape>\w+(?:,\s*\w+)*)\]"
_RANGE = re.compile(
    rf"^(?P<open>[\[(])(?P<low>{_NUMBER}),\s*(?P<high>{_NUMBER})(?P<close>[\])])(?:{_SHAPE})?$"
)
_SIMPLE = {
    "size": re.compile(r"^size (?P<low>\d+)\.\.(?P<high>\d+)$"),
    "int": re.compile(r"^int (?P<low>-?\d+)\.\.(?P<high>-?\d+)$"),
    "index": re.compile(rf"^index of (?P<of>\w+)(?: {_SHAPE})?$"),
    "set": re.compile(r"^set of (?P<size>\w+)$"),
    "outcome": re.compile(r"^in (?P<sort>\S.*)$"),
    "pmf": re.compile(r"^pmf(?P<plus>\+?) on (?P<sorts>\S.*)$"),
    "variable": re.compile(r"^random variable with law (?P<law>\S+) on (?P<sort>\S.*)$"),
    "real": re.compile(rf"^real(?:{_SHAPE})?(?P<nonzero>, nonzero)?$"),
    "binary": re.compile(rf"^\{{0,\s*1\}}(?:{_SHAPE})?(?P<mixed>, mixed)?$"),
    "onehot": re.compile(rf"^onehot{_SHAPE}$"),
    "simplex": re.compile(rf"^simplex(?P<plus>\+?){_SHAPE}$"),
}


def read_domain(text: str) -> Domain:
    """Read a domain in the words of the notation table.

    Raises:
        NotationError: these are no values that are known here.
    """
    text = text.strip()
    if match := _RANGE.match(text):
        return _range(match)
    for kind, pattern in _SIMPLE.items():
        if match := pattern.match(text):
            return _simple(kind, match)
    raise NotationError(f"'{text}' says nothing about the values")


def _simple(kind: str, match: re.Match[str]) -> Domain:
    found = match.groupdict()
    shape = _shape(found.get("shape"))
    match kind:
        case "size" | "int":
            low, high = int(found["low"]), int(found["high"])
            if low > high or (kind == "size" and low < 1):
                raise NotationError(f"'{match[0]}' is no range")
            return Size(low, high) if kind == "size" else Whole(low, high)
        case "index":
            return Index(found["of"], shape)
        case "set":
            return Outcomes(found["size"])
        case "outcome":
            return Outcome(_sort(found["sort"]))
        case "pmf":
            sorts = tuple(_sort(part) for part in found["sorts"].split(r"\times"))
            return Pmf(sorts, found["plus"] == "+")
        case "variable":
            return Variable(found["law"], _sort(found["sort"]))
        case "binary":
            return Binary(shape, bool(found["mixed"]))
        case "onehot":
            return OneHot(shape)
        case "simplex":
            return Simplex(shape, found["plus"] == "+")
    return Real(shape=shape, nonzero=bool(found["nonzero"]))


def _range(match: re.Match[str]) -> Real:
    low, high = (_number(match[end]) for end in ("low", "high"))
    if low >= high:
        raise NotationError(f"'{match[0]}' is empty")
    return Real(low, high, match["open"] == "[", match["close"] == "]", _shape(match["shape"]))


def _number(text: str) -> float:
    return 3.141592653589793 if text == "pi" else float(text)


def _shape(text: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",")) if text else ()


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


def read_table(text: str, file: Path) -> Scope:
    """Return the scope that the tables of a notation page give to all pages.

    The first column holds symbols, the second their meaning, the third, in back-ticks, where they
    live: a domain, ``:=`` with Python, ``local`` or ``built in``.

    Raises:
        NotationError: a row that cannot be read.
    """
    scope = Scope()
    for number, line in enumerate(text.splitlines(), start=1):
        row = _ROW.match(line)
        if row is None or not (symbols := _SYMBOL.findall(row["symbols"])):
            continue
        home = _CODE.search(row["home"])
        if home is None:
            raise NotationError(f"{file}:{number}: the row does not say where the symbol lives")
        base = re.fullmatch(r"base (\w+)", home[1])
        if base is not None:
            scope = replace(scope, log_base=base[1])
            continue
        if home[1] == "built in":
            continue
        bound = None if home[1] == "local" else _bound_in_table(home[1], file, number)
        declared = []
        for symbol in symbols:
            try:
                meaning = row["meaning"].strip()
                declared.append(
                    declare(symbol, bound, scope, meaning=meaning, file=str(file), line=number)
                )
            except (FormulaError, NotationError) as error:
                raise NotationError(f"{file}:{number}: notation ${symbol}$: {error}") from None
        scope = scope.extended(declared).explaining(declared)
    return scope


def _bound_in_table(home: str, file: Path, number: int) -> Domain | Call | Formula | None:
    try:
        return read_bound(home)
    except NotationError as error:
        raise NotationError(f"{file}:{number}: {error}") from None


def undeclared_sizes(scope: Scope) -> Iterator[str]:
    """Yield what is wrong with names that domains use without a declaration."""
    for name, declared in scope.symbols.items():
        match declared.bound:
            case (
                Real(shape=shape) | Binary(shape=shape) | OneHot(shape=shape) | Simplex(shape=shape)
            ):
                wanted = shape
            case Index(of=of, shape=shape):
                wanted = (of, *shape)
            case Outcomes(size=size):
                wanted = (size,)
            case _:
                continue
        for size in wanted:
            if not size.isdigit() and not isinstance(scope.domain(size), Size):
                yield f"${name}$ needs a size {size}, which is not declared"
