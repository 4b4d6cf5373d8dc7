"""Splits TeX into tokens: single characters and commands, each with its place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

Span = tuple[int, int]
"""Where something begins and ends in the TeX of a formula, counted in characters from 0."""

_TOKEN = re.compile(r"\\[A-Za-z]+|\\[^A-Za-z]|[^\\]")


class FormulaError(Exception):
    """The formula cannot be read or makes no sense; ``span`` is the spot, where there is one."""

    def __init__(self, message: str, span: Span | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.span = span


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
        FormulaError: a character that is neither ASCII nor a blank, or a lone backslash.
    """
    return list(_tokens(tex))


def _tokens(tex: str) -> Iterator[Token]:
    position = 0
    while position < len(tex):
        match = _TOKEN.match(tex, position)
        if match is None:
            raise FormulaError("a backslash without a command", (position, position + 1))
        text, span = match[0], match.span()
        if not text.isascii():
            raise FormulaError(f"'{text}' is no TeX: write the command for it", span)
        if text in ("%", "~", "#", "$", '"', "`", "@"):
            raise FormulaError(f"'{text}' has no meaning in a formula", span)
        yield Token(text, span)
        position = match.end()
