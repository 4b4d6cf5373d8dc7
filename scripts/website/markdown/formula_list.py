"""The list of formulas: each under its name, with what was found about it, page by page."""

import json
import re
import xml.etree.ElementTree as etree
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import escape

from markdown.util import AtomicString
from pymdownx.blocks.block import Block

from scripts.formulas.checks.evidence import FormulaEvidence
from scripts.website.asked.page import Formula
from scripts.website.made.spoken import spoken
from scripts.website.markdown import questions
from scripts.website.markdown.context import Context
from scripts.website.markdown.evidence import EvidenceWriter, path_between, scrolling
from scripts.website.markdown.filters import choice, filter_box

Listed = list[tuple[str, str, list[Formula]]]
"""Pages with their titles and formulas."""


class FormulasBlock(Block):
    """``/// formulas | folder, …``: formulas of the site with their evidence, page by page."""

    NAME = "formulas"
    ARGUMENT = None

    def on_create(self, parent: etree.Element) -> etree.Element:
        """Make the place of the list."""
        return etree.SubElement(parent, "div", {"class": "all-formulas"})

    def on_end(self, block: etree.Element) -> None:
        """Write the list: what filters it, the names, a heading for each page, its formulas."""
        context: Context = self.config["context"]
        pages = context.ask(questions.all_formulas, context.page.uri)
        claims = {uri: context.ask(questions.claims_of, uri) for uri, _, _ in pages}
        _List(context, block, claims).write([page for page in pages if page[2] or claims[page[0]]])


@dataclass
class _List:
    """Writes a list of formulas into its element."""

    context: Context
    block: etree.Element
    claims: Mapping[str, list[FormulaEvidence]]
    """The claims in the sentences of each page."""
    symbols: dict[str, str] = field(default_factory=dict)
    """The symbols of the list in plain signs, each with how it is read aloud."""

    def write(self, listed: Listed) -> None:
        form = etree.SubElement(self.block, "div")
        self._head("by-name", self.context.word("by_name"))
        self._add(_by_name([one.name for _, _, formulas in listed for one in formulas]))
        writer = EvidenceWriter(self.context)
        for uri, title, formulas in listed:
            self._head(f"of-{_slug(uri)}", title)
            for formula in formulas:
                self._entry(writer, formula, uri, title)
            if claims := self.claims[uri]:
                self._add(_claims(writer, claims))
        form.text = AtomicString(self.context.raw(self._filters(listed) + self._others()))

    def _head(self, name: str, text: str) -> None:
        etree.SubElement(self.block, "h2", {"id": name}).text = AtomicString(text)

    def _add(self, markup: str) -> etree.Element:
        holder = etree.SubElement(self.block, "div")
        holder.text = AtomicString(self.context.raw(markup))
        return holder

    def _filters(self, listed: Listed) -> str:
        """Return what a script shows: the choice of a page and of a symbol."""
        pages = [(f"of-{_slug(uri)}", title) for uri, title, _ in listed]
        symbols = sorted(self.symbols.items(), key=lambda one: (one[1].casefold(), one[0]))
        named = [(sign, sign if sign == said else f"{sign}: {said}") for sign, said in symbols]
        word = self.context.word
        return filter_box(
            choice("page", word("page"), word("all_pages"), pages)
            + choice("symbol", word("symbol"), word("any_symbol"), named),
            word("formulas_found"),
        )

    def _others(self) -> str:
        """Return links to the other lists, which know how many of their formulas have a symbol."""
        here = self.context.page.uri
        links = [
            f'<li><a href="{path_between(here, uri)}" '
            f'data-with="{escape(json.dumps(dict(sorted(counted.items())), ensure_ascii=False))}">'
            f"{escape(title)}</a></li>"
            for uri, title, counted in self.context.ask(questions.other_lists, here)
        ]
        if not links:
            return ""
        words = self.context.word("other_lists")
        return f'<p>{words}</p><ul class="other-lists">{"".join(links)}</ul>'

    def _entry(self, writer: EvidenceWriter, formula: Formula, uri: str, title: str) -> None:
        context, place = self.context, formula.place
        symbols = dict(context.ask(questions.symbols_of, str(place.file), place.line))
        self.symbols |= symbols
        path, name = path_between(context.page.uri, uri), ""
        number = label = title
        if formula.name:
            number = f"({context.number('eq', formula.name)})"
            path, label = f"{path}#eq-{formula.name}", f"{title} {number}"
            name = f'<p class="formula-name">{escape(spoken(formula.name))}</p>'
        drawn = context.ask(questions.formula, formula.tex, True)
        link = f'<a class="formula-number" href="{path}">{escape(number)}</a>'
        holder = self._add(
            f'{name}<div class="formula">{scrolling("formula-body", label, drawn)}{link}</div>'
            f"{writer.entry(formula)}"
        )
        holder.set("class", "entry")
        holder.set("data-symbols", " ".join(symbols))
        if formula.name:
            holder.set("id", f"formula-{formula.name}")


def _by_name(names: list[str]) -> str:
    """Return the names of the formulas, in the order of the alphabet."""
    links = (
        f'<li><a href="#formula-{name}">{escape(spoken(name))}</a></li>'
        for name in sorted(filter(None, names), key=lambda name: spoken(name).casefold())
    )
    return f'<ul class="formula-names">{"".join(links)}</ul>'


def _claims(writer: EvidenceWriter, claims: list[FormulaEvidence]) -> str:
    """Return the claims in the sentences of a page, each with what was found."""

    def items() -> Iterator[str]:
        for claim in claims:
            drawn = writer.context.ask(questions.formula, claim.tex, False)
            yield f"<li>{drawn}: {writer.claim(claim)}</li>"

    listed = f"<p>In sentences:</p><ul>{''.join(items())}</ul>"
    return f'<section class="found in-sentences">{listed}</section>'


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower().removesuffix(".md")).strip("-")
