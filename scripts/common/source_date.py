"""The one date that anything made from the sources may bear: that of the sources."""

import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path


class DateError(ValueError):
    """The setting of the date is no number of seconds."""


def source_date(root: Path) -> datetime:
    """Return the date of the last commit, or that of ``SOURCE_DATE_EPOCH``; never the present.

    Where there is neither, as in a copy without history, it is 1 January 1970.

    Raises:
        DateError: ``SOURCE_DATE_EPOCH`` is no number of seconds.
    """
    seconds = os.environ.get("SOURCE_DATE_EPOCH") or _date_of_commit(root) or "0"
    try:
        return datetime.fromtimestamp(int(seconds), tz=UTC)
    except (ValueError, OverflowError, OSError):
        what = f"SOURCE_DATE_EPOCH={seconds[:40]}"
        raise DateError(f"{what}: write a whole number of seconds since 1970") from None


def _date_of_commit(root: Path) -> str:
    command = ["git", "log", "-1", "--format=%ct"]
    try:
        asked = subprocess.run(command, capture_output=True, text=True, check=True, cwd=root)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return asked.stdout.strip()
