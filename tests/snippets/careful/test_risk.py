"""Losses of samples and the risk that averages them."""

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from snippets.careful.risk import empirical_risk, zero_one_loss
from tests.snippets.contract import (
    assert_float32_rounds_once,
    assert_leaves_arguments_alone,
    assert_scalar,
    assert_zero,
    close,
    refuses,
)
from tests.snippets.reference import mp, ulps


class TestZeroOneLoss:
    def test_counts_what_is_wrong(self) -> None:
        np.testing.assert_array_equal(zero_one_loss([0, 1, 2, 2], [0, 2, 2, 1]), [0, 1, 0, 1])
        assert_zero(zero_one_loss([3, 4], [3, 4]))

    def test_shapes_and_types(self) -> None:
        assert zero_one_loss(np.zeros((2, 3), int), np.ones((2, 3), int)).shape == (2, 3)
        assert zero_one_loss([0, 1], 1).tolist() == [1, 0]
        assert_scalar(zero_one_loss(0, 1))
        assert_float32_rounds_once(zero_one_loss, np.array([0.0, 1.0]), np.array([1.0, 1.0]))
        assert_leaves_arguments_alone(zero_one_loss, np.array([0]), np.array([1]))

    def test_errors(self) -> None:
        with refuses("predicted", "shape (2, 1)", "the shape of y, which is (2,)"):
            zero_one_loss([0, 1], [[0], [1]])
        with refuses("predicted", "0.5 at index 1", "whole numbers"):
            zero_one_loss([0, 1], [0, 0.5])
        with refuses("y", "0.5 at index 0", "whole numbers"):
            zero_one_loss([0.5, 1], [0, 1])
        with refuses("y", "nan", "without NaN"):
            zero_one_loss(np.nan, 0)


class TestEmpiricalRisk:
    def test_is_the_mean(self) -> None:
        assert empirical_risk([0, 1, 0, 1]) == 0.5
        assert empirical_risk(zero_one_loss([0, 1, 2], [0, 1, 1])) == close(1 / 3)
        assert empirical_risk([[1, 2], [3, 6]]) == 3
        assert empirical_risk(-1.5) == -1.5

    def test_accuracy_over_a_million_samples(self) -> None:
        assert ulps(empirical_risk(np.full(1_000_000, 0.1)), mp.mpf(0.1)) <= 1

    def test_limits(self) -> None:
        assert_zero(empirical_risk([0, -0.0]))
        assert empirical_risk([1, math.inf]) == math.inf

    @given(st.lists(st.floats(-100, 100), min_size=1))
    def test_lies_between_the_losses(self, losses: list[float]) -> None:
        slack = 1e-14 * max(abs(loss) for loss in losses)
        assert min(losses) - slack <= empirical_risk(losses) <= max(losses) + slack

    def test_contract(self) -> None:
        assert_scalar(empirical_risk([1, 2]))
        assert_float32_rounds_once(empirical_risk, np.array([0.1, 0.2]))
        assert_leaves_arguments_alone(empirical_risk, np.array([0.1, 0.2]))
        with refuses("losses", "no samples", "at least one for a mean"):
            empirical_risk([])
        with refuses("losses", "nan at index 1", "without NaN"):
            empirical_risk([0, np.nan])
        with refuses("losses", "-inf", "losses above -inf"):
            empirical_risk([np.inf, -np.inf])
