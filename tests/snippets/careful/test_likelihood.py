"""Likelihoods of labels, for two classes and for many."""

import math

import numpy as np
import pytest
import scipy.stats
from hypothesis import given
from hypothesis import strategies as st

from snippets import examples
from snippets.careful.likelihood import (
    bernoulli_pmf,
    categorical_likelihood,
    categorical_log_likelihood,
    categorical_pmf,
    likelihood,
    log_likelihood,
    negative_log_likelihood,
)
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
from tests.snippets.reference import PROBABILITIES, mp, ulps
from tests.snippets.strategies import Array, distributions, inner_probabilities, labels_and

BERNOULLI: list[Snippet] = [bernoulli_pmf, likelihood, log_likelihood, negative_log_likelihood]
CATEGORICAL: list[Snippet] = [categorical_pmf, categorical_likelihood, categorical_log_likelihood]
Y, P = np.array([1.0, 0.0, 1.0, 1.0]), np.array([0.5, 0.25, 0.25, 1.0])
ONE_HOT, ROWS = np.eye(3)[[2, 0]], np.array([[0.25, 0.25, 0.5], [0.125, 0.5, 0.375]])


class TestBernoulli:
    def test_by_hand(self) -> None:
        np.testing.assert_array_equal(bernoulli_pmf(Y, P), [0.5, 0.75, 0.25, 1])
        assert likelihood(Y, P) == 0.5 * 0.75 * 0.25
        assert log_likelihood(Y, P) == close(math.log(0.5 * 0.75 * 0.25), rel=1e-15)
        assert negative_log_likelihood(Y, P) == close(-math.log(0.09375) / 4, rel=1e-15)
        assert negative_log_likelihood(Y, P, "sum") == -log_likelihood(Y, P)
        np.testing.assert_allclose(
            negative_log_likelihood(Y, P, "none"), [math.log(2), math.log(4 / 3), math.log(4), 0]
        )

    @given(labels_and(inner_probabilities))
    def test_log_of_the_product_is_the_sum_of_logs(self, data: tuple[Array, Array]) -> None:
        y, p = data
        product = float(likelihood(y, p))
        assert product == close(np.prod(p**y * (1 - p) ** (1 - y)), rel=1e-13)
        ell = float(log_likelihood(y, p))
        assert ell == close(math.log(product), rel=1e-13, abs=1e-15)
        assert ell == close(scipy.stats.bernoulli.logpmf(y, p).sum(), rel=1e-14)
        assert negative_log_likelihood(y, p) == close(-ell / len(y))

    @given(inner_probabilities)
    def test_probabilities_sum_to_one(self, theta: float) -> None:
        assert sum(bernoulli_pmf([0, 1], theta)) == close(1, rel=1e-15)

    @given(st.lists(st.integers(0, 1), min_size=2).filter(lambda y: 0 < sum(y) < len(y)))
    def test_the_share_of_ones_is_the_best_constant(self, y: list[int]) -> None:
        share = sum(y) / len(y)
        for other in (0.9 * share, 0.9 * share + 0.1):
            assert likelihood(y, share) > likelihood(y, other)
            assert negative_log_likelihood(y, share) < negative_log_likelihood(y, other)

    @pytest.mark.parametrize("label", [0, 1])
    def test_accuracy_of_one_sample(self, label: int) -> None:
        expected = [reference.binary_cross_entropy(label, p) for p in PROBABILITIES]
        losses = negative_log_likelihood(np.full(len(PROBABILITIES), label), PROBABILITIES, "none")
        assert ulps(losses, expected) <= 1

    @pytest.mark.nightly
    @pytest.mark.parametrize(
        "values", [PROBABILITIES, PROBABILITIES[PROBABILITIES > 0.99], [0.1], [1 / 3, 1 - 1e-16]]
    )
    def test_accuracy_over_a_million_samples(self, values: list[float]) -> None:
        rng = np.random.default_rng(0)
        y, p = rng.integers(0, 2, 1_000_000), rng.choice(values, 1_000_000)
        expected = reference.log_likelihood(y, p)
        assert ulps(log_likelihood(y, p), expected) <= 2
        assert ulps(negative_log_likelihood(y, p), -expected / 1_000_000) <= 2
        assert ulps(negative_log_likelihood(y, p, "sum"), -expected) <= 2

    def test_a_million_samples_are_too_many_for_the_product(self) -> None:
        y, p = np.ones(1_000_000), np.full(1_000_000, 0.5)
        assert_zero(likelihood(y, p))
        assert ulps(log_likelihood(y, p), -mp.log(2) * 1_000_000) <= 2

    def test_limits(self) -> None:
        assert_zero(bernoulli_pmf([1, 0], [0, 1]))
        assert_zero(log_likelihood([1, 0], [1, 0]))
        assert_zero(negative_log_likelihood([1, 0], [1, 0]))
        assert_zero(negative_log_likelihood([1, 0], [1, 0], "none"))
        assert log_likelihood([1, 0], [0, 0]) == -math.inf
        assert negative_log_likelihood([0, 0], [1, 0]) == math.inf

    def test_no_samples(self) -> None:
        assert likelihood([], []) == 1
        assert_zero(log_likelihood([], []))
        assert_zero(negative_log_likelihood([], [], "sum"))
        with refuses("y", "no samples", "at least one for a mean"):
            negative_log_likelihood([], [])


