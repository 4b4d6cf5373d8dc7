"""Logistic regression trained by gradient descent.

With cross-entropy and with squared error.
The model is ŷ = σ(z) with the logit z = xᵀw + b. Everything here is
deterministic.

The squared error comes with a ½, as is usual where it is differentiated:
the 2 goes, and its slope (ŷ − y) ŷ (1 − ŷ) can be set beside the ŷ − y of
cross-entropy.
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
from snippets.careful.parameters import (
    from_zero_on,
    number,
    single,
    whole_from_one,
    whole_from_zero,
)
from snippets.careful.reduction import reduce_losses
from snippets.careful.validation import (
    as_array,
    as_floats,
    binary_labels,
    finite,
    probabilities,
    refuse,
)

Loss: TypeAlias = Literal["cross-entropy", "mean squared error"]


@float64_inside
def half_squared_error(y: ArrayLike, z: ArrayLike) -> Floats:
    """L = ½(σ(z) − y)² for each sample: squared error, written in z.

    y: labels in [0, 1]; z: logits of the same shape, or one of them a
    single number. Not convex in z. Raises ValueError for labels outside [0,
    1], for NaN and for shapes that differ.
    """
    return binary_cross_entropy_with_logits_gradient(y, as_floats(z, "z")) ** 2 / 2


@float64_inside
def half_squared_error_slope(y: ArrayLike, z: ArrayLike) -> Floats:
    """∂L/∂z = (σ(z) − y) σ'(z) for each sample.

    For labels 0 and 1 never beyond ±4/27.
    Shapes and errors as in `half_squared_error`.
    """
    z = as_floats(z, "z")
    return 0 + binary_cross_entropy_with_logits_gradient(y, z) * sigmoid_slope(z)


@dataclass(frozen=True)
class Training:
    """The way of gradient descent: entry t is after t steps."""

    weights: Floats
    """(steps + 1, d)"""
    biases: Floats
    """(steps + 1,)"""
    losses: Floats
    """(steps + 1,): the mean loss that was minimised"""

    def predict(self, x: ArrayLike) -> Floats:
        """σ(Xw + b) = ŷ for each row of x.

        With the weights and the bias of the last step.
        """
        return sigmoid(logits(self.weights[-1], self.biases[-1], x))


@np.errstate(all="ignore")
def train(
    features: ArrayLike,
    labels: ArrayLike,
    loss: Loss = "cross-entropy",
    learning_rate: float = 1.0,
    steps: int = 100,
    weights: ArrayLike | None = None,
    bias: float = 0.0,
) -> Training:
    """Fit logistic regression: w ← w − η ∇_w J and b ← b − η ∂J/∂b.

    This is done `steps` times.
    features: (N, d); labels: 0 or 1, shape (N,); loss: of which J is the
    mean, "mean squared error" with the ½; learning_rate: η; weights and
    bias: where to start, 0 if not given.
    Raises ValueError as `mean_logistic_loss` does, for steps that are no
    whole number from 0 on, and for a learning rate below 0 or so large that
    the weights do not stay finite.
    """
    x, y = finite(features, "features"), binary_labels(labels, "labels")
    w = np.zeros(x.shape[-1:]) if weights is None else finite(weights, "weights")
    b, eta = number(bias, "bias"), from_zero_on(learning_rate, "learning_rate")
    _refuse_other_shapes(x, w, "features", "weights")
    _refuse_other_labels(x, np.shape(y), "features", "labels")
    path = [(w, b, mean_logistic_loss(w, b, x, y, loss))]
    for _ in range(whole_from_zero(steps, "steps")):
        w_slope, b_slope = logistic_gradient(w, b, x, y, loss)
        w, b = w - eta * w_slope, float(b - eta * b_slope)
        if not (np.isfinite(w).all() and np.isfinite(b)):
            refuse("learning_rate", learning_rate, "one with which the weights stay finite")
        path.append((w, b, mean_logistic_loss(w, b, x, y, loss)))
    return Training(*(np.array(column) for column in zip(*path, strict=True)))


@np.errstate(all="ignore")
def mean_logistic_loss(
    w: ArrayLike, b: ArrayLike, x: ArrayLike, y: ArrayLike, loss: Loss = "cross-entropy"
) -> float:
    """J(w, b) = 1/N Σ L_i, in nats for cross-entropy.

    For the other loss it is ½ of the mean squared error.
    w: weights (d,); b: bias; x: features (N, d); y: labels in [0, 1], shape
    (N,).
    Raises ValueError for shapes that do not fit, other labels, NaN, no
    samples, an unknown loss.
    """
    return float(reduce_losses(_of(loss, _LOSSES)(y, _fitting_logits(w, b, x, y))))


def logistic_gradient(
    w: ArrayLike, b: ArrayLike, x: ArrayLike, y: ArrayLike, loss: Loss = "cross-entropy"
) -> tuple[Floats, float]:
    """∇_w J = 1/N Xᵀ(ŷ − y) and ∂J/∂b = 1/N Σ (ŷ_i − y_i).

    This is for cross-entropy.
    For another loss its slope ∂L/∂z stands in the place of ŷ − y. Arguments
    and errors as in `mean_logistic_loss`.
    """
    slopes = _of(loss, _SLOPES)(y, _fitting_logits(w, b, x, y))
    return np.transpose(x) @ slopes / len(slopes), float(np.mean(slopes))


@np.errstate(all="ignore")
def logits(w: ArrayLike, b: ArrayLike, x: ArrayLike) -> Floats:
    """Xw + b = z, one logit for each row of x.

    Raises ValueError for shapes that do not fit, and for z beyond float64.
    """
    weights, bias, features = finite(w, "w"), single(finite(b, "b"), "b"), finite(x, "x")
    _refuse_other_shapes(features, weights, "x", "w")
    z = features @ weights + bias
    if not np.isfinite(z).all():
        refuse("w", "Xw + b beyond float64", "smaller weights, or smaller features")
    return z


def descend(
    y: float, z: float, loss: Loss = "cross-entropy", learning_rate: float = 1.0, steps: int = 100
) -> Floats:
    """Follow a single neuron: the logits of `steps` times z ← z − η ∂L/∂z.

    y: its one label; z: the logit to start from; the result is (steps +
    1,), the start first. Started badly wrong, at z = −5 for y = 1, it
    hardly moves under squared error.
    """
    path, eta = [number(z, "z")], from_zero_on(learning_rate, "learning_rate")
    label = single(probabilities(y, "y"), "y")
    for _ in range(whole_from_zero(steps, "steps")):
        path.append(path[-1] - float(eta * _of(loss, _SLOPES)(label, path[-1])))
    return np.array(path)


def two_classes(samples: int = 60, distance: float = 2.0, seed: int = 0) -> tuple[Floats, Floats]:
    """Draw two round clouds of points, with labels 0 and 1 in turn.

    The centres lie `distance` apart; the standard deviation in each
    direction is 1. Returns features (samples, 2) and labels (samples,). The
    same seed gives the same points.
    """
    half = number(distance, "distance") / 2
    return clouds(np.array([[-half, 0.0], [half, 0.0]]), samples, seed)


def three_classes(samples: int = 90, distance: float = 2.0, seed: int = 0) -> tuple[Floats, Floats]:
    """Draw three round clouds of points, with labels 0, 1, 2 in turn.

    The centres lie `distance` from the origin, 120° apart; the rest as in
    `two_classes`.
    """
    angles = np.pi / 2 + 2 * np.pi / 3 * np.arange(3)
    centers = np.stack([np.cos(angles), np.sin(angles)], axis=-1)
    return clouds(number(distance, "distance") * centers, samples, seed)


def clouds(centers: Floats, samples: int, seed: int) -> tuple[Floats, Floats]:
    """Draw points around the centres (classes, d) in turn, with sd 1."""
    n, of_generator = whole_from_one(samples, "samples"), whole_from_zero(seed, "seed")
    labels = np.arange(n) % len(centers)
    noise = np.random.default_rng(of_generator).normal(size=(n, centers.shape[1]))
    return centers[labels] + noise, labels.astype(np.float64)


def _fitting_logits(w: ArrayLike, b: ArrayLike, x: ArrayLike, y: ArrayLike) -> Floats:
    """Logits of at least one sample, as many as there are labels."""
    z = logits(w, b, x)
    _refuse_other_labels(z, as_array(y, "y").shape, "x", "y")
    return z


def _refuse_other_shapes(x: Floats, w: Floats, x_name: str, w_name: str) -> None:
    """Refuse features and weights that do not fit, by their own names."""
    if x.ndim != 2:
        refuse(x_name, f"shape {x.shape}", "features of shape (samples, d)")
    if w.shape != x.shape[1:]:
        refuse(w_name, f"shape {w.shape}", f"a weight for each feature, {x.shape[1:]}")


def _refuse_other_labels(x: Floats, shape: tuple[int, ...], x_name: str, y_name: str) -> None:
    """Refuse no samples, and labels that are not one for each."""
    if len(x) == 0:
        refuse(x_name, "no samples", "at least one sample for a mean")
    if shape != x.shape[:1]:
        refuse(y_name, f"shape {shape}", f"one label for each row of {x_name}, shape {x.shape[:1]}")


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
