"""Formulas in the place of code: not in their own check, not where they were never checked."""

from pathlib import Path

import pytest

from scripts.formulas.checks.doubts import Doubt
from scripts.formulas.checks.formula import check
from scripts.formulas.evaluation.bindings import Functions
from scripts.formulas.evaluation.targets import twin_table
from scripts.formulas.reading.documents import read_tree
from tests.formulas.pages import Page

PACKAGE = "tests.formulas.checks.slopes_in_code"

NARROW = """
<!-- notation
$u$ : (0,1)
$r$ := `relu(u)`
-->

<!-- check: narrow -->
$$
r = u
$$
"""


def told(folder: Path, tex: str, notation: str, before: str = "") -> str:
    """Return the doubt about a formula that stands beside others, if there is one."""
    page = Page(tex, notation)
    page.documents(folder)
    (folder / "page.md").write_text(f"{page.text}\n# Elsewhere\n{before}", encoding="utf-8")
    documents = read_tree(folder, Path("page.md"), Path("notation.md"))
    assert not documents.problems, documents.problems
    twins = twin_table(documents.formulas, Functions(PACKAGE))
    found = check(documents.formulas[0], PACKAGE, twins=twins)
    return str(found) if isinstance(found, Doubt) else ""


@pytest.mark.parametrize(
    "tex",
    [
        r"\frac{d}{dz}\bigl(\tfrac12 z^2\bigr) = h",
        r"h = \frac{d}{dz}\bigl(\tfrac12 z^2\bigr)",
        r"h = \frac{d^2}{dz^2}\bigl(\tfrac16 z^3\bigr)",
        r"z = \frac{d}{dz}\bigl(\tfrac12 z^2\bigr) = h",
    ],
)
@pytest.mark.parametrize("code", ["nearly(z)", "beyond(z)", "rounded(z)"])
def test_a_slope_does_not_stand_for_other_code(tex: str, code: str, tmp_path: Path) -> None:
    assert "does" in told(tmp_path, tex, f"$z$ : real\n$h$ := `{code}`")
    assert told(tmp_path, tex, "$z$ : real\n$h$ := `itself(z)`") == ""


@pytest.mark.parametrize("tex", [r"\frac{d}{dz} r = 1", "r = z", r"r+z = 2z"])
def test_a_narrow_formula_does_not_serve_elsewhere(tex: str, tmp_path: Path) -> None:
    notation = "$z$ : real\n$r$ := `relu(z)`"
    assert "does not hold" in told(tmp_path, tex, notation, NARROW)
    assert told(tmp_path, tex, notation.replace("real", "(0,1)"), NARROW) == ""
