"""What is false is refused, whatever it is called and wherever the points fall."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from scripts.formulas.checks.doubts import Doubt
from scripts.formulas.checks.evidence import FormulaEvidence
from scripts.formulas.checks.formula import check
from tests.formulas.attacks import CASES
from tests.formulas.others import CASES as OTHERS
from tests.formulas.others import Case
from tests.formulas.pages import CORPUS_PACKAGE, Page, corpus_twins

pytestmark = pytest.mark.slow

SAMPLES = 12
SEEDS = 6
OTHER_NAMES = ("a", "kl-divergence", "z-is-last")
KINDS = {
    *("conditional", "size", "corner", "stand-in", "words", "rebinding", "far", "digits"),
    *("direction", "index", "base", "shapes", "ties", "existence", "vacuous", "swallowed"),
    "everywhere",
}

IN_NOTATION = "notation: "
"""What begins with this is told before any formula is checked."""

FORMULAS = [case for case in CASES if not case.expected.startswith(IN_NOTATION)]
RENAMED = [*FORMULAS[::6], *[case for case in OTHERS if case.passes][::12]]


def title(case: object) -> str | None:
    return case.title if isinstance(case, Case) else None


def result(case: Case, folder: Path, name: str = "it", seed: str = "it") -> Doubt | FormulaEvidence:
    written = replace(Page(case.tex, case.notation).written(folder), name=name)
    twins = corpus_twins().afresh()
    return check(written, CORPUS_PACKAGE, samples=SAMPLES, twins=twins, seed=seed)


def test_every_kind_is_tried() -> None:
    count = Counter(case.title.partition(":")[0] for case in CASES)
    assert set(count) == KINDS
    assert len({case.title for case in CASES}) == len(CASES) >= 70
    assert min(count.values()) >= 2


@pytest.mark.parametrize("case", CASES, ids=title)
def test_it_is_refused(case: Case, tmp_path: Path) -> None:
    if case not in FORMULAS:
        (problem,) = Page(case.tex, case.notation).documents(tmp_path).problems
        assert problem.what.startswith(case.expected)
        return
    found = result(case, tmp_path)
    assert isinstance(found, Doubt), f"{case.tex} passes"
    assert found.what.startswith(case.expected), str(found)


@pytest.mark.parametrize("case", RENAMED, ids=title)
def test_no_verdict_depends_on_a_name(case: Case, tmp_path: Path) -> None:
    first = result(case, tmp_path)
    for name in OTHER_NAMES:
        again = result(case, tmp_path, name)
        assert replace(again, name="it") == first


@pytest.mark.nightly
@pytest.mark.parametrize("case", FORMULAS, ids=title)
def test_it_is_refused_wherever_the_points_fall(case: Case, tmp_path: Path) -> None:
    for seed in range(SEEDS):
        found = result(case, tmp_path, seed=f"seed {seed}")
        assert isinstance(found, Doubt), f"{case.tex} passes with seed {seed}"
