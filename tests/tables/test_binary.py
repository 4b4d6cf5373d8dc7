"""The table on binary cross-entropy, against the two branches by hand and SciPy."""

import numpy as np
import pytest
from scipy.optimize import approx_fprime
from scipy.special import xlog1py, xlogy

from snippets.tables.binary import PREDICTIONS, losses


@pytest.mark.parametrize("number", range(len(PREDICTIONS)))
def test_losses_and_slopes_are_the_two_branches(number: int) -> None:
    y_hat, loss_one, slope_one, loss_zero, slope_zero = map(float, losses().rows[number])
    assert y_hat == PREDICTIONS[number]
    assert loss_one == pytest.approx(-xlogy(1, y_hat), rel=1e-14)
    assert loss_zero == pytest.approx(-xlog1py(1, -y_hat), rel=1e-14)
    assert slope_one == pytest.approx(-1 / y_hat, rel=1e-14)
    assert slope_zero == pytest.approx(1 / (1 - y_hat), rel=1e-12)


@pytest.mark.parametrize("number", range(len(PREDICTIONS)))
def test_slopes_are_those_of_the_losses(number: int) -> None:
    y_hat, _, slope_one, _, slope_zero = map(float, losses().rows[number])
    step = 1e-7 * min(y_hat, 1 - y_hat)
    assert approx_fprime([y_hat], lambda p: -np.log(p[0]), step)[0] == pytest.approx(
        slope_one, rel=1e-4
    )
    assert approx_fprime([y_hat], lambda p: -np.log1p(-p[0]), step)[0] == pytest.approx(
        slope_zero, rel=1e-4
    )


def test_the_two_labels_mirror_each_other() -> None:
    rows = losses().rows
    for row, mirror in zip(rows, reversed(rows), strict=True):
        assert float(row[1]) == pytest.approx(float(mirror[3]), rel=1e-12)
        assert float(row[2]) == pytest.approx(-float(mirror[4]), rel=1e-12)


def test_published_digits() -> None:
    """A coin toss costs log 2; one chance in a thousand costs log 1000."""
    by_prediction = {row[0]: row for row in losses().rows}
    assert by_prediction[0.5][1:] == pytest.approx((0.6931472, -2, 0.6931472, 2), abs=1e-7)
    assert by_prediction[0.001][1] == pytest.approx(6.9077553, abs=1e-7)
