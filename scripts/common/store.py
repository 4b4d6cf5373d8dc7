"""What has been computed once and need not be computed again, kept by content in ``.cache``."""

import hashlib
import json
import os
from pathlib import Path
from typing import Any


def key_of(*parts: str) -> str:
    """Return the key of a result from everything that it depends on."""
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


class Store:
    """A folder of JSON values, each under the hash of what it was made from."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, key: str) -> Any | None:
        """Return the value kept under ``key``, or None where there is none (or a broken one)."""
        try:
            return json.loads(self._path(key).read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            return None

    def put(self, key: str, value: Any) -> None:
        """Keep ``value``; a build that is stopped half-way leaves no half-written file."""
        path = self._path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(f".{os.getpid()}")
        unfinished.write_text(json.dumps(value), encoding="utf-8")
        unfinished.replace(path)

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key[2:]}.json"
