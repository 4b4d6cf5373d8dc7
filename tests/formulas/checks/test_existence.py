"""What is said to exist is found and shown; nothing is said of the rest."""

from pathlib import Path

from scripts.formulas.checks.evidence import Kind
from tests.formulas.pages import evidence_of, message_about


def test_the_point_that_is_found_is_shown(tmp_path: Path) -> None:
    found = evidence_of(tmp_path, r"\exists z: z^2 = 4", "$z$ : real")
    (step,) = found.steps
    assert step.kind is Kind.EXISTENCE
    assert str(step.example) in (
        "at z=2   left = 4   right = 4",
        "at z=-2   left = 4   right = 4",
    )
    assert "proved" not in step.words
    assert "found" in step.words
    assert found.tried == ()


def test_a_point_makes_all_relations_hold_at_once(tmp_path: Path) -> None:
    found = evidence_of(tmp_path, r"\exists z: 1 < z < 3", "$z$ : real")
    assert found.steps[0].example is not None
    assert len({step.example.symbols for step in found.steps if step.example}) == 1
    told = message_about(tmp_path, r"\exists z: 1 > z > 3", "$z$ : real")
    assert "no point was found" in told


def test_code_alone_shows_no_equality(tmp_path: Path) -> None:
    notation = "$y$ : {0,1}\n$u$ : (0,1)\n$L$ := `naive_bce(y, u)`"
    told = message_about(tmp_path, r"\exists y, u: L = 0", notation)
    assert "code computes in float64, which shows no equality" in told
    found = evidence_of(tmp_path, r"\exists y, u: L > 1", notation)
    assert found.steps[0].kind is Kind.EXISTENCE


def test_outcomes_are_the_same_or_others(tmp_path: Path) -> None:
    notation = "$u$ : in \\mathcal X\n$v$ : in \\mathcal X"
    same, others = (
        evidence_of(tmp_path, rf"\exists u, v: u {sign} v", notation) for sign in ("=", r"\ne")
    )
    for found, is_same in ((same, True), (others, False)):
        (step,) = found.steps
        assert step.example is not None
        values = dict(step.example.symbols)
        assert (values["u"] == values["v"]) is is_same