class TestCategorical:
    def test_by_hand(self) -> None:
        np.testing.assert_array_equal(categorical_pmf(ONE_HOT, ROWS), [0.5, 0.125])
        assert categorical_likelihood(ONE_HOT, ROWS) == 0.0625
        assert categorical_log_likelihood(ONE_HOT, ROWS) == close(math.log(0.0625))

    def test_both_models_of_the_article(self) -> None:
        for model, mean in [(examples.MODEL_1, 1.378389), (examples.MODEL_2, 0.639108)]:
            ell = float(categorical_log_likelihood(examples.ANIMAL_LABELS, model))
            assert f"{-ell / 3:.6f}" == f"{mean:.6f}"
            product = float(categorical_likelihood(examples.ANIMAL_LABELS, model))
            assert ell == close(math.log(product), rel=1e-15)

    @given(distributions(4, positive=True), st.integers(0, 3))
    def test_is_a_product_of_powers(self, p: Array, k: int) -> None:
        y = np.eye(4)[k]
        assert categorical_pmf(y, p) == p[k] == close(np.prod(p**y), rel=1e-15)

    @given(st.integers(0, 1), inner_probabilities)
    def test_two_classes_are_bernoulli(self, y: int, p: float) -> None:
        rows, both = [[1 - y, y]], [[1 - p, p]]
        assert categorical_likelihood(rows, both) == likelihood([y], [p])
        ell = float(log_likelihood([y], [p]))
        assert categorical_log_likelihood(rows, both) == close(ell, rel=1e-9)

    @pytest.mark.nightly
    def test_accuracy_over_a_million_samples(self) -> None:
        p = np.random.default_rng(0).dirichlet([0.3] * 3, 50)
        i, k = np.random.default_rng(1).integers(0, [[50], [3]], (2, 1_000_000))
        counts = np.zeros((50, 3), int)
        np.add.at(counts, (i, k), 1)
        expected = mp.fsum(int(counts[c]) * reference.log(p[c]) for c in np.ndindex(50, 3))
        assert ulps(categorical_log_likelihood(np.eye(3)[k], p[i]), expected) <= 2

    def test_limits(self) -> None:
        assert_zero(categorical_pmf([1, 0], [0, 1]))
        assert_zero(categorical_log_likelihood([1, 0], [1, 0]))
        assert categorical_log_likelihood([1, 0], [0, 1]) == -math.inf


class TestContract:
    def test_float32(self) -> None:
        for function in BERNOULLI:
            assert_float32_rounds_once(function, Y, np.array([0.1, 0.2, 0.3, 0.4]))
            assert_float32_rounds_once(function, [1, 0], np.array([0.1, 0.2]))
        rows = np.random.default_rng(0).dirichlet([1] * 7, 20)
        for function in CATEGORICAL:
            assert_float32_rounds_once(function, np.eye(7)[np.arange(20) % 7], rows)

    def test_shapes(self) -> None:
        assert bernoulli_pmf(np.ones((2, 1)), np.ones((2, 1))).shape == (2, 1)
        assert bernoulli_pmf([0, 1], 0.25).tolist() == [0.75, 0.25]
        assert negative_log_likelihood(np.ones((2, 1)), np.ones((2, 1)), "none").shape == (2, 1)
        assert categorical_pmf(ONE_HOT[:, None], ROWS[:, None]).shape == (2, 1)
        for function in BERNOULLI:
            assert_scalar(function(1, 0.5))
        for function in CATEGORICAL:
            assert_scalar(function([1, 0], [0.5, 0.5]))
        for function in [likelihood, log_likelihood, negative_log_likelihood]:
            assert_scalar(function(Y, P))
        for function in [categorical_likelihood, categorical_log_likelihood]:
            assert_scalar(function(ONE_HOT, ROWS))

    def test_arguments_are_left_alone(self) -> None:
        for function in BERNOULLI:
            assert_leaves_arguments_alone(function, Y.copy(), P.copy())
        for function in CATEGORICAL:
            assert_leaves_arguments_alone(function, ONE_HOT.copy(), ROWS.copy())

    @pytest.mark.parametrize("function", BERNOULLI)
    def test_errors_of_bernoulli(self, function: Snippet) -> None:
        name = "theta" if function is bernoulli_pmf else "y_hat"
        with refuses(name, "shape (4, 1)", "the shape of y, which is (4,)"):
            function(Y, P[:, None])
        with refuses(name, "1.5 at index 1", "probabilities between 0 and 1"):
            function([0, 1], [0, 1.5])
        with refuses(name, "nan at index 0", "without NaN"):
            function([0, 1], [np.nan, 1])
        for wrong in (0.5, -1.0, 2.0):
            with refuses("y", f"{wrong} at index 1", "labels that are 0 or 1"):
                function([0, wrong], [0.5, 0.5])

    @pytest.mark.parametrize("function", CATEGORICAL)
    def test_errors_of_categorical(self, function: Snippet) -> None:
        name = "probabilities" if function is categorical_pmf else "y_hat"
        with refuses(name, "a sum of 1.1 in row 1", "a sum of 1"):
            function(examples.ANIMAL_LABELS, examples.MODEL_1_AS_PRINTED)
        with refuses(name, "shape (3,)", "the shape of y, which is (2, 3)"):
            function(ONE_HOT, ROWS[0])
        with refuses("y", "2 ones in row 0", "one 1 in each row"):
            function([[1, 1]], [[0.5, 0.5]])
        with refuses("y", "0.5 at index 0", "labels that are 0 or 1"):
            function([0.5, 0.5], [0.5, 0.5])

    def test_unknown_reduction(self) -> None:
        with refuses("reduction", "'average'", "'mean', 'sum' or 'none'"):
            negative_log_likelihood(Y, P, "average")  # type: ignore[arg-type]
