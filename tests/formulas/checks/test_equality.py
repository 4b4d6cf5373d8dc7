"""What holds under which conventions, with which spelling, is evidence; doubts/ has the rest."""

from pathlib import Path

import pytest

from scripts.formulas.checks.evidence import Kind
from tests.formulas.pages import evidence_of, message_about

BERNOULLI = """
$y$ : {0,1}
$x$ : real
$\\hat y$ : (0,1)
$P(y\\mid x)$ := `bernoulli_pmf(y, y_hat)`
"""
JOINT = """
$k$ : size 2..4
$\\mathcal Y$ : set of k
$y$ : in \\mathcal Y
$p$ : pmf on \\mathcal X \\times \\mathcal Y
$X$ : random variable with law p on \\mathcal X
$Y$ : random variable with law p on \\mathcal Y
$I(X;Y)$ := `mutual_information(p)`
"""
I_XY = r"I(X;Y) = \sum_{x\in\mathcal X}\sum_{y\in\mathcal Y} p(x,y)\log\frac{p(x,y)}{p(x)\,p(y)}"
BCE = r"L = -\bigl[\,y\log\hat y + (1-y)\log(1-\hat y)\,\bigr]"
VECTORS = "$w$ : real[d]\n$v$ : real[d]"


@pytest.mark.parametrize(
    ("tex", "notation", "kind"),
    [
        (r"P(y\mid x) = \hat y^{\,y}(1-\hat y)^{1-y}", BERNOULLI, Kind.SNIPPET),
        (I_XY, JOINT, Kind.SNIPPET),
        (BCE, "$y$ : {0,1}\n$\\hat y$ : (0,1)\n$L$ := `bce(y, y_hat)`", Kind.SNIPPET),
        (
            r"H_b(p) = -p\log_2 p-(1-p)\log_2(1-p)",
            "$p$ : (0,1)\n$H_b(p)$ := `binary_entropy_bits(p)`",
            Kind.SNIPPET,
        ),
        (r"y(1-y) = y-y^2", "$y$ : (0,1)", Kind.IDENTITY),
        (r"w^\top v = \sum_{i=1}^{d} w_i v_i", VECTORS, Kind.IDENTITY),
        (r"\frac{d}{dz} z^2 = 2z", "$z$ : real", Kind.DERIVATIVE),
        (r"\lim_{z\to 0} \frac{e^z-1}{z} = 1", "$z$ : real", Kind.LIMIT),
    ],
)
def test_what_holds(tex: str, notation: str, kind: Kind, tmp_path: Path) -> None:
    [step] = evidence_of(tmp_path, tex, notation).steps
    assert step.kind is kind
    assert (step.function is not None) == (kind is Kind.SNIPPET)


def test_zero_times_undefined_is_a_convention_that_is_shown(tmp_path: Path) -> None:
    [step] = evidence_of(tmp_path, r"H(P) = -\sum_{x\in\mathcal X} P(x)\log P(x)").steps
    assert step.conventions == ("0 log 0 = 0",)


@pytest.mark.parametrize(
    ("tex", "notation", "needed"),
    [
        ("y^2 = y", "$y$ : {0,1}", "y 0 or 1"),
        (r"\sum_{c=1}^{C} y_c = 1", "$y$ : onehot[C]\n$c$ : index of C", "y one-hot"),
        (r"\sum_{c=1}^{C} y_c = 1", "$y$ : simplex[C]\n$c$ : index of C", "y sums to 1"),
        (r"\sum_{x\in\mathcal X} P(x) = 1", "", "P sums to 1"),
        ("y+y = 2y", "$y$ : {0,1}", None),
    ],
)
def test_promises_that_a_step_needs(
    tex: str, notation: str, needed: str | None, tmp_path: Path
) -> None:
    [step] = evidence_of(tmp_path, tex, notation).steps
    assert [str(one) for one in step.assumptions] == ([needed] if needed else [])


ZERO = "$p$ : [0,1]\n$q$ : (0,1)\n$w$ : simplex[C]\n$c$ : index of C"


@pytest.mark.parametrize(
    "tex",
    [
        r"-p\log p = p\log\frac1p",
        r"p\log\frac qp = -p\log\frac pq",
        r"p\log(q/p) = p\log q-p\log p",
        r"-\sum_{c=1}^{C} w_c\log w_c = \sum_{c=1}^{C} w_c\log\frac{1}{w_c}",
        r"\log\frac1p\cdot p = -p\log p",
        r"p\cdot\Bigl(\log q-\log p\Bigr) = p\log\frac qp",
        r"\sum_{x\in\mathcal X}P(x)\log\frac{1}{P(x)} = H(P)",
        r"-\sum_{x\in\mathcal X}P(x)\log\frac{Q(x)}{P(x)} = D_{\mathrm{KL}}(P\|Q)",
        r"p^2\log p = -p^2\log\frac1p",
        r"p\log p^{-1} = -p\log p",
        r"p\log\frac{2q}{3p} = p\log\frac{2q}{3}-p\log p",
        r"p\log_2\frac1p = -p\log_2 p",
    ],
)
def test_zero_times_a_logarithm_in_any_spelling(tex: str, tmp_path: Path) -> None:
    [step] = evidence_of(tmp_path, tex, ZERO).steps
    assert any("log" in convention for convention in step.conventions)


@pytest.mark.parametrize(
    "tex",
    [r"p\cdot\frac1p = 1", r"p\cdot\frac qp = 0", r"p\log\frac{-q}{p} = 0", r"p\,\frac{q}{p}=q"],
)
def test_zero_times_a_quotient_is_no_convention(tex: str, tmp_path: Path) -> None:
    assert "does not hold" in message_about(tmp_path, tex, ZERO)
