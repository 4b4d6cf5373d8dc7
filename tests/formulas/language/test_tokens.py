"""What no reader reads is refused before anything else looks at it."""

import pytest

from scripts.formulas.language.notation import Scope
from scripts.formulas.language.parser import parse, parse_inline
from scripts.formulas.language.tokens import DEPTH, DIGITS, FormulaError, tokens_of


@pytest.mark.parametrize(
    ("tex", "what"),
    [
        (f"x = {'9' * 5000}", "a number of more than 100 digits"),
        (f"0.{'1' * 101}", "a number of more than 100 digits"),
        ("(" * 300 + "x" + ")" * 300, "more than 60 brackets within each other"),
        ("{" * 3000 + "x" + "}" * 3000, "more than 60 brackets within each other"),
        (r"\sqrt{" * 61 + "x" + "}" * 61, "more than 60 brackets within each other"),
        (r"\left(" * 61 + "x" + r"\right)" * 61, "more than 60 brackets within each other"),
    ],
    ids=[*"abcdef"],
)
def test_numbers_and_brackets_without_an_end_are_refused(tex: str, what: str) -> None:
    for read in (parse, parse_inline):
        with pytest.raises(FormulaError) as refusal:
            read(tex, Scope())
        assert refusal.value.message == what
        assert refusal.value.span is not None


def test_what_can_be_read_is_not() -> None:
    tokens_of("9" * DIGITS)
    tokens_of("(" * DEPTH + "x" + ")" * DEPTH)
    tokens_of("(x)[y)" * 3 * DEPTH)
