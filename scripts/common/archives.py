"""Zip files that are the same whenever the same files are packed, and never half-written."""

import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

_READABLE_BY_ALL = 0o100644
_UNIX = 3
_EARLIEST = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Member:
    """A file of an archive: its path there and what it holds."""

    path: str
    content: bytes
    compressed: bool = True


def write_archive(target: Path, members: Iterable[Member], date: datetime) -> None:
    """Write the members in the order given; ``target`` is replaced once all are written."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, unfinished = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}-")
    try:
        with os.fdopen(handle, "wb") as file, ZipFile(file, "w") as archive:
            for member in members:
                archive.writestr(_entry(member, date), member.content, compresslevel=9)
        Path(unfinished).chmod(0o644)
        Path(unfinished).replace(target)
    except BaseException:
        Path(unfinished).unlink(missing_ok=True)
        raise


def size_of(path: Path) -> str:
    """Return the size of a file as people write it."""
    return f"{path.stat().st_size / 1e6:.1f} MB"


def _entry(member: Member, date: datetime) -> ZipInfo:
    entry = ZipInfo(member.path, max(date.timetuple()[:6], _EARLIEST))
    entry.create_system = _UNIX
    entry.external_attr = _READABLE_BY_ALL << 16
    entry.compress_type = ZIP_DEFLATED if member.compressed else ZIP_STORED
    return entry
