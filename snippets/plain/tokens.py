"""Cross-entropy of language models: the mean over tokens."""

import numpy as np

from snippets.plain.categorical import one_hot
from snippets.plain.softmax import log_softmax, softmax


def next_token_labels(tokens, ignore_index=-100):
    labels = np.full_like(tokens, ignore_index)
    labels[..., :-1] = tokens[..., 1:]
    return labels


def count_tokens(labels, ignore_index=-100):
    return np.sum(labels != ignore_index)


def token_cross_entropy(
    labels, z, *, ignore_index=-100, total_tokens=None
):
    counted = labels != ignore_index
    y, log_p = labels[counted], log_softmax(z[counted])
    L = -log_p[np.arange(len(y)), y]
    return np.sum(L) / (total_tokens or len(L))


def token_cross_entropy_gradient(
    labels, z, ignore_index=-100, total_tokens=None
):
    counted = labels != ignore_index
    y = one_hot(np.where(counted, labels, 0), z.shape[-1])
    slopes = counted[..., None] * (softmax(z) - y)
    return slopes / (total_tokens or np.sum(counted))


FINITE = (-1e300, 1e300)
DOMAIN = {
    "token_cross_entropy": {"z": FINITE},
    "token_cross_entropy_gradient": {"z": FINITE},
}
