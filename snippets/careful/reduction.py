"""From the losses of the samples to one number."""

from typing import Literal, TypeAlias

from numpy.typing import ArrayLike

from snippets.careful.arithmetic import Floats, times, total_of_all
from snippets.careful.validation import not_negative, refuse

Reduction: TypeAlias = Literal["mean", "sum", "none"]


def reduce_losses(
    losses: Floats,
    reduction: Reduction = "mean",
    weights: ArrayLike | None = None,
    samples: str = "y",
) -> Floats:
    """Combine losses of any shape, with w_i the weights (1 where none are given).

    - "none": w_i L_i, one for each sample
    - "sum": Σ w_i L_i
    - "mean": Σ w_i L_i / Σ w_i. The denominator is the sum of the weights, not the number of
      samples; without weights the two are the same.

    A sample of weight 0 does not count, even if its loss is infinite. samples: the argument to
    name in the message if there are no samples.

    Raises ValueError for weights that are negative, infinite or not of the shape of the losses,
    for a mean over no samples or over weights that are all 0, and for an unknown reduction.
    """
    if reduction not in ("mean", "sum", "none"):
        refuse("reduction", repr(reduction), "'mean', 'sum' or 'none'")
    if weights is None:
        weighted, denominator = losses, float(losses.size)
    else:
        w = _weights_like(losses, weights)
        weighted, denominator = times(w, losses), float(total_of_all(w))
    if reduction == "none":
        return weighted
    if reduction == "sum":
        return total_of_all(weighted)
    if losses.size == 0:
        refuse(samples, "no samples", "at least one for a mean")
    if denominator == 0:
        refuse("weights", "only zeros", "at least one weight above 0 for a mean")
    return total_of_all(weighted) / denominator


def _weights_like(losses: Floats, weights: ArrayLike) -> Floats:
    """Weights that are finite, not negative, and one for each loss."""
    w = not_negative(weights, "weights")
    if w.shape != losses.shape:
        refuse("weights", f"shape {w.shape}", f"one weight for each loss, shape {losses.shape}")
    return w
