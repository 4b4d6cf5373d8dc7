"""What is checked and with what: nothing of it is a default of this site."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ...common.likeness import did_you_mean
from ..checks.formula import SAMPLES

TABLE = "checked-formulas"
"""The table below ``tool`` of a project's ``pyproject.toml``."""

_KEYS = {"docs": str, "notation": str, "package": str, "samples": int}


class SettingsError(Exception):
    """The settings of a project cannot be read: where and why."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What is checked, and with which functions.

    ``docs`` are the pages and ``notation`` the page with the table of symbols, both relative to
    ``root``; where there is none, every section declares its own. ``package`` is a package below
    ``root`` with the functions that the notation names. A formula is tried at ``samples`` points.
    What was found is kept below ``root``, in ``.cache``, unless ``memory`` is off, and is shared
    out to as many ``processes`` as there are cores; with 0 all is done in this one.
    """

    docs: Path = Path("docs")
    root: Path = Path()
    notation: Path | None = None
    package: str = ""
    samples: int = SAMPLES
    memory: bool = True
    processes: int | None = None

    @classmethod
    def of(cls, root: Path) -> Settings:
        """Return what ``[tool.checked-formulas]`` in the ``pyproject.toml`` of a project says.

        Raises:
            SettingsError: it cannot be read, or says what nobody asks for.
        """
        path = root / "pyproject.toml"
        try:
            read = tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise SettingsError(f"{path} cannot be read: {error}") from None
        told = read.get("tool", {}).get(TABLE, {})
        _refuse_strangers(path, told)
        folders = {key: Path(told[key]) for key in ("docs", "notation") if key in told}
        return cls(root=root, **{**told, **folders})

    @property
    def table_of_symbols(self) -> Path:
        """Return the page of the symbols that mean the same everywhere.

        That is the one named, or ``reference/notation.md`` or ``notation.md`` in the folder of the
        pages or, for one page, in a folder that it is in.
        """
        names = ("reference/notation.md", "notation.md")
        folders = [one for one in (self.docs, *self.docs.parents) if (self.root / one).is_dir()]
        places = [folder / name for folder in folders for name in names]
        found = (path for path in places if (self.root / path).is_file())
        return self.notation or next(found, Path(names[0]))


def _refuse_strangers(path: Path, told: Mapping[str, object]) -> None:
    for key, value in told.items():
        where = f"{path}: [tool.{TABLE}]"
        if key not in _KEYS:
            raise SettingsError(f"{where} has no '{key}'. {did_you_mean(key, _KEYS)}".rstrip())
        if type(value) is not _KEYS[key]:
            wanted = "a whole number" if _KEYS[key] is int else "a text"
            raise SettingsError(f"{where}: {key} should be {wanted}, and is {value!r}")
