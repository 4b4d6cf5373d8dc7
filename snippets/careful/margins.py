"""Margin losses: cross-entropy in which the true class wins by a margin.

Each loss replaces the logit of the true class by a smaller one and leaves
the others alone. The classes are the columns W_j of the weights; θ_j is the
angle between a feature x and W_j.
"""

from math import pi

import numpy as np
from numpy.typing import ArrayLike, NDArray

from snippets.careful.arithmetic import Floats, float64_inside, times
from snippets.careful.categorical import (
    one_hot,
    sparse_softmax_cross_entropy,
    sparse_softmax_cross_entropy_gradient,
)
from snippets.careful.parameters import above_zero, from_zero_on, single, whole_from_one
from snippets.careful.reduction import Reduction
from snippets.careful.softmax import as_logits
from snippets.careful.validation import (
    as_floats,
    class_labels,
    finite,
    refuse,
)


@float64_inside
def cosines(features: ArrayLike, weights: ArrayLike) -> Floats:
    """W_jᵀx / (‖W_j‖ ‖x‖) = cos θ_j, for every sample and class.

    features: (…, d); weights: (d, classes), a column for each class; the
    result is (…, classes).
    Raises ValueError for infinite numbers, for shapes that do not fit, and
    for a vector of length 0, which has no direction.
    """
    x, w = _features_and_weights(features, weights)
    return np.clip(unit(x) @ unit(w.T).T, -1, 1)


@np.errstate(all="ignore")
def cosines_gradient(
    features: ArrayLike, weights: ArrayLike, slopes: ArrayLike
) -> tuple[Floats, Floats]:
    """∂L/∂x for each sample and Σ ∂L/∂W, from the slopes ∂L/∂cos θ_j.

    The sum is over the samples.
    ∂cos θ_j/∂x = (W_j/‖W_j‖ − cos θ_j x/‖x‖)/‖x‖, at a right angle to x:
    the length of x makes no difference. The same holds for W_j.

    features: (N, d); weights: (d, classes); slopes: (N, classes). Errors as
    in `cosines`.
    """
    x, w = _features_and_weights(features, weights)
    if x.ndim != 2:
        refuse("features", f"shape {x.shape}", "a row for each sample, shape (N, d)")
    g, cosine = finite(slopes, "slopes"), cosines(x, w)
    if g.shape != cosine.shape:
        refuse("slopes", f"shape {g.shape}", f"one for each sample and class, {cosine.shape}")
    x_slopes = g @ unit(w.T) - np.sum(g * cosine, axis=-1, keepdims=True) * unit(x)
    w_slopes = unit(x).T @ g - np.sum(g * cosine, axis=0) * unit(w.T).T
    return x_slopes / length(x)[:, np.newaxis], w_slopes / length(w.T)


@float64_inside
def l_softmax_psi(theta: ArrayLike, m: int) -> Floats:
    """ψ(θ) = (−1)^k cos(mθ) − 2k for θ between kπ/m and (k + 1)π/m.

    It falls from 1 to 1 − 2m.
    theta: angles from 0 to π; m: the margin, a whole number from 1 on (1
    leaves cos θ).
    Raises ValueError for other angles and margins.
    Source: W. Liu et al., ICML 2016, arXiv 1612.02295, equation 6.
    """
    theta = _angles(theta, "theta")
    k = _interval(theta, whole_from_one(m, "m"))
    sign = np.where(k % 2 == 0, 1.0, -1.0)
    return sign * np.cos(m * theta) - 2 * k


@float64_inside
def l_softmax_psi_slope(theta: ArrayLike, m: int) -> Floats:
    """∂ψ/∂cos θ = (−1)^k m sin(mθ)/sin θ.

    It tends to m² at θ = 0 and θ = π.
    Arguments and errors as in `l_softmax_psi`.
    """
    theta = _angles(theta, "theta")
    sign = np.where(_interval(theta, whole_from_one(m, "m")) % 2 == 0, 1.0, -1.0)
    inside = (theta > 0) & (theta < pi)
    return np.where(inside, sign * m * np.sin(m * theta) / np.sin(theta), m**2)


