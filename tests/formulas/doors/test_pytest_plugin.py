"""Each formula of a project is a test of pytest."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.formulas import Settings
from scripts.formulas.reading.documents import read_tree
from tests.built.copies import Built, copy_project
from tests.formulas.doors.examples import NAMES, PAGE, copied, spoil
from tests.formulas.pages import ROOT

pytestmark = pytest.mark.slow


def run(project: Path, *arguments: str, code: Path = ROOT) -> subprocess.CompletedProcess[str]:
    plugin = ("-p", "scripts.formulas.doors.pytest_plugin", "-p", "no:cacheprovider")
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-n", "0", *plugin, *arguments],
        cwd=project,
        env=os.environ | {"PYTHONPATH": str(code)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_formula_is_a_test(tmp_path: Path) -> None:
    ran = run(copied(tmp_path), "-v")
    assert ran.returncode == 0, ran.stdout
    assert all(f"{PAGE}::{name} PASSED" in ran.stdout for name in NAMES)
    assert f"{len(NAMES) + 2} passed" in ran.stdout


def test_a_wrong_formula_fails_with_what_is_said_of_it(tmp_path: Path) -> None:
    project = copied(tmp_path)
    spoil(project)
    ran = run(project)
    assert ran.returncode == 1
    assert "1 failed" in ran.stdout
    assert f"{PAGE}:29: slope: step 1 of 1 does not hold" in ran.stdout
    assert "Traceback" not in ran.stdout
    assert run(project, f"{PAGE}::compound").returncode == 0


def test_what_cannot_be_read_fails_too(tmp_path: Path) -> None:
    project = copied(tmp_path)
    page = project / PAGE
    page.write_text(page.read_text("utf-8") + "\nWhat is $q$?\n", encoding="utf-8")
    ran = run(project)
    assert "q is not declared" in ran.stdout
    assert "everything else" in ran.stdout
    assert "1 failed" in ran.stdout


def test_a_project_that_says_nothing_has_no_such_tests(tmp_path: Path) -> None:
    project = copied(tmp_path)
    (project / "pyproject.toml").unlink()
    assert "no tests ran" in run(project).stdout


def test_every_formula_of_the_site_is_a_test(built: Built) -> None:
    settings = Settings.of(built.root)
    read = read_tree(built.root, settings.docs, settings.table_of_symbols)
    names = [formula.name for formula in read.formulas if formula.name]
    pages = list((built.root / settings.docs).rglob("*.md"))
    # The build has checked each of them: what it found is kept, and asked for here.
    ran = run(built.root, str(settings.docs), "-q", code=built.root)
    assert ran.returncode == 0, ran.stdout
    assert len(names) >= 100
    assert re.search(rf"^{len(names) + len(pages)} passed", ran.stdout, re.M), ran.stdout


def test_a_wrong_formula_of_the_site_fails(built: Built, tmp_path: Path) -> None:
    project = copy_project(tmp_path / "site", cache_of=built.root)
    page = project / "docs/en/trade-offs/gradients.md"
    text = page.read_text("utf-8")
    right, wrong = r"&= \hat y-y = \sigma(z)-y", r"&= \hat y-y = \sigma(z)+y"
    assert text.count(right) == 1
    page.write_text(text.replace(right, wrong), encoding="utf-8")
    ran = run(project, f"{page.relative_to(project)}::bce-gradient-z", code=project)
    assert ran.returncode == 1
    assert "bce-gradient-z: step" in ran.stdout
