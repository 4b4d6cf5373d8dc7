"""Which signs a site says, and which ones its formulas draw: what fonts are cut down to."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from html import unescape
from itertools import chain
from pathlib import Path

from scripts.common.latest import latest

_MATH = re.compile(r'<(?:tspan|span) class="math">')
_MATH_TAG = re.compile(r"<(?P<end>/?)(?:tspan|span)\b[^>]*>")
_DRAWN = re.compile(r'<span class="katex-html".*|^<t?span class="math">.*', re.DOTALL)
_PIECE = re.compile(r"<(?P<end>/?)(?P<inside>[^>]*)>|(?P<text>[^<]+)")
_CLASS = re.compile(r'\bclass="([^"]*)"')
_ARTICLE = re.compile(r"<article.*</article>", re.DOTALL)

EVERYWHERE = ""
"""Stands for the signs of all that is drawn, in whichever class."""

_WITHOUT_END = ("!--", "img")


def written_signs(pages: Iterable[Path]) -> str:
    """Return the signs of the text of pages, with those of its markup."""
    return "".join(sorted(set().union(*map(_signs_in, pages))))


def _signs_in(page: Path) -> set[str]:
    html = page.read_text(encoding="utf-8")
    article = _ARTICLE.search(html)
    text = article[0] if article else ""
    return latest(("signs", page), text, lambda: set(unescape(text)))


def math_in_labels(texts: Iterable[str]) -> list[str]:
    """Return the formulas that stand in labels of pages, and of the scripts that move them."""
    plain = (text.replace('\\"', '"').replace("\\u003c", "<") for text in texts)
    return sorted({found for text in plain for found in _whole_elements(text)})


def _whole_elements(text: str) -> Iterator[str]:
    for start in _MATH.finditer(text):
        depth = 0
        for tag in _MATH_TAG.finditer(text, start.start()):
            depth += -1 if tag["end"] else 1
            if not depth:
                yield text[start.start() : tag.end()]
                break


def drawn_signs(formulas: Iterable[str]) -> dict[str, set[str]]:
    """Return the signs that formulas draw, by each class of what is around them.

    Those of all are under the empty name.
    """
    signs: defaultdict[str, set[str]] = defaultdict(set)
    for html in formulas:
        if drawn := _DRAWN.search(html):
            _add_signs(signs, drawn[0])
    return dict(signs)


def _add_signs(signs: defaultdict[str, set[str]], drawn: str) -> None:
    around: list[list[str]] = []
    for piece in _PIECE.finditer(drawn):
        if piece["text"] is not None:
            for name in {EVERYWHERE, *chain.from_iterable(around)}:
                signs[name].update(unescape(piece["text"]))
        elif piece["end"] and around:
            around.pop()
        elif not piece["end"] and not piece["inside"].startswith(_WITHOUT_END):
            classes = _CLASS.search(piece["inside"])
            around.append(classes[1].split() if classes else [])
