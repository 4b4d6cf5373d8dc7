"""The figures on loss functions draw the risks, the surrogates and the staircase truly."""

import numpy as np
import pytest
from matplotlib.axes import Axes
from numpy.typing import NDArray
from scipy.special import expit

from snippets.figures import loss_functions as figures
from tests.figures.drawn import points

DELIVERIES = np.array([21, 24, 25, 27, 43])
WORDS = np.arange(1, 11)
SPAM = np.array([0, 0, 1, 0, 0, 1, 1, 0, 1, 1])


def curve(axes: Axes, label: str) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the points of the one line that bears ``label``."""
    (line,) = [line for line in axes.lines if line.get_label() == label]
    return points(line)


def lowest(axes: Axes) -> tuple[float, float]:
    """Return the place that is marked as the lowest."""
    (x,), (y,) = curve(axes, "lowest")
    return float(x), float(y)


def test_squared_risk_is_the_mean_square_and_lowest_at_the_mean() -> None:
    axes = figures.risk_of_one_number().axes[0]
    announced, risk = curve(axes, "squared")
    expected = ((DELIVERIES - announced[:, None]) ** 2).mean(axis=1)
    np.testing.assert_allclose(risk, expected, rtol=1e-13)
    assert announced[risk.argmin()] == pytest.approx(np.mean(DELIVERIES))
    assert lowest(axes) == pytest.approx((28, risk.min()))


def test_absolute_risk_is_lowest_at_the_median() -> None:
    axes = figures.risk_of_one_number().axes[1]
    announced, risk = curve(axes, "absolute")
    expected = np.abs(DELIVERIES - announced[:, None]).mean(axis=1)
    np.testing.assert_allclose(risk, expected, rtol=1e-13)
    assert announced[risk.argmin()] == pytest.approx(np.median(DELIVERIES))
    assert lowest(axes) == pytest.approx((25, risk.min()))


def test_absolute_risk_bends_at_the_deliveries_only() -> None:
    announced, risk = curve(figures.risk_of_one_number().axes[1], "absolute")
    bends = announced[1:-1][np.abs(np.diff(risk, n=2)) > 1e-9]
    np.testing.assert_allclose(bends, DELIVERIES)


@pytest.mark.parametrize("name", ["hinge", "cross-entropy"])
def test_surrogates_are_convex_and_above_the_zero_one_loss(name: str) -> None:
    score, loss = curve(figures.surrogates().axes[0], name)
    assert np.all(np.diff(loss, n=2) >= -1e-12)
    assert np.all(loss >= (score < 0))
    assert loss[score == 0] == pytest.approx(1)


def test_cross_entropy_of_a_spam_mail_is_in_bits() -> None:
    score, loss = curve(figures.surrogates().axes[0], "cross-entropy")
    np.testing.assert_allclose(loss, -np.log2(expit(score)), rtol=1e-12)


def test_staircase_is_the_share_of_mistakes() -> None:
    (stairs,) = figures.staircase().axes[0].patches
    shares, edges, _ = stairs.get_data()  # type: ignore[attr-defined]
    for share, left, right in zip(shares, edges[:-1], edges[1:], strict=True):
        threshold = (left + right) / 2
        assert share == pytest.approx(np.mean((threshold < WORDS) != SPAM))


def test_staircase_has_false_dips_beside_its_lowest_step() -> None:
    (stairs,) = figures.staircase().axes[0].patches
    shares, edges, _ = stairs.get_data()  # type: ignore[attr-defined]
    inside = range(1, len(shares) - 1)
    dips = [k for k in inside if shares[k] < min(shares[k - 1], shares[k + 1])]
    assert [(edges[k], edges[k + 1]) for k in dips] == [(2, 3), (5, 6), (8, 9)]
    assert shares.argmin() == dips[1]


def test_smooth_risk_is_one_valley_that_ends_on_the_lowest_step() -> None:
    axes = figures.staircase().axes[1]
    threshold, risk = curve(axes, "cross-entropy risk")
    signs = np.where(SPAM == 1, 1, -1)
    expected = -np.log2(expit(signs * (WORDS - threshold[:, None]))).mean(axis=1)
    np.testing.assert_allclose(risk, expected, rtol=1e-12)
    assert np.all(np.diff(risk, n=2) > 0)
    assert lowest(axes) == pytest.approx((5.5, risk.min()))
    assert figures.threshold_errors(5.5) == pytest.approx(0.2)


def test_each_step_goes_down_by_its_share_of_the_slope() -> None:
    walked = figures.steps_downhill()
    places, slopes = np.array(walked).T
    expected = 2 * (places - DELIVERIES.mean())
    np.testing.assert_allclose(slopes, expected)
    np.testing.assert_allclose(np.diff(places), -0.3 * slopes[:-1])
    axes = figures.descent().axes[0]
    dots = np.array([np.ravel(points(line)) for line in axes.lines if line.get_marker() == "o"])
    risks = ((DELIVERIES - places[:, None]) ** 2).mean(axis=1)
    np.testing.assert_allclose(dots, np.column_stack([places, risks]))
    for line, slope in zip(axes.lines[1::2], slopes, strict=True):
        (left, right), (low, high) = points(line)
        assert (high - low) / (right - left) == pytest.approx(slope)