@float64_inside
def l_softmax_loss(
    features: ArrayLike,
    weights: ArrayLike,
    labels: ArrayLike,
    m: int,
    reduction: Reduction = "mean",
) -> Floats:
    """L-Softmax: ‖W_y‖ ‖x‖ cos θ_y becomes ‖W_y‖ ‖x‖ ψ(θ_y).

    features: (…, d); weights: (d, classes); labels: (…); the loss is in
    nats.
    Raises ValueError as `cosines`, `l_softmax_psi` and
    `sparse_softmax_cross_entropy` do.
    """
    x, w = _features_and_weights(features, weights)
    cosine = cosines(x, w)
    psi = l_softmax_psi(np.arccos(cosine), m)
    logits = _finite_lengths(x, w) * at_label(labels, psi, otherwise=cosine)
    return sparse_softmax_cross_entropy(labels, logits, reduction)


@np.errstate(all="ignore")
def l_softmax_loss_gradient(
    features: ArrayLike, weights: ArrayLike, labels: ArrayLike, m: int
) -> tuple[Floats, Floats]:
    """∂L/∂x for each sample, and Σ ∂L/∂W, for `l_softmax_loss`.

    The sum is over the samples.
    The logit ‖W_y‖ ‖x‖ ψ(θ_y) changes with the two lengths and with the
    angle between them.
    """
    x, w = _features_and_weights(features, weights)
    cosine = cosines(x, w)
    theta = np.arccos(cosine)
    heights = at_label(labels, l_softmax_psi(theta, m), otherwise=cosine)
    steepness = at_label(labels, l_softmax_psi_slope(theta, m), otherwise=np.ones_like(cosine))
    sizes = _finite_lengths(x, w)
    slopes = sparse_softmax_cross_entropy_gradient(labels, sizes * heights)
    x_slope, w_slope = cosines_gradient(x, w, slopes * sizes * steepness)
    x_growth = np.sum(slopes * heights * length(w.T), axis=-1, keepdims=True)
    w_growth = np.sum(slopes * heights * length(x)[..., np.newaxis], axis=0)
    return x_slope + x_growth * unit(x), w_slope + w_growth * unit(w.T).T


@float64_inside
def sm_softmax_loss(
    logits: ArrayLike, labels: ArrayLike, m: float, reduction: Reduction = "mean"
) -> Floats:
    """SM-Softmax: the true class's logit z_y becomes z_y − m.

    Nothing is normalised.
    logits: (…, classes); labels: (…); m: the margin, from 0 on; the loss is
    in nats.
    Raises ValueError for a negative margin and as
    `sparse_softmax_cross_entropy` does.
    Source: X. Liang et al., ICONIP 2017, doi 10.1007/978-3-319-70096-0_43.
    """
    z = as_logits(logits, "logits")
    with_margin = at_label(labels, z - from_zero_on(m, "m"), otherwise=z)
    return sparse_softmax_cross_entropy(labels, with_margin, reduction)


@float64_inside
def sm_softmax_loss_gradient(logits: ArrayLike, labels: ArrayLike, m: float) -> Floats:
    """∂L/∂z_j of `sm_softmax_loss` for each sample, shaped like logits."""
    z = as_logits(logits, "logits")
    with_margin = at_label(labels, z - from_zero_on(m, "m"), otherwise=z)
    return sparse_softmax_cross_entropy_gradient(labels, with_margin)


@float64_inside
def am_softmax_loss(
    cosines: ArrayLike,
    labels: ArrayLike,
    scale: float,
    margin: float,
    reduction: Reduction = "mean",
) -> Floats:
    """AM-Softmax, or CosFace: s cos θ_j, but s (cos θ_y − m) at the label.

    cosines: (…, classes), from −1 to 1; labels: (…); scale: s, above 0;
    margin: m, from 0 on; the loss is in nats.
    Raises ValueError for other cosines, scales and margins, and as
    `sparse_softmax_cross_entropy`.
    Sources: F. Wang et al. 2018, arXiv 1801.05599 (s = 30, m = 0.35); H.
    Wang et al., CVPR 2018, arXiv 1801.09414 (s = 64).
    """
    cosine, s, m = (
        _rows_of_cosines(cosines),
        above_zero(scale, "scale"),
        from_zero_on(margin, "margin"),
    )
    logits = s * at_label(labels, cosine - m, otherwise=cosine)
    return sparse_softmax_cross_entropy(labels, logits, reduction)


