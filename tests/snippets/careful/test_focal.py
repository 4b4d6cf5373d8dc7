"""Focal loss."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from snippets.careful.binary import binary_cross_entropy, binary_cross_entropy_gradient
from snippets.careful.categorical import (
    sparse_softmax_cross_entropy,
    sparse_softmax_cross_entropy_gradient,
)
from snippets.careful.focal import (
    focal_loss,
    focal_loss_gradient,
    focal_loss_of_true_probability,
    focal_loss_with_logits,
    focal_loss_with_logits_gradient,
    softmax_focal_loss,
    softmax_focal_loss_gradient,
    true_class_probability,
)
from snippets.careful.logistic import sigmoid
from tests.snippets import exact_softmax, reference
from tests.snippets.contract import (
    Snippet,
    assert_float32_rounds_once,
    assert_leaves_arguments_alone,
    assert_scalar,
    assert_zero,
    close,
    refuses,
)
from tests.snippets.exact_softmax import HARD_ROWS
from tests.snippets.reference import LOGITS, PROBABILITIES, Exact, exact, mp, ulps
from tests.snippets.strategies import Array, inner_probabilities, labels_and, probabilities

# Where the loss is at least a subnormal number: below 1e-100, p² · p is 0.
VISIBLE = PROBABILITIES[PROBABILITIES > 1e-100]


class TestAccuracy:
    @pytest.mark.parametrize("gamma", [0.0, 1.0, 2.0])
    def test_of_true_probability(self, gamma: float) -> None:
        expected = [-((1 - exact(p)) ** mp.mpf(gamma)) * reference.log(p) for p in PROBABILITIES]
        assert ulps(focal_loss_of_true_probability(PROBABILITIES, gamma), expected) <= 6

    @pytest.mark.parametrize("gamma", [0.0, 1.0, 2.0])
    def test_label_0(self, gamma: float) -> None:
        """1 − p_t is p itself: a p of 1e-20 must not become p_t = 1."""
        p = VISIBLE[VISIBLE < 1]
        expected = [-(exact(q) ** mp.mpf(gamma)) * reference.log_one_minus(q) / 2 for q in p]
        losses = focal_loss(np.zeros_like(p), p, gamma, alpha=0.5, reduction="none")
        assert ulps(losses, expected) <= 6

    @pytest.mark.parametrize("gamma", [0.0, 1.0, 2.0])
    def test_label_1(self, gamma: float) -> None:
        expected = [-((1 - exact(p)) ** mp.mpf(gamma)) * reference.log(p) / 4 for p in VISIBLE]
        assert (
            ulps(focal_loss(np.ones_like(VISIBLE), VISIBLE, gamma, reduction="none"), expected) <= 6
        )


class TestValues:
    def test_what_focusing_does(self) -> None:
        """A hundred times less loss at p_t = 0.9, a thousand at 0.968 (Lin et al., section 3.2)."""
        plain, focused = (focal_loss_of_true_probability([0.9, 0.968], g) for g in (0.0, 2.0))
        np.testing.assert_allclose(plain / focused, [100, 976.5625], rtol=1e-12)

    def test_weights_of_the_paper(self) -> None:
        np.testing.assert_allclose(
            focal_loss([1, 0], [0.5, 0.5], gamma=0.0, reduction="none"),
            np.log(2) * np.array([0.25, 0.75]),
        )

    def test_defaults_are_those_of_the_paper(self) -> None:
        assert focal_loss(0, 0.3) == focal_loss(0, 0.3, gamma=2.0, alpha=0.25)
        of_p_t = focal_loss_of_true_probability
        assert of_p_t(0.3) == of_p_t(0.3, gamma=2.0, alpha_t=1.0)

    def test_true_class_probability(self) -> None:
        np.testing.assert_array_equal(true_class_probability([1, 0], [0.75, 0.75]), [0.75, 0.25])
        assert_scalar(true_class_probability(0, 0.25))

    def test_limits(self) -> None:
        for gamma in (0.0, 0.5, 2.0):
            assert_zero(focal_loss([1, 0], [1.0, 0.0], gamma))
            assert_zero(focal_loss_of_true_probability(1.0, gamma))
            assert focal_loss([1], [0.0], gamma) == np.inf
            assert focal_loss([0], [1.0], gamma) == np.inf
        assert_zero(focal_loss([1], [0.0], alpha=0))


class TestProperties:
    @given(labels_and(inner_probabilities))
    def test_gamma_0_is_weighted_cross_entropy(self, batch: tuple[Array, Array]) -> None:
        y, p = batch
        half = float(binary_cross_entropy(y, p)) / 2
        assert focal_loss(y, p, gamma=0.0, alpha=0.5) == close(half, 2e-15)

    @given(labels_and(inner_probabilities), st.floats(0, 5), probabilities)
    def test_both_forms_agree(self, batch: tuple[Array, Array], gamma: float, alpha: float) -> None:
        y, p = batch
        p_t, alpha_t = true_class_probability(y, p), true_class_probability(y, alpha)
        np.testing.assert_allclose(
            focal_loss(y, p, gamma, alpha, reduction="none"),
            focal_loss_of_true_probability(p_t, gamma, alpha_t),
            rtol=1e-9,
        )

    @given(probabilities, st.floats(0, 5), st.floats(0, 5))
    def test_more_focus_is_less_loss(self, p_t: float, a: float, b: float) -> None:
        low, high = (focal_loss_of_true_probability(p_t, g) for g in sorted([a, b]))
        assert high <= low * (1 + 1e-14)

    @given(labels_and(inner_probabilities))
    def test_reductions(self, batch: tuple[Array, Array]) -> None:
        losses = focal_loss(*batch, reduction="none")
        assert focal_loss(*batch, reduction="sum") == close(losses.sum(), 2e-15)
        assert focal_loss(*batch) == close(losses.mean(), 2e-15)


def exact_slope(y: float, p: float, gamma: float, alpha: float) -> Exact:
    """∂FL/∂p by the difference quotient of the loss, with 160 digits for 50."""
    weight = exact(alpha) if y == 1 else 1 - exact(alpha)

    def loss(p: Exact) -> Exact:
        p_t = p if y == 1 else 1 - p
        return -weight * (1 - p_t) ** exact(gamma) * mp.log(p_t)

    with mp.workdps(160):
        step = mp.mpf(10) ** -60
        return (loss(exact(p) + step) - loss(exact(p) - step)) / (2 * step)


class TestGradient:
    @pytest.mark.parametrize("gamma", [0.0, 0.5, 1.0, 2.0])
    @pytest.mark.parametrize("label", [0, 1])
    def test_is_the_slope_of_the_loss(self, label: int, gamma: float) -> None:
        p = PROBABILITIES[(PROBABILITIES > 1e-12) & (PROBABILITIES < 1 - 1e-12)][::5]
        expected = [exact_slope(label, q, gamma, 0.3) for q in p]
        assert ulps(focal_loss_gradient(np.full(len(p), label), p, gamma, 0.3), expected) <= 6

    def test_without_focus_it_is_that_of_cross_entropy(self) -> None:
        y, p = np.array([0, 1, 0, 1]), np.array([0.25, 0.5, 0.75, 1.0])
        plain = binary_cross_entropy_gradient(y, p)
        np.testing.assert_allclose(focal_loss_gradient(y, p, 0.0, 0.5), plain / 2, rtol=1e-15)

    def test_limits(self) -> None:
        for gamma in (0.5, 1.0, 2.0):
            assert_zero(focal_loss_gradient([1, 0], [1.0, 0.0], gamma))
            np.testing.assert_array_equal(
                focal_loss_gradient([1, 0], [0.0, 1.0], gamma), [-np.inf, np.inf]
            )
        assert_zero(focal_loss_gradient([1, 0], [0.0, 0.5], alpha=0.0)[0])

    def test_defaults_are_those_of_the_loss(self) -> None:
        assert focal_loss_gradient(0, 0.3) == focal_loss_gradient(0, 0.3, gamma=2.0, alpha=0.25)


class TestContract:
    def test_float32(self) -> None:
        y, p = np.array([1.0, 0.0]), np.array([0.3, 0.6])
        assert_float32_rounds_once(focal_loss, y, p)
        assert_float32_rounds_once(focal_loss_gradient, y, p)
        assert_float32_rounds_once(true_class_probability, y, p)
        assert_float32_rounds_once(focal_loss_of_true_probability, p)

    def test_shapes(self) -> None:
        y, p = np.array([[1], [0]]), np.array([[0.3], [0.6]])
        assert focal_loss(y, p, reduction="none").shape == (2, 1)
        assert_scalar(focal_loss(1, 0.5))
        assert_leaves_arguments_alone(focal_loss, y, p)
        assert focal_loss_gradient(y, p).shape == (2, 1)
        assert_scalar(focal_loss_gradient(1, 0.5))
        assert_leaves_arguments_alone(focal_loss_gradient, y, p)
        for function in (focal_loss, focal_loss_gradient, true_class_probability):
            with refuses("p", "shape (2,)", "the shape of y, which is (2, 1)"):
                function(y, p[:, 0])
        with refuses("alpha_t", "shape (3,)", "the shape of p_t"):
            focal_loss_of_true_probability([0.5, 0.5], 2.0, [1, 1, 1])

    def test_errors_of_the_gradient(self) -> None:
        with refuses("y", "0.5", "labels that are 0 or 1"):
            focal_loss_gradient([0.5], [0.5])
        with refuses("gamma", "-1", "from 0 on"):
            focal_loss_gradient([1], [0.5], gamma=-1)
        with refuses("alpha", "1.5", "probabilities"):
            focal_loss_gradient([1], [0.5], alpha=1.5)

    def test_errors(self) -> None:
        with refuses("y", "0.5", "labels that are 0 or 1"):
            focal_loss([0.5], [0.5])
        with refuses("p", "1.5", "probabilities"):
            focal_loss([1], [1.5])
        with refuses("gamma", "-1", "from 0 on"):
            focal_loss([1], [0.5], gamma=-1)
        with refuses("gamma", "shape (2,)", "a single number"):
            focal_loss([1, 0], [0.5, 0.5], gamma=[1, 2])  # type: ignore[arg-type]
        with refuses("alpha", "1.5", "probabilities"):
            focal_loss([1], [0.5], alpha=1.5)
        with refuses("alpha", "shape (2,)", "a single number"):
            focal_loss([1, 0], [0.5, 0.5], alpha=[0.1, 0.2])  # type: ignore[arg-type]
        with refuses("p_t", "-0.5", "probabilities"):
            focal_loss_of_true_probability(-0.5)
        with refuses("alpha_t", "-1", "from 0 on"):
            focal_loss_of_true_probability(0.5, 2.0, -1.0)
        with refuses("y", "no samples", "at least one"):
            focal_loss([], [])


class TestGradientWithLittleFocus:
    """For γ below 1 the power of the miss grows without bound where the miss goes to 0."""

    @pytest.mark.parametrize("gamma", [0.001, 0.5, 0.999, 1.0])
    def test_accuracy(self, gamma: float) -> None:
        for p in (5e-324, 1e-310, 1e-300, 1e-20, 0.3, 1 - 1e-16):
            expected = [slope_at_label_0(p, gamma), slope_at_label_1(p, gamma)]
            slopes = focal_loss_gradient([0, 1], [p, p], gamma, alpha=0.5)
            for slope, exactly in zip(slopes, expected, strict=True):
                if mp.mpf(2) ** -1000 < abs(exactly) < mp.mpf(2) ** 1000:
                    assert float(slope) == close(float(exactly), rel=5e-15)

    @pytest.mark.parametrize("gamma", [0.001, 0.5, 2.0])
    def test_of_what_is_certain(self, gamma: float) -> None:
        assert_zero(focal_loss_gradient([0, 1], [0.0, 1.0], gamma))


def slope_at_label_0(p: float, gamma: float) -> Exact:
    """∂FL/∂p = α_t (γ p^(γ−1) (−log(1 − p)) + p^γ/(1 − p)), with α_t = ½."""
    x, g = exact(p), exact(gamma)
    return (-g * x ** (g - 1) * reference.log_one_minus(x) + x**g / (1 - x)) / 2


def slope_at_label_1(p: float, gamma: float) -> Exact:
    x, g = exact(p), exact(gamma)
    return -(-g * (1 - x) ** (g - 1) * reference.log(x) + (1 - x) ** g / x) / 2


# A logit whose loss, squared miss included, is no subnormal number.
SEEN = LOGITS[np.abs(LOGITS) < 230]
OF_Z: list[Snippet] = [focal_loss_with_logits, focal_loss_with_logits_gradient]
OF_CLASSES: list[Snippet] = [softmax_focal_loss, softmax_focal_loss_gradient]


def focal_of(loss: Exact, gamma: float) -> Exact:
    """(1 − e^−L)^γ L."""
    return (-mp.expm1(-loss)) ** exact(gamma) * loss


class TestFromLogits:
    @pytest.mark.parametrize("gamma", [0.0, 0.5, 2.0])
    def test_accuracy(self, gamma: float) -> None:
        for y in (0, 1):
            losses = [reference.softplus(-exact(z) if y else z) for z in SEEN]
            expected = [focal_of(loss, gamma) * (0.25 if y else 0.75) for loss in losses]
            given = focal_loss_with_logits(np.full_like(SEEN, y), SEEN, gamma, reduction="none")
            assert ulps(given, expected) <= 8

    @given(labels_and(st.floats(-20, 20)), st.floats(0, 5), probabilities)
    def test_agrees_with_that_of_probabilities(
        self, batch: tuple[Array, Array], gamma: float, alpha: float
    ) -> None:
        y, z = batch
        expected = focal_loss(y, sigmoid(z), gamma, alpha)
        assert focal_loss_with_logits(y, z, gamma, alpha) == close(float(expected), 1e-7, 1e-15)

    @pytest.mark.parametrize("gamma", [0.0, 0.5, 1.0, 2.0, 5.0])
    def test_gradient_is_the_slope(self, gamma: float) -> None:
        h = 1e-5
        for y in (0, 1):
            for z in np.linspace(-9, 9, 37):
                above, below = (focal_loss_with_logits(y, at, gamma) for at in (z + h, z - h))
                slope = focal_loss_with_logits_gradient(y, z, gamma)
                assert slope == close(float(above - below) / (2 * h), 1e-7, 1e-9)

    @pytest.mark.parametrize("gamma", [0.0, 0.5, 2.0])
    def test_accuracy_of_the_gradient(self, gamma: float) -> None:
        """−α p_t' of the label 1: (1 − p)^γ (1 + γ p L/(1 − p)) (σ − 1), for y = 1."""
        for z in SEEN:
            loss = reference.softplus(-exact(z))
            miss = -mp.expm1(-loss)
            factor = 1 + exact(gamma) * mp.exp(-loss) * loss / miss
            expected = -(miss ** (1 + exact(gamma))) * factor / 4
            assert ulps(focal_loss_with_logits_gradient(1, z, gamma), expected) <= 12

    def test_limits(self) -> None:
        for function in OF_Z:
            assert_zero(function([1, 0, 1], [np.inf, -np.inf, 800.0]))
        assert focal_loss_with_logits(1, -np.inf) == np.inf
        np.testing.assert_array_equal(
            focal_loss_with_logits_gradient([1, 0], [-np.inf, np.inf]), [-0.25, 0.75]
        )
        assert_zero(focal_loss_with_logits(0, np.inf, alpha=1))

    @pytest.mark.parametrize("function", OF_Z)
    def test_contract(self, function: Snippet) -> None:
        y, z = np.array([0.0, 1.0]), np.array([0.5, -3.0])
        assert_float32_rounds_once(function, y, z)
        assert_leaves_arguments_alone(function, y, z)
        np.testing.assert_array_equal(function(y, z), function(y, z, 2.0, 0.25))
        with refuses("y", "0.5 at index 0", "labels that are 0 or 1"):
            function([0.5], [1.0])
        with refuses("z", "shape (3,)", "the shape of y, which is (2,)"):
            function([0, 1], [1.0, 2.0, 3.0])
        with refuses("gamma", "-1.0", "from 0 on"):
            function(1, 0.5, -1)
        with refuses("alpha", "1.5", "between 0 and 1"):
            function(1, 0.5, alpha=1.5)

    def test_reductions(self) -> None:
        y, z = [0, 1], [0.5, -3.0]
        losses = focal_loss_with_logits(y, z, reduction="none")
        assert focal_loss_with_logits(y, z) == close(losses.mean())
        assert focal_loss_with_logits(y, z, reduction="sum") == close(losses.sum())
        with refuses("y", "no samples", "at least one"):
            focal_loss_with_logits([], [])


