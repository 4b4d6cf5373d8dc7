"""Cross-entropy of language models: the mean over tokens that count.

Padding and prompts are marked by a label that is no class, −100 by custom.
The mean is over the tokens that are left, and its denominator is their
number. Where the gradients of several batches are added up before a step,
it is the number in all of them together: the mean of the batches' own means
would give a token of a short batch more weight than one of a long batch.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from snippets.careful.arithmetic import Floats, float64_inside, times
from snippets.careful.categorical import (
    Labels,
    sparse_softmax_cross_entropy,
    sparse_softmax_cross_entropy_gradient,
)
from snippets.careful.parameters import single, whole_from_one
from snippets.careful.reduction import Reduction
from snippets.careful.validation import as_array, integers, refuse

IGNORED = -100
"""The label that PyTorch and Hugging Face ignore unless told otherwise."""


def next_token_labels(tokens: ArrayLike, ignore_index: int = IGNORED) -> Labels:
    """Label each token with the next; the last has none and is ignored.

    tokens: numbers of tokens, shape (…, length); the result has the same
    shape.
    Raises ValueError for numbers that are not whole, and for a single
    number.
    """
    t = integers(tokens, "tokens")
    if t.ndim == 0:
        refuse("tokens", "a single number", "a sequence of tokens on the last axis")
    labels = np.full_like(t, _index(ignore_index))
    labels[..., :-1] = t[..., 1:]
    return labels


def count_tokens(labels: ArrayLike, ignore_index: int = IGNORED) -> int:
    """Count the labels that are not ignored: the denominator of the mean.

    labels: of any shape. For gradients of several batches add up their
    counts.
    Raises ValueError for labels that are not whole numbers.
    """
    return int(np.count_nonzero(_counted(integers(labels, "labels"), ignore_index)))


@float64_inside
def token_cross_entropy(
    labels: ArrayLike,
    z: ArrayLike,
    reduction: Reduction = "mean",
    ignore_index: int = IGNORED,
    total_tokens: int | None = None,
) -> Floats:
    """L = −1/T Σ log softmax(z_t)_label, in nats.

    The sum is over the T tokens whose label is not ignored.
    labels: class numbers, or ignore_index, of shape (…); z: logits of shape
    (…, classes).
    reduction: "sum" does not divide by T; "none" gives one loss a token, 0
    for the ignored.
    total_tokens: T, if other batches are added to this one: the tokens in
    all of them (`count_tokens`). Left out, T is the number in this batch.
    Only "mean" uses it.
    Raises ValueError as `sparse_softmax_cross_entropy` does, and for a mean
    where all labels are
    ignored, unless total_tokens is given: then the batch adds 0. Logits of
    ignored tokens may be −∞.
    """
    y, counted = _labels_and_counted(labels, ignore_index)
    if reduction != "mean":
        return sparse_softmax_cross_entropy(y, z, reduction, weights=counted)
    count = _denominator(counted, total_tokens)
    return sparse_softmax_cross_entropy(y, z, "sum", weights=counted) / count


@float64_inside
def token_cross_entropy_gradient(
    labels: ArrayLike, z: ArrayLike, ignore_index: int = IGNORED, total_tokens: int | None = None
) -> Floats:
    """∂L/∂z_tj of the mean: 1/T (softmax(z_t)_j, less 1 at the label).

    For the ignored it is 0.
    In the shape of z. With the tokens of all batches as T, the gradients of
    the batches add up to that of one large batch. Arguments and errors as
    in `token_cross_entropy`.
    """
    y, counted = _labels_and_counted(labels, ignore_index)
    count = _denominator(counted, total_tokens)
    slopes = sparse_softmax_cross_entropy_gradient(y, _without(z, counted))
    return times(counted[..., np.newaxis], slopes) / count


def _labels_and_counted(labels: ArrayLike, ignore_index: int) -> tuple[Labels, Floats]:
    """Labels, with 0 for those ignored, and which of them count.

    The latter as 1 for each that counts, otherwise 0.
    """
    y = integers(labels, "labels")
    counted = _counted(y, ignore_index)
    return np.where(counted, y, 0), counted.astype(np.float64)


def _counted(labels: Labels, ignore_index: int) -> NDArray[np.bool_]:
    return np.not_equal(labels, _index(ignore_index))


def _index(ignore_index: int) -> int:
    return int(single(integers(ignore_index, "ignore_index"), "ignore_index"))


def _denominator(counted: Floats, total_tokens: int | None) -> int:
    """Return the number of tokens to divide by."""
    here = int(counted.sum())
    if total_tokens is None:
        if here == 0:
            refuse("labels", "none that counts", "at least one that is not ignored, for a mean")
        return here
    count = whole_from_one(total_tokens, "total_tokens")
    if count < here:
        refuse("total_tokens", count, f"the number in all batches, at least the {here} of this one")
    return count


def _without(z: ArrayLike, counted: Floats) -> ArrayLike:
    """Logits with 0 in the rows of nothing but −∞ that do not count."""
    array = as_array(z, "z")
    if array.shape[:-1] != counted.shape or not array.size:
        return array
    nothing = (counted == 0) & (array.max(axis=-1) == -np.inf)
    return np.where(nothing[..., np.newaxis], 0, array) if nothing.any() else array
