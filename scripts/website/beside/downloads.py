"""Offers below each page what lies in the built site to be taken along, and keeps it."""

import os
import re
import shutil
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from scripts.website.asked.tiers import CAREFUL
from scripts.website.asked.words import WORDS
from scripts.website.beside.texts import Texts, texts_of

NAME = "cross-entropy"
"""What the names of the books and of the archive begin with."""
BOOKS = {f"{NAME}.pdf": "PDF, A4", f"{NAME}-letter.pdf": "PDF, US Letter", f"{NAME}.epub": "EPUB"}
ARCHIVE = f"{NAME}-offline.zip"
MADE_LATER = (*BOOKS, ARCHIVE)
"""What is made from a built site, or not at all."""

_OFFERED = BOOKS | {ARCHIVE: "the site as a zip", CAREFUL: CAREFUL}
_LINE = re.compile(r'<p class="downloads">.*?</p>\s*')
_FOOTER = re.compile(rf'(<div class="md-copyright">\s*)(?:{_LINE.pattern})?')
_BETWEEN = " · "
_ARCHIVE_LINK = re.compile(
    rf'{_BETWEEN}<a href="[^"]*{re.escape(ARCHIVE)}"[^>]*>[^<]*</a> \([^)]*\)'
)
_LANGUAGE = re.compile(r'<html\b[^>]* lang="?([a-z]+)')
_ROOT = re.compile(r'<link\b[^>]* href="?([^">\s]*?)assets/')
"""How a page itself writes the way to where the site begins."""


def offer_downloads(site: Path) -> None:
    """Write links into all pages to the files that are there, and to no others."""
    with texts_of(site) as pages:
        offer_in(pages, site)


def offer_in(pages: Texts, site: Path) -> None:
    """Write the links into pages that are at hand."""
    there = [site / file for file in _OFFERED if (site / file).exists()]
    for page, html in pages.items():
        pages[page] = _FOOTER.sub(rf"\g<1>{_line(there, html)}", html, count=1)


def without_archive(html: str) -> str:
    """Return a page as it stands in the archive, which does not hold itself."""
    return _ARCHIVE_LINK.sub("", html)


def date_file(file: Path, date: datetime) -> None:
    """Give a file the date of the sources that it was made from, which is offered with it."""
    os.utime(file, (date.timestamp(), date.timestamp()))


def keep_downloads(old: Path, new: Path, say: Callable[[str], None] = print) -> None:
    """Take along into a new site what was made from the old one, if it would be made the same."""
    made = [file for file in MADE_LATER if (old / file).exists()]
    if not made:
        return
    if _contents(old) != _contents(new):
        say(f"dropped {', '.join(made)}: the site is another one now. make offline makes them anew")
        return
    for file in made:
        shutil.copy2(old / file, new / file)
    offer_downloads(new)
    say(f"kept {', '.join(made)}: nothing in them has changed")


def _contents(site: Path) -> dict[str, bytes]:
    """Return what books and archive are made of, by its address: all but what says when."""
    paths = (path for path in site.rglob("*") if path.is_file() and path.suffix != ".gz")
    addresses = {path.relative_to(site).as_posix(): path for path in paths}
    return {
        address: _without_line(path) if path.suffix == ".html" else path.read_bytes()
        for address, path in addresses.items()
        if address not in (*MADE_LATER, "sitemap.xml")
    }


def _without_line(page: Path) -> bytes:
    return _LINE.sub("", page.read_text(encoding="utf-8")).encode()


def _line(files: Sequence[Path], html: str) -> str:
    """Return what a page says of the files; nothing if there are none."""
    if not files:
        return ""
    root, language = _ROOT.search(html), _LANGUAGE.search(html)
    words = WORDS[language[1] if language and language[1] in WORDS else "en"]
    links = (_link(file, root[1] if root else "") for file in files)
    return f'<p class="downloads">{words["take_along"]} {_BETWEEN.join(links)}</p>'


def _link(file: Path, root: str) -> str:
    date = datetime.fromtimestamp(file.stat().st_mtime, tz=UTC)
    # Readers look into a PDF in the browser first.
    how = "" if file.suffix == ".pdf" else " download"
    link = f'<a href="{root}{file.name}"{how}>{_OFFERED[file.name]}</a>'
    return f"{link} ({_size(file)}, {date.day} {date:%B %Y})"


def _size(file: Path) -> str:
    size = file.stat().st_size
    number, unit = (f"{size / 1e6:.1f}", "MB") if size > 999_499 else (f"{size / 1e3:.0f}", "kB")
    return f"{number}\N{NO-BREAK SPACE}{unit}"
