"""The losses in scikit-learn, which judges finished predictions: probabilities, never logits."""

import numpy as np
from numpy.typing import NDArray
from scipy import special
from sklearn.metrics import log_loss
from sklearn.metrics import mean_squared_error as sklearn_mean_squared_error

from snippets.careful.arithmetic import Floats


def mean_squared_error(y: Floats, y_hat: Floats) -> float:
    """Its own function of the same name."""
    return sklearn_mean_squared_error(y, y_hat)


def entropy(p: Floats) -> float:
    """There is no such function; here each class is a sample that weighs p."""
    return log_loss(np.arange(len(p)), np.tile(p, (len(p), 1)), sample_weight=p)


def kl_divergence(p: Floats, q: Floats) -> float:
    """There is no such function; cross-entropy minus entropy."""
    classes = np.arange(len(p))
    cross_entropy = log_loss(classes, np.tile(q, (len(p), 1)), sample_weight=p)
    return cross_entropy - log_loss(classes, np.tile(p, (len(p), 1)), sample_weight=p)


def binary_cross_entropy(y: Floats, y_hat: Floats) -> float:
    """From the probabilities of class 1; labels= for batches that lack a class."""
    return log_loss(y, y_hat, labels=[0, 1])


def binary_cross_entropy_with_logits(y: Floats, z: Floats) -> float:
    """Takes no logits: apply the sigmoid first, and lose what it loses."""
    return log_loss(y, special.expit(z), labels=[0, 1])


def categorical_cross_entropy(y: Floats, y_hat: Floats) -> float:
    """From probabilities and one-hot rows; soft labels are refused."""
    return log_loss(y, y_hat)


def sparse_categorical_cross_entropy(labels: NDArray[np.int64], y_hat: Floats) -> float:
    """Without labels= a batch that lacks a class is refused."""
    return log_loss(labels, y_hat, labels=np.arange(y_hat.shape[-1]))


def softmax_cross_entropy(y: Floats, z: Floats) -> float:
    """Takes no logits: apply softmax first, and lose what it loses."""
    return log_loss(y, special.softmax(z, axis=-1))


def sparse_softmax_cross_entropy(labels: NDArray[np.int64], z: Floats) -> float:
    """Takes no logits: apply softmax first, and lose what it loses."""
    return log_loss(labels, special.softmax(z, axis=-1), labels=np.arange(z.shape[-1]))


def label_smoothing(y: Floats, z: Floats, epsilon: float) -> float:
    """Takes no soft labels: each class is a sample that weighs its label."""
    samples, classes = y.shape
    smoothed = (1 - epsilon) * y + epsilon / classes
    return log_loss(
        np.tile(np.arange(classes), samples),
        np.repeat(special.softmax(z, axis=-1), classes, axis=0),
        sample_weight=smoothed.ravel(),
    )


def class_weights(labels: NDArray[np.int64], z: Floats, weights: Floats) -> float:
    """One weight a sample; the mean divides by their sum."""
    y_hat = special.softmax(z, axis=-1)
    classes = np.arange(z.shape[-1])
    return log_loss(labels, y_hat, labels=classes, sample_weight=weights[labels])


def weighted_binary_cross_entropy_with_logits(y: Floats, z: Floats, pos_weight: float) -> float:
    """One weight a sample; the mean divides by their sum, so multiply by their mean."""
    w = np.where(y == 1, pos_weight, 1)
    return log_loss(y, special.expit(z), labels=[0, 1], sample_weight=w) * w.mean()


def focal_loss_with_logits(y: Floats, z: Floats, gamma: float, alpha: float) -> float:
    """There is no such function; here each sample has its factor as a weight."""
    p = special.expit(z)
    w = np.where(y == 1, alpha * (1 - p) ** gamma, (1 - alpha) * p**gamma)
    return log_loss(y, p, labels=[0, 1], sample_weight=w) * w.mean()


def softmax_focal_loss(labels: NDArray[np.int64], z: Floats, gamma: float) -> float:
    """There is no such function; here each sample has its factor as a weight."""
    y_hat = special.softmax(z, axis=-1)
    w = (1 - y_hat[np.arange(len(labels)), labels]) ** gamma
    return log_loss(labels, y_hat, labels=np.arange(z.shape[-1]), sample_weight=w) * w.mean()


def kl_divergence_from_logs(log_p: Floats, log_q: Floats) -> float:
    """Takes no logs, and has no such function; cross-entropy minus entropy."""
    p, q, classes = np.exp(log_p), np.exp(log_q), np.arange(len(log_p))
    cross_entropy = log_loss(classes, np.tile(q, (len(q), 1)), sample_weight=p)
    return cross_entropy - log_loss(classes, np.tile(p, (len(p), 1)), sample_weight=p)


def token_cross_entropy(labels: NDArray[np.int64], z: Floats) -> float:
    """There is no ignored label; take those that count first."""
    counted = labels != -100
    y_hat = special.softmax(z[counted], axis=-1)
    return log_loss(labels[counted], y_hat, labels=np.arange(z.shape[-1]))


def info_nce(similarities: Floats, temperature: float) -> float:
    """Cross-entropy; the label of a row is its own number."""
    y_hat = special.softmax(similarities / temperature, axis=-1)
    return log_loss(np.arange(len(y_hat)), y_hat)
