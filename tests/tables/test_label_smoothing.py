"""The tables on smoothing, weights and focal loss, against sums done by hand."""

from math import log

import pytest

from snippets.tables import label_smoothing as tables


def test_smoothed_losses_are_the_two_weighted_sums() -> None:
    rows = tables.smoothed_losses().rows
    wrong = [0.1, 0.1 / 3, 0.01, 0.001]
    for row, w in zip(rows, wrong, strict=True):
        right = 1 - 2 * w
        assert row[0] == pytest.approx(right)
        assert row[1] == pytest.approx(-log(right), rel=1e-12)
        expected = -(0.9 + 0.1 / 3) * log(right) - 2 * (0.1 / 3) * log(w)
        assert row[2] == pytest.approx(expected, rel=1e-12)


def test_plain_loss_falls_to_the_end_and_smoothed_loss_is_best_in_the_second_row() -> None:
    rows = tables.smoothed_losses().rows
    plain, smoothed = ([float(row[k]) for row in rows] for k in (1, 2))
    assert plain == sorted(plain, reverse=True)
    assert smoothed.index(min(smoothed)) == 1
    assert smoothed[2] < smoothed[3]


def test_denominators_differ_and_sums_agree() -> None:
    none, by_weights, by_number = tables.denominators().rows
    plain = -8 * log(0.9) - 2 * log(0.1)
    weighted = -8 * log(0.9) - 4 * 2 * log(0.1)
    assert none[1:] == [pytest.approx(plain), 10, pytest.approx(plain / 10)]
    assert by_weights[1:] == [pytest.approx(weighted), 16, pytest.approx(weighted / 16)]
    assert by_number[1:] == [pytest.approx(weighted), 10, pytest.approx(weighted / 10)]


def test_focal_losses_shrink_by_the_square_of_the_miss() -> None:
    for p_t, plain, focused, factor in tables.focal_losses().rows:
        assert plain == pytest.approx(-log(float(p_t)), rel=1e-12)
        assert focused == pytest.approx(-((1 - float(p_t)) ** 2) * log(float(p_t)), rel=1e-12)
        assert factor == pytest.approx((1 - float(p_t)) ** -2, rel=1e-9)


def test_the_value_that_the_paper_quotes() -> None:
    """Lin et al. 2017: with γ = 2, a sample at 0.9 has a loss 100 times smaller."""
    factors = {row[0]: row[3] for row in tables.focal_losses().rows}
    assert factors[0.9] == pytest.approx(100)
