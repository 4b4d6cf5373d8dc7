"""Points at which the conditions of a formula hold.

Of a condition such as ``w = 2z`` or ``P = Q`` no random numbers make a point; one symbol gets the
value of the other side. What is counted, such as an index, is drawn until it fits.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from ..evaluation.domains import Sample
from ..evaluation.membership import is_within
from ..evaluation.values import Law, Value, first_undefined, is_number, shape_of
from ..language.notation import Pmf, Real, Scope, Simplex
from ..language.tree import Idx, Node, Rel, Sym, walk
from .doubts import DoubtError
from .trial import Trial, turned_round

ROOM = 10**-3
"""How near to each other sides are that are said to differ, where their difference vanishes."""


def settled_under(conditions: Sequence[Rel], sample: Sample, trial: Trial) -> Sample | None:
    """Return a point at which the equations among conditions hold; None where there is none."""
    for condition in conditions:
        equation = _solved(condition, trial.scope)
        if equation is None:
            continue
        moved = _with_equal(sample, equation, trial)
        if moved is None:
            return None
        sample = moved
    return sample


def _solved(condition: Rel, scope: Scope) -> Rel | None:
    """Return an equation with the symbol on the left that gets a value, if there is one."""
    if condition.relation != "=":
        return None
    for equation in (condition, turned_round(condition)):
        name = _name_of(equation.left)
        used = {node.name for node in walk(equation.right) if isinstance(node, Sym)}
        if name not in used and isinstance(scope.domain(name), Real | Simplex | Pmf):
            return equation
    return None


def _name_of(node: Node) -> str:
    base = node.base if isinstance(node, Idx) else node
    return base.name if isinstance(base, Sym) else ""


def _with_equal(sample: Sample, equation: Rel, trial: Trial) -> Sample | None:
    name = _name_of(equation.left)
    domain = trial.scope.domain(name)
    value, _ = trial.exactly(equation.right, sample)
    if first_undefined(value):
        return None
    if isinstance(equation.left, Idx):
        value = _with_entry(sample, equation.left, value, trial)
    if isinstance(domain, Pmf) and isinstance(value, np.ndarray):
        value = Law(value, domain.sorts)
    if shape_of(value) != shape_of(sample.values[name]):
        raise DoubtError("the sides of a condition have different shapes", equation.span)
    return sample.with_value(name, value) if is_within(domain, value) else None


def _with_entry(sample: Sample, place: Idx, value: Value, trial: Trial) -> Value:
    """Return an array in which one entry has another value."""
    entries = np.array(sample.values[_name_of(place)], dtype=object)
    position = tuple(trial.exactly(index, sample)[0] - 1 for index in place.indices)
    if len(position) != entries.ndim:
        raise DoubtError("a condition on an entry needs all its indices", place.span)
    entries[position] = value
    return entries


def is_nearly_excluded(conditions: Sequence[Rel], sample: Sample, trial: Trial) -> bool:
    """Tell whether sides that are said to differ hardly do so at a point."""
    return any(
        max(gaps, default=1) <= ROOM
        for condition in conditions
        if condition.relation in (r"\ne", "<", ">")
        and (gaps := list(_gaps(condition, sample, trial)))
    )


def _gaps(condition: Rel, sample: Sample, trial: Trial) -> Iterator[float]:
    sides = [trial.exactly(side, sample)[0] for side in (condition.left, condition.right)]
    left, right = (side.entries if isinstance(side, Law) else side for side in sides)
    pairs = np.broadcast_arrays(np.array(left, object), np.array(right, object))
    for one, other in zip(pairs[0].flat, pairs[1].flat, strict=True):
        # Outcomes are the same or others, and never nearly the same.
        if is_number(one) and is_number(other):
            yield float(abs(one - other) / max(abs(one), abs(other), 1))
