"""Contrastive losses: one of many candidates is right."""

import numpy as np

from snippets.plain.categorical import (
    sparse_softmax_cross_entropy,
    sparse_softmax_cross_entropy_gradient,
)


def info_nce(similarities, temperature=1.0):
    labels = np.arange(len(similarities))
    z = similarities / temperature
    return sparse_softmax_cross_entropy(labels, z)


def info_nce_gradient(similarities, temperature=1.0):
    labels = np.arange(len(similarities))
    z = similarities / temperature
    slopes = sparse_softmax_cross_entropy_gradient(labels, z)
    return slopes / temperature


def nt_xent(first, second, temperature=0.5):
    x = np.concatenate([first, second])
    x = x / np.linalg.norm(x, axis=-1, keepdims=True)
    s = x @ x.T
    np.fill_diagonal(s, -np.inf)
    partner = np.roll(np.arange(len(x)), len(first))
    return sparse_softmax_cross_entropy(partner, s / temperature)


FINITE = (-1e300, 1e300)
MODERATE = (-1e100, 1e100)
DOMAIN = {
    "info_nce": {"similarities": FINITE},
    "info_nce_gradient": {"similarities": FINITE},
    "nt_xent": {"first": MODERATE, "second": MODERATE},
}
