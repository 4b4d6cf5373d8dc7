"""The meanings of the glossary's words, at their first mention on each page.

A mention becomes a link to its entry; the meaning stands hidden behind it and is shown by pointer,
keyboard or touch, without a script.
"""

import re
from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from scripts.website.asked.glossary import BIBLIOGRAPHY, GLOSSARY, Term

_TAG = re.compile(r"<!--.*?-->|<[^>]*>", re.DOTALL)
_NAME = re.compile(r"</?([a-zA-Z][\w-]*)")
_GLOSSARY_LINK = re.compile(r'<a\b[^>]*href="[^"#]*glossary\.html#(?P<id>[\w-]+)"[^>]*>')
_VOID = {"br", "img", "input", "meta", "link", "hr", "wbr", "col", "source", "area", "base", "path"}
_READ = {"p", "li", "em", "strong", "dd", "ul", "ol", "div", "section", "blockquote"}
"""Words within these elements are prose; within all others they are left alone."""
_NOT_PROSE = re.compile(
    r'class="[^"]*\b(?:question|derivation-map|formula|all-formulas|admonition-title|found|katex'
    r"|output|download|tabbed-labels)\b"
)
_VERB_BEFORE = re.compile(r"\b(?:to|may|can|will|not|would|could) $")
_ONLY_LINKED = {"margin", "reduction", "support", "temperature"}
"""Everyday words in most places: they are terms where an author links them, and only there."""
_ALONE = {"feature", "independence", "label", "outcome", "prediction"}
"""Everyday words: their plural may be a verb or mean something else, so that they stand alone."""


def explain_terms(html: str, terms: Sequence[Term], uri: str, path: str) -> str:
    """Return a page in which each term is explained where it is first mentioned.

    Args:
        html: the page's article.
        terms: the glossary.
        uri: the page's source; terms that it explains itself, or that it is, are left alone.
        path: the way from the page to the built glossary.
    """
    if uri in (GLOSSARY, BIBLIOGRAPHY):
        return html
    known = {term.id: term for term in terms}
    linked = {found["id"] for found in _GLOSSARY_LINK.finditer(html)}
    names = {
        form.lower(): term
        for term in terms
        if term.id not in linked and term.page != uri
        for name in term.names
        if name.lower() not in _ONLY_LINKED
        for form in _forms(name)
    }
    if not names:
        words = None
    else:
        longest = sorted(names, key=lambda name: (-len(name), name))
        words = re.compile(rf"(?<![\w\-–])(?:{'|'.join(map(re.escape, longest))})(?![\w\-–])", re.I)
    return _Explainer(known, names, words, path).run(html)


class _Where(NamedTuple):
    """What the text of an element is: prose within prose, in a paragraph, in a link."""

    is_all_prose: bool = True
    in_block: bool = False
    in_link: bool = False

    def within(self, name: str, tag: str) -> "_Where":
        """Return what the text of an element is that begins here."""
        if not self.is_all_prose:
            return self
        return _Where(
            (name in _READ or name == "a") and not _NOT_PROSE.search(tag),
            self.in_block or name in ("p", "li"),
            self.in_link or name == "a",
        )


class _Explainer:
    """Goes through a page once, element by element."""

    def __init__(
        self,
        known: dict[str, Term],
        names: dict[str, Term],
        words: re.Pattern[str] | None,
        path: str,
    ) -> None:
        self.known = known
        self.names = names
        self.words = words
        self.path = path
        self.done: set[str] = set()
        self.open = [("", _Where())]

    def run(self, html: str) -> str:
        written, at = [], 0
        waiting = ""
        for tag in _TAG.finditer(html):
            written.append(self._text(html[at : tag.start()]))
            written.append(self._opened(tag[0]))
            at = tag.end()
            if waiting and tag[0] == "</a>":
                written.append(waiting)
                waiting = ""
            elif link := _GLOSSARY_LINK.fullmatch(tag[0]):
                term = self.known.get(link["id"])
                if term and term.id not in self.done and self._is_prose():
                    self.done.add(term.id)
                    written[-1] = tag[0].replace(
                        "<a ", f'<a class="term" aria-describedby="{_tip_id(term)}" ', 1
                    )
                    waiting = _tip(term)
        return "".join([*written, self._text(html[at:])])

    def _opened(self, tag: str) -> str:
        name = _NAME.match(tag)
        if name is None or name[1] in _VOID or tag.endswith("/>"):
            return tag
        if tag.startswith("</"):
            while len(self.open) > 1 and self.open.pop()[0] != name[1]:
                pass
        else:
            self.open.append((name[1], self._where.within(name[1], tag)))
        return tag

    @property
    def _where(self) -> _Where:
        return self.open[-1][1]

    def _is_prose(self) -> bool:
        return self._where.is_all_prose and self._where.in_block

    def _text(self, text: str) -> str:
        if self.words is None or self._where.in_link or not self._is_prose():
            return text
        return self.words.sub(self._mention, text)

    def _mention(self, word: re.Match[str]) -> str:
        term = self.names[word[0].lower()]
        if term.id in self.done or _VERB_BEFORE.search(word.string, 0, word.start()):
            return word[0]
        self.done.add(term.id)
        return (
            f'<a class="term" href="{self.path}#{term.id}" aria-describedby="{_tip_id(term)}">'
            f"{word[0]}</a>{_tip(term)}"
        )


def _forms(name: str) -> list[str]:
    if name.lower() in _ALONE:
        return [name]
    plural = f"{name[:-1]}ies" if re.search(r"[^aeiou]y$", name) else f"{name}s"
    return [name, plural, name.replace("'", "’")]


def _tip(term: Term) -> str:
    meaning = escape(term.meaning[:1].upper() + term.meaning[1:], quote=False)
    return (
        f'<span class="term-tip" role="tooltip" id="{_tip_id(term)}" hidden data-search-exclude>'
        f"{meaning}</span>"
    )


def _tip_id(term: Term) -> str:
    return f"term-{term.id}"
