"""A page as Markdown, for programs and for those who write: words as shown, formulas as LaTeX."""

import re
from collections.abc import Iterator
from html import unescape

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement

from scripts.website.finish.links import is_handout

_FORMULA = re.compile(
    r'<span class="katex"[^>]*><span class="katex-mathml">(?P<read>.*?)</span>'
    r"<!--drawing-->.*?<!--/drawing--></span>",
    re.DOTALL,
)
_SOURCE = re.compile(r"<annotation[^>]*>(?P<tex>.*?)</annotation>", re.DOTALL)
_FIGURE = re.compile(r"<svg\b(?P<attributes>[^>]*)>.*?</svg>", re.DOTALL)
_WORDS = re.compile(r'aria-label="(?P<words>[^"]*)"')
_ON_SCREEN = (
    ".headerlink, .evidence, .numbers, .term-tip, .on-screen, .live, .drawing.wide, "
    ".tabbed-set > input, .tabbed-labels, script, style, noscript"
)
_LEAF = {"p", "dt", "summary", "figcaption", "caption", "span", "a"}
_NEVER_IN_A_LEAF = {"table", "pre", "ul", "ol"}
_BLOCKS = {"p", "div", "section", "figure", "ul", "ol", "dl", "table", "pre", "details"}
_MARKS = {"em": "*", "i": "*", "strong": "**", "b": "**"}


def as_markdown(html: str) -> str:
    """Return the content of a finished page as Markdown."""
    html = _FIGURE.sub(_described, _FORMULA.sub(_tex, html))
    article = BeautifulSoup(html, "html.parser")
    for part in article.select(_ON_SCREEN):
        part.decompose()
    text = "\n\n".join(block for block in _blocks(article) if block)
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def _tex(formula: re.Match[str]) -> str:
    source = _SOURCE.search(formula["read"])
    return f"<x-tex>{source['tex']}</x-tex>" if source else formula["read"]


def _described(figure: re.Match[str]) -> str:
    found = _WORDS.search(figure["attributes"])
    return f"<p>[Figure: {found['words']}]</p>" if found else ""


def _blocks(parent: Tag) -> Iterator[str]:
    """Yield the blocks in an element; what stands loose between them is a block too."""
    loose: list[PageElement] = []
    for child in [*parent.children, None]:
        if isinstance(child, Tag) and _is_block(child):
            yield _inline(loose)
            loose = []
            yield from _block(child)
        elif child is not None:
            loose.append(child)
    yield _inline(loose)


def _is_block(tag: Tag) -> bool:
    if tag.name in _BLOCKS or re.fullmatch("h[1-6]|d[td]|li", tag.name):
        return True
    within = {found.name for found in tag.find_all([*_BLOCKS])}
    return bool(within) if tag.name not in _LEAF else not within.isdisjoint(_NEVER_IN_A_LEAF)


def _block(tag: Tag) -> Iterator[str]:
    match tag.name:
        case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
            yield f"{'#' * int(tag.name[1])} {_inline(tag.children)}"
        case "pre":
            yield f"```\n{tag.get_text().strip(chr(10))}\n```"
        case "ul" | "ol":
            yield "\n".join(_items(tag))
        case "table":
            yield "\n".join(_rows(tag))
        case "div" if "formula" in tag.get_attribute_list("class"):
            yield from _display(tag)
        case "p" | "dt":
            yield _inline(tag.children)
        case "dd":
            yield f": {_inline(tag.children)}"
        case _:
            yield from _blocks(tag)


def _display(formula: Tag) -> Iterator[str]:
    """Yield a formula with its number as LaTeX has it."""
    number = formula.select_one(".formula-number")
    tag = f" \\tag{{{number.get_text().strip('()')}}}" if number else ""
    for tex in formula.select("x-tex"):
        yield f"$$\n{tex.get_text().strip()}{tag}\n$$"


def _items(listed: Tag) -> Iterator[str]:
    for number, item in enumerate(listed.find_all("li", recursive=False), start=1):
        mark = f"{number}." if listed.name == "ol" else "-"
        content = "\n\n".join(block for block in _blocks(item) if block)
        yield f"{mark} " + re.sub(r"\n(?=.)", "\n" + " " * (len(mark) + 1), content)


def _rows(table: Tag) -> Iterator[str]:
    for number, row in enumerate(table.select("tr")):
        cells = [_inline(cell.children).replace("|", r"\|") for cell in row.select("th, td")]
        yield f"| {' | '.join(cells)} |"
        if number == 0:
            yield f"|{' --- |' * len(cells)}"


def _inline(parts: Iterator[PageElement] | list[PageElement]) -> str:
    return re.sub(r"[ \t\r\n]+", " ", "".join(map(_written, parts))).strip()


def _written(part: PageElement) -> str:
    if isinstance(part, NavigableString):
        return str(part) if type(part) is NavigableString else ""
    assert isinstance(part, Tag)
    inner = "".join(map(_written, part.children))
    match part.name:
        case "x-tex":
            return f"${unescape(inner.strip())}$"
        case "code":
            return f"`{part.get_text()}`"
        case "a" if href := part.get("href"):
            return f"[{inner}]({_as_markdown_address(str(href))})"
        case name if name in _MARKS and inner.strip():
            return f"{_MARKS[name]}{inner}{_MARKS[name]}"
    return inner


def _as_markdown_address(href: str) -> str:
    """Return the address of the Markdown of a page, where a link leads to a page of the site."""
    is_page = "://" not in href and not is_handout(href)
    return href if not is_page else re.sub(r"\.html(?=#|$)", ".md", href)
