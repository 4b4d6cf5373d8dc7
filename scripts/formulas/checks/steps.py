"""Tries one relation between two sides, each kind in its own way."""

from __future__ import annotations

from ..language.notation import Index, Scope
from ..language.tree import Arg, Node
from .equality import try_equality
from .evidence import StepEvidence
from .extremes import try_places
from .inequalities import try_inequality
from .trial import Step, Trial


def try_step(step: Step, trial: Trial) -> StepEvidence:
    """Return the evidence for a step.

    Raises:
        DoubtError: it does not hold, or nothing can be said about it.
        FormulaError: a side has no value.
    """
    if any(is_place(side, trial.scope) for side in (step.left, step.right)):
        return try_places(step, trial)
    if step.relation == "=":
        return try_equality(step, trial)
    if step.relation in (r"\le", r"\ge", "<", ">"):
        return try_inequality(step, trial)
    raise step.error(f"'{step.relation}' cannot be checked")


def is_place(node: Node, scope: Scope) -> bool:
    """Tell whether a side is a place, which is compared and not computed with."""
    return isinstance(node, Arg) and not isinstance(scope.domain(node.variable), Index)
