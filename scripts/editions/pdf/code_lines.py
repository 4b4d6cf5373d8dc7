"""Code on paper: no line is cut; what does not fit hangs below the beginning of its line."""

import re

from bs4 import BeautifulSoup, Tag

from scripts.editions.pdf.tags import add_class
from scripts.website.finish.long_lines import code_lines, depth_of

_TAG = re.compile(r"</?span[^>]*>")
_LONG = 11
"""A listing of more lines may go over to the next page."""


def hang_lines(pre: Tag) -> None:
    """Make each line of code a block, so that what does not fit hangs below its beginning."""
    code = pre.find("code") or pre
    assert isinstance(code, Tag)
    lines = code_lines(code.decode_contents().removeprefix("<span></span>").strip("\n"))
    while len(lines) > 1 and not _TAG.sub("", lines[-1]):
        lines.pop()
    blocks = []
    for line in lines:
        bare = _TAG.sub("", line)
        depth = depth_of(line)
        style = f"padding-inline-start: {depth}ch; text-indent: -{depth}ch"
        blocks.append(f'<span class="line" style="{style}">{line}{"" if bare else "<br>"}</span>')
    code.clear()
    # Only inside of `pre` does the parser keep the blanks at the beginning of a line.
    parsed = BeautifulSoup(f"<pre>{''.join(blocks)}</pre>", "html.parser").pre
    code.extend(list(parsed.contents) if parsed else [])
    if len(lines) > _LONG and isinstance(pre.parent, Tag):
        add_class(pre.parent, "long")
