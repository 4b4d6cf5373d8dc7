"""Files of pages under names that change with what is in them: browsers keep those for good."""

import re
from pathlib import Path

from scripts.common.named import named_by_content

_ICON = re.compile(r'(<link rel="icon" href="[^"]*?)(?P<address>assets/[\w.-]+)"')


def place_named(folder: Path, name: str, text: str) -> str:
    """Write a text into the assets of a site, and return its address."""
    address = f"assets/{named_by_content(name, text.encode())}"
    (folder / address).write_text(text, encoding="utf-8")
    return address


def name_icons(folder: Path) -> None:
    """Let each page of a site name its icon, a drawing, by its content."""
    named: dict[str, str] = {}
    for path in sorted(folder.rglob("*.html")):
        html = path.read_text(encoding="utf-8")
        icon = _ICON.search(html)
        if icon is None or not icon["address"].endswith(".svg"):
            continue
        old = icon["address"]
        if old not in named and (folder / old).is_file():
            text = (folder / old).read_text(encoding="utf-8")
            named[old] = place_named(folder, Path(old).name, text)
        path.write_text(_ICON.sub(rf'\1{named.get(old, old)}"', html), encoding="utf-8")
    for old in named:
        (folder / old).unlink()
