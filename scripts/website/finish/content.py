"""What the content of a page may hold: text and its marks, and nothing that runs or loads.

Everything is looked at after Markdown has become HTML, also what the build has made itself: a form
of Markdown can write what raw HTML cannot be seen to (a link to ``javascript:``, an attribute in
braces), and what a snippet returns may hold markup as well. Only what is listed here passes, so
that what nobody thought of is refused.

A browser and ``html.parser`` may disagree on tags that are not plainly written, and a browser that
runs scripts takes what is in ``noscript`` for text. So what looks like the beginning of a tag may
stand nowhere else, and tags must be plainly written: then both find the same tags everywhere.
"""

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser
from typing import Any

from scripts.formulas.reading.parts import CODE_SPAN, split_parts


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_HTML = _names(
    """a abbr b blockquote br button caption cite code col colgroup dd del details dfn div dl dt em
    figcaption figure h1 h2 h3 h4 h5 h6 hr i img input ins kbd label li mark math noscript ol option
    p pre q s samp section select small span strong sub summary sup svg table tbody td tfoot th
    thead tr u ul var wbr"""
)
_SVG = _names(
    """circle clippath defs ellipse g line lineargradient marker mask path pattern polygon polyline
    radialgradient rect stop symbol text tspan use"""
)
_MATH = _names(
    """annotation math menclose mfrac mi mlabeledtr mn mo mover mpadded mphantom mroot mrow ms
    mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover
    semantics"""
)
_WITHIN = {"svg": _SVG, "math": _MATH}

_ANYWHERE = _names(
    """class data-count data-found data-room data-search-exclude data-symbol data-symbols data-tabs
    data-unchecked data-with dir height hidden id lang role style tabindex title translate width
    xmlns"""
)
_OF_HTML = _names(
    """align alt checked cite colspan datetime disabled download for headers href max min name open
    reversed rowspan scope span src start step type value"""
)
_OF_SVG = _names(
    """clip-path clip-rule clippathunits cx cy d dx dy fill fill-opacity fill-rule font-family
    font-size font-style font-weight gradienttransform gradientunits href letter-spacing
    marker-end marker-mid marker-start markerheight markerunits markerwidth mask offset opacity
    orient overflow patterncontentunits patterntransform patternunits points preserveaspectratio r
    refx refy rotate rx ry spreadmethod stop-color stop-opacity stroke stroke-dasharray
    stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width
    text-anchor textlength transform version viewbox x x1 x2 xlink:href xmlns:xlink y y1
    y2"""
)
_OF_MATH = _names(
    """accent accentunder columnalign columnlines columnspacing columnspan depth display
    displaystyle encoding fence form frame largeop linebreak linethickness lspace mathbackground
    mathcolor mathsize mathvariant maxsize minsize movablelimits notation rowalign rowlines
    rowspacing rowspan rspace scriptlevel separator side stretchy symmetric voffset"""
)
_ATTRIBUTES = {"": _OF_HTML, "svg": _OF_SVG, "math": _OF_MATH}

_MARKUP = re.compile(r"<[a-zA-Z/!?]")
_NAME = r"[a-zA-Z_:][a-zA-Z0-9_:.-]*"
_BLANKS = r"[ \t\n\r\f]"
_VALUE = r"""(?:"[^"<]*"|'[^'<]*'|[^ \t\n\r\f"'<>=`]+)"""
_PLAIN_TAG = re.compile(
    rf"<{_NAME}(?:{_BLANKS}+{_NAME}(?:{_BLANKS}*={_BLANKS}*{_VALUE})?)*{_BLANKS}*/?>"
)
_SCHEME = re.compile(r"([^/?#:]*):")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_LINKED = frozenset({"http", "https", "mailto"})
_FUNCTION = re.compile(r"([\w-]*)\(\s*(.?)")
_HARMLESS = _names(
    """calc hsl hsla matrix max min rgb rgba rotate scale skewx skewy translate translatex
    translatey var"""
)
_BY_SCRIPTS = re.compile(r"__(?!tabbed_|codelineno|span)")
_LOADED_FOR = frozenset({"mermaid"})
"""Classes for which Material fetches a library from elsewhere."""

_FRONT = frozenset({"description", "hide", "search", "title"})
"""Templates do more with other words of the front matter: ``template`` chooses another one."""


@dataclass(frozen=True)
class Refused:
    """What a page may not hold: the words about it, and how its source may write it."""

    what: str
    advice: str
    written: tuple[str, ...]
    figure: str = ""
    """The id of the figure or the table that holds it."""


