"""The date of the sources: given, or that of the last commit, or none that changes."""

import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from scripts.common.source_date import DateError, source_date


def test_the_given_date_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert source_date(Path.cwd()) == datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)


@pytest.mark.parametrize("text", ["yesterday", "1e9", "9" * 30])
def test_what_is_no_date_is_told(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", text)
    with pytest.raises(DateError, match=f"^SOURCE_DATE_EPOCH={text}: write a whole number"):
        source_date(Path.cwd())


def test_else_it_is_that_of_the_last_commit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    commit = ["git", *who, "commit", "--quiet", "--allow-empty", "--message", "First"]
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2024-05-06T07:08:09Z")
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)
    subprocess.run(commit, cwd=tmp_path, check=True)
    assert source_date(tmp_path) == datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC)


def test_a_copy_without_history_has_a_date_that_never_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert source_date(tmp_path) == datetime(1970, 1, 1, tzinfo=UTC)
