"""Each formula of a project is a test of pytest."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.formulas.doors.examples import NAMES, PAGE, copied, spoil
from tests.formulas.pages import ROOT

pytestmark = pytest.mark.slow


def run(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    plugin = ("-p", "scripts.formulas.doors.pytest_plugin", "-p", "no:cacheprovider")
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-n", "0", *plugin, *arguments],
        cwd=project,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
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
