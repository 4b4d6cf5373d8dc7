"""While the site is served: start anew when the build's own code has changed."""

import os
import sys
from pathlib import Path

_FOLDER = Path(__file__).parent


def _version() -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in _FOLDER.glob("*.py")}


_loaded = _version()


def restart_after_a_change() -> None:
    """Replace this process by a new one if a module of it is no longer what was imported."""
    if _version() != _loaded:
        os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])
