"""Files of pages under names that change with what is in them: browsers keep those for good."""

import re
from pathlib import Path

from scripts.common.named import named_by_content
from scripts.website.beside.texts import Texts

_ICON = re.compile(r'(<link rel="icon" href="[^"]*?)(?P<address>assets/[\w.-]+)"')


def place_named(folder: Path, name: str, text: str) -> str:
    """Write a text into the assets of a site, and return its address."""
    address = f"assets/{named_by_content(name, text.encode())}"
    (folder / address).write_text(text, encoding="utf-8")
    return address


def name_icons(folder: Path, pages: Texts) -> None:
    """Let each page of a site name its icon, a drawing, by its content."""
    named: dict[str, str] = {}
    for path, html in pages.items():
        icon = _ICON.search(html)
        if icon is None or not icon["address"].endswith(".svg"):
            continue
        old = icon["address"]
        if old not in named and (folder / old).is_file():
            text = (folder / old).read_text(encoding="utf-8")
            named[old] = place_named(folder, Path(old).name, text)
        before, after = html[: icon.start("address")], html[icon.end("address") :]
        pages[path] = f"{before}{named.get(old, old)}{after}"
    for old in named:
        (folder / old).unlink()
