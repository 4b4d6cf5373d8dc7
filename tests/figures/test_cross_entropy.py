"""The figures on cross-entropy draw what SciPy computes."""

import numpy as np
import pytest
from scipy.special import entr, rel_entr, xlogy

from snippets.figures import cross_entropy as figures
from snippets.figures.cross_entropy import FORECAST, KINDS_OF_DAYS
from snippets.figures.style import BLUE, INK, RED
from snippets.tables.cross_entropy import BIASED, FAIR, RAIN
from tests.figures.drawn import blocks, points, said

ENTROPY = entr(RAIN) + entr(1 - RAIN)
DIVERGENCE = rel_entr(RAIN, FORECAST) + rel_entr(1 - RAIN, 1 - FORECAST)


@pytest.mark.parametrize("p", [RAIN, 0.05, 0.8])
def test_over_forecasts_draws_the_mean_fine_with_its_minimum_at_the_truth(p: float) -> None:
    axes = figures.over_forecasts(p).figure.axes[0]
    q, fine = points(axes.lines[0])
    expected = -xlogy(p, q) - xlogy(1 - p, 1 - q)
    np.testing.assert_allclose(fine, np.minimum(expected, figures.HIGHEST), rtol=1e-13)
    assert q[np.argmin(fine)] == pytest.approx(p, abs=0.005)


@pytest.mark.parametrize("p", [RAIN, 0.05, 0.8])
def test_over_forecasts_draws_the_entropy_as_the_floor(p: float) -> None:
    axes = figures.over_forecasts(p).figure.axes[0]
    fine, floor = (points(line)[1] for line in axes.lines[:2])
    np.testing.assert_allclose(floor, entr(p) + entr(1 - p), rtol=1e-14)
    assert np.all(fine >= floor[0] - 1e-15)


def test_over_forecasts_measures_the_divergence_at_the_forecast() -> None:
    axes = figures.over_forecasts().figure.axes[0]
    q, heights = points(axes.lines[2])
    assert list(q) == [FORECAST, FORECAST]
    assert heights[1] - heights[0] == pytest.approx(DIVERGENCE, rel=1e-12)
    assert f"KL = {DIVERGENCE:.3f}" in [said(text) for text in axes.texts]


def test_tangent_touches_the_entropy_once_and_stays_above() -> None:
    axes = figures.tangent().axes[0]
    p, curve = points(axes.lines[0])
    line = points(axes.lines[1])[1]
    np.testing.assert_allclose(curve, entr(p) + entr(1 - p), atol=1e-15)
    np.testing.assert_allclose(np.diff(line, n=2), 0, atol=1e-12)
    assert np.all(line >= curve - 1e-15)
    assert p[np.argmin(line - curve)] == pytest.approx(FORECAST)


def test_tangent_writes_the_gap_that_it_draws() -> None:
    axes = figures.tangent().axes[0]
    low, high = points(axes.lines[2])[1]
    assert low == pytest.approx(ENTROPY, rel=1e-14)
    assert high - low == pytest.approx(DIVERGENCE, rel=1e-12)
    assert f"KL = {DIVERGENCE:.3f}" in [said(text) for text in axes.texts]


def test_swapped_adds_the_divergence_to_the_entropy_of_the_truth() -> None:
    axes = figures.swapped().axes[0]
    own = [bar.get_width() for bar in blocks(axes, BLUE)]
    p, q = (entr(coin).sum() / np.log(2) for coin in (FAIR, BIASED))
    np.testing.assert_allclose(own, [p, p, q, q], rtol=1e-14)
    extra = [(bar.get_x(), bar.get_width()) for bar in blocks(axes, RED)]
    forward, reverse = (
        rel_entr(one, other).sum() / np.log(2) for one, other in ((FAIR, BIASED), (BIASED, FAIR))
    )
    np.testing.assert_allclose(extra, [(p, forward), (q, reverse)], rtol=1e-12)
    totals = [p, p + forward, q, q + reverse]
    assert [said(text) for text in axes.texts] == [f"{total:.3f}" for total in totals]
    names = [said(label) for label in axes.get_yticklabels()]
    assert names[1] == "P true, Q believed"
    assert names[3] == "Q true, P believed"


def test_floor_is_the_entropy_that_the_kind_of_day_leaves() -> None:
    axes = figures.floor().axes[0]
    rain = np.array(KINDS_OF_DAYS)
    assert rain.mean() == RAIN, "on all days together it rains as often as in the town"
    own = [bar.get_height() for bar in blocks(axes, BLUE)]
    np.testing.assert_allclose(own, entr(rain) + entr(1 - rain), rtol=1e-14)
    extra = [bar.get_height() for bar in blocks(axes, RED)]
    np.testing.assert_allclose(extra, rel_entr(rain, RAIN) + rel_entr(1 - rain, 1 - RAIN))
    levels = [points(line)[1][0] for line in axes.lines if line.get_color() == INK]
    np.testing.assert_allclose(levels, [np.mean(own), ENTROPY], rtol=1e-14)
    assert levels[1] == pytest.approx(np.mean(own) + np.mean(extra))
