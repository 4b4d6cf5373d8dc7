"""Logistic regression trained by gradient descent, with cross-entropy and with squared error.

The model is ŷ = σ(z) with the logit z = xᵀw + b. Everything here is deterministic.

The squared error comes with a ½, as is usual where it is differentiated: the 2 goes, and its slope
(ŷ − y) ŷ (1 − ŷ) can be set beside the ŷ − y of cross-entropy.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from snippets.careful.arithmetic import Floats, float64_inside
from snippets.careful.binary import (
    binary_cross_entropy_with_logits,
    binary_cross_entropy_with_logits_gradient,
)
from snippets.careful.logistic import sigmoid, sigmoid_slope
from snippets.careful.parameters import single
from snippets.careful.validation import as_floats, binary_labels, finite, refuse

Loss: TypeAlias = Literal["cross-entropy", "mean squared error"]


@float64_inside
def half_squared_error(y: ArrayLike, z: ArrayLike) -> Floats:
    """L = ½(σ(z) − y)² for each sample: the squared error of a probability, written in z.

    y: labels in [0, 1]; z: logits of the same shape, or one of them a single number. Not convex
    in z. Raises ValueError for labels outside [0, 1], for NaN and for shapes that differ.
    """
    return binary_cross_entropy_with_logits_gradient(y, as_floats(z, "z")) ** 2 / 2


@float64_inside
def half_squared_error_slope(y: ArrayLike, z: ArrayLike) -> Floats:
    """∂L/∂z = (σ(z) − y) σ'(z) for each sample; for labels 0 and 1 never beyond ±4/27.

    Shapes and errors as in `half_squared_error`.
    """
    z = as_floats(z, "z")
    return binary_cross_entropy_with_logits_gradient(y, z) * sigmoid_slope(z)


@dataclass(frozen=True)
class Training:
    """The way of gradient descent: entry 0 is the start, entry t is after t steps."""

    weights: Floats
    """(steps + 1, d)"""
    biases: Floats
    """(steps + 1,)"""
    losses: Floats
    """(steps + 1,): the mean loss that was minimised"""

    def predict(self, x: ArrayLike) -> Floats:
        """σ(Xw + b) = ŷ for each row of x, with the weights and the bias of the last step."""
        return sigmoid(logits(self.weights[-1], self.biases[-1], x))


def train(
    features: ArrayLike,
    labels: ArrayLike,
    loss: Loss = "cross-entropy",
    learning_rate: float = 1.0,
    steps: int = 100,
    weights: ArrayLike | None = None,
    bias: float = 0.0,
) -> Training:
    """Fit logistic regression by `steps` times w ← w − η ∇_w J and b ← b − η ∂J/∂b.

    features: (N, d); labels: 0 or 1, shape (N,); loss: of which J is the mean, "mean squared
    error" with the ½; learning_rate: η; weights and bias: where to start, 0 if not given.
    Raises ValueError as `mean_logistic_loss` does.
    """
    x, y = finite(features, "features"), binary_labels(labels, "labels")
    w, b = np.zeros(x.shape[-1]) if weights is None else finite(weights, "weights"), bias
    path = [(w, b, mean_logistic_loss(w, b, x, y, loss))]
    for _ in range(steps):
        w_slope, b_slope = logistic_gradient(w, b, x, y, loss)
        w, b = w - learning_rate * w_slope, b - learning_rate * b_slope
        path.append((w, b, mean_logistic_loss(w, b, x, y, loss)))
    return Training(*(np.array(column) for column in zip(*path, strict=True)))


def mean_logistic_loss(
    w: ArrayLike, b: ArrayLike, x: ArrayLike, y: ArrayLike, loss: Loss = "cross-entropy"
) -> float:
    """J(w, b) = 1/N Σ L_i: in nats for cross-entropy, ½ of the mean squared error for the other.

    w: weights (d,); b: bias; x: features (N, d); y: labels in [0, 1], shape (N,).
    Raises ValueError for shapes that do not fit, other labels, NaN, no samples, an unknown loss.
    """
    return float(np.mean(_of(loss, _LOSSES)(y, _fitting_logits(w, b, x, y))))


def logistic_gradient(
    w: ArrayLike, b: ArrayLike, x: ArrayLike, y: ArrayLike, loss: Loss = "cross-entropy"
) -> tuple[Floats, float]:
    """∇_w J = 1/N Xᵀ(ŷ − y) and ∂J/∂b = 1/N Σ (ŷ_i − y_i), for cross-entropy.

    For another loss its slope ∂L/∂z stands in the place of ŷ − y. Arguments and errors as in
    `mean_logistic_loss`.
    """
    slopes = _of(loss, _SLOPES)(y, _fitting_logits(w, b, x, y))
    return np.transpose(x) @ slopes / len(slopes), float(np.mean(slopes))


def logits(w: ArrayLike, b: ArrayLike, x: ArrayLike) -> Floats:
    """Xw + b = z, one logit for each row of x. Raises ValueError for shapes that do not fit."""
    weights, bias, features = finite(w, "w"), single(finite(b, "b"), "b"), finite(x, "x")
    if features.ndim != 2:
        refuse("x", f"shape {features.shape}", "features of shape (samples, d)")
    if weights.shape != features.shape[1:]:
        refuse("w", f"shape {weights.shape}", f"a weight for each feature, {features.shape[1:]}")
    return features @ weights + bias


def descend(
    y: float, z: float, loss: Loss = "cross-entropy", learning_rate: float = 1.0, steps: int = 100
) -> Floats:
    """Follow a single neuron: the logits of `steps` times z ← z − η ∂L/∂z.

    y: its one label; z: the logit to start from; the result is (steps + 1,), the start first.
    Started badly wrong, at z = −5 for y = 1, it hardly moves under squared error.
    """
    path = [float(z)]
    for _ in range(steps):
        path.append(path[-1] - learning_rate * float(_of(loss, _SLOPES)(y, path[-1])))
    return np.array(path)


def two_classes(samples: int = 60, distance: float = 2.0, seed: int = 0) -> tuple[Floats, Floats]:
    """Draw two round clouds of points in the plane, with labels 0 and 1 in turn.

    The centres lie `distance` apart; the standard deviation in each direction is 1. Returns
    features (samples, 2) and labels (samples,). The same seed gives the same points.
    """
    return clouds(np.array([[-distance / 2, 0.0], [distance / 2, 0.0]]), samples, seed)


def three_classes(samples: int = 90, distance: float = 2.0, seed: int = 0) -> tuple[Floats, Floats]:
    """Draw three round clouds of points in the plane, with labels 0, 1 and 2 in turn.

    The centres lie `distance` from the origin, 120° apart; the rest as in `two_classes`.
    """
    angles = np.pi / 2 + 2 * np.pi / 3 * np.arange(3)
    return clouds(distance * np.stack([np.cos(angles), np.sin(angles)], axis=-1), samples, seed)


def clouds(centers: Floats, samples: int, seed: int) -> tuple[Floats, Floats]:
    """Draw points around the centres (classes, d) in turn, with standard deviation 1."""
    labels = np.arange(samples) % len(centers)
    noise = np.random.default_rng(seed).normal(size=(samples, centers.shape[1]))
    return centers[labels] + noise, labels.astype(np.float64)


def _fitting_logits(w: ArrayLike, b: ArrayLike, x: ArrayLike, y: ArrayLike) -> Floats:
    """Logits of at least one sample, as many as there are labels."""
    z = logits(w, b, x)
    if z.size == 0:
        refuse("x", "no samples", "at least one sample for a mean")
    if np.shape(y) != z.shape:
        refuse("y", f"shape {np.shape(y)}", f"one label for each row of x, shape {z.shape}")
    return z


_Function: TypeAlias = Callable[[ArrayLike, ArrayLike], Floats]

_LOSSES: dict[Loss, _Function] = {
    "cross-entropy": partial(binary_cross_entropy_with_logits, reduction="none"),
    "mean squared error": half_squared_error,
}

_SLOPES: dict[Loss, _Function] = {
    "cross-entropy": binary_cross_entropy_with_logits_gradient,
    "mean squared error": half_squared_error_slope,
}


def _of(loss: Loss, functions: dict[Loss, _Function]) -> _Function:
    """Find the function for a loss by its name."""
    if loss not in functions:
        refuse("loss", repr(loss), " or ".join(map(repr, functions)))
    return functions[loss]
