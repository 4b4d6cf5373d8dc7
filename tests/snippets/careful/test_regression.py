"""Squared error and Gaussian noise."""

import math

import numpy as np
import pytest
import scipy.stats
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from snippets.careful.regression import (
    gaussian_negative_log_likelihood,
    gaussian_pdf,
    mean_squared_error,
    mean_squared_error_gradient,
)
from tests.snippets.contract import (
    Snippet,
    assert_float32_rounds_once,
    assert_leaves_arguments_alone,
    assert_scalar,
    assert_zero,
    close,
    refuses,
)
from tests.snippets.reference import mp, ulps
from tests.snippets.strategies import Array

SQUARED: list[Snippet] = [mean_squared_error, mean_squared_error_gradient]
GAUSSIAN: list[Snippet] = [gaussian_pdf, gaussian_negative_log_likelihood]
targets = npst.arrays(np.float64, 4, elements=st.floats(-100, 100))
numbers = st.floats(-5, 5)
deviations = st.floats(0.3, 3)


class TestMeanSquaredError:
    def test_by_hand(self) -> None:
        assert mean_squared_error([1, 2, 3], [1, 4, 6]) == close((0 + 4 + 9) / 3)
        gradient = mean_squared_error_gradient([1, 2, 3], [1, 4, 6])
        np.testing.assert_allclose(gradient, [0, 4 / 3, 2], rtol=1e-15)

    def test_perfect_prediction(self) -> None:
        assert_zero(mean_squared_error([1.5, -2], [1.5, -2]))
        assert_zero(mean_squared_error_gradient([1.5, -2], [1.5, -2]))

    @pytest.mark.nightly
    def test_accuracy_over_a_million_samples(self) -> None:
        different = np.random.default_rng(0).normal(size=500)
        i, j = np.random.default_rng(1).integers(0, 500, (2, 1_000_000))
        y, y_hat = different[i], different[j]
        counts = np.zeros((500, 500))
        np.add.at(counts, (i, j), 1)
        gaps = np.subtract.outer(different, different)
        longest = np.sum(counts * gaps.astype(np.longdouble) ** 2) / 1_000_000
        assert mean_squared_error(y, y_hat) == close(float(longest), rel=4e-16)

    @given(targets, targets)
    def test_gradient_is_the_derivative(self, y: Array, y_hat: Array) -> None:
        gradient = mean_squared_error_gradient(y, y_hat)
        for j, h in enumerate(np.eye(4) * 1e-3):
            difference = mean_squared_error(y, y_hat + h) - mean_squared_error(y, y_hat - h)
            assert gradient[j] == close(float(difference) / 2e-3, rel=1e-6, abs=1e-6)

    @given(targets)
    def test_the_mean_is_the_best_constant(self, y: Array) -> None:
        best = float(mean_squared_error(y, np.mean(y)))
        assert best == close(np.var(y), rel=1e-9, abs=1e-12)
        assert mean_squared_error(y, np.mean(y) + 0.1) > best

    @given(targets, targets)
    def test_is_symmetric_and_not_negative(self, y: Array, y_hat: Array) -> None:
        assert mean_squared_error(y, y_hat) == mean_squared_error(y_hat, y) >= 0

    def test_all_entries_count(self) -> None:
        y = np.arange(6.0).reshape(2, 3)
        assert mean_squared_error(y, y + 2) == 4
        np.testing.assert_array_equal(mean_squared_error_gradient(y, y + 3), np.ones((2, 3)))

    def test_one_number_for_all(self) -> None:
        assert mean_squared_error([1, 3], 2) == 1
        np.testing.assert_array_equal(mean_squared_error_gradient([1, 3], 2), [1, -1])


