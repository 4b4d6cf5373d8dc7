"""Has matplotlib measure labels in the font that pages draw them in."""

import os
from functools import cache
from io import BytesIO
from pathlib import Path

from matplotlib.font_manager import FontEntry, fontManager

from scripts.common.store import CACHE, hash_of, writing_to

_ROOT = Path(__file__).parents[3]
_FILES = _ROOT / "node_modules/@fontsource/source-sans-3/files"
_UNPACKED = _ROOT / CACHE / "fonts"
_PARTS = ("latin", "greek", "latin-ext")
_WEIGHTS = {400: 400, 600: 600, 700: 600}
"""Each weight that figures may ask for, and that of the file which pages take for it."""


@cache
def label_fonts() -> list[str]:
    """Return the families in which matplotlib measures so; signs that are missing as usual.

    Raises:
        StoreError: the font cannot be written in the form that matplotlib reads.
    """
    fontManager.ttflist += [_entry(part, weight) for part in _PARTS for weight in _WEIGHTS]
    return [*map(_family, _PARTS), "DejaVu Sans"]


def _entry(part: str, weight: int) -> FontEntry:
    file = _unpacked(_FILES / f"source-sans-3-{part}-{_WEIGHTS[weight]}-normal.woff2")
    return FontEntry(fname=str(file), name=_family(part), weight=weight, size="scalable")


def _family(part: str) -> str:
    """Return what matplotlib calls a file of the font: each is a family of its own."""
    return f"Source Sans 3 {part}"


def _unpacked(packed: Path) -> Path:
    """Return the file as matplotlib reads it, written now or before."""
    file = _UNPACKED / f"{packed.stem}.{hash_of(packed)[:16]}.ttf"
    if not file.exists():
        with writing_to(_UNPACKED):
            unfinished = file.with_suffix(f".{os.getpid()}")
            unfinished.write_bytes(_as_truetype(packed))
            unfinished.replace(file)
    return file


def _as_truetype(packed: Path) -> bytes:
    from fontTools.ttLib import TTFont

    stream = BytesIO()
    font = TTFont(packed)
    font.flavor = None
    font.save(stream)
    return stream.getvalue()
