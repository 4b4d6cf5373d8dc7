"""Softmax, its logarithm and its slopes."""

import math

import numpy as np
import pytest
import scipy.special
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from snippets.careful.softmax import (
    as_logits,
    log_softmax,
    logsumexp,
    one_minus_softmax,
    softmax,
    softmax_jacobian,
)
from tests.snippets import exact_softmax
from tests.snippets.contract import (
    Snippet,
    assert_float32_rounds_once,
    assert_leaves_arguments_alone,
    assert_scalar,
    assert_zero,
    close,
    refuses,
)
from tests.snippets.exact_softmax import HARD_ROWS, repeated_logits
from tests.snippets.reference import exact, mp, ulps
from tests.snippets.strategies import Array

ALL: list[Snippet] = [logsumexp, log_softmax, softmax, one_minus_softmax, softmax_jacobian]
ULPS = 4

moderate_rows = npst.arrays(np.float64, st.integers(1, 5), elements=st.floats(-20, 20))
rows_with_classes = npst.arrays(np.float64, st.integers(2, 6), elements=st.floats(-1e4, 1e4))


class TestAccuracy:
    @pytest.mark.parametrize("function", [softmax, log_softmax, one_minus_softmax])
    def test_of_each_class(self, function: Snippet) -> None:
        expected = getattr(exact_softmax, function.__name__)
        for z in HARD_ROWS:
            assert ulps(function(z), expected(z)) <= ULPS, z

    def test_logsumexp(self) -> None:
        for z in HARD_ROWS:
            result, largest = exact_softmax.logsumexp(z), exact(max(z))
            unit = np.spacing(float(max(abs(result), abs(largest))))
            assert abs(exact(logsumexp(z)) - result) <= 2 * exact(unit), z

    def test_logsumexp_of_what_is_not_shifted(self) -> None:
        """Beside a largest logit of 0 there is no rounding but that of the result."""
        for gap in (1e-3, 1.0, 30.0, 200.0, 700.0):
            z = [0.0, -gap, -gap - 1]
            assert ulps(logsumexp(z), exact_softmax.logsumexp(z)) <= ULPS

    @pytest.mark.nightly
    def test_a_million_classes(self) -> None:
        z, total = repeated_logits()
        assert ulps(logsumexp(z), max(z) + mp.log(total)) <= 2
        assert ulps(softmax(z)[:5], [mp.exp(exact(v) - max(z)) / total for v in z[:5]]) <= ULPS

    def test_jacobian(self) -> None:
        for z in HARD_ROWS:
            s, c = exact_softmax.softmax(z), exact_softmax.one_minus_softmax(z)
            slopes = [
                s[i] * (c[i] if i == j else -s[j]) for i in range(len(z)) for j in range(len(z))
            ]
            if min(abs(v) for v in slopes if v) > 1e-290:
                assert ulps(softmax_jacobian(z), slopes) <= 2 * ULPS, z


class TestValues:
    def test_three_classes(self) -> None:
        e = math.e
        np.testing.assert_allclose(softmax([0, 1, 2]), np.array([1, e, e**2]) / (1 + e + e**2))
        assert logsumexp([0, 1, 2]) == close(math.log(1 + e + e**2))

    def test_logs_of_probabilities_come_back(self) -> None:
        np.testing.assert_allclose(softmax(np.log([0.1, 0.2, 0.7])), [0.1, 0.2, 0.7], rtol=1e-15)

    def test_one_class_is_certain(self) -> None:
        assert softmax([3]) == 1
        assert logsumexp([3]) == 3
        assert_zero(log_softmax([3]))
        assert_zero(softmax_jacobian([3]))

    def test_minus_infinity_is_probability_zero(self) -> None:
        z = [1, -np.inf, 1]
        np.testing.assert_array_equal(softmax(z), [0.5, 0, 0.5])
        np.testing.assert_array_equal(log_softmax(z), [-math.log(2), -np.inf, -math.log(2)])
        assert logsumexp(z) == 1 + math.log(2)
        assert not np.any(np.signbit(softmax_jacobian(z)[[1, 2, 0, 1], [1, 1, 1, 2]]))
        assert_zero(softmax_jacobian(z)[1])
        assert_zero(softmax_jacobian([800.0, 0.0]))

    def test_certainty_is_exact(self) -> None:
        assert_zero(log_softmax([1e4, -1e4])[0])
        np.testing.assert_array_equal(softmax([1e4, -1e4]), [1, 0])
        assert log_softmax([1e308, -1e308])[1] == -np.inf

    def test_a_loss_that_rounding_would_lose(self) -> None:
        assert log_softmax([50, 0])[0] == close(-math.exp(-50))
        assert one_minus_softmax([50, 0])[0] == close(math.exp(-50))


