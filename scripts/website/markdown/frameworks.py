"""The same loss from every library: tabs that change together, each with code and result."""

import html
import xml.etree.ElementTree as etree

from markdown.util import AtomicString
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer
from pymdownx.blocks.block import Block

from scripts.website.asked.frameworks import Tab
from scripts.website.made.writing import write_number
from scripts.website.markdown import questions
from scripts.website.markdown.context import Context
from scripts.website.markdown.evidence import listing_id, path_between

DIGITS = {"float64": ".10f", "float32": ".8g"}
"""float32 has eight digits at most."""


class FrameworksBlock(Block):
    """``/// frameworks | loss``: one tab a library."""

    NAME = "frameworks"
    ARGUMENT = True

    def on_create(self, parent: etree.Element) -> etree.Element:
        """Make the place of the tabs."""
        return etree.SubElement(parent, "div", {"class": "frameworks"})

    def on_end(self, block: etree.Element) -> None:
        """Write the tabs: radio buttons, so that they work without any script."""
        context: Context = self.config["context"]
        loss = str(self.argument)
        tabs = context.ask(questions.tabs, loss)
        name = loss.replace("_", "-")
        ids = [f"{name}-{tab.library.replace('_', '-')}" for tab in tabs]
        inputs = "".join(
            f'<input id="{one}" name="tabs-{name}" type="radio"{" checked" if not at else ""}>'
            for at, one in enumerate(ids)
        )
        labels = "".join(
            f'<label for="{one}">{html.escape(tab.label)}</label>'
            for one, tab in zip(ids, tabs, strict=True)
        )
        panels = "".join(
            f'<div class="tabbed-block">{_panel(context, tab, loss)}</div>' for tab in tabs
        )
        block.text = AtomicString(
            context.raw(
                f'<div class="tabbed-set tabbed-alternate" data-tabs="{name}:{len(tabs)}"'
                f' role="group" aria-label="The same loss from each library">{inputs}'
                f'<div class="tabbed-labels">{labels}</div>'
                f'<div class="tabbed-content">{panels}</div></div>'
            )
        )


def _panel(context: Context, tab: Tab, loss: str) -> str:
    """Return the code of a tab, its imports first, and what came back."""
    anchor = listing_id(f"frameworks.{tab.library}.{loss}")
    code = "\n".join([*tab.imports, *(["", ""] if tab.imports else []), tab.code])
    lines = highlight(code, PythonLexer(), HtmlFormatter(nowrap=True))
    path = html.escape(tab.path.as_posix())
    printed = html.escape(tab.printed, quote=False)
    number = write_number(tab.value, DIGITS.get(tab.type, ".10g"))
    return (
        f'<figure class="listing" id="{anchor}"><div class="highlight">'
        f'<span class="filename">{path}</span><pre><code>{lines}</code></pre></div></figure>'
        f'<p class="printed" data-search-exclude><span>It prints</span> <code>{printed}</code> '
        f'<span><span class="value">{number}</span> in {tab.type}</span> '
        f"{_links(context, tab)}</p>"
    )


def _links(context: Context, tab: Tab) -> str:
    """Return links to the functions of this site in the code, where a page lists them."""
    links = []
    for function in tab.ours:
        uri = context.ask(questions.listing_of, function, context.page.uri)
        if uri is not None:
            address = f"{path_between(context.page.uri, uri)}#{listing_id(function)}"
            links.append(f'<a href="{address}"><code>{function}</code></a>')
    return f"<span>Code of {', '.join(links)}</span>" if links else ""
