"""Binary cross-entropy from a probability and from a logit."""

import math
from functools import partial

import numpy as np
import pytest
import scipy.special
from hypothesis import given
from hypothesis import strategies as st

from snippets import examples
from snippets.careful.binary import (
    binary_cross_entropy,
    binary_cross_entropy_gradient,
    binary_cross_entropy_with_logits,
    binary_cross_entropy_with_logits_gradient,
    weighted_binary_cross_entropy_with_logits,
)
from snippets.careful.divergence import cross_entropy
from snippets.careful.information import binary_entropy
from snippets.careful.likelihood import negative_log_likelihood
from snippets.careful.logistic import logit, sigmoid
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
from tests.snippets.reference import LOGITS, PROBABILITIES, exact, mp, ulps
from tests.snippets.strategies import Array, inner_probabilities, labels_and, logits, probabilities

LOSSES: list[Snippet] = [binary_cross_entropy, binary_cross_entropy_with_logits]
GRADIENTS: list[Snippet] = [
    binary_cross_entropy_gradient,
    binary_cross_entropy_with_logits_gradient,
]
OF_PROBABILITIES: list[Snippet] = [binary_cross_entropy, binary_cross_entropy_gradient]
OF_LOGITS: list[Snippet] = [
    binary_cross_entropy_with_logits,
    binary_cross_entropy_with_logits_gradient,
]


class TestFromProbabilities:
    def test_example_of_the_article(self) -> None:
        loss = binary_cross_entropy(examples.BINARY_LABELS, examples.BINARY_PREDICTIONS)
        assert f"{loss:.10f}" == "0.2361725516"

    @pytest.mark.parametrize("label", [0, 1])
    def test_accuracy_for_hard_labels(self, label: int) -> None:
        expected = [reference.binary_cross_entropy(label, p) for p in PROBABILITIES]
        assert ulps(binary_cross_entropy(label, PROBABILITIES, "none"), expected) <= 1

    @pytest.mark.parametrize("label", [1e-320, 1e-9, 0.3, 0.5, 1 - 1e-16])
    def test_accuracy_for_soft_labels(self, label: float) -> None:
        expected = [reference.binary_cross_entropy(label, p) for p in PROBABILITIES]
        assert ulps(binary_cross_entropy(label, PROBABILITIES, "none"), expected) <= 3

    @pytest.mark.nightly
    def test_accuracy_over_a_million_samples(self) -> None:
        rng = np.random.default_rng(0)
        y, p = rng.integers(0, 2, 1_000_000), rng.choice(PROBABILITIES, 1_000_000)
        expected = -reference.log_likelihood(y, p)
        assert ulps(binary_cross_entropy(y, p, "sum"), expected) <= 2
        assert ulps(binary_cross_entropy(y, p), expected / 1_000_000) <= 2

    def test_limits(self) -> None:
        assert_zero(binary_cross_entropy([0, 1], [0, 1]))
        assert_zero(binary_cross_entropy([0, 1], [0, 1], "none"))
        np.testing.assert_array_equal(binary_cross_entropy([1, 0], [0, 1], "none"), np.inf)
        np.testing.assert_array_equal(binary_cross_entropy(0.5, [0, 1], "none"), np.inf)
        assert binary_cross_entropy([0, 1, 1], [0, 1, 0]) == math.inf

    @given(probabilities, inner_probabilities)
    def test_is_the_cross_entropy_of_two_outcomes(self, y: float, p: float) -> None:
        both = float(cross_entropy([y, 1 - y], [p, 1 - p]))
        assert binary_cross_entropy(y, p) == close(both, rel=1e-9)

    @given(probabilities)
    def test_is_smallest_at_the_label(self, y: float) -> None:
        at_label = float(binary_cross_entropy(y, y))
        assert at_label == close(float(binary_entropy(y)), rel=1e-14, abs=1e-300)
        assert np.all(binary_cross_entropy(y, np.linspace(0, 1, 101), "none") >= at_label - 1e-15)

    @given(labels_and(inner_probabilities))
    def test_is_the_negative_log_likelihood(self, data: tuple[Array, Array]) -> None:
        assert binary_cross_entropy(*data) == negative_log_likelihood(*data)

    def test_gradient_at_the_ends(self) -> None:
        gradient = binary_cross_entropy_gradient
        np.testing.assert_array_equal(gradient([0, 1], [0, 1]), [1, -1])
        np.testing.assert_array_equal(gradient([0, 1], [1, 0]), [np.inf, -np.inf])
        np.testing.assert_array_equal(gradient(0.5, [0, 1]), [-np.inf, np.inf])
        assert_zero(gradient(0.25, 0.25))

    @pytest.mark.parametrize("label", [0, 1e-9, 0.3, 0.5, 1])
    def test_accuracy_of_the_gradient(self, label: float) -> None:
        p = PROBABILITIES[PROBABILITIES > 1e-307]
        expected = [(exact(q) - exact(label)) / (exact(q) * (1 - exact(q))) for q in p]
        assert ulps(binary_cross_entropy_gradient(label, p), expected) <= 3

    @given(probabilities, inner_probabilities)
    def test_gradient_is_the_derivative(self, y: float, p: float) -> None:
        h = 1e-4 * min(p, 1 - p)
        gradient = float(binary_cross_entropy_gradient(y, p))
        difference = binary_cross_entropy(y, p + h) - binary_cross_entropy(y, p - h)
        assert gradient == close(float(difference) / (2 * h), rel=1e-5, abs=1e-7)


