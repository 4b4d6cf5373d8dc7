"""Categorical cross-entropy, from probabilities and from logits."""

import math
import tracemalloc
from typing import Any

import numpy as np
import pytest
import scipy.special
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from snippets import examples
from snippets.careful import categorical
from snippets.careful.binary import binary_cross_entropy_with_logits
from snippets.careful.categorical import (
    categorical_cross_entropy,
    categorical_cross_entropy_gradient,
    one_hot,
    softmax_cross_entropy,
    softmax_cross_entropy_gradient,
    sparse_softmax_cross_entropy,
    sparse_softmax_cross_entropy_gradient,
    uniform,
)
from snippets.careful.divergence import cross_entropy
from snippets.careful.smoothing import smooth_labels
from snippets.careful.softmax import softmax
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
from tests.snippets.exact_softmax import HARD_ROWS, repeated_logits
from tests.snippets.reference import PROBABILITIES, exact, mp, ulps
from tests.snippets.strategies import Array, pairs_of_distributions

ULPS = 4
ROWS = [[1.0, 0.0], [0.0, 1.0], [1.0, 0.0]]

LOSSES: list[Snippet] = [categorical_cross_entropy, softmax_cross_entropy]
OF_LOGITS: list[Snippet] = [softmax_cross_entropy, softmax_cross_entropy_gradient]
OF_LABELS: list[Snippet] = [sparse_softmax_cross_entropy, sparse_softmax_cross_entropy_gradient]


@st.composite
def batches(draw: st.DrawFn, elements: st.SearchStrategy[float]) -> tuple[Array, Array]:
    """Labels (N,) and logits (N, classes)."""
    shape = draw(st.tuples(st.integers(1, 4), st.integers(1, 5)))
    z = draw(npst.arrays(np.float64, shape, elements=elements))
    return draw(npst.arrays(np.int64, shape[0], elements=st.integers(0, shape[1] - 1))), z


any_batches = batches(st.floats(-1e4, 1e4))
moderate_batches = batches(st.floats(-20, 20))


class TestTheArticle:
    def test_the_two_models(self) -> None:
        y = examples.ANIMAL_LABELS
        losses = [categorical_cross_entropy(y, m) for m in (examples.MODEL_1, examples.MODEL_2)]
        np.testing.assert_allclose(losses, [1.378389, 0.639108], atol=5e-7)
        np.testing.assert_allclose(np.divide(losses, math.log(2)), [1.9886, 0.9220], atol=5e-5)

    def test_each_photo(self) -> None:
        y = examples.ANIMAL_LABELS
        first = categorical_cross_entropy(y, examples.MODEL_1, reduction="none")
        second = categorical_cross_entropy(y, examples.MODEL_2, reduction="none")
        np.testing.assert_allclose(first, [0.9163, 0.9163, 2.3026], atol=5e-5)
        np.testing.assert_allclose(second, [0.3567, 0.3567, 1.2040], atol=5e-5)

    def test_rows_as_printed_are_refused(self) -> None:
        with refuses("y_hat", "a sum of 1.1 in row 1", "a sum of 1"):
            categorical_cross_entropy(examples.ANIMAL_LABELS, examples.MODEL_1_AS_PRINTED)
        with refuses("y_hat", "a sum of 1.1 in row 2", "a sum of 1"):
            categorical_cross_entropy(examples.ANIMAL_LABELS, examples.MODEL_2_AS_PRINTED)

    def test_rows_as_printed_renormalised(self) -> None:
        printed = (examples.MODEL_1_AS_PRINTED, examples.MODEL_2_AS_PRINTED)
        rows = [p / p.sum(axis=1, keepdims=True) for p in printed]
        losses = [categorical_cross_entropy(examples.ANIMAL_LABELS, p) for p in rows]
        np.testing.assert_allclose(losses, [1.4102, 0.6709], atol=5e-5)

    def test_output_of_its_code(self) -> None:
        loss = categorical_cross_entropy(
            examples.CATEGORICAL_LABELS, examples.CATEGORICAL_PREDICTIONS
        )
        assert loss == pytest.approx(0.3635480397, abs=5e-11)

    def test_probabilities_taken_for_logits(self) -> None:
        y, animals = examples.CATEGORICAL_LABELS, examples.ANIMAL_LABELS
        losses = [
            softmax_cross_entropy(y, examples.CATEGORICAL_PREDICTIONS),
            softmax_cross_entropy(animals, examples.MODEL_1),
            softmax_cross_entropy(animals, examples.MODEL_2),
        ]
        np.testing.assert_allclose(losses, [0.7694, 1.1447, 0.8897], atol=5e-5)

    def test_gradient_of_the_third_photo(self) -> None:
        y, p = examples.ANIMAL_LABELS[2], examples.MODEL_1[2]
        gradient = softmax_cross_entropy_gradient(y, np.log(p))
        np.testing.assert_allclose(gradient, [-0.9, 0.2, 0.7], rtol=1e-15)

    def test_gradient_at_the_label_tells_the_loss(self) -> None:
        """|∂L/∂z_y| = 1 − e^−L for one-hot labels."""
        z = np.array([[5.0, 1.0, -3.0], [0.1, 0.2, 0.3]])
        losses = sparse_softmax_cross_entropy([0, 1], z, reduction="none")
        slopes = sparse_softmax_cross_entropy_gradient([0, 1], z)[[0, 1], [0, 1]]
        np.testing.assert_allclose(-slopes, -np.expm1(-losses), rtol=1e-14)

    def test_no_gradient_at_a_soft_label(self) -> None:
        y = np.array([0.7, 0.3])
        assert softmax_cross_entropy(y, np.log(y)) == close(0.6108643020548935)
        np.testing.assert_allclose(softmax_cross_entropy_gradient(y, np.log(y)), 0, atol=1e-16)


