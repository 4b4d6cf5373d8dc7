"""What a file of the site would load from elsewhere, as far as it names it."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag

_LOADING = (
    "src", "srcset", "imagesrcset", "poster", "data", "background", "manifest", "action",
    "formaction", "xlink:href",
)  # fmt: skip
_IN_SETS = re.compile(r"[\s,]+")
_NO_LOADING = {"alternate", "author", "canonical", "help", "license", "next", "prev"}
"""What a link says of the page, and does not load."""
_DATA = ("application/json", "application/ld+json")

_IN_STYLES = re.compile(r"""(?:@import\s+(?:url\()?|url\()\s*["']?([^"')\s;]+)""", re.I)
_TEXTS = re.compile(r"""(["'`])\s*((?:(?:https?|wss?|ftp):)?(?:\\?/){2}[\w\\.-][^"'`\s]*)""", re.I)
_NAMES = ("http://www.w3.org/", "https://www.w3.org/")
"""Namespaces: nobody loads them."""
_SITE = re.compile(r"url\s*=\s*(.+)", re.I)


def foreign_in(path: Path) -> list[str]:
    """Return the foreign addresses that a page, script, style or drawing would load."""
    look = _LOOKS.get(path.suffix)
    return [*look(path.read_text(encoding="utf-8"))] if look else []


def in_markup(text: str) -> Iterator[str]:
    """Yield them from attributes, styles and scripts."""
    for tag in BeautifulSoup(text, "html.parser").find_all(True):
        yield from filter(_is_foreign, _addresses(tag))
        yield from in_style(str(tag.get("style", "")))
        for name, value in tag.attrs.items():
            if name.startswith("on"):
                yield from in_script(str(value))
            elif name == "srcdoc":
                yield from in_markup(str(value))
        if tag.name == "style":
            yield from in_style(tag.get_text())
        if tag.name == "script" and tag.get("type") not in _DATA:
            yield from in_script(tag.get_text())


def _addresses(tag: Tag) -> Iterator[str]:
    for name in _LOADING:
        yield from _IN_SETS.split(str(tag.get(name, "")))
    relations = {*(tag.get_attribute_list("rel") if tag.has_attr("rel") else [])}
    if tag.name not in ("a", "area") and not (relations & _NO_LOADING):
        yield str(tag.get("href", ""))
    if tag.name == "meta" and (refresh := _SITE.search(str(tag.get("content", "")))):
        yield refresh[1].strip("'\" ")


def in_style(text: str) -> Iterator[str]:
    """Yield them from a style sheet."""
    return filter(_is_foreign, _IN_STYLES.findall(text))


def in_script(text: str) -> Iterator[str]:
    """Yield every text of a script that begins as a foreign address does, and what styles name."""
    yield from in_style(text)
    for _, written in _TEXTS.findall(text):
        address = written.replace("\\", "")
        if _is_foreign(address) and not address.startswith(_NAMES):
            yield address


def _is_foreign(address: str) -> bool:
    """Tell whether it names a host; what only looks so, as ``//nbsp``, has no dot."""
    parts = urlsplit(address.strip().replace("\\", "/"))
    return bool(parts.netloc) and (bool(parts.scheme) or "." in parts.netloc)


_LOOKS = {".html": in_markup, ".svg": in_markup, ".css": in_style, ".js": in_script}
