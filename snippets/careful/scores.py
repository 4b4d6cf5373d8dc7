"""Scores that judge predicted probabilities, and decisions by them."""

from math import sqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray

from snippets.careful.arithmetic import Floats, float64_inside, total
from snippets.careful.parameters import share, whole_from_one
from snippets.careful.reduction import reduce_losses
from snippets.careful.softmax import softmax
from snippets.careful.validation import (
    binary_labels,
    class_labels,
    distributions,
    finite,
    one_hot_labels,
    positive,
    probabilities,
    refuse,
    same_shape,
)


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


@float64_inside
def reliability(y: ArrayLike, p: ArrayLike, bins: int = 10) -> Floats:
    """Compare what was said with what happened, in bins of equal width.

    y: labels 0 or 1; p: probabilities of 1; both of shape (N,).
    Returns an array (bins, 3): how many predictions fell into each bin,
    their mean, and the share of ones among their labels; NaN for the last
    two where a bin is empty. The last bin takes 1 too.
    Raises ValueError for other labels or probabilities, for shapes that
    differ, for no samples.
    """
    counts, said, happened = _in_bins(y, p, bins)
    table = np.stack([counts, said, happened], axis=-1)
    with np.errstate(invalid="ignore"):
        table[:, 1:] /= counts[:, np.newaxis]
    return table


@float64_inside
def expected_calibration_error(y: ArrayLike, p: ArrayLike, bins: int = 10) -> Floats:
    """ECE = Σ_b n_b/N |p̄_b − ȳ_b|: what happened, and what was said.

    Arguments and errors as in `reliability`.
    Source: C. Guo, G. Pleiss, Y. Sun and K. Q. Weinberger, ICML (2017),
    eq. 3, with the probability of label 1 in the place of the confidence.
    """
    counts, said, happened = _in_bins(y, p, bins)
    return total(np.abs(said - happened)) / total(counts)


def _in_bins(y: ArrayLike, p: ArrayLike, bins: int) -> tuple[Floats, Floats, Floats]:
    """Count the predictions in each bin; add them up, and their labels."""
    y, p = binary_labels(y, "y"), probabilities(p, "p")
    same_shape(y, "y", p, "p")
    if p.ndim != 1 or not p.size:
        refuse("p", f"shape {p.shape}", "shape (N,) with at least one sample")
    number = whole_from_one(bins, "bins")
    which = np.minimum(np.floor(p * number), number - 1).astype(np.int64)
    counts = np.bincount(which, minlength=number).astype(np.float64)
    said, happened = (np.bincount(which, one, number).astype(np.float64) for one in (p, y))
    return counts, said, happened


@float64_inside
def fit_temperature(labels: ArrayLike, z: ArrayLike) -> Floats:
    """T > 0 at which the mean of −log softmax(z/T)_label is smallest.

    labels: class numbers of shape (N,); z: finite logits of shape (N,
    classes). In β = 1/T the loss is convex, so that halving finds where its
    slope is 0, between 1/1000 and 1000; a T at one of these ends says that
    there is no best one: all are right, or it is best to ignore z.
    Raises ValueError for labels that are no classes, for shapes that do not
    fit, for no samples.
    """
    z = finite(z, "z")
    if z.ndim != 2 or not z.size:
        refuse("z", f"shape {z.shape}", "shape (N, classes) with at least one sample")
    y = class_labels(labels, "labels", z.shape[-1])
    if y.shape != z.shape[:1]:
        refuse("labels", f"shape {y.shape}", f"shape {z.shape[:1]}, one for each row of z")
    low, high = 1e-3, 1e3
    for _ in range(60):
        beta = sqrt(low * high)
        low, high = (beta, high) if _slope_in_beta(y, z, beta) < 0 else (low, beta)
    return np.array(1 / beta)


def _slope_in_beta(y: NDArray[np.int64], z: Floats, beta: float) -> float:
    """Mean of the expected logit less the logit of the label."""
    own = np.take_along_axis(z, y[:, np.newaxis], axis=-1)
    return float(np.mean(np.sum(softmax(beta * z) * (z - own), axis=-1)))


@float64_inside
def alarm_threshold(false_alarm: ArrayLike, miss: ArrayLike) -> Floats:
    """T = c_f / (c_f + c_m): the probability from which an alarm pays.

    false_alarm, miss: what each costs, above 0, of any shapes that fit
    together. Source: C. Elkan, IJCAI (2001), eq. 2.
    """
    c_f, c_m = positive(false_alarm, "false_alarm"), positive(miss, "miss")
    return c_f / (c_f + c_m)


@float64_inside
def precision(prevalence: float, recall: float, false_alarms: float) -> Floats:
    """π r / (π r + (1 − π) f): the share of the alarms that are right.

    prevalence π: share of the positive; recall r: share of these that raise
    the alarm; false_alarms f: share of the negative that do. Bayes' rule.
    Raises ValueError for shares outside [0, 1] and where there is no alarm.
    """
    pi, r = share(prevalence, "prevalence"), share(recall, "recall")
    right, wrong = pi * r, (1 - pi) * share(false_alarms, "false_alarms")
    if right + wrong == 0:
        refuse("recall", "no alarm at all", "some, right or wrong")
    return right / (right + wrong)