@float64_inside
def am_softmax_loss_gradient(
    cosines: ArrayLike, labels: ArrayLike, scale: float, margin: float
) -> Floats:
    """∂L/∂cos θ_j of `am_softmax_loss` for each sample.

    In the shape of the cosines.
    """
    cosine, s, m = (
        _rows_of_cosines(cosines),
        above_zero(scale, "scale"),
        from_zero_on(margin, "margin"),
    )
    logits = s * at_label(labels, cosine - m, otherwise=cosine)
    return s * sparse_softmax_cross_entropy_gradient(labels, logits)


@float64_inside
def arcface_loss(
    cosines: ArrayLike,
    labels: ArrayLike,
    scale: float,
    margin: float,
    reduction: Reduction = "mean",
) -> Floats:
    """ArcFace: logits s cos θ_j, but s cos(θ_y + m) for the true class.

    cosines: (…, classes), from −1 to 1; labels: (…); scale: s, above 0;
    margin: m, an angle from 0 to π radians; the loss is in nats. Beyond θ_y
    = π − m the logit rises again with the angle.
    Raises ValueError for other cosines, scales and margins, and as
    `sparse_softmax_cross_entropy`.
    Source: J. Deng et al., CVPR 2019, arXiv 1801.07698 (s = 64, m = 0.5).
    """
    cosine, s = _rows_of_cosines(cosines), above_zero(scale, "scale")
    logits = s * at_label(labels, cosine_of_sum(cosine, margin), otherwise=cosine)
    return sparse_softmax_cross_entropy(labels, logits, reduction)


@float64_inside
def arcface_loss_gradient(
    cosines: ArrayLike, labels: ArrayLike, scale: float, margin: float
) -> Floats:
    """∂L/∂cos θ_j of `arcface_loss` for each sample.

    In the shape of the cosines.
    At the true class the chain rule brings in ∂cos(θ + m)/∂cos θ = sin(θ +
    m)/sin θ, which is infinite at θ = 0 and θ = π, and counts as 0 there
    for a class that is certain.
    """
    cosine, s = _rows_of_cosines(cosines), above_zero(scale, "scale")
    logits = s * at_label(labels, cosine_of_sum(cosine, margin), otherwise=cosine)
    slopes = at_label(labels, cosine_of_sum_slope(cosine, margin), otherwise=np.ones_like(cosine))
    return times(sparse_softmax_cross_entropy_gradient(labels, logits), s * slopes)


@float64_inside
def center_loss(features: ArrayLike, centers: ArrayLike, labels: ArrayLike) -> Floats:
    """½ Σ ‖x_i − c_{y_i}‖²: how far features lie from their centres.

    features: (N, d); centers: (classes, d); labels: (N,). A sum over the
    samples, not a mean.
    Raises ValueError for infinite numbers, shapes that do not fit and
    labels out of range.
    Source: Y. Wen et al., ECCV 2016, doi 10.1007/978-3-319-46478-7_31.
    """
    from_centers = center_loss_gradient(finite(features, "features"), centers, labels)
    return np.asarray(np.sum(from_centers**2) / 2)


@float64_inside
def center_loss_gradient(features: ArrayLike, centers: ArrayLike, labels: ArrayLike) -> Floats:
    """∂L/∂x_i = x_i − c_{y_i}, in the shape of the features.

    Errors as in `center_loss`.
    """
    x, c = finite(features, "features"), finite(centers, "centers")
    if x.ndim != 2 or c.ndim != 2 or x.shape[1] != c.shape[1]:
        refuse("centers", f"shape {c.shape}", f"(classes, d) for features of shape {x.shape}")
    y = class_labels(labels, "labels", len(c))
    if y.shape != x.shape[:1]:
        refuse("labels", f"shape {y.shape}", f"one label for each row of features, {x.shape[:1]}")
    return x - c[y]


@float64_inside
def cosine_of_sum(cosines: ArrayLike, margin: float) -> Floats:
    """cos(θ + m) = cos θ cos m − sin θ sin m, from cos θ.

    For angles θ and m from 0 to π.
    """
    cosine, m = _cosines(cosines), single(_angles(margin, "margin"), "margin")
    return cosine * np.cos(m) - sine(cosine) * np.sin(m)


