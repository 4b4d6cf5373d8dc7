"""The figures of the page on training curves."""

import numpy as np
import pytest

from snippets import curves as data
from snippets.figures import training_curve as figures
from tests.figures.drawn import points


def test_the_curve_comes_down_to_the_lowest_level() -> None:
    *dashed, curve = figures.levels().axes[0].lines
    heights = [points(line)[1][0] for line in dashed]
    assert heights == list(data.weather_levels())
    steps, losses = points(curve)
    assert steps[0] == 1
    assert losses[0] > heights[1]
    assert losses[-1] == pytest.approx(heights[2])


def test_one_of_the_two_comes_close_to_zero() -> None:
    once, twice, start = figures.one_batch().axes[0].lines
    assert points(once)[1][-1] < 0.01
    assert points(twice)[1].min() > 1.4
    for line in (once, twice):
        assert points(line)[1][0] == pytest.approx(points(start)[1][0])


def test_the_repaired_line_is_nearer_to_the_diagonal() -> None:
    diagonal, before, after = figures.reliability().axes[0].lines
    np.testing.assert_array_equal(*points(diagonal))
    far, near = (np.abs(np.subtract(*points(line))).mean() for line in (before, after))
    assert near < far / 2


def test_the_dot_is_at_the_lowest_loss() -> None:
    curve, dot, _ = figures.temperatures().axes[0].lines
    (fitted,), (lowest,) = points(dot)
    divisors, losses = points(curve)
    assert lowest <= losses.min()
    assert divisors[losses.argmin()] == pytest.approx(fitted, rel=0.06)
