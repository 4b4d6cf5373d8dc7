"""Inequalities are attacked where they are weakest; those that hold and are sharp pass."""

from pathlib import Path

import pytest

from tests.formulas.pages import evidence_of, message_about

PINSKER = r"D_{\mathrm{KL}}(P\|Q) \ge %s\Bigl(\sum_{x\in\mathcal X}|P(x)-Q(x)|\Bigr)^2"


@pytest.mark.parametrize("constant", [r"\frac{51}{100}", r"\frac{53}{100}", "0.6", "1", "2"])
def test_a_constant_that_is_too_large(tmp_path: Path, constant: str) -> None:
    message = message_about(tmp_path, PINSKER % constant, options="equality: P = Q")
    assert "step 1 of 1 does not hold" in message
    assert "does not hold" in message_about(tmp_path, PINSKER % constant)


def test_pinsker_with_its_own_constant(tmp_path: Path) -> None:
    [step] = evidence_of(tmp_path, PINSKER % r"\frac12", options="equality: P = Q").steps
    assert "equality at P = Q" in step.words


@pytest.mark.parametrize(
    ("tex", "options"),
    [(PINSKER % r"\frac14", "equality: P = Q; loose"), (r"H(P) \le \log n+1", "loose")],
)
def test_a_bound_may_be_said_to_be_loose(tex: str, options: str, tmp_path: Path) -> None:
    assert evidence_of(tmp_path, tex, options=options).steps


def test_a_bound_that_is_reached_at_one_point(tmp_path: Path) -> None:
    [step] = evidence_of(tmp_path, r"e^p \ge 1+p", "$p$ : real").steps
    assert step.remarks == ("comes close to equality",)
    assert "loose" in message_about(tmp_path, r"e^p \ge 0.9+p", "$p$ : real")
