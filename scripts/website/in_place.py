"""Puts a built site in place: all of it or nothing, one build after the other.

A build writes to a folder of its own. When it is whole, two renames exchange it for the site that
is there. A build that is killed between the two leaves the old site in its folder, from which the
next build puts it back.
"""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scripts.common.store import CACHE, writing_to

_PREFIX = "building-"
_BEFORE = "before"
_READ = ("docs", "node_modules", "scripts", "snippets")


class PlaceError(Exception):
    """The site cannot be put where it is wanted: why, and what to do."""


@contextmanager
def place_for(site: Path, root: Path) -> Iterator[Path]:
    """Yield a folder to build in, below which no other build writes, and remove it afterwards.

    Raises:
        PlaceError: there is something at ``site`` that a build must not replace.
        StoreError: nothing can be written to the cache.
    """
    _refuse_what_is_no_site(site)
    for name in _READ:
        if site.resolve().is_relative_to((root / name).resolve()):
            advice = "Name another folder by --site-dir."
            raise PlaceError(f"{site} lies within {name}/, which the build reads. {advice}")
    with _alone(site, root / CACHE):
        cache = root / CACHE
        # Beside the site where the cache is on another disk: what is renamed stays on its disk.
        near = cache.stat().st_dev == site.parent.stat().st_dev
        where, prefix = (cache, _PREFIX) if near else (site.parent, f".{site.name}-{_PREFIX}")
        for left in where.glob(f"{prefix}*"):
            _put_back(left / _BEFORE, site)
            shutil.rmtree(left, ignore_errors=True)
        folder = Path(tempfile.mkdtemp(dir=where, prefix=prefix))
        try:
            yield folder
        finally:
            _put_back(folder / _BEFORE, site)
            shutil.rmtree(folder, ignore_errors=True)


def put_in_place(built: Path, site: Path) -> None:
    """Exchange the site that is there for one that was built in the folder of `place_for`.

    Raises:
        PlaceError: what was built is no site.
    """
    if not (built / "index.html").is_file():
        raise PlaceError(f"{built}: the build has ended without a page. Please report this.")
    _let_everybody_read(built)
    if site.exists():
        site.rename(built.parent / _BEFORE)
    built.rename(site)


def _refuse_what_is_no_site(site: Path) -> None:
    advice = "Move it away, or name another folder by --site-dir."
    if site.is_symlink():
        raise PlaceError(f"{site} is a link; the site is put in place as a folder. {advice}")
    if site.exists() and not site.is_dir():
        raise PlaceError(f"{site} is a file; the site is put in place as a folder. {advice}")
    if site.exists() and any(site.iterdir()) and not (site / "index.html").exists():
        raise PlaceError(f"{site} holds something that is no built site. {advice}")
    if not site.parent.is_dir():
        raise PlaceError(f"{site.parent} is no folder: make it, or name another by --site-dir.")


@contextmanager
def _alone(site: Path, cache: Path) -> Iterator[None]:
    """Wait until no other build is under way; whoever is killed holds nobody up."""
    with writing_to(cache):
        lock = (cache / "building.lock").open("w")
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print(f"another build of {site.name}/ is under way: waiting for its end", flush=True)
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _put_back(before: Path, site: Path) -> None:
    """Put the old site back where a build was stopped between the two renames."""
    if before.exists() and not site.exists():
        before.rename(site)


def _let_everybody_read(folder: Path) -> None:
    """Set the rights of files and folders: a server reads them, whoever has built them."""
    for path, _, files in os.walk(folder):
        Path(path).chmod(0o755)
        for name in files:
            (Path(path) / name).chmod(0o644)


def why(error: OSError) -> str:
    """Return in one line what could not be written or read."""
    where = f"{error.filename}: " if error.filename else ""
    return f"{where}{error.strerror or error}"
