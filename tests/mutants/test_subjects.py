"""Which tests judge a module, and what their verdicts depend on."""

from pathlib import Path

import pytest

from scripts.common.sources import Sources
from scripts.mutants import subjects
from scripts.mutants.own_process import TrialError
from tests.formulas.pages import ROOT


def test_tests_of_a_module() -> None:
    tests = "tests/snippets/careful"
    assert subjects.tests_of(ROOT, "careful.binary") == [f"{tests}/test_binary.py"]
    assert subjects.tests_of(ROOT, "examples") == ["tests/snippets/test_examples.py"]
    assert f"{tests}/test_binary.py" in subjects.tests_reaching(ROOT, "careful.validation")
    assert f"{tests}/test_risk.py" not in subjects.tests_reaching(ROOT, "careful.softmax")
    reaching = subjects.tests_reaching(ROOT, "patients")
    assert "tests/figures/test_many_labels.py" in reaching
    assert "tests/tables/test_many_labels.py" in reaching


def test_a_module_without_tests_is_told_and_not_judged_by_all_tests(project: Path) -> None:
    (project / "snippets" / "alone.py").write_text("def one() -> int:\n    return 1\n", "utf-8")
    with pytest.raises(TrialError, match=r"snippets/alone\.py: no test uses it\. Write tests/"):
        subjects.tests_of(project, "alone")


@pytest.mark.slow
def test_every_module_is_judged_by_some_test() -> None:
    modules = [name for name in subjects.modules(ROOT) if not name.endswith("__init__")]
    assert len(modules) > 40
    assert all(subjects.tests_of(ROOT, module) for module in modules)


@pytest.mark.parametrize(
    ("path", "old", "new", "counts"),
    [
        ("snippets/means.py", "sum(values)", "sum(list(values))", True),
        ("tests/near.py", "1e-9", "1e-8", True),
        ("tests/snippets/test_means.py", "[3.0]", "[4.0]", True),
        ("tests/conftest.py", "derandomize=True", "derandomize=False", True),
        ("tests/near.py", "def near", "def far() -> None: ...\n\n\ndef near", False),
        ("tests/snippets/__init__.py", "", "# Nothing.\n", False),
    ],
)
def test_what_a_verdict_depends_on(
    project: Path, path: str, old: str, new: str, counts: bool
) -> None:
    before = subjects.fingerprint_behind(Sources(project), "means")
    text = (project / path).read_text("utf-8")
    assert old in text
    (project / path).write_text(text.replace(old, new), "utf-8")
    assert (subjects.fingerprint_behind(Sources(project), "means") != before) == counts