class TestFromLogits:
    @pytest.mark.parametrize("label", [0, 1])
    def test_accuracy_for_hard_labels(self, label: int) -> None:
        expected = [reference.binary_cross_entropy_with_logits(label, z) for z in LOGITS]
        assert ulps(binary_cross_entropy_with_logits(label, LOGITS, "none"), expected) <= 2

    @pytest.mark.parametrize("label", [1e-320, 1e-9, 0.3, 0.5, 1 - 1e-16])
    def test_accuracy_for_soft_labels(self, label: float) -> None:
        expected = [reference.binary_cross_entropy_with_logits(label, z) for z in LOGITS]
        assert ulps(binary_cross_entropy_with_logits(label, LOGITS, "none"), expected) <= 2

    def test_confident_and_right(self) -> None:
        """Where libraries give 0."""
        assert binary_cross_entropy_with_logits(1, 100) == close(math.exp(-100), rel=1e-15)
        assert 0 < binary_cross_entropy_with_logits(0, -740) == close(math.exp(-740))

    def test_limits(self) -> None:
        loss = binary_cross_entropy_with_logits
        assert_zero(loss([0, 1], [-1e4, 1e4], "none"))
        assert_zero(loss([0, 1], [-np.inf, np.inf]))
        np.testing.assert_array_equal(loss([1, 0], [-1e4, 1e4], "none"), 1e4)
        np.testing.assert_array_equal(loss([1, 0], [-np.inf, np.inf], "none"), np.inf)
        np.testing.assert_array_equal(loss(0.5, [-np.inf, np.inf], "none"), np.inf)
        assert loss([0, 1], [0, 0]) == math.log(2)

    @given(labels_and(inner_probabilities))
    def test_agrees_with_the_loss_of_the_sigmoid(self, data: tuple[Array, Array]) -> None:
        y, p = data
        from_probabilities = float(binary_cross_entropy(y, p))
        assert binary_cross_entropy_with_logits(y, logit(p)) == close(from_probabilities, rel=1e-13)

    @given(probabilities, logits)
    def test_other_forms(self, y: float, z: float) -> None:
        loss = float(binary_cross_entropy_with_logits(y, z))
        assert loss == close(np.logaddexp(0, z) - y * z, rel=1e-12, abs=1e-11)
        with_maximum = max(z, 0) - z * y + math.log1p(math.exp(-abs(z)))
        assert loss == close(with_maximum, rel=1e-12, abs=1e-11)

    @given(probabilities, logits)
    def test_classes_can_be_exchanged(self, y: float, z: float) -> None:
        loss = binary_cross_entropy_with_logits
        assert loss(y, z) == close(float(loss(1 - y, -z)), rel=1e-12, abs=1e-11)

    @pytest.mark.parametrize("label", [0, 1])
    def test_accuracy_of_the_gradient(self, label: int) -> None:
        expected = [
            reference.sigmoid(z) if label == 0 else -reference.sigmoid(-exact(z)) for z in LOGITS
        ]
        assert ulps(binary_cross_entropy_with_logits_gradient(label, LOGITS), expected) <= 3

    @given(probabilities, logits)
    def test_gradient_is_sigmoid_minus_label(self, y: float, z: float) -> None:
        gradient = binary_cross_entropy_with_logits_gradient(y, z)
        assert gradient == close(scipy.special.expit(z) - y, rel=1e-14, abs=3e-16)

    @given(labels_and(logits))
    def test_gradient_is_the_derivative(self, data: tuple[Array, Array]) -> None:
        y, z = data
        losses = [binary_cross_entropy_with_logits(y, z + h, "none") for h in (1e-4, -1e-4)]
        gradient = binary_cross_entropy_with_logits_gradient(y, z)
        np.testing.assert_allclose(gradient, (losses[0] - losses[1]) / 2e-4, rtol=1e-5, atol=1e-7)

    def test_gradient_at_the_ends(self) -> None:
        gradient = binary_cross_entropy_with_logits_gradient
        assert_zero(gradient([0, 1], [-np.inf, np.inf]))
        assert_zero(gradient([0, 1], [-1e4, 1e4]))
        np.testing.assert_array_equal(gradient([1, 0], [-np.inf, np.inf]), [-1, 1])
        np.testing.assert_array_equal(gradient([0, 1, 0.5], [0, 0, 0]), [0.5, -0.5, 0])
        assert gradient(1, 100) == -sigmoid(-100)


