"""A table of calls shows what really came back: numbers, warnings and errors."""

from typing import Any

import numpy as np
import pytest

from snippets.tables.calls import outcome, printed, table_of_calls


def refuse(value: object) -> None:
    raise ValueError(f"y_hat: got {value}, want [a|b]")


NAMES: dict[str, Any] = {"np": np, "refuse": refuse, "x": np.array([0.1, -0.25])}


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ("1 / 4", "0.25"),
        ("x", r"\[0.1, -0.25\]"),
        ("x.dtype", "float64"),
        ("np.float32(0.1).dtype", "float32"),
        ("1 == 2", "False"),
        ("(2, 3)", "(2, 3)"),
    ],
)
def test_results_are_printed(call: str, expected: str) -> None:
    assert outcome(call, NAMES) == expected


def test_warnings_are_named_once() -> None:
    assert outcome("np.log(np.zeros(3))", NAMES) == (r"\[-inf, -inf, -inf\]; warns: divide by zero")
    assert outcome("np.log(0.0) + np.log(0.0)", NAMES) == "-inf; warns: divide by zero"
    assert outcome("0 * np.log(0.0)", NAMES) == "nan; warns: divide by zero, invalid value"


def test_warnings_are_heard_again_in_the_next_call() -> None:
    assert outcome("np.log(0.0)", NAMES) == outcome("np.log(0.0)", NAMES)


def test_an_error_is_reported_with_its_message_as_plain_text() -> None:
    assert outcome("refuse(1.5)", NAMES) == r"`ValueError` y\_hat: got 1.5, want \[a\|b\]"


@pytest.mark.parametrize("call", ["unknown(1)", "1 / 0", "x.nothing", "refuse("])
def test_a_mistake_in_the_table_is_raised(call: str) -> None:
    with pytest.raises((NameError, ZeroDivisionError, AttributeError, SyntaxError)):
        outcome(call, NAMES)


def test_arrays_come_in_one_line() -> None:
    assert printed(np.eye(2)) == "[[1, 0], [0, 1]]"
    assert printed(np.float64(2) / 3) == "0.6666666667"


def test_the_row_shows_the_call_that_ran() -> None:
    table = table_of_calls(["x.sum()"], NAMES, result="Result (nats)")
    assert [column.header for column in table.columns] == ["Call", "Result (nats)"]
    assert list(table.rows) == [("`x.sum()`", "-0.15")]