class TestProperties:
    @given(rows_with_classes, st.floats(-100, 100))
    def test_shift_changes_nothing(self, z: Array, shift: float) -> None:
        z, shift = np.round(z * 64) / 64, round(shift * 64) / 64  # so that z + shift is exact
        np.testing.assert_array_equal(softmax(z + shift), softmax(z))
        np.testing.assert_array_equal(log_softmax(z + shift), log_softmax(z))
        assert logsumexp(z + shift) == close(float(logsumexp(z)) + shift, rel=1e-15, abs=4e-12)

    @given(rows_with_classes)
    def test_a_distribution(self, z: Array) -> None:
        s = softmax(z)
        assert np.all(s >= 0)
        assert s.sum() == close(1)
        np.testing.assert_allclose(one_minus_softmax(z), 1 - s, rtol=0, atol=5e-16)

    @given(rows_with_classes)
    def test_order_is_kept(self, z: Array) -> None:
        assert np.all(np.diff(softmax(np.sort(z))) >= 0)

    @given(rows_with_classes)
    def test_logsumexp_is_a_smooth_maximum(self, z: Array) -> None:
        assert max(z) <= logsumexp(z) <= max(z) + math.log(len(z)) + 1e-12

    @given(moderate_rows)
    def test_agrees_with_scipy(self, z: Array) -> None:
        np.testing.assert_allclose(softmax(z), scipy.special.softmax(z), rtol=1e-13)
        np.testing.assert_allclose(logsumexp(z), scipy.special.logsumexp(z), rtol=1e-13, atol=1e-14)
        np.testing.assert_allclose(log_softmax(z), scipy.special.log_softmax(z), atol=1e-13)

    @given(moderate_rows)
    def test_jacobian_is_the_derivative(self, z: Array) -> None:
        h = 1e-5
        bumps = h * np.eye(len(z))
        columns = [(softmax(z + bump) - softmax(z - bump)) / (2 * h) for bump in bumps]
        np.testing.assert_allclose(softmax_jacobian(z), np.stack(columns, axis=-1), atol=1e-9)

    @given(rows_with_classes)
    def test_jacobian_is_symmetric_and_sums_to_zero(self, z: Array) -> None:
        slopes = softmax_jacobian(z)
        np.testing.assert_array_equal(slopes, slopes.T)
        np.testing.assert_allclose(slopes.sum(axis=-1), 0, atol=1e-15)


class TestContract:
    def test_float32(self) -> None:
        z = np.array([[50.0, 0.0, -2.0], [1.0, 2.0, -np.inf]])
        for function in ALL:
            assert_float32_rounds_once(function, z)

    def test_shapes(self) -> None:
        z = np.arange(24.0).reshape(2, 3, 4)
        assert logsumexp(z).shape == (2, 3)
        assert softmax(z).shape == log_softmax(z).shape == (2, 3, 4)
        assert softmax_jacobian(z).shape == (2, 3, 4, 4)
        assert_scalar(logsumexp([1, 2]))
        assert softmax(np.zeros((0, 3))).shape == (0, 3)
        for function in ALL:
            for row in np.ndindex(2, 3):
                np.testing.assert_array_equal(function(z)[row], function(z[row]))
            assert_leaves_arguments_alone(function, z.copy())

    @pytest.mark.parametrize("function", ALL)
    @pytest.mark.parametrize(
        ("z", "got", "want"),
        [
            (1.0, "shape ()", "at least one class"),
            (np.zeros((2, 0)), "shape (2, 0)", "at least one class"),
            ([[1, 2], [np.nan, 0]], "nan at index (1, 0)", "without NaN"),
            ([[1, 2], [np.inf, 0]], "inf", "below infinity"),
            ([[1, 2], [-np.inf, -np.inf]], "nothing but -inf", "a finite logit"),
            (["1"], "array of", "real numbers"),
        ],
    )
    def test_no_softmax(self, function: Snippet, z: object, got: str, want: str) -> None:
        with refuses("z", got, want):
            function(z)

    def test_as_logits_names_its_argument(self) -> None:
        with refuses("z", "shape ()", "class"):
            as_logits(3.0)
        with refuses("logits", "inf", "below infinity"):
            as_logits([np.inf], "logits")