def refused(content: str, copied: Container[str] = ()) -> list[Refused]:
    """Return what the HTML of a page's content may not hold, in the order of the page.

    ``copied`` is the code that the build itself lets a button copy. Of a page's own making such a
    text might be another than the one that is shown.
    """
    reader = _Reader(copied)
    reader.feed(content)
    reader.close()
    return list(dict.fromkeys([*reader.found, *_unread(content, reader.read)]))


def refused_in_front(meta: Mapping[str, Any]) -> Iterator[Refused]:
    """Yield what the front matter may not hold: templates print it as it stands."""
    for key, value in meta.items():
        if key not in _FRONT:
            known = ", ".join(sorted(_FRONT))
            yield Refused(f"the front matter holds '{key}'", f"It may hold {known}.", (f"{key}:",))
        elif any(map(_is_markup, _texts(value))):
            what = f'the {key} in the front matter holds <, > or "'
            advice = "It goes into the page's head as it stands: write “…”, or say it in words."
            yield Refused(what, advice, (f"{key}:",))


def refused_in_titles(titles: Iterable[str]) -> Iterator[Refused]:
    """Yield the titles that menus and heads would take for HTML."""
    for title in dict.fromkeys(titles):
        if _is_markup(title):
            what = f'the heading {_short(unescape(title))} holds <, > or "'
            advice = "Headings go into menus as they stand: write “…”, or say it in words."
            begins = re.split('[<>"]', unescape(title))[0]
            yield Refused(what, advice, (f"# {begins}",))


def line_of(written: Iterable[str], source: str) -> int | None:
    """Return the first line of a page's Markdown outside of code that holds one of the texts."""
    parts = [part for part in split_parts(source.splitlines()) if part.kind != "fence"]
    lines = [
        (number, unescape(CODE_SPAN.sub("", line)).casefold())
        for part in parts
        for number, line in enumerate(part.lines, start=part.number)
    ]
    for text in written:
        for number, line in lines:
            if text and unescape(text).casefold() in line:
                return number
    return None


def _unread(content: str, read: Iterable[tuple[int, int, int]]) -> Iterator[Refused]:
    """Yield each < that a browser may take for the beginning of a tag, and the reader did not."""
    starts = [0, *(end.end() for end in re.finditer("\n", content))]
    known = {starts[line - 1] + column + k for line, column, size in read for k in range(size)}
    for found in _MARKUP.finditer(content):
        if found.start() not in known:
            text = content[found.start() :].splitlines()[0]
            advice = "Close the tag, or write &lt; for the sign itself."
            yield Refused(f"the < of {_short(text)} begins no tag", advice, (text,))


