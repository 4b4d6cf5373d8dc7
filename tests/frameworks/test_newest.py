"""The newest version of a library, and the Python that it needs, from what pip lists."""

import subprocess
from typing import Any

import pytest

from scripts.frameworks import newest as module
from scripts.frameworks.newest import PYTHONS, listed_for, newest

LISTED = {
    "moved on": ("1.17.1", "1.18.1", "1.18.1"),
    "the same for all": ("0.2.8", "0.2.8", "0.2.8"),
    "not built yet for the last": ("2.20.0", "2.21.0", ""),
    "only for the last": ("", "", "3.0"),
    "unknown": ("", "", ""),
}


def test_the_first_python_that_has_the_newest_version(monkeypatch: pytest.MonkeyPatch) -> None:
    pythons = ("3.11", "3.12", "3.13")
    monkeypatch.setattr(module, "PYTHONS", pythons)
    monkeypatch.setattr(
        module, "listed_for", lambda package, python: LISTED[package][pythons.index(python)]
    )
    assert newest(LISTED) == {
        "moved on": {"version": "1.18.1", "python": "3.12"},
        "the same for all": {"version": "0.2.8", "python": "3.11"},
        "not built yet for the last": {"version": "2.21.0", "python": "3.12"},
        "only for the last": {"version": "3.0", "python": "3.13"},
    }


def test_newer_pythons_are_asked_too() -> None:
    assert PYTHONS[-1] == "3.14"


@pytest.mark.parametrize(
    ("said", "version"),
    [
        ("scipy (1.18.1)\nAvailable versions: 1.18.1, 1.18.0\n  INSTALLED: 1.17.1\n", "1.18.1"),
        ("jax (0.12.0.1)\n", "0.12.0.1"),
        ("", ""),
    ],
)
def test_the_version_is_that_of_the_first_line(
    said: str, version: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[list[str]] = []

    def run(command: list[str], **_: Any) -> subprocess.CompletedProcess[str]:
        asked.append(command)
        return subprocess.CompletedProcess(command, 0 if said else 1, said, "")

    monkeypatch.setattr(subprocess, "run", run)
    assert listed_for("scipy", "3.12") == version
    [command] = asked
    assert command[command.index("--python-version") + 1] == "3.12"
    assert "scipy" in command
