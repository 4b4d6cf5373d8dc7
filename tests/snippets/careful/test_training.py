"""Logistic regression and the single neuron."""

import math
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
import scipy.optimize
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from snippets.careful.binary import (
    binary_cross_entropy,
    binary_cross_entropy_with_logits,
    binary_cross_entropy_with_logits_gradient,
)
from snippets.careful.logistic import sigmoid
from snippets.careful.regression import mean_squared_error
from snippets.careful.training import (
    Loss,
    clouds,
    descend,
    half_squared_error,
    half_squared_error_slope,
    logistic_gradient,
    logits,
    mean_logistic_loss,
    three_classes,
    train,
    two_classes,
)
from tests.snippets import reference
from tests.snippets.contract import (
    Snippet,
    assert_float32_rounds_once,
    assert_scalar,
    assert_zero,
    close,
    refuses,
)
from tests.snippets.reference import LOGITS, exact, mp, ulps
from tests.snippets.strategies import Array

LOSSES: list[Loss] = ["cross-entropy", "mean squared error"]
labels = st.sampled_from([0.0, 1.0])


class TestHalfSquaredError:
    def test_accuracy(self) -> None:
        visible = LOGITS[(LOGITS > -350) & (LOGITS < 350)]  # σ² is 0 beyond
        for y in (0, 1):
            errors = [reference.sigmoid(z) - y for z in visible]
            if y == 1:
                errors = [-reference.sigmoid(-exact(z)) for z in visible]
            slopes = [reference.sigmoid(z) * reference.sigmoid(-exact(z)) for z in visible]
            assert ulps(half_squared_error(y, visible), [e**2 / mp.mpf(2) for e in errors]) <= 8
            expected = [e * s for e, s in zip(errors, slopes, strict=True)]
            assert ulps(half_squared_error_slope(y, visible), expected) <= 8

    def test_started_badly_wrong(self) -> None:
        """At z = −5 for y = 1 the slope is 150 times smaller than that of cross-entropy."""
        slope = half_squared_error_slope(1, -5.0)
        steep = binary_cross_entropy_with_logits_gradient(1, -5.0)
        assert slope == pytest.approx(-0.0066, abs=5e-5)
        assert steep == pytest.approx(-0.9933, abs=5e-5)
        assert steep / slope == pytest.approx(150.4, abs=0.05)

    def test_steepest_where_the_prediction_is_a_third(self) -> None:
        z = np.linspace(-8, 8, 4001)
        slopes = half_squared_error_slope(1, z)
        assert np.max(np.abs(slopes)) <= 4 / 27 * (1 + 1e-15)
        assert half_squared_error_slope(1, math.log(1 / 2)) == close(-4 / 27)
        assert sigmoid(z[np.argmin(slopes)]) == pytest.approx(1 / 3, abs=1e-3)

    def test_convex_only_where_the_prediction_is_above_a_third(self) -> None:
        z = np.array([math.log(1 / 2) - 0.5, math.log(1 / 2) + 0.5])
        curvature = (half_squared_error_slope(1, z + 1e-5) - half_squared_error_slope(1, z)) / 1e-5
        assert curvature[0] < 0 < curvature[1]

    @given(st.floats(0, 1), st.floats(-20, 20))
    def test_slope_is_the_derivative(self, y: float, z: float) -> None:
        difference = (half_squared_error(y, z + 1e-5) - half_squared_error(y, z - 1e-5)) / 2e-5
        assert half_squared_error_slope(y, z) == close(float(difference), 1e-6, 1e-11)

    @given(labels, st.floats(-20, 20))
    def test_half_of_the_squared_error(self, y: float, z: float) -> None:
        squared = float(mean_squared_error([y], [sigmoid(z)]))
        assert half_squared_error(y, z) == close(squared / 2, 1e-7, 1e-16)

    def test_contract(self) -> None:
        assert_zero(half_squared_error([1, 0], [1e4, -1e4]))
        assert half_squared_error(1, -1e4) == 0.5
        for function in (half_squared_error, half_squared_error_slope):
            assert_float32_rounds_once(function, np.array([1.0, 0.0]), np.array([0.5, 2.0]))
            assert_scalar(function(1, 0.5))
            with refuses("z", "shape (2, 1)", "the shape of y"):
                function([1, 0], [[0.5], [1.0]])
            with refuses("y", "2", "probabilities"):
                function(2, 0.5)
            with refuses("z", "nan", "NaN"):
                function(1, np.nan)


