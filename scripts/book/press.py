"""Prints a book until the pages that it names are those that it has."""

import io
import tempfile
from pathlib import Path

import pikepdf

from scripts.book.layout import Book
from scripts.book.page_numbers import pages_of_ids
from scripts.book.printing import printer
from scripts.book.problems import BookError

_TRIES = 4


def print_book(book: Book, paper: str) -> bytes:
    """Return the book as Chromium prints it, with right page numbers.

    Raises:
        BookError: the browser failed, or the numbers do not settle.
        NoBrowserError: there is none.
    """
    with tempfile.TemporaryDirectory(prefix="book-") as folder, printer() as press:
        page_file = Path(folder) / "book.html"
        page_file.write_text(book.proof(paper), encoding="utf-8")
        pages = proof = _pages(press.print(page_file, tagged=False))
        for _ in range(_TRIES):
            page_file.write_text(book.with_pages(paper, pages, proof), encoding="utf-8")
            printed = press.print(page_file, tagged=True)
            named, pages = pages, _pages(printed)
            if all(named[target] == pages[target] for target in book.targets if target in pages):
                return printed
    raise BookError(f"The page numbers of the book still change after {_TRIES} printings.")


def _pages(printed: bytes) -> dict[str, int]:
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        return pages_of_ids(pdf)
