"""Damaged formulas, each judged by the checker in the place of the right one."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from scripts.common.processes import Lost, Workers
from scripts.common.sources import Sources, environment, own_code
from scripts.common.store import Store, key_of
from scripts.formulas.checks.doubts import Cause, Doubt
from scripts.formulas.checks.formula import SAMPLES, check
from scripts.formulas.damage.damages import damaged, mutants, right_nearby, twins_with
from scripts.formulas.damage.edits import Mutant
from scripts.formulas.evaluation.bindings import Functions
from scripts.formulas.evaluation.targets import twin_table
from scripts.formulas.evaluation.twins import TwinTable
from scripts.formulas.reading.declarations import read_table
from scripts.formulas.reading.documents import Written, read_tree
from scripts.formulas.reading.rebinding import rebound
from scripts.mutants.report import Verdict
from scripts.mutants.subjects import ALL, PACKAGE, SETTINGS, Drawn

DOCS = Path("docs/en")
NOTATION = DOCS / "reference" / "notation.md"

FEW_SAMPLES = 4
"""Points for a first look: what fails there fails with all of them, which begin with these."""

TIME_LIMIT = 120
"""Seconds of the processor for one mutant of a formula; a longer check is no verdict."""


class Jury:
    """Checks damaged formulas in the place of the right ones, among all others of the site."""

    def __init__(self, root: Path, docs: Path = DOCS, notation: Path = NOTATION) -> None:
        self.documents = read_tree(root, docs, notation)
        self.formulas = {f.name: f for f in self.documents.formulas if f.unchecked is None}
        self.table = read_table((root / notation).read_text("utf-8"), notation)
        self.twins = twin_table(self.documents.formulas, Functions(PACKAGE))

    def twins_with(self, formula: Written) -> TwinTable:
        """Return the table of twins in which a formula stands in the place of its namesake."""
        return twins_with(self.twins, formula)

    def doubt(
        self, formula: Written, samples: int = SAMPLES, beside: Written | None = None
    ) -> Doubt | None:
        """Return the doubt about a formula in the place of its namesake."""
        twins = self.twins_with(formula)
        if beside is not None:
            twins = twins_with(twins, beside)
        result = check(formula, samples=samples, twins=twins)
        return result if isinstance(result, Doubt) else None

    def doubt_soon(
        self, formula: Written, samples: int = SAMPLES, beside: Written | None = None
    ) -> Doubt | None:
        """Return the doubt about a formula that is probably false: a few points mostly do."""
        doubt = self.doubt(formula, FEW_SAMPLES, beside)
        if doubt is not None and doubt.cause is Cause.FALSE:
            return doubt
        return self.doubt(formula, samples, beside)

    def verdict(self, name: str, mutant: Mutant) -> Verdict:
        """Return what becomes of a mutant of a formula."""
        formula = self.formulas[name]
        told = next(rebound(mutant.edit.notation, self.table, formula.scope), "")
        if not told:
            beside = right_nearby(formula, mutant)
            doubt = self.doubt_soon(damaged(formula, mutant), beside=beside)
            told = str(doubt) if doubt else ""
        return self.written(name, mutant, told)

    def written(self, name: str, mutant: Mutant, caught: str) -> Verdict:
        """Return the verdict on a mutant, with the message that caught it."""
        change = mutant.change(self.formulas[name].tex)
        return Verdict(name, mutant.kind, change, mutant.tex, caught)

    def unheard(self, name: str, mutant: Mutant, lost: Lost) -> Verdict:
        """Return the verdict on a mutant whose check gave none: too long is not noticed."""
        return self.written(name, mutant, "" if lost.out_of_time else f"CRASH {lost.why}")


_jury: Jury | None = None
_Task = tuple[str, Mutant]


def _begin(root: Path) -> None:
    global _jury
    _jury = Jury(root)


def _verdict_on(task: _Task) -> Verdict:
    assert _jury is not None
    return _jury.verdict(*task)


def formula_verdicts(
    root: Path, names: Sequence[str] = (), drawn: Drawn = ALL
) -> Iterator[list[Verdict]]:
    """Yield the verdicts on the mutants of each formula, from all cores, or from the store."""
    jury = Jury(root)
    store, key = Store.of(root), _key_of_formulas(root, jury)
    new: list[str] = []
    for name in (name for name in jury.formulas if not names or name in names):
        kept = store.get(key_of(key, name, drawn.key))
        if kept is None:
            new.append(name)
        else:
            yield [Verdict(**verdict) for verdict in kept]
    new.sort(key=lambda name: -len(jury.formulas[name].tex))
    found = {name: drawn.of(mutants(jury.formulas[name]), name) for name in new}
    tasks = [(name, mutant) for name in new for mutant in found[name]]
    verdicts: dict[str, list[Verdict]] = {name: [] for name in new}
    with Workers[_Task](_begin, (root,), seconds=TIME_LIMIT) as workers:
        for number, result in workers.results(_verdict_on, tasks):
            name, mutant = tasks[number]
            heard = jury.unheard(name, mutant, result) if isinstance(result, Lost) else result
            verdicts[name].append(heard)
            if len(verdicts[name]) == len(found[name]):
                store.put(key_of(key, name, drawn.key), [vars(one) for one in verdicts[name]])
                yield verdicts[name]


def _key_of_formulas(root: Path, jury: Jury) -> str:
    """Return the hash of the checker, of all formulas, and of the code that they are bound to."""
    written = [_written_text(formula) for formula in jury.formulas.values()]
    sources = Sources(root, Store.of(root))
    bound = sources.fingerprint(sources.mentioned(PACKAGE, "\n".join(written)))
    made_by = own_code(f"{__name__}.formula_verdicts", f"{__name__}._verdict_on")
    return key_of("formula mutants", environment(root, SETTINGS), made_by, bound, *written)


def _written_text(formula: Written) -> str:
    scope = formula.scope
    declared = [*scope.symbols.values(), *(d for ds in scope.functions.values() for d in ds)]
    lines = sorted(declaration.text for declaration in declared)
    return json.dumps([formula.name, formula.tex, sorted(formula.options.items()), lines])
