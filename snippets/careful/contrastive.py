"""Contrastive losses: which of many candidates belongs to this one.

Each is a softmax cross-entropy.
The classes are the candidates, the label is the right one, and the logits
are similarities divided by a temperature τ. The others of the batch serve
as wrong candidates.
"""

import numpy as np
from numpy.typing import ArrayLike

from snippets.careful.arithmetic import Floats, float64_inside
from snippets.careful.categorical import (
    Labels,
    sparse_softmax_cross_entropy,
    sparse_softmax_cross_entropy_gradient,
)
from snippets.careful.margins import cosines, cosines_gradient
from snippets.careful.parameters import above_zero
from snippets.careful.reduction import Reduction
from snippets.careful.validation import finite, refuse


@float64_inside
def info_nce(
    similarities: ArrayLike, temperature: float = 1.0, reduction: Reduction = "mean"
) -> Floats:
    """InfoNCE: L_i = −log softmax(s_i/τ)_i, in nats.

    Candidate i is the right one for row i.
    similarities: s_ij of row i and candidate j, shape (N, M) with M ≥ N,
    higher for what is more alike; temperature: τ, above 0. Similarities
    that tell nothing give log M.
    Raises ValueError for other shapes and temperatures, infinite numbers,
    no rows.
    Source: A. van den Oord et al. 2018, arXiv 1807.03748, equation 4.
    """
    s = _with_a_candidate_for_each(similarities)
    return sparse_softmax_cross_entropy(np.arange(len(s)), _logits(s, temperature), reduction)


@float64_inside
def info_nce_gradient(similarities: ArrayLike, temperature: float = 1.0) -> Floats:
    """∂L_i/∂s_ij = softmax(s_i/τ)_j/τ, less 1/τ for j = i.

    In the shape of the similarities.
    Arguments and errors as in `info_nce`.
    """
    s = _with_a_candidate_for_each(similarities)
    slopes = sparse_softmax_cross_entropy_gradient(np.arange(len(s)), _logits(s, temperature))
    return slopes / temperature


@float64_inside
def nt_xent(
    first: ArrayLike, second: ArrayLike, temperature: float = 0.5, reduction: Reduction = "mean"
) -> Floats:
    """NT-Xent: L_i = −log softmax(cos θ_i/τ)_j(i), in nats.

    The softmax is over the 2N − 1 other views.
    first, second: features of two views of the same N samples, both of
    shape (N, d), lengths of no matter; j(i) is the other view of i's
    sample; temperature: τ, above 0. The mean is over the 2N views; "none"
    gives shape (2N,), first views first.
    Raises ValueError for vectors of length 0, infinite numbers, shapes that
    differ, no samples.
    Source: T. Chen et al., ICML 2020, arXiv 2002.05709, equation 1 (τ = 0.5
    there for CIFAR-10).
    """
    z = _between_views(both_views(first, second), temperature)
    return sparse_softmax_cross_entropy(_other_views(len(z)), z, reduction)


@np.errstate(all="ignore")
def nt_xent_gradient(
    first: ArrayLike, second: ArrayLike, temperature: float = 0.5
) -> tuple[Floats, Floats]:
    """∂L/∂x for the features of both views, of the mean loss `nt_xent`.

    Each of shape (N, d).
    A view has two parts in it: it looks for its partner, and it is a
    candidate for all others.
    Arguments and errors as in `nt_xent`.
    """
    views = both_views(first, second)
    z = _between_views(views, temperature)
    slopes = sparse_softmax_cross_entropy_gradient(_other_views(len(views)), z)
    seeking, sought = cosines_gradient(views, views.T, slopes / (temperature * len(views)))
    of_first, of_second = np.split(seeking + sought.T, 2)
    return of_first, of_second


@float64_inside
def nt_xent_logits(first: ArrayLike, second: ArrayLike, temperature: float = 0.5) -> Floats:
    """Logits z_ij = cos θ_ij/τ of all 2N views, where z_ii is −∞.

    Of shape (2N, 2N). No view is a candidate for itself.
    Arguments and errors as in `nt_xent`.
    """
    return _between_views(both_views(first, second), temperature)


def both_views(first: ArrayLike, second: ArrayLike) -> Floats:
    """Features of the first views, below them those of the second.

    Of shape (2N, d), in float64. Features and errors as in `nt_xent`.
    """
    x, y = finite(first, "first"), finite(second, "second")
    if x.ndim != 2 or len(x) == 0:
        refuse("first", f"shape {x.shape}", "features of at least one sample, shape (N, d)")
    if x.shape != y.shape:
        refuse("second", f"shape {y.shape}", f"the shape of first, which is {x.shape}")
    for name, features in (("first", x), ("second", y)):
        if not features.any(axis=-1).all():
            refuse(name, "a vector of length 0", "vectors that have a direction")
    return np.concatenate([x, y])


def _with_a_candidate_for_each(similarities: ArrayLike) -> Floats:
    """Similarities of at least as many candidates as rows."""
    s = finite(similarities, "similarities")
    if s.ndim != 2 or not 0 < s.shape[0] <= s.shape[1]:
        refuse("similarities", f"shape {s.shape}", "(N, M) with a candidate for each of N > 0 rows")
    return s


def _other_views(views: int) -> Labels:
    """Tell for each view the place of the other view of its sample."""
    return np.roll(np.arange(views), views // 2)


def _between_views(views: Floats, temperature: float) -> Floats:
    """Logits in which no view is a candidate for itself."""
    z = _logits(cosines(views, views.T), temperature)
    return np.where(np.eye(len(z), dtype=bool), -np.inf, z)


def _logits(similarities: Floats, temperature: float) -> Floats:
    """s/τ, in float64."""
    z = similarities / above_zero(temperature, "temperature")
    if not np.isfinite(z).all():
        refuse("temperature", temperature, "one that similarities divided by it stay in float64")
    return z
