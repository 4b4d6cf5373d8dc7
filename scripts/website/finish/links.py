"""Links to the sources of pages, which the generator has not seen, as links to the pages."""

import posixpath
import re
from collections.abc import Container

SLIDES, SHEETS = "slides", "exercises"
"""The folders of the site that hold other forms of its pages, for lecturers."""

_LINK = re.compile(r'href="(?P<path>[^":#]+\.(?:md|py))(?P<anchor>#[^"]*)?"')


def with_links_to_pages(html: str, uri: str, pages: Container[str]) -> str:
    """Return the HTML of the page ``uri`` with links to the built ``pages``, named by source.

    A link to no page stays as it is: an author has written it, and the generator tells of it.
    """

    def resolved(link: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(uri), link["path"]))
        if target not in pages:
            return link[0]
        return f'href="{path_between(uri, target)}{link["anchor"] or ""}"'

    return _LINK.sub(resolved, html)


def path_between(here: str, there: str) -> str:
    """Return the way from one built page to another, both named by their sources."""
    return posixpath.relpath(address_of(there), posixpath.dirname(here) or ".")


def address_of(uri: str) -> str:
    """Return where the page of a source stands in the site."""
    return f"{posixpath.splitext(uri)[0]}.html"


def is_handout(address: str) -> bool:
    """Tell whether an address within the site is that of slides or of a sheet of exercises."""
    return bool(re.search(rf"(?:^|/)(?:{SLIDES}|{SHEETS})/[^/]+\.html", address))
