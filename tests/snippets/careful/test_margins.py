"""Margin losses and center loss."""

import math
from functools import partial
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from snippets.careful.categorical import sparse_softmax_cross_entropy
from snippets.careful.margins import (
    am_softmax_loss,
    am_softmax_loss_gradient,
    arcface_loss,
    arcface_loss_gradient,
    at_label,
    center_loss,
    center_loss_gradient,
    cosine_of_sum,
    cosine_of_sum_slope,
    cosines,
    cosines_gradient,
    l_softmax_loss,
    l_softmax_loss_gradient,
    l_softmax_psi,
    l_softmax_psi_slope,
    length,
    sm_softmax_loss,
    sm_softmax_loss_gradient,
)
from tests.snippets import exact_softmax
from tests.snippets.contract import (
    Snippet,
    assert_float32_rounds_once,
    assert_leaves_arguments_alone,
    assert_scalar,
    close,
    refuses,
)
from tests.snippets.reference import exact, mp
from tests.snippets.strategies import Array

ROW = [0.6, 0.4, 0.1]
EPS = 2.0**-52

ON_COSINES: list[Snippet] = [
    partial(am_softmax_loss, scale=8.0, margin=0.35),
    partial(arcface_loss, scale=8.0, margin=0.5),
]

GRADIENTS_ON_COSINES: list[Snippet] = [
    partial(am_softmax_loss_gradient, scale=8.0, margin=0.35),
    partial(arcface_loss_gradient, scale=8.0, margin=0.5),
]

cosine_rows = npst.arrays(np.float64, st.integers(2, 5), elements=st.floats(-0.99, 0.99))
angles = st.floats(0, math.pi)


@st.composite
def features_and_weights(draw: st.DrawFn) -> tuple[Array, Array, Any]:
    """Features (N, d) and weights (d, C) that are not near 0, and labels."""
    n, d, classes = draw(st.integers(1, 3)), draw(st.integers(2, 3)), draw(st.integers(2, 3))
    elements = st.floats(0.25, 2).flatmap(lambda v: st.sampled_from([v, -v]))
    x = draw(npst.arrays(np.float64, (n, d), elements=elements))
    w = draw(npst.arrays(np.float64, (d, classes), elements=elements))
    return x, w, draw(npst.arrays(np.int64, n, elements=st.integers(0, classes - 1)))


def slopes(function: Snippet, at: Array, h: float = 1e-6) -> Array:
    """Gradient of a function of one array by central differences."""
    gradient = np.empty_like(at)
    for index in np.ndindex(at.shape):
        bump = np.zeros_like(at)
        bump[index] = h
        gradient[index] = (function(at + bump) - function(at - bump)) / (2 * h)
    return gradient


class TestPublishedRow:
    """Cosines (0.6, 0.4, 0.1) with s = 30."""

    def test_plain(self) -> None:
        assert am_softmax_loss(ROW, 0, 30, 0) == pytest.approx(0.002476, abs=5e-7)
        assert arcface_loss(ROW, 0, 30, 0) == pytest.approx(0.002476, abs=5e-7)

    def test_am_softmax(self) -> None:
        assert am_softmax_loss(ROW, 0, 30, 0.35) == pytest.approx(4.511170, abs=5e-7)

    def test_arcface(self) -> None:
        assert arcface_loss(ROW, 0, 30, 0.5) == pytest.approx(7.710299, abs=5e-7)


