"""``make test BROWSER=none``: what needs a browser is left out, and that is said at the end."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

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
