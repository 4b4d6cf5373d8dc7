"""``python -m scripts.book``: print the built site as a book."""

import argparse
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from scripts.book.chapters import read_site
from scripts.book.finishing import finish
from scripts.book.layout import PAPERS, lay_out
from scripts.book.press import print_book
from scripts.book.problems import BookError
from scripts.browser import NoBrowserError, find_chromium
from scripts.edition import NAME, read_edition

ROOT = Path.cwd()
FILES = {"A4": f"{NAME}.pdf", "letter": f"{NAME}-letter.pdf"}


def main() -> int:
    """Print the book on each paper; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m scripts.book", description=__doc__)
    parser.add_argument("--site-dir", type=Path, default=Path("site"))
    parser.add_argument("--paper", choices=PAPERS, action="append", help="default: each")
    arguments = parser.parse_args()
    try:
        make_book(arguments.site_dir, arguments.paper or list(PAPERS))
    except (BookError, NoBrowserError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def make_book(site_folder: Path, papers: list[str]) -> None:
    """Print the book on each paper at once, and put it into the site when all are whole."""
    started = time.monotonic()
    find_chromium()
    site = read_site(site_folder)
    edition = read_edition(ROOT, site_folder)
    book = lay_out(site, edition, ROOT)
    with ProcessPoolExecutor(len(papers)) as pool:
        printed = list(pool.map(print_book, [book] * len(papers), papers))
    for paper, pdf in zip(papers, printed, strict=True):
        target = site_folder / FILES[paper]
        target.write_bytes(finish(pdf, book, edition, site.drawn.formulas))
        print(f"{target}: {target.stat().st_size / 1e6:.1f} MB")
    print(f"Printed in {time.monotonic() - started:.1f} s.")


if __name__ == "__main__":
    sys.exit(main())