class TestCosineOfSum:
    def test_accuracy(self) -> None:
        near_one = 10 ** -np.linspace(0, 16, 60)
        grid = np.concatenate([np.linspace(-1, 1, 200), 1 - near_one, near_one - 1])
        for margin in (0.0, 1e-9, 0.35, 0.5, 1.0, math.pi / 2, 3.0, math.pi):
            results = cosine_of_sum(grid, margin)
            for c, result in zip(grid, results, strict=True):
                expected = mp.cos(mp.acos(exact(c)) + exact(margin))
                assert abs(exact(result) - expected) <= EPS, (c, margin)

    @given(angles, st.floats(0, math.pi))
    def test_addition_theorem(self, theta: float, margin: float) -> None:
        c = math.cos(theta)
        assert cosine_of_sum(c, margin) == close(math.cos(math.acos(c) + margin), abs=1e-14)

    @given(st.floats(-0.999, 0.999), st.floats(0, math.pi))
    def test_slope(self, c: float, margin: float) -> None:
        difference = (cosine_of_sum(c + 1e-6, margin) - cosine_of_sum(c - 1e-6, margin)) / 2e-6
        assert cosine_of_sum_slope(c, margin) == close(float(difference), 1e-5, 1e-6)

    def test_slope_is_infinite_where_the_angle_ends(self) -> None:
        np.testing.assert_array_equal(cosine_of_sum_slope([1, -1], 0.5), [np.inf, -np.inf])
        np.testing.assert_array_equal(cosine_of_sum_slope([1, 0.3, -1], 0), [1, 1, 1])


class TestPsi:
    @pytest.mark.parametrize("m", [1, 2, 3, 4])
    def test_accuracy_in_every_interval(self, m: int) -> None:
        for theta in np.linspace(0, math.pi, 61):
            k = min(int(m * theta / math.pi), m - 1)
            expected = (-1) ** k * mp.cos(m * exact(theta)) - 2 * k
            assert abs(exact(l_softmax_psi(theta, m)) - expected) <= 8 * m * EPS

    @pytest.mark.parametrize("m", [1, 2, 3, 4, 7])
    def test_ends(self, m: int) -> None:
        assert l_softmax_psi(0, m) == 1
        assert l_softmax_psi(math.pi, m) == close(1 - 2 * m)

    @pytest.mark.parametrize("m", [2, 3, 4])
    def test_no_jumps(self, m: int) -> None:
        for k in range(1, m):
            seam = k * math.pi / m
            around = l_softmax_psi([seam - 1e-9, seam, seam + 1e-9], m)
            np.testing.assert_allclose(around, 1 - 2 * k, atol=1e-12)

    @given(angles, angles, st.integers(1, 6))
    def test_falls_and_stays_below_the_cosine(self, a: float, b: float, m: int) -> None:
        low, high = sorted([a, b])
        assert l_softmax_psi(high, m) <= l_softmax_psi(low, m) + 1e-14
        assert l_softmax_psi(a, m) <= math.cos(a) + 1e-14

    @given(angles)
    def test_margin_1_is_the_cosine(self, theta: float) -> None:
        assert l_softmax_psi(theta, 1) == math.cos(theta)

    @given(st.floats(0.01, math.pi - 0.01), st.integers(1, 6))
    def test_slope_is_the_derivative(self, theta: float, m: int) -> None:
        near = np.array([theta - 1e-6, theta + 1e-6])
        psi, cosine = l_softmax_psi(near, m), np.cos(near)
        difference = float((psi[1] - psi[0]) / (cosine[1] - cosine[0]))
        assert l_softmax_psi_slope(theta, m) == close(difference, 1e-5, 1e-3)

    @pytest.mark.parametrize("m", [1, 2, 3, 4, 7])
    def test_slope_at_the_ends(self, m: int) -> None:
        ends = l_softmax_psi_slope([0, 1e-4, math.pi - 1e-4, math.pi], m)
        np.testing.assert_array_equal(ends[[0, 3]], m**2)
        np.testing.assert_allclose(ends, m**2, rtol=1e-6)

    @pytest.mark.parametrize("m", [2, 3, 23, 33, 37])
    def test_slope_never_turns_round_beside_the_end(self, m: int) -> None:
        """For m = 23, mθ/π is rounded to 23 one step below π, where k is still 22."""
        assert l_softmax_psi_slope(np.nextafter(math.pi, 0), m) > 0


