"""While the site is served: start anew when code of ours has changed."""

import os
import sys
from pathlib import Path

import scripts


def version(folder: Path) -> dict[Path, int]:
    """Return when each module below a folder was written last."""
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*.py")}


_SCRIPTS = Path(scripts.__path__[0])
_loaded = version(_SCRIPTS)


def restart_after_a_change() -> None:
    """Replace this process by a new one if a module of it is no longer what was imported."""
    if version(_SCRIPTS) != _loaded:
        os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])
