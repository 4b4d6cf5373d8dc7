"""The figures of the page on many labels and rare classes."""

import numpy as np

from snippets import patients
from snippets.figures import many_labels as figures
from tests.figures.drawn import points


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
