"""What the built site has, and the book must have: read from the pages that readers get."""

import posixpath
import re
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from urllib.parse import urldefrag, urlsplit

from bs4 import BeautifulSoup, Tag

_DRAWING = re.compile(r"<!--drawing-->.*?<!--/drawing-->", re.DOTALL)
_LEFT_OUT = (
    ".headerlink, details.evidence, details.numbers, .term-tip, .on-screen, .live, .download, "
    "script, style, details.careful, details:has(> figure.table), .in-short-foot, "
    "#other-names, #other-names ~ *"
)
"""What is for the screen; what is live, such as own numbers, is nothing without a program."""
_NUMBERED = (
    ".formula-number, .caption-number, #exercises ~ p:not(.quiz-question) > strong:first-child"
)
_DRAWN = "annotation, math, svg, pre, code, table"


@dataclass(frozen=True)
class Chapter:
    """A page of the site: the title of its part, its address, its text without solutions."""

    part: str
    uri: str
    article: Tag
    solutions: list[Tag]

    @property
    def name(self) -> str:
        """What the names of its places in the book begin with."""
        return self.uri.removesuffix(".html").replace("/", "-")

    @property
    def title(self) -> str:
        assert self.article.h1
        return words(self.article.h1.get_text())

    def place(self, href: str) -> str:
        """Return the name, in the book, of what a link of this page leads to."""
        address, anchor = urldefrag(href)
        folder = posixpath.dirname(self.uri)
        uri = posixpath.normpath(posixpath.join(folder, address)) if address else self.uri
        name = uri.removesuffix(".html").replace("/", "-")
        return f"{name}--{anchor}" if anchor else name


@dataclass(frozen=True)
class Site:
    """The pages of the menu, from first to last."""

    chapters: list[Chapter]

    @property
    def in_order(self) -> list[Tag]:
        """The texts as the book has them: all chapters, then all solutions."""
        solutions = [tag for chapter in self.chapters for tag in chapter.solutions]
        return [*(chapter.article for chapter in self.chapters), *solutions]

    def all(self, selector: str) -> list[Tag]:
        """Return what a selector finds, in the order of the book."""
        return [found for text in self.in_order for found in text.select(selector)]


@cache
def read_site(folder: Path) -> Site:
    """Return the built site in ``folder``."""
    home = BeautifulSoup((folder / "index.html").read_text(encoding="utf-8"), "html.parser")
    chapters: list[Chapter] = []
    for link in home.select("nav.md-nav--primary > ul a.md-nav__link"):
        uri = urldefrag(str(link["href"]))[0] or "index.html"
        uri = "index.html" if uri == "." else uri
        if link.find_parent("nav", class_="md-nav--secondary") or not (folder / uri).exists():
            continue
        section = link.find_parent("li", class_="md-nav__item--section")
        label = section.select_one(":scope > label .md-ellipsis") if section else None
        part = words(label.get_text()) if label else ""
        if uri not in [chapter.uri for chapter in chapters]:
            chapter = _read_chapter(folder, part, uri)
            if not chapter.article.select(".all-formulas > div"):
                chapters.append(chapter)
    for number, chapter in enumerate(chapters, start=1):
        _give_numbers(chapter, number)
    return Site(chapters)


def _give_numbers(chapter: Chapter, number: int) -> None:
    """Put the number of the chapter before each that its page has."""
    assert chapter.article.h1
    chapter.article.h1.insert(0, f"{number} ")
    for at, heading in enumerate(chapter.article.select("h2[id]"), start=1):
        heading.insert(0, f"{number}.{at} ")
    for text in (chapter.article, *chapter.solutions):
        for found in text.select(_NUMBERED):
            found.string = re.sub(r"(?=\d)", f"{number}.", found.get_text(), count=1)
        for said in text.find_all(string=re.compile(r"exercise \d")):
            said.replace_with(re.sub(r"(?<=exercise )", f"{number}.", said))


def _as_table(tabs: Tag) -> Tag:
    """Return what a set of tabs is in the book: a row for each library, with what it returns."""
    labels = tabs.select(".tabbed-labels > label")
    rows = [
        f"<tr><th>{label.get_text()}</th><td>{_returned(block)}</td></tr>"
        for label, block in zip(labels, tabs.select(".tabbed-block"), strict=True)
    ]
    table = BeautifulSoup(f"<table>{''.join(rows)}</table>", "html.parser").table
    assert table
    return table


def _returned(block: Tag) -> str:
    printed = block.select_one(".printed")
    assert printed
    assert block.pre
    if printed.a:
        return str(printed)
    lines = re.findall(r"^    (return .*)", block.pre.get_text(), re.MULTILINE)
    return f"<pre>{escape(lines[-1])}</pre>{printed}"


def _read_chapter(folder: Path, part: str, uri: str) -> Chapter:
    text = _DRAWING.sub("", (folder / uri).read_text(encoding="utf-8"))
    article = BeautifulSoup(text, "html.parser").find("article")
    assert isinstance(article, Tag)
    for hidden in article.select(_LEFT_OUT):
        hidden.decompose()
    for tabs in article.select(".tabbed-set"):
        tabs.replace_with(_as_table(tabs))
    solutions = [tag.extract() for tag in article.select("h2#exercises ~ details")]
    for summary in (tag.summary for tag in solutions if tag.summary):
        summary.decompose()
    return Chapter(part, uri, article, solutions)


def words(text: str) -> str:
    """Return a text with one blank between words."""
    return " ".join(text.split())


def letters(text: str) -> str:
    """Return a text without blanks."""
    return "".join(text.split())


def tex_of(math: Tag) -> str:
    """Return what the author wrote for a formula."""
    annotation = math.find("annotation")
    assert annotation
    return annotation.get_text()


def internal(link: Tag) -> bool:
    """Tell whether a link leads to a page of the site."""
    parts = urlsplit(str(link["href"]))
    return not parts.scheme and (not parts.path or parts.path.endswith(".html"))


def plain_paragraphs(site: Site) -> list[str]:
    """Return the paragraphs that are words alone."""
    return [
        words(paragraph.get_text())
        for paragraph in site.all("p, li")
        if not paragraph.select(_DRAWN + ", a, p, ul, ol")
    ]
