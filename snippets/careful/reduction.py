"""From the losses of the samples to one number."""

from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from snippets.careful.arithmetic import Floats, mean_of_all, times, total_of_all
from snippets.careful.validation import not_negative, refuse

Reduction: TypeAlias = Literal["mean", "sum", "none"]


def reduce_losses(
    losses: Floats,
    reduction: Reduction = "mean",
    weights: ArrayLike | None = None,
    samples: str = "y",
) -> Floats:
    """Combine losses of any shape, with w_i the weights (1 if not given).

    - "none": w_i L_i, one for each sample
    - "sum": Σ w_i L_i
    - "mean": Σ w_i L_i / Σ w_i. The denominator is the sum of the weights,
      not the number of samples; without weights the two are the same.

    A sample of weight 0 does not count, even if its loss is infinite.
    samples: the argument to name in the message if there are no samples.

    Raises ValueError for weights that are negative, infinite or not of the
    shape of the losses, for a mean over no samples or over weights that are
    all 0, and for an unknown reduction.
    """
    if reduction not in ("mean", "sum", "none"):
        refuse("reduction", repr(reduction), "'mean', 'sum' or 'none'")
    w = None if weights is None else weights_of_shape(losses.shape, weights)
    if reduction == "mean":
        if losses.size == 0:
            refuse(samples, "no samples", "at least one for a mean")
        return mean_of_all(losses, losses.size) if w is None else _weighted_mean(losses, w)
    weighted = losses if w is None else times(w, losses)
    return weighted if reduction == "none" else total_of_all(weighted)


def weights_of_shape(shape: tuple[int, ...], weights: ArrayLike) -> Floats:
    """Weights that are finite, not negative, and one for each loss."""
    w = not_negative(weights, "weights")
    if w.shape != shape:
        refuse("weights", f"shape {w.shape}", f"one weight for each loss, shape {shape}")
    return w


def _weighted_mean(losses: Floats, w: Floats) -> Floats:
    """Σ w L / Σ w, with weights brought below 1 by a power of 2."""
    if not w.any():
        refuse("weights", "only zeros", "at least one weight above 0 for a mean")
    shares = np.ldexp(w, -np.frexp(w.max())[1])
    return mean_of_all(times(shares, losses), float(total_of_all(shares)))
