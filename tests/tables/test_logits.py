"""The tables on logits: what the stored probability has lost, and what the shift saves."""

import mpmath
import numpy as np
import pytest

from snippets.tables import logits as tables
from snippets.tables.logits import routes, shifts, softmax_as_written


def test_the_loss_from_the_logit_is_exact() -> None:
    for label, z, _, _, loss in routes().rows:
        with mpmath.workdps(60):
            signed = mpmath.mpf(float(z)) * (-1 if label == 1 else 1)
            assert float(loss) == pytest.approx(float(mpmath.log1p(mpmath.exp(signed))), rel=1e-15)


def test_through_the_probability_it_is_right_only_in_the_middle() -> None:
    through = {(row[0], row[1]): row[2:4] for row in routes().rows}
    assert through[1, 40.0] == (1.0, 0.0)
    assert through[0, 40.0] == (1.0, np.inf)
    assert through[1, -800.0] == (0.0, np.inf)
    assert float(through[1, 2.0][1]) == pytest.approx(np.log1p(np.exp(-2)), rel=1e-14)


def test_the_shift_gives_the_same_for_all_rows() -> None:
    exponentials = np.exp([0, 1, 2])
    expected = ", ".join(f"{p:.4f}" for p in exponentials / exponentials.sum())
    assert {row[2] for row in shifts().rows} == {expected}


def test_as_written_survives_only_near_zero() -> None:
    written = [str(row[1]) for row in shifts().rows]
    assert ["NaN" in cell for cell in written] == [False, False, True, True, True]
    assert written[2] == "0.0000, NaN, NaN"
    assert written[3] == written[4] == "NaN, NaN, NaN"


def test_as_written_is_softmax_where_nothing_overflows() -> None:
    z = np.array([-1.0, 0.5, 3.0])
    np.testing.assert_allclose(softmax_as_written(z), np.exp(z) / np.exp(z).sum())


def test_odds_and_logits_are_those_of_the_probability() -> None:
    for p, odds, z in tables.odds().rows:
        yes, no = map(int, str(odds).split(":"))
        assert yes / (yes + no) == pytest.approx(float(p))
        assert z == pytest.approx(np.log(yes / no))


def test_two_of_three_ways_lose_all_digits_and_the_third_none() -> None:
    rows = np.array(tables.lost_digits().rows, dtype=np.float64)
    leads, written, difference, log1p = rows.T
    for lead, error in zip(leads, written, strict=True):
        with mpmath.workdps(60):
            exact = mpmath.log1p(mpmath.exp(-mpmath.mpf(lead)))
            stored = -mpmath.log(mpmath.mpf(1 / (1 + np.exp(-lead))))
            assert error == pytest.approx(float(abs(stored - exact) / exact), abs=3e-16, rel=0.2)
    assert np.all(written[leads >= 40] == 1)
    assert np.all(difference[leads >= 40] == 1)
    assert np.all(log1p < 3e-16)
