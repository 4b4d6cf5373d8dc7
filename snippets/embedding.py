"""A small network that learns features in the plane, under softmax and under the margin losses.

Points in eight dimensions go through one hidden layer and become features of two numbers, which
can be drawn. A weight vector for each class turns a feature into logits. The network, its start and
the data are the same for every loss; what differs in the features is the loss's doing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from snippets.arithmetic import Floats
from snippets.margins import (
    am_softmax_loss_gradient,
    arcface_loss_gradient,
    cosines,
    cosines_gradient,
    l_softmax_loss_gradient,
    sm_softmax_loss_gradient,
)
from snippets.validation import refuse

MarginLoss: TypeAlias = Literal[
    "softmax", "normalised softmax", "L-Softmax", "SM-Softmax", "AM-Softmax", "ArcFace"
]
Labels: TypeAlias = NDArray[np.int64]
Slopes: TypeAlias = tuple[Floats, Floats]
"""∂L/∂x for each sample (N, 2), and Σ ∂L/∂W over the samples (2, classes)"""

SCALE: Final = 8.0
"""s of the losses that normalise. Four classes need less than the papers' 30 and 64."""

INPUTS: Final = 8
HIDDEN: Final = 32
MOMENTUM: Final = 0.9


@dataclass(frozen=True)
class Embedding:
    """Features of the training samples after training, and the vectors of the classes."""

    features: Floats
    """(samples, 2)"""
    weights: Floats
    """(2, classes), a column for each class"""
    labels: Labels
    """(samples,)"""

    def angles(self) -> Floats:
        """θ_y for each sample: the angle, in degrees, to the vector of its own class."""
        own = cosines(self.features, self.weights)[np.arange(len(self.labels)), self.labels]
        return np.degrees(np.arccos(own))


def train_embedding(
    loss: MarginLoss = "softmax",
    classes: int = 4,
    samples: int = 200,
    steps: int = 400,
    learning_rate: float = 0.1,
    seed: int = 0,
) -> Embedding:
    """Train the network by gradient descent with momentum, on all samples at once.

    loss: "softmax" (plain), "normalised softmax" (AM-Softmax without a margin), "L-Softmax"
    (m = 2), "SM-Softmax" (m = 1), "AM-Softmax" (m = 0.35) or "ArcFace" (m = 0.5), the last two
    with the scale `SCALE`. The same seed gives the same data, the same start and the same result.
    Raises ValueError for another loss.
    """
    if loss not in _SLOPES:
        refuse("loss", repr(loss), " or ".join(map(repr, _SLOPES)))
    random = np.random.default_rng(seed)
    points, labels = _clouds(random, classes, samples)
    layers = _start(random, classes)
    speeds = [np.zeros_like(layer) for layer in layers]
    for _ in range(steps):
        for layer, speed, slope in zip(
            layers, speeds, _backward(points, labels, layers, _SLOPES[loss]), strict=True
        ):
            speed *= MOMENTUM
            speed -= learning_rate * slope
            layer += speed
    _, features = _forward(points, layers)
    return Embedding(features, layers[2], labels)


def _clouds(random: np.random.Generator, classes: int, samples: int) -> tuple[Floats, Labels]:
    """Draw points around one centre for each class, the classes in turn."""
    centers = 1.5 * random.normal(size=(classes, INPUTS))
    labels = np.arange(samples) % classes
    return centers[labels] + random.normal(size=(samples, INPUTS)), labels


def _start(random: np.random.Generator, classes: int) -> list[Floats]:
    """Draw the two layers, and spread the class vectors evenly over the circle."""
    directions = 2 * np.pi * (np.arange(classes) + 0.5) / classes
    return [
        random.normal(size=(INPUTS, HIDDEN)) / np.sqrt(INPUTS),
        random.normal(size=(HIDDEN, 2)) / np.sqrt(HIDDEN),
        np.stack([np.cos(directions), np.sin(directions)]),
    ]


def _forward(points: Floats, layers: list[Floats]) -> tuple[Floats, Floats]:
    """Compute the hidden layer tanh(XA) and the features tanh(XA) B."""
    hidden = np.tanh(points @ layers[0])
    return hidden, hidden @ layers[1]


def _backward(
    points: Floats, labels: Labels, layers: list[Floats], slopes: Callable[..., Slopes]
) -> list[Floats]:
    """Compute the slopes of the mean loss with respect to each layer, by the chain rule."""
    hidden, features = _forward(points, layers)
    feature_slope, weight_slope = slopes(features, layers[2], labels)
    hidden_slope = (feature_slope @ layers[1].T) * (1 - hidden**2)
    sums = [points.T @ hidden_slope, hidden.T @ feature_slope, weight_slope]
    return [total / len(points) for total in sums]


def _sm_softmax(m: float) -> Callable[[Floats, Floats, Labels], Slopes]:
    """Slopes of SM-Softmax on the logits XW."""

    def slopes(x: Floats, w: Floats, labels: Labels) -> Slopes:
        gradient = sm_softmax_loss_gradient(x @ w, labels, m)
        return gradient @ w.T, x.T @ gradient

    return slopes


def _l_softmax(m: int) -> Callable[[Floats, Floats, Labels], Slopes]:
    """Slopes of L-Softmax."""
    return lambda x, w, labels: l_softmax_loss_gradient(x, w, labels, m)


def _on_cosines(
    gradient: Callable[..., Floats], margin: float
) -> Callable[[Floats, Floats, Labels], Slopes]:
    """Slopes of a loss on cosines, by way of the cosines."""

    def slopes(x: Floats, w: Floats, labels: Labels) -> Slopes:
        return cosines_gradient(x, w, gradient(cosines(x, w), labels, SCALE, margin))

    return slopes


_SLOPES: Final[dict[MarginLoss, Callable[[Floats, Floats, Labels], Slopes]]] = {
    "softmax": _sm_softmax(0),
    "normalised softmax": _on_cosines(am_softmax_loss_gradient, 0),
    "L-Softmax": _l_softmax(2),
    "SM-Softmax": _sm_softmax(1),
    "AM-Softmax": _on_cosines(am_softmax_loss_gradient, 0.35),
    "ArcFace": _on_cosines(arcface_loss_gradient, 0.5),
}
