"""Accuracy, the Brier score, calibration, and decisions."""

import numpy as np
import pytest
import scipy.optimize
from hypothesis import given
from hypothesis import strategies as st

from snippets import examples
from snippets.careful.binary import binary_cross_entropy
from snippets.careful.categorical import sparse_softmax_cross_entropy
from snippets.careful.regression import mean_squared_error
from snippets.careful.scores import (
    accuracy,
    alarm_threshold,
    brier_score,
    expected_calibration_error,
    fit_temperature,
    precision,
    reliability,
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
from tests.snippets.strategies import Array, pairs_of_distributions, probabilities

BOTH: list[Snippet] = [accuracy, brier_score]
HALF = [[0.5, 0.5]]


class TestTheArticle:
    def test_both_models_are_right_twice_in_three(self) -> None:
        for model in (examples.MODEL_1, examples.MODEL_2):
            assert accuracy(examples.ANIMAL_LABELS, model) == close(2 / 3)

    def test_brier_scores_agree_with_the_loss(self) -> None:
        scores = [
            brier_score(examples.ANIMAL_LABELS, m) for m in (examples.MODEL_1, examples.MODEL_2)
        ]
        np.testing.assert_allclose(scores, [0.806667, 0.34], atol=5e-7)


class TestAccuracy:
    def test_all_right_and_all_wrong(self) -> None:
        assert accuracy(np.eye(3), np.eye(3)) == 1
        assert_zero(accuracy(np.eye(3), np.roll(np.eye(3), 1, axis=0)))

    def test_of_equal_probabilities_the_first_counts(self) -> None:
        assert accuracy([[1, 0]], HALF) == 1
        assert_zero(accuracy([[0, 1]], HALF))

    def test_soft_labels_are_refused(self) -> None:
        with refuses("y", "0.5 at index (0, 0)", "0 or 1"):
            accuracy(HALF, HALF)
        with refuses("y", "0 ones in row 0", "one 1"):
            accuracy([[0, 0]], HALF)


class TestBrierScore:
    def test_bounds(self) -> None:
        assert_zero(brier_score(np.eye(3), np.eye(3)))
        assert brier_score([[1, 0]], [[0, 1]]) == 2

    def test_labels_that_are_no_distribution(self) -> None:
        with refuses("y", "a sum of 2 in row 0", "a sum of 1"):
            brier_score([[1, 1]], HALF)

    @given(probabilities)
    def test_two_classes_are_twice_the_squared_error(self, p: float) -> None:
        squared = float(mean_squared_error([1.0], [p]))
        assert brier_score([[0, 1]], [[1 - p, p]]) == close(2 * squared, 1e-14, 1e-16)

    @given(pairs_of_distributions())
    def test_proper(self, pair: tuple[Array, Array]) -> None:
        """The expected score of a forecast q under the truth p is least for q = p."""
        p, q = pair
        expected = [p @ [brier_score([y], [f]) for y in np.eye(len(p))] for f in (p, q)]
        assert expected[0] <= expected[1] + 1e-14


class TestContract:
    def test_shapes(self) -> None:
        y = np.eye(4)[np.arange(6).reshape(2, 3) % 4]
        q = np.full((2, 3, 4), 0.25)
        for function in BOTH:
            assert_scalar(function(y, q))
            assert_leaves_arguments_alone(function, y.copy(), q.copy())
            rows = [function(y[row], q[row]) for row in np.ndindex(2, 3)]
            assert function(y, q) == close(float(np.mean(rows)))
            with refuses("y_hat", "shape (1, 2)", "the shape of y, which is (2, 2)"):
                function(np.eye(2), HALF)

    def test_float32(self) -> None:
        for function in BOTH:
            assert_float32_rounds_once(function, np.eye(3), np.full((3, 3), 1 / 3))

    @pytest.mark.parametrize("function", BOTH)
    def test_errors(self, function: Snippet) -> None:
        with refuses("y_hat", "a sum of 0.9", "a sum of 1"):
            function([[1, 0]], [[0.5, 0.4]])
        with refuses("y_hat", "nan", "NaN"):
            function([[1, 0]], [[np.nan, 1]])
        with refuses("y", "no samples", "at least one"):
            function(np.zeros((0, 2)), np.zeros((0, 2)))


class TestReliability:
    Y = np.array([0.0, 0.0, 1.0, 1.0, 1.0])
    P = np.array([0.1, 0.3, 0.4, 0.5, 1.0])

    def test_what_was_said_and_what_happened(self) -> None:
        np.testing.assert_allclose(
            reliability(self.Y, self.P, 2), [[3, 0.8 / 3, 1 / 3], [2, 0.75, 1]], rtol=1e-15
        )

    def test_an_edge_belongs_to_the_bin_above_and_one_to_the_last(self) -> None:
        assert reliability([1, 1], [0.5, 1.0], 2)[:, 0].tolist() == [0, 2]

    def test_an_empty_bin_has_no_mean(self) -> None:
        found = reliability([1.0], [0.95])
        assert found.shape == (10, 3)
        assert np.isnan(found[0, 1:]).all()
        np.testing.assert_array_equal(found[9], [1, 0.95, 1])

    def test_the_error_is_the_mean_distance(self) -> None:
        table = reliability(self.Y, self.P, 2)
        distance = np.abs(table[:, 1] - table[:, 2]) @ table[:, 0] / 5
        assert expected_calibration_error(self.Y, self.P, 2) == close(float(distance))

    def test_frequencies_as_said_have_no_error(self) -> None:
        assert_zero(expected_calibration_error([0, 0, 0, 1], [0.25] * 4))

    @pytest.mark.parametrize("function", [reliability, expected_calibration_error])
    def test_errors(self, function: Snippet) -> None:
        with refuses("y", "0.5", "0 or 1"):
            function([0.5], [0.5])
        with refuses("p", "1.5", "1"):
            function([1], [1.5])
        with refuses("p", "shape (2,)", "the shape of y"):
            function([1], [0.5, 0.5])
        with refuses("p", "shape (0,)", "at least one sample"):
            function([], [])
        with refuses("p", "shape (1, 1)", "shape (N,)"):
            function([[1]], [[0.5]])
        with refuses("bins", "0", "a whole number from 1 on"):
            function([1], [0.5], 0)

    def test_arguments_are_left_alone(self) -> None:
        for function in (reliability, expected_calibration_error):
            assert_leaves_arguments_alone(function, self.Y.copy(), self.P.copy())
        assert_scalar(expected_calibration_error(self.Y, self.P))


class TestFitTemperature:
    def test_the_quotient_of_the_logits_where_all_are_alike(self) -> None:
        logit = np.log(99)
        z = np.tile([0.0, logit], (10, 1))
        assert fit_temperature([0] + [1] * 9, z) == close(logit / np.log(9), rel=1e-12)

    @given(st.integers(0, 2**32 - 1))
    def test_it_is_where_another_search_finds_it(self, seed: int) -> None:
        rng = np.random.default_rng(seed)
        z, labels = rng.normal(size=(40, 3)), rng.integers(3, size=40)
        labels[:20] = z[:20].argmax(axis=-1)
        found = float(fit_temperature(labels, z))

        def loss(log_beta: float) -> float:
            return float(sparse_softmax_cross_entropy(labels, np.exp(log_beta) * z))

        known = scipy.optimize.minimize_scalar(loss, bounds=(-6.9, 6.9), method="bounded")
        assert loss(-np.log(found)) <= known.fun + 1e-12

    def test_the_ends_where_there_is_no_best(self) -> None:
        z = np.array([[0.0, 1.0], [2.0, 0.0]])
        assert fit_temperature([1, 0], 0.1 * z) == close(1e-3, rel=1e-9)
        assert fit_temperature([0, 1], z) == close(1e3, rel=1e-9)

    def test_errors(self) -> None:
        with refuses("labels", "2", "class labels from 0 to 1"):
            fit_temperature([2], [[0.0, 1.0]])
        with refuses("labels", "shape (2,)", "one for each row"):
            fit_temperature([0, 1], [[0.0, 1.0]])
        with refuses("z", "inf", "finite"):
            fit_temperature([0], [[0.0, np.inf]])
        with refuses("z", "shape (2,)", "shape (N, classes)"):
            fit_temperature([0], [0.0, 1.0])
        with refuses("z", "shape (0, 2)", "at least one sample"):
            fit_temperature([], np.zeros((0, 2)))

    def test_arguments_are_left_alone(self) -> None:
        assert_leaves_arguments_alone(fit_temperature, np.array([0]), np.array([[0.0, 1.0]]))
        assert_scalar(fit_temperature([0], [[0.0, 1.0]]))


class TestDecisions:
    @given(st.floats(0.01, 100), st.floats(0.01, 100))
    def test_at_the_threshold_both_mistakes_cost_the_same(self, alarm: float, miss: float) -> None:
        t = float(alarm_threshold(alarm, miss))
        assert t * miss == close((1 - t) * alarm, rel=1e-12)

    def test_equal_costs_give_one_half(self) -> None:
        assert alarm_threshold(3, 3) == 0.5
        np.testing.assert_array_equal(alarm_threshold([1, 1], [1, 3]), [0.5, 0.25])

    def test_costs_are_above_zero(self) -> None:
        with refuses("miss", "0", "above 0"):
            alarm_threshold(1, 0)
        with refuses("false_alarm", "-1", "above 0"):
            alarm_threshold(-1, 1)

    def test_precision_by_counting(self) -> None:
        # Of 1,000 there are 10 ill: 9 of them and 99 others raise the alarm.
        assert precision(0.01, 0.9, 0.1) == close(9 / 108)
        assert precision(1, 0.5, 0.1) == 1
        assert_zero(precision(0, 1, 0.1))

    def test_precision_errors(self) -> None:
        with refuses("recall", "no alarm", "some"):
            precision(0.5, 0, 0)
        for name, wrong in (("prevalence", 0), ("recall", 1), ("false_alarms", 2)):
            given_shares = [0.5, 0.5, 0.5]
            given_shares[wrong] = 1.5
            with refuses(name, "1.5", "1"):
                precision(*given_shares)


def test_a_temperature_lowers_the_loss_and_changes_no_answer() -> None:
    rng = np.random.default_rng(1)
    z = 5 * rng.normal(size=200)
    y = (rng.random(200) < 1 / (1 + np.exp(-z / 5))).astype(float)
    t = float(fit_temperature(y.astype(int), np.stack([np.zeros(200), z], axis=-1)))
    before, after = (1 / (1 + np.exp(-z / one)) for one in (1.0, t))
    assert t > 2
    assert binary_cross_entropy(y, after) < binary_cross_entropy(y, before)
    assert expected_calibration_error(y, after) < expected_calibration_error(y, before)


def test_ten_bins_are_usual() -> None:
    y, p = [0, 1, 1, 0, 1], [0.05, 0.14, 0.52, 0.58, 0.61]
    assert expected_calibration_error(y, p) == expected_calibration_error(y, p, 10)
    assert expected_calibration_error(y, p) != expected_calibration_error(y, p, 9)
    assert expected_calibration_error(y, p) != expected_calibration_error(y, p, 11)


def test_as_many_right_alarms_as_wrong_ones() -> None:
    assert precision(0.5, 0.25, 0.25) == 0.5
