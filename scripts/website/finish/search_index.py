"""What search finds on a page: its words, its formulas as a reader writes them, and their names.

The generator lists the sections of the pages. What each of them says, and by what else it is found,
is read from the built pages and filled in here.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape, unescape
from math import inf
from pathlib import Path

from scripts.website.made.katex import DRAWING
from scripts.website.made.math_text import MATHML, plain_formula, spoken_names, with_plain_formulas
from scripts.website.made.spoken import spoken

_NO_TEXT = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
_CELL = re.compile(r"(?=</t[dh]>)")
_HEADING = re.compile(r'<(h[1-6])\b[^>]*\bid="(?P<id>[^"]+)".*?</\1>', re.DOTALL)
_FORMULA = re.compile(
    r'<div class="formula" id="eq-(?P<name>[^"]+)">.*?(?=<details|</div><a)', re.DOTALL
)
_TAG = re.compile(r"<!--.*?-->|<(?P<end>/?)(?P<name>[a-zA-Z][\w-]*)(?P<rest>[^>]*)>", re.DOTALL)
# The attribute tells a generator; Zensical takes it away, so that the classes count as well.
_HIDDEN = re.compile(r'\bdata-search-exclude\b|\bclass="(?:evidence|found|numbers|printed)"')
_ID = re.compile(r'\bid="([^"]+)"')
_LEVEL = re.compile("h[1-6]")
_KEPT = {"p", "code", "pre", "li", "ol", "ul", "sub", "sup"}
"""Elements that results show as such; of others they show the text."""
_VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "wbr"}


@dataclass(frozen=True)
class Section:
    """The words of a section, with a few tags of HTML, and the names by which it is also found."""

    text: str
    tags: list[str]


def fill_indexes(folder: Path, found: Mapping[str, Section]) -> None:
    """Write what was ``found``, by address, into the lists of sections that a generator made.

    MkDocs and Zensical keep them in files of other names, as JSON and as a script.
    """
    for path in (*folder.glob("search.js*"), *folder.glob("search/search_index.js*")):
        text = path.read_text(encoding="utf-8")
        start = text.index("{")
        index, end = json.JSONDecoder().raw_decode(text, start)
        for entry in index.get("docs") or index.get("items") or []:
            if section := found.get(entry["location"]):
                entry["text"] = section.text
                if section.tags:
                    entry["tags"] = section.tags
        written = json.dumps(index, separators=(",", ":"))
        path.write_text(f"{text[:start]}{written}{text[end:]}", encoding="utf-8")


def headings(html: str) -> list[str]:
    """Return the headings of a page that have ids, as they stand in it."""
    return [heading[0] for heading in _HEADING.finditer(html)]


def sections(html: str, *, all_symbols: bool = False) -> dict[str, Section]:
    """Return the sections of a page by the id of their heading, the first under "".

    They are also found by the names of their formulas, and of the symbols in them (or in all
    formulas, display or not, with ``all_symbols``).
    """
    starts = list(_HEADING.finditer(html))
    ends = [*(heading.start() for heading in starts[1:]), len(html)]
    texts = _Texts().read(_searchable(html))
    return {
        name: Section(text, _keywords(html[heading.end() : end], all_symbols))
        for (name, text), heading, end in zip(texts, starts, ends, strict=bool(starts))
    }


def _searchable(html: str) -> str:
    """Return HTML as search is to read it: no drawings, no TeX, formulas in plain signs."""
    html = with_plain_formulas(DRAWING.sub("", html))
    return _CELL.sub(" ", _NO_TEXT.sub("", html))


def _keywords(html: str, all_symbols: bool) -> list[str]:
    displayed = list(_FORMULA.finditer(html))
    shown = [html] if all_symbols else [formula[0] for formula in displayed]
    maths = [plain_formula(math[0]) for text in shown for math in MATHML.finditer(text)]
    names = [*_names(formula["name"] for formula in displayed), *spoken_names(maths)]
    return list(dict.fromkeys(names))


def _names(names: Iterable[str]) -> Iterator[str]:
    """Yield each name as it is written, and as it is said where that is another form."""
    for name in names:
        yield from dict.fromkeys((name.replace("-", " "), spoken(name).lower()))


@dataclass
class _Text:
    """The text of a section as it is read; ``depth`` is that of its heading, while it goes on."""

    id: str
    depth: float
    written: list[str] = field(default_factory=list)


class _Texts:
    """Reads the text of the sections of a page, with the tags that are kept and blanks as one."""

    def __init__(self) -> None:
        self.texts: list[_Text] = []
        self.text = _Text("", 0)
        self.open: list[str] = []
        self.hidden = 0
        """How many of the open elements are, or stand in, what is not for search."""

    def read(self, html: str) -> list[tuple[str, str]]:
        at = 0
        for tag in _TAG.finditer(html):
            self._say(unescape(html[at : tag.start()]))
            at = tag.end()
            if tag["name"] and tag["name"] not in _VOID:
                (self._close if tag["end"] else self._begin)(tag["name"], tag["rest"])
        self._say(unescape(html[at:]))
        return [(text.id, "".join(text.written).strip()) for text in self.texts]

    def _begin(self, name: str, rest: str) -> None:
        self.open.append(name)
        if _LEVEL.fullmatch(name) and (found := _ID.search(rest)):
            self.text = _Text(found[1] if self.texts else "", len(self.open))
            self.texts.append(self.text)
        if self.hidden or _HIDDEN.search(rest) or _LEVEL.fullmatch(name):
            self.hidden += 1
        elif name in _KEPT:
            self.text.written.append(f"<{name}>")

    def _close(self, name: str, _: str) -> None:
        if not self.open or self.open[-1] != name:
            return
        self._leave_section()
        self.open.pop()
        if self.hidden:
            self.hidden -= 1
        elif name in _KEPT:
            self._end(f"<{name}>")

    def _leave_section(self) -> None:
        """Go back to the section around, where this one stands in an element that ends here."""
        if self.text.depth > len(self.open):
            self.text.depth = inf
            around = (text for text in reversed(self.texts) if text.depth <= len(self.open))
            self.text = next(around, self.text)

    def _end(self, tag: str) -> None:
        """Close a tag that is kept; where all is blank since it first began, leave that out."""
        written = self.text.written
        begun = written.index(tag) if tag in written else len(written)
        if all(part.isspace() for part in written[begun + 1 :]):
            del written[begun:]
        else:
            written.append(tag.replace("<", "</"))

    def _say(self, text: str) -> None:
        if self.hidden or not text:
            return
        if "pre" not in self.open:
            text = " " if text.isspace() else text.replace("\n", " ")
        written = self.text.written
        if "pre" in self.open or not text.isspace() or not written or not written[-1].isspace():
            written.append(escape(text, quote=False))