class TestGaussian:
    def test_standard_normal(self) -> None:
        assert gaussian_pdf(0, 0, 1) == close(1 / math.sqrt(2 * math.pi), rel=1e-15)
        nll = gaussian_negative_log_likelihood(0, 0, 1)
        assert nll == close(math.log(2 * math.pi) / 2, rel=1e-15)

    def test_accuracy(self) -> None:
        y, mean, sd = np.random.default_rng(0).normal(size=(3, 100)) * [[5], [5], [2]]
        sd = np.abs(sd) + 0.01
        expected = [
            (mp.mpf(a) - mp.mpf(b)) ** 2 / (2 * mp.mpf(s) ** 2)
            + mp.log(2 * mp.pi * mp.mpf(s) ** 2) / 2
            for a, b, s in zip(y, mean, sd, strict=True)
        ]
        assert ulps(gaussian_negative_log_likelihood(y, mean, sd), expected) <= 8
        near = np.abs(y - mean) < 3 * sd
        exact = [mp.exp(-nll) for nll, is_near in zip(expected, near, strict=True) if is_near]
        assert ulps(gaussian_pdf(y, mean, sd)[near], exact) <= 16

    @given(numbers, numbers, deviations)
    def test_loss_is_minus_log_density(self, y: float, mean: float, sd: float) -> None:
        nll = float(gaussian_negative_log_likelihood(y, mean, sd))
        assert nll == close(-math.log(gaussian_pdf(y, mean, sd)), rel=1e-12, abs=1e-14)
        assert nll == close(-scipy.stats.norm.logpdf(y, mean, sd), rel=1e-12, abs=1e-14)

    @given(targets, targets)
    def test_gives_squared_error(self, y: Array, y_hat: Array) -> None:
        """With s² = ½ the mean loss is the mean squared error plus a constant."""
        losses = gaussian_negative_log_likelihood(y, y_hat, math.sqrt(0.5))
        constant = math.log(math.pi) / 2
        mse = float(mean_squared_error(y, y_hat))
        assert np.mean(losses) - constant == close(mse, rel=1e-12, abs=1e-13)

    def test_far_away(self) -> None:
        assert_zero(gaussian_pdf(1e4, 0, 1))
        assert gaussian_negative_log_likelihood(1e4, 0, 1) == close(5e7, rel=1e-6)
        assert gaussian_negative_log_likelihood(0, 0, 1e-200) == close(
            math.log(1e-200) + math.log(2 * math.pi) / 2
        )

    def test_sample_by_sample(self) -> None:
        y = np.zeros((2, 3))
        for function in GAUSSIAN:
            assert function(y, 0, 1).shape == (2, 3)
            assert function(0, y, 1).shape == (2, 3)
            assert function(0, 0, y + 1).shape == (2, 3)


class TestContract:
    def test_float32(self) -> None:
        y, y_hat = np.random.default_rng(0).normal(size=(2, 9))
        for function in SQUARED:
            assert_float32_rounds_once(function, y, y_hat)
        for function in GAUSSIAN:
            assert_float32_rounds_once(function, y, y_hat, np.full(9, 0.3))
            assert_float32_rounds_once(function, y, y_hat, 2.0)

    def test_single_numbers(self) -> None:
        assert_scalar(mean_squared_error([1], [2]))
        for function in [*SQUARED, *GAUSSIAN]:
            arguments = (1.0, 2.0, 3.0)[: 2 if function in SQUARED else 3]
            assert_scalar(function(*arguments))

    def test_arguments_are_left_alone(self) -> None:
        for function in SQUARED:
            assert_leaves_arguments_alone(function, np.ones(2), np.zeros(2))
        for function in GAUSSIAN:
            assert_leaves_arguments_alone(function, np.ones(2), np.zeros(2), np.ones(2))

    @pytest.mark.parametrize("function", SQUARED)
    def test_errors_of_squared_error(self, function: Snippet) -> None:
        with refuses("y_hat", "shape (4, 1)", "the shape of y, which is (4,)"):
            function(np.zeros(4), np.zeros((4, 1)))
        with refuses("y", "nan at index 0", "without NaN"):
            function([np.nan], [0])
        with refuses("y", "inf at index 0", "finite numbers"):
            function([np.inf], [0])
        with refuses("y_hat", "inf at index 0", "finite numbers"):
            function([0], [np.inf])
        with refuses("y", "no samples", "at least one"):
            function([], [])

    @pytest.mark.parametrize("function", GAUSSIAN)
    def test_errors_of_gaussian(self, function: Snippet) -> None:
        for sd in (0.0, -1.0):
            with refuses("sd", str(sd), "numbers above 0"):
                function(0, 0, sd)
        with refuses("sd", "inf", "finite numbers"):
            function(0, 0, np.inf)
        with refuses("y", "-inf", "finite numbers"):
            function(-np.inf, 0, 1)
        with refuses("mean", "inf", "finite numbers"):
            function(0, np.inf, 1)
        with refuses("mean", "nan", "without NaN"):
            function(0, np.nan, 1)
        with refuses("mean", "shape (3,)", "the shape of y, which is (2,)"):
            function([0, 0], [0, 0, 0], 1)
        with refuses("sd", "shape (3,)", "the shape of y, which is (2,)"):
            function([0, 0], 0, [1, 1, 1])
        with refuses("sd", "shape (3,)", "the shape of mean, which is (2,)"):
            function(0, [0, 0], [1, 1, 1])


def test_ends_of_float64() -> None:
    assert mean_squared_error([0, 0], [1e154, 1e154]) == close(1e308)
    np.testing.assert_array_equal(mean_squared_error_gradient([0] * 4, [1e308] * 4), [5e307] * 4)
    assert_zero(mean_squared_error_gradient([0.0, 1.0], [-0.0, 1.0]))
