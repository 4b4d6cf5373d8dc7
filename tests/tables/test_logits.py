"""The tables on logits: what the stored probability has lost, and what the shift saves."""

import mpmath
import numpy as np
import pytest

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
