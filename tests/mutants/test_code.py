"""Mutants of code: how functions are damaged, how the damage is judged, what is kept."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from scripts.common.sources import Sources
from scripts.common.store import Store
from scripts.mutants import trials
from scripts.mutants.__main__ import EQUIVALENT_MUTANTS
from scripts.mutants.code import code_mutants
from scripts.mutants.report import reviewed

ROOT = Path(__file__).parents[2]

MEANS = '''"""Means."""


def mean(values: list[float], base: float = 2.0) -> float:
    """Return the mean − in Greek, μ."""
    if len(values) < 1:
        raise ValueError(base)
    return sum(values) / len(values)
'''

TESTS = """import pytest

from snippets.means import mean
from tests.near import near


def test_mean() -> None:
    assert near(mean([1.0, 4.0]), 2.5)
    assert near(mean([3.0]), 3.0)
    with pytest.raises(ValueError):
        mean([])
"""

SETTINGS = """from hypothesis import settings

settings.register_profile("cross-entropy", derandomize=True, database=None, deadline=None)
settings.load_profile("cross-entropy")
"""

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


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Make a small project: a module of two functions, its tests, and what these import."""
    files = {
        "snippets/__init__.py": "",
        "snippets/means.py": MEANS,
        "tests/__init__.py": "",
        "tests/conftest.py": SETTINGS,
        "tests/near.py": "def near(a: float, b: float) -> bool:\n    return abs(a - b) < 1e-9\n",
        "tests/snippets/__init__.py": "",
        "tests/snippets/test_means.py": TESTS,
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    for name in ("scripts", "pyproject.toml"):
        (tmp_path / name).symlink_to(ROOT / name)
    return tmp_path


# Damage.


def test_mutants_change_one_line_of_code(tmp_path: Path) -> None:
    module = tmp_path / "entropy.py"
    module.write_text(
        'def entropy(p, base, reduction="mean"):\n    """H − Σ."""\n'
        "    return 0 - total(p * log(p, base), axis=-1)\n\n\n"
        "def columns(p):\n    return p.sum(axis=0)\n",
        "utf-8",
    )
    found = code_mutants(module, "entropy")
    changes = {" ".join(mutant.change.split()) for mutant in found}
    assert "operator: - → +" in changes
    assert "axis: -1 → 0" in changes
    assert "base dropped: , base → nothing" in changes
    assert 'reduction: "mean" → "sum"' in changes
    assert {mutant.name for mutant in found} == {"entropy.entropy", "entropy.columns"}
    assert all("H − Σ" in mutant.text for mutant in found)
    for mutant in found:
        before, after = module.read_text("utf-8").split("\n"), mutant.text.split("\n")
        assert sum(a != b for a, b in zip(before, after, strict=True)) == 1


# Processes.


def _busy() -> str:
    while True:
        pass


def _idle() -> str:
    time.sleep(60)
    return "it has slept"


def _wrong() -> str:
    raise ValueError("wrong")


def _killed() -> str:
    os.kill(os.getpid(), signal.SIGKILL)
    return "it lives"


def test_what_a_process_answers() -> None:
    assert trials.in_a_process_of_its_own(lambda: "noticed", 10) == "noticed"


def test_a_process_that_computes_without_an_end_is_noticed() -> None:
    assert trials.in_a_process_of_its_own(_busy, 1) == "it does not end"


def test_waiting_is_not_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trials, "PATIENCE", 1)
    assert trials.in_a_process_of_its_own(_idle, 1) == ""


@pytest.mark.parametrize(("work", "message"), [(_wrong, "ValueError: wrong"), (_killed, "SIGKILL")])
def test_an_error_is_no_verdict(work: Callable[[], str], message: str) -> None:
    with pytest.raises(trials.TrialError, match=message):
        trials.in_a_process_of_its_own(work, 10)


# The whole run, in a small project.


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
    status, printed = _run(ROOT, "binary", "smoothing", "--every", "9")
    assert status == 0, printed
    assert "100.00%" in printed


# Which tests.


def test_tests_of_a_module() -> None:
    tests = "tests/snippets/careful"
    assert trials.tests_of(ROOT, "careful.binary") == [f"{tests}/test_binary.py"]
    assert trials.tests_of(ROOT, "examples") == ["tests/snippets/test_examples.py"]
    assert f"{tests}/test_binary.py" in trials.tests_reaching(ROOT, "careful.validation")
    assert f"{tests}/test_risk.py" not in trials.tests_reaching(ROOT, "careful.softmax")


@pytest.mark.parametrize(
    ("path", "old", "new", "counts"),
    [
        ("snippets/means.py", "sum(values)", "sum(list(values))", True),
        ("tests/near.py", "1e-9", "1e-8", True),
        ("tests/snippets/test_means.py", "[3.0]", "[4.0]", True),
        ("tests/conftest.py", "derandomize=True", "derandomize=False", True),
        ("tests/near.py", "def near", "def far() -> None: ...\n\n\ndef near", False),
        ("tests/snippets/__init__.py", "", "# Nothing.\n", False),
    ],
)
def test_what_a_verdict_depends_on(
    project: Path, path: str, old: str, new: str, counts: bool
) -> None:
    before = trials.fingerprint_behind(Sources(project), "means")
    text = (project / path).read_text("utf-8")
    assert old in text
    (project / path).write_text(text.replace(old, new), "utf-8")
    assert (trials.fingerprint_behind(Sources(project), "means") != before) == counts


@pytest.mark.nightly
def test_reviewed_mutants_exist_and_have_reasons() -> None:
    known = {
        (mutant.name, mutant.line, mutant.change)
        for module in trials.modules(ROOT)
        for mutant in code_mutants(ROOT / trials.file_of(module), module)
    }
    for key, row in reviewed(ROOT / EQUIVALENT_MUTANTS, "equivalent").items():
        assert key in known, f"{key[0]} has no such mutant: {key[1]}"
        assert len(row.reason.split()) > 2
