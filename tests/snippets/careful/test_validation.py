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

    @pytest.mark.parametrize("check", [*CHECKS, validation.as_array])
    def test_refuses_masks(self, check: Callable[..., Any]) -> None:
        masked = np.ma.masked_array([1.0, 0.0], [False, True])
        for values in (masked, [masked, masked], ([masked],), np.ma.masked_array([1.0, 0.0])):
            with refuses("x", "a masked array", "drop what is masked, or give it weight 0"):
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

    @pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
    @pytest.mark.parametrize("classes", [4, 64, 1024])
    def test_tolerance(self, dtype: type, classes: int) -> None:
        """16 + √classes units: of float16 for float16, of float32 for all that is finer."""
        unit = float(np.finfo(np.float16 if dtype is np.float16 else np.float32).eps)
        most = (16 + classes**0.5) * unit
        p: Any = np.zeros(classes, dtype)
        for sign in (1, -1):
            p[:2] = 0.5, 0.5 + sign * most
            validation.distributions(p, "p")
            p[1] += sign * unit
            with refuses("p", f"a sum of {p.astype(float).sum():.12g}", "a sum of 1 over the last"):
                validation.distributions(p, "p")

    def test_accepts_float32_that_became_float64(self) -> None:
        p = np.full(3, 1 / 3, np.float32)
        assert abs(sum(p.tolist()) - 1) > 2e-8
        validation.distributions(p.tolist(), "p")
        validation.distributions([float(f"{x:.9g}") for x in p], "p")

    @pytest.mark.parametrize("classes", [10, 1_000, 50_257, 1_000_000])
    def test_accepts_a_softmax_in_float32(self, classes: int) -> None:
        """With sixteen running sums, as a processor's vector instructions add."""
        z = np.random.default_rng(classes).normal(size=classes).astype(np.float32) * 3
        terms = np.exp(z - z.max())
        lanes = np.append(terms, np.zeros(-classes % 16, np.float32)).reshape(-1, 16)
        p = terms / lanes.cumsum(axis=0)[-1].sum()
        assert p.dtype == np.float32
        validation.distributions(p, "p")
        validation.distributions(p.astype(np.float64), "p")

    def test_logs(self) -> None:
        logs = np.append(np.log([0.25, 0.75]), -np.inf)
        np.testing.assert_array_equal(validation.log_distributions(logs, "log_p"), logs)
        validation.log_distributions(logs.astype(np.float32), "log_p")
        with refuses("log_p", "probabilities with a sum of 0.75 in row 1", "a sum of 1"):
            validation.log_distributions(np.log([[0.5, 0.5], [0.5, 0.25]]), "log_p")
        with refuses("log_p", "0.25 at index 0", "log-probabilities, at most 0"):
            validation.log_distributions([0.25, 0.75], "log_p")
        with refuses("log_p", "a single number", "a distribution"):
            validation.log_distributions(0.0, "log_p")

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
        assert validation.class_labels(np.zeros((0, 2), int), "labels", 3).shape == (0, 2)

    def test_integers_that_int64_cannot_hold(self) -> None:
        with refuses("labels", "1.8446744073709552e+19 at index 0", "whole numbers"):
            validation.integers(np.array([2**64 - 1], np.uint64), "labels")
        assert validation.integers(np.array([2**62]), "labels") == 2**62


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


def test_what_is_refused_is_what_lies_outside_and_not_what_lies_at_an_end() -> None:
    for first in (0.0, 1.0):
        with refuses("p", "2.0 at index 1", ""):
            validation.probabilities([first, 2.0], "p")


@pytest.mark.parametrize("whole", [2.0**53 - 1, 1 - 2.0**53, 2.0**52, 3000.0])
def test_whole_numbers_up_to_where_floats_leave_some_out(whole: float) -> None:
    assert validation.integers([whole], "labels").tolist() == [int(whole)]
    for beyond in (2.0**53, -(2.0**53)):
        with refuses("labels", str(beyond), "whole numbers"):
            validation.integers([whole, beyond], "labels")


def test_rows_may_be_off_the_further_the_more_classes_they_have() -> None:
    off = 1 + 60 * np.finfo(np.float32).eps
    wide = np.full((1, 10_000), off / 10_000)
    assert validation.distributions(wide, "p").shape == wide.shape
    with refuses("p", "a sum of 1.0000071", "a sum of 1"):
        validation.distributions(np.full((10_000, 2), off / 2), "p")


@pytest.mark.parametrize("read", [validation.log_distributions, validation.joint_distribution])
def test_what_is_no_number_is_told_by_the_name_of_the_argument(read: Callable[..., Any]) -> None:
    with refuses("given", "", ""):
        read([["a", "b"]], "given")
