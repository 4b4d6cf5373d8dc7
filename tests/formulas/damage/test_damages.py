"""Mutants of formulas: a sample of them, and what is done with them."""

from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from scripts.formulas.damage.attacks import READ_OVER
from scripts.formulas.damage.damages import DAMAGES, damaged, mutants
from scripts.formulas.damage.edits import Mutant
from scripts.formulas.language.parser import parse
from scripts.mutants.__main__ import FORMULAS_CAUGHT, TRUE_MUTANTS
from scripts.mutants.formulas import Jury
from scripts.mutants.own_process import ENDLESS
from scripts.mutants.report import Verdict, report, reviewed
from tests.formulas.pages import ROOT, site

SAMPLE = 97
"""Every such mutant is tried here; `make mutants` tries all."""


@cache
def _all() -> list[tuple[str, Mutant]]:
    formulas = [formula for formula in site().formulas if formula.unchecked is None]
    return [(formula.name, mutant) for formula in formulas for mutant in mutants(formula)]


@cache
def _jury() -> Jury:
    return Jury(ROOT)


@pytest.mark.nightly
def test_every_kind_of_damage_occurs() -> None:
    assert set(Counter(mutant.kind for _, mutant in _all())) == set(DAMAGES)


@pytest.mark.nightly
def test_mutants_can_be_read_and_say_something_else() -> None:
    formulas = {formula.name: formula for formula in site().formulas}
    # Words that are read over are not there to be read: what becomes of them is tested by itself.
    for name, mutant in [(name, one) for name, one in _all() if one.kind != READ_OVER][::25]:
        formula = formulas[name]
        assert mutant.tex != formula.tex
        chain = parse(mutant.tex, damaged(formula, mutant).scope)
        assert replace(chain, span=(0, 0)) != replace(
            parse(formula.tex, formula.scope), span=(0, 0)
        )


def test_mutants_are_the_same_in_every_run() -> None:
    formula = next(formula for formula in site().formulas if formula.name == "bce")
    assert mutants(formula) == mutants(formula)


@pytest.mark.nightly
def test_a_sample_is_caught() -> None:
    true = reviewed(ROOT / TRUE_MUTANTS, "true")
    verdicts = [
        _jury().verdict(name, mutant)
        for name, mutant in _all()[::SAMPLE]
        if (name, mutant.tex.strip(), "") not in true
    ]
    missed = [f"{v.name}: {v.change}" for v in verdicts if v.survives]
    assert not missed
    assert not [v.caught for v in verdicts if v.caught.startswith("CRASH")]


@pytest.mark.nightly
def test_every_reviewed_mutant_is_one_and_has_a_reason() -> None:
    known = {(name, mutant.tex.strip(), "") for name, mutant in _all()}
    for key, row in reviewed(ROOT / TRUE_MUTANTS, "true").items():
        assert key in known, f"{key[0]} has no such mutant: {key[1]}"
        assert len(row.reason.split()) > 2


def test_a_mutant_shows_its_change() -> None:
    formula = next(formula for formula in site().formulas if formula.name == "bce")
    lost = next(mutant for mutant in mutants(formula) if mutant.kind == "sign dropped")
    assert lost.change(formula.tex) == "sign dropped: - → nothing"
    assert _jury().doubt(damaged(formula, lost)) is not None


def _verdict(kind: str, caught: str) -> Verdict:
    return Verdict("it", kind, f"{kind}: a → b", f"tex {kind}", caught)


def test_a_survivor_that_nobody_reviewed_is_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    groups = [[_verdict("sign", "caught")] * 999 + [_verdict("index", "")]]
    assert not report("formulas", groups, {}, FORMULAS_CAUGHT, complete=False)
    printed = capsys.readouterr().out
    assert "NOT NOTICED it: index: a → b" in printed
    assert "999 of 1000 mutants caught, 99.90%" in printed


def test_a_reviewed_survivor_is_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    listing = tmp_path / "true.toml"
    listing.write_text('[[true]]\nname = "it"\nmutant = "tex index"\nreason = "it is"\n', "utf-8")
    allowed = reviewed(listing, "true")
    groups = [[_verdict("sign", "caught"), _verdict("index", "")]]
    assert report("formulas", groups, allowed, FORMULAS_CAUGHT, complete=True)
    assert not report("formulas", [[_verdict("sign", "x")]], allowed, 0.9, complete=True)
    assert "it does not survive" in capsys.readouterr().out


def test_a_reviewed_one_may_run_out_of_time(tmp_path: Path) -> None:
    listing = tmp_path / "true.toml"
    listing.write_text('[[true]]\nname = "it"\nmutant = "tex index"\nreason = "slow"\n', "utf-8")
    allowed = reviewed(listing, "true")
    assert report("code", [[_verdict("index", ENDLESS)]], allowed, 0.98, complete=True)
    assert not report("code", [[_verdict("index", "its tests")]], allowed, 0.98, complete=True)
