"""The small network that learns features in the plane."""

from typing import Any

import numpy as np
import pytest

from snippets import embedding
from snippets.categorical import sparse_softmax_cross_entropy
from snippets.embedding import MarginLoss, train_embedding
from snippets.margins import am_softmax_loss, arcface_loss, cosines, l_softmax_loss, sm_softmax_loss
from tests.snippets.contract import Snippet, refuses

LOSSES: list[MarginLoss] = [
    "softmax",
    "normalised softmax",
    "L-Softmax",
    "SM-Softmax",
    "AM-Softmax",
    "ArcFace",
]


def mean_loss(loss: MarginLoss, features: Any, weights: Any, labels: Any) -> float:
    c = np.clip(cosines(features, weights), -1, 1)
    scale = embedding.SCALE
    of: dict[MarginLoss, Snippet] = {
        "softmax": lambda: sparse_softmax_cross_entropy(labels, features @ weights),
        "normalised softmax": lambda: sparse_softmax_cross_entropy(labels, scale * c),
        "L-Softmax": lambda: l_softmax_loss(features, weights, labels, 2),
        "SM-Softmax": lambda: sm_softmax_loss(features @ weights, labels, 1),
        "AM-Softmax": lambda: am_softmax_loss(c, labels, scale, 0.35),
        "ArcFace": lambda: arcface_loss(c, labels, scale, 0.5),
    }
    return float(of[loss]())


@pytest.mark.parametrize("loss", LOSSES)
def test_back_propagation_is_the_derivative(loss: MarginLoss) -> None:
    """Every layer, a few entries each, against central differences."""
    random = np.random.default_rng(0)
    points, labels = embedding._clouds(random, classes=3, samples=9)
    layers = embedding._start(random, classes=3)
    gradients = embedding._backward(points, labels, layers, embedding._SLOPES[loss])
    for layer, gradient in zip(layers, gradients, strict=True):
        for index in [(0, 0), (1, 1), (-1, -1)]:
            values = []
            for step in (1e-6, -2e-6):
                layer[index] += step
                _, features = embedding._forward(points, layers)
                values.append(mean_loss(loss, features, layers[2], labels))
            layer[index] += 1e-6
            difference = (values[0] - values[1]) / 2e-6
            assert gradient[index] == pytest.approx(difference, rel=1e-4, abs=1e-7)


@pytest.mark.parametrize("loss", LOSSES)
def test_learns_its_samples(loss: MarginLoss) -> None:
    result = train_embedding(loss)
    assert result.features.shape == (200, 2)
    assert result.weights.shape == (2, 4)
    assert result.angles().shape == (200,)
    predicted = np.argmax(cosines(result.features, result.weights), axis=1)
    assert np.mean(predicted == result.labels) > 0.98


def test_margins_make_the_classes_narrower() -> None:
    spread = {loss: float(train_embedding(loss).angles().mean()) for loss in LOSSES}
    for margin in ("L-Softmax", "AM-Softmax", "ArcFace"):
        assert spread[margin] < 0.8 * spread["softmax"]
        assert spread[margin] < 0.8 * spread["normalised softmax"]


def test_a_seed_fixes_the_result() -> None:
    first, second, other = (train_embedding(steps=20, seed=seed) for seed in (1, 1, 2))
    np.testing.assert_array_equal(first.features, second.features)
    assert np.any(first.features != other.features)


def test_unknown_loss() -> None:
    with refuses("loss", "'hinge'", "'ArcFace'"):
        train_embedding("hinge")  # type: ignore[arg-type]
