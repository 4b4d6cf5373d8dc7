"""Splits TeX into tokens: single characters and commands, each with its place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

Span = tuple[int, int]
"""Where something begins and ends in the TeX of a formula, counted in characters from 0."""

DIGITS = 100
DEPTH = 60
"""No formula that anybody reads has longer numbers, or more brackets within each other."""

_TOKEN = re.compile(r"\\[A-Za-z]+|\\[^A-Za-z]|[^\\]")


class FormulaError(Exception):
    """The formula cannot be read or makes no sense; ``span`` is the spot, where there is one."""

    def __init__(self, message: str, span: Span | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.span = span


class NotDeclaredError(FormulaError):
    """A symbol has no meaning here."""

    def __init__(self, name: str, span: Span | None = None) -> None:
        super().__init__(f"{name} is not declared", span)
        self.name = name


@dataclass(frozen=True)
class Token:
    """A character, or a command with its backslash."""

    text: str
    span: Span

    @property
    def is_blank(self) -> bool:
        """Whether it is white space, which mathematics ignores."""
        return self.text.isspace()


def tokens_of(tex: str) -> list[Token]:
    """Return the tokens of a formula, blanks included.

    Raises:
        FormulaError: a character that is neither ASCII nor a blank, a lone backslash, a number
            without an end in sight, or brackets too deep within each other.
    """
    tokens = list(_tokens(tex))
    _refuse_endless(tex, tokens)
    return tokens


def _refuse_endless(tex: str, tokens: list[Token]) -> None:
    if number := re.search(rf"\d{{{DIGITS + 1},}}", tex):
        raise FormulaError(f"a number of more than {DIGITS} digits", number.span())
    depth = 0
    for token in tokens:
        depth += (token.text in ("{", "(", "[")) - (token.text in ("}", ")", "]"))
        if depth > DEPTH:
            raise FormulaError(f"more than {DEPTH} brackets within each other", token.span)


def _tokens(tex: str) -> Iterator[Token]:
    position = 0
    while position < len(tex):
        match = _TOKEN.match(tex, position)
        if match is None:
            raise FormulaError("a backslash without a command", (position, position + 1))
        text, span = match[0], match.span()
        if not text.isascii():
            raise FormulaError(f"'{text}' is no TeX: write the command for it", span)
        if text in ("%", "#", "$", '"', "`", "@"):
            raise FormulaError(f"'{text}' has no meaning in a formula", span)
        yield Token(text, span)
        position = match.end()
