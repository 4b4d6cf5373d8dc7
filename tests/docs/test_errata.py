"""One test for each thing that is often said, named like the entry's address on the page.

What is said is refuted by numbers that NumPy and SciPy compute here on their own, or by the values
that the page quotes.
"""

import inspect
import re
from pathlib import Path

import numpy as np
import pytest
from scipy.optimize import minimize_scalar
from scipy.special import expit, log_softmax, rel_entr, softmax

from snippets import naive_article
from snippets.careful.binary import (
    binary_cross_entropy,
    binary_cross_entropy_gradient,
    binary_cross_entropy_with_logits,
    binary_cross_entropy_with_logits_gradient,
)
from snippets.careful.categorical import (
    categorical_cross_entropy,
    softmax_cross_entropy,
    softmax_cross_entropy_gradient,
)
from snippets.careful.divergence import cross_entropy, kl_divergence
from snippets.careful.information import (
    binary_entropy,
    entropy,
    mutual_information,
    self_information,
)
from snippets.careful.likelihood import bernoulli_pmf
from snippets.careful.logistic import sigmoid, sigmoid_slope
from snippets.careful.margins import arcface_loss, cosines
from snippets.careful.regression import mean_squared_error_gradient
from snippets.careful.scores import accuracy, brier_score
from snippets.examples import (
    ANIMAL_LABELS,
    BINARY_LABELS,
    BINARY_PREDICTIONS,
    CATEGORICAL_LABELS,
    CATEGORICAL_PREDICTIONS,
    MODEL_1,
    MODEL_1_AS_PRINTED,
    MODEL_2,
    MODEL_2_AS_PRINTED,
)

DOCS = Path(__file__).parents[2] / "docs" / "en"
PAGE = DOCS / "reference" / "errata.md"
NAMED = re.compile(r"(?i)(?<![-#\w])articles?\b")
ENTRY = re.compile(r"^### .+ \{#(?P<anchor>[a-z0-9-]+)\}\n(?P<text>(?:(?!##).*\n)*)", re.MULTILINE)
NUMBER = re.compile(r"`= |^/// table|\[@tab:", re.MULTILINE)


def entries() -> dict[str, str]:
    """Return the text of each entry of the page by its address."""
    return {entry["anchor"]: entry["text"] for entry in ENTRY.finditer(PAGE.read_text("utf-8"))}


class TestPage:
    def test_entries_and_tests_cover_each_other(self) -> None:
        names = [name for name, value in globals().items() if inspect.isfunction(value)]
        tests = [name.removeprefix("test_") for name in names if name.startswith("test_")]
        assert {name.replace("_", "-") for name in tests} == set(entries())

    def test_there_are_twenty(self) -> None:
        assert len(entries()) == 20

    def test_the_source_article_is_named_in_one_place(self) -> None:
        pages = [page for page in DOCS.rglob("*") if page.suffix in (".md", ".py")]
        named = {page.name for page in pages if NAMED.search(page.read_text("utf-8"))}
        assert named == {"errata.md", "bibliography.md"}
        assert len(NAMED.findall(PAGE.read_text("utf-8"))) == 1

    @pytest.mark.parametrize("anchor", entries())
    def test_entry_has_claim_correction_and_number(self, anchor: str) -> None:
        text = entries()[anchor]
        assert "**Often said:**" in text
        assert "**In fact:**" in text
        assert NUMBER.search(text)


def test_inverse_proportion() -> None:
    assert self_information([1 / 2, 1 / 8, 1], base=2) == pytest.approx([1, 3, 0])
    p = np.array([1.0, 0.5, 0.25, 0.125])
    products = p * self_information(p, base=2)
    assert np.ptp(products) > 0.1  # constant if it were a multiple of 1/p


def test_logarithm_base() -> None:
    coin = [1 / 2, 1 / 2]
    assert entropy(coin, base=2) / entropy(coin) == pytest.approx(1.4427, abs=5e-5)


