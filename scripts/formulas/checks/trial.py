"""What the steps of one formula share, and how one of them is told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from mpmath import mp, mpf

from ..evaluation.domains import Sample
from ..evaluation.evaluator import Evaluator
from ..evaluation.symbols import LocalDefinition, Notes
from ..evaluation.twins import TwinTable
from ..evaluation.values import DIGITS, MANY_DIGITS, Law, Value, first_undefined
from ..language.names import readable
from ..language.notation import Pmf, Scope
from ..language.tokens import FormulaError, Span
from ..language.tree import Node, Rel, Sym, walk
from .doubts import Cause, DoubtError
from .evidence import Example
from .examples import example_at

EXACT = mpf(10) ** -22

SLOPE = mpf(10) ** -14

SNIPPET = mpf(10) ** -9

ROUGH_SLOPE = mpf(10) ** -5

TINY = mpf(10) ** -30
"""What the sides may differ by: relative, the last one absolute."""

FEWEST = 5
"""Points at which both sides must have a value."""


@dataclass(kw_only=True)
class Trial:
    """What the steps of one formula share: its symbols, the points to try, the code behind it.

    ``allowed`` gives what the conditions of the formula make of a point: nothing where they leave
    it out. ``everywhere`` says that a condition or a quantifier makes ≠ a claim on all points. Of
    the points, the first ones are drawn; what follows lies farther out, where a
    convention may be used because digits end, and not because the formula needs it.
    """

    scope: Scope
    names: frozenset[str]
    samples: Sequence[Sample]
    twins: TwinTable
    local: dict[str, LocalDefinition]
    seed: str
    drawn: int = 0
    nice: Sample | None = None
    equality: Rel | None = None
    loose: bool = False
    everywhere: bool = False
    conditions: Sequence[Rel] = ()
    allowed: Callable[[Sample], list[Sample]] = lambda sample: [sample]
    kept: dict[tuple[int, int], tuple[Value, Notes]] = field(default_factory=dict)

    def exactly(self, node: Node, sample: Sample, at: int | None = None) -> tuple[Value, Notes]:
        """Return the value of a side with checked formulas in the place of code."""
        key = (id(node), at if at is not None else -1)
        if at is not None and key in self.kept:
            return self.kept[key]
        notes = Notes()
        with mp.workdps(DIGITS):
            found = self._evaluator(sample, self.twins, notes).value(node), notes
        if at is not None:
            self.kept[key] = found
        return found

    def forget(self, at: int) -> None:
        """Forget the values at a point that is left out."""
        self.kept = {key: found for key, found in self.kept.items() if key[1] != at}

    def with_many_digits(self, node: Node, sample: Sample, notes: Notes | None = None) -> Value:
        """Return the same with so many digits that nothing can cancel."""
        with mp.workdps(MANY_DIGITS):
            return self._evaluator(sample.in_all_digits(), self.twins, notes).value(node)

    def with_given(self, node: Node, sample: Sample, given: dict[str, Value]) -> Value:
        """Return the exact value of a side for other values of symbols that have a definition."""
        with mp.workdps(DIGITS):
            return self._evaluator(sample, self.twins).with_given(given).value(node)

    def by_code(self, side: Node | str, sample: Sample) -> Value:
        """Return the value of a side or of a symbol as the code computes it in float64."""
        with mp.workdps(DIGITS):
            evaluator = self._evaluator(sample, None)
            return evaluator.lookup(side) if isinstance(side, str) else evaluator.value(side)

    def _evaluator(
        self, sample: Sample, twins: TwinTable | None, notes: Notes | None = None
    ) -> Evaluator:
        return Evaluator(self.scope, sample, self.twins.functions, twins, notes, self.local)


@dataclass(frozen=True, kw_only=True)
class Step:
    """One relation to try; ``number`` of ``count`` in its formula."""

    left: Node
    relation: str
    right: Node
    number: int
    count: int
    tex: str
    definition: bool = False

    @property
    def span(self) -> Span:
        """The spot to show: the right side, which is what the step adds."""
        return self.right.span

    @cached_property
    def parts(self) -> frozenset[type[Node]]:
        """What kinds of nodes the two sides are made of."""
        return frozenset(type(node) for side in (self.left, self.right) for node in walk(side))

    def error(
        self,
        what: str,
        example: Example | None = None,
        reasons: Sequence[str] = (),
        *,
        cause: Cause = Cause.OTHER,
    ) -> DoubtError:
        """Return a doubt about this step."""
        return DoubtError(
            what, self.span, cause=cause, example=example, reasons=reasons, step=self.number
        )

    def fails(
        self, example: Example | None, reasons: Sequence[str] = (), why: str = ""
    ) -> DoubtError:
        """Return the doubt that the two sides are not what the relation says."""
        what = f"step {self.number} of {self.count} does not hold{why}"
        return self.error(what, example, reasons, cause=Cause.FALSE)


def step_relation(step: Step) -> Rel:
    """Return both sides of a step as one relation."""
    return Rel(step.span, step.relation, step.left, step.right)


_TURNED = {"<": ">", ">": "<", r"\le": r"\ge", r"\ge": r"\le"}


def turned_round(relation: Rel) -> Rel:
    """Return the same relation with its sides the other way round."""
    sign = _TURNED.get(relation.relation, relation.relation)
    return Rel(relation.span, sign, relation.right, relation.left)


def assigned(sample: Sample, relation: Rel, trial: Trial) -> Sample:
    """Return a sample in which the left symbol of a relation has the value of the right side."""
    if relation.relation != "=" or not isinstance(relation.left, Sym):
        raise FormulaError("an option sets a symbol: P = Q", relation.span)
    value, _ = trial.exactly(relation.right, sample)
    domain = trial.scope.domain(relation.left.name)
    if isinstance(domain, Pmf) and isinstance(value, np.ndarray):
        value = Law(value, domain.sorts)
    return sample.with_value(relation.left.name, value)


def relation_words(relation: Rel) -> str:
    """Return a relation between two symbols as a reader would write it."""
    parts = [
        readable(n.name) if isinstance(n, Sym) else "…" for n in (relation.left, relation.right)
    ]
    return f"{parts[0]} = {parts[1]}"


def source_of(step: Step, node: Node) -> str:
    """Return the TeX of a node on one line."""
    return " ".join(step.tex[slice(*node.span)].replace("&", " ").replace("\\\\", " ").split())


def example_of(step: Step, trial: Trial) -> Example | None:
    """Return both sides at one point with short numbers."""
    if trial.nice is None:
        return None
    try:
        left, _ = trial.exactly(step.left, trial.nice)
        right, _ = trial.exactly(step.right, trial.nice)
    except FormulaError:
        return None
    if first_undefined(left) or first_undefined(right):
        return None
    return example_at(trial.nice, left=left, right=right)
