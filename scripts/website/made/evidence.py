"""What the checker found about the display formulas of the pages.

The checker itself, with NumPy behind it, is loaded only where a page, a function or the checker has
changed; otherwise all of its findings are taken from the store at once.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from scripts.common.problems import Place, Problem
from scripts.common.sources import Sources, own_code
from scripts.common.store import Store, key_of
from scripts.formulas.checks.evidence import FormulaEvidence, Totals, totals
from scripts.formulas.reading.parts import INLINE_MATH
from scripts.website.asked.needs import NOTATION
from scripts.website.asked.page import Formula
from scripts.website.made.mathematics import read_mathematics
from scripts.website.made.meanings import Meaning, explain, mark_symbols, read_meanings


@dataclass(frozen=True)
class Found:
    """What was found about one formula; ``marked`` is its TeX with numbered symbols.

    ``defines`` and ``speaks_of`` are functions by their dotted names.
    """

    evidence: FormulaEvidence
    meanings: tuple[Meaning, ...] = ()
    marked: str = ""
    defines: tuple[str, ...] = ()
    speaks_of: tuple[str, ...] = ()


class Evidence:
    """The findings on all formulas, by the place of each."""

    def __init__(
        self, docs: Path, store: Store, sources: Sources, say: Callable[[str], None]
    ) -> None:
        self.root = sources.root
        self.docs = docs
        self.store = store
        self.sources = sources
        self.say = say
        self.found: dict[Place, Found] = {}
        self.claims: list[FormulaEvidence] = []
        self.given = 0
        self.checked_anew = 0

    def prepare(self) -> list[Problem]:
        """Check what has changed; return every doubt with its place."""
        read = read_mathematics(self.docs, self.sources)
        key = key_of("evidence", own_code(f"{__name__}.Evidence"), read.key)
        kept = self.store.get(key)
        problems: list[Problem] = []
        if kept is None:
            found, problems = self._check()
            if not problems:
                claims = [one.to_json() for one in self.claims]
                formulas = [asdict(one) for one in found]
                kept = {"formulas": formulas, "claims": claims, "given": self.given}
                self.store.put(key, kept | {"lines": read.lines})
        else:
            moved = _moved(kept["lines"], read.lines)
            found = [_from_json(one, moved) for one in kept["formulas"]]
            # A claim is told by the line before its sentence, as formulas are by that of their $$.
            self.claims = [_in_its_line(one, moved, ahead=1) for one in kept["claims"]]
            self.given = kept["given"]
        self.found = {Place(Path(one.evidence.file), one.evidence.line): one for one in found}
        self._report()
        return problems

    def formulas(self) -> Iterator[Formula]:
        """Yield what is to be drawn besides the formulas as they are written."""
        for place, one in self.found.items():
            if one.marked != one.evidence.tex:
                yield Formula(place, one.marked, display=True, marks_of=one.evidence.tex)
            for words in one.evidence.conditions:
                for math in INLINE_MATH.finditer(words):
                    yield Formula(place, math["tex"], display=False)
            for meaning in one.meanings:
                yield Formula(place, meaning.tex, display=False)
                for words in (meaning.words, meaning.here):
                    for math in INLINE_MATH.finditer(words):
                        yield Formula(place, math["tex"], display=False)

    def steps(self) -> Iterator[Formula]:
        """Yield the steps of chains, which are drawn where KaTeX can draw them alone."""
        for place, one in self.found.items():
            if len(one.evidence.steps) > 1:
                for step in one.evidence.steps:
                    tex = step_tex(step.left, step.relation, step.right)
                    if r"\begin" not in tex:
                        yield Formula(place, tex, display=False)

    @property
    def totals(self) -> Totals:
        """How many formulas and steps there are, by kind of evidence, and how many claims."""
        found = totals(one.evidence for one in self.found.values())
        return replace(found, claims=len(self.claims), given=self.given)

    def claims_of(self, page: str) -> list[FormulaEvidence]:
        """Return the claims in the sentences of a page."""
        return [claim for claim in self.claims if claim.page == page]

    def _check(self) -> tuple[list[Found], list[Problem]]:
        # Loaded here: a build in which nothing has changed does without NumPy.
        from scripts.formulas.reading.documents import read_tree
        from scripts.formulas.report.tree import check_tree
        from scripts.website.made.grounds import functions_behind, functions_defined

        docs = self.docs.relative_to(self.root)
        report = check_tree(self.root, docs, docs / NOTATION)
        self.checked_anew = report.checked_anew
        self.claims = [replace(one, symbols=()) for one in report.claims]
        self.given = report.given
        problems = [*(doubt.problem for doubt in report.doubts), *report.problems]
        if problems:
            return [Found(evidence) for evidence in report.formulas], problems
        written = read_tree(self.root, docs, docs / NOTATION).formulas
        rows = read_meanings((self.docs / NOTATION).read_text(encoding="utf-8"))
        found = []
        for formula, evidence in zip(written, report.formulas, strict=True):
            if evidence.unchecked is not None:
                found.append(Found(evidence, (), evidence.tex))
                continue
            meanings, marks = explain(formula, evidence, rows)
            # The places of symbols have done their work.
            plain = replace(evidence, symbols=())
            found.append(
                Found(
                    plain,
                    tuple(meanings),
                    mark_symbols(evidence.tex, marks),
                    functions_defined(formula),
                    functions_behind(formula),
                )
            )
        return found, []

    def _report(self) -> None:
        count = self.totals
        kept = len(self.found) + len(self.claims) - self.checked_anew
        self.say(
            f"{count.formulas} formulas, {count.steps} steps, {count.claims} claims in sentences: "
            # What is in doubt was checked and is not found.
            f"{self.checked_anew} checked anew, {max(0, kept)} kept"
        )


def step_tex(left: str, relation: str, right: str) -> str:
    """Return one step of a chain as a formula."""
    return f"{left} {relation} {right}"


_Moved = Mapping[str, Mapping[int, int]]
"""The line where each line of a file stands now."""


def _moved(before: Mapping[str, Sequence[int]], now: Mapping[str, Sequence[int]]) -> _Moved:
    return {file: dict(zip(before[file], lines, strict=True)) for file, lines in now.items()}


def _in_its_line(kept: dict[str, Any], moved: _Moved, ahead: int = 0) -> FormulaEvidence:
    """Return evidence with the line of today, ``ahead`` of the one that the formula is in."""
    line = moved[kept["file"]][kept["line"] + ahead] - ahead
    return FormulaEvidence.from_json(kept | {"line": line})


def _from_json(kept: dict[str, Any], moved: _Moved) -> Found:
    evidence = _in_its_line(kept["evidence"], moved)
    meanings = tuple(Meaning(**one) for one in kept["meanings"])
    functions = tuple(kept["defines"]), tuple(kept["speaks_of"])
    return Found(evidence, meanings, kept["marked"], *functions)
