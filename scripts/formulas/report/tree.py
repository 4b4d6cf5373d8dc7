"""Checks the formulas of a tree, those again that something has changed for."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from ...common.problems import Problem
from ...common.store import Store
from ..checks.doubts import Doubt
from ..checks.evidence import FormulaEvidence
from ..checks.formula import SAMPLES, evidence_about
from ..evaluation.targets import targets_of
from ..evaluation.twins import Question
from ..language.parser import parse, parse_inline
from ..language.tokens import FormulaError
from ..reading.documents import Documents, Written, read_tree
from .changes import with_change
from .memory import Finding, Memory
from .workers import Setting, checked


@dataclass(frozen=True)
class Report:
    """What was found about a tree: evidence and doubts in the order of the pages.

    ``claims`` are those in sentences; ``given`` relations there are not claimed.
    """

    formulas: tuple[FormulaEvidence, ...]
    doubts: tuple[Doubt, ...]
    problems: tuple[Problem, ...]
    claims: tuple[FormulaEvidence, ...] = ()
    given: int = 0
    checked_anew: int = 0
    names: tuple[str, ...] = ()
    """The names of all formulas of the tree, also of those that were not asked for."""

    @property
    def is_clean(self) -> bool:
        """Whether nothing is in doubt."""
        return not self.doubts and not self.problems


def check_tree(
    root: Path,
    docs: Path = Path("docs/en"),
    notation: Path | None = None,
    package: str = "snippets",
    *,
    samples: int = SAMPLES,
    names: Collection[str] = (),
    pages: Collection[str] = (),
    memory: bool = True,
    processes: int | None = None,
) -> Report:
    """Check the formulas below ``docs``, those of some names or pages where these are given.

    Paths are relative to ``root``. With ``memory``, what is remembered in the store of the project
    is not checked again; the rest is shared out to as many processes as there are cores. These are
    new ones, so that they see the code as it is now; with ``processes=0`` all is done in this one.

    Raises:
        StoreError: what was found cannot be kept.
        LimitError: the setting of the time limit is no number.
    """
    notation = notation or docs / "reference" / "notation.md"
    documents = read_tree(root, docs, notation)
    wanted = [
        formula
        for formula in documents.all_checked
        if (not names or formula.name in names)
        and (not pages or _is_of(formula.page, pages))
        and formula.is_readable
    ]
    kept: dict[int, FormulaEvidence | Doubt] = {}
    # Only a package whose source lies in the tree can be known.
    store = None
    if memory and (root / package).is_dir():
        store = Memory(Store.of(root), root, package, documents.formulas, samples)
    for number, formula in enumerate(wanted):
        known = store.get(formula) if store else None
        if known is not None:
            kept[number] = _in_its_place(known, formula)
    new = [number for number in range(len(wanted)) if number not in kept]
    place_of = {id(formula): place for place, formula in enumerate(documents.all_checked)}
    places = [place_of[id(wanted[number])] for number in new]
    setting = Setting(root=root, docs=docs, notation=notation, package=package, samples=samples)
    unsure = _answers_of_unreadable(documents)
    for number, result in zip(new, checked(setting, documents, places, processes), strict=True):
        if isinstance(result.found, FormulaEvidence):
            kept[number] = result.found
            if store:
                store.put(wanted[number], Finding(result.found, result.asked))
        elif unsure.isdisjoint(result.asked):
            kept[number] = _with_change(result.found, wanted[number], store)
    results = [found for _, found in sorted(kept.items())]
    doubts = [result for result in results if isinstance(result, Doubt)]
    problems = list(documents.problems)
    if not names and not pages:
        problems += check_inline(documents)
    in_sentences = {number for number, formula in enumerate(wanted) if formula.in_sentence}
    found = {number: one for number, one in kept.items() if isinstance(one, FormulaEvidence)}
    return Report(
        tuple(one for number, one in sorted(found.items()) if number not in in_sentences),
        # What others rest on is to be mended first.
        tuple(sorted(doubts, key=lambda doubt: bool(doubt.rests_on))),
        tuple(problems),
        tuple(one for number, one in sorted(found.items()) if number in in_sentences),
        documents.given,
        len(new),
        tuple(formula.name for formula in documents.formulas if formula.name),
    )


def _answers_of_unreadable(documents: Documents) -> frozenset[Question]:
    """Return the questions whose answers nobody knows before the notation is mended."""
    unreadable = [formula for formula in documents.formulas if not formula.is_readable]
    return frozenset(question for formula in unreadable for question in targets_of(formula))


def _with_change(doubt: Doubt, formula: Written, store: Memory | None) -> Doubt:
    """Return a doubt that says what has changed, where that is known."""
    if store is None:
        return doubt
    return with_change(doubt, store.state(formula), store.passed(formula))


def _is_of(page: str, pages: Collection[str]) -> bool:
    return any(page == wanted or page.removesuffix(".md") == wanted for wanted in pages)


def _in_its_place(kept: FormulaEvidence, formula: Written) -> FormulaEvidence:
    """Return remembered evidence with the place and the meanings that the formula has now."""
    chain = parse(formula.tex, formula.scope) if formula.unchecked is None else None
    return evidence_about(formula, kept.steps, chain, kept.tried)


def check_inline(documents: Documents) -> list[Problem]:
    """Return what is wrong with formulas in sentences: those that cannot be read."""
    problems = []
    for inline in documents.inline:
        if not inline.is_readable:
            continue
        try:
            parse_inline(inline.tex, inline.scope)
        except FormulaError as error:
            problems.append(Problem(inline.place, f"${inline.tex}$: {error.message}"))
    return problems
