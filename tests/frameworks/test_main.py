"""`make frameworks`: it compares, it writes, and it says what to do."""

import json
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

from scripts.frameworks import __main__ as command
from scripts.frameworks.sections import SectionError
from tests.frameworks.places import ROOT

VERSIONS = {"python": "3.11.7", "torch": "2.13.0+cpu"}


@pytest.fixture
def entries() -> dict[str, Any]:
    """Return what the section `tabs` gives; a test may change it."""
    outcome = {"within": "4 ulp", "value": 1.5, "type": "float64"}
    return {"entropy": {"inputs": {"p": [0.5]}, "libraries": {"scipy": outcome}}}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, entries: dict[str, Any]) -> Path:
    """Return a project of one section, where no library is installed."""
    shutil.copytree(ROOT / "scripts" / "frameworks", tmp_path / "scripts" / "frameworks")
    (tmp_path / "snippets").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(command, "SECTIONS", ("tabs",))
    monkeypatch.setattr(command, "versions", lambda: VERSIONS)
    monkeypatch.setattr(command, "newest", lambda _: {})
    monkeypatch.setattr(command, "run_section", lambda *_: json.loads(json.dumps(entries)))
    return tmp_path


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["frameworks", *arguments])
    return command.main()


@pytest.fixture
def said(project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    """Return a function that runs the command and gives its exit status and its words."""

    def call(*arguments: str) -> tuple[int, str]:
        status = run(monkeypatch, *arguments)
        return status, capsys.readouterr().out

    assert project.exists()
    return call


def test_what_was_written_is_found_again(said: Any, project: Path) -> None:
    assert said("--update")[0] == 0
    first = (project / "snippets" / "recorded.json").read_bytes()
    status, words = said()
    assert status == 0
    assert "tabs: 1 outcomes of 1 cases" in words
    assert "All outcomes are those of snippets/recorded.json." in words
    assert said("--update", "tabs")[0] == 0
    assert (project / "snippets" / "recorded.json").read_bytes() == first


def test_a_difference_fails_and_says_what_to_do(said: Any, entries: dict[str, Any]) -> None:
    said("--update")
    entries["entropy"]["libraries"]["scipy"]["value"] = 1.25
    status, words = said()
    assert status == 1
    assert "tabs.entropy, scipy: value: recorded 1.5, found 1.25 (allowed: 4 ulp)" in words
    assert "make frameworks UPDATE=1" in words


def test_without_a_record_everything_is_a_difference(said: Any) -> None:
    status, words = said()
    assert status == 1
    assert "tabs.entropy: not in the record" in words


def test_a_record_that_was_changed_by_hand(said: Any, project: Path) -> None:
    said("--update")
    record = project / "snippets" / "recorded.json"
    record.write_text(record.read_text("utf-8").replace("float64", "float32"), encoding="utf-8")
    status, words = said()
    assert status == 1
    assert "changed by hand" in words


def test_another_version(said: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    said("--update")
    monkeypatch.setattr(command, "versions", lambda: {**VERSIONS, "torch": "2.13.0"})
    assert said()[0] == 0
    monkeypatch.setattr(command, "versions", lambda: {**VERSIONS, "torch": "2.14.1"})
    status, words = said()
    assert status == 1
    assert "versions, torch: recorded 2.13.0+cpu, found 2.14.1" in words


def test_newest_versions_are_noted_and_kept_where_nothing_is_found(
    said: Any, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted = {"torch": {"version": "2.15.0", "python": "3.11"}}
    for found in (noted, {}):
        monkeypatch.setattr(command, "newest", lambda _, found=found: found)
        said("--update")
        record = json.loads((project / "snippets" / "recorded.json").read_text("utf-8"))
        assert record["newest"] == noted
    assert said()[0] == 0


def test_new_sources_with_old_outcomes_are_told_and_pass(said: Any, project: Path) -> None:
    said("--update")
    with (project / "scripts" / "frameworks" / "tabs.py").open("a", encoding="utf-8") as file:
        file.write("\nNEW = 1\n")
    status, words = said()
    assert status == 0
    assert "tabs: its sources changed, its outcomes did not." in words


def test_a_section_that_fails(said: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(root: Path, name: str) -> None:
        raise SectionError(f"section {name} failed: no memory in {root.name}")

    monkeypatch.setattr(command, "run_section", fails)
    status, words = said("--update")
    assert status == 1
    assert "section tabs failed: no memory" in words
    assert not Path("snippets/recorded.json").exists()


def test_an_unknown_section(said: Any, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        said("tab")
    assert "there is no section tab; there are tabs" in capsys.readouterr().err


def test_many_differences_are_counted(capsys: pytest.CaptureFixture[str]) -> None:
    problems = [f"problem {number}" for number in range(command.AT_MOST_SHOWN + 2)]
    assert command.told(problems) == len(problems)
    lines = capsys.readouterr().out.splitlines()
    assert lines == [*problems[: command.AT_MOST_SHOWN], "and 2 more"]
