"""Accuracy and the Brier score."""

import numpy as np
import pytest
from hypothesis import given

from snippets import examples
from snippets.careful.regression import mean_squared_error
from snippets.careful.scores import accuracy, brier_score
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
