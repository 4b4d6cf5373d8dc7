"""A page is begun with one command; what it writes is whole."""

import subprocess
import sys
from pathlib import Path

import pytest

from scripts.website.new_page import TIERS, NewPageError, begin_page
from tests.built.copies import ROOT, build, copy_project

MENU = """\
# The menu.
nav:
  - Home: index.md
  - Foundations:  # what comes first
      - foundations/entropy.md
      - foundations/risk.md  # the last
  - The loss:
      - foundations/logits.md  # said twice

theme: material
"""
TITLE = "Jensen's inequality"


def begun(root: Path, name: str, menu: str = MENU) -> list[str]:
    """Begin a page; return the lines of the menu that are new."""
    (root / "mkdocs.yml").write_text(menu, encoding="utf-8")
    (root / TIERS).parent.mkdir(parents=True)
    (root / TIERS).write_text((ROOT / TIERS).read_text(encoding="utf-8"), encoding="utf-8")
    begin_page(root, name, TITLE)
    lines = (root / "mkdocs.yml").read_text(encoding="utf-8").splitlines()
    new = [line for line in lines if line not in menu.splitlines()]
    assert [line for line in lines if line not in new] == menu.splitlines()
    return new


def test_the_page_stands_behind_the_first_of_its_folder(tmp_path: Path) -> None:
    assert begun(tmp_path, "foundations/jensen") == ["      - foundations/jensen.md"]
    lines = (tmp_path / "mkdocs.yml").read_text(encoding="utf-8").splitlines()
    assert lines.index("      - foundations/jensen.md") == 6


@pytest.mark.parametrize(("name", "at"), [("aa", 0), ("jensen", 7), ("zz", -1)])
def test_the_tests_of_plain_functions_know_the_module(tmp_path: Path, name: str, at: int) -> None:
    begun(tmp_path, name)
    tiers = (tmp_path / TIERS).read_text(encoding="utf-8")
    for start, end, prefix in (
        ("from snippets.plain import (", ")", ""),
        ("    plain: (", "    ),", ""),
        ("    careful: (", "    ),", "careful_"),
    ):
        after = tiers[tiers.index(start) :].splitlines()[1:]
        listed = [line.strip(" ,") for line in after[: after.index(end)]]
        assert listed[at] == f"{prefix}{name}"
        assert listed == sorted(listed)
    assert tiers.count(f"import (\n    {name} as careful_{name},\n)") == 1


def test_a_new_folder_becomes_a_section(tmp_path: Path) -> None:
    new = ["  - Far out:", "      - far-out/two-words.md"]
    assert begun(tmp_path, "far-out/two-words") == new
    assert (tmp_path / "snippets/careful/two_words.py").exists()


@pytest.mark.parametrize(
    ("name", "title", "what"),
    [
        ("foundations/Jensen", TITLE, "kebab-case"),
        ("foundations/two_words", TITLE, "kebab-case"),
        ("../jensen", TITLE, "kebab-case"),
        ("/jensen", TITLE, "kebab-case"),
        ("", TITLE, "kebab-case"),
        ("foundations/jensen.md", TITLE, "kebab-case"),
        ("foundations/2-ways", TITLE, "can be no module"),
        ("foundations/class", TITLE, "can be no module"),
        ("foundations/jensen", " ", "is no title"),
        ("foundations/jensen", "<b>Bold</b>", "is no title"),
        ("foundations/jensen", 'So-called "proof"', "is no title"),
    ],
)
def test_what_is_no_name_is_refused(tmp_path: Path, name: str, title: str, what: str) -> None:
    (tmp_path / "mkdocs.yml").write_text(MENU, encoding="utf-8")
    with pytest.raises(NewPageError, match=what):
        begin_page(tmp_path, name, title)
    assert [path.name for path in tmp_path.iterdir()] == ["mkdocs.yml"]


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text(MENU, encoding="utf-8")
    there = tmp_path / "snippets/tables/jensen.py"
    there.parent.mkdir(parents=True)
    there.write_text("X = 1\n", encoding="utf-8")
    with pytest.raises(NewPageError, match=r"nothing was written: snippets/tables/jensen\.py is"):
        begin_page(tmp_path, "foundations/jensen", TITLE)
    assert there.read_text(encoding="utf-8") == "X = 1\n"
    assert (tmp_path / "mkdocs.yml").read_text(encoding="utf-8") == MENU
    assert not (tmp_path / "docs").exists()


@pytest.mark.slow
def test_the_site_builds_and_the_tests_pass_right_after(tmp_path: Path) -> None:
    kept = ROOT if (ROOT / ".cache").exists() else None
    root = copy_project(tmp_path / "copy", cache_of=kept)
    command = [sys.executable, "-m", "scripts.website", "page", "foundations/jensen"]
    subprocess.run([*command, "--title", TITLE], cwd=root, check=True)
    built = build(root)
    assert built.status == 0, built.said
    assert TITLE in (root / "site/foundations/jensen.html").read_text("utf-8").replace("’", "'")
    tests = [
        *(f"tests/{room}/test_jensen.py" for room in ("snippets/careful", "figures", "tables")),
        *("tests/docs/test_notation.py", "tests/docs/test_prose.py", "tests/test_structure.py"),
        "tests/snippets/careful/test_docstrings.py",
        "tests/snippets/plain",
    ]
    pytest_ = [sys.executable, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider"]
    ran = subprocess.run([*pytest_, *tests], cwd=root, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout
    again = subprocess.run([*command, "--title", TITLE], cwd=root, check=False)
    assert again.returncode == 1
