"""What is installed is what the lock has."""

import json
import shutil
from pathlib import Path

import pytest

from scripts.website.made.installed import not_as_locked
from tests.website.tiny import KATEX, REPOSITORY

FONTS = (
    "katex/dist/fonts/KaTeX_Main-Regular.woff2",
    "@fontsource/source-serif-4/files/source-serif-4-latin-400-normal.woff2",
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copy(REPOSITORY / "package-lock.json", tmp_path)
    for package in ("katex", "@fontsource/source-serif-4"):
        shutil.copytree(KATEX / package, tmp_path / "node_modules" / package)
    return tmp_path


def told(root: Path) -> list[str]:
    return [str(problem) for problem in not_as_locked(root)]


def test_what_npm_has_installed_is_as_locked(root: Path) -> None:
    assert told(root) == []
    assert told(REPOSITORY) == []


@pytest.mark.parametrize("package", ["katex", "@fontsource/source-serif-4"])
def test_another_version_is_told(root: Path, package: str) -> None:
    path = root / "node_modules" / package / "package.json"
    described = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(described | {"version": "0.0.1"}), encoding="utf-8")
    lock = (root / "package-lock.json").read_text(encoding="utf-8").splitlines()
    line = next(k for k, text in enumerate(lock, 1) if f'"node_modules/{package}": {{' in text)
    (found,) = told(root)
    assert found.startswith(
        f"package-lock.json:{line}: node_modules/{package} is version 0.0.1, and the lock has "
    )
    assert found.endswith("\n    Run npm ci.")


@pytest.mark.parametrize("font", FONTS)
@pytest.mark.parametrize("is_empty", [False, True])
def test_a_missing_font_is_told(root: Path, font: str, is_empty: bool) -> None:
    path = root / "node_modules" / font
    path.unlink()
    if is_empty:
        path.touch()
    assert told(root) == [
        f"package.json:1: the font node_modules/{font} is missing\n    Run npm ci."
    ]
