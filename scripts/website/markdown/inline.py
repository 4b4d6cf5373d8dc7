"""Formulas, values and references: what stands between ``$`` signs, back-ticks and ``[@…]``."""

import json
import re
import xml.etree.ElementTree as etree
from html import escape

from markdown.inlinepatterns import InlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.util import AtomicString

from scripts.formulas.reading.parts import GIVEN_MARK, split_parts
from scripts.website.asked.needs import NOTATION
from scripts.website.asked.page import Formula
from scripts.website.asked.pages import BLOCK, OPTION, VALUE
from scripts.website.made.math_text import plain_formula
from scripts.website.made.notation_page import for_readers
from scripts.website.made.spoken import spoken
from scripts.website.markdown import questions
from scripts.website.markdown.context import Context
from scripts.website.markdown.evidence import EvidenceWriter, path_between, scrolling
from scripts.website.markdown.filters import filter_box, typed
from scripts.website.notebooks import OUTPUT

UNBROKEN = 24
"""A formula of so many characters of TeX fits on a line of a phone, and need not be broken."""


class PagePreprocessor(Preprocessor):
    """Replaces display formulas, drops comments, quotes the blocks' options."""

    def __init__(self, context: Context) -> None:
        super().__init__(context.md)
        self.context = context

    def run(self, lines: list[str]) -> list[str]:
        """Return the lines as Markdown and pymdown-extensions can take them."""
        self.context.begin("\n".join(lines))
        if self.context.page.uri == NOTATION.as_posix():
            # Its source speaks to the checker of formulas.
            lines = self._notation(lines)
        formulas = iter([f for f in self.context.page.formulas if f.display])
        kept: list[str] = []
        in_options = False
        for part in split_parts(lines):
            if part.kind == "fence" and part.lines[0].endswith(OUTPUT):
                kept += ["", self.context.raw("\n".join(part.lines[1:-1])), ""]
            elif part.kind == "fence":
                kept += part.lines
            elif part.kind == "formula":
                formula = next(formulas)
                kept += ["", self._markup(formula), ""]
            elif part.kind == "text":
                line = GIVEN_MARK.sub("", part.lines[0]).rstrip(" ")
                in_options = bool(BLOCK.match(line) or (in_options and OPTION.match(line)))
                kept.append(_quoted(line) if in_options else line)
        return kept

    def _notation(self, lines: list[str]) -> list[str]:
        """Return the page of symbols for readers, with what filters them before its sections."""
        word, here = self.context.word, self.context.page.uri
        first = {
            tex: f'{word("first_in")} <a href="{path_between(here, uri)}#eq-{name}">'
            f"{spoken(name)}</a>"
            for tex, (uri, name) in self.context.ask(questions.introduced).items()
        }
        shown = for_readers("\n".join(lines), first).split("\n")
        start = next((at for at, line in enumerate(shown) if line.startswith("## ")), len(shown))
        form = filter_box(typed("words", word("typed_symbol")), word("symbols_found"))
        return [*shown[:start], self.context.raw(form), "", *shown[start:]]

    def _markup(self, formula: Formula) -> str:
        context, writer, name = self.context, EvidenceWriter(self.context), formula.name
        label, anchor, link = context.word("formula"), "", ""
        if name:
            number = context.number("eq", name)
            label, anchor = f"{label} {number}", f' id="eq-{name}"'
            link = f'<a class="formula-number" href="#eq-{name}">({number})</a>'
        markup = writer.drawn(formula)
        drawn = scrolling("formula-body", f"{label}: {plain_formula(markup)}", context.raw(markup))
        evidence = context.raw(writer.details(formula))
        return f'<div class="formula"{anchor}>{drawn}{link}{evidence}</div>'


class MathProcessor(InlineProcessor):
    """Inline mathematics."""

    def __init__(self, context: Context, pattern: str) -> None:
        super().__init__(pattern, context.md)
        self.context = context

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str, int, int]:  # type: ignore[override]
        """Replace the TeX by its rendering, and keep a full stop after it on the same line."""
        markup = self.context.ask(questions.formula, m["tex"], False)
        claim = self.context.ask(questions.claim, self.context.page.uri, m["tex"])
        if claim:
            markup = f'<span class="claim" title="{escape(claim, quote=True)}">{markup}</span>'
        end = m.end(0)
        after = data[end : end + 1]
        if after and after in ".,;:?)" and len(m["tex"]) <= UNBROKEN:
            markup, end = f'<span class="unbroken">{markup}{after}</span>', end + 1
        return self.context.raw(markup), m.start(0), end


class ValueProcessor(InlineProcessor):
    """A computed number in a sentence: a span of code that begins with ``= ``."""

    def __init__(self, context: Context, pattern: str) -> None:
        super().__init__(pattern, context.md)
        self.context = context

    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[etree.Element, int, int] | tuple[None, None, None]:
        """Replace the call by the number that it returned; leave other code alone."""
        value = VALUE.fullmatch(m[0])
        if value is None:
            return None, None, None
        expression, form = value["expression"], value["format"].strip()
        element = etree.Element("span", {"class": "value", "title": expression})
        element.text = AtomicString(self.context.ask(questions.value, expression, form))
        return element, m.start(0), m.end(0)


class ReferenceProcessor(InlineProcessor):
    """A reference to a numbered formula, figure or table of any page."""

    def __init__(self, context: Context, pattern: str) -> None:
        super().__init__(pattern, context.md)
        self.context = context

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[etree.Element, int, int]:  # type: ignore[override]
        """Replace the reference by a link with the number, and the page where it is another."""
        kind, name = m["kind"], m["name"]
        where = self.context.ask(questions.page_of, kind, name)
        path = path_between(self.context.page.uri, where[0]) if where else ""
        element = etree.Element("a", {"class": "reference", "href": f"{path}#{kind}-{name}"})
        text: str = self.context.ask(questions.name_of, kind, name, bool(path))
        if text.startswith("(") and f"{data[: m.start(0)][-1:]}{data[m.end(0) :][:1]}" == "()":
            # The brackets of the sentence are enough.
            text = text[1:-1]
        element.text = AtomicString(text)
        return element, m.start(0), m.end(0)


def _quoted(line: str) -> str:
    """Return an option of a block as YAML, in which a colon within a sentence is an error."""
    option = OPTION.match(line)
    if option is None:
        return line
    return f"    {option['key']}: {json.dumps(option['value'], ensure_ascii=False)}"
