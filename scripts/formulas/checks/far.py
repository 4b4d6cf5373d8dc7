"""Points beyond what is drawn: larger sizes, and numbers far from 0."""

from __future__ import annotations

import random
from collections.abc import Collection, Iterator

import numpy as np
from mpmath import mpf

from ..evaluation.domains import DomainError, Sample, draw
from ..evaluation.values import Value
from ..language import notation

DISTANCES = (20, 50, 700)
"""How far out numbers are tried: where exponentials vanish beside 1, and where they overflow."""

LARGE = 11
"""The least of the sizes that are tried beyond those that are drawn.

The next size of each is tried as well; of gradients, which cost so much, that is all.
"""


AGAIN = 8
"""Points at a larger size, at most: where all sides are 0, no factor shows, and more are tried."""


def larger_samples(
    names: Collection[str], scope: notation.Scope, seed: str, *, is_costly: bool
) -> Iterator[Iterator[Sample]]:
    """Yield points with larger sizes, each another one; for each such size, some to choose from."""
    generator = random.Random(f"{seed} larger")
    domains = {name: scope.domain(name) for name in sorted(names)}
    free = [n for n, d in domains.items() if isinstance(d, notation.Size) and d.low < d.high]
    if not free:
        return
    sizes = [_next_sizes(free, scope)] if is_costly else [_next_sizes(free, scope), _large(free)]
    for some in sizes:
        yield _drawn(names, scope, generator, some, 1 if is_costly else AGAIN)


def _drawn(
    names: Collection[str],
    scope: notation.Scope,
    generator: random.Random,
    sizes: dict[str, int],
    count: int,
) -> Iterator[Sample]:
    try:
        for _ in range(count):
            yield draw(names, scope, generator, edges=False, sizes=sizes)
    except DomainError:
        return


def far_samples(
    names: Collection[str], scope: notation.Scope, seed: str, *, is_costly: bool
) -> Iterator[Sample]:
    """Yield points with a number far out.

    Each number is tried on both sides of 0, at each distance; where points are costly, one number
    at each distance but the first.
    """
    generator = random.Random(f"{seed} far")
    domains = {name: scope.domain(name) for name in sorted(names)}
    wide = [n for n, d in domains.items() if isinstance(d, notation.Real) and d.low is None]
    try:
        for distance in DISTANCES[1:] if is_costly else DISTANCES:
            for name in _one_of(wide, generator) if is_costly else wide:
                sample = draw(names, scope, generator, edges=False)
                values = _far(sample.values[name], distance, generator)
                for value in values[:1] if is_costly else values:
                    yield sample.with_value(name, value)
    except DomainError:
        return


def _one_of(names: list[str], generator: random.Random) -> list[str]:
    return [generator.choice(names)] if names else []


def _large(names: list[str]) -> dict[str, int]:
    return {name: LARGE + 2 * number for number, name in enumerate(names)}


def _next_sizes(names: list[str], scope: notation.Scope) -> dict[str, int]:
    domains = {name: scope.domain(name) for name in names}
    return {n: d.high + 1 for n, d in domains.items() if isinstance(d, notation.Size)}


def _far(value: Value, distance: int, generator: random.Random) -> list[Value]:
    """Return numbers as far from 0 as that; of an array, each entry up to there."""
    signs = [1, -1]
    generator.shuffle(signs)
    if not isinstance(value, np.ndarray):
        return [mpf(sign * distance) for sign in signs]
    entries = value.copy()
    for index in np.ndindex(entries.shape):
        entries[index] = mpf(round(generator.uniform(-distance, distance), 3))
    entries.flat[generator.randrange(entries.size)] = mpf(signs[0] * distance)
    return [entries]
