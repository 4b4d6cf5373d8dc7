"""The plain code of a formula is compared with it, where it promises to agree and nowhere else."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from scripts.formulas.checks.doubts import Doubt
from scripts.formulas.checks.evidence import FormulaEvidence
from scripts.formulas.checks.far import DISTANCES
from scripts.formulas.checks.formula import check
from snippets.plain import information, logistic
from tests.formulas.pages import site, site_twins

SAMPLES = 12


def checked(name: str) -> FormulaEvidence | Doubt:
    formula = next(formula for formula in site().formulas if formula.name == name)
    return check(formula, samples=SAMPLES, twins=site_twins())


def remarks(name: str) -> list[str]:
    found = checked(name)
    assert isinstance(found, FormulaEvidence)
    return [remark for step in found.steps for remark in step.remarks]


def test_the_evidence_names_the_plain_code() -> None:
    far = 2 * len(DISTANCES)
    assert remarks("sigmoid")[0] == f"the plain sigmoid too, at {SAMPLES + far} points"


def test_points_outside_the_domain_are_left_out() -> None:
    (remark,) = remarks("entropy-bits")
    points = int(remark.removeprefix("the plain entropy too, at ").split()[0])
    assert 1 < points < SAMPLES


def test_nothing_is_said_of_what_lies_outside_the_domain() -> None:
    """The divergence of a one-hot label has a 0 at every point; the cross-entropy has not."""
    assert not any("kl_divergence" in remark for remark in remarks("ce-one-hot"))
    assert any("cross_entropy" in remark for remark in remarks("ce-one-hot"))


def off(z: Any) -> Any:
    return 1 / (1 + np.exp(-z)) + 2e-9


def refusing(z: Any) -> Any:
    raise ValueError(z)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (off, "the plain sigmoid computes something else than the careful code"),
        (lambda z: np.ones((2, 2)) * z, "the plain sigmoid computes something else"),
        (refusing, "the plain code: logistic.sigmoid refuses its arguments"),
    ],
)
def test_wrong_plain_code_is_a_doubt(
    monkeypatch: pytest.MonkeyPatch, wrong: Callable[[Any], Any], message: str
) -> None:
    monkeypatch.setattr(logistic, "sigmoid", wrong)
    found = checked("sigmoid")
    assert isinstance(found, Doubt)
    assert message in str(found)


def test_without_a_domain_every_point_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(information, "DOMAIN", {})
    found = checked("entropy-bits")
    assert isinstance(found, Doubt)
    assert "the plain entropy computes something else" in str(found)
