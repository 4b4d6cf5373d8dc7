"""The command lists formulas, steps and evidence, and ends with 1 on any doubt."""

from pathlib import Path

import pytest

from scripts.formulas.__main__ import main
from tests.formulas.report.test_memory import PAGE, TABLE, change, tree

__all__ = ["tree"]

ARGUMENTS = ["docs", "--notation", "notation.md", "--package", "code_of_test", "--samples", "12"]


@pytest.fixture(autouse=True)
def _in_the_tree(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tree)


def test_a_clean_tree(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(ARGUMENTS) == 0
    out = capsys.readouterr().out
    assert (
        "docs/page.md:4: surprise\n    I(p) = -\\log p\n        matches information.surprise" in out
    )
    assert "2 formulas, 2 steps (1 × identity, 1 × matches snippet); 0 not machine-checked" in out


def test_one_formula_and_one_page(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*ARGUMENTS, "--name", "odds"]) == 0
    assert "1 formulas" in capsys.readouterr().out
    assert main([*ARGUMENTS, "--page", "page.md"]) == 0
    assert "2 formulas" in capsys.readouterr().out
    assert main([*ARGUMENTS, "--name", "nothing"]) == 1
    assert "there is no formula 'nothing'.\n" in capsys.readouterr().err
    assert main([*ARGUMENTS, "--name", "Suprise"]) == 1
    assert "'Suprise'. Did you mean surprise?" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (r"I(p) = -\log p", r"I(p) = \log p", "docs/page.md:5: surprise: step 1 of 1"),
        ("# A page\n", "# A page\n\nWhat is $r$?\n", "docs/page.md:3: $r$: r is not declared"),
        ("<!-- check: odds -->\n", "", "docs/page.md:8: a display formula without a name"),
    ],
)
def test_a_doubt(capsys: pytest.CaptureFixture[str], old: str, new: str, message: str) -> None:
    change(Path("docs/page.md"), old, new)
    assert main(ARGUMENTS) == 1
    assert message in capsys.readouterr().err


def test_what_is_not_there_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*ARGUMENTS, "--page", "nowhere.md"]) == 1
    assert "there is no page nowhere.md below docs\n" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main([*ARGUMENTS[:-1], "0"])
    assert "--samples 0: no formula" in capsys.readouterr().err
    Path("docs/other.md").write_bytes(b"# \xe9\n")
    assert main(ARGUMENTS) == 1
    assert "the pages below docs cannot be read: " in capsys.readouterr().err


def test_one_page_finds_its_notation(capsys: pytest.CaptureFixture[str]) -> None:
    Path("docs/reference").mkdir()
    Path("notation.md").rename("docs/reference/notation.md")
    assert main(["docs/page.md", *ARGUMENTS[3:]]) == 0
    assert "2 formulas" in capsys.readouterr().out


@pytest.mark.parametrize("chosen", [[], ["--name", "surprise"], ["--page", "page.md"]])
def test_no_check_is_without_an_end(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, chosen: list[str]
) -> None:
    monkeypatch.setenv("TIME_LIMIT", "2")
    code = Path("code_of_test/information.py")
    text = code.read_text(encoding="utf-8")
    code.write_text(text.replace("    return ", "    while True:\n        pass\n    return "))
    assert main([*ARGUMENTS, *chosen]) == 1
    told = capsys.readouterr().err
    assert "docs/page.md:5: surprise: the check was given up: it computed for more than 2 s" in told


def test_the_pages_of_the_test_are_what_they_seem() -> None:
    assert PAGE.count("check:") == 2
    assert TABLE.count("`") == 6