class TestReductions:
    @pytest.mark.parametrize("function", LOSSES)
    def test_weights(self, function: Snippet) -> None:
        y, x, weights = np.array([0.0, 1.0, 1.0]), np.array([0.3, 0.6, 0.9]), [1.0, 0.0, 3.0]
        losses = function(y, x, "none")
        np.testing.assert_array_equal(function(y, x, "none", weights), losses * weights)
        assert function(y, x, "sum", weights) == close(losses @ weights, rel=1e-15)
        assert function(y, x, weights=weights) == close(losses @ weights / 4, rel=1e-15)
        assert function(y, x) == close(losses.mean(), rel=1e-15)

    def test_a_sample_without_weight_does_not_count(self) -> None:
        assert binary_cross_entropy([1, 1], [0, 0.5], weights=[0, 1]) == math.log(2)


class TestContract:
    def test_float32(self) -> None:
        y, p = np.array([0.0, 1.0, 0.0, 0.25]), np.array([0.1, 0.9, 0.999, 0.3])
        for function in OF_PROBABILITIES:
            assert_float32_rounds_once(function, y, p)
            assert_float32_rounds_once(function, [0, 1, 1, 0], p)
        z = np.array([-100.0, 100.0, 0.1, 3.0])
        for function in OF_LOGITS:
            assert_float32_rounds_once(function, y, z)
            assert_float32_rounds_once(function, [0, 1, 1, 0], z)
        assert binary_cross_entropy(y.astype(np.float32), p).dtype == np.float64

    def test_shapes(self) -> None:
        y = np.ones((2, 1, 3))
        for function in LOSSES:
            assert_scalar(function(y, y))
            assert_scalar(function(1, 0.5))
            assert function(y, y, "none").shape == (2, 1, 3)
            assert function(1, y, "none").shape == (2, 1, 3)
            assert function(y, 0.5, "none").shape == (2, 1, 3)
            assert function([], [], "none").shape == (0,)
            assert_zero(function([], [], "sum"))
        for function in GRADIENTS:
            assert function(y, y).shape == (2, 1, 3)
            assert_scalar(function(1, 0.5))

    def test_arguments_are_left_alone(self) -> None:
        for function in [*LOSSES, *GRADIENTS]:
            assert_leaves_arguments_alone(function, np.array([0.0, 1.0]), np.array([0.0, 0.5]))

    @pytest.mark.parametrize("function", LOSSES)
    def test_no_samples(self, function: Snippet) -> None:
        with refuses("y", "no samples", "at least one for a mean"):
            function([], [])
        with refuses("reduction", "'average'", "'mean', 'sum' or 'none'"):
            function([1], [0.5], "average")
        with refuses("weights", "shape (1, 1)", "one weight for each loss, shape (1,)"):
            function([1], [0.5], "mean", [[1]])

    @pytest.mark.parametrize("function", [*LOSSES, *GRADIENTS])
    def test_shapes_that_do_not_match(self, function: Snippet) -> None:
        name = "y_hat" if function in OF_PROBABILITIES else "z"
        with refuses(name, "shape (4, 1)", "the shape of y, which is (4,)"):
            function(np.ones(4), np.ones((4, 1)))
        with refuses(name, "shape (1,)", "the shape of y, which is (4,)"):
            function(np.ones(4), np.ones(1))

    @pytest.mark.parametrize("function", [*LOSSES, *GRADIENTS])
    def test_values_that_make_no_sense(self, function: Snippet) -> None:
        name = "y_hat" if function in OF_PROBABILITIES else "z"
        for wrong in (-1.0, 2.0, 1.0000001):
            with refuses("y", f"{wrong} at index 1", "probabilities between 0 and 1"):
                function([0, wrong], [0.5, 0.5])
        with refuses("y", "nan", "without NaN"):
            function(np.nan, 0.5)
        with refuses(name, "nan at index 1", "without NaN"):
            function([0, 1], [0.5, np.nan])
        if function in OF_PROBABILITIES:
            with refuses("y_hat", "1.5", "probabilities between 0 and 1"):
                function(1, 1.5)


