"""How probable a model makes the labels that were seen.

For two classes and for many.
"""

import numpy as np
from numpy.typing import ArrayLike

from snippets.careful.arithmetic import Floats, float64_inside, product_of_all, total, total_of_all
from snippets.careful.reduction import Reduction, reduce_losses
from snippets.careful.validation import (
    binary_labels,
    distributions,
    one_hot_labels,
    probabilities,
    same_shape,
)


@float64_inside
def bernoulli_pmf(y: ArrayLike, theta: ArrayLike) -> Floats:
    """P(y) = θ^y (1 − θ)^(1−y): θ for y = 1 and 1 − θ for y = 0.

    y: labels 0 or 1; theta: probabilities of y = 1, of the shape of y or
    one for all samples.
    Raises ValueError for other labels, for theta outside [0, 1] and for
    shapes that differ.
    """
    y, theta = _bernoulli_arguments(y, theta, "theta")
    return np.where(y == 1, theta, 1 - theta)


@float64_inside
def likelihood(y: ArrayLike, y_hat: ArrayLike) -> Floats:
    """∏ ŷ_i^y_i (1 − ŷ_i)^(1−y_i): the probability of all labels.

    If they are independent.
    y: labels 0 or 1; y_hat: predicted probabilities of y = 1, of the shape
    of y or one for all. A product of some hundred probabilities is too
    small for float64 and becomes 0: use `log_likelihood`. Raises ValueError
    as `bernoulli_pmf` does.
    """
    y, y_hat = _bernoulli_arguments(y, y_hat, "y_hat")
    return product_of_all(bernoulli_pmf(y, y_hat))


@float64_inside
def log_likelihood(y: ArrayLike, y_hat: ArrayLike) -> Floats:
    """ℓ = Σ log P(y_i), in nats.

    log ŷ_i where y_i = 1 and log(1 − ŷ_i) where y_i = 0.
    Arguments and errors as in `likelihood`. −∞ if a label was declared
    impossible.
    """
    y, y_hat = _bernoulli_arguments(y, y_hat, "y_hat")
    return total_of_all(np.where(y == 1, np.log(y_hat), np.log1p(-y_hat)))


@float64_inside
def negative_log_likelihood(
    y: ArrayLike, y_hat: ArrayLike, reduction: Reduction = "mean"
) -> Floats:
    """−ℓ for "sum", −ℓ/N for "mean", −log P(y_i) for "none", in nats.

    Arguments and errors as in `likelihood`; a mean over no samples is an
    error too.
    """
    y, y_hat = _bernoulli_arguments(y, y_hat, "y_hat")
    losses = 0 - np.where(y == 1, np.log(y_hat), np.log1p(-y_hat))
    return reduce_losses(losses, reduction)


@float64_inside
def categorical_pmf(y: ArrayLike, probabilities: ArrayLike) -> Floats:
    """P(y) = ∏ p_c^y_c: the probability of the class marked by y.

    All factors but one are p_c^0 = 1. The remaining one is also Σ y_c p_c.

    y: one-hot rows; probabilities: distributions; both of shape (…,
    classes), result (…).
    Raises ValueError for rows that are not one-hot or no distributions, or
    if the shapes differ.
    """
    y, p = _categorical_arguments(y, probabilities, "probabilities")
    return total(y * p)


@float64_inside
def categorical_likelihood(y: ArrayLike, y_hat: ArrayLike) -> Floats:
    """∏ P(y_i) over all samples, if they are independent.

    Shapes as in `categorical_pmf`.
    """
    y, y_hat = _categorical_arguments(y, y_hat, "y_hat")
    return product_of_all(total(y * y_hat))


@float64_inside
def categorical_log_likelihood(y: ArrayLike, y_hat: ArrayLike) -> Floats:
    """ℓ = Σ_i log P(y_i) = Σ_i Σ_c y_ic log ŷ_ic, in nats.

    Shapes as in `categorical_pmf`.
    """
    y, y_hat = _categorical_arguments(y, y_hat, "y_hat")
    return total_of_all(np.log(total(y * y_hat)))


def _bernoulli_arguments(y: ArrayLike, theta: ArrayLike, name: str) -> tuple[Floats, Floats]:
    """Labels 0 or 1 and probabilities: of one shape, or one for all."""
    y, theta = binary_labels(y, "y"), probabilities(theta, name)
    same_shape(y, "y", theta, name)
    return y, theta


def _categorical_arguments(y: ArrayLike, p: ArrayLike, name: str) -> tuple[Floats, Floats]:
    """One-hot rows and distributions of the same shape."""
    y, p = one_hot_labels(y, "y"), distributions(p, name)
    same_shape(y, "y", p, name)
    return y, p
