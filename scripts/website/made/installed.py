"""Whether the packages of npm are installed as the lock has them: their versions and their files.

npm checks what it fetches, and nothing afterwards. So the hash of what each package of the lock
holds is kept beside this module; whoever takes another version writes it anew.
"""

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from scripts.common.problems import Place, Problem
from scripts.common.store import hash_of, key_of

LOCK = Path("package-lock.json")
RECORD = Path(__file__).with_suffix(".json")
UPDATE = ".venv/bin/python -m scripts.website packages"
"""Writes the record."""

_SHEETS = (
    "node_modules/katex/dist/katex.min.css",
    "node_modules/@fontsource/source-serif-4/latin.css",
    "node_modules/@fontsource/source-sans-3/latin.css",
)
_FONT = re.compile(r"url\((?P<file>[^)]+\.woff2)\)")
_ADVICE = "Run npm ci."


def not_as_locked(root: Path) -> Iterator[Problem]:
    """Yield the packages that hold something else than the lock's, and the fonts missing."""
    missing = [*_missing_fonts(root)]
    yield from missing
    text = (root / LOCK).read_text(encoding="utf-8") if (root / LOCK).is_file() else "{}"
    try:
        packages = _packages(json.loads(text))
    except (ValueError, AttributeError) as error:
        yield Problem(
            Place(LOCK, 1), f"cannot read the lock: {error}", "Take it from the repository."
        )
        return
    record = json.loads(RECORD.read_text(encoding="utf-8"))
    for name, locked in packages.items():
        line = text[: text.index(f'"{name}"')].count("\n") + 1
        if (root / name / "package.json").is_file():
            what, advice = _fault(root / name, name, locked, record.get(name, {}))
            if what and not (missing and advice == _ADVICE):
                yield Problem(Place(LOCK, line), what, advice)


def write_record(root: Path) -> None:
    """Write what the packages hold that are installed now."""
    lock = json.loads((root / LOCK).read_text(encoding="utf-8"))
    record = {
        name: {"integrity": locked["integrity"], "holds": _held(root / name)}
        for name, locked in _packages(lock).items()
    }
    RECORD.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")


def _packages(lock: Mapping[str, Any]) -> dict[str, Any]:
    """Return the packages that the site is made with, by their folders."""
    found = lock.get("packages", {}).items()
    return {name: locked for name, locked in found if name and not locked.get("dev")}


def _fault(
    folder: Path, name: str, locked: Mapping[str, Any], recorded: Mapping[str, str]
) -> tuple[str, str]:
    """Return what is wrong with a package, and what to do; nothing where all is well."""
    version = _version(folder)
    if version != f"version {locked['version']}":
        return f"{name} is {version}, and the lock has {locked['version']}", _ADVICE
    if locked["integrity"] != recorded.get("integrity"):
        what = f"the lock has another {name} than {RECORD.name}, the record of what it holds"
        return what, f"Where that is meant, write the record anew: {UPDATE}"
    if _held(folder) != recorded["holds"]:
        return f"the files of {name} are not those of the package", _ADVICE
    return "", ""


def _version(folder: Path) -> str:
    try:
        described = json.loads((folder / "package.json").read_text(encoding="utf-8"))
        return f"version {described['version']}"
    except (ValueError, LookupError, TypeError):
        return "damaged"


def _held(folder: Path) -> str:
    """Return a hash of all files of a package."""
    files = sorted(path for path in folder.rglob("[!.]*") if path.is_file())
    names = (file.relative_to(folder).as_posix() for file in files)
    return key_of(
        *(f"{name} {_hash_as_it_is(file)}" for name, file in zip(names, files, strict=True))
    )


def _hash_as_it_is(file: Path) -> str:
    told = file.stat()
    return _hash_as_written(file, told.st_mtime_ns, told.st_ctime_ns, told.st_size)


@cache
def _hash_as_written(file: Path, *_when_and_how_much: int) -> str:
    """Return the hash of a file: a site that is served reads it again once it was written again."""
    return hash_of(file)


def _missing_fonts(root: Path) -> Iterator[Problem]:
    for sheet in (root / sheet for sheet in _SHEETS):
        text = sheet.read_text(encoding="utf-8") if sheet.is_file() else ""
        for file in dict.fromkeys(_FONT.findall(text)):
            font = sheet.parent / file
            if not font.is_file() or not font.stat().st_size:
                what = f"the font {font.relative_to(root)} is missing"
                yield Problem(Place(Path("package.json"), 1), what, _ADVICE)
