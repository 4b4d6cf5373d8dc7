"""Proves equalities by SymPy, for all values of their symbols at small sizes.

Both sides of a step are computed with symbols, case by case, and their difference is brought into
a form in which zero is seen. Functions of the code are replaced by checked formulas, never by the
formula that is being proved. What cannot be proved is left as it is: that says nothing against it.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import numpy as np
import sympy as sp

from ..checks.doubts import DoubtError
from ..checks.evidence import FormulaEvidence
from ..checks.formula import Checking, checkings_of
from ..checks.trial import Step
from ..evaluation.bindings import BindingError
from ..evaluation.code import NoTwinError
from ..evaluation.domains import DomainError, Sample
from ..evaluation.evaluator import Evaluator
from ..evaluation.symbols import LocalDefinition, Notes
from ..evaluation.twins import TwinTable
from ..evaluation.values import MisfitError, Row, Undefined, Value, plain
from ..language import tree
from ..language.notation import Real, Scope, Size
from ..language.tokens import FormulaError
from ..reading.documents import Written
from .cases import cases, sizes_of_cases
from .normal_forms import NotProved
from .twins import SymbolicTwins

SECONDS = 30.0
"""How long an attempt may compute. The limit on its effort is met long before."""


def with_proofs(formula: Written, evidence: FormulaEvidence, table: TwinTable) -> FormulaEvidence:
    """Return the evidence about a formula with the steps marked that can be proved."""
    if formula.unchecked is not None:
        return evidence
    for checking in checkings_of(formula, table, 1):
        prover = Prover(formula, table, checking)
        for step in prover.steps:
            proved = prover.prove(step)
            if proved is not None:
                evidence = evidence.with_proof(step.number - 1, proved, prover.chosen_sizes())
    return evidence


class Prover:
    """Proves the steps of one formula; `refusals` tells for each why it is not proved."""

    def __init__(
        self, formula: Written, table: TwinTable, checking: Checking | None = None
    ) -> None:
        checking = checking or Checking(formula, table, 1)
        self.formula = formula
        self.table = table
        self.scope: Scope = formula.scope
        self.steps: list[Step] = list(checking.all_steps())
        self.local: dict[str, LocalDefinition] = checking.local
        self.names = sorted(checking.names)
        self.exist = checking.chain.exist
        self.conditions: list[tree.Rel] = list(checking.conditions)
        if "support" in checking.options:
            self.conditions.append(checking.options["support"])
        self.let: tree.Rel | None = checking.options.get("let")
        self.sizes: dict[str, int] = {}
        self.notes = Notes()
        self.refusals: dict[int, list[str]] = {}

    def prove(self, step: Step) -> str | None:
        """Return how a step was proved, in words, or None."""
        refusals = self.refusals.setdefault(step.number, [])
        if step.relation != "=" or self.exist:
            refusals.append("no equality")
            return None
        for ordered in self._ways(step):
            twins = SymbolicTwins(self.table, self.formula.name)
            self.notes = Notes()
            try:
                with _limited(SECONDS):
                    self._prove(step, twins, ordered=ordered)
            except _REFUSALS as refusal:
                refusals.append(str(refusal) or type(refusal).__name__)
                continue
            return self._words()
        return None

    def chosen_sizes(self) -> list[str]:
        """Return the sizes of the last proof that might have been others, such as ``C = 3``."""
        return [
            f"{name} = {size}"
            for name, size in sorted(self.sizes.items())
            if isinstance(domain := self.scope.domain(name), Size) and domain.low < domain.high
        ]

    def _ways(self, step: Step) -> list[bool]:
        """Return whether to tell numbers apart by their order: one after the other."""
        nodes = [node for side in (step.left, step.right) for node in tree.walk(side)]
        has_extremes = any(
            isinstance(node, tree.Abs | tree.MaxMin)
            or (isinstance(node, tree.Big) and node.kind in ("max", "min"))
            for node in [*nodes, *(n for d in self.local.values() for n in tree.walk(d.body))]
        )
        can_order = any(
            isinstance(domain, Real) and domain.low is None and len(domain.shape) < 2
            for domain in map(self.scope.domain, self.names)
        )
        orders = [True, False] if has_extremes and can_order else [False]
        if can_order and not has_extremes:
            orders.append(True)
        return orders

    def _prove(self, step: Step, twins: SymbolicTwins, *, ordered: bool) -> None:
        count = 0
        for sample in self._samples(step, twins, ordered=ordered):
            evaluator = self._evaluator(sample, twins)
            if self.let is not None and isinstance(self.let.left, tree.Sym):
                value = evaluator.value(self.let.right)
                evaluator = self._evaluator(sample.with_value(self.let.left.name, value), twins)
            if not all(evaluator.holds(condition) for condition in self.conditions):
                continue
            count += self._prove_case(
                evaluator.value(step.left), evaluator.value(step.right), twins
            )
        if not count:
            raise NotProved("both sides are undefined")

    def _samples(self, step: Step, twins: SymbolicTwins, *, ordered: bool) -> Iterator[Sample]:
        """Yield the cases of the symbols that the step looks at."""
        first = next(cases(self.names, self.scope, ordered=ordered, limit=1))
        evaluator = self._evaluator(first, twins)
        for node in (step.left, step.right, *(c.left for c in self.conditions)):
            evaluator.value(node)
        names = self._seen()
        self.sizes = sizes_of_cases(names, self.scope)
        return cases(names, self.scope, ordered=ordered)

    def _seen(self) -> list[str]:
        behind = {name for seen in self.notes.seen for name in _behind_all(seen, self.scope)}
        return [name for name in self.names if name in self.notes.seen | behind]

    def _evaluator(self, sample: Sample, twins: SymbolicTwins) -> Evaluator:
        functions, numbers = self.table.functions, twins.numbers
        evaluator = Evaluator(self.scope, sample, functions, twins, self.notes, self.local, numbers)
        evaluator.slopes = twins.slopes
        return evaluator

    def _prove_case(self, left: Value, right: Value, twins: SymbolicTwins) -> int:
        """Make sure that both sides are equal; return 0 where neither has a value, otherwise 1."""
        left, right = plain(left), plain(right)
        if isinstance(left, Row) and isinstance(right, Row):
            left, right = left.entries, right.entries
        if isinstance(left, Row) or isinstance(right, Row) or np.shape(left) != np.shape(right):
            raise NotProved("different shapes")
        pairs = zip(np.ravel(_as_array(left)), np.ravel(_as_array(right)), strict=True)
        defined = 0
        for one, other in pairs:
            if isinstance(one, Undefined) and isinstance(other, Undefined):
                continue
            if isinstance(one, Undefined) or isinstance(other, Undefined):
                raise NotProved("one side is undefined")
            if not twins.numbers.forms.are_equal(sp.sympify(one), sp.sympify(other)):
                raise NotProved("the difference is not seen to be 0")
            defined = 1
        return defined

    def _words(self) -> str:
        sizes = [f"{name} = {size}" for name, size in sorted(self.sizes.items())]
        given = [f"given {' and '.join(sorted(self.notes.twins))}"] if self.notes.twins else []
        return ", ".join(["SymPy", *sizes, *given])


def _behind_all(name: str, scope: Scope) -> Iterator[str]:
    """Yield the names that the domain of a symbol mentions, and those behind them."""
    domain = scope.domain(name)
    for part in domain.names if domain is not None else ():
        yield part
        yield from _behind_all(part, scope)


class _OutOfTime(BaseException):
    """Nothing on the way out may take this for a problem of its own."""


_REFUSALS = (
    _OutOfTime,
    NotProved,
    FormulaError,
    DoubtError,
    DomainError,
    BindingError,
    NoTwinError,
    MisfitError,
    # What NumPy and SymPy raise where shapes do not fit or a rule is missing.
    ArithmeticError,
    LookupError,
    NotImplementedError,
    RecursionError,
    TypeError,
    ValueError,
    sp.PolynomialError,
)


def _as_array(value: Value) -> np.ndarray[tuple[int, ...], np.dtype[np.object_]]:
    array = np.empty(np.shape(value), dtype=object)
    array[...] = value
    return array


@contextmanager
def _limited(seconds: float) -> Iterator[None]:
    """End with _OutOfTime after a time; only the main thread of a process can be stopped."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        del number, frame
        raise _OutOfTime("out of time")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