class TestSeveralClasses:
    @pytest.mark.parametrize("gamma", [0.0, 0.5, 2.0])
    def test_accuracy(self, gamma: float) -> None:
        for z in HARD_ROWS:
            for label, log_p in enumerate(exact_softmax.log_softmax(z)):
                expected = mp.zero if mp.isinf(log_p) else focal_of(-log_p, gamma)
                if not mp.isinf(log_p) and expected > 1e-290:
                    given = softmax_focal_loss(label, z, gamma)
                    assert ulps(given, expected) <= 4 + 5 * (1 + gamma), (label, z)

    @given(st.integers(0, 1), st.floats(-30, 30), st.floats(0, 5))
    def test_two_classes_are_binary(self, y: int, z: float, gamma: float) -> None:
        """With the α of both classes ½."""
        binary = 2 * float(focal_loss_with_logits(y, z, gamma, alpha=0.5))
        assert softmax_focal_loss(y, [0, z], gamma) == close(binary, 1e-13, 1e-300)

    def test_without_focus_it_is_cross_entropy(self) -> None:
        z, y = np.array(HARD_ROWS[4:9][0]), 0
        assert softmax_focal_loss(y, z, 0) == sparse_softmax_cross_entropy(y, z)
        slopes = softmax_focal_loss_gradient(y, z, 0)
        np.testing.assert_array_equal(slopes, sparse_softmax_cross_entropy_gradient(y, z))

    @pytest.mark.parametrize("gamma", [0.0, 0.5, 1.0, 2.0])
    def test_gradient_is_the_slope(self, gamma: float) -> None:
        h, z = 1e-5, np.random.default_rng(0).normal(size=(20, 4)) * 3
        y = np.arange(20) % 4
        slopes = softmax_focal_loss_gradient(y, z, gamma)
        for j, bump in enumerate(h * np.eye(4)):
            above, below = (
                softmax_focal_loss(y, at, gamma, reduction="none") for at in (z + bump, z - bump)
            )
            np.testing.assert_allclose(slopes[:, j], (above - below) / (2 * h), atol=2e-9)

    def test_limits(self) -> None:
        for function in OF_CLASSES:
            assert_zero(function(0, [1e4, -1e4]))
        assert softmax_focal_loss(1, [0, -np.inf]) == np.inf
        np.testing.assert_array_equal(softmax_focal_loss_gradient(1, [0, -np.inf]), [1, -1])

    def test_class_weights_and_reductions(self) -> None:
        y, z, alpha = np.array([0, 2]), np.eye(3)[:2] * 4, np.array([1.0, 9.0, 3.0])
        losses = softmax_focal_loss(y, z, reduction="none")
        assert softmax_focal_loss(y, z) == close(losses.mean())
        weighted = softmax_focal_loss(y, z, weights=alpha[y])
        assert weighted == close((losses[0] + 3 * losses[1]) / 4)
        with refuses("labels", "no samples", "at least one"):
            softmax_focal_loss([], np.zeros((0, 3)))

    @pytest.mark.parametrize("function", OF_CLASSES)
    def test_contract(self, function: Snippet) -> None:
        z = np.array([[1.0, 2.0, -3.0], [0.5, 0.5, 0.5]])
        assert_float32_rounds_once(function, [0, 2], z)
        assert_leaves_arguments_alone(function, np.array([0, 2]), z)
        np.testing.assert_array_equal(function([0, 2], z), function([0, 2], z, 2.0))
        with refuses("labels", "3 at index 1", "class labels from 0 to 2"):
            function([0, 3], z)
        with refuses("gamma", "-1.0", "from 0 on"):
            function([0, 2], z, -1)


def test_no_weight_gives_no_slope_below_zero() -> None:
    assert_zero(focal_loss_with_logits_gradient([1, 1, 0], [0.5, 40, -40], alpha=0.0)[:2])
    assert_zero(softmax_focal_loss_gradient(0, [40.0, 0.0], gamma=30.0))


def test_labels_of_logits_are_zero_or_one() -> None:
    functions: list[Snippet] = [focal_loss_with_logits, focal_loss_with_logits_gradient]
    for function in functions:
        with refuses("y", "0.5", ""):
            function(0.5, 0.0)
