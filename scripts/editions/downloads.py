"""Offers the books that lie in the built site in the footer of its pages."""

import os
import re
from pathlib import Path

from scripts.editions.edition import NAME

BOOKS = {f"{NAME}.pdf": "PDF, A4", f"{NAME}-letter.pdf": "PDF, US Letter", f"{NAME}.epub": "EPUB"}

_LEADS = {"en": "As a book:"}
_FOOTER = re.compile(r'(?P<footer><div class="md-copyright">\s*)(?:<p class="books">.*?</p>\s*)?')
_LANGUAGE = re.compile(r'<html\b[^>]* lang="(?P<code>[a-z]+)')


def offer_books(site: Path) -> None:
    """Write links to the books that are there into all pages; no link to one that is not.

    A build of the site knows nothing of books: they are made from it, or not at all.
    """
    books = {file: name for file, name in BOOKS.items() if (site / file).exists()}
    for page in sorted(site.rglob("*.html")):
        html = page.read_text(encoding="utf-8")
        above = os.path.relpath(site, page.parent)
        offered = _FOOTER.sub(rf"\g<footer>{_links(books, above, _language(html))}", html, count=1)
        if offered != html:
            page.write_text(offered, encoding="utf-8")


def _links(books: dict[str, str], above: str, language: str) -> str:
    if not books:
        return ""
    folder = "" if above == "." else f"{above}/"
    links = [f'<a href="{folder}{file}">{name}</a>' for file, name in books.items()]
    return f'<p class="books">{_LEADS[language]} {", ".join(links)}</p>'


def _language(html: str) -> str:
    found = _LANGUAGE.search(html)
    return found["code"] if found and found["code"] in _LEADS else "en"
