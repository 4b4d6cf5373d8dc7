"""Tells whether a value is one of those that the notation gives to a symbol."""

from __future__ import annotations

import numpy as np
from mpmath import mpf

from ..language import notation
from .values import At, Law, RandomVariable, Value, entries_of, is_number

SLACK = mpf(10) ** -12
"""How far outside a value may be: slopes take small steps, and float64 rounds sums."""


def is_within(domain: notation.Domain | None, value: Value) -> bool:
    """Tell whether a value is allowed by a domain, as far as its numbers are known.

    A position counts from 0, as in Python. Symbols that stand for all numbers are allowed.
    """
    is_free = domain is None or (isinstance(domain, notation.Real) and domain.ends is None)
    if is_free or isinstance(value, At | RandomVariable):
        return True
    if isinstance(domain, notation.Size):
        return bool(value >= domain.low and (domain.low < domain.high or value == domain.low))
    entries = [entry for entry in entries_of(value) if is_number(entry)]
    match domain:
        case notation.Whole(low=low, high=high):
            return all(low <= entry <= high and entry == int(entry) for entry in entries)
        case notation.Real():
            return all(_is_between(domain, entry) for entry in entries)
        case notation.Binary():
            return all(min(abs(entry), abs(entry - 1)) <= SLACK for entry in entries)
        case notation.OneHot():
            rows = all(min(abs(entry), abs(entry - 1)) <= SLACK for entry in entries)
            return rows and _sum_to_one(value)
        case notation.Simplex(positive=positive) | notation.Pmf(positive=positive):
            least = 0 if positive else -SLACK
            signs = all(entry > 0 if positive else entry >= least for entry in entries)
            whole = isinstance(domain, notation.Pmf)
            return signs and _sum_to_one(np.ravel(_array(value)) if whole else value)
    return True


def _is_between(domain: notation.Real, entry: mpf) -> bool:
    if domain.ends is None:
        return True
    low, high = domain.ends
    above = entry >= low - SLACK if domain.low_closed else entry > low
    below = entry <= high + SLACK if domain.high_closed else entry < high
    return bool(above and below)


def _sum_to_one(value: Value) -> bool:
    rows = _array(value)
    sums = [sum(row) for row in rows.reshape(-1, rows.shape[-1])]
    return all(abs(total - 1) <= SLACK for total in sums if is_number(total))


def _array(value: Value) -> np.ndarray:
    return np.asarray(value.entries if isinstance(value, Law) else value, dtype=object)
