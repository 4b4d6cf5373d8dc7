"""Two distributions: the target first, the prediction second."""

import numpy as np


def cross_entropy(p, q, base=np.e):
    return -np.sum(p * np.log(q), axis=-1) / np.log(base)


def kl_divergence(p, q, base=np.e):
    return np.sum(p * np.log(p / q), axis=-1) / np.log(base)


def cross_entropy_from_logs(p, log_q, base=np.e):
    return -np.sum(p * log_q, axis=-1) / np.log(base)


def kl_divergence_from_logs(log_p, log_q, base=np.e):
    terms = np.exp(log_p) * (log_p - log_q)
    return np.sum(terms, axis=-1) / np.log(base)


def mixture(p, q):
    return (p + q) / 2


def js_divergence(p, q, base=np.e):
    m = (p + q) / 2
    both = kl_divergence(p, m, base) + kl_divergence(q, m, base)
    return both / 2


ABOVE_0 = (1e-300, 1)
FINITE = (-1e300, 0)
DOMAIN = {
    "cross_entropy": {"q": ABOVE_0},
    "kl_divergence": {"p": ABOVE_0, "q": ABOVE_0},
    "cross_entropy_from_logs": {"log_q": FINITE},
    "kl_divergence_from_logs": {"log_p": FINITE, "log_q": FINITE},
    "js_divergence": {"p": ABOVE_0, "q": ABOVE_0},
}
