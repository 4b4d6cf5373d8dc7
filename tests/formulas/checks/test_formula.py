"""What stands beside a chain, and the options of a formula."""

from pathlib import Path

from tests.formulas.pages import evidence_of, message_about

LSE = r"\log\sum_{j=1}^{C} e^{z_j} = m+\log\sum_{j=1}^{C} e^{z_j-m},\qquad m=\%s_j z_j"
LOGITS = "$z$ : real[C]\n$j$ : index of C"
PSI = r"""
$\theta$ : [0,pi]
$m$ : int 1..4
$k$ : int 0..3
$\psi(\theta)$ := `l_softmax_psi(theta, m)`
"""


def test_a_side_definition_of_a_known_symbol_is_a_step(tmp_path: Path) -> None:
    notation = "$M$ := `mixture(P, Q)`\n$\\mathrm{JS}(P\\|Q)$ := `js(P, Q)`"
    js = r"\mathrm{JS}(P\|Q) = \tfrac12 D_{\mathrm{KL}}(P\|M) + \tfrac12 D_{\mathrm{KL}}(Q\|M)"
    steps = evidence_of(tmp_path, js + r",\qquad M = \tfrac12(P+Q)", notation).steps
    assert [step.kind for step in steps] == ["matches snippet", "definition"]


def test_intervals_that_leave_no_gap(tmp_path: Path) -> None:
    psi = (
        r"\psi(\theta) = (-1)^k\cos(m\theta)-2k,"
        r"\qquad \theta\in\Bigl[\frac{k\pi}{m},\frac{(k+1)\pi}{m}\Bigr]"
    )
    assert evidence_of(tmp_path, psi, PSI, "covers: k").steps


def test_only_what_is_claimed_to_be_stable_is_evaluated_in_float64(tmp_path: Path) -> None:
    assert evidence_of(tmp_path, LSE % "max", LOGITS, "stable").steps
    assert evidence_of(tmp_path, LSE % "min", LOGITS).steps
    plain = r"m+\log\sum_{j=1}^{C} e^{z_j-m} = \log\sum_{j=1}^{C} e^{z_j},\qquad m=\max_j z_j"
    assert "claimed stable" in message_about(tmp_path, plain, LOGITS, "stable")


def test_a_conventional_name_before_a_bracket_is_a_function(tmp_path: Path) -> None:
    assert "1 or" not in message_about(tmp_path, r"H(1-P) = 0")