class TestLosses:
    def test_accuracy(self) -> None:
        for c in ([0.6, 0.4, 0.1], [0.99, -0.9, -0.95], [-0.2, 0.9, 0.3]):
            for margin in (0.0, 0.2, 0.5):
                target = 30 * mp.cos(mp.acos(exact(c[0])) + exact(margin))
                z = [target, *(30 * exact(v) for v in c[1:])]
                loss = -exact_softmax.log_softmax(z)[0]
                # The logits are of size 30, and their rounding is the loss's.
                assert abs(exact(arcface_loss(c, 0, 30, margin)) / loss - 1) <= 60 * EPS

    @given(features_and_weights())
    def test_without_a_margin_all_are_softmax(self, batch: tuple[Array, Array, Any]) -> None:
        x, w, labels = batch
        plain = float(sparse_softmax_cross_entropy(labels, x @ w))
        assert sm_softmax_loss(x @ w, labels, 0) == plain
        assert l_softmax_loss(x, w, labels, 1) == close(plain, 1e-12, 1e-13)
        c = cosines(x, w)
        normalised = float(sparse_softmax_cross_entropy(labels, 8 * c))
        assert am_softmax_loss(c, labels, 8, 0) == normalised
        assert arcface_loss(c, labels, 8, 0) == normalised

    @given(features_and_weights(), st.integers(1, 3))
    def test_a_margin_never_makes_it_easier(self, batch: tuple[Array, Array, Any], m: int) -> None:
        x, w, labels = batch
        c = cosines(x, w)
        assert l_softmax_loss(x, w, labels, m + 1) >= l_softmax_loss(x, w, labels, m) - 1e-12
        sm = [float(sm_softmax_loss(c, labels, margin)) for margin in (0, 0.2, 0.4)]
        am = [float(am_softmax_loss(c, labels, 8, margin)) for margin in (0, 0.2, 0.4)]
        assert sm == sorted(sm)
        assert am == sorted(am)

    def test_sm_softmax_lowers_one_logit(self) -> None:
        expected = sparse_softmax_cross_entropy([1, 0], [[1.0, 1.5], [-1.0, 0.0]])
        assert sm_softmax_loss([[1.0, 2.0], [-0.5, 0.0]], [1, 0], 0.5) == expected

    def test_am_softmax_is_sm_softmax_on_scaled_cosines(self) -> None:
        am = am_softmax_loss(ROW, 1, 16, 0.25)
        assert am == close(float(sm_softmax_loss(16 * np.array(ROW), 1, 4)), 1e-14)

    def test_l_softmax_by_hand(self) -> None:
        """Feature x at 60° to the class (2, 0) and at 30° to the class (0, 1), with m = 2."""
        x = np.array([0.5, math.sqrt(3) / 2])
        own, other = 2 * (math.cos(math.radians(120)) * 1), math.cos(math.radians(30))
        expected = math.log(1 + math.exp(other - own))
        assert l_softmax_loss(x, [[2, 0], [0, 1]], 0, 2) == close(expected)

    def test_arcface_logit_rises_again_at_last(self) -> None:
        beyond = np.cos([math.pi - 0.5, math.pi - 0.1])
        turn, later = cosine_of_sum(beyond, 0.5)
        assert later > turn

    def test_minus_infinity_logit(self) -> None:
        assert sm_softmax_loss([1, -np.inf], 0, 2) == 0
        assert sm_softmax_loss([1, -np.inf], 1, 2) == np.inf


