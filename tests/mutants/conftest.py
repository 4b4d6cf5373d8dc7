"""A small project whose functions are damaged."""

from pathlib import Path

import pytest

from tests.formulas.pages import ROOT
from tests.mutants.means import MEANS, SETTINGS, TESTS


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Make a small project: a module of two functions, its tests, and what these import."""
    files = {
        "snippets/__init__.py": "",
        "snippets/means.py": MEANS,
        "tests/__init__.py": "",
        "tests/conftest.py": SETTINGS,
        "tests/near.py": "def near(a: float, b: float) -> bool:\n    return abs(a - b) < 1e-9\n",
        "tests/snippets/__init__.py": "",
        "tests/snippets/test_means.py": TESTS,
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    for name in ("scripts", "pyproject.toml"):
        (tmp_path / name).symlink_to(ROOT / name)
    return tmp_path
