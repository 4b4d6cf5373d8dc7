"""The whole run, in a small project: what is noticed, what is kept, what is an error."""

import subprocess
import sys
from pathlib import Path

import pytest

from scripts.common.store import Store
from scripts.mutants.__main__ import EQUIVALENT_MUTANTS
from scripts.mutants.code import code_mutants
from scripts.mutants.report import reviewed
from scripts.mutants.subjects import file_of, modules
from tests.formulas.pages import ROOT
from tests.mutants.means import TESTS

REVIEWED = """
[[equivalent]]
name = "means.mean"
change = "constant: 2.0 → 3.0"
mutant = "def mean(values: list[float], base: float = 3.0) -> float:"
reason = "it is only shown"

[[equivalent]]
name = "means.mean"
change = "constant: 2.0 → (1.0)"
mutant = "def mean(values: list[float], base: float = (1.0)) -> float:"
reason = "it is only shown"
"""


def _run(project: Path, *arguments: str) -> tuple[int, str]:
    command = [sys.executable, "-m", "scripts.mutants", "code", *arguments]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


@pytest.mark.slow
def test_a_whole_run(project: Path) -> None:
    status, printed = _run(project)
    assert status == 1
    assert "NOT NOTICED means.mean: constant: 2.0 → 3.0" in printed
    assert printed.count("NOT NOTICED") == 2
    (project / EQUIVALENT_MUTANTS).write_text(REVIEWED, "utf-8")
    kept = sorted(Store.of(project).folder.rglob("*"))
    status, printed = _run(project)
    assert (status, "100.00%; 2 reviewed survivors" in printed) == (0, True)
    assert sorted(Store.of(project).folder.rglob("*")) == kept
    (project / EQUIVALENT_MUTANTS).write_text(REVIEWED.replace("(1.0)", "(1)"), "utf-8")
    status, printed = _run(project)
    assert status == 1
    assert "on the list, but it does not survive: means.mean" in printed


@pytest.mark.slow
def test_no_verdict_outlives_what_it_depends_on(project: Path) -> None:
    _, printed = _run(project)
    near = project / "tests/near.py"
    near.write_text(near.read_text("utf-8").replace("1e-9", "1e9"), "utf-8")
    _, later = _run(project)
    assert later.count("NOT NOTICED") > printed.count("NOT NOTICED")


@pytest.mark.slow
def test_tests_that_fail_without_damage_are_an_error(project: Path) -> None:
    test = project / "tests/snippets/test_means.py"
    test.write_text(TESTS.replace("2.5", "2.6"), "utf-8")
    status, printed = _run(project)
    assert status == 1
    assert printed == (
        "snippets/means.py: even without damage, this is noticed: "
        "tests/snippets/test_means.py::test_mean. Run `make test`.\n"
    )


@pytest.mark.nightly
def test_a_sample_of_the_snippets_is_caught() -> None:
    """`make mutants` tries all."""
    status, printed = _run(ROOT, "binary", "smoothing", "--share", "0.11")
    assert status == 0, printed
    assert "100.00%" in printed


@pytest.mark.nightly
def test_reviewed_mutants_exist_and_have_reasons() -> None:
    known = {
        (mutant.name, mutant.line, mutant.change)
        for module in modules(ROOT)
        for mutant in code_mutants(ROOT / file_of(module), module)
    }
    for key, row in reviewed(ROOT / EQUIVALENT_MUTANTS, "equivalent").items():
        assert key in known, f"{key[0]} has no such mutant: {key[1]}"
        assert len(row.reason.split()) > 2
