"""What the Makefile would do, as make tells it without doing it."""

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
_OF_MAKE = ("MAKE", "MFLAGS")


def commands_of(*arguments: str) -> str:
    # By these, `make test` tells what it runs that it runs inside of make, which then says more.
    outside = {name: text for name, text in os.environ.items() if not name.startswith(_OF_MAKE)}
    return subprocess.run(
        ["make", "--dry-run", "--always-make", *arguments],
        cwd=ROOT,
        env=outside,
        capture_output=True,
        text=True,
        check=True,
    ).stdout


@pytest.mark.parametrize(
    ("goal", "installers"),
    [("test", ("pip install", "uv sync", "ci --")), ("frameworks", ("pip install",))],
)
def test_no_installation_is_silent(goal: str, installers: tuple[str, ...]) -> None:
    commands = commands_of(goal)
    for installer in installers:
        lines = [line for line in commands.splitlines() if installer in line]
        assert lines, installer
        assert [line for line in lines if "--quiet" in line or "--silent" in line] == []


def test_the_tests_see_to_a_browser_before_they_begin() -> None:
    *_, browser, tests = commands_of("test").splitlines()
    assert browser.endswith("-m scripts.common.browser_setup")
    assert "-m pytest" in tests
