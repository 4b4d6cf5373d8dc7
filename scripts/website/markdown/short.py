"""The head of a page: what it says in three lines, how long it takes, and what comes before it."""

import posixpath
import xml.etree.ElementTree as etree

from pymdownx.blocks.block import Block, type_string

from scripts.website.asked.reading_time import minutes
from scripts.website.markdown import questions
from scripts.website.markdown.context import Context


class ShortBlock(Block):
    """``/// short`` with ``needs: folder/page.md, …``: a list, and below it time and needs."""

    NAME = "short"
    ARGUMENT = False
    OPTIONS = {"needs": ["", type_string]}

    @property
    def context(self) -> Context:
        """The conversion that this block is part of."""
        return self.config["context"]  # type: ignore[no-any-return]

    def on_create(self, parent: etree.Element) -> etree.Element:
        """Make the section; the list follows its name."""
        name = self.context.word("short")
        section = etree.SubElement(parent, "section", {"class": "in-short", "aria-label": name})
        title = etree.SubElement(section, "p", {"class": "in-short-title"})
        title.set("data-search-exclude", "")
        title.text = name
        return section

    def on_end(self, block: etree.Element) -> None:
        """Say below the list how long the page takes, and link to what it needs."""
        foot = etree.SubElement(block, "p", {"class": "in-short-foot", "data-search-exclude": ""})
        time = self.context.word("minutes").format(minutes(self.context.page.body))
        needs = [uri.strip() for uri in str(self.options["needs"]).split(",") if uri.strip()]
        if not needs:
            foot.text = f"{time} {self.context.word('no_needs')}"
            return
        foot.text = f"{time} {self.context.word('needs')} "
        for uri in needs:
            self._link(foot, uri).tail = "." if uri == needs[-1] else ", "

    def _link(self, foot: etree.Element, uri: str) -> etree.Element:
        here = posixpath.dirname(self.context.page.uri) or "."
        link = etree.SubElement(foot, "a", {"href": posixpath.relpath(uri, here)})
        link.text = self.context.ask(questions.title_of, uri)
        return link