class _Reader(HTMLParser):
    """Goes through the tags of a page and keeps what is refused."""

    def __init__(self, copied: Container[str]) -> None:
        super().__init__(convert_charrefs=False)
        self.copied = copied
        self.found: list[Refused] = []
        self.read: list[tuple[int, int, int]] = []
        self.within: list[str] = []
        self.figures: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        written = self.get_starttag_text() or ""
        self._has_read(len(written))
        if not _PLAIN_TAG.fullmatch(written):
            advice = 'Write it as <name attribute="value">, and &lt; for the sign itself.'
            self._refuse(f"the tag {_short(written)} is not plainly written", advice, written)
        around = self.within[-1] if self.within else ""
        if tag not in _WITHIN.get(around, _HTML):
            self._refuse_element(tag, around, written)
        for name, value in attrs:
            self._look_at(tag, name, value or "", written)
        if tag in _WITHIN:
            self.within.append(tag)
        if tag == "figure":
            self.figures.append(dict(attrs).get("id") or "")

    def handle_endtag(self, tag: str) -> None:
        self._has_read(1)
        if self.within and self.within[-1] == tag:
            self.within.pop()
        if tag == "figure" and self.figures:
            self.figures.pop()

    def handle_data(self, data: str) -> None:
        # What follows an open script or style is theirs, and they are refused already.
        if self.cdata_elem is not None:
            self._has_read(len(data))

    def handle_comment(self, data: str) -> None:
        self._has_read(len(f"<!--{data}"))
        if re.search(r"[<>]|--|-$", data):
            advice = "Leave <, > and -- out of it, or the whole comment."
            what = f"a comment that browsers may read otherwise: {_short(data)}"
            self._refuse(what, advice, data)

    def handle_decl(self, decl: str) -> None:
        self._has_read(1)
        self._refuse(f"<!{_short(decl)}> is no text of a page", "Leave it out.", f"<!{decl}")

    def unknown_decl(self, data: str) -> None:
        self._has_read(1)
        self._refuse(f"<![{_short(data)}]> is no text of a page", "Leave it out.", f"<![{data}")

    def handle_pi(self, data: str) -> None:
        self._has_read(1)
        self._refuse(f"<?{_short(data)}> is no text of a page", "Leave it out.", f"<?{data}")

    def _has_read(self, size: int) -> None:
        self.read.append((*self.getpos(), size))

    def _refuse_element(self, tag: str, around: str, written: str) -> None:
        where = f" within <{around}>" if around else ""
        advice = "Pages hold text: leave it out, or write &lt; to show the sign itself."
        if around and tag in _HTML:
            advice = f"Close </{around}> before it."
        self._refuse(f"<{tag}>{where} in a page", advice, written, f"<{tag}")

    def _look_at(self, tag: str, name: str, value: str, written: str) -> None:
        space = tag if tag in _WITHIN else self.within[-1] if self.within else ""
        shown = f'{name}="{_short(value)}"'
        if name == "data-copy" and value in self.copied:
            return
        if name not in _ANYWHERE | _ATTRIBUTES[space] and not name.startswith("aria-"):
            advice = "Leave it out."
            if name.startswith("on"):
                advice = "Pages run no scripts: leave it out."
            self._refuse(f"the attribute {name} on <{tag}>", advice, written, f"{name}=", name)
        elif advice := _doubt(tag, name, value, space):
            self._refuse(f"{shown} on <{tag}>", advice, written, value, f"<{tag}")

    def _refuse(self, what: str, advice: str, *written: str) -> None:
        figure = next(filter(None, reversed(self.figures)), "")
        self.found.append(Refused(what, advice, written, figure))


def _doubt(tag: str, name: str, value: str, space: str) -> str:
    """Return what to do about the value of an attribute, nothing if it is harmless."""
    match name:
        case "href" | "cite" if not space:
            return _doubtful_link(value) if tag == "a" or name == "cite" else "Link with <a>."
        case "href" | "xlink:href":
            return "" if value.startswith("#") else "A drawing may use only its own parts, as #id."
        case "src":
            return _doubtful_source(tag, value)
        case "id" | "for" if _BY_SCRIPTS.match(value):
            return "Names that begin with __ are Material's own."
        case "class" if _LOADED_FOR & {*value.lower().split()}:
            return "Material would fetch a library from elsewhere for it."
        case "style":
            return _doubtful_style(value)
    # Any attribute of a drawing may be a style, but for those that are read aloud.
    is_text = not space or name == "title" or name.startswith("aria-")
    return "" if is_text else _doubtful_style(value)


def _doubtful_link(address: str) -> str:
    """Tell whether a link, which loads nothing, could run something."""
    scheme = _SCHEME.match(address.strip())
    if _CONTROL.search(address) or (scheme and scheme[1].lower() not in _LINKED):
        return "A link goes to a page, or to http:, https: or mailto:."
    return ""


def _doubtful_source(tag: str, address: str) -> str:
    if tag != "img":
        return "Only images are loaded by a page."
    is_elsewhere = _SCHEME.match(address) or address.startswith("/") or "\\" in address
    if is_elsewhere or _CONTROL.search(address) or address != address.strip():
        return "A page loads nothing from elsewhere: put the image into docs/ and name its file."
    return ""


def _doubtful_style(value: str) -> str:
    """Tell whether a style, or an attribute of a drawing that is one, could load something."""
    is_plain = not re.search(r"[\\@]|/\*", value)
    for function, argument in _FUNCTION.findall(value):
        is_plain &= function.lower() in _HARMLESS or (function == "url" and argument == "#")
    return "" if is_plain else "A style may name colours and sizes, and nothing that is loaded."


def _is_markup(text: str) -> bool:
    """Tell whether a template could write HTML with a text; some resolve its entities before."""
    return re.search('[<>"]', unescape(text)) is not None


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (text for pair in value.items() for part in pair for text in _texts(part))
    elif isinstance(value, list):
        yield from (text for part in value for text in _texts(part))
    else:
        yield str(value)


def _short(text: str) -> str:
    """Return the beginning of a text on one line, fit for a message."""
    line = " ".join(_CONTROL.sub(" ", text).split())
    return line if len(line) <= 60 else f"{line[:59]}…"
