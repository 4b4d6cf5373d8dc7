"""Losses of samples and the risk that averages them."""

import numpy as np
from numpy.typing import ArrayLike

from snippets.careful.arithmetic import Floats, float64_inside
from snippets.careful.reduction import reduce_losses
from snippets.careful.validation import as_floats, integers, refuse, same_shape


@float64_inside
def zero_one_loss(y: ArrayLike, predicted: ArrayLike) -> Floats:
    """1 for each sample whose predicted class is wrong, otherwise 0.

    y, predicted: class numbers of the same shape. Raises ValueError for
    labels that are not whole numbers and for shapes that differ.
    """
    y, predicted = integers(y, "y"), integers(predicted, "predicted")
    same_shape(y, "y", predicted, "predicted")
    return np.where(y == predicted, 0.0, 1.0)


@float64_inside
def empirical_risk(losses: ArrayLike) -> Floats:
    """1/N Σ L_i: the mean loss over the samples, in the losses' unit.

    Raises ValueError for NaN, for a loss of −∞ and for no samples.
    """
    losses = as_floats(losses, "losses")
    if np.any(losses == -np.inf):
        refuse("losses", "-inf", "losses above -inf")
    return reduce_losses(losses, "mean", samples="losses")
