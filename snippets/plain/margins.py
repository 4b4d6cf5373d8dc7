"""Margin losses: the true class has to win by a margin."""

import numpy as np

from snippets.plain.categorical import (
    one_hot,
    sparse_softmax_cross_entropy,
)
from snippets.plain.softmax import softmax


def lengths(x, w):
    x_lengths = np.linalg.norm(x, axis=-1, keepdims=True)
    return x_lengths * np.linalg.norm(w, axis=0)


def cosines(features, weights):
    cosine = features @ weights / lengths(features, weights)
    return np.clip(cosine, -1, 1)


def cosines_gradient(features, weights, slopes):
    s = slopes / lengths(features, weights)
    t = slopes * cosines(features, weights)
    x2 = np.sum(features**2, axis=-1, keepdims=True)
    w2 = np.sum(weights**2, axis=0)
    along_x = np.sum(t, axis=-1, keepdims=True) / x2 * features
    along_w = np.sum(t, axis=0) / w2 * weights
    return s @ weights.T - along_x, features.T @ s - along_w


def l_softmax_psi(theta, m):
    k = np.floor(m * theta / np.pi)
    return (-1) ** k * np.cos(m * theta) - 2 * k


def l_softmax_loss(features, weights, labels, m):
    y = one_hot(labels, weights.shape[1])
    theta = np.arccos(cosines(features, weights))
    psi = np.where(y == 1, l_softmax_psi(theta, m), np.cos(theta))
    logits = lengths(features, weights) * psi
    return sparse_softmax_cross_entropy(labels, logits)


def sm_softmax_loss(logits, labels, m):
    y = one_hot(labels, logits.shape[-1])
    return sparse_softmax_cross_entropy(labels, logits - m * y)


def am_softmax_loss(cosines, labels, scale, margin):
    y = one_hot(labels, cosines.shape[-1])
    logits = scale * (cosines - margin * y)
    return sparse_softmax_cross_entropy(labels, logits)


def arcface_loss(cosines, labels, scale, margin):
    y = one_hot(labels, cosines.shape[-1])
    logits = scale * np.cos(np.arccos(cosines) + margin * y)
    return sparse_softmax_cross_entropy(labels, logits)


def arcface_loss_gradient(cosines, labels, scale, margin):
    y = one_hot(labels, cosines.shape[-1])
    theta = np.arccos(cosines)
    logits = scale * np.cos(theta + margin * y)
    slopes = np.sin(theta + margin * y) / np.sin(theta)
    return scale * slopes * (softmax(logits) - y)


def center_loss(features, centers, labels):
    return np.sum((features - centers[labels]) ** 2) / 2


def center_loss_gradient(features, centers, labels):
    return features - centers[labels]


def cosine_of_sum(cosines, margin):
    return np.cos(np.arccos(cosines) + margin)


def cosine_of_sum_slope(cosines, margin):
    theta = np.arccos(cosines)
    return np.sin(theta + margin) / np.sin(theta)


MODERATE = (-1e100, 1e100)
FINITE = (-1e300, 1e300)
WITHIN = (-1 + 1e-9, 1 - 1e-9)
DOMAIN = {
    "lengths": {"x": MODERATE, "w": MODERATE},
    "cosines": {"features": MODERATE, "weights": MODERATE},
    "cosines_gradient": {
        "features": MODERATE,
        "weights": MODERATE,
    },
    "l_softmax_loss": {"features": MODERATE, "weights": MODERATE},
    "sm_softmax_loss": {"logits": FINITE},
    "arcface_loss_gradient": {"cosines": WITHIN},
    "cosine_of_sum_slope": {"cosines": WITHIN},
}
