"""The figures on the mean squared error: areas, slopes, the bell and the plateau."""

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from numpy.typing import NDArray
from scipy.special import expit
from scipy.stats import norm

from snippets.figures import mean_squared_error as figures
from tests.figures.drawn import points

MEASURED = np.array([18, 21, 24, 22, 15])
FORECAST = np.array([19, 21, 22, 23, 18])


def curves(axes: Axes, label: str) -> list[tuple[NDArray[np.float64], NDArray[np.float64]]]:
    """Return the points of every line that bears ``label``."""
    return [points(line) for line in axes.lines if line.get_label() == label]


def test_areas_are_the_squared_errors_and_their_mean() -> None:
    axes = figures.squares().axes[0]
    rectangles = [patch for patch in axes.patches if isinstance(patch, Rectangle)]
    (mean,) = [patch for patch in rectangles if patch.get_label() == "mean"]
    areas = [patch.get_width() * patch.get_height() for patch in rectangles if patch is not mean]
    np.testing.assert_allclose(areas, np.repeat((MEASURED - FORECAST) ** 2, 2))
    assert mean.get_width() * mean.get_height() == pytest.approx(3)


def test_squares_look_square_and_bear_their_areas() -> None:
    axes = figures.squares().axes[0]
    assert axes.get_aspect() == 1
    written = [text.get_text() for text in axes.texts]
    assert written[:5] == ["1", "0", "4", "1", "9"]
    assert "mean: 3 °C²" in written


def test_one_prediction_is_a_parabola_lowest_at_the_truth() -> None:
    axes = figures.one_prediction().axes[0]
    ((forecasts, mse),) = curves(axes, "mse")
    np.testing.assert_allclose(mse, (6 + (15 - forecasts) ** 2) / 5, rtol=1e-13)
    assert forecasts[mse.argmin()] == pytest.approx(15)


def test_tangents_touch_the_parabola_with_the_slope_that_is_written() -> None:
    axes = figures.one_prediction().axes[0]
    slopes = []
    for ends, heights in curves(axes, "tangent"):
        middle = ends.mean()
        slope = (heights[1] - heights[0]) / (ends[1] - ends[0])
        assert heights.mean() == pytest.approx((6 + (15 - middle) ** 2) / 5)
        assert slope == pytest.approx(-2 / 5 * (15 - middle))
        slopes.append(f"slope {slope:+.1f}".replace("-", "−"))
    written = [text.get_text() for text in axes.texts]
    assert slopes == written[:2]


def test_gaussian_panels_are_the_density_and_minus_its_logarithm() -> None:
    top, bottom = figures.gaussian_loss().axes
    ((measured, density),) = curves(top, "density")
    np.testing.assert_allclose(density, norm.pdf(measured, 18, 2), rtol=1e-12)
    ((measured, cost),) = curves(bottom, "minus log density")
    np.testing.assert_allclose(cost, -norm.logpdf(measured, 18, 2), rtol=1e-12)
    assert measured[cost.argmin()] == pytest.approx(18)


def test_gaussian_costs_are_half_the_square_of_the_distance() -> None:
    bottom = figures.gaussian_loss().axes[1]
    rises = [heights[1] - heights[0] for _, heights in curves(bottom, "cost")]
    assert rises == pytest.approx([0.5, 2, 4.5])
    assert [text.get_text() for text in bottom.texts] == ["+0.5", "+2", "+4.5"]


def test_after_a_sigmoid_the_square_turns_where_the_probability_is_one_third() -> None:
    axes = figures.after_a_sigmoid().axes[0]
    ((score, loss),) = curves(axes, "squared error")
    np.testing.assert_allclose(loss, (1 - expit(score)) ** 2, rtol=1e-10, atol=1e-15)
    (((turn,), (height,)),) = curves(axes, "inflection")
    assert expit(turn) == pytest.approx(1 / 3)
    assert height == pytest.approx(4 / 9)
    bend = np.diff(loss, n=2)
    assert np.all(bend[score[2:] < turn] < 0)
    assert np.all(bend[score[:-2] > turn] > 0)
    assert np.all(np.diff(loss) < 0), "no pit: the loss falls all the way"
