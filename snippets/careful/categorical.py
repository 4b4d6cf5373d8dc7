"""Categorical cross-entropy: one of C classes is right.

The model gives each a probability.
Classes are on the last axis. Take logits where there are some: a
probability of 1 − 1e-20 is stored as 1, with loss 0, where the logits still
know that the loss is 1e-20.
"""

from collections.abc import Callable
from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from snippets.careful.arithmetic import Floats, float64_inside, times, total
from snippets.careful.parameters import whole_from_one
from snippets.careful.reduction import Reduction, reduce_losses, weights_of_shape
from snippets.careful.softmax import as_logits, below_largest, exponentials, rest
from snippets.careful.validation import (
    as_array,
    class_labels,
    distributions,
    refuse,
    same_shape,
)

Labels: TypeAlias = NDArray[np.int64]

BLOCK = 2**15
"""Logits worked on at a time: 256 kB, which stay in the cache."""

SMALL_LOSS = 1.0
"""Below this, the rounding of z − max z shows in the loss.

Such a loss is computed once more with `exponentials`, which do not show
it but take longer."""

FEW_CLASSES = 24
"""With fewer classes NumPy adds faster across the rows than along.

And computing small losses once more takes longer than `exponentials`."""


def one_hot(labels: ArrayLike, classes: int) -> Floats:
    """y_c = 1 for the class c that is the label, 0 for all others.

    Labels of shape (…) become rows of shape (…, classes).
    Raises ValueError for labels that are not whole numbers from 0 to
    classes − 1.
    """
    count = whole_from_one(classes, "classes")
    k = class_labels(labels, "labels", count)
    return np.where(k[..., np.newaxis] == np.arange(count), 1.0, 0.0)


def uniform(classes: int) -> Floats:
    """u_c = 1/C: all classes have the same probability.

    Raises ValueError unless there is at least one class.
    """
    count = whole_from_one(classes, "classes")
    return np.full(count, 1 / count)


@float64_inside
def categorical_cross_entropy(
    y: ArrayLike,
    y_hat: ArrayLike,
    reduction: Reduction = "mean",
    weights: ArrayLike | None = None,
) -> Floats:
    """L = −Σ y_c log ŷ_c for each sample, in nats.

    Infinite if the true class is given 0.
    y, y_hat: distributions of shape (…, classes), y often one-hot; one loss
    for each row.
    reduction, weights: see `reduce_losses`; the mean divides by the sum of
    the weights.
    Raises ValueError for rows that are no distributions, shapes that
    differ, a mean of nothing.
    """
    y, y_hat = distributions(y, "y"), distributions(y_hat, "y_hat")
    same_shape(y, "y", y_hat, "y_hat")
    return reduce_losses(total(times(y, 0 - np.log(y_hat))), reduction, weights)


@float64_inside
def categorical_cross_entropy_gradient(y: ArrayLike, y_hat: ArrayLike) -> Floats:
    """∂L/∂ŷ_c = −y_c/ŷ_c for each sample, shaped like ŷ; 0 where y_c is.

    As if the ŷ_c could be moved one by one; that they sum to 1 is for the
    model to see to.
    Shapes and errors as in `categorical_cross_entropy`.
    """
    y, y_hat = distributions(y, "y"), distributions(y_hat, "y_hat")
    same_shape(y, "y", y_hat, "y_hat")
    return times(y, -1 / y_hat)


@float64_inside
def softmax_cross_entropy(
    y: ArrayLike,
    z: ArrayLike,
    reduction: Reduction = "mean",
    weights: ArrayLike | None = None,
) -> Floats:
    """L = −Σ y_c log softmax(z)_c for each sample, in nats.

    y: distributions (one-hot, smoothed, or any other); z: logits; both of
    shape (…, classes).
    reduction, weights: see `reduce_losses`; the mean divides by the sum of
    the weights.
    Raises ValueError for rows of y that are no distributions, for logits
    that have no softmax (see `as_logits`), for shapes that differ, for a
    mean of nothing.
    """
    y, z = distributions(y, "y"), _logits_to_check(z)
    same_shape(y, "y", z, "z")
    losses = _in_blocks(_soft_losses, _rows(y), z, out=np.empty(z.shape[:-1]))
    return reduce_losses(_with_a_softmax(losses, z, weights), reduction, weights)


