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
