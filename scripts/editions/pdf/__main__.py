"""``python -m scripts.editions.pdf``: print the built site as a book."""

import argparse
import sys
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from scripts.common.archives import size_of
from scripts.common.browser import NoBrowserError, find_chromium
from scripts.editions.edition import read_edition
from scripts.editions.pdf.chapters import read_site
from scripts.editions.pdf.finishing import finish
from scripts.editions.pdf.layout import PAPERS, lay_out
from scripts.editions.pdf.press import PATIENCE, print_books
from scripts.editions.pdf.problems import BookError
from scripts.website.beside.downloads import NAME, date_file, offer_downloads

ROOT = Path.cwd()
FILES = {"A4": f"{NAME}.pdf", "letter": f"{NAME}-letter.pdf"}


def main() -> int:
    """Print the book on each paper; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m scripts.editions.pdf", description=__doc__)
    parser.add_argument("--site-dir", type=Path, default=Path("site"))
    parser.add_argument("--paper", choices=PAPERS, action="append", help="default: each")
    parser.add_argument(
        "--patience", type=float, default=PATIENCE, metavar="SECONDS", help="default: %(default)g"
    )
    arguments = parser.parse_args()
    try:
        make_book(arguments.site_dir, arguments.paper or list(PAPERS), arguments.patience)
    except (BookError, NoBrowserError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def make_book(site_folder: Path, papers: Sequence[str], patience: float = PATIENCE) -> None:
    """Print the book on each paper, and put it into the site when all are whole.

    Raises:
        BookError: it cannot be made; the site is as it was.
        NoBrowserError: there is no browser.
    """
    started = time.monotonic()
    find_chromium()
    site = read_site(site_folder)
    edition = read_edition(ROOT, site_folder)
    book = lay_out(site, edition, ROOT)
    finishing = partial(finish, book=book, edition=edition, formulas=site.drawn.formulas)
    books = print_books(book, papers, finishing, patience)
    finished = {site_folder / FILES[paper]: pdf for paper, pdf in books.items()}
    for target, pdf in finished.items():
        unfinished = target.with_suffix(".part")
        unfinished.write_bytes(pdf)
        date_file(unfinished, edition.date)
        unfinished.replace(target)
    offer_downloads(site_folder)
    for target in finished:
        print(f"{target}: {size_of(target)}")
    print(f"Printed in {time.monotonic() - started:.1f} s.")


if __name__ == "__main__":
    sys.exit(main())
