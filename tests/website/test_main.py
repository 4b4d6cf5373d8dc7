"""What the command says where it cannot begin, go on or end."""

import errno
import fcntl
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.website import __main__ as command
from tests.website.tiny import REPOSITORY


def build(root: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Build in a folder that has the settings of the site, and no pages."""
    (root / "mkdocs.yml").write_text("site_name: Site\n", encoding="utf-8")
    return subprocess.run(
        [sys.executable, "-m", "scripts.website", "build"],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
def test_a_file_in_the_place_of_the_cache_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / ".cache").write_text("", encoding="utf-8")
    ran = build(tmp_path)
    assert ran.returncode == 1
    assert ran.stdout == ""
    assert ran.stderr == (
        ".cache: nothing can be kept here: File exists. "
        ".cache must be a folder that can be written to, on a disk that is not full.\n"
        "\nThe site was not built; site/ is as it was.\n"
    )
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize("name", ["json", "numpy", "markdown"])
def test_a_file_that_hides_a_module_is_told(tmp_path: Path, name: str) -> None:
    (tmp_path / f"{name}.py").write_text("raise ImportError\n", encoding="utf-8")
    ran = build(tmp_path)
    assert ran.returncode == 2
    assert ran.stderr.splitlines()[-1].endswith(
        f"{name}.py in this folder hides a module of that name: call it otherwise"
    )
    (tmp_path / f"{name}.py").rename(tmp_path / "mine_alone.py")
    assert "hides a module" not in build(tmp_path).stderr


def test_a_date_that_is_none_is_told(tmp_path: Path) -> None:
    ran = build(tmp_path, SOURCE_DATE_EPOCH="yesterday")
    assert ran.returncode == 2
    assert "SOURCE_DATE_EPOCH=yesterday: write a whole number" in ran.stderr
    assert "Traceback" not in ran.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a file that is always full")
def test_what_nobody_can_hear_is_no_failure() -> None:
    code = "from scripts.website.__main__ import _say\n_say('Built.')"
    with Path("/dev/full").open("w") as full:
        ran = subprocess.run(
            [sys.executable, "-c", code],
            cwd=REPOSITORY,
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert (ran.returncode, ran.stderr) == (0, b"")


@pytest.mark.slow
def test_an_interrupt_leaves_what_was_there(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: Site\n", encoding="utf-8")
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text("before", encoding="utf-8")
    (tmp_path / ".cache").mkdir()
    with (tmp_path / ".cache" / "building.lock").open("w") as lock:
        # While another build is under way, this one is at a known point.
        fcntl.flock(lock, fcntl.LOCK_EX)
        process = subprocess.Popen(
            [sys.executable, "-m", "scripts.website", "build"],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        assert "waiting for its end" in process.stdout.readline()
        process.send_signal(signal.SIGINT)
        _, said = process.communicate()
    assert process.returncode == 130
    assert said == "\nInterrupted; what was built before is as it was.\n"
    assert (tmp_path / "site" / "index.html").read_text(encoding="utf-8") == "before"


FULL = OSError(errno.ENOSPC, "No space left on device", "/somewhere/site/index.html")


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (FULL, "/somewhere/site/index.html: No space left on device. Nothing was put in place."),
        (OSError("no more files"), "no more files. Nothing was put in place."),
        (
            LookupError("not\nthere"),
            "LookupError: not there\n    This is a fault of the build, not of a page. "
            "Please report it with .cache/traceback.txt.",
        ),
        (RecursionError("a" * 999), f"RecursionError: {'a' * 200}\n    This is a fault"),
    ],
)
def test_what_nobody_thought_of_is_told_in_few_lines(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: Exception,
    told: str,
) -> None:
    def fails(_: Path) -> None:
        raise error

    monkeypatch.setattr(command, "ROOT", tmp_path)
    monkeypatch.setattr(command, "_build_with_mkdocs", fails)
    assert command.build_site(tmp_path / "site", "mkdocs") == 1
    said = capsys.readouterr().err
    assert said.startswith(told)
    assert said.endswith("\nThe site was not built; site/ is as it was.\n")
    assert "Traceback" not in said
    kept = tmp_path / ".cache" / "traceback.txt"
    assert kept.exists() == (not isinstance(error, OSError))
    if kept.exists():
        assert type(error).__name__ in kept.read_text(encoding="utf-8")
