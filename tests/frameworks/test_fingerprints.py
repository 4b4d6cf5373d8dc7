"""A section is run again when something has changed that it depends on, and only then."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.frameworks import changed
from scripts.frameworks.changed import changed_sections
from scripts.frameworks.fingerprints import fingerprint_of_section
from scripts.frameworks.record import read_record, write_record
from tests.frameworks.places import ROOT


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder for one copy after the other: what is the same in all is read once."""
    return tmp_path_factory.mktemp("sections") / "project"


@pytest.fixture
def project(place: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return a copy of what sections depend on, with a record of the section `tabs`."""
    leave_out = shutil.ignore_patterns("__pycache__")
    for folder in ("snippets", "scripts/frameworks"):
        shutil.copytree(ROOT / folder, place / folder, ignore=leave_out)
    shutil.copy(ROOT / "scripts" / "__init__.py", place / "scripts")
    monkeypatch.setattr(changed, "SECTIONS", ("tabs",))
    record = read_record(place)
    depends_on = fingerprint_of_section(place, "tabs")
    record["sections"] = {"tabs": {"depends_on": depends_on, "entries": {}}}
    write_record(place, record)
    yield place
    shutil.rmtree(place)


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_nothing_has_changed(project: Path) -> None:
    assert changed_sections(project) == []


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("snippets/frameworks/pytorch.py", "nn.MSELoss()", "nn.L1Loss()"),
        ("snippets/frameworks/examples.py", "0.1}", "0.2}"),
        ("snippets/examples.py", "[0.9]", "[0.95]"),
        ("snippets/plain/softmax.py", "np.exp(d)", "np.exp2(d)"),
        ("scripts/frameworks/tabs.py", "16 ulp", "8 ulp"),
        ("scripts/frameworks/outcomes.py", "LONGEST_MESSAGE = 240", "LONGEST_MESSAGE = 10"),
        ("scripts/frameworks/requirements.txt", "torch==2.13.0", "torch==2.14.1"),
        ("scripts/frameworks/constraints.txt", "jaxlib==", "jaxlib>="),
        ("snippets/recorded.json", '"processor"', '"Processor"'),
    ],
)
def test_what_a_section_depends_on(project: Path, path: str, old: str, new: str) -> None:
    edit(project / path, old, new)
    assert changed_sections(project) == ["tabs"]


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("snippets/careful/focal.py", "gamma", "power"),
        ("snippets/tables/frameworks.py", "Library", "Package"),
        ("scripts/frameworks/traps.py", "16 ulp", "8 ulp"),
        ("scripts/frameworks/tolerances.py", "def ", "def  "),
    ],
)
def test_what_it_does_not_depend_on(project: Path, path: str, old: str, new: str) -> None:
    edit(project / path, old, new)
    assert changed_sections(project) == []


def test_a_section_depends_on_the_modules_that_it_imports(project: Path) -> None:
    before = fingerprint_of_section(project, "traps")
    edit(project / "scripts/frameworks/tabs.py", "16 ulp", "8 ulp")
    assert fingerprint_of_section(project, "traps") != before