class TestMeanLossAndGradient:
    def test_cross_entropy(self) -> None:
        x, y = two_classes(20)
        w, b = np.array([0.5, -1.0]), 0.25
        z = x @ w + b
        assert mean_logistic_loss(w, b, x, y) == close(
            float(binary_cross_entropy_with_logits(y, z))
        )
        assert mean_logistic_loss(w, b, x, y) == close(
            float(binary_cross_entropy(y, sigmoid(z))), 1e-14
        )
        w_slope, b_slope = logistic_gradient(w, b, x, y)
        np.testing.assert_allclose(w_slope, x.T @ (sigmoid(z) - y) / 20, rtol=1e-13)
        assert b_slope == close(float(np.mean(sigmoid(z) - y)), 1e-13)

    def test_single_numbers_are_those_of_python(self) -> None:
        assert type(mean_logistic_loss([1.0], 0, [[1.0]], [1])) is float
        assert type(logistic_gradient([1.0], 0, [[1.0]], [1])[1]) is float

    def test_squared_error_is_halved(self) -> None:
        x, y = two_classes(20)
        z = x @ [0.5, -1.0] + 0.25
        expected = float(mean_squared_error(y, sigmoid(z))) / 2
        assert mean_logistic_loss([0.5, -1.0], 0.25, x, y, "mean squared error") == close(
            expected, 1e-14
        )

    @pytest.mark.parametrize("loss", LOSSES)
    @given(
        w=npst.arrays(np.float64, 2, elements=st.floats(-3, 3)),
        b=st.floats(-3, 3),
        seed=st.integers(0, 5),
    )
    def test_gradient_is_the_derivative(self, loss: Loss, w: Array, b: float, seed: int) -> None:
        x, y = two_classes(7, seed=seed)
        w_slope, b_slope = logistic_gradient(w, b, x, y, loss)
        h = 1e-5
        for slope, bump in zip(w_slope, h * np.eye(2), strict=True):
            rise = mean_logistic_loss(w + bump, b, x, y, loss) - mean_logistic_loss(
                w - bump, b, x, y, loss
            )
            assert slope == close(rise / (2 * h), 1e-5, 1e-9)
        rise = mean_logistic_loss(w, b + h, x, y, loss) - mean_logistic_loss(w, b - h, x, y, loss)
        assert b_slope == close(rise / (2 * h), 1e-5, 1e-9)

    def test_errors(self) -> None:
        x, y = np.ones((3, 2)), np.array([0, 1, 1])
        functions: list[Snippet] = [mean_logistic_loss, logistic_gradient]
        for function in functions:
            with refuses("x", "shape (3,)", "(samples, d)"):
                function([1, 1], 0, np.ones(3), y)
            with refuses("w", "shape (3,)", "a weight for each feature, (2,)"):
                function([1, 1, 1], 0, x, y)
            with refuses("b", "shape (1,)", "a single number"):
                function([1, 1], [0], x, y)
            with refuses("y", "shape (3, 1)", "one label for each row of x, shape (3,)"):
                function([1, 1], 0, x, y[:, np.newaxis])
            with refuses("y", "2", "probabilities"):
                function([1, 1], 0, x, [0, 1, 2])
            with refuses("x", "nan", "NaN"):
                function([1, 1], 0, x * np.nan, y)
            with refuses("w", "inf", "finite"):
                function([1, np.inf], 0, x, y)
            with refuses("b", "inf", "finite"):
                function([1, 1], np.inf, x, y)
            with refuses("x", "no samples", "at least one"):
                function([1, 1], 0, np.ones((0, 2)), [])
            with refuses("loss", "'hinge'", "'cross-entropy' or 'mean squared error'"):
                function([1, 1], 0, x, y, "hinge")

    def test_logits(self) -> None:
        np.testing.assert_array_equal(logits([1, 2], 3, [[1, 1], [0, -1]]), [6, 1])