def test_cross_entropy_difference() -> None:
    p, q = [1 / 2, 1 / 2], [3 / 4, 1 / 4]
    assert cross_entropy([1 / 2, 1 / 4, 1 / 4], [1 / 2, 1 / 4, 1 / 4], base=2) == pytest.approx(1.5)
    best = minimize_scalar(lambda x: cross_entropy(q, [x, 1 - x]), bounds=(0.01, 0.99))
    assert best.fun == pytest.approx(entropy(q))
    assert best.x == pytest.approx(q[0], abs=1e-4)
    assert abs(cross_entropy(p, q) - cross_entropy(q, p)) > 0.05
    assert cross_entropy([1, 0], q) == pytest.approx(kl_divergence([1, 0], q))
    assert cross_entropy(p, q) - kl_divergence(p, q) == pytest.approx(np.log(2))


def test_zero_loss() -> None:
    truth = [0.9, 0.1]
    best = minimize_scalar(lambda q: cross_entropy(truth, [q, 1 - q]), bounds=(0.5, 0.9999))
    assert best.x == pytest.approx(0.9, abs=1e-4)
    assert best.fun == pytest.approx(binary_entropy(0.1))
    assert best.fun > 0.3
    assert cross_entropy(truth, [0.999, 0.001]) > 2 * best.fun


def test_kl_distance() -> None:
    p, q, r, s = np.array([[1 / 2, 1 / 2], [3 / 4, 1 / 4], [1 / 4, 3 / 4], [1 / 10, 9 / 10]])
    assert kl_divergence(p, q, base=2) == pytest.approx(0.2075, abs=5e-5)
    assert kl_divergence(q, p, base=2) == pytest.approx(0.1887, abs=5e-5)
    direct, detour = kl_divergence(p, s), kl_divergence(p, r) + kl_divergence(r, s)
    assert direct == pytest.approx(rel_entr(p, s).sum())
    assert direct > detour
    assert kl_divergence(p, [1, 0]) == np.inf
    assert kl_divergence(p, p) == 0


def test_predicted_label() -> None:
    assert binary_cross_entropy(1.0, 0.8) == pytest.approx(-np.log(0.8))
    assert binary_cross_entropy(1.0, 1.0) == 0
    assert binary_cross_entropy(1.0, 0.0) == np.inf


def test_squared_error_optimum() -> None:
    def gradient(z: float) -> float:
        y_hat = sigmoid(z)
        return float(mean_squared_error_gradient([1.0], [y_hat])[0] / 2 * sigmoid_slope(z))

    z = np.linspace(-8, 8, 3201)
    loss = (expit(z) - 1) ** 2 / 2
    curvature = np.diff(loss, 2)
    inside = expit(z[1:-1])
    assert np.all(curvature[inside > 0.334] > 0)
    assert np.all(curvature[inside < 0.332] < 0)
    assert np.all(np.diff(loss) < 0)  # one sample: a slope, no pits
    assert max(abs(gradient(x)) for x in z[::8]) <= 4 / 27
    assert abs(gradient(float(np.log(1 / 2)))) == pytest.approx(4 / 27)
    cross_entropy_gradient = binary_cross_entropy_with_logits_gradient(1.0, -5.0)
    assert gradient(-5) == pytest.approx(-0.0066, abs=5e-5)
    assert cross_entropy_gradient == pytest.approx(-0.9933, abs=5e-5)
    assert cross_entropy_gradient / gradient(-5) == pytest.approx(150, abs=0.5)
    # A proper score: the expected squared error is least at the true probability.
    best = minimize_scalar(lambda q: 0.3 * (1 - q) ** 2 + 0.7 * q**2, bounds=(0, 1))
    assert best.x == pytest.approx(0.3)


def test_rows_sum_to_one() -> None:
    assert MODEL_1_AS_PRINTED[1].sum() == pytest.approx(1.1)
    assert MODEL_2_AS_PRINTED[2].sum() == pytest.approx(1.1)
    with pytest.raises(ValueError, match=r"1\.1"):
        categorical_cross_entropy(ANIMAL_LABELS, MODEL_1_AS_PRINTED)
    for corrected, printed in ((MODEL_1, MODEL_1_AS_PRINTED), (MODEL_2, MODEL_2_AS_PRINTED)):
        np.testing.assert_allclose(corrected.sum(axis=1), 1)
        np.testing.assert_array_equal(corrected[ANIMAL_LABELS == 1], printed[ANIMAL_LABELS == 1])


