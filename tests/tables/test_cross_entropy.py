"""The tables on cross-entropy, against SciPy and sums done by hand."""

import numpy as np
import pytest
from scipy.special import rel_entr, xlogy
from scipy.stats import entropy

from snippets.tables import cross_entropy as tables
from snippets.tables.cross_entropy import FORECASTS, RAIN


@pytest.mark.parametrize("number", range(len(FORECASTS)))
def test_forecasters_agrees_with_scipy(number: int) -> None:
    q, wet, dry, mean, divergence = (float(cell) for cell in tables.forecasters().rows[number])
    assert q == FORECASTS[number]
    assert wet == pytest.approx(-np.log(q), rel=1e-14)
    assert dry == pytest.approx(-np.log1p(-q), rel=1e-14)
    truth, forecast = np.array([RAIN, 1 - RAIN]), np.array([q, 1 - q])
    assert mean == pytest.approx(-np.sum(xlogy(truth, forecast)), rel=1e-14)
    assert divergence == pytest.approx(np.sum(rel_entr(truth, forecast)), rel=1e-12, abs=1e-15)


def test_forecasters_means_are_the_fines_of_three_wet_and_seven_dry_days() -> None:
    for _, wet, dry, mean, _ in tables.forecasters().rows:
        assert float(mean) == pytest.approx((3 * float(wet) + 7 * float(dry)) / 10, rel=1e-14)


def test_the_honest_forecaster_pays_least_and_just_the_entropy() -> None:
    rows = tables.forecasters().rows
    best = min(rows, key=lambda row: float(row[3]))
    assert best[0] == RAIN
    assert best[3] == pytest.approx(entropy([RAIN, 1 - RAIN]), rel=1e-14)
    assert best[4] == 0.0


def test_swapped_by_hand() -> None:
    """Divergences: Cover & Thomas 2006, example 2.3.1; H(Q,P) is 1 bit, whatever Q is."""
    forward, backward = tables.swapped().rows
    assert forward[:2] == ("$P$", "$Q$")
    assert forward[2:] == pytest.approx((1.0, 0.2075, 1.2075), abs=5e-5)
    assert backward[:2] == ("$Q$", "$P$")
    assert backward[2:] == pytest.approx((0.8113, 0.1887, 1.0), abs=5e-5)
