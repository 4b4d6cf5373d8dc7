"""Takes out of the site's own styles and scripts what only people read."""

from collections.abc import Callable
from pathlib import Path

from rcssmin import cssmin
from rjsmin import jsmin

_SMALLER: dict[str, Callable[[str], str]] = {".css": cssmin, ".js": jsmin}


def make_small(assets: Path, own: Path) -> None:
    """Write the styles and scripts of ``own`` to ``assets``, without blanks and remarks."""
    for source in sorted(own.glob("*")):
        if smaller := _SMALLER.get(source.suffix):
            small = smaller(source.read_text(encoding="utf-8"))
            (assets / source.name).write_text(small, encoding="utf-8")
