"""What search finds on a page: its words, its formulas as a reader writes them, and their names."""

import re
from collections.abc import Iterable

from scripts.website.made.katex import DRAWING
from scripts.website.made.math_text import MATHML, plain_formula, spoken_names, with_plain_formulas
from scripts.website.made.spoken import spoken

_NO_TEXT = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
_CELL = re.compile(r"(?=</t[dh]>)")
_HEADING = re.compile(r'<h[1-6][^>]*\bid="(?P<id>[^"]+)"')
_FORMULA = re.compile(
    r'<div class="formula" id="eq-(?P<name>[^"]+)">.*?(?=<details|</div><a)', re.DOTALL
)


def searchable(html: str) -> str:
    """Return a page as search is to read it: no drawings, no TeX, formulas in plain signs."""
    html = with_plain_formulas(DRAWING.sub("", html))
    return _CELL.sub(" ", _NO_TEXT.sub("", html))


def keywords(html: str, *, all_symbols: bool) -> dict[str, list[str]]:
    """Return the names by which each section of a page is found besides its words.

    They are the names of its formulas, and those of the symbols in them (or in all formulas,
    display or not, with ``all_symbols``). Sections are named by the id of their heading, and "" is
    what comes before the first.
    """
    starts = [("", 0), *((found["id"], found.start()) for found in _HEADING.finditer(html))]
    ends = [start for _, start in starts[1:]] + [len(html)]
    sections = {}
    for (name, start), end in zip(starts, ends, strict=True):
        part = html[start:end]
        displayed = list(_FORMULA.finditer(part))
        shown = [part] if all_symbols else [formula[0] for formula in displayed]
        symbols = spoken_names(
            [plain_formula(math[0]) for text in shown for math in MATHML.finditer(text)]
        )
        words = [*_names(formula["name"] for formula in displayed), *symbols]
        if words:
            sections[name] = list(dict.fromkeys(words))
    return sections


def _names(names: Iterable[str]) -> list[str]:
    """Return each name as it is written, and as it is said where that is another form."""
    return [
        form
        for name in names
        for form in dict.fromkeys((name.replace("-", " "), spoken(name).lower()))
    ]
