"""Figures, tables and listings: the blocks that name a function and hold a caption."""

import html
import re
import xml.etree.ElementTree as etree
from collections.abc import Sequence
from typing import Any

from markdown.util import AtomicString
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer
from pymdownx.blocks.block import Block, type_string

from scripts.formulas.reading.parts import CODE_SPAN, INLINE_MATH
from scripts.website.asked.listings import Excerpt
from scripts.website.asked.pages import VALUE
from scripts.website.markdown import questions
from scripts.website.markdown.context import Context
from scripts.website.markdown.decimal_points import put_on_the_point
from scripts.website.markdown.evidence import listing_id
from scripts.website.markdown.live import controls_of
from scripts.website.markdown.take_along import one_file_offered

BLANK_LINES = "\n\n"
_KEPT = re.compile(rf"{CODE_SPAN.pattern}|{INLINE_MATH.pattern}|\\\\.|<")
"""What is left as it is in a cell, code, mathematics and what is escaped, and what is not."""
_WIDE = 5
"""With so many columns, the last leaves no room for a call."""
_NUMERIC = frozenset("−+0123456789∞–")


class _SiteBlock(Block):
    """A block that knows the project; what follows its first line is its caption."""

    ARGUMENT = True
    OPTIONS = {"name": ["", type_string], "alt": ["", type_string], "numbers": ["", type_string]}
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

    def fill_table(self, table: etree.Element, result: dict[str, Any]) -> None:
        """Write the head and the rows of a computed table."""
        columns = len(result["headers"]) - _ends_with_calls(result)
        if _begins_with_calls(result):
            table.set("class", f"{table.get('class')} calls")
        head = etree.SubElement(etree.SubElement(table, "thead"), "tr")
        for header, numeric in zip(result["headers"][:columns], result["numeric"], strict=False):
            cell = etree.SubElement(head, "th", {"scope": "col"})
            cell.text = _without_markup(header)
            _align(cell, numeric)
        body = etree.SubElement(table, "tbody")
        for row in result["rows"]:
            line = etree.SubElement(body, "tr")
            for column, (text, numeric) in enumerate(
                zip(row[:columns], result["numeric"], strict=False)
            ):
                is_header = column == 0 and result["row_header"]
                cell = etree.SubElement(line, *(("th", {"scope": "row"}) if is_header else ("td",)))
                cell.text = _without_markup(text)
                _align(cell, numeric)
            if columns < len(row):
                _add_call(body, line[0], row[-1], columns)
        _line_up(table, [row[:columns] for row in result["rows"]])

    def result(self) -> Any:
        """Return what was computed for this block."""
        return self.context.ask(questions.result, self.NAME, str(self.argument), self.label)


class FigureBlock(_SiteBlock):
    """``/// figure | module.function``: a drawing with its caption below."""

    NAME = "figure"
    kind = "fig"

    def on_end(self, block: etree.Element) -> None:
        """Put the drawing above the caption."""
        alternative = html.escape(VALUE.sub(self._written, self.options["alt"]))
        drawn = self.result()
        parts = [self._drawing(drawn["svg"], alternative, "drawing")]
        if drawn["wide"]:
            block.set("class", f"{self.NAME} widens")
            parts.append(self._drawing(drawn["wide"], alternative, "drawing wide"))
        if drawn["live"]:
            parts.append(controls_of(drawn["live"], block.get("id") or "", self.context.word))
        block[:0] = parts
        self.number_caption(block)
        self._add_numbers(block, drawn["numbers"])

    def _drawing(self, svg: str, alternative: str, name: str) -> etree.Element:
        told = svg.replace("<svg ", f'<svg role="img" aria-label="{alternative}" ', 1)
        drawing = etree.Element("div", {"class": name})
        drawing.text = AtomicString(self.context.raw(told))
        return drawing

    def _add_numbers(self, block: etree.Element, found: list[dict[str, Any]]) -> None:
        """Fold the numbers of the figure below its caption, as tables."""
        attributes = {"class": "numbers", "data-search-exclude": ""}
        details = etree.SubElement(block, "details", attributes)
        number = self.context.number("fig", self.label)
        summary = self.context.word("numbers")
        etree.SubElement(details, "summary").text = summary
        label = f"{summary}, {self.context.word('fig')} {number}"
        scroll = etree.SubElement(
            details,
            "div",
            {"class": "scroll", "tabindex": "0", "role": "region", "aria-label": label},
        )
        if named := self.options["numbers"]:
            table = self.context.ask(questions.result, "table", str(named), "")
            self.fill_table(etree.SubElement(scroll, "table", {"class": "computed"}), table)
            return
        for one in found:
            scroll.append(_table_of_numbers(one))

    def _written(self, value: re.Match[str]) -> str:
        """Return a computed number as it is written: a text alternative may hold some too."""
        return self.context.ask(questions.value, value["expression"], value["format"].strip())


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
        self.fill_table(etree.SubElement(scroll, "table", {"class": "computed"}), self.result())

    def on_add(self, block: etree.Element) -> etree.Element:
        """Let the content of the block be the caption."""
        return block[0]


