"""Cross-entropy over tokens of which some do not count."""

import math
from typing import Any

import numpy as np
import pytest
import scipy.special

from snippets.careful.categorical import sparse_softmax_cross_entropy
from snippets.careful.tokens import (
    IGNORED,
    count_tokens,
    next_token_labels,
    token_cross_entropy,
    token_cross_entropy_gradient,
)
from tests.snippets.contract import (
    Snippet,
    assert_float32_rounds_once,
    assert_leaves_arguments_alone,
    assert_zero,
    close,
    refuses,
)

Z = np.random.default_rng(0).normal(size=(2, 4, 5)) * 3
LABELS = np.array([[1, 4, IGNORED, 0], [IGNORED, IGNORED, IGNORED, 2]])
BOTH: list[Snippet] = [token_cross_entropy, token_cross_entropy_gradient]


def scipy_losses() -> list[float]:
    """−log softmax at the labels that count, in their order."""
    logs = scipy.special.log_softmax(Z, axis=-1)
    return [-logs[(*at, LABELS[at])] for at in np.ndindex(LABELS.shape) if LABELS[at] >= 0]


class TestLoss:
    def test_the_mean_is_over_what_counts(self) -> None:
        assert token_cross_entropy(LABELS, Z) == close(np.mean(scipy_losses()), 1e-14)
        assert token_cross_entropy(LABELS, Z, "sum") == close(sum(scipy_losses()), 1e-14)
        losses = token_cross_entropy(LABELS, Z, "none")
        np.testing.assert_array_equal(losses == 0, LABELS == IGNORED)
        np.testing.assert_allclose(losses[LABELS >= 0], scipy_losses(), rtol=1e-14)

    def test_nothing_ignored_is_the_usual_loss(self) -> None:
        y = np.arange(8).reshape(2, 4) % 5
        assert token_cross_entropy(y, Z) == sparse_softmax_cross_entropy(y, Z)

    def test_another_mark(self) -> None:
        y = np.where(LABELS == IGNORED, 3, LABELS)
        assert token_cross_entropy(y, Z, ignore_index=3) == token_cross_entropy(LABELS, Z)

    def test_all_ignored(self) -> None:
        y = np.full((2, 4), IGNORED)
        assert_zero(token_cross_entropy(y, Z, "sum"))
        assert_zero(token_cross_entropy(y, Z, "none"))
        assert_zero(token_cross_entropy(y, Z, total_tokens=7))
        assert_zero(token_cross_entropy_gradient(y, Z, total_tokens=7))
        for function in BOTH:
            with refuses("labels", "none that counts", "at least one that is not ignored"):
                function(y, Z)

    def test_batches_add_up_to_one(self) -> None:
        """The mean of the batches' means would be another number."""
        tokens = count_tokens(LABELS)
        parts = [token_cross_entropy(LABELS[i], Z[i], total_tokens=tokens) for i in (0, 1)]
        assert sum(parts) == close(float(token_cross_entropy(LABELS, Z)))
        means = [token_cross_entropy(LABELS[i], Z[i]) for i in (0, 1)]
        assert np.mean(means) != pytest.approx(float(token_cross_entropy(LABELS, Z)), rel=0.01)

    def test_padding_has_no_logits(self) -> None:
        padded = np.where(LABELS[..., np.newaxis] == IGNORED, -np.inf, Z)
        assert token_cross_entropy(LABELS, padded) == token_cross_entropy(LABELS, Z)
        np.testing.assert_array_equal(
            token_cross_entropy_gradient(LABELS, padded), token_cross_entropy_gradient(LABELS, Z)
        )


class TestGradient:
    def test_is_the_slope_of_the_mean(self) -> None:
        h, slopes = 1e-5, token_cross_entropy_gradient(LABELS, Z)
        assert slopes.shape == Z.shape
        for at in np.ndindex(Z.shape):
            bump = np.zeros_like(Z)
            bump[at] = h
            rise = token_cross_entropy(LABELS, Z + bump) - token_cross_entropy(LABELS, Z - bump)
            assert slopes[at] == close(float(rise) / (2 * h), abs=1e-9)
        assert_zero(slopes[LABELS == IGNORED])

    def test_batches_add_up_to_one(self) -> None:
        whole = token_cross_entropy_gradient(LABELS, Z)
        for i in (0, 1):
            part = token_cross_entropy_gradient(LABELS[i], Z[i], total_tokens=count_tokens(LABELS))
            np.testing.assert_array_equal(part, whole[i])


