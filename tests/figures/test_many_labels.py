"""The figures of the page on many labels and rare classes."""

import numpy as np
import pytest

from snippets import patients
from snippets.figures import many_labels as figures
from tests.figures.drawn import points, said


def test_a_weight_shifts_the_curve_by_its_logarithm_and_more_weight_more() -> None:
    curves = figures.weights().axes[0].lines[:3]
    heights = [points(curve)[1] for curve in curves]
    assert all(np.all(np.diff(height) >= 0) for height in heights)
    assert np.all(heights[0] < heights[1])
    assert np.all(heights[1] < heights[2])


def test_strokes_show_every_patient() -> None:
    well, ill = (points(line)[0] for line in figures.weights().axes[0].lines[3:])
    assert (len(well), len(ill)) == (patients.WELL, patients.ILL)


def test_the_share_of_right_alarms_rises() -> None:
    shares, right = points(figures.rare().axes[0].lines[0])
    assert np.all(np.diff(right) > 0)
    assert right[0] < 0.02
    assert right[-1] > 0.99
    assert shares[-1] <= 1


def test_an_alarm_pays_from_where_both_cost_the_same() -> None:
    axes = figures.alarms().axes[0]
    lines = {str(line.get_label()): points(line) for line in axes.lines}
    (q, silence), (_, alarm) = lines["silence"], lines["alarm"]
    np.testing.assert_allclose(silence, 19 * q)
    np.testing.assert_allclose(alarm, 1 - q)
    crossing = np.ravel(points(axes.lines[-1]))
    assert crossing == pytest.approx((0.05, 0.95))
    assert np.all((silence < alarm) == (q < crossing[0] - 1e-12))
    assert "t = 0.05" in [said(text) for text in axes.texts]
