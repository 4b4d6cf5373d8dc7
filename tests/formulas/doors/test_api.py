"""The functions and classes that others call."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

import scripts.formulas
from scripts.formulas import Evidence, Report, Settings, Step, check_text, check_tree
from scripts.formulas.checks.evidence import FormulaEvidence, StepEvidence
from tests.formulas.doors.examples import NAMES, PAGE, copied, spoil
from tests.formulas.pages import ROOT

TEXT = r"""
<!-- notation
$x$ : real
-->

<!-- check: square -->
$$
(x+1)^2 = x^2 + 2x + 1
$$
"""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return replace(Settings.of(copied(tmp_path)), samples=10)


def test_every_public_name_is_there() -> None:
    for name in scripts.formulas.__all__:
        assert getattr(scripts.formulas, name)
    assert (Evidence, Step) == (FormulaEvidence, StepEvidence)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        scripts.formulas.nothing  # type: ignore[attr-defined]  # noqa: B018


def test_the_stub_names_what_the_package_offers() -> None:
    stub = (ROOT / "scripts/formulas/__init__.pyi").read_text(encoding="utf-8")
    listed = stub.partition("__all__ = ")[2]
    assert eval(listed) == scripts.formulas.__all__


def test_to_import_the_package_loads_nothing_of_it() -> None:
    told = "import sys, scripts.formulas; print('numpy' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", told], cwd=ROOT, capture_output=True, check=True)
    assert ran.stdout.strip() == b"False"


def test_a_tree_of_another_project_is_checked(settings: Settings) -> None:
    before = list(sys.path)
    report = check_tree(settings)
    assert isinstance(report, Report)
    assert report.is_clean
    assert [formula.name for formula in report.formulas] == NAMES
    assert sys.path == before


def test_what_is_found_is_kept_in_the_project(settings: Settings) -> None:
    assert check_tree(settings).checked_anew == len(NAMES)
    assert check_tree(settings).checked_anew == 0
    assert check_tree(replace(settings, memory=False), names=["parts"]).checked_anew == 1
    assert (settings.root / ".cache").is_dir()


def test_a_wrong_formula_is_told_with_its_place(settings: Settings) -> None:
    spoil(settings.root)
    (doubt,) = check_tree(settings).doubts
    assert (doubt.name, doubt.place.file) == ("slope", Path(PAGE))
    assert r"did you mean  \frac{\partial K_n}{\partial r}" in str(doubt)


def test_a_text_is_checked() -> None:
    report = check_text(TEXT)
    assert report.is_clean
    assert [formula.name for formula in report.formulas] == ["square"]


def test_a_text_may_name_functions(settings: Settings) -> None:
    text = TEXT.replace("real", "(1,9)\n$c$ := `growth.capital(x, x, 1)`")
    text = text.replace("(x+1)^2 = x^2 + 2x + 1", "c = x + x^2")
    assert [step.function for one in check_text(text, settings).formulas for step in one.steps] == [
        "growth.capital"
    ]


def test_a_text_without_a_package_names_no_functions() -> None:
    text = TEXT.replace("real", "(1,9)\n$c$ := `growth.capital(x, x, 1)`").replace("(x+1)^2", "c")
    (doubt,) = check_text(text).doubts
    assert "no package is named" in str(doubt)
