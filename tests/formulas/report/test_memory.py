"""Nothing is checked twice, and nothing that changed is believed."""

import sys
from pathlib import Path

import pytest

from scripts.common.store import Store
from scripts.formulas.report.tree import Report, check_tree

TABLE = """
| Symbol | Meaning | Where it lives |
| --- | --- | --- |
| $p$ | a probability | `(0,1)` |
| $q$ | another | `(0,1)` |
| $I(p)$ | surprise | `:= information.surprise(p)` |
"""
PAGE = """# A page

<!-- check: surprise -->
$$
I(p) = -\\log p
$$

<!-- check: odds -->
$$
\\log\\frac{q}{1-q} = \\log q-\\log(1-q)
$$
"""
CODE = """
import numpy as np

SIGN = -1


def surprise(p):
    return SIGN * np.log(p)
"""


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "docs").mkdir()
    (tmp_path / "code_of_test").mkdir()
    (tmp_path / "docs" / "page.md").write_text(PAGE, encoding="utf-8")
    (tmp_path / "notation.md").write_text(TABLE, encoding="utf-8")
    (tmp_path / "code_of_test" / "__init__.py").write_text("", encoding="utf-8")
    (tmp_path / "code_of_test" / "information.py").write_text(CODE, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    for name in [name for name in sys.modules if name.startswith("code_of_test")]:
        monkeypatch.delitem(sys.modules, name)
    return tmp_path


def checked(tree: Path, processes: int = 0) -> Report:
    pages, notation = Path("docs"), Path("notation.md")
    return check_tree(tree, pages, notation, "code_of_test", samples=12, processes=processes)


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_what_did_not_change_is_not_checked_again(tree: Path) -> None:
    first = checked(tree)
    assert first.is_clean
    assert first.checked_anew == 2
    again = checked(tree)
    assert again.checked_anew == 0
    assert again.formulas == first.formulas


def test_a_formula_that_moved_is_not_checked_again(tree: Path) -> None:
    first = checked(tree)
    change(tree / "docs" / "page.md", "# A page\n", "# A page\n\nMore text.\n")
    moved = checked(tree)
    assert moved.checked_anew == 0
    assert [f.line for f in moved.formulas] == [f.line + 2 for f in first.formulas]


def test_only_what_changed_is_checked_again(tree: Path) -> None:
    checked(tree)
    change(tree / "docs" / "page.md", "\\log q-", "-\\log(1/q)-")
    report = checked(tree)
    assert report.is_clean
    assert report.checked_anew == 1


def test_notation_and_code_count(tree: Path) -> None:
    checked(tree)
    change(tree / "notation.md", "`(0,1)` |\n| $q$", "`(0,0.5)` |\n| $q$")
    assert checked(tree).checked_anew == 1
    change(tree / "code_of_test" / "information.py", "SIGN = -1", "SIGN = -1.0")
    assert checked(tree).checked_anew == 1


def test_code_that_became_wrong_is_caught(tree: Path) -> None:
    checked(tree, processes=1)
    change(tree / "code_of_test" / "information.py", "SIGN = -1", "SIGN = 1")
    [doubt] = checked(tree, processes=1).doubts
    assert "the left side is what information.surprise computes" in str(doubt)
    assert "always differ by their sign" in str(doubt)
    # The formula has not changed: it is not to be bent to the code.
    assert str(doubt).splitlines()[-1].strip() == (
        "the code of information.surprise has changed since this formula last passed, "
        "and the formula has not: look there first"
    )
    # A doubt is not kept.
    assert checked(tree, processes=1).checked_anew == 1


@pytest.mark.parametrize("broken", ["", "{", "{}", "[]", "[{}]", '"text"', "3"])
def test_evidence_that_is_broken_is_found_anew(tree: Path, broken: str) -> None:
    checked(tree)
    for path in Store.of(tree).folder.rglob("*"):
        if path.is_file():
            path.write_text(broken, encoding="utf-8")
    assert checked(tree).checked_anew == 2


def test_what_held_before_holds_again(tree: Path) -> None:
    first = checked(tree)
    change(tree / "code_of_test" / "information.py", "SIGN = -1", "SIGN = -1.0")
    checked(tree)
    change(tree / "code_of_test" / "information.py", "SIGN = -1.0", "SIGN = -1")
    again = checked(tree)
    assert (again.checked_anew, again.formulas) == (0, first.formulas)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("9**9**9**9", "it computed for more than 5 s without an end; TIME_LIMIT=50 allows more"),
        ("sys.exit(0)", "SystemExit: 0"),
        ("os._exit(0)", "the process that computed it died (out of memory?)"),
    ],
)
def test_code_that_gives_no_answer_is_named_and_all_else_is_checked(
    tree: Path, monkeypatch: pytest.MonkeyPatch, body: str, why: str
) -> None:
    monkeypatch.setenv("TIME_LIMIT", "5")
    change(tree / "code_of_test" / "information.py", "return SIGN", f"return {body} * SIGN")
    change(tree / "code_of_test" / "information.py", "import numpy", "import os, sys\nimport numpy")
    report = checked(tree, processes=2)
    [doubt] = report.doubts
    assert str(doubt).splitlines()[0] == (
        f"docs/page.md:5: surprise: the check was given up: {why}"
    )
    assert [formula.name for formula in report.formulas] == ["odds"]


