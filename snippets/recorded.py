"""What the libraries gave when they were run last: the numbers of the pages about them.

The record is written by ``make frameworks UPDATE=1`` and never by hand. Reading it needs none of
the libraries.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

RECORD: Final[Mapping[str, Any]] = json.loads(
    Path(__file__).with_suffix(".json").read_text(encoding="utf-8")
)


def outcome(section: str, name: str, library: str) -> Mapping[str, Any]:
    """Return what a library gave in a case: its `value`, `type` and `shape`, or its `error`.

    Raises LookupError, naming what there is, if nothing of that name was run.
    """
    found: Mapping[str, Any] = _found(
        outcomes(section, name), library, f"library of {section}.{name}"
    )
    return found


def outcomes(section: str, name: str) -> Mapping[str, Any]:
    """Return what each library gave in a case. Raises LookupError as `outcome` does."""
    found: Mapping[str, Any] = _entry(section, name)["libraries"]
    return found


def inputs(section: str, name: str) -> Mapping[str, Any]:
    """Return what the libraries were given in a case. Raises LookupError as `outcome` does."""
    found: Mapping[str, Any] = _entry(section, name)["inputs"]
    return found


def number(section: str, name: str, library: str) -> float:
    """Return the value of an outcome that is a single number, infinities and NaN among them.

    Raises LookupError if nothing of that name was run, ValueError if it gave no number.
    """
    found = outcome(section, name, library)
    value = found.get("value", found.get("error"))
    if isinstance(value, int | float) or value in ("nan", "inf", "-inf"):
        return float(value)
    raise ValueError(f"{section}.{name}, {library}: got {value}, want a single number")


def version(package: str) -> str:
    """Return the version of a package at which the libraries were run, such as ``2.13.0``."""
    found: str = _found(RECORD["versions"], package, "package")
    return found.partition("+")[0]


def newest(package: str) -> tuple[str, str]:
    """Return the newest version of a package at that time, and the first Python that had it."""
    found = _found(RECORD["newest"], package, "newest version of")
    return found["version"], found["python"]


def _entry(section: str, name: str) -> Mapping[str, Any]:
    entries = _found(RECORD["sections"], section, "section")["entries"]
    found: Mapping[str, Any] = _found(entries, name, f"case of {section}")
    return found


def _found(mapping: Mapping[str, Any], key: str, what: str) -> Any:
    if key not in mapping:
        raise LookupError(f"the record has no {what} '{key}'; it has {', '.join(sorted(mapping))}")
    return mapping[key]
