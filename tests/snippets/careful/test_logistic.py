"""The sigmoid and its relatives."""

import math

import numpy as np
import pytest
import scipy.special
from hypothesis import given
from hypothesis import strategies as st

from snippets.careful.logistic import log_sigmoid, logit, sigmoid, sigmoid_slope, softplus
from tests.snippets import reference
from tests.snippets.contract import (
    Snippet,
    assert_float32_rounds_once,
    assert_leaves_arguments_alone,
    assert_scalar,
    assert_zero,
    close,
    refuses,
)
from tests.snippets.reference import LOGITS, PROBABILITIES, exact, ulps
from tests.snippets.strategies import inner_probabilities

OF_LOGITS: list[Snippet] = [sigmoid, log_sigmoid, sigmoid_slope, softplus]
moderate = st.floats(-30, 30)


class TestAccuracy:
    def test_sigmoid(self) -> None:
        assert ulps(sigmoid(LOGITS), [reference.sigmoid(z) for z in LOGITS]) <= 3

    def test_sigmoid_keeps_subnormal_numbers(self) -> None:
        z = np.linspace(-745.1, -708.5, 200)
        assert np.all(sigmoid(z) > 0)
        assert ulps(sigmoid(z), [reference.sigmoid(z_i) for z_i in z]) <= 1

    def test_log_sigmoid(self) -> None:
        assert ulps(log_sigmoid(LOGITS), [-reference.softplus(-exact(z)) for z in LOGITS]) <= 2

    def test_softplus(self) -> None:
        assert ulps(softplus(LOGITS), [reference.softplus(z) for z in LOGITS]) <= 2

    def test_logit(self) -> None:
        p = np.concatenate([PROBABILITIES, np.linspace(0.2, 0.8, 601)])
        assert ulps(logit(p), [reference.logit(p_i) for p_i in p]) <= 3

    def test_sigmoid_slope(self) -> None:
        slopes = [reference.sigmoid(z) * reference.sigmoid(-exact(z)) for z in LOGITS]
        assert ulps(sigmoid_slope(LOGITS), slopes) <= 4


class TestLimits:
    def test_middle(self) -> None:
        assert sigmoid(0) == 0.5
        assert sigmoid_slope(0) == 0.25
        assert log_sigmoid(0) == -math.log(2)
        assert_zero(logit(0.5))

    def test_infinite_logits(self) -> None:
        assert_zero(sigmoid(-math.inf))
        assert sigmoid(math.inf) == 1
        assert log_sigmoid(-math.inf) == -math.inf
        assert softplus(math.inf) == math.inf
        assert_zero(softplus(-math.inf))
        assert_zero(sigmoid_slope([-math.inf, math.inf]))

    def test_large_logits(self) -> None:
        assert_zero(sigmoid([-746, -1e4, -1e308]))
        assert_zero(log_sigmoid([746, 1e4, 1e308, math.inf]))
        assert_zero(sigmoid_slope([-1e4, 1e4]))
        assert log_sigmoid(-1e308) == -1e308

    def test_certainty_has_no_finite_logit(self) -> None:
        np.testing.assert_array_equal(logit([0, 1]), [-math.inf, math.inf])


class TestProperties:
    @given(moderate)
    def test_symmetry(self, z: float) -> None:
        assert float(sigmoid(-z)) == close(1 - float(sigmoid(z)), abs=3e-16)

    @given(st.floats(-1e4, 1e4), st.floats(-1e4, 1e4))
    def test_rises(self, a: float, b: float) -> None:
        low, high = sorted([a, b])
        assert 0 <= sigmoid(low) <= sigmoid(high) <= 1

    @given(moderate)
    def test_slope_is_the_derivative(self, z: float) -> None:
        h = 1e-4
        difference = (sigmoid(z + h) - sigmoid(z - h)) / (2 * h)
        assert sigmoid_slope(z) == close(float(difference), rel=1e-6, abs=1e-11)
        difference = (log_sigmoid(z + h) - log_sigmoid(z - h)) / (2 * h)
        assert sigmoid(-z) == close(float(difference), rel=1e-6, abs=1e-10)

    @given(moderate)
    def test_softplus_is_the_negative_log_sigmoid_of_minus_z(self, z: float) -> None:
        assert softplus(z) == -log_sigmoid(-z)
        assert softplus(z) == close(math.log(1 + math.exp(z)), rel=1e-13, abs=1e-15)
        assert softplus(z) - softplus(-z) == close(z, rel=1e-13, abs=1e-15)

    @given(moderate)
    def test_slope_is_a_product(self, z: float) -> None:
        product = float(sigmoid(z) * (1 - sigmoid(z)))
        assert sigmoid_slope(z) == close(product, rel=1e-6, abs=1e-15)

    @given(inner_probabilities)
    def test_logit_is_the_inverse(self, p: float) -> None:
        assert sigmoid(logit(p)) == close(p, rel=1e-14)

    @given(st.floats(-700, 700))
    def test_agrees_with_scipy(self, z: float) -> None:
        assert sigmoid(z) == close(scipy.special.expit(z), rel=1e-15)
        assert log_sigmoid(z) == close(scipy.special.log_expit(z), rel=1e-15)

    @given(inner_probabilities)
    def test_logit_agrees_with_scipy(self, p: float) -> None:
        assert logit(p) == close(scipy.special.logit(p), rel=1e-15, abs=1e-300)


class TestContract:
    def test_float32(self) -> None:
        for function in OF_LOGITS:
            assert_float32_rounds_once(function, LOGITS)
        assert_float32_rounds_once(logit, PROBABILITIES)

    def test_shapes(self) -> None:
        for function in [*OF_LOGITS, logit]:
            assert_scalar(function(0.25))
            assert_scalar(function(1))
            assert function(np.full((2, 1), 0.25)).shape == (2, 1)
            assert function([]).shape == (0,)
            assert_leaves_arguments_alone(function, np.array([0.0, 0.25]))

    @pytest.mark.parametrize("function", OF_LOGITS)
    def test_nan(self, function: Snippet) -> None:
        with refuses("z", "nan at index 1", "numbers without NaN"):
            function([0, np.nan])

    @pytest.mark.parametrize("wrong", [-0.1, 1.1, np.nan])
    def test_no_probability(self, wrong: float) -> None:
        with refuses("p", f"{wrong} at index 0", ""):
            logit([wrong])