def test_a_formula_that_became_wrong_is_told_from_code_that_did(tree: Path) -> None:
    checked(tree)
    change(tree / "docs" / "page.md", "= -\\log p", "= \\log p")
    [doubt] = checked(tree).doubts
    assert "the formula has changed since this formula last passed" in doubt.reasons
    assert doubt.suggestions
    change(tree / "code_of_test" / "information.py", "np.log", "2 * np.log")
    [doubt] = checked(tree).doubts
    both = "the formula and the code of information.surprise have changed"
    assert f"{both} since this formula last passed" in doubt.reasons


def test_what_changed_is_told_from_the_nearest_state_that_passed(tree: Path) -> None:
    checked(tree)
    change(tree / "docs" / "page.md", "= -\\log p", "= -1\\cdot\\log p")
    assert checked(tree).is_clean
    change(tree / "docs" / "page.md", "= -1\\cdot\\log p", "= -\\log p")
    change(tree / "code_of_test" / "information.py", "SIGN = -1", "SIGN = 1")
    [doubt] = checked(tree, processes=1).doubts
    assert doubt.reasons[-1].startswith("the code of information.surprise has changed")


def test_a_formula_that_never_passed_has_not_changed(tree: Path) -> None:
    change(tree / "docs" / "page.md", "= -\\log p", "= \\log p")
    [doubt] = checked(tree).doubts
    assert "last passed" not in str(doubt)


BLOCK = "<!-- notation\n$s$ : (0,1)\n$r$ ; (0,1)\n-->\n\n"


def test_a_line_of_notation_that_cannot_be_read_is_told_alone(tree: Path) -> None:
    page = tree / "docs" / "page.md"
    change(page, "# A page\n\n", f"# A page\n\n{BLOCK}Let $r$ and $s$ be.\n\n")
    change(page, "\\log q-", "\\log s-\\log s+\\log q-")
    report = checked(tree)
    assert [str(problem.place) for problem in report.problems] == ["docs/page.md:5"]
    assert not report.doubts
    change(page, "$s$ : (0,1)", "$s$ : [0")
    assert [problem.place.line for problem in checked(tree).problems] == [4, 5]
    change(page, "$s$ : [0\n$r$ ; (0,1)", "$s$ : (0,1)\n$r$ : (0,1)")
    assert checked(tree).is_clean


def test_a_row_of_the_table_that_cannot_be_read_is_told_alone(tree: Path) -> None:
    change(tree / "notation.md", "`(0,1)` |\n| $q$", "`(0 1)` |\n| $q$")
    report = checked(tree)
    assert [str(problem.place) for problem in report.problems] == ["notation.md:4"]
    assert not report.doubts


SIGMOIDS = """# A page

## One {#one}

<!-- notation
$z$ : real
$t$ : (0,1)
-->

<!-- check: sigmoid -->
$$
\\sigma(z) = \\frac{1}{1+e^{-z}}
$$

## Two {#two}

<!-- notation
$z$ : (38,50)
-->

<!-- check: positive -->
$$
\\frac{d\\,\\sigma(z)}{d z} > 0
$$
"""


def test_what_needs_a_formula_with_unread_notation_waits_for_it(tree: Path) -> None:
    row = "| $\\sigma(z)$ | sigmoid | `:= information.sigmoid(z)` |\n"
    (tree / "notation.md").write_text(f"{TABLE.rstrip()}\n{row}", encoding="utf-8")
    sigmoid = "\n\ndef sigmoid(z):\n    return 1 / (1 + np.exp(-z))\n"
    change(tree / "code_of_test" / "information.py", "* np.log(p)\n", f"* np.log(p)\n{sigmoid}")
    (tree / "docs" / "page.md").write_text(SIGMOIDS, encoding="utf-8")
    [doubt] = checked(tree, processes=1).doubts
    assert doubt.name == "positive"
    change(tree / "docs" / "page.md", "$t$ : (0,1)", "$t$ ; (0,1)")
    report = checked(tree, processes=1)
    assert [problem.place.line for problem in report.problems] == [7]
    assert not report.doubts


@pytest.mark.parametrize("option", ["", "; code: information.surprise(p < q)"])
def test_code_that_cannot_be_read_is_told_and_no_error(tree: Path, option: str) -> None:
    page = tree / "docs" / "page.md"
    text = page.read_text("utf-8").replace("check: surprise", f"check: surprise{option}")
    block = "<!-- notation\n$u$ := `information.surprise(p < q)`\n-->\n\n<!-- check: compared -->"
    page.write_text(text + f"\n{block}\n$$\nu = p\n$$\n", encoding="utf-8")
    doubts = [str(doubt) for doubt in checked(tree).doubts]
    assert len(doubts) == (2 if option else 1)
    assert all("is more than calls, names and arithmetic" in doubt for doubt in doubts)