class TestGradients:
    @given(cosine_rows, st.floats(0, 1), st.data())
    def test_on_rows(self, row: Array, margin: float, data: st.DataObject) -> None:
        label = data.draw(st.integers(0, len(row) - 1))
        cases: list[tuple[Snippet, Snippet, dict[str, float]]] = [
            (sm_softmax_loss, sm_softmax_loss_gradient, {"m": margin}),
            (am_softmax_loss, am_softmax_loss_gradient, {"scale": 8, "margin": margin}),
            (arcface_loss, arcface_loss_gradient, {"scale": 8, "margin": margin}),
        ]
        for loss, gradient, settings in cases:
            differences = slopes(lambda r: loss(r, label, **settings), row)  # noqa: B023
            np.testing.assert_allclose(
                gradient(row, label, **settings), differences, rtol=1e-5, atol=1e-5
            )

    def test_are_those_of_each_sample(self) -> None:
        c, labels = np.array([ROW, [0.1, -0.2, 0.3]]), [0, 2]
        for gradient in (am_softmax_loss_gradient, arcface_loss_gradient):
            both = gradient(c, labels, 8, 0.3)
            assert both.shape == c.shape
            np.testing.assert_allclose(both[1], gradient(c[1], 2, 8, 0.3), rtol=1e-14)

    def test_arcface_flows_through_the_arccos(self) -> None:
        """At θ = 60° with m = 30°, sin(θ + m)/sin θ = 1/sin 60°."""
        c = [0.5, 0.2]
        plain = am_softmax_loss_gradient(c, 0, 4, 0.5 - math.cos(math.pi / 2))
        through = arcface_loss_gradient(c, 0, 4, math.pi / 6)
        bent = plain * np.array([1 / math.sin(math.pi / 3), 1])
        np.testing.assert_allclose(through, bent, rtol=1e-13)

    def test_arcface_where_the_angle_ends(self) -> None:
        np.testing.assert_array_equal(arcface_loss_gradient([1, 0], 0, 4, 0.5)[0], -np.inf)
        np.testing.assert_array_equal(arcface_loss_gradient([-1, 0], 0, 4, 0.5)[0], np.inf)
        np.testing.assert_array_equal(arcface_loss_gradient([1, 0], 0, 1e4, 0.5), [0, 0])

    @given(features_and_weights(), st.integers(1, 3))
    def test_l_softmax(self, batch: tuple[Array, Array, Any], m: int) -> None:
        x, w, labels = batch
        x_slopes, w_slopes = l_softmax_loss_gradient(x, w, labels, m)
        loss = partial(l_softmax_loss, labels=labels, m=m, reduction="sum")
        by_x, by_w = slopes(lambda v: loss(v, w), x), slopes(lambda v: loss(x, v), w)
        np.testing.assert_allclose(x_slopes, by_x, rtol=1e-4, atol=2e-5)
        np.testing.assert_allclose(w_slopes, by_w, rtol=1e-4, atol=2e-5)

    def test_l_softmax_where_the_angle_ends(self) -> None:
        """Along the class vector only the lengths matter: L = log(1 + e^(−‖x‖ψ(0)))."""
        x_slopes, _ = l_softmax_loss_gradient([[2.0, 0.0]], np.eye(2), [0], 3)
        assert x_slopes[0, 0] == close(-1 / (1 + math.exp(2)))

    @given(features_and_weights())
    def test_of_cosines(self, batch: tuple[Array, Array, Any]) -> None:
        x, w, _ = batch
        upstream = np.cos(np.arange(x.shape[0] * w.shape[1])).reshape(x.shape[0], -1)
        x_slopes, w_slopes = cosines_gradient(x, w, upstream)
        by_x = slopes(lambda v: np.sum(upstream * cosines(v, w)), x)
        by_w = slopes(lambda v: np.sum(upstream * cosines(x, v)), w)
        np.testing.assert_allclose(x_slopes, by_x, atol=1e-8)
        np.testing.assert_allclose(w_slopes, by_w, atol=1e-8)
        np.testing.assert_allclose(np.sum(x_slopes * x, axis=1), 0, atol=1e-13)

    def test_of_center_loss(self) -> None:
        x, c, labels = np.array([[1.0, 2.0], [0.0, -1.0]]), np.array([[0.5, 0.5]]), [0, 0]
        by_x = slopes(lambda v: center_loss(v, c, labels), x)
        np.testing.assert_allclose(center_loss_gradient(x, c, labels), by_x, atol=1e-8)


