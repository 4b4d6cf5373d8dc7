"""What is installed is what the lock has."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from scripts.website.made import installed
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


@pytest.mark.parametrize(
    ("file", "break_it"),
    [
        ("katex/dist/katex.min.js", lambda path: path.write_text(f"{path.read_text()}\n//")),
        ("katex/dist/katex.min.js", lambda path: path.unlink()),
        ("katex/dist/fonts/added.woff2", lambda path: path.write_bytes(b"a")),
        (
            "@fontsource/source-serif-4/files/source-serif-4-latin-400-normal.woff2",
            lambda path: path.write_bytes(path.read_bytes()[:-1] + b"?"),
        ),
        ("katex/package.json", lambda path: path.write_text(path.read_text() + " ")),
    ],
)
def test_another_file_than_the_package_s_is_told(
    root: Path, file: str, break_it: Callable[[Path], object]
) -> None:
    break_it(root / "node_modules" / file)
    (found,) = told(root)
    package = re.escape("katex" if file.startswith("katex") else "@fontsource/source-serif-4")
    assert re.fullmatch(
        rf"package-lock\.json:\d+: the files of node_modules/{package} are not those of the "
        r"package\n    Run npm ci\.",
        found,
    )


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"version": 2}'])
def test_a_package_that_is_damaged_is_told(root: Path, text: str) -> None:
    (root / "node_modules/katex/package.json").write_text(text, encoding="utf-8")
    (found,) = told(root)
    assert "node_modules/katex is " in found
    assert ", and the lock has " in found


@pytest.mark.parametrize("text", ["", "{", "[]"])
def test_a_lock_that_is_damaged_is_told(root: Path, text: str) -> None:
    (root / "package-lock.json").write_text(text, encoding="utf-8")
    (found,) = told(root)
    assert found.startswith("package-lock.json:1: cannot read the lock: ")


def test_a_new_version_wants_a_new_record(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record = root / "installed.json"
    monkeypatch.setattr(installed, "RECORD", record)
    record.write_text("{}", encoding="utf-8")
    assert len(told(root)) == 2
    assert all(text.endswith("python -m scripts.website packages") for text in told(root))
    installed.write_record(root)
    assert told(root) == []
