"""Features on a circle: the smallest world with a margin at work.

Each feature and each class vector has length 1 and is nothing but a
direction, an angle in radians. There is no network: gradient descent on the
ArcFace loss turns the directions themselves. Without a margin this is
softmax cross-entropy on scaled cosines.
"""

from dataclasses import dataclass
from math import pi

import numpy as np
from numpy.typing import ArrayLike, NDArray

from snippets.careful.arithmetic import Floats, float64_inside
from snippets.careful.categorical import sparse_softmax_cross_entropy_gradient
from snippets.careful.margins import at_label
from snippets.careful.parameters import (
    above_zero,
    from_zero_on,
    whole_from_one,
    whole_from_zero,
)
from snippets.careful.training import three_classes
from snippets.careful.validation import as_floats, refuse


@dataclass(frozen=True)
class Circle:
    """Directions of N features and C class vectors, in radians.

    With the features' classes.
    """

    features: Floats
    """(N,)"""
    classes: Floats
    """(C,)"""
    labels: NDArray[np.int64]
    """(N,)"""


def scattered(samples: int = 60, seed: int = 0) -> Circle:
    """Begin with three round clouds, and their means as class vectors."""
    if whole_from_one(samples, "samples") < 3:
        refuse("samples", samples, "at least one of each of the three classes")
    points, floats = three_classes(samples, 2.0, seed)
    labels = floats.astype(np.int64)
    means = np.stack([points[labels == k].mean(axis=0) for k in range(3)])
    return Circle(_directions(points), _directions(means), labels)


def train(
    circle: Circle,
    margin: float,
    scale: float = 30.0,
    learning_rate: float = 0.001,
    steps: int = 200,
) -> Circle:
    """Turn all directions against the gradient of the summed ArcFace loss.

    margin: in radians, 0 for plain softmax cross-entropy. A class vector
    feels all N samples and would leap, so its gradient is divided by the
    N/C samples of its class.
    """
    features, classes = circle.features, circle.classes
    share = len(classes) / len(features)
    eta = from_zero_on(learning_rate, "learning_rate")
    for _ in range(whole_from_zero(steps, "steps")):
        turned = Circle(features, classes, circle.labels)
        slopes = arcface_angle_gradient(turned, scale, margin)
        features = features - eta * slopes.sum(axis=1)
        classes = classes + eta * share * slopes.sum(axis=0)
    return Circle(features, classes, circle.labels)


def arcface_angle_gradient(circle: Circle, scale: float, margin: float) -> Floats:
    """∂L_i/∂φ_ij of the ArcFace loss, shape (N, C).

    φ_ij is the angle from class vector j to feature i.
    The true class's logit is s cos(|φ| + m), the others' s cos φ.
    """
    m, s = from_zero_on(margin, "margin"), above_zero(scale, "scale")
    turn = shortest_turn(circle.features[:, np.newaxis] - circle.classes)
    widened = np.abs(turn) + m
    logits = s * at_label(circle.labels, np.cos(widened), otherwise=np.cos(turn))
    slopes = at_label(circle.labels, -np.sign(turn) * np.sin(widened), otherwise=-np.sin(turn))
    return s * slopes * sparse_softmax_cross_entropy_gradient(circle.labels, logits)


def widest_within(circle: Circle) -> float:
    """Return the largest angle inside a class, in degrees."""
    return float(np.degrees(_between_features(circle)[_same_class(circle)].max()))


def narrowest_between(circle: Circle) -> float:
    """Return the smallest angle between two classes, in degrees."""
    return float(np.degrees(_between_features(circle)[~_same_class(circle)].min()))


@float64_inside
def degrees(cosines: ArrayLike) -> Floats:
    """Return the angles from 0 to 180 degrees with these cosines.

    Raises ValueError for cosines outside [−1, 1].
    """
    cos = as_floats(cosines, "cosines")
    if np.any(np.abs(cos) > 1):
        refuse("cosines", f"{cos[np.abs(cos) > 1][0]}", "cosines from −1 to 1")
    return np.degrees(np.arccos(cos))


def shortest_turn(angles: Floats) -> Floats:
    """Return the same directions as angles from −π to π."""
    return (angles + pi) % (2 * pi) - pi


def _directions(points: Floats) -> Floats:
    return np.arctan2(points[:, 1], points[:, 0])


def _between_features(circle: Circle) -> Floats:
    return np.abs(shortest_turn(circle.features[:, np.newaxis] - circle.features))


def _same_class(circle: Circle) -> NDArray[np.bool_]:
    return np.equal(circle.labels[:, np.newaxis], circle.labels)
