"""Attacks on the checker: each kind is made, of a formula that has what it needs, and is told."""

from pathlib import Path

import pytest

from scripts.formulas.checks.doubts import Doubt
from scripts.formulas.checks.formula import check
from scripts.formulas.damage.attacks import ATTACKS
from scripts.formulas.damage.damages import damaged, mutants, right_nearby, twins_with
from scripts.formulas.language.parser import parse
from scripts.formulas.language.tokens import FormulaError
from tests.formulas.pages import CORPUS_PACKAGE, Page, corpus_twins

NOTATION = """
$z$ : real
$u$ : real[C]
"""
FORMULAS = {
    "condition lost": r"|z| = \begin{cases} z & \text{if } z>0, \\ -z & \text{if } z\le 0 "
    r"\end{cases}",
    "size widened": r"\sum_{j=1}^{C} 2u_j = 2\sum_{j=1}^{C} u_j",
    "reach widened": r"z+z = 2z",
    "corner added": r"z+z = 2z",
    "words for a sign": r"z-1 = -1+z",
}


@pytest.mark.parametrize("kind", FORMULAS)
def test_an_attack_is_told(kind: str, tmp_path: Path) -> None:
    formula = Page(FORMULAS[kind], NOTATION).written(tmp_path)
    assert not isinstance(check(formula, CORPUS_PACKAGE), Doubt)
    made = mutants(formula, {kind: ATTACKS[kind]})
    assert made
    for mutant in made:
        assert isinstance(check(damaged(formula, mutant), CORPUS_PACKAGE), Doubt), mutant.tex


@pytest.mark.parametrize(
    "tex",
    [
        r"|z| = z \text{ if } z > 0",
        r"|z| = -z \quad (z < 0)",
        r"|z|+z = 2z, \qquad z \ge 0",
        r"|z| = 2 \text{ when } z = -2",
    ],
)
def test_a_condition_that_is_lost_is_told(tex: str, tmp_path: Path) -> None:
    formula = Page(tex, NOTATION).written(tmp_path)
    assert not isinstance(check(formula, CORPUS_PACKAGE), Doubt)
    made = mutants(formula, {"condition lost": ATTACKS["condition lost"]})
    assert made
    for mutant in made:
        assert tex.startswith(mutant.tex)
        assert isinstance(check(damaged(formula, mutant), CORPUS_PACKAGE), Doubt), mutant.tex


def test_words_are_no_part_of_a_formula(tmp_path: Path) -> None:
    formula = Page(FORMULAS["words for a sign"], NOTATION).written(tmp_path)
    for mutant in mutants(formula, {"words for a sign": ATTACKS["words for a sign"]}):
        with pytest.raises(FormulaError):
            parse(mutant.tex, formula.scope)


def test_what_is_right_nearby_does_not_serve_beyond(tmp_path: Path) -> None:
    formula = Page(r"\sigma(z) = \frac{1}{1+e^{-z}}", NOTATION).written(tmp_path)
    made = mutants(formula, {"checked elsewhere": ATTACKS["checked elsewhere"]})
    assert made
    for mutant in made:
        beside = right_nearby(formula, mutant)
        assert beside is not None
        twins = twins_with(twins_with(corpus_twins(), formula), beside)
        found = check(damaged(formula, mutant), CORPUS_PACKAGE, twins=twins)
        assert isinstance(found, Doubt), mutant.tex
