"""The losses with 60 digits: what every library should have returned.

A float64 stands for exactly the number that it stores. In sums of many digits a small number is
lost next to 1 as well, only later; so every formula here adds terms of one sign, and takes
log1p(x) where it means log(1 + x).
"""

from collections import Counter
from collections.abc import Iterable
from typing import Any, TypeAlias

import mpmath
import numpy as np

mp = mpmath.mp.clone()
mp.dps = 60

Exact: TypeAlias = Any
"""A number with 60 digits."""

Numbers: TypeAlias = Any
"""Floats: an array of one axis, or a list."""


def exact(x: float) -> Exact:
    """Take a float as it is stored."""
    return mp.mpf(float(x))


def sum_of(terms: Iterable[tuple[float, ...]], term: Any) -> Exact:
    """Σ term(…) over many arguments, of which each distinct one is computed once."""
    counts = Counter(terms)
    return mp.fsum(count * term(*map(exact, arguments)) for arguments, count in counts.items())


def log_of_sigmoid(z: Exact) -> Exact:
    """−log(1 + e^−z)."""
    return -mp.log1p(mp.exp(-z))


def entropy(p: Numbers) -> Exact:
    """−Σ p log p."""
    return -sum_of(((v,) for v in p if v > 0), lambda v: v * mp.log(v))


def cross_entropy(p: Numbers, q: Numbers) -> Exact:
    """−Σ p log q."""
    pairs = ((a, b) for a, b in zip(p, q, strict=True) if a > 0)
    return -sum_of(pairs, lambda a, b: a * mp.log(b))


def kl_divergence(p: Numbers, q: Numbers) -> Exact:
    """Σ p log(p/q), which may cancel to 1e-30; 60 digits leave 30 then."""
    pairs = ((a, b) for a, b in zip(p, q, strict=True) if a > 0)
    return sum_of(pairs, lambda a, b: a * mp.log(a / b))


def binary_cross_entropy(y: float, p: float) -> Exact:
    """−log p for the label 1, −log(1 − p) for the label 0."""
    return -mp.log(exact(p)) if y == 1 else -mp.log1p(-exact(p))


def binary_cross_entropy_with_logits(y: float, z: float) -> Exact:
    """−log σ(z) for the label 1, −log σ(−z) for the label 0."""
    return -log_of_sigmoid(exact(z if y == 1 else -z))


def log_likelihood(y: Numbers, p: Numbers) -> Exact:
    """Σ log P(y_i)."""
    pairs = zip(map(float, y), map(float, p), strict=True)
    return -sum_of(pairs, binary_cross_entropy)


def sigmoid(z: float) -> Exact:
    """1/(1 + e^−z)."""
    return 1 / (1 + mp.exp(-exact(z)))


def odds_of_others(z: Numbers, k: int) -> Exact:
    """Σ_{j≠k} e^(z_j − z_k): how much more probable the other classes are than class k."""
    own = exact(z[k])
    others = ((v,) for j, v in enumerate(z) if j != k and v > -np.inf)
    return sum_of(others, lambda v: mp.exp(v - own))


def loss_of_label(z: Numbers, k: int) -> Exact:
    """−log softmax(z)_k."""
    return mp.log1p(odds_of_others(z, k))


def logsumexp(z: Numbers) -> Exact:
    """Compute log Σ e^z_j."""
    k = int(np.argmax(z))
    return exact(z[k]) + loss_of_label(z, k)


def softmax(z: Numbers) -> list[Exact]:
    """e^z_k / Σ e^z_j for every k."""
    return [1 / (1 + odds_of_others(z, k)) for k in range(len(z))]


def gradient_of_label_loss(z: Numbers, label: int) -> list[Exact]:
    """softmax(z)_k, less 1 at the label."""
    others = odds_of_others(z, label)
    return [-others / (1 + others) if k == label else s for k, s in enumerate(softmax(z))]


def smoothed(label: int, classes: int, epsilon: float) -> list[Exact]:
    """(1 − ε) y + ε/C for a one-hot y."""
    share = exact(epsilon) / classes
    return [share + (1 - exact(epsilon) if k == label else 0) for k in range(classes)]


def smoothed_loss(z: Numbers, label: int, epsilon: float) -> Exact:
    """−Σ ỹ_k log softmax(z)_k for smoothed labels ỹ."""
    shares = smoothed(label, len(z), epsilon)
    return mp.fsum(share * loss_of_label(z, k) for k, share in enumerate(shares))


def focal_loss(y: float, p: float, gamma: int = 2, alpha: float = 0.25) -> Exact:
    """−α_t (1 − p_t)^γ log p_t."""
    miss = 1 - exact(p) if y == 1 else exact(p)
    weight = exact(alpha) if y == 1 else 1 - exact(alpha)
    return weight * miss**gamma * binary_cross_entropy(y, p)


def cosine_of_sum(cosine: float, margin: float) -> Exact:
    """cos(θ + m), given cos θ."""
    return mp.cos(mp.acos(exact(cosine)) + exact(margin))
