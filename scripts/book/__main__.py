"""``python -m scripts.book``: print the built site as a book."""

import argparse
import os
import sys
import tempfile
import time
import tomllib
from pathlib import Path

from scripts.book.chapters import read_site
from scripts.book.layout import Edition, lay_out
from scripts.book.page_numbers import pages_of_ids
from scripts.book.printing import printer
from scripts.book.problems import BookError
from scripts.browser import NoBrowserError

ROOT = Path.cwd()
PAPERS = {"A4": "cross-entropy.pdf", "letter": "cross-entropy-letter.pdf"}


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
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    edition = Edition(version, os.environ.get("SOURCE_DATE_EPOCH", "0"), paper)
    book = lay_out(read_site(site_folder), edition, ROOT, site_folder)
    with tempfile.TemporaryDirectory(prefix="book-") as folder, printer() as press:
        page_file = Path(folder) / "book.html"
        pages: dict[str, int] = {}
        for _ in range(2):
            pdf = press.print(book.with_pages(pages), page_file)
            pages = pages_of_ids(pdf)
    target = site_folder / PAPERS[paper]
    target.write_bytes(pdf)
    print(f"{target} in {time.monotonic() - started:.1f} s")


if __name__ == "__main__":
    sys.exit(main())