class TestTrain:
    @pytest.mark.parametrize("loss", LOSSES)
    def test_the_loss_falls_at_every_step(self, loss: Loss) -> None:
        x, y = two_classes()
        run = train(x, y, loss, learning_rate=0.5, steps=100)
        assert np.all(np.diff(run.losses) < 0)

    def test_finds_the_minimum(self) -> None:
        x, y = two_classes()
        run = train(x, y, learning_rate=2.0, steps=2000)
        best = scipy.optimize.minimize(lambda v: mean_logistic_loss(v[:2], v[2], x, y), np.zeros(3))
        np.testing.assert_allclose(run.weights[-1], best.x[:2], atol=1e-4)
        assert run.biases[-1] == pytest.approx(best.x[2], abs=1e-4)

    def test_one_step_by_hand(self) -> None:
        run = train([[2.0]], [1], learning_rate=0.5, steps=1, weights=[1.0], bias=-2.0)
        assert run.weights.tolist() == [[1.0], [1.0 + 0.5 * 0.5 * 2]]
        assert run.biases.tolist() == [-2.0, -2.0 + 0.5 * 0.5]
        assert run.losses[0] == close(math.log(2))

    def test_shapes(self) -> None:
        x, y = two_classes(10)
        run = train(x, y, steps=7)
        assert run.weights.shape == (8, 2)
        assert run.biases.shape == run.losses.shape == (8,)
        assert run.predict(x).shape == (10,)
        np.testing.assert_array_equal(run.weights[0], [0, 0])
        assert run.biases[0] == 0
        assert run.losses[-1] == mean_logistic_loss(run.weights[-1], run.biases[-1], x, y)
        np.testing.assert_array_equal(run.predict(x), sigmoid(x @ run.weights[-1] + run.biases[-1]))
        assert train(x, y, steps=0).losses.shape == (1,)

    def test_the_same_every_time(self) -> None:
        x, y = two_classes()
        np.testing.assert_array_equal(train(x, y).losses, train(x, y).losses)

    def test_separates_the_clouds(self) -> None:
        x, y = two_classes(200, distance=6.0)
        assert np.mean((train(x, y).predict(x) > 0.5) == y) > 0.98

    def test_errors(self) -> None:
        with refuses("labels", "0.5", "0 or 1"):
            train([[1.0]], [0.5])
        with refuses("features", "inf", "finite"):
            train([[np.inf]], [1])
        with refuses("weights", "inf", "finite"):
            train([[1.0]], [1], weights=[np.inf])
        with refuses("loss", "'hinge'", "'cross-entropy'"):
            train([[1.0]], [1], "hinge")  # type: ignore[arg-type]
        for features in ([1.0, 2.0], 1.0):
            with refuses("features", f"shape {np.shape(features)}", "(samples, d)"):
                train(features, [1, 0])
        with refuses("weights", "shape (2,)", "a weight for each feature, (1,)"):
            train([[1.0]], [1], weights=[1, 2])
        with refuses("labels", "shape (2,)", "one label for each row of features, shape (1,)"):
            train([[1.0]], [1, 0])
        with refuses("features", "no samples", "at least one"):
            train(np.empty((0, 2)), [])
        with refuses("learning_rate", "1e+308", "the weights stay finite"):
            train([[-1e200]], [1], learning_rate=1e308)
        with refuses("bias", "nan", "without NaN"):
            train([[1.0]], [1], bias=np.nan)

    @pytest.mark.parametrize("function", [descend, train])
    def test_steps_and_rates(self, function: Snippet) -> None:
        start: Any = (1, 0.5) if function is descend else ([[1.0]], [1])
        for steps, want in ((-1, "a whole number from 0 on"), (2.5, "whole numbers")):
            with refuses("steps", str(steps), want):
                function(*start, steps=steps)
        for rate, want in ((-0.5, "from 0 on"), (np.nan, "without NaN"), (np.inf, "finite")):
            with refuses("learning_rate", str(rate), want):
                function(*start, learning_rate=rate)

    def test_of_huge_losses_the_mean_is_finite(self) -> None:
        assert mean_logistic_loss([1.0], 0.0, [[-1e308], [-1.5e308]], [1, 1]) == close(1.25e308)

    def test_logits_beyond_float64(self) -> None:
        with refuses("w", "Xw + b beyond float64", "smaller weights"):
            mean_logistic_loss([1e300, 1e300], 0.0, [[1e300, -1e300]], [1])

    def test_clouds(self) -> None:
        for samples, want in ((0, "from 1 on"), (1.5, "whole numbers")):
            with refuses("samples", str(samples), want):
                two_classes(samples)  # type: ignore[arg-type]
        for draw in (two_classes, three_classes):
            with refuses("distance", "nan", "without NaN"):
                draw(distance=np.nan)
        with refuses("seed", "-1", "from 0 on"):
            three_classes(seed=-1)