class TestAccuracy:
    def test_loss_from_logits(self) -> None:
        for z in HARD_ROWS:
            expected = [-v for v in exact_softmax.log_softmax(z)]
            for label, loss in enumerate(expected):
                assert ulps(sparse_softmax_cross_entropy(label, z), loss) <= ULPS, (label, z)
                y = one_hot(label, len(z))
                assert ulps(softmax_cross_entropy(y, z), loss) <= ULPS, (label, z)

    def test_gradient(self) -> None:
        for z in HARD_ROWS:
            for label in range(len(z)):
                y = one_hot(label, len(z))
                expected = exact_softmax.gradient(y, z)
                sparse = sparse_softmax_cross_entropy_gradient(label, z)
                assert ulps(sparse, expected) <= ULPS, (label, z)
                assert ulps(softmax_cross_entropy_gradient(y, z), expected) <= ULPS, (label, z)

    def test_gradient_at_one_half(self) -> None:
        """Where softmax is ½, softmax − y is exact for every y near it, but 1 − y is not."""
        y = [0.5 - 2.0**-54, 0.5 + 2.0**-53]
        np.testing.assert_array_equal(
            softmax_cross_entropy_gradient(y, [3.0, 3.0]), [2.0**-54, -(2.0**-53)]
        )

    def test_sure_and_right(self) -> None:
        """Losses that come out as 0 where 1 + 1e-20 is formed on the way."""
        for loss in (1e-17, 1e-20, 1e-50, 1e-100, 1e-300, 1e-320):
            z = [-math.log(loss), 0]
            expected = -exact_softmax.log_softmax(z)[0]
            assert 0.99 < expected / mp.mpf(loss) < 1.01
            assert ulps(sparse_softmax_cross_entropy(0, z), expected) <= ULPS
            assert ulps(softmax_cross_entropy([1, 0], z), expected) <= ULPS
            slope = sparse_softmax_cross_entropy_gradient(0, z)
            assert ulps(slope, exact_softmax.gradient([1, 0], z)) <= ULPS

    @pytest.mark.parametrize("classes", [3, 10, 23, 24, 100, 1000])
    def test_batches_of_any_width(self, classes: int) -> None:
        random = np.random.default_rng(classes)
        z = random.normal(size=(40, classes)) * 8
        labels = np.where(np.arange(40) % 2, z.argmax(axis=1), random.integers(0, classes, 40))
        expected = [
            -exact_softmax.log_softmax(row)[y] for row, y in zip(z[:6], labels, strict=False)
        ]
        losses = sparse_softmax_cross_entropy(labels, z, reduction="none")
        assert ulps(losses[:6], expected) <= ULPS
        soft = softmax_cross_entropy(one_hot(labels, classes), z, reduction="none")
        assert ulps(soft[:6], expected) <= ULPS

    @pytest.mark.parametrize("classes", [23, 24, 30])
    def test_hard_rows_beside_each_other_among_impossible_classes(self, classes: int) -> None:
        """Classes with the logit −∞ change no loss, but the way in which it is computed."""
        z = np.full((len(HARD_ROWS), classes), -np.inf)
        for row, short in zip(z, HARD_ROWS, strict=True):
            row[: len(short)] = short
        for label in (0, 1):
            expected = [-exact_softmax.log_softmax(short)[label] for short in HARD_ROWS]
            labels = np.full(len(z), label)
            for losses in (
                sparse_softmax_cross_entropy(labels, z, reduction="none"),
                softmax_cross_entropy(one_hot(labels, classes), z, reduction="none"),
            ):
                assert ulps(losses, expected) <= ULPS

    @pytest.mark.nightly
    def test_a_million_classes(self) -> None:
        z, total = repeated_logits()
        for label in (int(np.argmax(z)), 1, 2):
            expected = mp.log(total) + (exact(max(z)) - exact(z[label]))
            assert ulps(sparse_softmax_cross_entropy(label, z), expected) <= ULPS
            gradient = sparse_softmax_cross_entropy_gradient(label, z)
            p = mp.exp(exact(z[label]) - exact(max(z))) / total
            assert ulps(gradient[label], p - 1) <= ULPS

    def test_a_million_equal_classes_but_one(self) -> None:
        z = np.zeros(1_000_000)
        z[3] = 60.1
        expected = mp.log1p(999_999 * mp.exp(-exact(60.1)))
        assert ulps(sparse_softmax_cross_entropy(3, z), expected) <= ULPS
        assert ulps(softmax_cross_entropy(one_hot(3, len(z)), z), expected) <= ULPS

    def test_probabilities(self) -> None:
        p = PROBABILITIES[PROBABILITIES > 1e-9]
        q = np.stack([p, 1 - p], axis=-1)
        labels = np.broadcast_to([1, 0], q.shape)
        losses = categorical_cross_entropy(labels, q, reduction="none")
        assert ulps(losses, [-reference.log(p_i) for p_i in p]) <= 3

    def test_label_smoothing(self) -> None:
        """Against the smoothed label that is not rounded itself."""
        for z in HARD_ROWS:
            if np.min(z) == -np.inf:
                continue
            for epsilon in (0.1, 0.01, 1e-12):
                share = exact(epsilon) / len(z)
                losses = [-v for v in exact_softmax.log_softmax(z)]
                expected = (1 - exact(epsilon)) * losses[0] + share * mp.fsum(losses)
                y = smooth_labels(one_hot(0, len(z)), epsilon)
                assert ulps(softmax_cross_entropy(y, z), expected) <= ULPS, (epsilon, z)


