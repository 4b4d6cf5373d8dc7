"""Scores that judge predicted probabilities beside the loss."""

import numpy as np
from numpy.typing import ArrayLike

from snippets.careful.arithmetic import Floats, float64_inside
from snippets.careful.reduction import reduce_losses
from snippets.careful.validation import distributions, one_hot_labels, same_shape


@float64_inside
def accuracy(y: ArrayLike, y_hat: ArrayLike) -> Floats:
    """Share of the samples whose most probable class is the true one.

    y: one-hot labels; y_hat: distributions; both of shape (…, classes). Of
    classes that are equally probable the first counts. Raises ValueError
    for rows that are not one-hot or no distributions, for shapes that
    differ, for no samples.
    """
    y, y_hat = one_hot_labels(y, "y"), distributions(y_hat, "y_hat")
    same_shape(y, "y", y_hat, "y_hat")
    right = np.argmax(y, axis=-1) == np.argmax(y_hat, axis=-1)
    return reduce_losses(np.where(right, 1.0, 0.0), "mean")


@float64_inside
def brier_score(y: ArrayLike, y_hat: ArrayLike) -> Floats:
    """BS = 1/N Σ_i Σ_c (ŷ_ic − y_ic)²: 0 at best, at most 2.

    y: distributions, mostly one-hot; y_hat: distributions; both of shape
    (…, classes).
    Raises ValueError for rows that are no distributions, shapes that
    differ, no samples.
    Source: G. W. Brier, Monthly Weather Review 78 (1950) 1–3. For two
    classes this is twice the mean squared error of the probability of one
    of them.
    """
    y, y_hat = distributions(y, "y"), distributions(y_hat, "y_hat")
    same_shape(y, "y", y_hat, "y_hat")
    return reduce_losses(np.sum((y_hat - y) ** 2, axis=-1), "mean")
