"""What the snippets accept and what they say about the rest."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from snippets.careful import validation
from tests.snippets.contract import refuses
from tests.snippets.strategies import Array, distributions

CHECKS: list[Callable[..., Any]] = [
    validation.as_floats,
    validation.finite,
    validation.positive,
    validation.not_negative,
    validation.probabilities,
    validation.distributions,
    validation.binary_labels,
    validation.one_hot_labels,
    validation.integers,
]


class TestEveryCheck:
    @pytest.mark.parametrize("check", CHECKS)
    def test_refuses_what_is_no_array_of_numbers(self, check: Callable[..., Any]) -> None:
        with refuses("x", "nan at index 1", "without NaN"):
            check([1, np.nan], "x")
        with refuses("x", "rows of different lengths", "an array of numbers"):
            check([[1], [1, 2]], "x")
        no_numbers: list[Any] = [["a"], [1j], [None], None, {}]
        for values in no_numbers:
            with refuses("x", "an array of", "real numbers"):
                check(values, "x")

    @pytest.mark.parametrize("check", CHECKS)
    @pytest.mark.parametrize("dtype", [bool, np.uint8, np.int64, np.float16, np.float32, float])
    def test_accepts_every_dtype_of_numbers(self, check: Callable[..., Any], dtype: type) -> None:
        result = check(np.ones((2, 1), dtype), "x")
        assert result.dtype == (np.int64 if check is validation.integers else np.float64)
        assert result.shape == (2, 1)

    @pytest.mark.parametrize(
        ("check", "value", "want"),
        [
            (validation.finite, np.inf, "finite numbers"),
            (validation.positive, 0.0, "numbers above 0"),
            (validation.positive, np.inf, "finite numbers"),
            (validation.not_negative, -1e-300, "numbers from 0 on"),
            (validation.not_negative, np.inf, "finite numbers"),
            (validation.probabilities, 1 + 2**-52, "probabilities between 0 and 1"),
            (validation.probabilities, -5e-324, "probabilities between 0 and 1"),
            (validation.probabilities, np.inf, "probabilities between 0 and 1"),
            (validation.binary_labels, 0.5, "labels that are 0 or 1"),
            (validation.binary_labels, 2.0, "labels that are 0 or 1"),
            (validation.integers, 0.5, "whole numbers"),
            (validation.integers, np.inf, "whole numbers"),
            (validation.integers, 1e300, "whole numbers"),
            (validation.integers, -(2.0**53), "whole numbers"),
        ],
    )
    def test_refuses_values(self, check: Callable[..., Any], value: float, want: str) -> None:
        with refuses("x", str(value), want):
            check(value, "x")
        with refuses("x", f"{value} at index (0, 1)", want):
            check([[1, value]], "x")

    def test_accepts_ends(self) -> None:
        assert validation.not_negative(0.0, "x") == 0
        assert validation.positive(5e-324, "x") == 5e-324
        assert validation.as_floats(-np.inf, "x") == -np.inf
        np.testing.assert_array_equal(validation.probabilities([0, 1], "x"), [0, 1])
        assert validation.integers(1 - 2**53, "x") == 1 - 2**53


class TestDistributions:
    @given(st.integers(1, 6).flatmap(distributions))
    def test_accepts_rounding(self, p: Array) -> None:
        np.testing.assert_array_equal(validation.distributions(p, "p"), p)
        validation.distributions(p.astype(np.float32), "p")

    def test_accepts_a_million_classes(self) -> None:
        p = np.random.default_rng(0).random(1_000_000)
        validation.distributions(p / p.sum(), "p")
        validation.distributions((p / p.sum()).astype(np.float32), "p")

    @pytest.mark.parametrize(
        ("dtype", "good", "bad"), [(np.float64, 9e-9, 1.2e-8), (np.float32, 1.5e-6, 3e-6)]
    )
    def test_tolerance(self, dtype: type, good: float, bad: float) -> None:
        for sign in (1, -1):
            validation.distributions(np.array([0.5, 0.5 + sign * good], dtype), "p")
            with refuses("p", "a sum of", "a sum of 1 over the last axis"):
                validation.distributions(np.array([0.5, 0.5 + sign * bad], dtype), "p")

    def test_sixteen_units_of_rounding_are_the_most(self) -> None:
        most = np.float32(0.5 + 2**-19)
        validation.distributions(np.array([0.5, most], np.float32), "p")
        with refuses("p", "a sum of 1.00000196695", "a sum of 1"):
            validation.distributions(np.array([0.5, most + np.float32(2**-24)], np.float32), "p")

    def test_accepts_no_rounding_of_integers(self) -> None:
        np.testing.assert_array_equal(validation.distributions([0, 1], "p"), [0, 1])
        with refuses("p", "a sum of 2", "a sum of 1"):
            validation.distributions([1, 1], "p")

    def test_needs_probabilities_on_an_axis(self) -> None:
        with refuses("p", "a single number", "a distribution over the last axis"):
            validation.distributions(1.0, "p")
        with refuses("p", "-0.5 at index 0", "between 0 and 1"):
            validation.distributions([-0.5, 1.5], "p")

    def test_names_the_row(self) -> None:
        with refuses("p", "a sum of 1.1 in row (1, 0)", "a sum of 1"):
            validation.distributions([[[0.5, 0.5]], [[0.5, 0.6]]], "p")
        with refuses("p", "a sum of 0", "a sum of 1"):
            validation.distributions([], "p")

    def test_joint(self) -> None:
        table = validation.joint_distribution([[0.5, 0], [0.25, 0.25]], "joint")
        assert table.shape == (2, 2)
        validation.joint_distribution(np.full((3, 3), 1 / 9, np.float32), "joint")
        with refuses("joint", "shape (1, 1, 1)", "a table joint[x, y] with two axes"):
            validation.joint_distribution([[[1.0]]], "joint")
        with refuses("joint", "-0.5 at index (0, 0)", "between 0 and 1"):
            validation.joint_distribution([[-0.5, 1.5]], "joint")
        with refuses("joint", "a sum of 0.75", "a sum of 1"):
            validation.joint_distribution([[0.5, 0.25]], "joint")


class TestLabels:
    def test_one_hot(self) -> None:
        validation.one_hot_labels(np.eye(3), "y")
        with refuses("y", "2 ones in row 1", "one 1 in each row"):
            validation.one_hot_labels([[1, 0], [1, 1]], "y")
        with refuses("y", "0 ones", "one 1 in each row"):
            validation.one_hot_labels([0, 0], "y")
        with refuses("y", "a single number", "one-hot rows"):
            validation.one_hot_labels(1, "y")
        with refuses("y", "0.5 at index 0", "labels that are 0 or 1"):
            validation.one_hot_labels([0.5, 0.5], "y")

    def test_class_labels(self) -> None:
        labels = validation.class_labels([0.0, 2.0], "labels", 3)
        assert labels.dtype == np.int64
        assert labels.tolist() == [0, 2]
        for wrong in (-1, 3):
            with refuses("labels", f"{wrong} at index 1", "class labels from 0 to 2"):
                validation.class_labels([0, wrong], "labels", 3)
        with refuses("labels", "0.5", "whole numbers"):
            validation.class_labels(0.5, "labels", 3)


class TestSameShape:
    def test_refuses_what_numpy_would_broadcast(self) -> None:
        with refuses("y_hat", "shape (4, 1)", "the shape of y, which is (4,)"):
            validation.same_shape(np.zeros(4), "y", np.zeros((4, 1)), "y_hat")
        with refuses("y_hat", "shape (1,)", "the shape of y, which is (4,)"):
            validation.same_shape(np.zeros(4), "y", np.zeros(1), "y_hat")

    def test_a_single_number_goes_with_all(self) -> None:
        validation.same_shape(np.zeros(4), "y", np.array(0.5), "y_hat")
        validation.same_shape(np.array(0.5), "y", np.zeros(4), "y_hat")
        validation.same_shape(np.zeros((2, 3)), "y", np.zeros((2, 3)), "y_hat")


class TestLogBase:
    @pytest.mark.parametrize("base", [2, 0.5, 10.0, np.float32(3), np.int64(7)])
    def test_accepts(self, base: float) -> None:
        assert validation.log_base(base) == base
        assert type(validation.log_base(base)) is float

    @pytest.mark.parametrize("base", [0, 1, 1.0, -1, np.inf, np.nan, "2", None, [2]])
    def test_refuses(self, base: Any) -> None:
        with refuses("base", str(base), "a number above 0 that is not 1"):
            validation.log_base(base)
