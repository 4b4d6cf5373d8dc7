"""Infinities are values, equal only to themselves; neither they nor circles end in a traceback."""

from pathlib import Path

import pytest

from scripts.formulas.checks.doubts import Doubt
from scripts.formulas.checks.evidence import FormulaEvidence
from scripts.formulas.report.tree import check_tree
from tests.formulas.pages import CORPUS_PACKAGE, Page, result_of

NOTATION = "$z$ : real\n$u$ : (0,1)\n$g(z)$ := $e^{z}$\n$k$ : index of C"


@pytest.mark.parametrize(
    "tex",
    [
        r"\infty = \infty",
        r"-\infty = -\infty",
        r"\infty + z = \infty",
        r"\frac{z}{\infty} = 0",
        r"e^{-\infty} = 0",
        r"\max(z,\infty) = \infty",
        r"\min(z,-\infty) = -\infty",
        r"|-\infty| = \infty",
        r"\lim_{z\to 0^+} \frac1z = \infty",
        r"\lim_{z\to 0^+} \log z = -\infty",
        r"\lim_{z\to\infty} \log\log z = \infty",
        r"\lim_{z\to\infty} e^z = \infty",
        r"\lim_{z\to\infty} \tanh z = 1",
        r"\lim_{z\to 1} \frac{1}{(z-1)^2} = \infty",
        r"z < \infty",
        r"-\infty < z",
        r"g(z) < \infty",
    ],
)
def test_what_holds_with_infinity(tex: str, tmp_path: Path) -> None:
    result = result_of(tmp_path, tex, NOTATION)
    assert isinstance(result, FormulaEvidence), str(result)


@pytest.mark.parametrize(
    "tex",
    [
        r"\infty = -\infty",
        r"\infty = 10^{30}",
        r"z = \infty",
        r"e^z = \infty",
        r"\infty - \infty = 0",
        r"\frac{\infty}{\infty} = 1",
        r"0\cdot\infty = 0",
        r"1^{\infty} = 1",
        r"(-2)^{\infty} = \infty",
        r"\cos\infty = 0",
        r"\infty < \infty",
        r"\infty \le z",
        r"z \ge \infty",
        r"z > \infty",
        r"g'(\infty) = \infty",
        r"\sum_{c=1}^{\infty} z = z",
        r"\arg\min_z e^z = \infty",
        r"\lim_{z\to\infty} \log z = 100",
        r"\lim_{z\to\infty} z = -\infty",
        r"\lim_{z\to 0} \frac1z = \infty",
        r"\lim_{z\to\infty} \cos z = \infty",
        r"\lim_{z\to\infty} \tanh z = \infty",
        r"\lim_{z\to 0^+} z\log z = -\infty",
        r"\frac{d}{dz}\infty = \infty",
        r"\infty^{z} = \infty",
    ],
)
def test_what_does_not_is_a_doubt(tex: str, tmp_path: Path) -> None:
    assert isinstance(result_of(tmp_path, tex, NOTATION), Doubt)


@pytest.mark.parametrize("tex", [r"\infty = \infty", r"u\cdot\infty = \infty", r"z+\infty = z"])
def test_nor_is_there_a_traceback_where_proofs_and_repairs_are_tried(
    tex: str, tmp_path: Path
) -> None:
    Page(tex, NOTATION).documents(tmp_path)
    page, table = Path("page.md"), Path("notation.md")
    report = check_tree(tmp_path, page, table, CORPUS_PACKAGE, memory=False, processes=0)
    assert not report.problems
    assert len(report.formulas) + len(report.doubts) == 1


@pytest.mark.parametrize(
    ("notation", "circle"),
    [
        ("$a$ := `b`\n$b$ := `a`", "a → b → a"),
        ("$a$ := $b$\n$b$ := $a$", None),
        ("$b$ : real\n$a$ := $b$\n$b$ := $a+1$", "a → b → a"),
        ("$a$ := `sigmoid(a)`", "a → a"),
        ("$b$ : real\n$f$ : real\n$a$ := $b$\n$b$ := `sigmoid(f)`\n$f$ := $2a$", "a → b → f → a"),
        ("$a(z)$ := $z$\n$b(z)$ := $a(z)$\n$a(z)$ := $b(z)$\n$a$ := $a(z)$", "a(z) → b(z) → a(z)"),
    ],
)
def test_a_circle_of_notation_is_told_with_its_way(
    notation: str, circle: str | None, tmp_path: Path
) -> None:
    result = result_of(tmp_path, "a = 1", f"{NOTATION}\n{notation}")
    assert isinstance(result, Doubt)
    assert circle is None or f"is defined by itself: {circle}" in str(result)


def test_a_random_variable_needs_a_law(tmp_path: Path) -> None:
    notation = "$X$ : random variable with law X on \\mathcal X"
    result = result_of(tmp_path, "H(X) = 0", notation + "\n$H(X)$ := `entropy(X)`")
    assert isinstance(result, Doubt)
