"""The pages of a built site as texts: read once, changed by several hands, and written once."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

Texts = dict[Path, str]
"""Pages by their paths, in order."""


@contextmanager
def texts_of(folder: Path) -> Iterator[Texts]:
    """Give the pages below a folder to be changed, and write those that were."""
    before = {path: path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.html"))}
    now = dict(before)
    yield now
    for path, html in now.items():
        if html != before[path]:
            path.write_text(html, encoding="utf-8")
