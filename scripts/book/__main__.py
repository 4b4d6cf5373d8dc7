"""``python -m scripts.book``: print the built site as a book."""

import argparse
import io
import sys
import tempfile
import time
from pathlib import Path

import pikepdf

from scripts.book.chapters import read_site
from scripts.book.finishing import finish
from scripts.book.layout import lay_out
from scripts.book.page_numbers import pages_of_ids
from scripts.book.printing import printer
from scripts.book.problems import BookError
from scripts.browser import NoBrowserError
from scripts.edition import NAME, read_edition

ROOT = Path.cwd()
PAPERS = {"A4": f"{NAME}.pdf", "letter": f"{NAME}-letter.pdf"}


def main() -> int:
    """Print the book on each paper; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m scripts.book", description=__doc__)
    parser.add_argument("--site-dir", type=Path, default=ROOT / "site")
    parser.add_argument("--paper", choices=PAPERS, action="append", help="default: each")
    arguments = parser.parse_args()
    try:
        for paper in arguments.paper or PAPERS:
            print_book(arguments.site_dir.resolve(), paper)
    except (BookError, NoBrowserError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def print_book(site_folder: Path, paper: str) -> None:
    """Print the book and put it into the site."""
    started = time.monotonic()
    edition = read_edition(ROOT, site_folder)
    site = read_site(site_folder)
    book = lay_out(site, edition, paper, ROOT)
    with tempfile.TemporaryDirectory(prefix="book-") as folder, printer() as press:
        page_file = Path(folder) / "book.html"
        pages: dict[str, int] = {}
        for _ in range(2):
            printed = press.print(book.with_pages(pages), page_file)
            with pikepdf.open(io.BytesIO(printed)) as pdf:
                pages = pages_of_ids(pdf)
    target = site_folder / PAPERS[paper]
    target.write_bytes(finish(printed, book, edition, site.drawn.formulas))
    print(f"{target} in {time.monotonic() - started:.1f} s")


if __name__ == "__main__":
    sys.exit(main())