class TestDescend:
    def test_cross_entropy_recovers_where_squared_error_stands_still(self) -> None:
        quick, slow = (descend(1, -5, loss, learning_rate=1.0, steps=20) for loss in LOSSES)
        assert quick[-1] > 2
        assert slow[-1] < -4.8

    def test_one_step_by_hand(self) -> None:
        np.testing.assert_allclose(descend(0, 0, learning_rate=2, steps=1), [0, -1])
        half = descend(1, 0, "mean squared error", learning_rate=2, steps=1)
        np.testing.assert_allclose(half, [0, 0.25])

    @given(labels, st.floats(-8, 8))
    def test_moves_towards_its_label(self, y: float, z: float) -> None:
        for loss in LOSSES:
            path = descend(y, z, loss, steps=10)
            assert path.shape == (11,)
            assert path[0] == z
            assert np.all(np.diff(path) * (2 * y - 1) > 0)

    @given(labels, st.floats(-8, 8), st.sampled_from(LOSSES))
    def test_every_step_goes_on_from_the_last(self, y: float, z: float, loss: Loss) -> None:
        path = descend(y, z, loss, learning_rate=3.0, steps=3)
        for here, there in pairwise(path):
            assert descend(y, here, loss, learning_rate=3.0, steps=1)[1] == there

    def test_no_steps(self) -> None:
        stays = descend(1, -2, steps=0)
        assert stays.tolist() == [-2]
        assert stays.dtype == np.float64

    def test_errors(self) -> None:
        with refuses("y", "2", "probabilities"):
            descend(2, 0)
        with refuses("loss", "'hinge'", "'cross-entropy'"):
            descend(1, 0, "hinge")  # type: ignore[arg-type]


class TestData:
    def test_two_classes(self) -> None:
        x, y = two_classes(1000, distance=4.0, seed=3)
        assert x.shape == (1000, 2)
        assert y.tolist() == [0, 1] * 500
        np.testing.assert_allclose(x[y == 0].mean(axis=0), [-2, 0], atol=0.15)
        np.testing.assert_allclose(x[y == 1].mean(axis=0), [2, 0], atol=0.15)
        np.testing.assert_allclose(x[y == 1].std(axis=0), 1, atol=0.1)

    def test_three_classes(self) -> None:
        x, y = three_classes(900, distance=3.0)
        assert y.tolist() == [0, 1, 2] * 300
        centers = np.stack([x[y == k].mean(axis=0) for k in range(3)])
        np.testing.assert_allclose(np.linalg.norm(centers, axis=1), 3, atol=0.2)
        np.testing.assert_allclose(centers.sum(axis=0), 0, atol=0.3)
        np.testing.assert_allclose(centers[0], [0, 3], atol=0.2)
        np.testing.assert_allclose(centers[1], [-3 * math.sqrt(3) / 2, -1.5], atol=0.2)

    def test_a_seed_fixes_the_points(self) -> None:
        for draw in (two_classes, three_classes):
            np.testing.assert_array_equal(draw(seed=5)[0], draw(seed=5)[0])
            assert np.any(draw(seed=5)[0] != draw(seed=6)[0])

    def test_points_are_draws_of_numpy(self) -> None:
        """Anyone who has the seed can draw them again."""
        noise = np.random.default_rng(7).normal(size=(3, 2))
        np.testing.assert_array_equal(clouds(np.zeros((1, 2)), 3, seed=7)[0], noise)

    def test_defaults(self) -> None:
        np.testing.assert_array_equal(two_classes()[0], two_classes(60, 2.0, 0)[0])
        np.testing.assert_array_equal(three_classes()[0], three_classes(90, 2.0, 0)[0])
        x, y = two_classes()
        np.testing.assert_array_equal(train(x, y).losses, train(x, y, LOSSES[0], 1.0, 100).losses)
        np.testing.assert_array_equal(descend(1, -2), descend(1, -2, LOSSES[0], 1.0, 100))

    def test_clouds_of_any_dimension(self) -> None:
        x, y = clouds(np.zeros((2, 5)), 3, seed=0)
        assert x.shape == (3, 5)
        assert y.tolist() == [0, 1, 0]


def test_one_weight_that_does_not_stay_finite_is_refused() -> None:
    with refuses("learning_rate", "1e+200", "stay finite"):
        train([[1e200, 0.0], [-1e200, 0.0]], [1, 0], learning_rate=1e200, steps=1)


def test_a_single_label_is_led_down() -> None:
    with refuses("y", "shape (2,)", ""):
        descend([1, 0], 0.0)  # type: ignore[arg-type]


def test_a_slope_of_nothing_is_no_minus_zero() -> None:
    assert_zero(half_squared_error_slope([1, 1], [400.0, 2000.0]))
