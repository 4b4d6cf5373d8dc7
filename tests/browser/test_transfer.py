"""What comes over the line: at most 200 kB on a first visit, 60 kB for each page after it."""

import gzip
import re
from pathlib import Path

from playwright.sync_api import Browser

from tests.browser.visits import scroll_through, visit
from tests.built.copies import Built
from tests.built.test_site import ELEMENTS
from tests.pages import PAGES, SLIDES

FIRST_VISIT, LATER_PAGE = 200_000, 60_000
"""The budgets in bytes, compressed as the documented server does (gzip, level 8)."""

_NAMED = re.compile(r"\.[0-9a-f]{8}\.[a-z0-9.]+$")
"""The end of a name that changes with what is in the file."""

_PACKED = {".css", ".html", ".js", ".json", ".md", ".svg", ".txt", ".xml"}


def compressed(path: Path) -> int:
    """Return how many bytes of a file cross the line."""
    content = path.read_bytes()
    return len(gzip.compress(content, 8)) if path.suffix in _PACKED else len(content)


def pages_by_weight(built: Built) -> list[str]:
    """Return the pages, the heaviest first: fonts and scripts are the same for all."""
    return sorted(PAGES, key=lambda name: -compressed(built.site / f"{name}.html"))


def files_of(built: Built, home: str, addresses: list[str]) -> dict[str, int]:
    """Return the files behind these addresses, each with its weight on the line."""
    names = {address.partition("?")[0].partition("#")[0] for address in addresses}
    paths = {name: built.site / name.removeprefix(home) for name in names if name.startswith(home)}
    return {name: compressed(path) for name, path in paths.items() if path.is_file()}


def test_a_first_visit_to_the_heaviest_pages(chrome: Browser, built: Built, home: str) -> None:
    for name in [*pages_by_weight(built)[:4], *SLIDES]:
        with visit(chrome, home, name) as (page, watch):
            scroll_through(page)
            page.wait_for_timeout(300)
            # What scripts add is little beside what they leave folded.
            assert page.evaluate("document.getElementsByTagName('*').length") <= ELEMENTS
            files = files_of(built, home, watch.requests)
            assert f"{home}{name}.html" in files
            assert len(files) > 5
            assert sum(files.values()) <= FIRST_VISIT, (name, files)
            others = [path for path in files if not _NAMED.search(path)]
            assert others == [f"{home}{name}.html"], "all else is kept until it changes"


def test_later_pages(chrome: Browser, built: Built, home: str) -> None:
    *heavier, lightest = pages_by_weight(built)
    with visit(chrome, home, lightest) as (page, watch):
        scroll_through(page)
        for name in heavier:
            known = set(watch.requests)
            page.goto(f"{home}{name}.html")
            scroll_through(page)
            new = [address for address in watch.requests if address not in known]
            files = files_of(built, home, new)
            assert sum(files.values()) <= LATER_PAGE, (name, files)
