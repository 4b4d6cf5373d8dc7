"""The figures on binary cross-entropy draw what SciPy computes."""

from collections.abc import Callable

import numpy as np
import pytest
from matplotlib.lines import Line2D
from numpy.typing import NDArray
from scipy.special import expit

from snippets.figures import binary as figures
from snippets.figures.style import BLUE, GREEN
from tests.figures.drawn import blocks, points, said

Branch = Callable[[NDArray[np.float64]], NDArray[np.float64]]
LOSSES: tuple[Branch, Branch] = (lambda q: -np.log(q), lambda q: -np.log(1 - q))
SLOPES: tuple[Branch, Branch] = (lambda q: -1 / q, lambda q: 1 / (1 - q))


def tangents() -> list[Line2D]:
    return [line for line in figures.branches().figure.axes[0].lines if line.get_color() == GREEN]


def test_sigmoid_curve() -> None:
    axes = figures.sigmoid_curve().axes[0]
    z, y_hat = points(axes.lines[0])
    np.testing.assert_allclose(y_hat, expit(z), rtol=1e-14)
    written = [said(text) for text in axes.texts]
    assert written == ["σ(−2) = 0.12", "σ(0) = 0.50", "σ(2) = 0.88"]


def test_branches_are_the_two_logarithms() -> None:
    axes = figures.branches().figure.axes[0]
    curves = [line for line in axes.lines if len(points(line)[0]) > 2]
    for curve, expected in zip(curves, LOSSES, strict=True):
        y_hat, loss = points(curve)
        np.testing.assert_allclose(loss, expected(y_hat), rtol=1e-12)


def test_slopes_below_are_the_derivatives() -> None:
    axes = figures.branches().figure.axes[1]
    for curve, expected in zip(axes.lines[:2], SLOPES, strict=True):
        y_hat, slope = points(curve)
        np.testing.assert_allclose(slope, expected(y_hat), rtol=1e-12)


@pytest.mark.parametrize("y_hat", [0.01, 0.2, 0.5, 0.8, 0.99])
def test_each_tangent_has_the_slope_that_is_written(y_hat: float) -> None:
    figure = figures.branches(y_hat).figure
    written = [said(text) for text in figure.axes[1].texts]
    lines = [line for line in figure.axes[0].lines if line.get_color() == GREEN]
    assert len(lines) == 2
    for line in lines:
        (left, right), (start, end) = points(line)
        slope = (end - start) / (right - left)
        assert f"slope {slope:+.2f}".replace("-", "−") in written


def test_tangents_touch_their_curve() -> None:
    for line in tangents():
        x, loss = (float(np.mean(values)) for values in points(line))
        assert min(abs(loss + np.log(x)), abs(loss + np.log1p(-x))) == pytest.approx(0, abs=1e-14)


def test_each_tenth_of_the_probability_costs_the_same_again() -> None:
    axes = figures.tenfold().axes[0]
    heights = [bar.get_height() for bar in blocks(axes, BLUE)]
    np.testing.assert_allclose(heights, np.log(10) * np.arange(1, 5), rtol=1e-12)
    cuts = sorted(points(line)[1][0] for line in axes.lines)
    np.testing.assert_allclose(cuts, np.log(10) * np.array([1, 1, 1, 2, 2, 3]), rtol=1e-12)
    assert [said(text) for text in axes.texts] == [f"{height:.2f}" for height in heights]
    assert [said(label) for label in axes.get_xticklabels()][-1] == "0.0001"
