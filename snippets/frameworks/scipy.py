"""The losses in SciPy: the parts of the formulas, made to last, and the entropies."""

import numpy as np
from numpy.typing import NDArray
from scipy import special, stats

from snippets.careful.arithmetic import Floats


def mean_squared_error(y: Floats, y_hat: Floats) -> float:
    """There is no such function; NumPy alone does it."""
    return ((y - y_hat) ** 2).mean()


def entropy(p: Floats) -> float:
    """In nats; with `base=2` in bits. What does not sum to 1 is divided by its sum."""
    return stats.entropy(p)


def kl_divergence(p: Floats, q: Floats) -> float:
    """D(P‖Q) term by term; stats.entropy(p, q) is the same, divided to sum to 1."""
    return special.rel_entr(p, q).sum()


def binary_cross_entropy(y: Floats, y_hat: Floats) -> float:
    """There is no such function; xlog1py(1 − y, −p) is (1 − y) log(1 − p)."""
    return -(special.xlogy(y, y_hat) + special.xlog1py(1 - y, -y_hat)).mean()


def binary_cross_entropy_with_logits(y: Floats, z: Floats) -> float:
    """There is no such function; log_expit is the log of the sigmoid."""
    return -(y * special.log_expit(z) + (1 - y) * special.log_expit(-z)).mean()


def categorical_cross_entropy(y: Floats, y_hat: Floats) -> float:
    """There is no such function; xlogy(0, 0) is 0."""
    return -special.xlogy(y, y_hat).sum(axis=-1).mean()


def sparse_categorical_cross_entropy(labels: NDArray[np.int64], y_hat: Floats) -> float:
    """There is no such function; NumPy alone does it."""
    return -np.log(y_hat[np.arange(len(labels)), labels]).mean()


def softmax_cross_entropy(y: Floats, z: Floats) -> float:
    """There is no such function; log_softmax does the difficult half."""
    return -(y * special.log_softmax(z, axis=-1)).sum(axis=-1).mean()


def sparse_softmax_cross_entropy(labels: NDArray[np.int64], z: Floats) -> float:
    """There is no such function; pick from log_softmax."""
    return -special.log_softmax(z, axis=-1)[np.arange(len(labels)), labels].mean()


def label_smoothing(y: Floats, z: Floats, epsilon: float) -> float:
    """There is no such function; smooth the labels by hand."""
    smoothed = (1 - epsilon) * y + epsilon / y.shape[-1]
    return -(smoothed * special.log_softmax(z, axis=-1)).sum(axis=-1).mean()


def class_weights(labels: NDArray[np.int64], z: Floats, weights: Floats) -> float:
    """There is no such function; np.average divides by the sum of the weights."""
    losses = -special.log_softmax(z, axis=-1)[np.arange(len(labels)), labels]
    return np.average(losses, weights=weights[labels])


def weighted_binary_cross_entropy_with_logits(y: Floats, z: Floats, pos_weight: float) -> float:
    """There is no such function; log_expit is the log of the sigmoid."""
    of_1, of_0 = pos_weight * y * special.log_expit(z), (1 - y) * special.log_expit(-z)
    return -(of_1 + of_0).mean()


def focal_loss_with_logits(y: Floats, z: Floats, gamma: float, alpha: float) -> float:
    """There is no such function; expm1 keeps the digits of a small miss."""
    log_p_t = special.log_expit(np.where(y == 1, z, -z))
    alpha_t = np.where(y == 1, alpha, 1 - alpha)
    return -(alpha_t * (-np.expm1(log_p_t)) ** gamma * log_p_t).mean()


def softmax_focal_loss(labels: NDArray[np.int64], z: Floats, gamma: float) -> float:
    """There is no such function; pick from log_softmax."""
    log_p = special.log_softmax(z, axis=-1)[np.arange(len(labels)), labels]
    return -((-np.expm1(log_p)) ** gamma * log_p).mean()


def kl_divergence_from_logs(log_p: Floats, log_q: Floats) -> float:
    """There is no such function; this is the formula."""
    return (np.exp(log_p) * (log_p - log_q)).sum()


def token_cross_entropy(labels: NDArray[np.int64], z: Floats) -> float:
    """There is no such function; take those that count first."""
    counted = labels != -100
    log_p = special.log_softmax(z[counted], axis=-1)
    return -log_p[np.arange(len(log_p)), labels[counted]].mean()


def info_nce(similarities: Floats, temperature: float) -> float:
    """There is no such function; the right candidates are on the diagonal."""
    return -special.log_softmax(similarities / temperature, axis=-1).diagonal().mean()
