"""The option 'code' compares the last side of a formula with code, digit by digit."""

from pathlib import Path

import pytest

from scripts.formulas.checks.doubts import Doubt
from scripts.formulas.checks.evidence import FormulaEvidence
from scripts.formulas.checks.formula import check
from scripts.formulas.reading.documents import read_tree
from tests.formulas.pages import Page

NOTATION = """
$z$ : real
$w$ : real[C]
$p$ : (0,1)
$i$ : index of C
$j$ : index of C
"""

SOFTPLUS = r"\log(1+e^z) = \max(z,0)+\log(1+e^{-|z|})"
LSE = r"\log\sum_{j=1}^{C} e^{w_j} = \max_j w_j+\log\sum_{j=1}^{C} e^{w_j-\max_j w_j}"
LOGIT = r"\log\frac{p}{1-p} = \log p-\log(1-p)"
SLOPE = r"\frac{d}{dz}\log(1+e^z) = \frac{1}{1+e^{-z}}"
JACOBIAN = (
    r"\frac{\partial}{\partial w_j}\Bigl(\frac{e^{w_i}}{\sum_{j=1}^{C} e^{w_j}}\Bigr)"
    r" = \frac{e^{w_i}}{\sum_{j=1}^{C} e^{w_j}}\Bigl(\delta_{ij}"
    r"-\frac{e^{w_j}}{\sum_{j=1}^{C} e^{w_j}}\Bigr)"
)


def found(folder: Path, tex: str, code: str) -> FormulaEvidence | Doubt:
    page = Page(tex, NOTATION, f"code: {code}")
    page.documents(folder)
    documents = read_tree(folder, Path("page.md"), Path("notation.md"))
    assert not documents.problems, documents.problems
    return check(documents.formulas[0], "snippets")


@pytest.mark.parametrize(
    ("tex", "code", "function"),
    [
        (SOFTPLUS, "logistic.softplus(z)", "logistic.softplus"),
        (LSE, "softmax.logsumexp(w)", "softmax.logsumexp"),
        (LOGIT, "logistic.logit(p)", "logistic.logit"),
        (SLOPE, "logistic.sigmoid(z)", "logistic.sigmoid"),
        (JACOBIAN, "softmax.softmax_jacobian(w)[i][j]", "softmax.softmax_jacobian"),
        ("2z = z+z", "logistic.sigmoid(z) * 0 + 2 * z", "logistic.sigmoid"),
    ],
)
def test_the_evidence_names_the_code(tex: str, code: str, function: str, tmp_path: Path) -> None:
    evidence = found(tmp_path, tex, code)
    assert isinstance(evidence, FormulaEvidence), str(evidence)
    assert evidence.steps[-1].function == function
    assert f"matches {function}" in evidence.steps[-1].words


@pytest.mark.parametrize(
    ("tex", "code"),
    [
        (SOFTPLUS, "logistic.softplus(-z)"),
        (SOFTPLUS, "logistic.sigmoid(z)"),
        (LSE, "softmax.logsumexp(2 * w)"),
        (LOGIT, "logistic.logit(1 - p)"),
        (SLOPE, "logistic.sigmoid_slope(z)"),
        (JACOBIAN, "softmax.softmax_jacobian(w)[i][i]"),
    ],
)
def test_other_code_is_refused(tex: str, code: str, tmp_path: Path) -> None:
    doubt = found(tmp_path, tex, code)
    assert isinstance(doubt, Doubt)
    assert "computes something else" in doubt.what


@pytest.mark.parametrize(
    ("tex", "code", "what"),
    [
        (SOFTPLUS, "logistic.soft(z)", "defines no"),
        (SOFTPLUS, "2 * z", "write a call of a function"),
        (r"z \le |z|", "logistic.softplus(z)", "the last relation should be ="),
        (SOFTPLUS, "logistic.softplus(", "cannot read"),
        (SOFTPLUS, "logistic.softplus(a)", "'a' is no symbol"),
    ],
)
def test_code_that_cannot_be_compared(tex: str, code: str, what: str, tmp_path: Path) -> None:
    doubt = found(tmp_path, tex, code)
    assert isinstance(doubt, Doubt)
    assert what in str(doubt)
