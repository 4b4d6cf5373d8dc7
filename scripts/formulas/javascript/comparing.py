"""Runs emitted functions in V8 at the checker's own points, and compares with 40 digits."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from mpmath import mp, mpf
from py_mini_racer import MiniRacer

from ..checks.trial import Trial
from ..evaluation.domains import Sample
from ..evaluation.values import Law, Undefined, Value, entries_of
from ..language import tree
from ..language.names import python_name
from .emitter import Emitted, emitted
from .helpers import HELPERS

CLOSE = mpf(10) ** -12
"""What a script may differ by, as a share of the value."""

_RUN = """
function run(calls) {
  const told = (key, value) =>
    typeof value === "number" && !isFinite(value) ? String(value) : value;
  return JSON.stringify(JSON.parse(calls).map(([at, args]) => functions[at](...args)), told);
}
"""


@dataclass(frozen=True)
class Difference:
    """A point at which a script gives something else than the formula."""

    sample: Sample
    expected: Value
    found: Any


@dataclass(frozen=True)
class Compared:
    """How many values were compared, and where they differ."""

    values: int
    differences: tuple[Difference, ...]


def compare(side: tree.Node, trial: Trial) -> Compared:
    """Run the scripts of a side at the points of its formula.

    Raises:
        EmissionError: there is no script for it.
        FormulaError: it has no value.
    """
    exact = [trial.exactly(side, sample)[0] for sample in trial.samples]
    scripts = [script_of(side, trial, sample) for sample in trial.samples]
    found = run(scripts, trial.samples)
    rows = [
        Difference(*row)
        for row in zip(trial.samples, exact, found, strict=True)
        if not _agree(row[1], row[2])
    ]
    return Compared(sum(len(list(_flat(one))) for one in found), tuple(rows))


def script_of(side: tree.Node, trial: Trial, sample: Sample) -> Emitted:
    """Return the script of a side at a sample where it has been evaluated."""
    return emitted(side, trial.scope, sample, trial.twins, trial.local)


def run(scripts: Sequence[Emitted], samples: Sequence[Sample]) -> list[Any]:
    """Return what each script gives at its sample; what is not finite is a text."""
    texts = sorted({script.text for script in scripts})
    helpers = sorted({helper for script in scripts for helper in script.helpers})
    calls = [
        [texts.index(script.text), [_argument(sample, name) for name in script.parameters]]
        for script, sample in zip(scripts, samples, strict=True)
    ]
    with MiniRacer() as engine:
        engine.eval("".join(f"const {name}={HELPERS[name]};" for name in helpers))
        engine.eval(f"const functions=[{','.join(texts)}];{_RUN}")
        return json.loads(engine.call("run", json.dumps(calls)))  # type: ignore[no-any-return]


def agrees(exact: Value, computed: float | str) -> bool:
    """Tell whether a script gives a value: to twelve digits, infinite or nothing where it is so."""
    if isinstance(exact, Undefined):
        return isinstance(computed, str)
    if isinstance(computed, str) or mp.isinf(exact):
        return bool(float(computed) == exact)
    return bool(abs(mpf(computed) - exact) <= CLOSE * abs(exact))


def _agree(exact: Value, computed: Any) -> bool:
    pairs = zip(entries_of(exact), _flat(computed), strict=True)
    return all(agrees(one, other) for one, other in pairs)


def _argument(sample: Sample, name: str) -> Any:
    values = {python_name(key): value for key, value in sample.values.items()}
    return _plain(values[name])


def _plain(value: Value) -> Any:
    entries = value.entries if isinstance(value, Law) else value
    if isinstance(entries, np.ndarray):
        return [_plain(entry) for entry in entries]
    return float(entries)


def _flat(value: Any) -> Iterator[Any]:
    if isinstance(value, list):
        for entry in value:
            yield from _flat(entry)
    else:
        yield value
