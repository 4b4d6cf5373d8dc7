"""Softmax and its losses with 80 digits, in an order of operations in which nothing is lost."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tests.snippets.reference import Exact, exact, mp


def rest(z: Sequence[Any], without: int) -> Exact:
    """Sum of e^(z_j − max z) over all j but one."""
    largest = max(map(exact, z))
    return mp.fsum(mp.exp(exact(v) - largest) for j, v in enumerate(z) if j != without)


def first_largest(z: Sequence[Any]) -> int:
    return max(range(len(z)), key=lambda j: exact(z[j]))


def logsumexp(z: Sequence[Any]) -> Exact:
    k = first_largest(z)
    return exact(z[k]) + mp.log1p(rest(z, k))


def log_softmax(z: Sequence[Any]) -> list[Exact]:
    k = first_largest(z)
    log_sum = mp.log1p(rest(z, k))
    return [(exact(v) - exact(z[k])) - log_sum for v in z]


def softmax(z: Sequence[Any]) -> list[Exact]:
    k = first_largest(z)
    total = 1 + rest(z, k)
    return [mp.exp(exact(v) - exact(z[k])) / total for v in z]


def one_minus_softmax(z: Sequence[Any]) -> list[Exact]:
    total = 1 + rest(z, first_largest(z))
    return [rest(z, i) / total for i in range(len(z))]


def gradient(y: Iterable[Any], z: Sequence[Any]) -> list[Exact]:
    """softmax(z) − y, as (1 − y) − (1 − softmax(z)) where y is above ½."""
    pairs = zip(y, softmax(z), one_minus_softmax(z), strict=True)
    return [(1 - exact(t)) - c if t > 0.5 else s - exact(t) for t, s, c in pairs]


def cross_entropy(y: Iterable[Any], z: Sequence[Any]) -> Exact:
    """−Σ y log softmax(z), with 0 · ∞ = 0."""
    terms = zip(y, log_softmax(z), strict=True)
    return -mp.fsum(exact(t) * s for t, s in terms if t != 0)


def _hard_rows() -> list[list[float]]:
    """Rows of 2 to 6 logits: sure and unsure, near and far from 0, with ties and near-ties."""
    random = np.random.default_rng(7)
    rows = [
        [0.0, 0.0],
        [1.0, np.nextafter(1.0, 2.0), 1.0],
        [1e4, -1e4, 0.0],
        [-1e4, -1e4 + 1e-9],
        [46.05170185988091, 0.0],  # a loss of 1e-20
        [0.1, -230.2, -230.3],  # 1e-100
        [0.3, -699.9, -700.05],
        [5.5, -735.3, -738.2],  # subnormal
        [12.3, -733.1],  # the smallest subnormal numbers
        [20.0, -np.inf, -3.7],
        [1 / 3, 1 / 7 - 300, 1 / 11 - 300, 1 / 13 - 300],
    ]
    for _ in range(150):
        spread, place = 10.0 ** random.uniform(-4, 4, size=2)
        z = random.normal(size=random.integers(2, 7)) * spread + random.normal() * place
        rows.append(list(np.clip(z, -1e4, 1e4)))
    return rows


HARD_ROWS = _hard_rows()


def repeated_logits() -> tuple[NDArray[np.float64], Exact]:
    """Draw a million logits of 40 values, with Σ e^(z − max z), which then has only 40 terms."""
    random = np.random.default_rng(8)
    values = random.uniform(-30, 5, size=40)
    z = values[random.integers(0, 40, size=1_000_000)]
    distinct, counts = np.unique(z, return_counts=True)
    largest = exact(max(z))
    terms = zip(distinct, counts, strict=True)
    return z, mp.fsum(int(n) * mp.exp(exact(v) - largest) for v, n in terms)