class TestLimits:
    def test_perfect_prediction(self) -> None:
        assert_zero(categorical_cross_entropy(np.eye(3), np.eye(3)))
        assert_zero(softmax_cross_entropy([1, 0], [1e4, -1e4]))
        assert_zero(sparse_softmax_cross_entropy([0, 1], [[1e4, -1e4], [-np.inf, 3]]))
        assert_zero(softmax_cross_entropy_gradient([1, 0], [1e4, -1e4]))
        assert_zero(sparse_softmax_cross_entropy_gradient([0, 1], [[1e4, -1e4], [-np.inf, 3]]))

    def test_impossible_label(self) -> None:
        assert categorical_cross_entropy([0, 1], [1, 0]) == np.inf
        assert sparse_softmax_cross_entropy(1, [0, -np.inf]) == np.inf
        assert softmax_cross_entropy([0.5, 0.5], [0, -np.inf]) == np.inf
        np.testing.assert_array_equal(
            sparse_softmax_cross_entropy_gradient(1, [0, -np.inf]), [1, -1]
        )

    def test_class_that_neither_side_wants(self) -> None:
        assert softmax_cross_entropy([0.5, 0.5, 0], [1, 1, -np.inf]) == close(math.log(2))
        assert_zero(categorical_cross_entropy([1, 0], [1, 0]))

    def test_large_logits(self) -> None:
        assert sparse_softmax_cross_entropy(1, [1e4, -1e4]) == 2e4
        assert softmax_cross_entropy([0, 1], [1e4, -1e4]) == 2e4
        assert sparse_softmax_cross_entropy(1, [1e308, -1e308]) == np.inf

    def test_soft_labels_at_the_ends_of_float64(self) -> None:
        z = [1e308, -1e308]
        assert softmax_cross_entropy([0.75, 0.25], z) == 5e307
        assert softmax_cross_entropy([[0.25, 0.75]], [z]) == 1.5e308
        assert softmax_cross_entropy([0, 1], z) == np.inf
        assert softmax_cross_entropy([0.75, 0.25, 0], [*z, -np.inf]) == 5e307
        assert softmax_cross_entropy([0.75, 0.125, 0.125], [*z, -np.inf]) == np.inf
        rows = np.array([[0.75, 0.25], [0.25, 0.75], [1, 0]])
        losses = softmax_cross_entropy(rows, np.array([z, z, [0, 0]]), reduction="none")
        assert losses.tolist() == [5e307, 1.5e308, math.log(2)]

    def test_infinite_logits_of_classes_without_weight_are_refused(self) -> None:
        with refuses("z", "inf", "below infinity"):
            softmax_cross_entropy([1, 0], [0, np.inf])

    def test_rows_of_nothing_but_minus_infinity(self) -> None:
        """They are padding if their weight is 0, whatever the loss."""
        z = np.array([[0.0, 1.0], [-np.inf, -np.inf], [2.0, 0.0]])
        kept = [0, 2]
        for loss, y in ((sparse_softmax_cross_entropy, [0, 1, 0]), (softmax_cross_entropy, ROWS)):
            expected = loss(np.take(y, kept, axis=0), z[kept], reduction="none")
            losses = loss(y, z, "none", weights=[1, 0, 2])
            np.testing.assert_array_equal(losses, [expected[0], 0, 2 * expected[1]])
            mean = (expected[0] + 2 * expected[1]) / 3
            assert loss(y, z, weights=[1, 0, 2]) == close(mean)
            assert loss(y, z.astype(np.float32), weights=[1, 0, 2]) == close(mean, 1e-7)
            with refuses("z", "a row of nothing but -inf", "a finite logit in every row"):
                loss(y, z, weights=[0, 1, 0])
            with refuses("z", "nan at index (0, 0)", "without NaN"):
                loss(y, np.where(z == 0, np.nan, z), weights=[0, 0, 1])
            with refuses("z", "inf", "below infinity"):
                loss(y, np.where(z == 0, np.inf, z), weights=[0, 0, 1])
            with refuses("weights", "shape (2,)", "shape (3,)"):
                loss(y, z, weights=[1, 0])

    @pytest.mark.parametrize("function", OF_LABELS + OF_LOGITS)
    def test_arrays_that_are_none(self, function: Snippet) -> None:
        y: Any = [0, 1] if function in OF_LABELS else np.eye(2)
        with refuses("z", "rows of different lengths", "an array of numbers"):
            function(y, [[0.0, 1.0], [0.0]])
        with refuses("z", "a masked array", "drop what is masked"):
            function(y, np.ma.masked_array(np.eye(2), np.eye(2, dtype=bool)))
        with refuses("labels" if function in OF_LABELS else "y", "a masked array", "drop what is"):
            function(np.ma.masked_array(y), np.eye(2))

    def test_one_class(self) -> None:
        assert_zero(sparse_softmax_cross_entropy(0, [-3.0]))
        assert_zero(sparse_softmax_cross_entropy_gradient(0, [-3.0]))


