"""The figures on smoothing, weights and focal loss draw what independent arithmetic gives."""

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar

from snippets.figures import label_smoothing as figures
from snippets.figures.style import BLUE, PURPLE
from tests.figures.drawn import blocks, points, said

Loss = Callable[[NDArray[np.float64]], NDArray[np.float64]]


def test_smoothed_loss_and_its_minimum() -> None:
    axes = figures.smoothed_loss().axes[0]
    curves, dots = axes.lines[::2], axes.lines[1::2]
    for epsilon, curve, dot in zip((0, 0.1, 0.2), curves, dots, strict=True):
        p, drawn = points(curve)
        label = np.array([1 - epsilon + epsilon / 3, epsilon / 3])
        expected = -label[0] * np.log(p) - 2 * label[1] * np.log((1 - p) / 2)
        np.testing.assert_allclose(drawn, expected, rtol=1e-9)
        assert points(dot)[0][0] == pytest.approx(label[0])
        assert points(dot)[1][0] <= drawn.min()
        assert points(dot)[1][0] == pytest.approx(drawn.min(), abs=2e-3)


def test_focal_curves_are_the_formula() -> None:
    axes = figures.focal_curves().axes[0]
    for gamma, line in zip((0, 0.5, 1, 2, 5), axes.lines, strict=True):
        p, drawn = points(line)
        np.testing.assert_allclose(drawn, -((1 - p) ** gamma) * np.log(p), rtol=1e-9, atol=1e-15)
        assert said(line.get_label()).startswith(f"γ = {gamma:g}")


def test_best_predictions_in_closed_form() -> None:
    plain, smoothed, weighted, *_ = figures.best_predictions().axes[0].lines
    p, best = points(plain)
    np.testing.assert_allclose(best, p, atol=2e-3)
    p, best = points(smoothed)
    np.testing.assert_allclose(best, 0.8 * p + 0.1, atol=2e-3)
    p, best = points(weighted)
    np.testing.assert_allclose(best, 4 * p / (4 * p + 1 - p), atol=2e-3)


def test_best_focal_prediction_makes_the_risk_stationary() -> None:
    p, best = points(figures.best_predictions().axes[0].lines[3])

    def slope(q: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.asarray(2 * (1 - q) * np.log(q) - (1 - q) ** 2 / q)

    inner = (best > 0.15) & (best < 0.85)
    q = best[inner]
    share = slope(1 - q) / (slope(q) + slope(1 - q))
    assert inner.sum() > 40
    np.testing.assert_allclose(share, p[inner], atol=4e-3)
    assert np.all(np.abs(q - 0.5) <= np.abs(p[inner] - 0.5) + 1e-3)


def test_the_marked_share_becomes_one_half() -> None:
    axes = figures.best_predictions().axes[0]
    x, y = points(axes.lines[5])
    assert (x[0], y[0]) == (0.2, pytest.approx(0.5, abs=1e-3))
    assert any(text.get_text() == "0.2 → 0.5" for text in axes.texts)


@pytest.mark.parametrize(
    "given", [(0.8, 0.2, 2.0), (0.05, 0.0, 0.5), (0.95, 0.5, 4.0), (0.5, 0.1, 0.0), (0.3, 0.3, 1.0)]
)
def test_optima_are_where_each_mean_loss_is_smallest(given: tuple[float, float, float]) -> None:
    share, epsilon, gamma = given
    axes = figures.optima(*given).figure.axes[0]
    smoothed = share * (1 - epsilon) + epsilon / 2

    def cross_entropy(label: float) -> Loss:
        return lambda q: np.asarray(-label * np.log(q) - (1 - label) * np.log(1 - q))

    def focused(q: NDArray[np.float64]) -> NDArray[np.float64]:
        easy, hard = (1 - q) ** gamma * np.log(q), q**gamma * np.log(1 - q)
        return np.asarray(-share * easy - (1 - share) * hard)

    losses = (cross_entropy(share), cross_entropy(smoothed), focused)
    for curve, dot, loss in zip(axes.lines[:6:2], axes.lines[1:6:2], losses, strict=True):
        q, drawn = points(curve)
        np.testing.assert_allclose(drawn, np.minimum(loss(q), figures.HIGHEST), rtol=1e-9)
        best = minimize_scalar(loss, bounds=(1e-6, 1 - 1e-6), method="bounded")
        (at,), (height,) = points(dot)
        assert at == pytest.approx(best.x, abs=1e-4)
        assert height == pytest.approx(best.fun, rel=1e-6)


def test_the_smoothed_label_is_what_is_left_on_an_even_share() -> None:
    axes = figures.mixture().axes[0]
    even = [bar.get_height() for bar in blocks(axes, PURPLE)]
    assert even == pytest.approx([0.1 / 3] * 3)
    left = blocks(axes, BLUE)
    assert [bar.get_height() for bar in left] == pytest.approx([0, 0.9, 0])
    assert [bar.get_y() for bar in left] == pytest.approx(even)
    assert [text.get_text() for text in axes.texts][:3] == ["0.033", "0.933", "0.033"]