@float64_inside
def softmax_cross_entropy_gradient(y: ArrayLike, z: ArrayLike) -> Floats:
    """∂L/∂z_j = softmax(z)_j − y_j for each sample, in the shape of z.

    Near 1 the two would cancel; there the equal (1 − y_j) − (1 −
    softmax(z)_j) is computed.
    Shapes and errors as in `softmax_cross_entropy`.
    """
    y, z = distributions(y, "y"), _logits_to_check(z)
    same_shape(y, "y", z, "z")
    return _with_a_softmax(_in_blocks(_soft_gradients, _rows(y), z, out=np.empty(z.shape)), z)


@float64_inside
def sparse_softmax_cross_entropy(
    labels: ArrayLike,
    z: ArrayLike,
    reduction: Reduction = "mean",
    weights: ArrayLike | None = None,
) -> Floats:
    """L = −log softmax(z)_label for each sample, in nats.

    labels: class numbers of shape (…); z: logits of shape (…, classes).
    reduction, weights: see `reduce_losses`; the mean divides by the sum of
    the weights.
    Raises ValueError for labels that are not whole numbers from 0 to
    classes − 1, for logits that have no softmax (see `as_logits`), for
    shapes that differ, for a mean of nothing.
    """
    z = _logits_to_check(z)
    y = _one_label_for_each_row(labels, z)
    losses = _in_blocks(_label_losses, y.ravel(), z, out=np.empty(y.shape))
    losses = _with_a_softmax(losses, z, weights)
    return reduce_losses(losses, reduction, weights, samples="labels")


@float64_inside
def sparse_softmax_cross_entropy_gradient(labels: ArrayLike, z: ArrayLike) -> Floats:
    """∂L/∂z_j = softmax(z)_j for each sample, less 1 at the label.

    In the shape of z.
    At the label the equal −Σ_{j≠label} softmax(z)_j is computed, which does
    not cancel.
    Shapes and errors as in `sparse_softmax_cross_entropy`.
    """
    z = _logits_to_check(z)
    y = _one_label_for_each_row(labels, z)
    return _with_a_softmax(_in_blocks(_label_gradients, y.ravel(), z, out=np.empty(z.shape)), z)


def _label_losses(y: Labels, z: Floats) -> Floats:
    """−log softmax(z)_y for each row."""
    d = below_largest(z)
    d_y = d[np.arange(len(y)), y]
    if z.shape[-1] < FEW_CLASSES:
        return _losses_from(y, d_y, exponentials(z))
    losses = _losses_from(y, d_y, np.exp(d, out=d))
    small = losses < SMALL_LOSS
    if small.any():
        losses[small] = _losses_from(y[small], d_y[small], exponentials(z[small]))
    return losses


def _losses_from(y: Labels, d_y: Floats, terms: Floats) -> Floats:
    """log1p(Σ_{j≠y} e^d_j + (e^d_y − 1)) − d_y, where d = z − max z.

    This is −log softmax(d)_y.
    If y is the largest logit, e^d_y − 1 is exactly 0; if it is not, every
    term adds. Nothing cancels, so that a loss of 1e-20 comes out as 1e-20.
    The terms e^d_j are overwritten.
    """
    at_y, sum_of_others = _split_off(y, terms)
    return np.log1p(sum_of_others + (at_y - 1)) - d_y


def _label_gradients(y: Labels, z: Floats) -> Floats:
    """Compute softmax(z) − one_hot(y) for each row."""
    terms = exponentials(z)
    at_y, sum_of_others = _split_off(y, terms)
    terms[np.arange(len(y)), y] = 0 - sum_of_others
    return terms / (sum_of_others + at_y)[:, np.newaxis]


def _split_off(y: Labels, terms: Floats) -> tuple[Floats, Floats]:
    """Take away the term at the label of each row; add up the others.

    What is taken away leaves 0.
    """
    here = np.arange(len(y)), y
    at_y = terms[here]
    terms[here] = 0
    return at_y, terms.sum(axis=-1)


