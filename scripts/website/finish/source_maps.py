"""Source maps are for those who write a script: they, and what leads to them, are not shipped."""

import re
from pathlib import Path

_LEADS_THERE = re.compile(r"\s*(?://[#@]\s*sourceMappingURL=\S*|/\*[#@]\s*sourceMappingURL=.*?\*/)")


def drop_source_maps(folder: Path) -> None:
    """Take the maps out of a built site, and what leads to them out of its scripts and styles."""
    for path in folder.rglob("*.map"):
        path.unlink()
    for path in (*folder.rglob("*.js"), *folder.rglob("*.css")):
        # As bytes: line ends stay as they are.
        text = path.read_bytes().decode("utf-8")
        if (plain := _LEADS_THERE.sub("", text)) != text:
            path.write_bytes(plain.encode("utf-8"))