def test_mean_losses() -> None:
    means = [categorical_cross_entropy(ANIMAL_LABELS, model) for model in (MODEL_1, MODEL_2)]
    assert means == pytest.approx([1.378389, 0.639108], abs=5e-7)
    assert np.array(means) / np.log(2) == pytest.approx([1.9886, 0.9220], abs=5e-5)
    rescaled = [
        categorical_cross_entropy(ANIMAL_LABELS, printed / printed.sum(axis=1, keepdims=True))
        for printed in (MODEL_1_AS_PRINTED, MODEL_2_AS_PRINTED)
    ]
    assert rescaled == pytest.approx([1.4102, 0.6709], abs=5e-5)


def test_equal_accuracy() -> None:
    accuracies = [accuracy(ANIMAL_LABELS, model) for model in (MODEL_1, MODEL_2)]
    assert accuracies == pytest.approx([2 / 3, 2 / 3])
    scores = [brier_score(ANIMAL_LABELS, model) for model in (MODEL_1, MODEL_2)]
    assert scores == pytest.approx([0.8067, 0.3400], abs=5e-5)
    # Two scores may disagree: a little more for the true class, and one bold mistake beside it.
    truth, split, piled = [[1, 0, 0]], [[0.4, 0.3, 0.3]], [[0.41, 0.59, 0.0]]
    assert categorical_cross_entropy(truth, piled) < categorical_cross_entropy(truth, split)
    assert brier_score(truth, piled) > brier_score(truth, split)


def test_wrong_labels() -> None:
    label = ANIMAL_LABELS[2]
    gradient = softmax_cross_entropy_gradient(label, np.log(MODEL_1[2]))
    np.testing.assert_allclose(gradient, [-0.9, 0.2, 0.7])
    other_wrong = categorical_cross_entropy(label, [0.1, 0.7, 0.2])
    assert other_wrong == categorical_cross_entropy(label, MODEL_1[2])  # the value ignores them


def test_backward_signal() -> None:
    z = np.linspace(-5, 5, 41)
    ones = np.ones_like(z)
    loss = binary_cross_entropy_with_logits(ones, z, reduction="none")
    signal = np.abs(binary_cross_entropy_with_logits_gradient(ones, z))
    np.testing.assert_allclose(signal, 1 - np.exp(-loss))
    at_best = float(np.log(0.8 / 0.2))
    assert binary_cross_entropy_with_logits_gradient(0.8, at_best) == pytest.approx(0, abs=1e-15)
    assert binary_cross_entropy_with_logits(0.8, at_best) == pytest.approx(binary_entropy(0.8))
    assert binary_entropy(0.8) > 0.5


def test_independence() -> None:
    together = np.array([[1 / 2, 0], [0, 1 / 2]])  # two labels that are always equal
    product = together.sum(axis=1)[1] * together.sum(axis=0)[1]
    assert (together[1, 1], product) == (1 / 2, 1 / 4)
    assert mutual_information(together, base=2) == pytest.approx(1)

    def best(scale: float) -> float:
        def loss(theta: float) -> float:
            return float(-scale * np.log(bernoulli_pmf([1.0, 1.0, 0.0], [theta] * 3)).sum())

        return float(minimize_scalar(loss, bounds=(0.01, 0.99), options={"xatol": 1e-9}).x)

    assert best(1 / 3) == pytest.approx(best(1), abs=1e-6)


def test_code_edges() -> None:
    certain, hopeless = np.array([[1.0, 0.0]]), np.array([[0.0, 1.0]])
    with np.errstate(divide="ignore", invalid="ignore"):
        binary = naive_article.binary_cross_entropy_loss(certain[:, :1], certain[:, :1])
    assert np.isnan(binary)
    perfect = naive_article.categorical_cross_entropy_loss(certain, certain)
    assert perfect == pytest.approx(-1e-9, rel=1e-6)
    cap = naive_article.categorical_cross_entropy_loss(certain, hopeless)
    assert f"{cap:.3f}" == "20.723"
    assert binary_cross_entropy(1.0, 1.0) == 0
    assert categorical_cross_entropy(certain, certain) == 0
    assert categorical_cross_entropy(certain, hopeless) == np.inf


def test_code_shapes() -> None:
    flat = BINARY_LABELS[:, 0]
    pairs = naive_article.binary_cross_entropy_loss(flat, BINARY_PREDICTIONS)
    assert f"{pairs:.4f}" == "1.0094"
    with pytest.raises(ValueError, match="shape"):
        binary_cross_entropy(flat, BINARY_PREDICTIONS)


