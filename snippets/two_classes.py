"""Two classes in the plane of two-dimensional features, and what margin losses make of it.

The weight vectors of the classes are at 135° and 45°. A class owns the features at which its loss
is below log 2, that is, at which it wins although its logit has been lowered by the margin.
"""

from collections.abc import Callable
from math import log
from typing import Final

import numpy as np
from numpy.typing import NDArray

from snippets.careful import margins

FloatArray = NDArray[np.float64]
Loss = Callable[[FloatArray, int], FloatArray]
"""Loss of each feature vector (…, 2) if it is of class 0 or 1."""

CLASS_ANGLES: Final = np.radians([135.0, 45.0])
WEIGHTS: Final = np.stack([np.cos(CLASS_ANGLES), np.sin(CLASS_ANGLES)])

L_MARGIN: Final = 2
SM_MARGIN: Final = 0.35
AM_MARGIN: Final = 0.35
ARC_MARGIN: Final = 0.5
SCALE: Final = 2.0
"""Any scale gives the same boundary; a small one keeps the loss smooth on a grid."""


def every(labels_like: FloatArray, label: int) -> NDArray[np.intp]:
    """Return a label for each of the vectors."""
    return np.full(labels_like.shape[:-1], label)


def plain_softmax(features: FloatArray, label: int) -> FloatArray:
    """Return the loss without a margin."""
    logits = features @ WEIGHTS
    return margins.sm_softmax_loss(logits, every(logits, label), 0, "none")


def l_softmax(features: FloatArray, label: int) -> FloatArray:
    """Return the loss that multiplies the angle."""
    return margins.l_softmax_loss(features, WEIGHTS, every(features, label), L_MARGIN, "none")


def sm_softmax(features: FloatArray, label: int) -> FloatArray:
    """Return the loss that subtracts from the logit."""
    logits = features @ WEIGHTS
    return margins.sm_softmax_loss(logits, every(logits, label), SM_MARGIN, "none")


def am_softmax(features: FloatArray, label: int) -> FloatArray:
    """Return the loss that subtracts from the cosine."""
    cos = margins.cosines(features, WEIGHTS)
    return margins.am_softmax_loss(cos, every(cos, label), SCALE, AM_MARGIN, "none")


def arcface(features: FloatArray, label: int) -> FloatArray:
    """Return the loss that adds to the angle."""
    cos = margins.cosines(features, WEIGHTS)
    return margins.arcface_loss(cos, every(cos, label), SCALE, ARC_MARGIN, "none")


GAPS: Final[tuple[tuple[str, tuple[tuple[str, Loss], ...]], ...]] = (
    ("no gap", (("Plain softmax", plain_softmax), ("Center loss", plain_softmax))),
    ("uneven gap", (("SM-Softmax, $m = 0.35$", sm_softmax), ("L-Softmax, $m = 2$", l_softmax))),
    ("even gap", (("AM-Softmax, $m = 0.35$", am_softmax), ("ArcFace, $m = 0.5$", arcface))),
)
"""The losses by the gap between the classes; center loss moves the features, not the classes."""


def gap(loss: Loss, length: float, *, above: bool) -> float:
    """Return the degrees between the two classes for features of a length.

    ``above`` is on the side to which the class vectors point, and otherwise on the other side.
    """
    turn = 90 if above else -180
    right, left = _edge(loss, 1, length, turn), _edge(loss, 0, length, -turn)
    return left - right if above else right + 360 - left


def _edge(loss: Loss, label: int, length: float, turn: float) -> float:
    """Return the direction in degrees where a class ends on the way from its own, by halving."""
    inside: float = np.degrees(CLASS_ANGLES[label])
    outside = inside + turn
    for _ in range(50):
        middle = (inside + outside) / 2
        direction = np.radians(middle)
        feature = length * np.array([np.cos(direction), np.sin(direction)])
        if loss(feature, label) < log(2):
            inside = middle
        else:
            outside = middle
    return inside
