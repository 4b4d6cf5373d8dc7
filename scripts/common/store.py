"""What has been computed once and need not be computed again, kept by content in ``.cache``.

Each entry stands under the hash of everything that it depends on, and begins with a seal: the hash
of its key and its content. What is cut, altered, empty or stands under another key does not match
its seal, and is computed anew; no entry is ever believed for its name alone.
"""

import json
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")

CACHE = Path(".cache")
"""Below the root of a project; it can be removed at any time."""


class StoreError(Exception):
    """Nothing can be kept: where and why, in one line."""

    def __init__(self, folder: Path, error: OSError) -> None:
        shown = folder.relative_to(Path.cwd()) if folder.is_relative_to(Path.cwd()) else folder
        super().__init__(
            f"{shown}: nothing can be kept here: {error.strerror or error}. "
            f"{CACHE} must be a folder that can be written to, on a disk that is not full."
        )


def key_of(*parts: str) -> str:
    """Return the key of a result from everything that it depends on."""
    return sha256(json.dumps(parts).encode()).hexdigest()


def hash_of(path: Path) -> str:
    """Return the hash of what a file holds."""
    return sha256(path.read_bytes()).hexdigest()


@contextmanager
def writing_to(folder: Path) -> Iterator[None]:
    """Make a folder to write to, and tell in one line why nothing can be written.

    Raises:
        StoreError: the folder cannot be made, or what the block writes cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield
    except OSError as error:
        raise StoreError(folder, error) from None


class Store:
    """A folder of values, each under the hash of what it was made from."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def of(cls, root: Path) -> "Store":
        """Return the store of a project."""
        return cls(root / CACHE / "results")

    def get(self, key: str) -> Any | None:
        """Return the value kept under ``key``, or None where there is none (or a broken one)."""
        content = self.get_bytes(key)
        return None if content is None else json.loads(content)

    def put(self, key: str, value: Any) -> Any:
        """Keep a value that JSON can write; return it as ``get`` will: tuples become lists.

        Raises:
            StoreError: it cannot be written.
        """
        content = json.dumps(value).encode()
        self.put_bytes(key, content)
        return json.loads(content)

    def get_bytes(self, key: str) -> bytes | None:
        """Return the bytes kept under ``key``, or None where there are none (or broken ones)."""
        try:
            seal, _, content = self._path(key).read_bytes().partition(b"\n")
        except OSError:
            return None
        return content if seal == _seal(key, content) else None

    def put_bytes(self, key: str, content: bytes) -> None:
        """Keep bytes; a build that is stopped half-way leaves no half-written entry.

        Raises:
            StoreError: they cannot be written.
        """
        path = self._path(key)
        unfinished = path.with_suffix(f".{os.getpid()}-{threading.get_ident()}")
        with writing_to(path.parent):
            try:
                unfinished.write_bytes(b"%b\n%b" % (_seal(key, content), content))
                unfinished.replace(path)
            except OSError:
                unfinished.unlink(missing_ok=True)
                raise

    def bytes_of(self, key: str, make: Callable[[], bytes]) -> bytes:
        """Return the bytes kept under ``key``, made now if there are none.

        Raises:
            StoreError: they cannot be written.
        """
        content = self.get_bytes(key)
        if content is None:
            content = make()
            self.put_bytes(key, content)
        return content

    def unless_clean(self, key: str, find: Callable[[], Iterable[T]]) -> list[T]:
        """Return the faults that ``find`` tells; where it told none, it is not asked again.

        Raises:
            StoreError: that there are none cannot be kept.
        """
        if self.get(key) is not None:
            return []
        found = [*find()]
        if not found:
            self.put(key, True)
        return found

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / key[2:]


def _seal(key: str, content: bytes) -> bytes:
    return sha256(b"%b\n%b" % (key.encode(), content)).hexdigest().encode()
