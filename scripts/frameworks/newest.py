"""What pages say beside the versions that were run: the newest there are, and what they need.

All libraries share one environment, so that one Python has to do for all of them; some of them have
given it up by now.
"""

import re
import subprocess
import sys
from collections.abc import Iterable

PYTHONS = tuple(f"3.{minor}" for minor in range(sys.version_info.minor, 15))
"""The Python that the libraries are run with, and those that came after it."""

_FIRST_LINE = re.compile(r"\S+ \((?P<version>[\w.]+)\)")

Newest = dict[str, dict[str, str]]


def newest(packages: Iterable[str]) -> Newest:
    """Return the newest version of each package and the first Python of `PYTHONS` that has it.

    A package of which pip is told nothing is left out.
    """
    found = {package: _newest_of(package) for package in packages}
    return {package: one for package, one in found.items() if one}


def _newest_of(package: str) -> dict[str, str]:
    listed = {python: version for python in PYTHONS if (version := listed_for(package, python))}
    if not listed:
        return {}
    version = [*listed.values()][-1]
    return {"version": version, "python": next(key for key in listed if listed[key] == version)}


def listed_for(package: str, python: str) -> str:
    """Return the newest version that pip finds built for a Python; nothing if it finds none."""
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "index", "versions"]
    built = ["--python-version", python, "--only-binary", ":all:"]
    ran = subprocess.run([*command, package, *built], capture_output=True, text=True, check=False)
    first = _FIRST_LINE.match(ran.stdout)
    return first["version"] if first else ""
