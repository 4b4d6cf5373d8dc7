"""What was found, written for people, for programs and for GitHub."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from scripts.common.problems import Place, Problem
from scripts.formulas.__main__ import main
from scripts.formulas.checks.evidence import FormulaEvidence
from scripts.formulas.doors.outputs import as_annotations, as_json
from scripts.formulas.report.tree import Report
from tests.formulas.doors.examples import NAMES, copied, spoil


def report(*problems: Problem) -> Report:
    return Report((), (), problems)


@pytest.fixture
def _in_the_example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(copied(tmp_path))


def test_an_annotation_stands_on_one_line_beside_its_own() -> None:
    place = Place(Path("docs/a,b.md"), 7)
    assert as_annotations(report(Problem(place, "100% wrong", "one\ntwo"))) == (
        "::error file=docs/a%2Cb.md,line=7::100%25 wrong%0Aone%0Atwo"
    )
    assert as_annotations(report()) == ""


def test_json_says_what_is_to_be_mended() -> None:
    found = report(Problem(Place(Path("a.md"), 3), "what", "advice"))
    told = json.loads(as_json(replace(found, given=2)))
    problem = {"file": "a.md", "line": 3, "what": "what", "advice": "advice"}
    assert told["problems"] == [problem]
    assert told["given"] == 2


@pytest.mark.usefixtures("_in_the_example")
def test_json_holds_all_evidence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--output", "json", "--samples", "10"]) == 0
    told = json.loads(capsys.readouterr().out)
    found = [FormulaEvidence.from_json(one) for one in told["formulas"]]
    assert [one.name for one in found] == NAMES
    assert found[0].steps[0].function == "growth.capital"


@pytest.mark.usefixtures("_in_the_example")
def test_github_is_told_what_is_in_doubt(capsys: pytest.CaptureFixture[str]) -> None:
    spoil(Path())
    assert main(["--output", "github", "--samples", "10"]) == 1
    out, err = capsys.readouterr()
    summary, annotation = out.strip().splitlines()
    assert summary.startswith("4 formulas, 4 steps")
    assert annotation.startswith("::error file=docs/compound.md,line=29::slope: step 1 of 1")
    assert err == ""


@pytest.mark.usefixtures("_in_the_example")
def test_settings_that_cannot_be_read_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    Path("pyproject.toml").write_text("[tool.checked-formulas]\ndoc = 1\n", encoding="utf-8")
    with pytest.raises(SystemExit):
        main([])
    assert "has no 'doc'. Did you mean docs?" in capsys.readouterr().err
