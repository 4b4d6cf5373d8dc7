"""Single numbers that set a loss."""

from typing import Any

import numpy as np
import pytest

from snippets.careful.parameters import (
    above_zero,
    from_zero_on,
    number,
    share,
    single,
    whole_from_one,
    whole_from_zero,
)
from tests.snippets.contract import Snippet, refuses

ALL: list[Snippet] = [share, number, from_zero_on, above_zero, whole_from_one, whole_from_zero]


@pytest.mark.parametrize("check", ALL)
@pytest.mark.parametrize("one", [1, 1.0, True, np.float32(1), np.int64(1), np.array(1)])
def test_accepts_one_of_every_type(check: Snippet, one: Any) -> None:
    assert check(one, "x") == 1
    assert np.shape(check(one, "x")) == ()


@pytest.mark.parametrize(
    ("check", "good", "bad", "want"),
    [
        (share, [0, 0.25, 1], [-5e-324, 1 + 2**-52, np.inf], "probabilities between 0 and 1"),
        (from_zero_on, [0, 1e300], [-5e-324], "numbers from 0 on"),
        (above_zero, [5e-324, 1e300], [0.0, -1.0], "numbers above 0"),
        (whole_from_one, [1, 2, 1e6], [0, -1], "a whole number from 1 on"),
        (whole_from_one, [1, 2, 1e6], [1.5, np.inf], "whole numbers"),
        (whole_from_zero, [0, 1, 1e6], [-1], "a whole number from 0 on"),
        (whole_from_zero, [0], [2.5, np.inf], "whole numbers"),
        (number, [-1e308, 0, 0.5], [np.inf, -np.inf], "finite numbers"),
        (from_zero_on, [0], [np.inf], "finite numbers"),
        (above_zero, [1], [np.inf], "finite numbers"),
    ],
)
def test_range(check: Snippet, good: list[float], bad: list[float], want: str) -> None:
    for value in good:
        assert check(value, "margin") == value
    for value in bad:
        with refuses("margin", str(value), want):
            check(value, "margin")


@pytest.mark.parametrize("check", ALL)
def test_refuses_arrays_and_what_is_no_number(check: Snippet) -> None:
    with refuses("alpha", "shape (1,)", "a single number"):
        check([1], "alpha")
    with refuses("alpha", "shape (2, 1)", "a single number"):
        check(np.ones((2, 1)), "alpha")
    with refuses("alpha", "nan", "without NaN"):
        check(np.nan, "alpha")
    with refuses("alpha", "an array of", "real numbers"):
        check("1", "alpha")


def test_a_whole_number_is_one_of_python() -> None:
    assert type(whole_from_one(np.array(3), "m")) is int
    assert type(whole_from_one(3.0, "m")) is int


def test_single_returns_what_it_got() -> None:
    number = np.array(0.5)
    assert single(number, "x") is number
    with refuses("x", "shape (1,)", "a single number"):
        single(np.ones(1), "x")


def test_a_number_is_one_of_python() -> None:
    assert type(number(np.float32(0.5), "margin")) is float
