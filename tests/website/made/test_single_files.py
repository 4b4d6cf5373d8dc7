"""The code as one file: it needs NumPy alone, and does all that the package does."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.common.sources import Sources
from scripts.website.asked.tiers import CAREFUL, PLAIN
from scripts.website.made.single_files import single_files, size_of, version
from tests.formulas.pages import ROOT
from tests.website.tiny import Tiny

WITH_NUMPY_ALONE = """
import sys

class NumPyAlone:
    def find_spec(self, name, path=None, target=None):
        top = name.partition(".")[0]
        allowed = {*sys.stdlib_module_names, "numpy", "cross_entropy", "cross_entropy_plain"}
        if top not in allowed:
            raise ImportError(f"{name} is not NumPy")

sys.meta_path.insert(0, NumPyAlone())
sys.path.insert(0, sys.argv[1])
import doctest, importlib
file = importlib.import_module(sys.argv[2])
result = doctest.testmod(file)
print(file.__version__, file.__license__, result.failed, result.attempted)
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("single")
    for name, text in single_files(ROOT, Sources(ROOT)).items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("name", [CAREFUL, PLAIN])
def test_it_does_what_it_says_with_numpy_alone(folder: Path, name: str) -> None:
    command = [sys.executable, "-I", "-c", WITH_NUMPY_ALONE, str(folder), name.removesuffix(".py")]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    at, licence, failed, attempted = ran.stdout.split()
    assert (at, licence, failed) == (version(ROOT), "MIT", "0")
    assert int(attempted) >= 4


@pytest.mark.parametrize("name", [CAREFUL, PLAIN])
def test_it_carries_its_licence(folder: Path, name: str) -> None:
    text = (folder / name).read_text(encoding="utf-8")
    licence = [f"# {line}".rstrip() for line in (ROOT / "LICENSE").read_text().splitlines()]
    assert text.startswith("\n".join(licence))
    assert "snippets." not in text.replace("`snippets.", "")
    assert max(map(len, text.splitlines())) <= 110


def run_suite(file: Path, *tests: str) -> subprocess.CompletedProcess[str]:
    """Run tests of the careful functions against the file."""
    command = [sys.executable, "-m", "pytest", "-p", "tests.snippets.single_file", *tests]
    quiet = ["-q", "-x", "-n", "0", "-p", "no:cacheprovider"]
    environment = {**os.environ, "CROSS_ENTROPY": str(file), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        [*command, *quiet], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.slow
def test_the_suite_of_the_functions_passes_against_it(folder: Path) -> None:
    ran = run_suite(folder / CAREFUL, "tests/snippets/careful")
    assert ran.returncode == 0, ran.stdout[-3000:]
    assert int(ran.stdout.split()[ran.stdout.split().index("passed") - 1]) > 500


@pytest.mark.slow
def test_the_suite_notices_a_fault_in_it(folder: Path, tmp_path: Path) -> None:
    text = (folder / CAREFUL).read_text(encoding="utf-8")
    right = "return of_0 * sigmoid(z) - of_1 * sigmoid(-z)"
    assert text.count(right) == 1
    damaged = tmp_path / CAREFUL
    damaged.write_text(
        text.replace(right, "return of_0 * sigmoid(z) - of_1 * (1 - sigmoid(z))"), encoding="utf-8"
    )
    assert run_suite(damaged, "tests/snippets/careful/test_binary.py").returncode == 1


def test_a_project_without_tiers_has_no_files(bare_project: Tiny) -> None:
    assert single_files(bare_project.root, Sources(bare_project.root)) == {}


def test_sizes_are_those_of_readers() -> None:
    assert size_of("é" * 600) == "1\N{NO-BREAK SPACE}kB"
