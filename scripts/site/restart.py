"""While the site is served: start anew when the code of the build or the checker has changed."""

import os
import sys
from pathlib import Path

_SCRIPTS = Path(__file__).parents[1]


def _version() -> dict[Path, int]:
    files = (path for part in ("site", "formulas") for path in (_SCRIPTS / part).glob("*.py"))
    return {path: path.stat().st_mtime_ns for path in files}


_loaded = _version()


def restart_after_a_change() -> None:
    """Replace this process by a new one if a module of it is no longer what was imported."""
    if _version() != _loaded:
        os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])
