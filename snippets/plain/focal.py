"""Focal loss: cross-entropy that turns down what is right."""

import numpy as np

from snippets.plain.categorical import (
    sparse_softmax_cross_entropy_gradient,
)
from snippets.plain.logistic import sigmoid
from snippets.plain.softmax import log_softmax


def true_class_probability(y, p):
    return np.where(y == 1, p, 1 - p)


def focal_loss_of_true_probability(p_t, gamma=2.0, alpha_t=1.0):
    return -alpha_t * (1 - p_t) ** gamma * np.log(p_t)


def focal_loss(y, p, gamma=2.0, alpha=0.25):
    p_t = true_class_probability(y, p)
    alpha_t = true_class_probability(y, alpha)
    return np.mean(-alpha_t * (1 - p_t) ** gamma * np.log(p_t))


def focal_loss_gradient(y, p, gamma=2.0, alpha=0.25):
    p_t = true_class_probability(y, p)
    alpha_t = true_class_probability(y, alpha)
    of_factor = gamma * (1 - p_t) ** (gamma - 1) * np.log(p_t)
    slope = alpha_t * (of_factor - (1 - p_t) ** gamma / p_t)
    return np.where(y == 1, slope, -slope)


def focal_loss_with_logits(y, z, gamma=2.0, alpha=0.25):
    L = np.logaddexp(0, np.where(y == 1, -z, z))
    alpha_t = true_class_probability(y, alpha)
    return np.mean(alpha_t * (1 - np.exp(-L)) ** gamma * L)


def focal_loss_with_logits_gradient(y, z, gamma=2.0, alpha=0.25):
    sign = np.where(y == 1, 1, -1)
    p_t = sigmoid(sign * z)
    alpha_t = true_class_probability(y, alpha)
    pull = gamma * p_t * np.log(p_t) + p_t - 1
    return sign * alpha_t * (1 - p_t) ** gamma * pull


def softmax_focal_loss(labels, z, gamma=2.0):
    at = np.expand_dims(labels, -1)
    log_p = np.take_along_axis(log_softmax(z), at, axis=-1)
    return np.mean(-((1 - np.exp(log_p)) ** gamma) * log_p)


def softmax_focal_loss_gradient(labels, z, gamma=2.0):
    at = np.expand_dims(labels, -1)
    log_p = np.take_along_axis(log_softmax(z), at, axis=-1)
    p = np.exp(log_p)
    factor = 1 - gamma * p * log_p / (1 - p)
    slopes = sparse_softmax_cross_entropy_gradient(labels, z)
    return (1 - p) ** gamma * factor * slopes


ABOVE_0 = (1e-300, 1)
BETWEEN = (1e-300, 1 - 2**-53)
WELL_BETWEEN = (1e-6, 1 - 1e-6)
FINITE = (-1e300, 1e300)
NOT_TOO_FAR = (-700, 700)
MODERATE = (-15, 15)
DOMAIN = {
    "focal_loss_of_true_probability": {"p_t": ABOVE_0},
    "focal_loss": {"p": BETWEEN},
    "focal_loss_gradient": {"p": WELL_BETWEEN},
    "focal_loss_with_logits": {"z": FINITE},
    "focal_loss_with_logits_gradient": {"z": NOT_TOO_FAR},
    "softmax_focal_loss": {"z": FINITE},
    "softmax_focal_loss_gradient": {"z": MODERATE},
}