class ListingBlock(_SiteBlock):
    """``/// listing | module.name, module.other``: code of snippets as it stands.

    Where there is plain code it comes first, and the careful code below it, folded.
    """

    NAME = "listing"

    def on_end(self, block: etree.Element) -> None:
        """Put the highlighted code into the figure, under the names of its files."""
        plain = self.context.ask(questions.plain_excerpts, str(self.argument))
        careful = self.context.ask(questions.excerpts, str(self.argument))
        shown = [*plain, *careful][0]
        if first := self._new_id(f"{shown.module}.{shown.names[0]}"):
            block.set("id", first)
        holder = etree.Element("div")
        code = self._files(plain) + self._folded(careful) if plain else self._files(careful)
        holder.text = AtomicString(self.context.raw(code))
        block.insert(0, holder)
        if len(block[-1]) == 0:
            block.remove(block[-1])

    def _files(self, excerpts: list[Excerpt]) -> str:
        beside = next((excerpt.beside for excerpt in excerpts if excerpt.beside), "")
        offer = one_file_offered(self.context, beside) if beside else ""
        return "".join(map(self._highlighted, excerpts)) + offer

    def _folded(self, careful: list[Excerpt]) -> str:
        summary = f"<summary>{self.context.word('careful')}</summary>"
        return f'<details class="careful">{summary}{self._files(careful)}</details>'

    def _highlighted(self, excerpt: Excerpt) -> str:
        """Return the code of a file; each definition has an id, the first time on a page."""
        formatter = HtmlFormatter(nowrap=True)
        parts: list[str] = []
        for name, text in zip(excerpt.names, excerpt.texts, strict=True):
            lines = highlight(text, PythonLexer(), formatter)
            anchor = self._new_id(f"{excerpt.module}.{name}")
            # One element each, with the blank lines before it: Material lays out what stands loose
            # in code piece by piece, and drops what is blank.
            attribute = f' id="{anchor}"' if anchor else ""
            parts.append(f"<span{attribute}>{BLANK_LINES if parts else ''}{lines}</span>")
        title = f'<span class="filename">{self._linked(excerpt)}</span>'
        code = f"<pre><code><span>{''.join(parts)}</span></code></pre>"
        # What Material's button copies: not what is shown, but what runs.
        copied = html.escape(excerpt.copied).replace("\n", "&#10;")
        return f'<div class="highlight" data-copy="{copied}">{title}{code}</div>'

    def _linked(self, excerpt: Excerpt) -> str:
        """Return the name of a file, as a link to its lines where the site knows its source."""
        path, source = excerpt.path.as_posix(), self.context.ask(questions.source)
        if not source:
            return path
        first, last = excerpt.lines
        return f'<a href="{html.escape(source)}/blob/HEAD/{path}#L{first}-L{last}">{path}</a>'

    def _new_id(self, definition: str) -> str:
        """Return the id of a definition, or nothing if the page has used it."""
        if definition in self.context.listed:
            return ""
        self.context.listed.add(definition)
        return listing_id(definition)


def _table_of_numbers(numbers: dict[str, Any]) -> etree.Element:
    """Return a table of what a figure shows; its words are those of the figure, and no Markdown."""
    table = etree.Element("table", {"class": "computed"})
    if numbers["title"]:
        etree.SubElement(table, "caption").text = AtomicString(numbers["title"])
    if any(numbers["headers"]):
        head = etree.SubElement(etree.SubElement(table, "thead"), "tr")
        for header in numbers["headers"]:
            cell = etree.SubElement(head, *(("th", {"scope": "col"}) if header else ("td",)))
            cell.text = AtomicString(header)
    body = etree.SubElement(table, "tbody")
    for row in numbers["rows"]:
        line = etree.SubElement(body, "tr")
        for text in row:
            cell = etree.SubElement(line, "td")
            cell.text = AtomicString(text)
            _align(cell, text[:1] in _NUMERIC)
    _line_up(table, numbers["rows"])
    return table


def _ends_with_calls(result: dict[str, Any]) -> bool:
    """Tell whether a table is so wide that the calls of its last column go below their rows."""
    is_wide = len(result["headers"]) >= _WIDE and result["row_header"]
    return is_wide and all(CODE_SPAN.fullmatch(row[-1]) for row in result["rows"])


def _begins_with_calls(result: dict[str, Any]) -> bool:
    """Tell whether all rows begin with calls, which phones show on lines of their own."""
    return result["row_header"] and all(CODE_SPAN.fullmatch(row[0]) for row in result["rows"])


def _add_call(body: etree.Element, head: etree.Element, call: str, columns: int) -> None:
    """Write the call of a row below it, beside the head that both have."""
    head.set("rowspan", "2")
    line = etree.SubElement(body, "tr", {"class": "call"})
    cell = etree.SubElement(line, "td", {"colspan": str(columns - 1)})
    cell.text = _without_markup(call)


def _without_markup(text: str) -> str:
    """Return a cell in which a < that Markdown would take for HTML is the sign that is shown."""
    return _KEPT.sub(lambda found: "\\<" if found[0] == "<" else found[0], text)


def _line_up(table: etree.Element, rows: Sequence[Sequence[str]]) -> None:
    """Put the numbers of each column on their decimal point, and its head above them."""
    lines = [line for line in table.iterfind("tbody/tr") if line.get("class") != "call"]
    for column, texts in enumerate(zip(*rows, strict=False)):
        cells = [line[column] for line in lines]
        if any(cell.get("class") != "number" for cell in cells):
            continue
        put_on_the_point(cells, texts)
        for head in table.iterfind("thead/tr"):
            head[column].attrib |= {"class": cells[0].get("class", "")}


def _align(cell: etree.Element, numeric: bool) -> None:
    if numeric:
        cell.set("class", "number")