def test_reference_is_independent_of_the_snippets() -> None:
    """The reference agrees with published decimals: log 2 and σ(1)."""
    assert mp.nstr(reference.softplus(0), 20) == "0.69314718055994530942"
    assert mp.nstr(reference.sigmoid(1), 20) == "0.73105857863000487925"


class TestPosWeight:
    @pytest.mark.parametrize("weight", [0.0, 1e-20, 0.3, 1.0, 7.0, 1e10])
    def test_accuracy(self, weight: float) -> None:
        for y in (0.0, 1.0, 0.25):
            expected = [
                reference.times(exact(weight) * exact(y), reference.softplus(-exact(z)))
                + reference.times(1 - exact(y), reference.softplus(z))
                for z in LOGITS
            ]
            losses = binary_cross_entropy_with_logits(y, LOGITS, "none", pos_weight=weight)
            visible = [abs(e) > 1e-300 or e == 0 for e in expected]
            assert ulps(losses[visible], [e for e in expected if abs(e) > 1e-300 or e == 0]) <= 4

    @given(st.floats(0, 1), st.floats(-30, 30), st.floats(0, 10))
    def test_gradient_is_the_slope(self, y: float, z: float, weight: float) -> None:
        h = 1e-5
        above, below = (
            binary_cross_entropy_with_logits(y, at, pos_weight=weight) for at in (z + h, z - h)
        )
        slope = binary_cross_entropy_with_logits_gradient(y, z, pos_weight=weight)
        assert slope == close(float(above - below) / (2 * h), abs=1e-7)

    def test_repeats_the_label_1(self) -> None:
        """A weight of 3 counts each positive sample three times, but only in the sum."""
        y, z = np.array([1, 0, 1]), np.array([0.5, -1.0, 2.0])
        times = np.where(y == 1, 3, 1)
        repeated = binary_cross_entropy_with_logits(np.repeat(y, times), np.repeat(z, times), "sum")
        assert binary_cross_entropy_with_logits(y, z, "sum", pos_weight=3) == close(repeated)
        assert binary_cross_entropy_with_logits(y, z, pos_weight=3) == close(repeated / 3)

    @given(st.floats(0, 1), st.floats(-1e4, 1e4), st.floats(0, 1e4))
    def test_a_function_of_its_own(self, y: float, z: float, weight: float) -> None:
        for reduction in ("mean", "sum", "none"):
            own = weighted_binary_cross_entropy_with_logits([y, 1], [z, 1], weight, reduction)
            same = binary_cross_entropy_with_logits([y, 1], [z, 1], reduction, pos_weight=weight)
            np.testing.assert_array_equal(own, same)
        own = weighted_binary_cross_entropy_with_logits([y, 1], [z, 1], weight)
        same = binary_cross_entropy_with_logits([y, 1], [z, 1], "mean", pos_weight=weight)
        assert own == same

    @pytest.mark.parametrize("shape", [(2,), (3, 2), (2, 3, 2)])
    @pytest.mark.parametrize("single", [True, False])
    def test_one_for_each_column(self, shape: tuple[int, ...], *, single: bool) -> None:
        """The last axis holds the columns, of one sample too, and of one label for all."""
        z = np.linspace(-2, 3, int(np.prod(shape))).reshape(shape)
        labels = np.ones(shape) if single else np.arange(z.size).reshape(shape) // 2 % 2
        y = 1 if single else labels
        for function in (
            partial(binary_cross_entropy_with_logits, reduction="none"),
            binary_cross_entropy_with_logits_gradient,
        ):
            both = function(y, z, pos_weight=[2, 5])
            for k, w in enumerate((2, 5)):
                one = function(labels[..., k], z[..., k], pos_weight=w)
                np.testing.assert_array_equal(both[..., k], one)

    def test_one_logit_for_labels_of_different_weights(self) -> None:
        both = binary_cross_entropy_with_logits([1, 1], 0.5, "none", pos_weight=[2, 5])
        one = float(binary_cross_entropy_with_logits(1, 0.5))
        np.testing.assert_allclose(both, [2 * one, 5 * one], rtol=1e-14)

    @pytest.mark.parametrize(
        "function", [binary_cross_entropy_with_logits, binary_cross_entropy_with_logits_gradient]
    )
    def test_errors(self, function: Snippet) -> None:
        for wrong in ([1, 2, 3], [[1], [2]], [1]):
            with refuses("pos_weight", f"shape {np.shape(wrong)}", "one number, or shape (2,)"):
                function(np.eye(2), np.eye(2), pos_weight=wrong)
        for value, want in ((-1.0, "from 0 on"), (np.inf, "finite"), (np.nan, "NaN")):
            with refuses("pos_weight", str(value), want):
                function(1, 0.5, pos_weight=value)