class TestProperties:
    @given(any_batches)
    def test_never_negative(self, batch: tuple[Array, Array]) -> None:
        losses = sparse_softmax_cross_entropy(*batch, reduction="none")
        assert np.all(losses >= 0)
        assert not np.any(np.signbit(losses))

    @given(any_batches)
    def test_integer_and_one_hot_labels_agree(self, batch: tuple[Array, Array]) -> None:
        labels, z = batch
        y = one_hot(labels, z.shape[-1])
        sparse = sparse_softmax_cross_entropy(labels, z, reduction="none")
        np.testing.assert_allclose(
            softmax_cross_entropy(y, z, reduction="none"), sparse, rtol=2e-15
        )
        np.testing.assert_allclose(
            softmax_cross_entropy_gradient(y, z),
            sparse_softmax_cross_entropy_gradient(labels, z),
            rtol=2e-15,
            atol=5e-324,
        )

    @given(moderate_batches)
    def test_logits_and_probabilities_agree(self, batch: tuple[Array, Array]) -> None:
        labels, z = batch
        y = one_hot(labels, z.shape[-1])
        from_probabilities = categorical_cross_entropy(y, softmax(z))
        assert sparse_softmax_cross_entropy(labels, z) == close(from_probabilities, 1e-14, 1e-15)

    @given(moderate_batches)
    def test_agrees_with_scipy(self, batch: tuple[Array, Array]) -> None:
        labels, z = batch
        logs = scipy.special.log_softmax(z, axis=-1)[np.arange(len(labels)), labels]
        assert sparse_softmax_cross_entropy(labels, z) == close(-logs.mean(), 1e-13, 1e-14)

    @given(pairs_of_distributions(positive=True))
    def test_agrees_with_cross_entropy(self, pair: tuple[Array, Array]) -> None:
        y, q = pair
        expected = float(cross_entropy(y, q))
        assert categorical_cross_entropy(y, q) == close(expected)
        assert softmax_cross_entropy(y, np.log(q)) == close(expected, 1e-13, 1e-14)

    @given(st.integers(0, 1), st.floats(-800, 800))
    def test_two_classes_are_binary(self, y: int, z: float) -> None:
        binary = float(binary_cross_entropy_with_logits(y, z))
        assert sparse_softmax_cross_entropy(y, [0, z]) == close(binary, 2e-15, 5e-324)

    @given(any_batches)
    def test_gradient_rows_sum_to_zero(self, batch: tuple[Array, Array]) -> None:
        gradient = sparse_softmax_cross_entropy_gradient(*batch)
        np.testing.assert_allclose(gradient.sum(axis=-1), 0, atol=1e-15)

    @given(moderate_batches)
    def test_gradient_is_the_derivative(self, batch: tuple[Array, Array]) -> None:
        labels, z = batch
        gradient = sparse_softmax_cross_entropy_gradient(labels, z)
        h = 1e-5
        for j, bump in enumerate(h * np.eye(z.shape[-1])):
            above = sparse_softmax_cross_entropy(labels, z + bump, reduction="none")
            below = sparse_softmax_cross_entropy(labels, z - bump, reduction="none")
            np.testing.assert_allclose(gradient[:, j], (above - below) / (2 * h), atol=2e-9)

    @given(pairs_of_distributions(positive=True))
    def test_gradient_for_soft_labels_is_the_derivative(self, pair: tuple[Array, Array]) -> None:
        y, z = pair[0], 10 * pair[1]
        h = 1e-5
        for slope, bump in zip(
            softmax_cross_entropy_gradient(y, z), h * np.eye(len(z)), strict=True
        ):
            rise = softmax_cross_entropy(y, z + bump) - softmax_cross_entropy(y, z - bump)
            assert slope == close(float(rise) / (2 * h), abs=2e-9)