def test_code_logits() -> None:
    for labels, predictions, printed in (
        (CATEGORICAL_LABELS, CATEGORICAL_PREDICTIONS, 0.7694),
        (ANIMAL_LABELS, MODEL_1, 1.1447),
        (ANIMAL_LABELS, MODEL_2, 0.8897),
    ):
        twice = -np.mean((labels * log_softmax(predictions, axis=1)).sum(axis=1))
        assert twice == pytest.approx(printed, abs=5e-5)
        assert softmax_cross_entropy(labels, predictions) == pytest.approx(twice)


def test_code_clamp() -> None:
    exact = binary_cross_entropy_with_logits(1.0, -200.0)
    assert exact == pytest.approx(200)
    assert max(np.log(expit(-200.0)), -100) == -100


def test_learning_speed() -> None:
    in_prediction = binary_cross_entropy_gradient(1.0, sigmoid(-5.0))
    assert in_prediction == pytest.approx(-1 / expit(-5))
    product = in_prediction * sigmoid_slope(-5.0)
    assert product == pytest.approx(binary_cross_entropy_with_logits_gradient(1.0, -5.0))
    # With ŷ = 1 − e^(−e^z), another function of the same shape, nothing cancels.
    z = 1.5
    y_hat = -np.expm1(-np.exp(z))
    slope = np.exp(z - np.exp(z))
    other = float(binary_cross_entropy_gradient(0.0, y_hat)) * slope
    assert other == pytest.approx(np.exp(z))
    assert other > 4 * y_hat


def test_competition() -> None:
    before, after = softmax([0.0, 0, 0]), softmax([2.0, 0, 0])
    assert before[1] == pytest.approx(1 / 3)
    assert after[1] == pytest.approx(1 / (np.exp(2) + 2))
    assert sigmoid([0.0, 0, 0])[1] == sigmoid([2.0, 0, 0])[1] == 0.5


def test_weight_matrix() -> None:
    random = np.random.default_rng(7)
    features = random.normal(size=(2, 5))
    for classes in (3, 30, 300):
        weights = random.normal(size=(5, classes))
        assert (features @ weights).shape == cosines(features, weights).shape == (2, classes)
        arcface_loss(cosines(features, weights), [0, classes - 1], 64.0, 0.5)
        with pytest.raises(ValueError, match="labels"):
            arcface_loss(cosines(features, weights), [0, classes], 64.0, 0.5)


class TestSlips:
    """What the last section of the page says of the source article's arithmetic and code."""

    def test_truncated_losses(self) -> None:
        for predictions, printed in ((MODEL_1, [0.91, 0.91, 2.30]), (MODEL_2, [0.35, 0.35, 1.20])):
            losses = categorical_cross_entropy(ANIMAL_LABELS, predictions, reduction="none")
            np.testing.assert_allclose(np.floor(losses * 100) / 100, printed)
            wrong = np.round(losses, 2) != printed
            np.testing.assert_array_equal(wrong, [True, True, False])

    def test_sample_numbers(self) -> None:
        true_classes = ANIMAL_LABELS.argmax(axis=1)
        np.testing.assert_array_equal(true_classes, [2, 1, 0])  # a pig, a dog, a cat: three samples
        losses = categorical_cross_entropy(ANIMAL_LABELS, MODEL_1, reduction="none")
        np.testing.assert_allclose(losses, -np.log(MODEL_1[[0, 1, 2], true_classes]))

    def test_code_outputs(self) -> None:
        binary = naive_article.binary_cross_entropy_loss(BINARY_LABELS, BINARY_PREDICTIONS)
        assert f"{binary:.10f}" == "0.2361725516"
        naive = naive_article.categorical_cross_entropy_loss(
            CATEGORICAL_LABELS, CATEGORICAL_PREDICTIONS
        )
        assert f"{naive:.10f}" == "0.3635480382"
        exact = categorical_cross_entropy(CATEGORICAL_LABELS, CATEGORICAL_PREDICTIONS)
        assert f"{exact:.10f}" == "0.3635480397"

    def test_code_unused(self) -> None:
        source = inspect.getsource(naive_article.categorical_cross_entropy_loss)
        assert source.count("num_classes") == 1
        three = categorical_cross_entropy([1, 0, 0], [0.7, 0.2, 0.1])
        assert categorical_cross_entropy([1, 0, 0, 0], [0.7, 0.2, 0.1, 0]) == three