class TestLabels:
    def test_the_next_token(self) -> None:
        np.testing.assert_array_equal(next_token_labels([5, 6, 7]), [6, 7, IGNORED])
        np.testing.assert_array_equal(next_token_labels([[5, 6], [7, 8]], -1), [[6, -1], [8, -1]])
        assert next_token_labels(np.zeros((2, 0), int)).shape == (2, 0)
        with refuses("tokens", "a single number", "a sequence of tokens"):
            next_token_labels(3)
        with refuses("tokens", "0.5 at index 0", "whole numbers"):
            next_token_labels([0.5])

    def test_the_count(self) -> None:
        assert count_tokens(LABELS) == 4
        assert count_tokens(LABELS, ignore_index=0) == 7
        assert count_tokens([]) == 0

    def test_a_uniform_model_of_a_sentence(self) -> None:
        labels = next_token_labels([3, 1, 4, 1])
        assert token_cross_entropy(labels, np.zeros((4, 5))) == close(math.log(5))


class TestContract:
    @pytest.mark.parametrize("function", BOTH)
    def test_float32_and_arguments(self, function: Snippet) -> None:
        assert_float32_rounds_once(function, LABELS.tolist(), Z)
        assert_leaves_arguments_alone(function, LABELS.copy(), Z.copy())

    @pytest.mark.parametrize("function", BOTH)
    def test_errors(self, function: Snippet) -> None:
        cases: list[tuple[Any, str, str]] = [
            ([[0, 5, 0, 0]] * 2, "5 at index (0, 1)", "class labels from 0 to 4"),
            ([[0, -1, 0, 0]] * 2, "-1 at index (0, 1)", "class labels from 0 to 4"),
            ([[0.5, 0, 0, 0]] * 2, "0.5 at index (0, 0)", "whole numbers"),
            ([0, 1], "shape (2,)", "shape (2, 4)"),
        ]
        for labels, got, want in cases:
            with refuses("labels", got, want):
                function(labels, Z)
        for mark, got in ((0.5, "0.5"), ([1, 2], "shape (2,)")):
            with refuses("ignore_index", got, ""):
                function(LABELS, Z, ignore_index=mark)
        for tokens, want in ((0, "from 1 on"), (2.5, "whole numbers"), (3, "at least the 4")):
            with refuses("total_tokens", str(tokens), want):
                function(LABELS, Z, total_tokens=tokens)
        with refuses("z", "nan at index (0, 2, 0)", "without NaN"):
            function(LABELS, np.where(LABELS[..., np.newaxis] == IGNORED, np.nan, Z))
        with refuses("z", "a row of nothing but -inf", "a finite logit"):
            function(LABELS, np.full_like(Z, -np.inf))
        with refuses("z", "shape ()", "at least one class"):
            function(0, 1.0)

    def test_reduction(self) -> None:
        with refuses("reduction", "'average'", "'mean', 'sum' or 'none'"):
            token_cross_entropy(LABELS, Z, "average")  # type: ignore[arg-type]


def test_what_is_no_whole_number_is_refused() -> None:
    z = np.zeros((2, 3))
    for function in (token_cross_entropy, token_cross_entropy_gradient):
        with refuses("labels", "1.5", "whole numbers"):
            function([0, 1.5], z)
    with refuses("labels", "1.5", "whole numbers"):
        count_tokens([0, 1.5])
    with refuses("ignore_index", "1.5", "whole numbers"):
        next_token_labels([[1, 2]], ignore_index=1.5)  # type: ignore[arg-type]


def test_a_count_is_a_number_of_python() -> None:
    assert type(count_tokens([0, 1, IGNORED])) is int