class TestBatches:
    def test_rows_do_not_mix(self) -> None:
        """More rows than are worked on at a time."""
        random = np.random.default_rng(0)
        for classes in (3, 40):
            rows = 3 * categorical.BLOCK // classes + 5
            z = random.normal(size=(rows, classes)) * 5
            labels = random.integers(0, classes, rows)
            y = one_hot(labels, classes)
            some = [0, 1, rows // 2, rows - 1]
            cases: list[tuple[Any, ...]] = [(labels, *OF_LABELS), (y, *OF_LOGITS)]
            for targets, loss, gradient in cases:
                losses, slopes = loss(targets, z, reduction="none"), gradient(targets, z)
                assert losses.shape == (rows,)
                for i in some:
                    assert losses[i] == close(float(loss(targets[i], z[i])), 1e-15)
                    np.testing.assert_allclose(slopes[i], gradient(targets[i], z[i]), rtol=2e-15)

    def test_any_number_of_axes(self) -> None:
        z = np.arange(24.0).reshape(2, 3, 4) ** 1.1
        labels = np.arange(6).reshape(2, 3) % 4
        losses = sparse_softmax_cross_entropy(labels, z, reduction="none")
        assert losses.shape == (2, 3)
        assert losses[1, 2] == sparse_softmax_cross_entropy(labels[1, 2], z[1, 2])
        assert sparse_softmax_cross_entropy_gradient(labels, z).shape == z.shape
        y = one_hot(labels, 4)
        np.testing.assert_allclose(softmax_cross_entropy(y, z, reduction="none"), losses)
        assert softmax_cross_entropy_gradient(y, z).shape == z.shape
        assert_scalar(sparse_softmax_cross_entropy(0, [1.0, 2.0]))
        assert_scalar(softmax_cross_entropy(y, z))
        assert_scalar(categorical_cross_entropy([1, 0], [0.5, 0.5]))

    def test_reductions(self) -> None:
        labels, z = [0, 2], np.array([[1.0, 2.0, 3.0], [0.0, 1.0, 5.0]])
        y, w = one_hot(labels, 3), np.array([3.0, 1.0])
        cases: list[tuple[Snippet, Any, Array]] = [
            (sparse_softmax_cross_entropy, labels, z),
            (softmax_cross_entropy, y, z),
            (categorical_cross_entropy, y, softmax(z)),
        ]
        for function, targets, prediction in cases:
            losses = function(targets, prediction, reduction="none")
            assert function(targets, prediction, reduction="sum") == close(losses.sum())
            assert function(targets, prediction) == close(losses.mean())
            weighted = function(targets, prediction, weights=w)
            assert weighted == close((w * losses).sum() / w.sum())

    def test_memory(self) -> None:
        """At most 1.6 times the logits beside the arguments."""
        z = np.random.default_rng(0).normal(size=(20_000, 50)).astype(np.float32)
        labels = np.zeros(len(z), dtype=np.int64)
        assert peak_memory(sparse_softmax_cross_entropy, labels, z) < 0.6 * z.nbytes
        wide, narrow = z.astype(np.float64), z.astype(np.float64).reshape(-1, 10)
        labels = np.zeros(len(narrow), dtype=np.int64)
        assert peak_memory(sparse_softmax_cross_entropy, labels, narrow) < 0.6 * narrow.nbytes
        assert peak_memory(softmax_cross_entropy, one_hot(labels[:20_000], 50), wide) < wide.nbytes

    def test_float32(self) -> None:
        z, y = np.array([[50.0, 0.0, -2.0], [1.0, 2.0, -np.inf]]), np.eye(3)[:2]
        for function in OF_LABELS:
            assert_float32_rounds_once(function, [0, 1], z)
        for function in OF_LOGITS:
            assert_float32_rounds_once(function, y, z)
        assert_float32_rounds_once(categorical_cross_entropy, y, softmax(z))

    def test_float32_logits_are_computed_with_in_float64(self) -> None:
        z = (np.random.default_rng(0).normal(size=(50, 5)) * 8).astype(np.float32)
        labels = np.arange(50) % 5
        for function in (*OF_LABELS, *OF_LOGITS):
            targets = labels if function in OF_LABELS else one_hot(labels, 5).astype(np.float32)
            wide = function(targets, z.astype(np.float64))
            np.testing.assert_array_equal(function(targets, z), wide.astype(np.float32))

    def test_arguments_are_left_alone(self) -> None:
        z = np.array([[3.0, 0.0], [1.0, 2.0]])
        for function in OF_LABELS:
            assert_leaves_arguments_alone(function, np.array([0, 1]), z.copy())
        for function in OF_LOGITS:
            assert_leaves_arguments_alone(function, np.eye(2), z.copy())


def peak_memory(function: Snippet, *arguments: object) -> int:
    """Most bytes that were in use at a time during a call."""
    tracemalloc.start()
    try:
        function(*arguments)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


class TestErrors:
    @pytest.mark.parametrize("function", OF_LABELS)
    @pytest.mark.parametrize(
        ("labels", "got", "want"),
        [
            ([0, 3], "3 at index 1", "labels from 0 to 2"),
            ([-1, 0], "-1 at index 0", "labels from 0 to 2"),
            ([0.5, 0], "0.5 at index 0", "whole numbers"),
            ([np.nan, 0], "nan at index 0", "NaN"),
            ([0], "shape (1,)", "one label for each row of z, shape (2,)"),
            ([[0], [1]], "shape (2, 1)", "shape (2,)"),
            (0, "shape ()", "shape (2,)"),
        ],
    )
    def test_labels(self, function: Snippet, labels: object, got: str, want: str) -> None:
        with refuses("labels", got, want):
            function(labels, [[1.0, 2.0, 3.0], [0.0, 0.0, 0.0]])

    @pytest.mark.parametrize("function", OF_LABELS + OF_LOGITS)
    @pytest.mark.parametrize("kind", [list, np.array])
    @pytest.mark.parametrize(
        ("row", "got"),
        [([np.nan, 0], "nan at index (1, 0)"), ([0, np.inf], "inf"), ([-np.inf] * 2, "-inf")],
    )
    def test_logits(self, function: Snippet, kind: Snippet, row: list[float], got: str) -> None:
        targets = [0, 1] if function in OF_LABELS else np.eye(2)
        with refuses("z", got, ""):
            function(targets, kind([[0.0, 1.0], row]))

    @pytest.mark.parametrize("function", OF_LABELS + OF_LOGITS)
    @pytest.mark.parametrize("z", [1.0, np.float64(1.0), [], np.zeros((3, 0))])
    def test_no_classes(self, function: Snippet, z: object) -> None:
        with refuses("z", "shape", "at least one class"):
            function(0 if function in OF_LABELS else [1.0], z)

    @pytest.mark.parametrize("function", [*LOSSES, softmax_cross_entropy_gradient])
    def test_targets(self, function: Snippet) -> None:
        prediction = [[0.5, 0.5], [0.5, 0.5]]
        with refuses("y", "a sum of 0.9 in row 1", "a sum of 1"):
            function([[0, 1], [0.5, 0.4]], prediction)
        with refuses("y", "1.5 at index (0, 1)", "probabilities"):
            function([[0, 1.5], [0, 1]], prediction)
        with refuses("y", "nan", "NaN"):
            function([[np.nan, 1], [0, 1]], prediction)

    @pytest.mark.parametrize("function", [*LOSSES, softmax_cross_entropy_gradient])
    def test_shapes(self, function: Snippet) -> None:
        second = "y_hat" if function is categorical_cross_entropy else "z"
        with refuses(second, "shape (2, 2)", "the shape of y, which is (2,)"):
            function([0, 1], [[0.5, 0.5], [0.5, 0.5]])
        with refuses(second, "shape (1, 2)", "the shape of y, which is (2, 2)"):
            function(np.eye(2), [[0.5, 0.5]])

    def test_probabilities(self) -> None:
        with refuses("y_hat", "1.5 at index 0", "probabilities"):
            categorical_cross_entropy([0, 1], [1.5, -0.5])

    def test_mean_of_nothing(self) -> None:
        with refuses("labels", "no samples", "at least one"):
            sparse_softmax_cross_entropy(np.zeros(0, dtype=int), np.zeros((0, 3)))
        for function in LOSSES:
            with refuses("y", "no samples", "at least one"):
                function(np.zeros((0, 3)), np.zeros((0, 3)))
        empty = sparse_softmax_cross_entropy([], np.zeros((0, 3)), reduction="none")
        assert empty.shape == (0,)
        assert sparse_softmax_cross_entropy_gradient([], np.zeros((0, 3))).shape == (0, 3)

    def test_weights(self) -> None:
        with refuses("weights", "shape (3,)", "shape (2,)"):
            sparse_softmax_cross_entropy([0, 1], np.eye(2), weights=[1, 2, 3])


class TestGradientOfProbabilities:
    def test_values(self) -> None:
        y, p = [[0.0, 1.0, 0.0], [0.5, 0.25, 0.25]], [[0.25, 0.25, 0.5], [0.25, 0.5, 0.25]]
        gradient = categorical_cross_entropy_gradient(y, p)
        np.testing.assert_array_equal(gradient, [[0, -4, 0], [-2, -0.5, -1]])

    @given(pairs_of_distributions(positive=True))
    def test_it_is_that_of_softmax_taken_apart(self, pair: tuple[Array, Array]) -> None:
        """Through ŷ = softmax(z), the chain rule gives ŷ − y."""
        y, p = pair
        slopes = categorical_cross_entropy_gradient(y, p)
        np.testing.assert_allclose(p * (slopes - np.sum(p * slopes)), p - y, atol=1e-14)

    def test_limits(self) -> None:
        gradient = categorical_cross_entropy_gradient([[1.0, 0.0], [0.0, 1.0]], [[0, 1], [0, 1]])
        np.testing.assert_array_equal(gradient, [[-math.inf, 0], [0, -1]])
        assert not np.any(np.signbit(gradient[[0, 1], [1, 0]]))

    def test_contract(self) -> None:
        y, p = np.eye(3), np.full((3, 3), [0.2, 0.3, 0.5])
        assert_float32_rounds_once(categorical_cross_entropy_gradient, y, p)
        assert_leaves_arguments_alone(categorical_cross_entropy_gradient, y.copy(), p.copy())
        with refuses("y_hat", "shape (3,)", "the shape of y, which is (3, 3)"):
            categorical_cross_entropy_gradient(y, p[0])
        with refuses("y_hat", "a sum of 1.1", "a sum of 1"):
            categorical_cross_entropy_gradient([1, 0], [0.5, 0.6])
        with refuses("y", "a sum of 2", "a sum of 1"):
            categorical_cross_entropy_gradient([1, 1], [0.5, 0.5])


class TestHelpers:
    def test_one_hot(self) -> None:
        np.testing.assert_array_equal(one_hot([2, 0], 3), [[0, 0, 1], [1, 0, 0]])
        np.testing.assert_array_equal(one_hot(1, 2), [0, 1])
        assert one_hot([[0], [1]], 4).shape == (2, 1, 4)
        with refuses("labels", "-1", "labels from 0 to 2"):
            one_hot([-1], 3)

    def test_uniform(self) -> None:
        np.testing.assert_array_equal(uniform(4), [0.25] * 4)
        np.testing.assert_array_equal(uniform(1), [1])

    @pytest.mark.parametrize(
        ("classes", "got"),
        [(0, "0"), (-1, "-1"), (2.5, "2.5"), ("3", "<U1"), (None, "object"), ([3], "shape (1,)")],
    )
    def test_number_of_classes(self, classes: Any, got: str) -> None:
        with refuses("classes", got, ""):
            uniform(classes)
        with refuses("classes", got, ""):
            one_hot([0], classes)


def test_padding_in_stacks_of_sequences() -> None:
    z = np.log([[[0.5, 0.5], [0.9, 0.1]], [[0.2, 0.8], [0.4, 0.6]]])
    z[1, 1] = -np.inf
    losses = sparse_softmax_cross_entropy([[0, 0], [1, 0]], z, "none", weights=[[1, 1], [1, 0]])
    np.testing.assert_allclose(losses, -np.log([[0.5, 0.9], [0.8, 1]]), atol=1e-15)
