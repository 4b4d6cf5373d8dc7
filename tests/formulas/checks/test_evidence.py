"""What was found is kept as plain values and comes back as it was."""

import json
from dataclasses import replace

import pytest

from scripts.formulas.checks.evidence import (
    Assumption,
    Example,
    FormulaEvidence,
    Kind,
    StepEvidence,
    totals,
)
from scripts.formulas.language.notation import Promise

STEP = StepEvidence(
    left="L",
    right="y",
    relation="=",
    kind=Kind.SNIPPET,
    samples=40,
    largest_difference=0.0,
    function="binary.loss",
    conventions=("0 log 0 = 0",),
    assumptions=(Assumption("\\hat{y}", Promise.BINARY), Assumption("P", Promise.SUM)),
    example=Example((("N", "2"),), (("left", "1"), ("right", "1"))),
)
FORMULA = FormulaEvidence(
    name="loss",
    page="a.md",
    file="docs/a.md",
    line=3,
    tex="L = y",
    steps=(STEP,),
    symbols=(((0, 1), "L", "the loss"),),
    conditions=("tried only where $y > 0$",),
    tried=("C = 2, 11",),
)


def test_it_comes_back_as_it_was() -> None:
    kept = json.loads(json.dumps(FORMULA.to_json()))
    assert FormulaEvidence.from_json(kept) == FORMULA
    assert isinstance(FormulaEvidence.from_json(kept).steps[0].kind, Kind)


def test_without_an_example() -> None:
    bare = FormulaEvidence(name="", page="", file="", line=1, tex="", unchecked="taste")
    assert FormulaEvidence.from_json(json.loads(json.dumps(bare.to_json()))) == bare


def test_the_words_name_all_that_is_known() -> None:
    assert FORMULA.with_proof(0, "SymPy").steps[0].words == (
        "matches binary.loss at 40 points · largest difference 0 · uses 0 log 0 = 0 · "
        "needs y\u0302 0 or 1 · needs P sums to 1 · proved by SymPy"
    )


def test_the_words_name_what_was_tried_and_where() -> None:
    assert FORMULA.words == "tried with C = 2, 11 · tried only where $y > 0$"
    assert "no side has a value at 3 more" in replace(STEP, skipped=3).words


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_words(kind: Kind) -> None:
    step = StepEvidence(left="", right="", relation="=", kind=kind, samples=1)
    assert step.words.startswith(("limit: approached", f"{kind}", "matches"))
    assert "1 points" not in step.words


def test_totals_count_by_kind() -> None:
    count = totals([FORMULA, FORMULA.with_proof(0, "SymPy")])
    assert (count.formulas, count.steps, count.proved, count.unchecked) == (2, 2, 1, 0)
    assert count.kinds == {Kind.SNIPPET: 2}
