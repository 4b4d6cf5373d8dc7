"""The sigmoid and its relatives: between a logit and a probability."""

import numpy as np
from numpy.typing import ArrayLike

from snippets.careful.arithmetic import Floats, float64_inside
from snippets.careful.validation import as_floats, probabilities


@float64_inside
def sigmoid(z: ArrayLike) -> Floats:
    """σ(z) = 1/(1 + e^−z), of any shape.

    Computed from e^−|z|, which cannot overflow: as 1/(1 + e^−z) for z ≥ 0
    and as the equal e^z/(1 + e^z) for z < 0. Raises ValueError for NaN.
    """
    z = as_floats(z, "z")
    small: Floats = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, small) / (1 + small)


@float64_inside
def log_sigmoid(z: ArrayLike) -> Floats:
    """Logarithm of the sigmoid, log σ(z) = −log(1 + e^−z), in nats.

    Raises ValueError for NaN.
    """
    z = as_floats(z, "z")
    return 0 - softplus(-z)


@float64_inside
def logit(p: ArrayLike) -> Floats:
    """Logit, log(p/(1 − p)): the inverse of the sigmoid.

    −∞ for p = 0 and ∞ for p = 1.
    The two logs of log p − log(1 − p) cancel around p = ½. For p ≥ ¼ it is
    computed as the equal 2 artanh(2p − 1), where 2p − 1 is exact. Raises
    ValueError for p outside [0, 1].
    """
    p = probabilities(p, "p")
    return np.where(p < 0.25, np.log(p) - np.log1p(-p), 2 * np.arctanh(2 * p - 1))


@float64_inside
def sigmoid_slope(z: ArrayLike) -> Floats:
    """σ'(z) = σ(z)(1 − σ(z)) = σ(z) σ(−z), of any shape; at most ¼.

    Raises ValueError for NaN.
    """
    z = as_floats(z, "z")
    return sigmoid(z) * sigmoid(-z)


@float64_inside
def softplus(z: ArrayLike) -> Floats:
    """Softplus, log(1 + e^z) = max(z, 0) + log(1 + e^−|z|).

    Of any shape; it cannot overflow.
    Raises ValueError for NaN.
    """
    z = as_floats(z, "z")
    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))
