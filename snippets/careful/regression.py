"""Squared error, and the Gaussian noise that it stands for."""

import math

import numpy as np
from numpy.typing import ArrayLike

from snippets.careful.arithmetic import Floats, float64_inside
from snippets.careful.reduction import reduce_losses
from snippets.careful.validation import finite, positive, refuse, same_shape


@float64_inside
def mean_squared_error(y: ArrayLike, y_hat: ArrayLike) -> Floats:
    """MSE = 1/N Σ (y_i − ŷ_i)², in the squared unit of y.

    y, y_hat: targets and predictions of the same shape; N counts all their
    entries.
    Raises ValueError for shapes that differ, for values that are not
    finite, for no samples.
    """
    y, y_hat = _finite_pair(y, y_hat)
    return reduce_losses((y - y_hat) ** 2, "mean")


@float64_inside
def mean_squared_error_gradient(y: ArrayLike, y_hat: ArrayLike) -> Floats:
    """∂MSE/∂ŷ_j = −2/N (y_j − ŷ_j), in the shape of ŷ.

    Errors as in `mean_squared_error`.
    """
    y, y_hat = _finite_pair(y, y_hat)
    differences = np.asarray(y_hat - y)
    if differences.size == 0:
        refuse("y", "no samples", "at least one sample for a mean")
    return 0 + differences / (differences.size / 2)


@float64_inside
def gaussian_pdf(y: ArrayLike, mean: ArrayLike, sd: ArrayLike) -> Floats:
    """Density of the normal distribution around μ with deviation s.

    It is 1/(s√(2π)) · exp(−(y − μ)² / (2s²)).

    y, mean, sd: of the same shape, or single numbers. Raises ValueError
    unless sd > 0.
    """
    y, mean, sd = _gaussian_arguments(y, mean, sd)
    return np.exp(-(((y - mean) / sd) ** 2) / 2) / (sd * math.sqrt(2 * math.pi))


@float64_inside
def gaussian_negative_log_likelihood(y: ArrayLike, mean: ArrayLike, sd: ArrayLike) -> Floats:
    """−log of `gaussian_pdf`: (y − μ)²/(2s²) + ½ log(2πs²), in nats.

    Sample by sample.
    """
    y, mean, sd = _gaussian_arguments(y, mean, sd)
    return ((y - mean) / sd) ** 2 / 2 + (np.log(sd) + math.log(2 * math.pi) / 2)


def _finite_pair(y: ArrayLike, y_hat: ArrayLike) -> tuple[Floats, Floats]:
    """Targets and predictions of the same shape."""
    y, y_hat = finite(y, "y"), finite(y_hat, "y_hat")
    same_shape(y, "y", y_hat, "y_hat")
    return y, y_hat


def _gaussian_arguments(
    y: ArrayLike, mean: ArrayLike, sd: ArrayLike
) -> tuple[Floats, Floats, Floats]:
    """Observation, mean and deviation of shapes that go together."""
    y, mean, sd = finite(y, "y"), finite(mean, "mean"), positive(sd, "sd")
    same_shape(y, "y", mean, "mean")
    same_shape(y, "y", sd, "sd")
    same_shape(mean, "mean", sd, "sd")
    return y, mean, sd
