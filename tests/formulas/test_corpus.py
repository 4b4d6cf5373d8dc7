"""The first formulas that the checker was made for: all of them pass, for the right reasons."""

from functools import cache

import pytest

from scripts.formulas.checks.doubts import Doubt
from scripts.formulas.checks.evidence import FormulaEvidence, Kind, totals
from scripts.formulas.checks.far import DISTANCES
from scripts.formulas.checks.formula import check
from scripts.formulas.reading.documents import Written
from tests.formulas.pages import CORPUS_PACKAGE, corpus, corpus_twins

pytestmark = pytest.mark.slow

SAMPLES = 12


@cache
def checked() -> dict[str, FormulaEvidence | Doubt]:
    """Check each formula once for all tests."""
    return {
        formula.name: check(formula, CORPUS_PACKAGE, samples=SAMPLES, twins=corpus_twins())
        for formula in corpus().formulas
    }


def found(formula: Written) -> FormulaEvidence:
    result = checked()[formula.name]
    assert not isinstance(result, Doubt), str(result)
    return result


def named(name: str) -> FormulaEvidence:
    return found(next(formula for formula in corpus().formulas if formula.name == name))


def test_nothing_is_left_out() -> None:
    assert not corpus().problems
    assert len(corpus().formulas) == 67


@pytest.mark.parametrize("formula", corpus().formulas, ids=lambda formula: formula.name)
def test_formula(formula: Written) -> None:
    evidence = found(formula)
    assert evidence.steps
    assert evidence.unchecked is None
    assert FormulaEvidence.from_json(evidence.to_json()) == evidence


def test_steps_are_all_there() -> None:
    assert totals(map(found, corpus().formulas)).steps == 109


def test_evidence_in_words() -> None:
    [step] = named("bce").steps
    assert step.words.startswith("matches bce at 12 points · largest difference")
    assert step.function == "bce"
    [step] = named("gibbs").steps
    assert step.words == (
        f"inequality: no violation found at {step.samples} points · equality at P = Q"
        " · uses 0 log 0 = 0"
    )
    first, second = named("sigmoid-slope").steps
    assert second.words.startswith(
        f"derivative of the checked formula sigmoid at {12 + 2 * len(DISTANCES)} points"
    )
    assert first.kind is Kind.DERIVATIVE


def test_a_worked_example_stands_beside_a_step() -> None:
    [step] = named("ce-decomposition").steps
    assert step.example is not None
    assert str(step.example).startswith("at n=2, P=[")


def test_assumptions_are_found_by_breaking_them() -> None:
    steps = {step.right: [*map(str, step.assumptions)] for step in named("cce-gradient").steps}
    assert steps["1"] == ["y one-hot"]
    assert steps[r"s_j-y_j"] == ["y one-hot"]
    assert steps[r"-\sum_{i=1}^{C}\frac{y_i}{s_i}\,s_i(\delta_{ij}-s_j)"] == []


def test_symbols_are_explained() -> None:
    evidence = named("kl")
    symbols = {evidence.tex[slice(*span)]: meaning for span, _, meaning in evidence.symbols}
    assert symbols["P(x)"] == "true distribution"
    assert symbols[r"D_{\mathrm{KL}}(P\|Q)"] == "Kullback–Leibler divergence, nats"
