"""What search finds on a page: its words, its formulas as a reader writes them, and their names.

The generator lists the sections of the pages. What each of them says, and by what else it is found,
is read from the built pages and filled in here. Results show sentences; what stands in tables and
in code is found, and not shown.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from html import escape, unescape
from itertools import chain
from math import inf
from pathlib import Path

from scripts.common.problems import Problem
from scripts.website.asked.other_names import OtherName
from scripts.website.finish.links import address_of
from scripts.website.made.katex import DRAWING
from scripts.website.made.math_text import MATHML, plain_formula, spoken_names, with_plain_formulas
from scripts.website.made.spoken import spoken
from scripts.website.made.typed import ways_to_type
from scripts.website.problems import BuildError

_NO_TEXT = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
_CELL = re.compile(r"(?=</t[dh]>|<br>)")
_HEADING = re.compile(r'<(h[1-6])\b[^>]*\bid="(?P<id>[^"]+)".*?</\1>', re.DOTALL)
_FORMULA = re.compile(
    r'<div class="formula" id="eq-(?P<name>[^"]+)">.*?(?=<details|</div><a)', re.DOTALL
)
_TAG = re.compile(r"<!--.*?-->|<(?P<end>/?)(?P<name>[a-zA-Z][\w-]*)(?P<rest>[^>]*)>", re.DOTALL)
# The attribute tells a generator; Zensical takes it away, so that the classes count as well.
_HIDDEN = re.compile(
    r"\bdata-search-exclude\b"
    r'|\bclass="(?:evidence|found(?: in-sentences)?|numbers|printed|formula-number|caption-number'
    r'|in-short-title|in-short-foot|(?:own-numbers )?live|(?:quiz|filter) on-screen)"'
)
_ID = re.compile(r'\bid="([^"]+)"')
_LEVEL = re.compile("h[1-6]")
_KEPT = {"p", "code", "li", "sub", "sup"}
"""Elements that results show as such; of others they show the text."""
_PARAGRAPH = re.compile(r'\bclass="formula-body"')
"""This is a paragraph too. Results show the paragraphs in which a word was found."""
_NO_SENTENCE = re.compile(r'\bclass="(?:filename|highlight|output|tabbed-labels)\b')
"""What stands here, and in a table, is found and not shown."""
_VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "wbr"}


@dataclass(frozen=True)
class Section:
    """The words of a section, with a few tags of HTML, and all else by which it is found."""

    text: str
    tags: list[str]
    """The names of its formulas and symbols, and other names of what it explains."""
    unshown: str = ""
    """The words of its tables and of its code."""
    typed: list[str] = field(default_factory=list)
    """What readers may type as a whole: its formulas, from each of their sides on, and names."""


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
                entry |= {name: said for name, said in asdict(section).items() if said}
                entry["text"] = section.text
        written = json.dumps(index, separators=(",", ":"))
        path.write_text(f"{text[:start]}{written}{text[end:]}", encoding="utf-8")


def with_other_names(
    found: Mapping[str, Section], names: Iterable[OtherName]
) -> dict[str, Section]:
    """Return the sections with other names of what they explain.

    Raises:
        BuildError: a name leads to no section.
    """
    named = dict(found)
    problems = []
    for one in names:
        address = f"{address_of(one.page)}{one.anchor}"
        if section := named.get(address):
            tags, typed = [*section.tags, one.name], [*section.typed, one.name]
            named[address] = replace(section, tags=tags, typed=typed)
        else:
            what = f"the other name {one.name} leads to {one.page}{one.anchor}, which is no section"
            problems.append(Problem(one.place, what, "Link to a page, or to a heading in it."))
    if problems:
        raise BuildError(problems)
    return named


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
        text.id: _section(text, html[heading.end() : end], all_symbols)
        for text, heading, end in zip(texts, starts, ends, strict=bool(starts))
    }


def _section(text: "_Text", html: str, all_symbols: bool) -> Section:
    displayed = list(_FORMULA.finditer(html))
    formulas = [maths for formula in displayed for maths in _maths(formula[0])]
    names = _names(formula["name"] for formula in displayed)
    symbols = spoken_names(_maths(html) if all_symbols else formulas)
    tags = list(dict.fromkeys([*names, *symbols]))
    typed = list(dict.fromkeys(chain.from_iterable(map(ways_to_type, formulas))))
    return Section(text.of(text.written), tags, text.of(text.unshown), typed)


def _searchable(html: str) -> str:
    """Return HTML as search is to read it: no drawings, no TeX, formulas in plain signs."""
    html = with_plain_formulas(DRAWING.sub("", html))
    return _CELL.sub(" ", _NO_TEXT.sub("", html))


def _maths(html: str) -> list[str]:
    return [plain_formula(math[0]) for math in MATHML.finditer(html)]


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
    unshown: list[str] = field(default_factory=list)

    def of(self, written: list[str]) -> str:
        return "".join(written).strip()


def _shown_by(name: str, rest: str) -> str:
    """Return the tag by which results show an element, a blank if they do not, or nothing."""
    if name in ("table", "pre") or _NO_SENTENCE.search(rest):
        return " "
    return "p" if _PARAGRAPH.search(rest) else name if name in _KEPT else ""


class _Texts:
    """Reads the text of the sections of a page, with the tags that are kept and blanks as one."""

    def __init__(self) -> None:
        self.texts: list[_Text] = []
        self.text = _Text("", 0)
        self.open: list[tuple[str, str]] = []
        """The open elements, each with the tag by which results show it, or the blank after it."""
        self.hidden = 0
        """How many of the open elements are, or stand in, what is not for search."""
        self.unshown = 0
        """How many of them are, or stand in, what holds no sentences."""

    def read(self, html: str) -> list[_Text]:
        at = 0
        for tag in _TAG.finditer(html):
            self._say(unescape(html[at : tag.start()]))
            at = tag.end()
            if tag["name"] and tag["name"] not in _VOID:
                (self._close if tag["end"] else self._begin)(tag["name"], tag["rest"])
        self._say(unescape(html[at:]))
        return self.texts

    def _begin(self, name: str, rest: str) -> None:
        is_heading = _LEVEL.fullmatch(name)
        shown = _shown_by(name, rest)
        self.open.append((name, shown))
        if is_heading and (found := _ID.search(rest)):
            self.text = _Text(found[1] if self.texts else "", len(self.open))
            self.texts.append(self.text)
        if self.hidden or _HIDDEN.search(rest) or is_heading:
            self.hidden += 1
        elif self.unshown or shown == " ":
            self.unshown += 1
        elif shown:
            self.text.written.append(f"<{shown}>")

    def _close(self, name: str, _: str) -> None:
        if not self.open or self.open[-1][0] != name:
            return
        self._leave_section()
        _, shown = self.open.pop()
        if self.hidden:
            self.hidden -= 1
        elif self.unshown:
            self.unshown -= 1
            self.text.unshown.append(" " if shown == " " else "")
        elif shown:
            self._end(f"<{shown}>")

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
        written = self.text.unshown if self.unshown else self.text.written
        if not text.isspace() or not written or not written[-1].isspace():
            text = re.sub(r"\s+", " ", text) if self.unshown else text.replace("\n", " ")
            written.append(escape(" " if text.isspace() else text, quote=False))
