"""Two classes in the plane: where they end, against edges in closed form."""

from math import acos, asin, cos, degrees, pi, radians, sqrt

import numpy as np
import pytest
from scipy.optimize import brentq

from snippets import two_classes
from snippets.two_classes import gap


@pytest.mark.parametrize("above", [True, False])
@pytest.mark.parametrize("length", [0.5, 1.0, 3.0])
def test_without_a_margin_the_classes_touch(length: float, *, above: bool) -> None:
    assert gap(two_classes.plain_softmax, length, above=above) == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize("above", [True, False])
@pytest.mark.parametrize("length", [0.5, 1.0, 3.0])
def test_a_margin_of_the_angle_is_the_gap_where_all_angles_are_small(
    length: float, *, above: bool
) -> None:
    """At t degrees from its own class, a feature wins if cos(t + m) is above cos(t − 90°)."""
    if above:
        expected = degrees(two_classes.ARC_MARGIN)
    else:
        own = brentq(lambda t: cos(t + 0.5) - cos(3 * pi / 2 - t), pi / 2, pi - 0.5)
        expected = 2 * (135 - degrees(own))
    assert gap(two_classes.arcface, length, above=above) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("above", [True, False])
def test_a_margin_of_the_cosine(*, above: bool) -> None:
    """With d degrees to the middle, the cosines of the classes differ by √2 sin d."""
    expected = 2 * degrees(asin(two_classes.AM_MARGIN / sqrt(2)))
    assert gap(two_classes.am_softmax, 2.0, above=above) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("length", [0.5, 1.0, 3.0])
def test_a_margin_of_the_logit_shrinks_with_the_length(length: float) -> None:
    expected = 2 * degrees(asin(two_classes.SM_MARGIN / (length * sqrt(2))))
    assert gap(two_classes.sm_softmax, length, above=True) == pytest.approx(expected, abs=1e-9)


def test_twice_the_angle_ends_a_class_at_a_third_of_the_way() -> None:
    """Cos 2t = cos(90° − t) at t = 30°, so that 90° less twice 30° are left."""
    assert gap(two_classes.l_softmax, 2.0, above=True) == pytest.approx(30, abs=1e-9)


@pytest.mark.parametrize("label", [0, 1])
@pytest.mark.parametrize("loss", [loss for _, two in two_classes.GAPS for _, loss in two])
def test_losses_of_a_grid_are_those_of_its_points(loss: two_classes.Loss, label: int) -> None:
    grid = np.random.default_rng(1).normal(size=(3, 5, 2))
    each = [[loss(point, label) for point in row] for row in grid]
    np.testing.assert_allclose(loss(grid, label), each, rtol=1e-12)


def test_the_class_vectors_are_at_right_angles() -> None:
    expected = np.array([[-1, 1], [1, 1]]) / sqrt(2)
    np.testing.assert_allclose(two_classes.WEIGHTS, expected)
    assert degrees(acos(float(two_classes.WEIGHTS[:, 0] @ two_classes.WEIGHTS[:, 1]))) == (
        pytest.approx(90)
    )
    assert radians(135) == two_classes.CLASS_ANGLES[0]
