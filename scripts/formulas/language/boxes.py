r"""Reads tokens as boxes: which is over which line, below which letter, in which cell.

The result says what a reader sees, and nothing yet about what it means. KaTeX draws the formula
from a tree of its own; the tests compare the two node by node, so that what is checked is what is
shown. Commands that are not listed here are refused.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from .tokens import FormulaError, Span, Token, tokens_of


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


LETTERS = _set(
    r"\alpha \beta \gamma \delta \epsilon \varepsilon \zeta \eta \theta \iota \kappa \lambda \mu"
    r" \nu \xi \pi \rho \sigma \tau \phi \varphi \chi \psi \omega \Gamma \Delta \Theta \Lambda"
    r" \Xi \Pi \Sigma \Phi \Psi \Omega \ell"
)
FUNCTIONS = _set(r"\log \ln \exp \cos \sin \tan \arccos \arcsin \arctan \tanh \cosh \sinh")
BIG = _set(r"\sum \prod \max \min \lim \arg \int")
DEFINES = _set(r":= \triangleq \equiv \coloneqq")
"""Signs that say of an equation that it is a definition."""
NO_EQUATIONS = _set(r"\propto \implies \Rightarrow \iff \Leftrightarrow \notin")
RELATIONS = DEFINES | NO_EQUATIONS | _set(r"= < > \le \leq \ge \geq \ne \neq \approx \in \sim \to")
OPERATORS = _set(r"+ - / * \cdot \times \odot")
OTHERS = _set(
    r"\partial \nabla \infty \top \intercal \mid \parallel \| \Vert \vert \{ \} \dots \ldots \cdots"
    r" \Pr \forall \exists \setminus"
)
SYMBOLS = LETTERS | FUNCTIONS | BIG | RELATIONS | OPERATORS | OTHERS
CHARACTERS = frozenset(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789()[]|,;:.!=<>+-/*"
)
SPACES = frozenset(
    [r"\,", r"\:", r"\;", r"\!", r"\ ", r"\quad", r"\qquad", "~", r"\displaystyle", r"\textstyle"]
)
ACCENTS = frozenset([r"\hat", r"\bar", r"\tilde", r"\widehat", r"\vec"])
BOLD = frozenset([r"\boldsymbol", r"\bm"])
FONTS = BOLD | {r"\mathrm", r"\mathcal", r"\mathbb", r"\mathbf", r"\mathsf", r"\mathit"}
TEXTS = frozenset([r"\text", r"\textrm", r"\textit", r"\textbf", r"\textnormal", r"\textsf"])
FRACTIONS = frozenset([r"\frac", r"\tfrac", r"\dfrac", r"\binom"])
OVER = frozenset([r"\overset", r"\stackrel"])
NUMBERED = frozenset(["align", "gather", "equation"])
LINES = NUMBERED | {f"{name}*" for name in NUMBERED} | {"aligned", "split", "gathered"}
"""The environments whose lines are those of one display."""
MATRICES = frozenset(["matrix", "pmatrix", "bmatrix"])
ENVIRONMENTS = LINES | MATRICES | {"cases"}
_SIZES = {"big": 1, "Big": 2, "bigg": 3, "Bigg": 4}
DELIMITERS = {
    f"\\{size}{side}": (number, kind)
    for size, number in _SIZES.items()
    for side, kind in (("l", "open"), ("r", "close"), ("m", "between"), ("", ""))
}
SIDED = {r"\lvert": "open", r"\rvert": "close", r"\lVert": "open", r"\rVert": "close"}
"""Bars that say on which side they stand."""
FENCES = _set(r"( ) [ ] | \{ \} \| \Vert \vert") | set(SIDED)
_SAME = {
    r"\leq": r"\le", r"\geq": r"\ge", r"\neq": r"\ne", r"\Vert": r"\|", r"\vert": "|",
    r"\lvert": "|", r"\rvert": "|", r"\lVert": r"\|", r"\rVert": r"\|", r"\parallel": r"\|",
    r"\bm": r"\boldsymbol",
}  # fmt: skip
_SILENT = frozenset([r"\nonumber", r"\notag"])
"""Commands that draw nothing."""
_COLUMNS = {"cases": 2, "split": 2, "gather": 1, "gather*": 1, "gathered": 1}
_COLUMNS |= {"equation": 1, "equation*": 1}
_MACROS = _set(r"\ne \neq \notin \dots \implies \iff \coloneqq \Pr")
"""What TeX makes several boxes of: no argument without braces."""
_NEGATED = {"=": r"\ne", r"\in": r"\notin"}
_LENGTH = re.compile(r"-?(\d+\.?\d*|\.\d+)(em|ex|pt|mm|cm|in)")


@dataclass(frozen=True)
class Box:
    """Something that is drawn, with its place in the source."""

    span: Span = field(compare=False)


@dataclass(frozen=True)
class Atom(Box):
    """A letter, digit, sign or named symbol."""

    text: str


_TAKE_LIMITS = [Atom((0, 0), sign) for sign in (r"\sum", r"\prod", r"\int", r"\max", r"\min")]


_ARROWS = [Atom((0, 0), sign) for sign in (r"\implies", r"\iff")]


@dataclass(frozen=True)
class Space(Box):
    r"""A blank that the author asked for, such as ``\,``."""

    text: str


@dataclass(frozen=True)
class Group(Box):
    """What stands between braces, or a single argument."""

    body: tuple[Box, ...]


@dataclass(frozen=True)
class Scripts(Box):
    """A base with what is below, above and primed."""

    base: Box
    below: Group | None
    above: Group | None
    primes: int


@dataclass(frozen=True)
class Fraction(Box):
    """One row over another."""

    style: str
    over: Group
    under: Group


@dataclass(frozen=True)
class Accent(Box):
    """A letter with a sign on top."""

    accent: str
    base: Group


@dataclass(frozen=True)
class Font(Box):
    """Letters in another alphabet."""

    font: str
    body: Group


@dataclass(frozen=True)
class Text(Box):
    """Words within a formula."""

    text: str


@dataclass(frozen=True)
class Delimiter(Box):
    r"""A large bracket or bar; most say whether they open or close: ``\bigl(``."""

    text: str
    size: int
    side: str


@dataclass(frozen=True)
class Fence(Box):
    r"""What stands between ``\left`` and ``\right``."""

    left: str
    right: str
    body: tuple[Box, ...]


@dataclass(frozen=True)
class Word(Box):
    """Letters in a row that are the name of one thing: ``KL``."""

    text: str


@dataclass(frozen=True)
class Over(Box):
    """A sign with a remark over it, such as (a) over an equals sign."""

    remark: Group
    base: Group


@dataclass(frozen=True)
class Root(Box):
    """A square root, or one of the order that stands in its index."""

    body: Group
    order: Group | None = None


@dataclass(frozen=True)
class Underbrace(Box):
    """A row with a brace below; its label is the subscript."""

    body: Group


@dataclass(frozen=True)
class Table(Box):
    """The rows and cells of an environment."""

    environment: str
    rows: tuple[tuple[Group, ...], ...]


def layout_of(tex: str) -> tuple[Box, ...]:
    """Return the boxes of a formula, from left to right.

    Raises:
        FormulaError: TeX that KaTeX would refuse, or that is not supported here.
    """
    reader = _Reader(tokens_of(tex), len(tex))
    row = reader.row(ends=())
    reader.skip_blanks()
    if (token := reader.peek()) is not None:
        raise FormulaError(f"'{token.text}' closes nothing", token.span)
    return row


class _Reader:
    def __init__(self, tokens: Sequence[Token], length: int) -> None:
        self.tokens = tokens
        self.position = 0
        self.fences = 0
        self.end = (max(length - 1, 0), max(length, 1))

    def peek(self) -> Token | None:
        return self.tokens[self.position] if self.position < len(self.tokens) else None

    def skip_blanks(self) -> None:
        while (token := self.peek()) is not None and token.is_blank:
            self.position += 1

    def next(self, wanted: str) -> Token:
        self.skip_blanks()
        token = self.peek()
        if token is None:
            raise FormulaError(f"the formula ends where {wanted} should stand", self.end)
        self.position += 1
        return token

    def expect(self, text: str, after: Token) -> Token:
        token = self.next(f"'{text}'")
        if token.text != text:
            what = f"'{after.text}' needs '{text}' here, not '{token.text}'"
            raise FormulaError(what, token.span)
        return token

    def row(self, ends: tuple[str, ...]) -> tuple[Box, ...]:
        """Read boxes up to one of the ends, which is left to be read."""
        boxes: list[Box] = []
        while True:
            self.skip_blanks()
            token = self.peek()
            if token is None or token.text in ends:
                return tuple(boxes)
            if token.text in ("}", r"\right", r"\end", "&", r"\\"):
                raise FormulaError(f"'{token.text}' does not belong here", token.span)
            if token.text in _SILENT:
                self.position += 1
            else:
                boxes.append(self.scripted())

    def scripted(self) -> Box:
        base = self.box()
        below: Group | None = None
        above: Group | None = None
        primes = 0
        while True:
            self.skip_blanks()
            token = self.peek()
            if token is not None and token.text == r"\limits" and base in _TAKE_LIMITS:
                self.position += 1
                continue
            if token is None or token.text not in ("^", "_", "'"):
                break
            self.position += 1
            if isinstance(base, Space) or base in _ARROWS:
                raise FormulaError(f"nothing that '{token.text}' could belong to", token.span)
            if token.text == "_":
                self._refuse_second(below, token)
                below = self.argument(token)
            elif token.text == "^":
                self._refuse_second(above or primes or None, token)
                above = self.argument(token)
            else:
                self._refuse_second(above or below, token)
                primes += 1
        if below is None and above is None and not primes:
            return base
        end = self.tokens[self.position - 1].span[1]
        ends = [part.span[1] for part in (below, above) if part is not None]
        return Scripts((base.span[0], max(ends) if ends else end), base, below, above, primes)

    def _refuse_second(self, earlier: object, token: Token) -> None:
        if earlier is not None:
            raise FormulaError(f"a second '{token.text}' at the same letter", token.span)

    def box(self) -> Box:
        """Read one box without its scripts."""
        token = self.next("a symbol")
        text, span = token.text, token.span
        if text in CHARACTERS or text in SYMBOLS:
            return Atom(span, _SAME.get(text, text))
        if text in SPACES:
            return Space(span, text)
        if text == "{":
            return self._braces(token)
        if text == r"\not":
            return self._negated(token)
        if text in FRACTIONS:
            over = self.argument(token)
            under = self.argument(token)
            return Fraction((span[0], under.span[1]), text, over, under)
        if text in ACCENTS | FONTS:
            body = self.argument(token)
            kind = Accent if text in ACCENTS else Font
            return kind((span[0], body.span[1]), _SAME.get(text, text), body)
        if text == r"\operatorname":
            return self._operator(token)
        if text in OVER:
            remark = self.argument(token)
            base = self.argument(token)
            return Over((span[0], base.span[1]), remark, base)
        if text in TEXTS:
            return self._text(token)
        if text in SIDED:
            return Delimiter(span, _SAME[text], 0, SIDED[text])
        if text in DELIMITERS:
            return self._delimiter(token)
        if text == r"\middle" and self.fences:
            return self._delimiter(token)
        if text == r"\left":
            return self._fence(token)
        if text == r"\sqrt":
            order = self._order()
            body = self.argument(token)
            return Root((span[0], body.span[1]), body, order)
        if text == r"\underbrace":
            body = self.argument(token)
            return Underbrace((span[0], body.span[1]), body)
        if text == r"\begin":
            return self._table(token)
        if text == r"\substack":
            return self._lines_below(token)
        raise FormulaError(f"cannot read '{text}'", span)

    def argument(self, command: Token) -> Group:
        """Read what a command or a script applies to: braces, or a single symbol."""
        token = self.next(f"the argument of '{command.text}'")
        if token.text == "{":
            group = self._braces(token)
            if command.text in FONTS | ACCENTS and isinstance(next(iter(group.body), None), Group):
                raise FormulaError("braces that draw nothing", group.span)
            return group
        # A named function or a sum may not be an argument without braces.
        plain = SYMBOLS - FUNCTIONS - BIG - _MACROS
        if token.text in CHARACTERS or token.text in plain:
            atom = Atom(token.span, _SAME.get(token.text, token.text))
            return Group(token.span, (atom,))
        raise FormulaError(f"put the argument of '{command.text}' in braces", token.span)

    def _negated(self, command: Token) -> Atom:
        """Read a relation that is struck through."""
        token = self.next("a relation")
        if token.text not in _NEGATED:
            raise FormulaError(r"of relations, only = and \in are struck through", token.span)
        return Atom((command.span[0], token.span[1]), _NEGATED[token.text])

    def _operator(self, command: Token) -> Font:
        """Read an upright name; a star says only where its limits stand."""
        self.skip_blanks()
        token = self.peek()
        if token is not None and token.text == "*":
            self.position += 1
        body = self.argument(command)
        return Font((command.span[0], body.span[1]), r"\mathrm", body)

    def _order(self) -> Group | None:
        """Read the order of a root."""
        self.skip_blanks()
        token = self.peek()
        if token is None or token.text != "[":
            return None
        self.position += 1
        body = self.row(ends=("]",))
        closing = self.next("']'")
        return Group((token.span[0], closing.span[1]), body)

    def _braces(self, opening: Token) -> Group:
        body = self.row(ends=("}",))
        closing = self.next("'}'")
        return Group((opening.span[0], closing.span[1]), body)

    def _text(self, command: Token) -> Text:
        self.expect("{", after=command)
        words = ""
        while True:
            token = self.peek()
            if token is None:
                raise FormulaError("the formula ends within words", self.end)
            self.position += 1
            if token.text == "}":
                return Text((command.span[0], token.span[1]), words.replace("~", " "))
            if len(token.text) > 1 or token.text in "{^_&":
                raise FormulaError(f"'{token.text}' within words", token.span)
            if not (token.is_blank and words.endswith(" ")):
                words += " " if token.is_blank else token.text

    def _delimiter(self, command: Token) -> Delimiter:
        size, side = DELIMITERS.get(command.text, (0, "between"))
        token = self.next("a bracket")
        if token.text not in FENCES:
            raise FormulaError(f"'{token.text}' is no bracket", token.span)
        text = _SAME.get(token.text, token.text)
        return Delimiter((command.span[0], token.span[1]), text, size, side)

    def _fence(self, command: Token) -> Fence:
        left = self.next("a bracket")
        if left.text not in FENCES:
            raise FormulaError(f"'{left.text}' is no bracket", left.span)
        self.fences += 1
        body = self.row(ends=(r"\right",))
        self.fences -= 1
        self.expect(r"\right", after=command)
        right = self.next("a bracket")
        if right.text not in FENCES:
            raise FormulaError(f"'{right.text}' is no bracket", right.span)
        texts = [_SAME.get(fence.text, fence.text) for fence in (left, right)]
        return Fence((command.span[0], right.span[1]), texts[0], texts[1], body)

    def _table(self, command: Token) -> Table:
        name = self._environment(command)
        rows: list[tuple[Group, ...]] = []
        cells: list[Group] = []
        while True:
            self.skip_blanks()
            start = self.peek()
            at = start.span[0] if start else self.end[0]
            body = self.row(ends=("&", r"\\", r"\end"))
            cells.append(Group((at, body[-1].span[1] if body else at), body))
            end = self.next(r"'\end'")
            if end.text == "&":
                if len(cells) == _COLUMNS.get(name):
                    raise FormulaError(f"column {len(cells) + 1} in {name}", end.span)
                continue
            rows.append(tuple(cells))
            cells = []
            if end.text == r"\\":
                self._skip_row_gap()
                continue
            if (closed := self._environment(end)) != name:
                raise FormulaError(f"'{name}' is closed as '{closed}'", end.span)
            if len(rows) > 1 and len(rows[-1]) == 1 and not rows[-1][0].body:
                rows.pop()
            last = self.tokens[self.position - 1].span[1]
            if len(rows) == 1 and not any(cell.body for cell in rows[0]):
                raise FormulaError("an empty environment", (command.span[0], last))
            return Table((command.span[0], last), name, tuple(rows))

    def _lines_below(self, command: Token) -> Table:
        """Read lines below each other, as they stand below a sum."""
        self.expect("{", after=command)
        lines: list[tuple[Group, ...]] = []
        closing = command
        while closing.text != "}":
            row = self.row(ends=(r"\\", "}"))
            closing = self.next("'}'")
            lines.append(
                (Group((row[0].span[0] if row else closing.span[0], closing.span[0]), row),)
            )
            if closing.text != "}":
                self._skip_row_gap()
        if len(lines) > 1 and not lines[-1][0].body:
            lines.pop()
        return Table((command.span[0], closing.span[1]), "subarray", tuple(lines))

    def _skip_row_gap(self) -> None:
        self.skip_blanks()
        opening = self.peek()
        if opening is None or opening.text != "[":
            return
        ahead = "".join(token.text for token in self.tokens[self.position + 1 :][:12])
        length, closing, _ = ahead.partition("]")
        if not closing or not _LENGTH.fullmatch(length):
            what = r"a bracket right after '\\' would be read as a distance"
            raise FormulaError(what, opening.span)
        self.position += len(length) + 2

    def _environment(self, command: Token) -> str:
        self.expect("{", after=command)
        name = ""
        while (token := self.peek()) is not None and (token.text.isalpha() or token.text == "*"):
            name += token.text
            self.position += 1
        closing = self.next("'}'")
        if closing.text != "}" or self.tokens[self.position - 2].is_blank:
            raise FormulaError("the name of an environment is letters only", closing.span)
        if name not in ENVIRONMENTS:
            known = ", ".join(sorted(one for one in ENVIRONMENTS if one[-1] != "*"))
            what = f"there is no environment '{name}' here; there are {known}"
            raise FormulaError(what, closing.span)
        return name


def visible(row: Sequence[Box]) -> list[Box]:
    """Return what is seen: the boxes without blanks, and out of braces, which draw nothing."""
    seen: list[Box] = []
    for box in row:
        if isinstance(box, Group):
            seen += visible(box.body)
        elif isinstance(box, Scripts) and isinstance(box.base, Group):
            seen += _scripted_group(box, visible(box.base.body))
        elif not isinstance(box, Space):
            seen.append(box)
    return seen


def _scripted_group(box: Scripts, body: list[Box]) -> list[Box]:
    """Return what is in braces with their scripts, which a reader sees at the last sign."""
    is_closed = bool(body) and isinstance(body[-1], Atom) and body[-1].text in (")", "]", r"\}")
    if not body or isinstance(body[-1], Scripts) or (len(body) > 1 and not is_closed):
        what = "braces that draw nothing: put brackets around what this belongs to"
        raise FormulaError(what, box.span)
    *rest, last = body
    return [*rest, replace(box, span=(last.span[0], box.span[1]), base=last)]
