"""Label smoothing and class weights."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from snippets.careful.categorical import (
    categorical_cross_entropy,
    one_hot,
    softmax_cross_entropy,
    sparse_softmax_cross_entropy,
    uniform,
)
from snippets.careful.divergence import cross_entropy
from snippets.careful.smoothing import balanced_class_weights, smooth_labels
from tests.snippets import reference
from tests.snippets.contract import (
    assert_float32_rounds_once,
    assert_leaves_arguments_alone,
    close,
    refuses,
)
from tests.snippets.reference import exact, ulps
from tests.snippets.strategies import Array, pairs_of_distributions, probabilities


class TestSmoothLabels:
    def test_three_classes(self) -> None:
        np.testing.assert_allclose(smooth_labels([0, 1, 0], 0.3), [0.1, 0.8, 0.1], rtol=1e-15)

    def test_each_row_for_itself(self) -> None:
        y = np.array([[0.5, 0.25, 0.25], [0, 0, 1]])
        rows = [smooth_labels(row, 0.3) for row in y]
        np.testing.assert_array_equal(smooth_labels(y, 0.3), rows)

    def test_all_and_nothing(self) -> None:
        np.testing.assert_array_equal(smooth_labels(np.eye(4), 0), np.eye(4))
        np.testing.assert_array_equal(smooth_labels(np.eye(4), 1), np.full((4, 4), 0.25))

    def test_accuracy(self) -> None:
        for classes in (2, 3, 7, 1000):
            for epsilon in (1e-300, 1e-12, 0.1, 1 / 3, 0.9, 1 - 1e-16):
                share = exact(epsilon) / classes
                expected = [1 - exact(epsilon) + share, share]
                assert ulps(smooth_labels(one_hot(0, classes), epsilon)[:2], expected) <= 2

    def test_accuracy_of_the_loss(self) -> None:
        """Against a smoothed label that is not rounded itself."""
        for epsilon in (1e-9, 0.1, 0.5):
            for q in (1e-300, 1e-9, 0.2, 0.999):
                prediction = [q, 1 - q]
                kept = 1 - exact(epsilon) / 2
                expected = -kept * reference.log(q) - (1 - kept) * reference.log(1 - q)
                smoothed = smooth_labels([1, 0], epsilon)
                assert ulps(categorical_cross_entropy(smoothed, prediction), expected) <= 4

    @given(pairs_of_distributions(positive=True), probabilities)
    def test_the_loss_is_a_mixture(self, pair: tuple[Array, Array], epsilon: float) -> None:
        y, q = pair
        plain, evenly = float(cross_entropy(y, q)), float(cross_entropy(uniform(len(q)), q))
        mixed = float(cross_entropy(smooth_labels(y, epsilon), q))
        assert mixed == close((1 - epsilon) * plain + epsilon * evenly, 1e-13, 1e-14)

    @given(st.integers(2, 6), st.floats(0.01, 0.99))
    def test_best_logits_are_finite(self, classes: int, epsilon: float) -> None:
        """The loss is least where softmax gives the smoothed label, not at infinity."""
        y = smooth_labels(one_hot(0, classes), epsilon)
        best = np.log(y)
        least = softmax_cross_entropy(y, best)
        for z in (best * 0.9, best * 1.1, np.where(y == y.max(), 1e4, 0)):
            assert softmax_cross_entropy(y, z) >= least

    @given(pairs_of_distributions(), probabilities)
    def test_a_distribution(self, pair: tuple[Array, Array], epsilon: float) -> None:
        smoothed = smooth_labels(pair[0], epsilon)
        assert smoothed.sum() == close(1)
        assert np.all(smoothed >= epsilon / len(smoothed) * (1 - 1e-15))

    def test_contract(self) -> None:
        y = np.eye(3)[[[0, 1], [2, 0]]]
        assert smooth_labels(y, 0.1).shape == (2, 2, 3)
        assert_float32_rounds_once(smooth_labels, y, 0.1)
        assert_leaves_arguments_alone(smooth_labels, y, np.array(0.1))
        assert smooth_labels([1, 0], 0.1).dtype == np.float64

    @pytest.mark.parametrize("wrong", [-0.1, 1.5, np.nan])
    def test_epsilon(self, wrong: float) -> None:
        with refuses("epsilon", str(wrong), ""):
            smooth_labels([1, 0], wrong)

    def test_one_epsilon_for_all(self) -> None:
        with refuses("epsilon", "shape (2,)", "a single number"):
            smooth_labels([1, 0], [0.1, 0.2])  # type: ignore[arg-type]

    def test_labels(self) -> None:
        with refuses("y", "a sum of 2", "a sum of 1"):
            smooth_labels([1, 1], 0.1)


class TestBalancedClassWeights:
    def test_nine_to_one(self) -> None:
        weights = balanced_class_weights([0] * 9 + [1], 2)
        np.testing.assert_allclose(weights, [10 / 18, 5], rtol=1e-15)

    @given(st.lists(st.integers(0, 3), min_size=1, max_size=20))
    def test_classes_weigh_the_same(self, more: list[int]) -> None:
        labels = np.array([0, 1, 2, 3, *more])
        weights = balanced_class_weights(labels, 4)[labels]
        assert weights.sum() == close(len(labels))
        shares = [weights[labels == k].sum() for k in range(4)]
        np.testing.assert_allclose(shares, len(labels) / 4, rtol=1e-14)

    def test_weighted_loss_is_the_mean_of_the_class_means(self) -> None:
        labels, z = np.array([0, 0, 0, 1]), np.array([[1.0, 0], [2, 0], [-1, 0], [0.5, 0]])
        losses = sparse_softmax_cross_entropy(labels, z, reduction="none")
        weights = balanced_class_weights(labels, 2)[labels]
        weighted = sparse_softmax_cross_entropy(labels, z, weights=weights)
        assert weighted == close((losses[:3].mean() + losses[3]) / 2)

    def test_errors(self) -> None:
        with refuses("labels", "no sample of class 1", "a sample of every class"):
            balanced_class_weights([0, 2], 3)
        with refuses("labels", "3 at index 1", "labels from 0 to 2"):
            balanced_class_weights([0, 3], 3)
        with refuses("labels", "shape (1, 2)", "one label for each sample"):
            balanced_class_weights([[0, 1]], 2)
        with refuses("labels", "no sample", ""):
            balanced_class_weights([], 2)


@pytest.mark.parametrize(("classes", "got"), [(2.5, "2.5"), ("3", "<U1"), (None, "object")])
def test_classes_of_the_wrong_kind(classes: Any, got: str) -> None:
    with refuses("classes", got, ""):
        balanced_class_weights([0, 1], classes)
