"""A formula is tried where its conditions hold, readers are told so, and it serves nowhere else."""

from pathlib import Path

import pytest

from scripts.formulas.checks.evidence import FormulaEvidence
from scripts.formulas.evaluation.bindings import Functions
from scripts.formulas.evaluation.targets import twin_table
from scripts.formulas.proofs.prover import with_proofs
from tests.formulas.pages import CORPUS_PACKAGE, Page, corpus_twins, evidence_of, message_about

BINARY = "$y$ : {0,1}\n$p$ : (0,1)\n$L$ := `bce(y, p)`"
POSITIVE = r"L = -\log p \text{ if } y = 1"


def test_evidence_names_the_condition(tmp_path: Path) -> None:
    found = evidence_of(tmp_path, POSITIVE, BINARY)
    assert "tried only where $y = 1$" in found.words
    # The label is 1 at every point: that it is one of two is not needed.
    assert not found.steps[0].assumptions


@pytest.mark.parametrize(
    "tex",
    [
        POSITIVE,
        r"L = -\log(1-p) \quad (y = 0)",
        r"L = -y\log p-(1-y)\log(1-p) \text{ for all } p > 0",
        r"\exists y, p: L = -\log p",
    ],
)
def test_what_is_narrowed_stands_for_no_code(tex: str, tmp_path: Path) -> None:
    formula = Page(tex, BINARY).written(tmp_path)
    assert not twin_table([formula], Functions(CORPUS_PACKAGE)).twins


def test_without_a_condition_it_does(tmp_path: Path) -> None:
    formula = Page(r"L = -y\log p-(1-y)\log(1-p)", BINARY).written(tmp_path)
    assert twin_table([formula], Functions(CORPUS_PACKAGE)).twins


@pytest.mark.parametrize(
    ("tex", "notation", "is_proved"),
    [
        (r"y^2+y = 2 \text{ if } y = 1", "$y$ : {0,1}", True),
        (r"y^2+y = 2y \text{ for all } y", "$y$ : {0,1}", True),
        (r"z+w = 3z \text{ if } w = 2z", "$z$ : real\n$w$ : real", False),
        (r"\exists z: z^2 = 2z", "$z$ : real", False),
    ],
)
def test_a_proof_is_one_under_the_condition(
    tex: str, notation: str, is_proved: bool, tmp_path: Path
) -> None:
    formula = Page(tex, notation).written(tmp_path)
    found = evidence_of(tmp_path, tex, notation)
    proved = with_proofs(formula, found, corpus_twins().afresh())
    assert isinstance(proved, FormulaEvidence)
    assert (proved.steps[0].proved is not None) == is_proved


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        ("w = 2z", "tried only where $w = 2z$"),
        ("2z = w", "tried only where $2z = w$"),
        ("w = 2z, z > 0", "tried only where $z > 0$"),
        ("0 < z < 1 \\text{ and } w = 2z", "tried only where $z < 1$"),
    ],
)
def test_a_symbol_gets_the_value_of_the_other_side(
    condition: str, told: str, tmp_path: Path
) -> None:
    notation = "$z$ : real\n$w$ : real"
    assert told in evidence_of(tmp_path, rf"z+w = 3z \text{{ if }} {condition}", notation).words
    assert "does not hold" in message_about(
        tmp_path, rf"z+w = 4z \text{{ if }} {condition}", notation
    )


def test_equality_beside_a_condition_that_leaves_it_out(tmp_path: Path) -> None:
    notation = "$z$ : real\n$w$ : real"
    strict = r"(z-w)^2 > 0 \text{ if } z \ne w"
    assert "comes close to equality" in evidence_of(tmp_path, strict, notation).steps[0].words
    reached = r"(z-w)^2(z^2-2)^2 > 0 \text{ if } z \ne w"
    assert "the sides are equal near here" in message_about(tmp_path, reached, notation)


@pytest.mark.parametrize("condition", [r"u \ne v", "u < v", "u = v"])
def test_outcomes_are_compared_in_conditions(tmp_path: Path, condition: str) -> None:
    notation = "$u$ : in \\mathcal X\n$v$ : in \\mathcal X"
    tex = rf"P(u)P(v) < 2 \text{{ if }} {condition}"
    assert evidence_of(tmp_path, tex, notation, "loose").steps[0].samples > 0
    told = message_about(tmp_path, rf"P(u)P(v) < 0 \text{{ if }} {condition}", notation)
    assert "does not hold" in told
