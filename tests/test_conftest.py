"""What tests are told from outside: to do without a browser, and addresses that are not theirs."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]


def run_tests(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", *arguments],
        cwd=ROOT,
        env={name: text for name, text in os.environ.items() if "PYTEST" not in name} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("workers", [0, 1])
def test_tests_of_pages_are_left_out_and_all_others_run(workers: int) -> None:
    ran = run_tests(
        *("-n", str(workers), "tests/common/test_browser.py", "tests/printed/test_text.py"),
        BROWSER="none",
    )
    assert ran.returncode == 0, ran.stdout
    *_, told, closing = ran.stdout.splitlines()
    assert "tests that need a browser were left out, of tests/printed." in told
    assert "passed" in closing
    assert "skipped" not in closing


def test_addresses_of_the_machine_are_not_those_of_the_tests() -> None:
    """The workflow sets both, for the site that it builds after the tests."""
    names = "SITE_URL", "REPO_URL"
    ran = run_tests(
        *("-n", "0", f"{Path(__file__)}::test_nothing_is_told_of_addresses"),
        **dict.fromkeys(names, "https://example.org/"),
    )
    assert ran.returncode == 0, ran.stdout


def test_nothing_is_told_of_addresses() -> None:
    assert not {"SITE_URL", "REPO_URL"} & {*os.environ}
