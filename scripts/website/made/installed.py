"""Whether the packages of npm are installed as the lock has them, with all their fonts."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from scripts.common.problems import Place, Problem

LOCK = Path("package-lock.json")
_SHEETS = (
    "node_modules/katex/dist/katex.min.css",
    "node_modules/@fontsource/source-serif-4/latin.css",
)
_FONT = re.compile(r"url\((?P<file>[^)]+\.woff2)\)")
_ADVICE = "Run npm ci."


def not_as_locked(root: Path) -> Iterator[Problem]:
    """Yield the packages of another version than the lock's, and the fonts that are missing."""
    yield from _other_versions(root)
    for sheet in (root / sheet for sheet in _SHEETS):
        text = sheet.read_text(encoding="utf-8") if sheet.is_file() else ""
        for file in dict.fromkeys(_FONT.findall(text)):
            font = sheet.parent / file
            if not font.is_file() or not font.stat().st_size:
                what = f"the font {font.relative_to(root)} is missing"
                yield Problem(Place(Path("package.json"), 1), what, _ADVICE)


def _other_versions(root: Path) -> Iterator[Problem]:
    lock = (root / LOCK).read_text(encoding="utf-8") if (root / LOCK).is_file() else "{}"
    for name, locked in json.loads(lock).get("packages", {}).items():
        package = root / name / "package.json"
        if name and package.is_file():
            version = json.loads(package.read_text(encoding="utf-8"))["version"]
            if version != locked["version"]:
                line = lock[: lock.index(f'"{name}"')].count("\n") + 1
                what = f"{name} is version {version}, and the lock has {locked['version']}"
                yield Problem(Place(LOCK, line), what, _ADVICE)