class TestCenterLoss:
    def test_by_hand(self) -> None:
        x, c = [[1, 2], [0, 0], [3, 1]], [[1, 0], [3, 4]]
        assert center_loss(x, c, [0, 1, 1]) == (4 + 25 + 9) / 2

    def test_at_the_centers(self) -> None:
        assert center_loss([[1, 2]], [[1, 2], [0, 0]], [0]) == 0

    def test_errors(self) -> None:
        with refuses("centers", "shape (2, 3)", "(classes, d) for features of shape (1, 2)"):
            center_loss([[1, 2]], np.ones((2, 3)), [0])
        for features, centers in (([1, 2], np.ones((2, 2))), ([[1, 2]], np.ones((2, 2, 2)))):
            shape = f"shape {np.shape(centers)}"
            with refuses("centers", shape, f"for features of shape {np.shape(features)}"):
                center_loss(features, centers, [0])
        with refuses("labels", "2 at index 0", "labels from 0 to 1"):
            center_loss([[1, 2]], np.ones((2, 2)), [2])
        with refuses("labels", "shape (2,)", "one label for each row of features, (1,)"):
            center_loss([[1, 2]], np.ones((2, 2)), [0, 1])
        with refuses("features", "inf", "finite"):
            center_loss([[1, np.inf]], np.ones((2, 2)), [0])
        with refuses("features", "inf", "finite"):
            center_loss_gradient([[1, np.inf]], np.ones((2, 2)), [0])
        with refuses("centers", "inf", "finite"):
            center_loss([[1, 2]], [[1, np.inf]], [0])


class TestCosines:
    def test_by_hand(self) -> None:
        c = cosines([[1, 0], [1, 1]], [[2, 0, -3], [0, 5, 0]])
        half = math.sqrt(0.5)
        expected = [[1.0, 0.0, -1.0], [half, half, -half]]
        np.testing.assert_allclose(c, expected, atol=1e-15)

    @given(features_and_weights())
    def test_lengths_make_no_difference(self, batch: tuple[Array, Array, Any]) -> None:
        x, w, _ = batch
        np.testing.assert_allclose(cosines(4 * x, w / 8), cosines(x, w), rtol=1e-15)
        assert np.all(np.abs(cosines(x, w)) <= 1)

    def test_rounding_leaves_them_between_minus_1_and_1(self) -> None:
        x = np.random.default_rng(0).normal(size=(300, 3))
        assert np.max(np.abs(cosines(x, x.T))) == 1
        assert np.min(cosines(x, -x.T)) == -1

    def test_one_feature(self) -> None:
        assert cosines([1, 0], np.eye(2)).shape == (2,)

    @pytest.mark.parametrize("size", [1e-320, 1e-200, 1e-162, 1.0, 1e154, 1e300, 1.7e308])
    def test_vectors_of_any_length(self, size: float) -> None:
        x = np.array([[0.6, 0.8], [1.0, 0.0]]) * size
        for w in (np.eye(2), np.eye(2) * 1e-162, np.eye(2) * 1e308):
            np.testing.assert_allclose(cosines(x, w), np.array([[0.6, 0.8], [1, 0]]), rtol=1e-3)
        np.testing.assert_allclose(length(x), size, rtol=1e-15 if size > 1e-300 else 1e-3)
        x_slope, _ = cosines_gradient(x, np.eye(2), np.eye(2))
        with np.errstate(over="ignore"):
            np.testing.assert_allclose(x_slope[0], np.array([0.64, -0.48]) / size, rtol=1e-3)

    def test_lengths_beyond_float64(self) -> None:
        np.testing.assert_allclose(cosines([1.7e308] * 2, np.eye(2)), 0.5**0.5, rtol=1e-15)
        with np.errstate(over="ignore"):
            assert length(np.array([1.7e308] * 2)) == np.inf

    def test_errors(self) -> None:
        with refuses("features", "a vector of length 0", "a direction"):
            cosines(np.zeros((1, 0)), np.zeros((0, 1)))
        with refuses("weights", "shape (3, 2)", "(d, classes) for features of shape (2,)"):
            cosines([1, 0], np.ones((3, 2)))
        with refuses("weights", "shape (2,)", "(d, classes) for features of shape (2,)"):
            cosines([1, 0], np.ones(2))
        with refuses("weights", "shape (2, 2)", "(d, classes) for features of shape ()"):
            cosines(1, np.eye(2))
        with refuses("features", "a vector of length 0", "a direction"):
            cosines([[1, 0], [0, 0]], np.eye(2))
        with refuses("weights", "a column of length 0", "a direction"):
            cosines([1, 0], [[1, 0], [1, 0]])
        with refuses("features", "inf", "finite"):
            cosines([np.inf, 0], np.eye(2))
        with refuses("weights", "inf", "finite"):
            cosines([1, 0], np.array([[1, np.inf], [1, 0]]))
        with refuses("features", "shape (2,)", "a row for each sample"):
            cosines_gradient([1, 0], np.eye(2), [1, 0])
        with refuses("slopes", "inf", "finite"):
            cosines_gradient([[1, 0]], np.eye(2), [[np.inf, 0]])
        with refuses("slopes", "shape (1, 3)", "one for each sample and class, (1, 2)"):
            cosines_gradient([[1, 0]], np.eye(2), [[1, 0, 0]])


