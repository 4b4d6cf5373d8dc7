"""Points beyond what is drawn: larger sizes, and numbers far from 0."""

from __future__ import annotations

import random
from collections.abc import Collection, Iterator

import numpy as np
from mpmath import mpf

from ..evaluation.domains import DomainError, Sample, draw
from ..evaluation.values import Value
from ..language import notation

DISTANCES = (50, 700)
"""How far out numbers are tried: where exponentials lose all digits, and nearly overflow."""

LARGE = 11
"""The least of the sizes that are tried beyond those that are drawn.

Gradients cost so much with these that the next size is tried instead.
"""


def far_samples(
    names: Collection[str], scope: notation.Scope, seed: str, *, is_costly: bool
) -> Iterator[Sample]:
    """Yield a point with larger sizes, each another one, and points with a number far out."""
    generator = random.Random(f"{seed} far")
    domains = {name: scope.domain(name) for name in sorted(names)}
    free = [n for n, d in domains.items() if isinstance(d, notation.Size) and d.low < d.high]
    wide = [n for n, d in domains.items() if isinstance(d, notation.Real) and d.low is None]
    try:
        if free:
            sizes = _next_sizes(free, scope) if is_costly else _large_sizes(free)
            yield draw(names, scope, generator, edges=False, sizes=sizes)
        for distance in DISTANCES if wide else ():
            sample = draw(names, scope, generator, edges=False)
            name = generator.choice(wide)
            yield sample.with_value(name, _far(sample.values[name], distance, generator))
    except DomainError:
        return


def _large_sizes(names: list[str]) -> dict[str, int]:
    return {name: LARGE + 2 * number for number, name in enumerate(names)}


def _next_sizes(names: list[str], scope: notation.Scope) -> dict[str, int]:
    domains = {name: scope.domain(name) for name in names}
    return {n: d.high + 1 for n, d in domains.items() if isinstance(d, notation.Size)}


def _far(value: Value, distance: int, generator: random.Random) -> Value:
    """Return a number as far from 0 as that, with any sign; of an array, each entry up to there."""
    if not isinstance(value, np.ndarray):
        return mpf(generator.choice([-distance, distance]))
    entries = value.copy()
    for index in np.ndindex(entries.shape):
        entries[index] = mpf(round(generator.uniform(-distance, distance), 3))
    entries.flat[generator.randrange(entries.size)] = mpf(generator.choice([-distance, distance]))
    return entries
