"""Checks formulas side by side, in new processes: each sees the code as it is now.

A process that has imported a module keeps it as it was. To import NumPy and SymPy anew for each
check would take longer than to check a formula: where the system can, a process that has imported
these, and nothing of the package under test, waits to be copied.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from ...common.processes import Lost, Workers, prepared
from ..checks.doubts import Doubt, DoubtError, doubt_about
from ..checks.evidence import FormulaEvidence
from ..checks.formula import check
from ..evaluation.bindings import Functions
from ..evaluation.targets import twin_table
from ..evaluation.twins import Question, TwinTable
from ..reading.documents import Documents, Written, read_tree
from .rests import Resting, resting_on, with_roots

_CHECKER = __name__.removesuffix(".report.workers")

PROVES = find_spec("sympy") is not None
"""Whether there is what proves; without it, steps are checked all the same."""

IMPORTED_BEFORE = [__name__, *([f"{_CHECKER}.proofs.prover"] if PROVES else [])]


@dataclass(frozen=True, kw_only=True)
class Setting:
    """What a process has to know to check a formula by its number."""

    root: Path
    docs: Path
    notation: Path
    package: str
    samples: int


@dataclass(frozen=True)
class Result:
    """What a check gave, and the questions that it put to other formulas."""

    found: FormulaEvidence | Doubt
    asked: frozenset[Question] = frozenset()


def checked(
    setting: Setting, documents: Documents, places: Sequence[int], processes: int | None
) -> list[Result]:
    """Return what was found about the formulas with some numbers.

    They are shared out to as many processes as there are cores; with ``processes=0`` all is done in
    this one.
    """
    if not places:
        return []
    if processes == 0:
        worker = _Worker(setting, documents)
        found = {place: worker.check(place) for place in places}
        jobs = _in_doubt(documents, found)
        settled = [worker.settle(job) for job in jobs]
    else:
        # What takes longest goes first, so that no process is left with it at the end.
        formulas = documents.all_checked
        order = sorted(places, key=lambda place: -_cost(formulas[place]))
        context = prepared(IMPORTED_BEFORE)
        found, lost = {}, {}
        with Workers[Any](_begin, (setting,), context=context, count=processes) as workers:
            for number, result in workers.results(_check_numbered, order):
                if isinstance(result, Lost):
                    lost[order[number]] = _given_up(formulas[order[number]], result.why)
                else:
                    found[order[number]] = result
            jobs = _in_doubt(documents, found)
            settled = list[Doubt | None](job.doubt for job in jobs)
            for number, doubt in workers.results(_settle, jobs):
                # A doubt stays one when no hint is found in time.
                if not isinstance(doubt, Lost):
                    settled[number] = doubt
        found |= lost
    told = with_roots(
        {job.doubt.name: job.doubt for job in jobs},
        {doubt.name: doubt for doubt in settled if doubt},
        {job.doubt.name: job.resting for job in jobs},
    )
    for job, doubt in zip(jobs, told, strict=True):
        found[job.place] = replace(found[job.place], found=doubt)
    return [found[place] for place in places]


def _given_up(formula: Written, why: str) -> Result:
    return Result(doubt_about(formula, DoubtError(f"the check was given up: {why}")))


@dataclass(frozen=True)
class _InDoubt:
    """A formula in doubt, and the doubts that it may rest on."""

    place: int
    doubt: Doubt
    resting: Resting


def _in_doubt(documents: Documents, found: Mapping[int, Result]) -> list[_InDoubt]:
    doubts = {
        place: one.found for place, one in sorted(found.items()) if isinstance(one.found, Doubt)
    }
    resting = resting_on(
        {documents.all_checked[place].name: found[place].asked for place in doubts},
        documents.formulas,
    )
    return [_InDoubt(place, doubt, resting[doubt.name]) for place, doubt in doubts.items()]


def _cost(formula: Written) -> int:
    slopes = formula.tex.count(r"\nabla") * 4 + formula.tex.count(r"\partial")
    searches = formula.tex.count(r"\arg") + formula.tex.count(r"\le") + formula.tex.count(r"\ge")
    # What joint distributions have in common is proved for many cases of theirs.
    conditions = formula.tex.count(r"\mid")
    return 10 * (slopes + searches + conditions) + len(formula.tex) // 50


class _Worker:
    """Checks formulas of a tree with the code as this process has it."""

    def __init__(self, setting: Setting, documents: Documents) -> None:
        self.setting = setting
        self.formulas = documents.all_checked
        self.table = twin_table(documents.formulas, Functions(setting.package))

    def check(self, place: int) -> Result:
        """Check a formula and prove what can be proved."""
        formula, table = self.formulas[place], self.table.afresh()
        found = self._found(formula, table)
        if PROVES and isinstance(found, FormulaEvidence) and not formula.in_sentence:
            # SymPy takes half a second to import: only where something is to be proved.
            from ..proofs.prover import with_proofs

            found = with_proofs(formula, found, table)
        return Result(found, frozenset(table.asked))

    def settle(self, job: _InDoubt) -> Doubt | None:
        """Return a doubt with what was perhaps meant; None where it rests on others."""
        from ..damage.repairs import with_hint

        formula, resting = self.formulas[job.place], job.resting
        if resting.is_one_way or (resting.names and self._holds_without(formula, resting.names)):
            return None
        return with_hint(job.doubt, formula, self.table, self.setting.package)

    def _holds_without(self, formula: Written, others: frozenset[str]) -> bool:
        found = self._found(formula, self.table.without(others))
        return isinstance(found, FormulaEvidence)

    def _found(self, formula: Written, table: TwinTable) -> FormulaEvidence | Doubt:
        return check(formula, self.setting.package, samples=self.setting.samples, twins=table)


_worker: _Worker | None = None


def _begin(setting: Setting) -> None:
    """Make a process ready: it reads the tree for itself."""
    global _worker
    sys.path.insert(0, str(setting.root))
    _worker = _Worker(setting, read_tree(setting.root, setting.docs, setting.notation))


def _check_numbered(place: int) -> Result:
    assert _worker is not None
    return _worker.check(place)


def _settle(job: _InDoubt) -> Doubt | None:
    assert _worker is not None
    return _worker.settle(job)


def get_ready() -> None:
    """Begin to import in the background what checks need; later calls change nothing."""
    prepared(IMPORTED_BEFORE)
