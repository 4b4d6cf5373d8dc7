"""Formulas as other authors type them: what passes as typed, what is refused, and how."""

import random
from dataclasses import replace
from pathlib import Path

import pytest

from scripts.formulas.checks.doubts import Doubt
from scripts.formulas.checks.evidence import FormulaEvidence
from scripts.formulas.checks.formula import check
from tests.formulas.language.test_boxes import damaged
from tests.formulas.others import CASES, Case
from tests.formulas.pages import CORPUS_PACKAGE, Page, corpus_twins, result_of

pytestmark = pytest.mark.slow

AT_LEAST = 80
"""How many pass as they are typed."""

SAMPLES = 12


PASSING = [case for case in CASES if case.passes]
FALSE = [(case, tex) for case in PASSING for tex in case.changed()]


def title(case: object) -> str | None:
    return case.title if isinstance(case, Case) else None


def test_enough_pass_as_typed() -> None:
    assert len({case.title for case in CASES}) == len(CASES) >= 86
    assert len(PASSING) >= AT_LEAST


@pytest.mark.parametrize("case", CASES, ids=title)
def test_formula(case: Case, tmp_path: Path) -> None:
    result = result_of(tmp_path, case.tex, case.notation, samples=SAMPLES)
    if case.passes:
        assert isinstance(result, FormulaEvidence), str(result)
        steps = len(result.steps)
        assert case.expected.startswith(f"passes: {steps} step")
    else:
        assert isinstance(result, Doubt), f"{case.tex} passes"
        assert result.what.startswith(case.expected.removeprefix("refused: ")), str(result)


@pytest.mark.parametrize(("case", "tex"), FALSE, ids=title)
def test_what_is_false_is_refused(case: Case, tex: str, tmp_path: Path) -> None:
    result = result_of(tmp_path, tex, case.notation, samples=SAMPLES)
    assert isinstance(result, Doubt), f"{tex} passes"


DAMAGED = 3
"""How many damaged forms of each are tried."""


@pytest.mark.nightly
@pytest.mark.parametrize("case", PASSING, ids=title)
def test_damage_is_told_and_ends_in_no_traceback(case: Case, tmp_path: Path) -> None:
    generator = random.Random(case.title)
    written = Page(case.tex, case.notation).written(tmp_path)
    for _ in range(DAMAGED):
        worse = replace(written, tex=damaged(case.tex, generator))
        result = check(worse, CORPUS_PACKAGE, samples=6, twins=corpus_twins().afresh())
        assert isinstance(result, Doubt | FormulaEvidence)
