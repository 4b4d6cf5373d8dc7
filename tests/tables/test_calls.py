"""A table of calls shows what really came back: numbers, warnings and errors."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from snippets.tables._calls import outcome, printed, table_of_calls


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


HOSTILE = {
    "a function of Python": "__import__('os').system('touch {mark}')",
    "another one": "open('{mark}', 'w')",
    "an attribute of a text": "'{0.__class__}'.format(x)",
    "a private attribute of an array": "x.__class__",
    "a file from an array": "x.tofile('{mark}')",
    "pickles": "x.dump('{mark}')",
    "a base that is another array": "x.base",
    "more of NumPy": "np.save('{mark}', x)",
    "a part of NumPy": "np.lib",
    "its loader": "np.__loader__",
    "the module behind a function": "refuse.__globals__",
    "the call of a call": "refuse(1)(2)",
    "the call of a part": "[refuse][0](1)",
    "a comprehension": "[y for y in x]",
    "a lambda": "(lambda: 1)()",
    "a name that it makes": "(y := 1)",
    "a formatted text": "f'{x.__class__}'",
    "bytes": "b'a'",
    "positional stars": "refuse(*x)",
    "keyword stars": "refuse(**{'value': 1})",
    "a power": "9 ** 9",
}


@pytest.mark.parametrize("call", HOSTILE.values(), ids=HOSTILE)
def test_a_call_is_no_program(call: str, tmp_path: Path) -> None:
    mark = tmp_path / "ran"
    with pytest.raises((NameError, SyntaxError), match="a call of a table may not"):
        outcome(call.replace("{mark}", str(mark)), NAMES)
    assert not mark.exists()


def test_it_names_nothing_but_what_it_is_given() -> None:
    with pytest.raises(NameError, match=r"may not name 'np\.log'"):
        outcome("np.log(1)", {"np": NAMES})
    with pytest.raises(NameError, match="may not name 'len'"):
        outcome("len(x)", NAMES)


@pytest.mark.parametrize("call", ["unknown(1)", "1 / 0", "x.nothing", "refuse("])
def test_a_mistake_in_the_table_is_raised(call: str) -> None:
    with pytest.raises((NameError, ZeroDivisionError, SyntaxError)):
        outcome(call, NAMES)


def test_arrays_come_in_one_line() -> None:
    assert printed(np.eye(2)) == "[[1, 0], [0, 1]]"
    assert printed(np.float64(2) / 3) == "0.6666666667"


def test_the_row_shows_the_call_that_ran() -> None:
    table = table_of_calls(["x.sum()"], NAMES, result="Result (nats)")
    assert [column.header for column in table.columns] == ["Call", "Result (nats)"]
    assert list(table.rows) == [("`x.sum()`", "-0.15")]
