"""Where links lead: to a page, to a place on it, or to a file of the site, and nowhere else.

A link may come from Markdown, from raw HTML, from a cell of a table or from the output of a
notebook. All of them stand in the finished page, and what they lead to stands there as well.
"""

import posixpath
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

from scripts.common.likeness import did_you_mean
from scripts.website.finish.content import Refused

_OF_THE_BUILD = ("term-", "__")
"""Ids that nobody links to: of the meanings of terms, and of Material's tabs and lines of code."""


@dataclass(frozen=True)
class Anchors:
    """The ids of a page, and the addresses that it links to, each once."""

    ids: list[str]
    links: list[str]


def anchors_of(content: str) -> Anchors:
    """Return the ids and the links within the site that the content of a page holds."""
    reader = _Reader()
    reader.feed(content)
    reader.close()
    return Anchors(list(dict.fromkeys(reader.ids)), list(dict.fromkeys(reader.links)))


def broken_links(
    here: str, pages: Mapping[str, Anchors], files: Collection[str]
) -> Iterator[Refused]:
    """Yield the links of the page at the address ``here`` that lead nowhere.

    ``pages`` and ``files`` are all that the site has, by address.
    """
    for link in pages[here].links:
        parts = urlsplit(link)
        target = here
        if parts.path:
            target = posixpath.normpath(
                posixpath.join(posixpath.dirname(here), unquote(parts.path))
            )
        anchor = unquote(parts.fragment)
        if target not in files:
            advice = "Name a page or a file of docs, from the folder of this page."
            yield _broken(link, "the site has no such file", advice)
        elif anchor and target in pages and anchor not in pages[target].ids:
            where = "this page" if target == here else target
            meant = [name for name in pages[target].ids if not name.startswith(_OF_THE_BUILD)]
            advice = did_you_mean(anchor, meant)
            yield _broken(link, f"{where} has nothing with the id '{anchor}'", advice)


def _broken(link: str, why: str, advice: str) -> Refused:
    # A source names the sources of pages.
    written = [link, *(link.replace(".html", ending, 1) for ending in (".md", ".py"))]
    begun = [f"{sign}{one}" for one in written for sign in "(\"'="]
    return Refused(f"the link {link} is broken: {why}", advice, (*begun, *written))


class _Reader(HTMLParser):
    """Collects ids and links; one to another site is not looked into."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id" and value:
                self.ids.append(value)
            elif (tag, name) in {("a", "href"), ("img", "src")} and _is_of_the_site(value or ""):
                self.links.append(value or "")


def _is_of_the_site(address: str) -> bool:
    return not re.match(r"[a-zA-Z][\w+.-]*:|//", address)
