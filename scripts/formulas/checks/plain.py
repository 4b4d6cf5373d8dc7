"""Tries the plain functions where their formulas have been compared with the careful ones."""

from __future__ import annotations

from collections.abc import Sequence

from mpmath import mp, mpf

from ..evaluation.domains import Sample
from ..evaluation.evaluator import Evaluator
from ..evaluation.plain import OutsideError, PlainFunctions
from ..evaluation.symbols import Notes
from ..evaluation.values import DIGITS, Value, entries_of, first_undefined, is_number, shape_of
from ..evaluation.values import plain as bare
from ..language.tokens import FormulaError
from ..language.tree import Node
from .examples import example_at
from .trial import Step, Trial

PROMISE = mpf(10) ** -9
"""What a plain function may be off by: of the value or of 1, whichever is larger."""


def try_plain(
    step: Step, trial: Trial, side: Node, known: Sequence[tuple[Sample, Value, Value]]
) -> str:
    """Compare the plain functions behind a side with what is known of it.

    Return what was found, in words: nothing where there is no plain function, or where all that the
    formula speaks of lies outside its domain, as one-hot labels do for an entropy.

    Raises:
        DoubtError: one differs.
    """
    functions = PlainFunctions(trial.twins.functions)
    tried = 0
    for sample, careful, _ in known:
        try:
            by_plain = _value(side, sample, trial, functions)
        except OutsideError:
            continue
        except FormulaError as error:
            raise step.error(f"the plain code: {error.message}") from None
        if not functions.asked:
            return ""
        if not _agree(by_plain, careful):
            what = f"the plain {_names(functions)} computes something else than the careful code"
            raise step.error(what, example_at(sample, plain=by_plain, careful=careful))
        tried += 1
    if tried == 0:
        return ""
    return f"the plain {_names(functions)} too, at {tried} point{'' if tried == 1 else 's'}"


def _value(side: Node, sample: Sample, trial: Trial, functions: PlainFunctions) -> Value:
    with mp.workdps(DIGITS):
        return Evaluator(trial.scope, sample, functions, None, Notes(), trial.local).value(side)


def _agree(value: Value, known: Value) -> bool:
    one, other = bare(value), bare(known)
    if first_undefined(one) or first_undefined(other):
        return bool(first_undefined(one)) == bool(first_undefined(other))
    if shape_of(one) != shape_of(other):
        return False
    pairs = zip(entries_of(one), entries_of(other), strict=True)
    return all(is_number(a) and abs(mpf(a) - b) <= PROMISE * max(1, abs(mpf(b))) for a, b in pairs)


def _names(functions: PlainFunctions) -> str:
    return " and ".join(sorted(functions.asked))