class TestContract:
    def test_float32(self) -> None:
        c = np.array([ROW])
        for loss in (
            am_softmax_loss,
            am_softmax_loss_gradient,
            arcface_loss,
            arcface_loss_gradient,
        ):
            assert_float32_rounds_once(loss, c, [0], 8, 0.25)
        assert_float32_rounds_once(sm_softmax_loss, c, [0], 0.25)
        assert_float32_rounds_once(sm_softmax_loss_gradient, c, [0], 0.25)
        assert_float32_rounds_once(cosines, c, np.eye(3))
        assert_float32_rounds_once(l_softmax_psi, c, 2)
        assert_float32_rounds_once(l_softmax_loss, c, np.eye(3), [0], 2)
        assert_float32_rounds_once(center_loss, c, np.eye(3), [0])
        assert_float32_rounds_once(cosine_of_sum, c, 0.5)

    def test_shapes_and_reductions(self) -> None:
        c, labels = np.array([ROW, ROW, [0.1, 0.2, 0.3]]), [0, 1, 2]
        x, w = np.array([[1.0, 2.0], [0.5, -1.0], [2.0, 2.0]]), np.array([[1.0, 0, 1], [0, 1, 1]])
        cases: list[Snippet] = [
            *(partial(loss, c, labels) for loss in ON_COSINES),
            partial(sm_softmax_loss, c, labels, 0.5),
            partial(l_softmax_loss, x, w, labels, 2),
        ]
        for case in cases:
            losses = case(reduction="none")
            assert losses.shape == (3,)
            assert_scalar(case())
            assert case() == close(losses.mean())
            assert case(reduction="sum") == close(losses.sum())
        for loss in ON_COSINES:
            assert loss(c.reshape(3, 1, 3), [[0], [1], [2]], reduction="none").shape == (3, 1)
            assert_leaves_arguments_alone(loss, c.copy(), np.array(labels))
        assert_leaves_arguments_alone(l_softmax_loss, x, w, np.array(labels), np.array(2))

    @pytest.mark.parametrize("loss", ON_COSINES + GRADIENTS_ON_COSINES)
    def test_errors_on_cosines(self, loss: Snippet) -> None:
        for wrong in (1.5, -1.5):
            with refuses("cosines", str(wrong), "from −1 to 1"):
                loss([0, wrong], 0)
        with refuses("cosines", "nan", "NaN"):
            loss([np.nan, 0], 0)
        with refuses("labels", "3", "labels from 0 to 2"):
            loss(ROW, 3)
        with refuses("labels", "shape (2,)", "one label for each row, shape ()"):
            loss(ROW, [0, 1])
        with refuses("labels", "shape (1,)", "one label for each row, shape (2,)"):
            loss([ROW, ROW], [1])
        with refuses("scale", "0", "above 0"):
            loss(ROW, 0, scale=0)
        with refuses("scale", "shape (2,)", "a single number"):
            loss(ROW, 0, scale=[1, 2])
        with refuses("margin", "-0.1", "from 0"):
            loss(ROW, 0, margin=-0.1)
        with refuses("margin", "shape (3,)", "a single number"):
            loss(ROW, 0, margin=[0.1, 0.2, 0.3])
        with refuses("cosines", "shape ()", "at least one class"):
            loss(0.5, 0)
        with refuses("cosines", "shape (2, 0)", "at least one class"):
            loss(np.zeros((2, 0)), [0, 0])

    @pytest.mark.parametrize("loss", ON_COSINES + GRADIENTS_ON_COSINES)
    def test_one_class_is_always_right(self, loss: Snippet) -> None:
        np.testing.assert_array_equal(loss([0.5], 0), np.zeros(np.shape(loss([0.5], 0))))

    @pytest.mark.parametrize("loss", ON_COSINES)
    def test_mean_of_nothing(self, loss: Snippet) -> None:
        with refuses("labels", "no samples", "at least one"):
            loss(np.zeros((0, 3)), [])

    def test_errors_of_cosine_of_sum(self) -> None:
        functions: list[Snippet] = [cosine_of_sum, cosine_of_sum_slope]
        for function in functions:
            with refuses("cosines", "1.5", "from −1 to 1"):
                function(1.5, 0.1)
            with refuses("margin", "-0.1", "angles from 0 to π"):
                function(0.5, -0.1)
            with refuses("margin", "shape (2,)", "a single number"):
                function([0.5, 0.5], [0.1, 0.2])

    def test_other_errors(self) -> None:
        with refuses("margin", "3.2", "angles from 0 to π"):
            arcface_loss(ROW, 0, 8, 3.2)
        on_angles: list[Snippet] = [l_softmax_psi, l_softmax_psi_slope]
        for psi in on_angles:
            with refuses("theta", "3.2", "angles from 0 to π"):
                psi(3.2, 2)
            with refuses("theta", "-0.1", "angles from 0 to π"):
                psi([0, -0.1], 2)
            with refuses("theta", "nan", "NaN"):
                psi(np.nan, 2)
            for wrong, got in ((0, "0"), (1.5, "1.5"), ([1, 2], "shape (2,)")):
                with refuses("m", got, ""):
                    psi(1.0, wrong)
        functions: list[Snippet] = [sm_softmax_loss, sm_softmax_loss_gradient]
        for sm in functions:
            with refuses("m", "-1", "from 0 on"):
                sm(ROW, 0, -1)
            with refuses("m", "shape (3,)", "a single number"):
                sm(ROW, 0, [1, 1, 1])
            with refuses("logits", "shape ()", "at least one class"):
                sm(1.0, 0, 1)
        for loss in (l_softmax_loss, l_softmax_loss_gradient):
            with refuses("features", "lengths beyond float64", "that float64 can hold"):
                loss([[1e300, 0]], np.eye(2) * 1e300, [0], 2)
        with refuses("logits", "inf", "below infinity"):
            sm_softmax_loss([np.inf, 0], 0, 1)
        with refuses("labels", "shape (1,)", "shape ()"):
            at_label([0], np.zeros(3), otherwise=np.ones(3))
        with refuses("labels", "shape (1, 2)", "shape (2,)"):
            at_label([[0, 1]], np.zeros((2, 3)), otherwise=np.ones((2, 3)))
        with refuses("labels", "0.5", "whole"):
            l_softmax_loss([1, 0], np.eye(2), 0.5, 2)


@pytest.mark.parametrize("sign", [1, -1])
def test_lengths_whose_squares_are_beyond_float64(sign: int) -> None:
    vectors = sign * np.array([[3e300, 4e300], [3e-300, 4e-300], [0.0, 0.0]])
    np.testing.assert_allclose(length(vectors), [5e300, 5e-300, 0], rtol=1e-15)


def test_one_length_beyond_float64_among_others_is_refused() -> None:
    x, w = np.array([[1e308, 1e308], [1.0, 0.0]]), np.array([[1e10, 1.0], [1e10, 0.0]])
    with refuses("features", "lengths beyond float64", "float64 can hold"):
        l_softmax_loss(x, w, [0, 1], 2)
