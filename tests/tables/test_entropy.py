"""The tables on entropy against SciPy and the published values of Cover & Thomas."""

from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import entropy as reference

from snippets.tables import entropy as tables
from snippets.tables.entropy import mean_length, prefix_code

HORSES = [1 / 2, 1 / 4, 1 / 8, 1 / 16, 1 / 64, 1 / 64, 1 / 64, 1 / 64]

falling_distributions = st.lists(st.integers(1, 1000), min_size=2, max_size=12).map(
    lambda weights: [weight / sum(weights) for weight in sorted(weights, reverse=True)]
)


def test_weather() -> None:
    assert tables.weather().rows == [
        ["sun", "1/2", 1, 0.5],
        ["cloud", "1/4", 2, 0.5],
        ["rain", "1/8", 3, 0.375],
        ["snow", "1/8", 3, 0.375],
        ["**sum**", "1", "", 1.75],
    ]


def test_horse_race_has_the_code_and_the_two_bits_of_the_book() -> None:
    *horses, mean = tables.horse_race().rows
    codewords = [str(row[3]) for row in horses]
    assert codewords == ["0", "10", "110", "1110", "111100", "111101", "111110", "111111"]
    assert [row[2] for row in horses] == [len(word) for word in codewords]
    assert mean == ["**mean**", "", 2, "", 2]


@given(falling_distributions)
def test_prefix_code_keeps_the_promise_of_the_source_coding_theorem(p: list[float]) -> None:
    words = prefix_code(p)
    assert not any(one.startswith(other) for one, other in permutations(words, 2))
    bits = float(reference(p, base=2))
    assert bits - 1e-9 <= mean_length(p, words) < bits + 1


def test_prefix_code_wants_falling_probabilities() -> None:
    with pytest.raises(ValueError, match="probabilities must fall"):
        prefix_code([1 / 4, 3 / 4])


def test_a_certain_outcome_needs_no_digit() -> None:
    assert prefix_code([1.0]) == ("",)


def test_joint_distribution_is_the_one_of_the_book() -> None:
    *needles, margin = tables.joint().rows
    assert [row[1:5] for row in needles] == [
        ["1/8", "1/16", "1/32", "1/32"],
        ["1/16", "1/8", "1/32", "1/32"],
        ["1/16", "1/16", "1/16", "1/16"],
        ["1/4", "0", "0", "0"],
    ]
    assert margin[1:6] == ["1/2", "1/4", "1/8", "1/8", "1"]
    assert [row[5] for row in needles] == ["1/4"] * 4


def test_doubt_left_by_each_reading_is_the_entropy_of_its_row() -> None:
    *needles, margin = tables.joint().rows
    for row in needles:
        shares = [float(Fraction(str(cell))) for cell in row[1:5]]
        assert row[6] == pytest.approx(float(reference(shares, base=2)))
    assert [row[6] for row in needles] == [1.75, 1.75, 2, 0]
    assert margin[6] == 11 / 8


def test_two_variables_have_the_published_entropies() -> None:
    rows = tables.two_variables().rows
    assert [row[2] for row in rows] == ["7/4", "2", "27/8", "11/8", "13/8", "3/8"]
    for row in rows:
        assert row[3] == pytest.approx(float(Fraction(str(row[2]))), rel=1e-12)
