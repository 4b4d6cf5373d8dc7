"""Somebody else installs the checker from the wheel, and checks a project of another subject."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.formulas.doors.examples import NAMES, copied, spoil
from tests.formulas.pages import ROOT

pytestmark = pytest.mark.nightly


def run(*command: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the programs of an environment that has the wheel, and nothing of this site."""
    uv, folder = str(Path(sys.executable).with_name("uv")), tmp_path_factory.mktemp("wheel")
    programs = folder / "venv" / "bin"
    try:
        built = run(uv, "build", "--wheel", "scripts/formulas", "--out-dir", str(folder))
    except FileNotFoundError:
        pytest.skip(f"the wheel cannot be built: there is no {uv}")
    if "checked_formulas" not in "".join(path.name for path in folder.iterdir()):
        pytest.skip(f"the wheel cannot be built: {built.stderr.strip().splitlines()[-1]}")
    run(uv, "venv", "--python", sys.executable, str(programs.parent))
    (wheel,) = folder.glob("*.whl")
    into = ("--python", str(programs / "python"))
    installed = run(uv, "pip", "install", *into, f"{wheel}[markdown]", "pytest")
    if installed.returncode:
        pytest.skip(f"NumPy cannot be installed: {installed.stderr.strip().splitlines()[-1]}")
    return programs


def test_the_command_checks_the_example(programs: Path, tmp_path: Path) -> None:
    project = copied(tmp_path)
    ran = run(str(programs / "checked-formulas"), "--output", "json", cwd=project)
    assert ran.returncode == 0, ran.stderr
    assert [one["name"] for one in json.loads(ran.stdout)["formulas"]] == NAMES
    again = run(str(programs / "checked-formulas"), cwd=project)
    assert "5 formulas, 5 steps" in again.stdout
    assert "0 checked anew" in again.stdout


def test_a_wrong_formula_ends_the_command_with_1(programs: Path, tmp_path: Path) -> None:
    project = copied(tmp_path)
    spoil(project)
    ran = run(str(programs / "checked-formulas"), cwd=project)
    assert ran.returncode == 1
    assert "docs/compound.md:29: slope: step 1 of 1 does not hold" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_pytest_finds_the_plugin(programs: Path, tmp_path: Path) -> None:
    ran = run(str(programs / "python"), "-m", "pytest", "-v", cwd=copied(tmp_path))
    assert ran.returncode == 0, ran.stdout
    assert all(f"::{name} PASSED" in ran.stdout for name in NAMES)


def test_pages_show_what_was_found(programs: Path, tmp_path: Path) -> None:
    extension = ("-x", "checked-formulas", "docs/compound.md")
    ran = run(str(programs / "python"), "-m", "markdown", *extension, cwd=copied(tmp_path))
    assert ran.stdout.count('<details class="evidence">') == len(NAMES), ran.stderr


def test_others_import_the_public_names(programs: Path, tmp_path: Path) -> None:
    told = "import checked.formulas as f; print(len([getattr(f, name) for name in f.__all__]))"
    ran = run(str(programs / "python"), "-c", told, cwd=tmp_path)
    assert ran.stdout.strip().isdecimal(), ran.stderr
    assert int(ran.stdout) >= 12


@pytest.mark.parametrize("package", ["scripts", "snippets", "sympy", "mkdocs"])
def test_nothing_of_this_site_is_there(programs: Path, tmp_path: Path, package: str) -> None:
    ran = run(str(programs / "python"), "-c", f"import {package}", cwd=tmp_path)
    assert "ModuleNotFoundError" in ran.stderr