@float64_inside
def cosine_of_sum_slope(cosines: ArrayLike, margin: float) -> Floats:
    """∂cos(θ + m)/∂cos θ = sin(θ + m)/sin θ; 1 for m = 0.

    Computed as cos m + cos θ sin m / sin θ.
    """
    cosine, m = _cosines(cosines), single(_angles(margin, "margin"), "margin")
    if m == 0:
        return np.ones_like(cosine)
    return np.cos(m) + cosine * np.sin(m) / sine(cosine)


def sine(cosine: Floats) -> Floats:
    """√((1 − cos θ)(1 + cos θ)) = sin θ.

    As √(1 − cos² θ) it would cancel near θ = 0.
    """
    return np.sqrt((1 - cosine) * (1 + cosine))


def at_label(labels: ArrayLike, special: Floats, otherwise: Floats) -> Floats:
    """Take the special value at the label of each row, else the other.

    labels: (…); special, otherwise: (…, classes). Raises ValueError for
    labels that do not fit.
    """
    is_label = one_hot(labels, otherwise.shape[-1]) == 1
    if is_label.shape != otherwise.shape:
        got, want = is_label.shape[:-1], otherwise.shape[:-1]
        refuse("labels", f"shape {got}", f"one label for each row, shape {want}")
    return np.where(is_label, special, otherwise)


def length(vectors: Floats) -> Floats:
    """‖v‖ = √(Σ v_i²) over the last axis."""
    scaled, exponents = _near_one(vectors)
    return np.asarray(np.ldexp(np.linalg.norm(scaled, axis=-1), exponents[..., 0]))


def unit(vectors: Floats) -> Floats:
    """v/‖v‖ over the last axis."""
    scaled, _ = _near_one(vectors)
    return np.asarray(scaled / np.linalg.norm(scaled, axis=-1, keepdims=True))


def _near_one(vectors: Floats) -> tuple[Floats, NDArray[np.int32]]:
    """Divide vectors by powers of 2, and return these exponents too.

    No square is then too large or too small.
    """
    largest = np.abs(vectors).max(axis=-1, keepdims=True, initial=0.0)
    _, exponents = np.frexp(largest)
    return np.ldexp(vectors, -exponents), exponents


def lengths(x: Floats, w: Floats) -> Floats:
    """‖x‖ ‖W_j‖ for every sample and class."""
    return length(x)[..., np.newaxis] * length(w.T)


def _finite_lengths(x: Floats, w: Floats) -> Floats:
    """‖x‖ ‖W_j‖, which are the largest logits that there can be."""
    sizes = lengths(x, w)
    if np.any(sizes == np.inf):
        refuse("features", "lengths beyond float64", "‖x‖ ‖W_j‖ that float64 can hold")
    return sizes


def _interval(theta: Floats, m: int) -> NDArray[np.int64]:
    """⌊mθ/π⌋ = k for θ between kπ/m and (k + 1)π/m, at most m − 1."""
    return np.minimum(np.floor(m * theta / pi), m - 1).astype(np.int64)


def _cosines(values: ArrayLike) -> Floats:
    """Cosines from −1 to 1."""
    array = as_floats(values, "cosines")
    if np.any(np.abs(array) > 1):
        refuse("cosines", array[np.abs(array) > 1][0], "numbers from −1 to 1")
    return array


def _rows_of_cosines(values: ArrayLike) -> Floats:
    """Cosines from −1 to 1, shape (…, classes)."""
    array = _cosines(values)
    if array.ndim == 0 or array.shape[-1] == 0:
        refuse("cosines", f"shape {array.shape}", "at least one class on the last axis")
    return array


def _angles(values: ArrayLike, name: str) -> Floats:
    """Angles from 0 to π."""
    array = as_floats(values, name)
    if np.any((array < 0) | (array > pi)):
        refuse(name, array[(array < 0) | (array > pi)][0], "angles from 0 to π")
    return array


def _features_and_weights(features: ArrayLike, weights: ArrayLike) -> tuple[Floats, Floats]:
    """Features (…, d) and weights (d, classes), none of length 0."""
    x, w = finite(features, "features"), finite(weights, "weights")
    if x.ndim == 0 or w.ndim != 2 or x.shape[-1] != w.shape[0]:
        refuse("weights", f"shape {w.shape}", f"(d, classes) for features of shape {x.shape}")
    if np.any(length(x) == 0):
        refuse("features", "a vector of length 0", "vectors that have a direction")
    if np.any(length(w.T) == 0):
        refuse("weights", "a column of length 0", "columns that have a direction")
    return x, w
