"""What the outputs of a notebook may not show: warnings, local paths, figures without words."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from scripts.website.asked.markup import open_tags
from scripts.website.asked.signs import invisible
from scripts.website.made.after_cells import LEFT, advice

_LONGEST = 100_000
"""A tenth of it is the longest output that anybody scrolls through."""
_SHOWN = ("text/plain", "text/html", "text/markdown", "text/latex", "image/svg+xml")
"""Kinds of output that our template shows."""
_WHERE = re.compile(r"^\S+:\d+: ")
_ADDRESS = re.compile(r"<[^<>\n]{1,80} at 0x[0-9a-f]{6,}")
_TEMPORARY = r"/tmp/|/var/folders/|[A-Z]:\\|/home/|/Users/"


def doubt(outputs: Sequence[Mapping[str, Any]], root: Path) -> tuple[str, str] | None:
    """Return what is wrong with the outputs of a cell, and what to do about it."""
    local = re.compile(
        rf"(?<![\w:/])(?:{_TEMPORARY}|{re.escape(str(root))}\b|{re.escape(str(Path.home()))}/)"
    )
    if (size := sum(len(text) for output in outputs for text in _texts(output))) > _LONGEST:
        what = f"this cell shows {size} signs; a page can show {_LONGEST}"
        return what, "Show the beginning, or what it comes to."
    for output in outputs:
        if output["output_type"] == "error":
            return f"this cell shows an error: {output['ename']}", "Show what you mean to show."
        if LEFT in output.get("data", {}):
            return (left := output["data"][LEFT]), advice(left)
        if unknown := [kind for kind in output.get("data", {}) if kind not in _SHOWN]:
            what = f"this cell shows {unknown[0]}, which a page does not"
            return what, "Show a figure, a table of HTML, Markdown or a text."
        if 'aria-label=""' in str(output.get("data")):
            what = "a figure without a text alternative"
            return what, 'Say what it shows where the cell begins: # %% alt="…".'
        if output.get("name") == "stderr":
            said = " ".join(_WHERE.sub("", "".join(output["text"])).split())[:80]
            return f"this cell writes to stderr: {said}", "Mend what the warning is about."
        for text in _texts(output):
            if unseen := next(invisible(text.replace("\n", " ")), None):
                return f"{unseen} that this cell shows", "Show plain text."
            if found := _ADDRESS.search(text):
                what = f"this cell shows where an object lies in memory: {found[0]}"
                return what, "It is another place in each run: show what the object holds."
            if found := local.search(text):
                shown = re.split(r"[\s'\"<>]", text[found.start() :])[0][:80]
                return f"this cell shows a path of this machine: {shown}", "Show a name instead."
        html = "".join(output.get("data", {}).get("text/html", ""))
        if slip := next(open_tags(Path(), [*enumerate(html.split("\n"), start=1)]), None):
            return f"{slip.what} in the HTML that this cell shows", slip.advice
    return None


def joined(outputs: Sequence[Any]) -> list[Any]:
    """Return the outputs of a cell with what it printed in one go, however it came in pieces."""
    whole: list[Any] = []
    for output in outputs:
        is_stream = whole and output["output_type"] == whole[-1]["output_type"] == "stream"
        if is_stream and output["name"] == whole[-1]["name"]:
            whole[-1]["text"] += output["text"]
        else:
            whole.append(output)
    return whole


def _texts(output: Mapping[str, Any]) -> Iterator[str]:
    data = output.get("data", {})
    kinds = ("text/plain", "text/html", "text/markdown")
    for part in (output.get("text", ""), *(data.get(kind, "") for kind in kinds)):
        yield part if isinstance(part, str) else "".join(part)
