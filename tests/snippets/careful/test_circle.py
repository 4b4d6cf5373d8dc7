"""Features on a circle: the gradient, the descent, and what a margin does to the gaps."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from snippets.careful import circle, margins
from snippets.careful.training import three_classes
from tests.snippets.contract import refuses

ANGLES = st.floats(-3.1, 3.1)


def loss(features: np.ndarray, classes: np.ndarray, labels: np.ndarray, margin: float) -> float:
    cos = np.cos(features[:, np.newaxis] - classes)
    return float(margins.arcface_loss(cos, labels, 8.0, margin, "sum"))


@given(
    features=st.lists(ANGLES, min_size=1, max_size=4),
    classes=st.lists(ANGLES, min_size=2, max_size=3),
    margin=st.sampled_from([0.0, 0.3, 0.5]),
    data=st.data(),
)
def test_gradient_agrees_with_finite_differences(
    features: list[float], classes: list[float], margin: float, data: st.DataObject
) -> None:
    labels = np.array(
        data.draw(st.lists(st.integers(0, len(classes) - 1), min_size=len(features), max_size=9))
    )[: len(features)]
    x, w = np.array(features), np.array(classes)
    turn = circle.shortest_turn(x[:, np.newaxis] - w)
    own = np.abs(turn[np.arange(len(x)), labels])
    if np.any((own < 1e-3) | (own > np.pi - 1e-3)):
        return  # the loss has a kink where a feature meets its class vector or its opposite
    slopes = circle.arcface_angle_gradient(circle.Circle(x, w, labels), 8.0, margin)
    step = 1e-6
    for i, bump in enumerate(step * np.eye(len(x))):
        change = loss(x + bump, w, labels, margin) - loss(x - bump, w, labels, margin)
        assert slopes[i].sum() == pytest.approx(change / (2 * step), rel=1e-4, abs=1e-5)
    for j, bump in enumerate(step * np.eye(len(w))):
        change = loss(x, w + bump, labels, margin) - loss(x, w - bump, labels, margin)
        assert -slopes[:, j].sum() == pytest.approx(change / (2 * step), rel=1e-4, abs=1e-5)


def test_training_lowers_the_loss_and_leaves_its_start_alone() -> None:
    start = circle.scattered()
    before = start.features.copy()
    turned = circle.train(start, 0.5, scale=8.0)
    assert loss(turned.features, turned.classes, turned.labels, 0.5) < 0.5 * loss(
        start.features, start.classes, start.labels, 0.5
    )
    np.testing.assert_array_equal(start.features, before)


def test_a_feature_moves_towards_its_class() -> None:
    start = circle.Circle(np.array([0.9]), np.array([0.0, 2.0]), np.array([0]))
    turned = circle.train(start, 0.5, steps=1)
    assert turned.features[0] < 0.9
    assert turned.classes[0] > 0


def test_one_step_goes_down_the_slopes_of_the_loss() -> None:
    """Each class vector feels the samples as if there were one for each class."""
    x, w = np.array([0.3, -1.0, 2.0, 2.5, -0.7, 1.2]), np.array([0.0, 2.2])
    labels = np.array([0, 0, 1, 1, 0, 1])
    turned = circle.train(circle.Circle(x, w, labels), 0.4, 8.0, learning_rate=0.1, steps=1)
    step = 1e-6
    by_x = [
        loss(x + bump, w, labels, 0.4) - loss(x - bump, w, labels, 0.4)
        for bump in step * np.eye(len(x))
    ]
    by_w = [
        loss(x, w + bump, labels, 0.4) - loss(x, w - bump, labels, 0.4)
        for bump in step * np.eye(len(w))
    ]
    np.testing.assert_allclose(turned.features, x - 0.1 * np.divide(by_x, 2 * step), atol=1e-7)
    np.testing.assert_allclose(turned.classes, w - 0.1 / 3 * np.divide(by_w, 2 * step), atol=1e-7)
    np.testing.assert_array_equal(turned.labels, labels)


def test_every_step_goes_on_from_the_last() -> None:
    start = circle.scattered(9)
    two = circle.train(start, 0.5, steps=2)
    one_by_one = circle.train(circle.train(start, 0.5, steps=1), 0.5, steps=1)
    np.testing.assert_array_equal(two.features, one_by_one.features)
    np.testing.assert_array_equal(two.classes, one_by_one.classes)


def test_defaults() -> None:
    np.testing.assert_array_equal(circle.scattered().features, circle.scattered(60, 0).features)
    start = circle.scattered(6)
    usual, spelled_out = circle.train(start, 0.5), circle.train(start, 0.5, 30.0, 0.001, 200)
    np.testing.assert_array_equal(usual.features, spelled_out.features)
    np.testing.assert_array_equal(usual.classes, spelled_out.classes)


@given(st.lists(st.floats(-50, 50), min_size=1))
def test_the_shortest_turn_leads_to_the_same_direction(angles: list[float]) -> None:
    turns = circle.shortest_turn(np.array(angles))
    np.testing.assert_allclose(np.exp(1j * turns), np.exp(1j * np.array(angles)), atol=1e-12)
    assert np.all(np.abs(turns) <= np.pi)


def test_no_steps_change_nothing() -> None:
    start = circle.scattered()
    np.testing.assert_array_equal(circle.train(start, 0.5, steps=0).features, start.features)


def test_widest_and_narrowest_angles_go_the_short_way_round() -> None:
    labels = np.array([0, 0, 1])
    directions = np.radians([170.0, -170.0, 160.0])
    arrangement = circle.Circle(directions, np.zeros(2), labels)
    assert circle.widest_within(arrangement) == pytest.approx(20)
    assert circle.narrowest_between(arrangement) == pytest.approx(10)
    assert type(circle.widest_within(arrangement)) is float
    assert type(circle.narrowest_between(arrangement)) is float


def test_scattered_has_at_least_one_of_each_class() -> None:
    assert circle.scattered(3).labels.tolist() == [0, 1, 2]
    with refuses("samples", "2.5", "whole numbers"):
        circle.scattered(2.5)  # type: ignore[arg-type]


def test_scattered_is_the_same_each_time_and_has_three_classes() -> None:
    first, second = circle.scattered(), circle.scattered()
    np.testing.assert_array_equal(first.features, second.features)
    assert list(np.bincount(first.labels)) == [20, 20, 20]
    assert first.classes.shape == (3,)


@pytest.mark.parametrize("seed", [0, 4])
def test_scattered_has_the_directions_of_three_clouds(seed: int) -> None:
    points, labels = three_classes(30, 2.0, seed)
    plane = points[:, 0] + 1j * points[:, 1]
    scattered = circle.scattered(30, seed)
    np.testing.assert_allclose(scattered.features, np.angle(plane), rtol=1e-14)
    means = [plane[labels == k].mean() for k in range(3)]
    np.testing.assert_allclose(scattered.classes, np.angle(means), rtol=1e-13)
    np.testing.assert_array_equal(scattered.labels, labels)


def test_degrees_of_cosines() -> None:
    assert circle.degrees([1, 0.5, 0, -1]) == pytest.approx([0, 60, 90, 180])
    assert circle.degrees(np.array([[0.5], [0]], np.float32)).dtype == np.float32
    for wrong in (1.5, -1.5):
        with refuses("cosines", str(wrong), "cosines from −1 to 1"):
            circle.degrees([0.5, wrong])
    with refuses("cosines", "nan at index 0", "NaN"):
        circle.degrees([np.nan])


def test_errors() -> None:
    with refuses("samples", "2", "at least one of each of the three classes"):
        circle.scattered(2)
    start = circle.scattered(6)
    with refuses("steps", "-1", "a whole number from 0 on"):
        circle.train(start, 0.5, steps=-1)
    with refuses("learning_rate", "-1.0", "from 0 on"):
        circle.train(start, 0.5, learning_rate=-1)
    with refuses("margin", "-1.0", "from 0 on"):
        circle.train(start, -1)
    with refuses("scale", "0.0", "above 0"):
        circle.train(start, 0.5, scale=0)
