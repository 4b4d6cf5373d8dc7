"""The measurement of builds: that it counts all processes, and changes what it says."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.website.bench.build import Cost, change_function, change_page, table
from tests.formulas.pages import ROOT

MEASURED = """
import sys
from pathlib import Path
from scripts.website.bench.build import BuildFailedError, adopt_orphans, cost_of
adopt_orphans()
try:
    cost = cost_of([sys.executable, "-c", {!r}], Path.cwd())
except BuildFailedError as error:
    sys.exit(f"failed: {{error}}")
print(cost.clock, cost.processor, cost.memory)
"""
PARENT = """
import subprocess, sys
subprocess.Popen([sys.executable, "-c", {!r}], stdout=subprocess.DEVNULL)
"""
BUSY = """
import time
held = b"x" * (200 << 20)
while time.process_time() < 0.5:
    pass
"""


def measured(program: str) -> subprocess.CompletedProcess[str]:
    """Measure in a process of its own: the children of this one are others' too."""
    command = [sys.executable, "-c", MEASURED.format(program)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux gives orphans to those who ask")
def test_a_process_that_outlives_its_parent_is_counted() -> None:
    clock, processor, memory = map(float, measured(PARENT.format(BUSY)).stdout.split())
    assert clock > 0.4
    assert processor > 0.5
    assert memory > 200


def test_a_command_that_fails_is_no_measurement() -> None:
    assert measured("raise SystemExit('no such thing')").stderr == "failed: no such thing\n\n"


def test_one_page_and_one_function_are_changed(tmp_path: Path) -> None:
    root = tmp_path / "project"
    for folder in ("docs", "snippets"):
        shutil.copytree(ROOT / folder, root / folder)
    change_page(root)
    change_function(root)
    changed = {
        path.relative_to(root).as_posix()
        for path in root.rglob("*.*")
        if path.is_file() and path.read_bytes() != (ROOT / path.relative_to(root)).read_bytes()
    }
    assert changed == {"docs/en/foundations/entropy.md", "snippets/careful/scores.py"}
    compile((root / "snippets/careful/scores.py").read_text(encoding="utf-8"), "scores", "exec")


def test_the_table_names_what_was_built() -> None:
    lines = table(29, {"clean": Cost(38.5, 57, 300), "second": Cost(8, 7, 250)}).splitlines()
    assert lines[0].split() == ["29", "pages", "clock", "processor", "memory"]
    assert lines[1].split() == ["clean", "38.5", "s", "57.0", "s", "300", "MB"]
