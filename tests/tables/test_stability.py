"""The tables on stability: the article's faults as published, and ours computed exactly."""

from decimal import Decimal

import mpmath
import numpy as np
import pytest

from snippets.tables import stability as tables
from tests.tables.test_numpy_code import cells


def test_a_perfect_prediction_is_nan_for_the_article_and_zero_here() -> None:
    results = cells(tables.zeros())
    assert results["np.log(0.0)"].startswith("-inf")
    assert results["0 * np.log(0.0)"].startswith("nan")
    assert results["binary_cross_entropy_loss(one, one)"].startswith("nan")
    assert results["binary_cross_entropy(one, one)"] == "0"
    assert results["binary_cross_entropy(one, 0 * one)"] == "inf"
    assert "warns: divide by zero" in results["binary_cross_entropy_loss(one, 0 * one)"]


def test_the_broadcasting_trap_gives_the_published_number() -> None:
    results = cells(tables.shapes())
    assert results["binary_cross_entropy_loss(y, p)"] == "0.2361725516"
    assert results["(y * np.log(p.ravel())).shape"] == "(4, 4)"
    assert float(results["binary_cross_entropy_loss(y, p.ravel())"]) == pytest.approx(
        1.0094, abs=5e-5
    )
    assert "ValueError" in results["binary_cross_entropy(y, p.ravel())"]


def test_exponentials_overflow_where_it_is_said() -> None:
    results = cells(tables.exponentials())
    assert float(results["np.exp(709.0)"]) < np.inf
    assert results["np.exp(710.0)"].startswith("inf")
    assert results["np.exp(np.float32(89))"].startswith("inf")
    assert results["1 / (1 + np.exp(710.0))"].startswith("0;")
    assert float(results["sigmoid(-710.0)"]) == pytest.approx(float(mpmath.exp(-710)))
    assert results["np.exp(z) / np.exp(z).sum()"].startswith("[0, nan]")
    assert results["softmax(z)"] == "[4.476e-309, 1]"


def test_the_small_number_vanishes_in_short_types() -> None:
    assert list(cells(tables.small_numbers()).values()) == ["False", "True", "1", "0"]


def test_the_small_number_makes_a_negative_loss_and_a_cap() -> None:
    rows = {row[0]: [float(cell) for cell in row[1:]] for row in tables.epsilon().rows}
    article, ours, difference = rows[1.0]
    assert article == pytest.approx(-1e-9, rel=1e-6)
    assert (ours, difference) == (0, article)
    assert rows[0.0][0] == pytest.approx(20.723, abs=5e-4)
    assert rows[0.0][1] == np.inf
    for p, (article, ours, difference) in rows.items():
        if p:
            assert ours == pytest.approx(-np.log(float(p)), abs=1e-14)
        assert article == pytest.approx(-np.log(float(p) + 1e-9), rel=1e-12)
        assert difference < 0


def test_ulps_count_gaps_between_neighbours() -> None:
    assert tables.ulps(1.0, Decimal(1)) == 0
    assert tables.ulps(np.nextafter(1.0, 2.0), Decimal(1)) == 1
    assert tables.ulps(0.5, Decimal("0.5") + Decimal(2) ** -54) == pytest.approx(0.5)


def test_ours_stay_within_an_ulp_and_the_formula_as_written_does_not() -> None:
    easy, *hard = tables.accuracy().rows
    assert float(easy[1]) <= 1
    assert all(float(ours) <= 1 for *_, ours in (easy, *hard))
    assert all(float(written) > 1e6 for _, written, _ in hard)


def test_exact_losses_agree_with_other_arithmetic() -> None:
    with mpmath.workdps(60):
        expected = [
            -mpmath.log(mpmath.mpf(0.9)),
            -mpmath.log1p(-mpmath.mpf(1e-10)),
            mpmath.log1p(mpmath.exp(-30)),
            mpmath.log1p(2 * mpmath.exp(-30)),
        ]
        for (*_, exact), value in zip(tables.losses_to_60_digits(), expected, strict=True):
            assert mpmath.almosteq(mpmath.mpf(str(exact)), value, rel_eps=mpmath.mpf(10) ** -45)


def test_the_ends_of_the_types() -> None:
    rows = {str(row[0]): [float(cell) for cell in row[1:]] for row in tables.precisions().rows}
    digits = np.array([11, 24, 53])
    lowest = np.array([24, 149, 1074])
    steps = rows["step from 1 to the number below it"]
    np.testing.assert_allclose(steps, 0.5**digits, rtol=1e-15)
    np.testing.assert_allclose(rows["smallest number above 0"], 0.5**lowest)
    assert rows["largest number"][0] == 65504
    np.testing.assert_allclose(
        rows["$e^z$ is infinite from $z$ ="], [11.09, 88.72, 709.78], atol=5e-3
    )
    label_0, label_1 = list(rows.values())[-2:]
    np.testing.assert_allclose(label_0, digits * np.log(2), rtol=1e-12)
    np.testing.assert_allclose(label_1, lowest * np.log(2), rtol=1e-12)


def test_pairs_are_all_labels_with_all_predictions() -> None:
    given = (0.1, 0.9, 0.8, 0.4)
    for label, row in zip((0, 1, 1, 0), tables.pairs().rows, strict=True):
        expected = [-np.log(p if label else 1 - p) for p in given]
        assert row[1:] == pytest.approx(expected)


def test_where_float32_ends_its_loss_is_that_of_whole_steps() -> None:
    for z, steps, stored, exact in tables.float32_ends().rows:
        one = np.float32(1)
        y_hat = one / (one + np.exp(-np.float32(z)))
        assert steps == (1 - float(y_hat)) * 2**24
        loss = -np.log(float(steps) * 2.0**-24) if steps else np.inf
        assert stored == pytest.approx(loss, rel=1e-6)
        with mpmath.workdps(40):
            assert exact == pytest.approx(float(mpmath.log1p(mpmath.exp(float(z)))), rel=1e-15)
