"""Copies of the project that tests may break and build."""

import fcntl
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).parents[2]
_LEFT_OUT = shutil.ignore_patterns(
    ".git", ".venv*", ".cache", "node_modules", "site", "__pycache__", ".*_cache", ".hypothesis"
)


@dataclass(frozen=True)
class Built:
    """The outcome of one build of a copy."""

    root: Path
    status: int
    said: str

    @property
    def site(self) -> Path:
        """The folder of the built site."""
        return self.root / "site"

    def computed(self) -> list[str]:
        """Return the results that this build computed, as against took from the cache."""
        names: list[str] = json.loads((self.root / ".cache" / "computed.json").read_text())
        return names

    def digests(self) -> dict[str, str]:
        """Return the hash of every file of the site."""
        return digests_of(self.site)


def digests_of(site: Path) -> dict[str, str]:
    """Return the hash of every file below a folder."""
    return {
        path.relative_to(site).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


def copy_project(target: Path, *, cache_of: Path | None = None) -> Path:
    """Copy the project's own files; share what npm installed, and take a cache along if asked."""
    shutil.copytree(ROOT, target, ignore=_LEFT_OUT)
    (target / "node_modules").symlink_to(ROOT / "node_modules")
    if cache_of is not None:
        shutil.copytree(cache_of / ".cache", target / ".cache")
    return target


def build(root: Path, *options: str, **environment: str) -> Built:
    """Build the copy as ``make site`` does, or with other options."""
    ran = subprocess.run(
        [sys.executable, "-m", "scripts.website", "build", *options],
        cwd=root,
        env={**os.environ, "SOURCE_DATE_EPOCH": "1700000000", **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    return Built(root, ran.returncode, ran.stdout + ran.stderr)


def cold_build(folder: Path) -> Built:
    """Return the project, built from an empty cache: by whoever comes first, for all.

    Who comes later waits until the first is done or has died, however long that takes.
    """
    outcome = folder / "cold.json"
    with (folder / "cold.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not outcome.exists():
            shutil.rmtree(folder / "cold", ignore_errors=True)
            ran = build(copy_project(folder / "cold"))
            outcome.write_text(json.dumps([ran.status, ran.said]), encoding="utf-8")
    status, said = json.loads(outcome.read_text(encoding="utf-8"))
    return Built(folder / "cold", status, said)


if __name__ == "__main__":
    cold_build(Path(sys.argv[1]))
