"""What a part of a formula can be worth."""

import numpy as np
import pytest
import sympy as sp
from mpmath import mpf

from scripts.formulas.evaluation.values import (
    At,
    Law,
    MisfitError,
    RandomVariable,
    Row,
    Undefined,
    Value,
    array_of,
    described,
    entries_of,
    first_undefined,
    is_number,
    plain,
    shape_of,
    transpose,
)
from tests.formulas.evaluation.evaluators import vector

LAW = Law(vector(0.25, 0.75), ("X",))
MATRIX = array_of([vector(1, 2, 3), vector(4, 5, 6)])


@pytest.mark.parametrize(
    ("value", "shape", "words"),
    [
        (mpf(2), (), "a number"),
        (2, (), "a number"),
        (sp.Symbol("x") + 1, (), "a number"),
        (Undefined("log 0"), (), "undefined (log 0)"),
        (vector(1, 2), (2,), "a vector of 2"),
        (MATRIX, (2, 3), "a matrix of 2 × 3"),
        (LAW, (2,), "a distribution"),
        (Row(vector(1, 2)), "a row of 2", "a row of 2"),
        (At("X", 0), "an outcome", "an outcome"),
        (RandomVariable("X", LAW), "a random variable", "a random variable"),
    ],
)
def test_shapes_and_words(value: Value, shape: object, words: str) -> None:
    assert shape_of(value) == shape
    assert described(value) == words


@pytest.mark.parametrize("value", [mpf(1), 0, mpf(10) ** 500, mpf("inf")])
def test_numbers(value: Value) -> None:
    assert is_number(value)


@pytest.mark.parametrize("value", [True, 0.5, np.int64(1), sp.Integer(1), Undefined("0/0"), LAW])
def test_what_is_no_number_with_digits(value: Value) -> None:
    assert not is_number(value)


def test_arrays_are_made_of_things_of_one_shape() -> None:
    assert array_of([mpf(1), Undefined("0/0"), 2]).shape == (3,)
    assert array_of([sp.Integer(1), 2]).shape == (2,)
    assert MATRIX.shape == (2, 3)
    for entries in ([mpf(1), vector(1)], [vector(1), vector(1, 2)], [mpf(1), At("X", 0)]):
        with pytest.raises(MisfitError, match="different shapes"):
            array_of(entries)


def test_what_is_undefined_is_found_wherever_it_is() -> None:
    hole = Undefined("log 0")
    assert first_undefined(hole) == hole
    assert first_undefined(array_of([mpf(1), hole])) == hole
    assert first_undefined(Row(array_of([mpf(1), hole]))) == hole
    assert first_undefined(Law(array_of([hole, mpf(1)]), ("X",))) == hole
    for value in (mpf(1), MATRIX, LAW, At("X", 0), RandomVariable("X", LAW)):
        assert first_undefined(value) is None


def test_a_law_is_computed_with_as_an_array() -> None:
    assert plain(LAW) is LAW.entries
    assert list(entries_of(LAW)) == [0.25, 0.75]
    with pytest.raises(MisfitError, match="X is a random variable, not a number"):
        plain(RandomVariable("X", LAW))


def test_transposed() -> None:
    row = transpose(vector(1, 2))
    assert isinstance(row, Row)
    assert list(transpose(row)) == [1, 2]
    assert transpose(MATRIX).shape == (3, 2)
    assert transpose(mpf(2)) == 2
    with pytest.raises(MisfitError, match="a distribution cannot be transposed"):
        transpose(LAW)
