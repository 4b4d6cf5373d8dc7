"""Code on paper: no line is cut; what does not fit hangs below the beginning of its line."""

import re

from bs4 import BeautifulSoup, Tag

from scripts.editions.pdf.tags import add_class

_TAG = re.compile(r"</?span[^>]*>")
_ID = re.compile(r' id="[^"]*"')
_HANGING = 4
_LONG = 14
"""A listing of more lines may go over to the next page."""


def hang_lines(pre: Tag) -> None:
    """Make each line of code a block, so that what does not fit hangs below its beginning."""
    code = pre.find("code") or pre
    assert isinstance(code, Tag)
    lines = _lines(code.decode_contents().removeprefix("<span></span>").strip("\n"))
    while len(lines) > 1 and not _TAG.sub("", lines[-1]):
        lines.pop()
    blocks = []
    for line in lines:
        bare = _TAG.sub("", line)
        depth = len(bare) - len(bare.lstrip()) + _HANGING
        style = f"padding-inline-start: {depth}ch; text-indent: -{depth}ch"
        blocks.append(f'<span class="line" style="{style}">{line}{"" if bare else "<br>"}</span>')
    code.clear()
    # Only inside of `pre` does the parser keep the blanks at the beginning of a line.
    parsed = BeautifulSoup(f"<pre>{''.join(blocks)}</pre>", "html.parser").pre
    code.extend(list(parsed.contents) if parsed else [])
    if len(lines) > _LONG and isinstance(pre.parent, Tag):
        add_class(pre.parent, "long")


def _lines(code: str) -> list[str]:
    """Return the lines of highlighted code; what goes over several is closed and opened anew."""
    lines: list[str] = []
    opened: list[str] = []
    for line in code.split("\n"):
        begun = "".join(opened)
        for tag in _TAG.findall(line):
            if tag.startswith("</"):
                opened.pop()
            elif not tag.endswith("/>"):
                # An id stands once, where the part begins.
                opened.append(_ID.sub("", tag))
        lines.append(begun + line + "</span>" * len(opened))
    return lines
