"""Contrastive losses: one of many candidates is right."""

import numpy as np

from snippets.plain.categorical import (
    sparse_softmax_cross_entropy,
    sparse_softmax_cross_entropy_gradient,
)
from snippets.plain.margins import cosines, cosines_gradient


def info_nce(similarities, temperature=1.0):
    labels = np.arange(len(similarities))
    z = similarities / temperature
    return sparse_softmax_cross_entropy(labels, z)


def info_nce_gradient(similarities, temperature=1.0):
    labels = np.arange(len(similarities))
    z = similarities / temperature
    slopes = sparse_softmax_cross_entropy_gradient(labels, z)
    return slopes / temperature


def nt_xent_logits(first, second, temperature=0.5):
    x = np.concatenate([first, second])
    z = cosines(x, x.T) / temperature
    np.fill_diagonal(z, -np.inf)
    return z


def nt_xent(first, second, temperature=0.5):
    z = nt_xent_logits(first, second, temperature)
    partner = np.roll(np.arange(len(z)), len(first))
    return sparse_softmax_cross_entropy(partner, z)


def nt_xent_gradient(first, second, temperature=0.5):
    x = np.concatenate([first, second])
    z = nt_xent_logits(first, second, temperature)
    partner = np.roll(np.arange(len(z)), len(first))
    slopes = sparse_softmax_cross_entropy_gradient(partner, z)
    slopes = slopes / (temperature * len(z))
    seeking, sought = cosines_gradient(x, x.T, slopes)
    return np.split(seeking + sought.T, 2)


FINITE = (-1e300, 1e300)
MODERATE = (-1e100, 1e100)
DOMAIN = {
    "info_nce": {"similarities": FINITE},
    "info_nce_gradient": {"similarities": FINITE},
    "nt_xent_logits": {"first": MODERATE, "second": MODERATE},
    "nt_xent": {"first": MODERATE, "second": MODERATE},
    "nt_xent_gradient": {"first": MODERATE, "second": MODERATE},
}
