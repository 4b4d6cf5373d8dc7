"""The same arithmetic with digits and with symbols, as strict as on paper."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import sympy as sp
from mpmath import mp, mpf

from scripts.formulas.evaluation.numbers import Arithmetic, Digits
from scripts.formulas.evaluation.values import (
    Law,
    MisfitError,
    Row,
    Undefined,
    Value,
    array_of,
    transpose,
)
from scripts.formulas.proofs.arithmetic import Symbolic
from scripts.formulas.proofs.normal_forms import NormalForm


@pytest.fixture(params=[Digits, lambda: Symbolic(NormalForm())], ids=["digits", "symbols"])
def numbers(request: pytest.FixtureRequest) -> Arithmetic:
    made: Callable[[], Arithmetic] = request.param
    return made()


def many(numbers: Arithmetic, *entries: int) -> Value:
    return array_of([numbers.whole(entry) for entry in entries])


def matrix(numbers: Arithmetic, *rows: tuple[int, ...]) -> Value:
    return array_of([many(numbers, *row) for row in rows])


def test_numbers_one_by_one(numbers: Arithmetic) -> None:
    two, three = numbers.whole(2), numbers.whole(3)
    assert numbers.add(two, three) == 5
    assert numbers.subtract(two, three) == -1
    assert numbers.multiply(two, three) == 6
    assert numbers.divide(two, 4) * 2 == 1
    assert numbers.power(two, three) == 8
    assert numbers.negate(two) == -2
    assert numbers.written("0.125") * 8 == 1
    assert numbers.size(-three) == 3
    assert numbers.extreme("max", [two, three, 1]) == 3
    assert numbers.extreme("min", [two, three, 1]) == 1


def test_a_third_is_as_exact_as_can_be() -> None:
    with mp.workdps(60):
        assert abs(Digits().divide(1, 3) - mpf(1) / 3) < mpf(10) ** -59
    assert Symbolic(NormalForm()).divide(1, 3) == sp.Rational(1, 3)
    assert Symbolic(NormalForm()).typed(0.1) == sp.Rational(1, 10)
    assert Digits().typed(0.1) == 0.1


def test_arrays(numbers: Arithmetic) -> None:
    z, w = many(numbers, 1, 2, 3), many(numbers, 4, 5, 6)
    assert list(numbers.add(z, w)) == [5, 7, 9]
    assert list(numbers.hadamard(z, w)) == [4, 10, 18]
    assert list(numbers.multiply(z, 2)) == list(numbers.multiply(2, z)) == [2, 4, 6]
    assert list(numbers.divide(w, 2) * 2) == [4, 5, 6]
    assert numbers.multiply(transpose(z), w) == 32
    assert numbers.multiply(z, transpose(w)).tolist() == [[4, 5, 6], [8, 10, 12], [12, 15, 18]]
    assert numbers.norm("1", -z) == 6
    assert numbers.norm("2", many(numbers, 3, -4)) == 5
    assert numbers.norm(r"\infty", many(numbers, 3, -4)) == 4


def test_matrices(numbers: Arithmetic) -> None:
    a, b = matrix(numbers, (1, 2), (3, 4), (5, 6)), matrix(numbers, (1, 0, 2), (0, 1, 1))
    assert numbers.multiply(a, many(numbers, 1, 1)).tolist() == [3, 7, 11]
    assert numbers.multiply(b, a).tolist() == [[11, 14], [8, 10]]
    assert numbers.multiply(Row(many(numbers, 1, 1, 1)), a).entries.tolist() == [9, 12]
    assert numbers.negate(a)[2, 1] == -6


def test_a_sum_of_rows_is_a_row(numbers: Arithmetic) -> None:
    row = Row(many(numbers, 1, 2))
    assert numbers.add(row, row).entries.tolist() == [2, 4]
    with pytest.raises(MisfitError, match=r"a row of 2 and a vector of 2 do not go together"):
        numbers.add(row, row.entries)


@pytest.mark.parametrize(
    ("operation", "left", "right", "words"),
    [
        ("add", (1, 2), (1, 2, 3), r"a vector of 2 and a vector of 3 do not go together"),
        ("subtract", (1, 2), 1, r"a vector of 2 and a number do not go together"),
        ("hadamard", 1, (1, 2), "do not go together"),
        ("multiply", (1, 2), (1, 2), r"two vectors side by side: write \^\\top, or \\odot"),
        ("multiply", ((1, 2), (3, 4)), (1, 2, 3), "cannot be multiplied"),
        ("multiply", ((1, 2), (3, 4)), ((1, 2, 3),), "cannot be multiplied"),
        ("divide", 1, (1, 2), r"cannot divide by a vector of 2"),
        ("power", (1, 2), 2, r"a power of a vector of 2 to a number"),
    ],
)
def test_what_does_not_fit(
    numbers: Arithmetic, operation: str, left: Any, right: Any, words: str
) -> None:
    sides = [
        numbers.each(np.array(side, dtype=object), numbers.whole) if np.ndim(side) else side
        for side in (left, right)
    ]
    with pytest.raises(MisfitError, match=words):
        getattr(numbers, operation)(*sides)


def test_nothing_is_computed_with_what_is_no_number(numbers: Arithmetic) -> None:
    law = Law(many(numbers, 1, 0), ("X",))
    assert list(numbers.add(law, law)) == [2, 0]
    for wrong in (True, "1", None):
        with pytest.raises(MisfitError):
            numbers.negate(wrong)
        with pytest.raises(MisfitError):
            numbers.add(1, wrong)
        with pytest.raises(MisfitError):
            numbers.extreme("max", [1, wrong])


@pytest.mark.parametrize(
    ("function", "reason"),
    [
        (lambda n: n.function("log", n.whole(0)), "log 0"),
        (lambda n: n.function("ln", n.whole(-1)), "the log of a negative number"),
        (lambda n: n.function("sqrt", n.whole(-1)), "a root of a negative number"),
        (lambda n: n.divide(1, n.whole(0)), "division by 0"),
        (lambda n: n.divide(n.whole(0), n.whole(0)), "0/0"),
        (lambda n: n.power(n.whole(0), -1), "division by 0"),
        (lambda n: n.extreme("max", []), "the max of nothing"),
    ],
)
def test_what_is_undefined(
    numbers: Arithmetic, function: Callable[[Arithmetic], Value], reason: str
) -> None:
    assert function(numbers) == Undefined(reason)


def test_what_is_undefined_spreads(numbers: Arithmetic) -> None:
    hole = Undefined("division by 0")
    assert numbers.add(1, hole) == numbers.multiply(hole, 2) == numbers.divide(hole, 0) == hole
    assert numbers.power(2, hole) == numbers.negate(hole) == numbers.function("exp", hole) == hole
    assert numbers.size(hole) == numbers.extreme("min", [1, hole]) == hole
    assert numbers.norm("2", array_of([numbers.whole(1), hole])) == hole
    assert numbers.multiply(0, hole) == hole


@pytest.mark.parametrize(
    ("reason", "convention"),
    [("log 0", "0 log 0 = 0"), ("0/0", "0 log(0/0) = 0"), ("infinite", "0 · ∞ = 0")],
)
def test_zero_times_what_is_undefined_at_a_border(
    numbers: Arithmetic, reason: str, convention: str
) -> None:
    assert numbers.multiply(numbers.whole(0), Undefined(reason)) == 0
    assert numbers.multiply(Undefined(reason), 0) == 0
    assert numbers.multiply(numbers.whole(1), Undefined(reason)) == Undefined(reason)
    assert numbers.conventions[convention] == 2


def test_powers_of_zero(numbers: Arithmetic) -> None:
    assert numbers.power(0, 0) == 1
    assert numbers.power(numbers.whole(0), 2) == 0
    assert Digits().power(-8, mpf(1) / 3) == Undefined("a root of a negative number")
    digits = Digits()
    digits.power(0, 0)
    assert digits.conventions == {"0⁰ = 1": 1}


@pytest.mark.parametrize("name", ["exp", "cos", "sin", "tan", "tanh", "cosh", "sinh", "arctan"])
def test_functions(name: str) -> None:
    found = Symbolic(NormalForm()).function(name, sp.Rational(3, 10))
    assert abs(float(found) - float(Digits().function(name, mpf("0.3")))) < 1e-15


def test_arcs_end_at_1() -> None:
    assert Digits().function("arccos", 1) == 0
    assert Digits().function("arcsin", mpf("1.5")) == Undefined("arcsin of 1.5")


def test_a_power_of_e_is_the_exponential() -> None:
    with mp.workdps(40):
        e = Digits().constant("e")
        for exponent in (mpf("-1.25"), 0, 3, mpf("0.1")):
            found = Digits().power(e, exponent)
            assert found == mp.exp(exponent)
            assert abs(found - mp.power(mpf(e), exponent)) < mpf(10) ** -38
        assert Digits().power(e, -mp.inf) == 0
        assert Digits().power(e + mpf(10) ** -30, 2) != mp.exp(2)


def test_relations(numbers: Arithmetic) -> None:
    one, two = numbers.whole(1), numbers.whole(2)
    for relation, holds in {"=": 0, r"\ne": 1, "<": 1, ">": 0, r"\le": 1, r"\ge": 0}.items():
        assert numbers.holds(relation, one, two) == bool(holds)
    assert numbers.holds(r"\le", two, two)
    assert not numbers.holds(r"\ne", two, two)


def test_the_first_of_equals_is_the_largest() -> None:
    assert Digits().place_of_largest("max", [mpf(1), mpf(3), mpf(3)]) == 1
    assert Digits().place_of_largest("min", [mpf(1), mpf(3), mpf(1)]) == 0
    assert not Digits().holds_undefined()
