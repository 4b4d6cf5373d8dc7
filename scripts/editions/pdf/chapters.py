"""Reads the pages of the built site, in the order of its menu."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bs4 import BeautifulSoup, Tag

from scripts.editions.pdf.drawn import Drawn
from scripts.editions.pdf.problems import BookError

_ARTICLE = re.compile(r"<article\b.*?</article>", re.DOTALL)


@dataclass
class Chapter:
    """A page of the site: its address, the part of the menu that it stands in, its content."""

    uri: str
    part: str
    title: str
    body: Tag

    @property
    def name(self) -> str:
        """What the ids of the chapter begin with."""
        return chapter_name(self.uri)


@dataclass(frozen=True)
class Site:
    """The built site, with the pages of its menu."""

    folder: Path
    chapters: list[Chapter]
    drawn: Drawn


def chapter_name(uri: str) -> str:
    """Return what stands for a page in ids, such as ``classification-binary``."""
    return uri.removesuffix(".html").replace("/", "-")


def read_site(folder: Path) -> Site:
    """Read all pages that the menu of the site leads to.

    Raises:
        BookError: there is no site, or it is not one of ours.
    """
    home = folder / "index.html"
    if not home.exists():
        raise BookError(f"There is no site at {folder}/: build it first, with make site.")
    page = BeautifulSoup(home.read_text(encoding="utf-8"), "lxml")
    menu = page.select_one("nav.md-nav--primary > ul")
    if menu is None:
        raise BookError(f"{home} has no menu that tells the order of the pages.")
    drawn = Drawn()
    chapters = [_read_chapter(folder, uri, part, drawn) for uri, part in _menu(menu)]
    return Site(folder, chapters, drawn)


def _menu(entries: Tag, part: str = "") -> Iterator[tuple[str, str]]:
    """Yield the address of each page with the title of its part."""
    for entry in entries.find_all("li", recursive=False):
        inner = entry.select_one(":scope > nav:not(.md-nav--secondary) > ul")
        if inner:
            yield from _menu(inner, _text(entry.select_one(":scope > label .md-ellipsis")))
        elif link := entry.select_one(":scope > a.md-nav__link"):
            yield posixpath.normpath(str(link["href"]).partition("#")[0] or "index.html"), part


def _read_chapter(folder: Path, uri: str, part: str, drawn: Drawn) -> Chapter:
    path = folder / uri
    article = _ARTICLE.search(path.read_text(encoding="utf-8")) if path.exists() else None
    if article is None:
        raise BookError(f"{path} is in the menu of the site, but has no text: build it again.")
    # To the parser a wbr is open until it is closed, and holds all that follows.
    html = drawn.set_aside(article[0]).replace("<wbr>", "<wbr/>")
    body = BeautifulSoup(html, "lxml").select_one("article")
    assert body is not None
    for link in body.select("a.headerlink"):
        link.decompose()
    return Chapter(uri, part, _text(body.select_one("h1")), body)


def _text(element: Tag | None) -> str:
    return " ".join(element.get_text().split()) if element else ""