def _soft_losses(y: Floats, z: Floats) -> Floats:
    """−Σ y_c log softmax(z)_c for each row."""
    d = below_largest(z)
    few = z.shape[-1] < FEW_CLASSES
    losses = _soft_losses_from(y, d, exponentials(z) if few else np.exp(d))
    small = losses < SMALL_LOSS
    if not few and small.any():
        losses[small] = _soft_losses_from(y[small], d[small], exponentials(z[small]))
    huge = losses == np.inf
    if huge.any():
        losses[huge] = _huge_losses(y[huge], z[huge])
    return losses


def _soft_losses_from(y: Floats, d: Floats, terms: Floats) -> Floats:
    """Σ y_c (log Σ e^d_j − d_c), given the terms e^d_j.

    This is −Σ y_c log softmax(d)_c. As no d_c is above 0, nothing cancels.
    """
    log_sums = np.log1p(rest(terms))[:, np.newaxis]
    losses: Floats = times(y, log_sums - d).sum(axis=-1)
    return losses


def _huge_losses(y: Floats, z: Floats) -> Floats:
    """Σ y_c (max z − z_c), in halves.

    Float64 can hold these where it cannot hold max z − z_c.
    Beside such a loss log Σ e^(z_j − max z) is nothing. The largest of the
    differences, 0, is added because it is NaN where a logit is ∞.
    """
    halves = below_largest(z / 2)
    losses: Floats = 2 * times(y, 0 - halves).sum(axis=-1) + halves.max(axis=-1)
    return losses


def _soft_gradients(y: Floats, z: Floats) -> Floats:
    """Compute softmax(z) − y for each row.

    Where softmax(z) is above ½, as (1 − y) − (1 − softmax(z)).
    """
    terms = exponentials(z)
    others = rest(terms.copy())[:, np.newaxis]
    s, one_minus_s = terms / (1 + others), others / (1 + others)
    return np.where(s > 0.5, (1 - y) - one_minus_s, s - y)


def _logits_to_check(z: ArrayLike) -> NDArray[Any]:
    """Logits of shape (…, classes), of their dtype, yet to be checked.

    `_with_a_softmax` does that.
    """
    array = as_array(z, "z")
    return array if array.dtype.kind == "f" and array.ndim and array.size else as_logits(z)


def _one_label_for_each_row(labels: ArrayLike, z: NDArray[Any]) -> Labels:
    """Class numbers in the shape of z without its last axis."""
    y = class_labels(labels, "labels", z.shape[-1])
    if y.shape != z.shape[:-1]:
        refuse("labels", f"shape {y.shape}", f"one label for each row of z, shape {z.shape[:-1]}")
    return y


def _rows(array: NDArray[Any]) -> NDArray[Any]:
    """Shape (…, classes) as (rows, classes)."""
    return array.reshape(-1, array.shape[-1])


def _in_blocks(
    function: Callable[[Any, Floats], Floats], y: NDArray[Any], z: NDArray[Any], out: Floats
) -> Floats:
    """Fill out with function(y, z), some rows at a time, to save memory."""
    rows = _rows(z)
    results = out.reshape(len(rows), *out.shape[z.ndim - 1 :])
    height = max(1, BLOCK // rows.shape[-1])
    order: Literal["F", "C"] = "F" if rows.shape[-1] < FEW_CLASSES else "C"
    for start in range(0, len(rows), height):
        block = slice(start, start + height)
        results[block] = function(y[block], np.asarray(rows[block], np.float64, order=order))
    return out


def _with_a_softmax(results: Floats, z: NDArray[Any], weights: ArrayLike | None = None) -> Floats:
    """Look through results for NaN, the mark of logits without a softmax.

    A row of nothing but −∞, such as padding, counts as 0 if its weight is
    0.
    Raises ValueError for all others, as `as_logits` does.
    """
    if not np.isnan(results).any():
        return results
    nothing = np.zeros(z.shape[:-1], dtype=bool)
    if weights is not None:
        nothing = (weights_of_shape(nothing.shape, weights) == 0) & (z.max(axis=-1) == -np.inf)
    as_logits(np.where(nothing[..., np.newaxis], 0.0, z))
    return np.where(nothing, 0.0, results)
