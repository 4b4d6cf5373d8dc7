"""Figures, tables and listings: the blocks that name a function and hold a caption."""

import html
import re
import xml.etree.ElementTree as etree
from typing import Any

from markdown.util import AtomicString
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer
from pymdownx.blocks.block import Block, type_string

from scripts.site.listings import Excerpt, list_code
from scripts.site.markdown_context import Context
from scripts.site.markdown_evidence import listing_id
from scripts.site.pages import VALUE
from scripts.site.results import Wanted


class _SiteBlock(Block):
    """A block that knows the project; what follows its first line is its caption."""

    ARGUMENT = True
    OPTIONS = {"name": ["", type_string], "alt": ["", type_string]}
    kind = ""

    @property
    def context(self) -> Context:
        """The conversion that this block is part of."""
        return self.config["context"]  # type: ignore[no-any-return]

    @property
    def label(self) -> str:
        """The name that references use."""
        called = str(self.argument).partition("(")[0]
        return str(self.options["name"]) or called.replace(".", "-").replace("_", "-")

    def on_create(self, parent: etree.Element) -> etree.Element:
        """Make the figure; the caption is filled by what follows."""
        element = etree.SubElement(parent, "figure")
        element.set("class", self.NAME)
        if self.kind:
            element.set("id", f"{self.kind}-{self.label}")
        etree.SubElement(element, "figcaption")
        return element

    def on_add(self, block: etree.Element) -> etree.Element:
        """Let the content of the block be the caption."""
        return block[-1]

    def number_caption(self, block: etree.Element) -> None:
        """Begin the caption with 'Figure 1.'."""
        caption = block[-1]
        if len(caption) == 0:
            etree.SubElement(caption, "p")
        first = caption[0]
        number = etree.Element("span", {"class": "caption-number"})
        number.text = (
            f"{self.context.word(self.kind)} {self.context.number(self.kind, self.label)}."
        )
        number.tail = f" {first.text or ''}"
        first.text = None
        first.insert(0, number)

    def result(self) -> Any:
        """Return what was computed for this block."""
        return self.context.project.results.values[Wanted(self.NAME, self.argument, self.label)]


class FigureBlock(_SiteBlock):
    """``/// figure | module.function``: a drawing with its caption below."""

    NAME = "figure"
    kind = "fig"

    def on_end(self, block: etree.Element) -> None:
        """Put the drawing above the caption."""
        alternative = html.escape(VALUE.sub(self._written, self.options["alt"]))
        svg = self.result().replace("<svg ", f'<svg role="img" aria-label="{alternative}" ', 1)
        drawing = etree.Element("div", {"class": "drawing"})
        drawing.text = AtomicString(self.context.raw(svg))
        block.insert(0, drawing)
        self.number_caption(block)

    def _written(self, value: re.Match[str]) -> str:
        """Return a computed number as it is written: a text alternative may hold some too."""
        return self.context.project.value(value["expression"], value["format"].strip())


class TableBlock(_SiteBlock):
    """``/// table | module.function``: a table with its caption above."""

    NAME = "table"
    kind = "tab"

    def on_end(self, block: etree.Element) -> None:
        """Put the table below the caption."""
        self.number_caption(block)
        caption = f"{self.context.word('tab')} {self.context.number('tab', self.label)}"
        scroll = etree.SubElement(
            block,
            "div",
            {"class": "scroll", "tabindex": "0", "role": "region", "aria-label": caption},
        )
        self._fill(etree.SubElement(scroll, "table", {"class": "computed"}))

    def on_add(self, block: etree.Element) -> etree.Element:
        """Let the content of the block be the caption."""
        return block[0]

    def _fill(self, table: etree.Element) -> None:
        result = self.result()
        head = etree.SubElement(etree.SubElement(table, "thead"), "tr")
        for header, numeric in zip(result["headers"], result["numeric"], strict=True):
            cell = etree.SubElement(head, "th", {"scope": "col"})
            cell.text = header
            _align(cell, numeric)
        body = etree.SubElement(table, "tbody")
        for row in result["rows"]:
            line = etree.SubElement(body, "tr")
            for column, (text, numeric) in enumerate(zip(row, result["numeric"], strict=True)):
                if column == 0 and result["row_header"]:
                    cell = etree.SubElement(line, "th", {"scope": "row"})
                else:
                    cell = etree.SubElement(line, "td")
                cell.text = text
                _align(cell, numeric)


class ListingBlock(_SiteBlock):
    """``/// listing | module.name, module.other``: code of snippets as it stands."""

    NAME = "listing"

    def on_end(self, block: etree.Element) -> None:
        """Put the highlighted code into the figure, under the names of its files."""
        excerpts = list_code(self.context.project.results.sources, str(self.argument))
        if first := self._new_id(f"{excerpts[0].module}.{excerpts[0].names[0]}"):
            block.set("id", first)
        holder = etree.Element("div")
        code = "".join(self._highlighted(excerpt) for excerpt in excerpts)
        holder.text = AtomicString(self.context.raw(code))
        block.insert(0, holder)
        if len(block[-1]) == 0:
            block.remove(block[-1])

    def _highlighted(self, excerpt: Excerpt) -> str:
        """Return the code of a file; each definition has an id, the first time on a page."""
        formatter = HtmlFormatter(nowrap=True)
        parts = []
        for name, text in zip(excerpt.names, excerpt.texts, strict=True):
            lines = highlight(text, PythonLexer(), formatter)
            anchor = self._new_id(f"{excerpt.module}.{name}")
            parts.append(f'<span id="{anchor}">{lines}</span>' if anchor else lines)
        title = f'<span class="filename">{excerpt.path.as_posix()}</span>'
        # Material takes spans with an id right below <code> for numbered lines, and then lays out
        # everything beside them in lines of its own; below another span they are left alone.
        code = "\n\n".join(parts)
        return f'<div class="highlight">{title}<pre><code><span>{code}</span></code></pre></div>'

    def _new_id(self, definition: str) -> str:
        """Return the id of a definition, or nothing if the page has used it."""
        if definition in self.context.listed:
            return ""
        self.context.listed.add(definition)
        return listing_id(definition)


def _align(cell: etree.Element, numeric: bool) -> None:
    if numeric:
        cell.set("class", "number")
