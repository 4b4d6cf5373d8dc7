"""Frames for the tables of plain Markdown: where they are wide, they scroll, by keyboard too.

Material puts them into frames in the browser, which moves and restyles what the reader already
sees; and those do not take the focus.
"""

from xml.etree.ElementTree import Element

from markdown.treeprocessors import Treeprocessor

from scripts.website.markdown.context import Context


class TableFrames(Treeprocessor):
    """Puts each table that has no class into a frame, as those that are computed have one."""

    def __init__(self, context: Context) -> None:
        super().__init__(context.md)
        self.context = context

    def run(self, root: Element) -> None:
        """Frame the tables of a page."""
        for parent in list(root.iter()):
            for place, child in enumerate(parent):
                if child.tag == "table" and "class" not in child.attrib:
                    parent[place] = self._framed(child)

    def _framed(self, table: Element) -> Element:
        label = self.context.word("tab")
        # No region: those of a page need names that differ, and these tables have no captions.
        frame = Element(
            "div", {"class": "scroll", "tabindex": "0", "role": "group", "aria-label": label}
        )
        frame.tail, table.tail = table.tail, None
        table.set("class", "written")
        frame.append(table)
        return frame
