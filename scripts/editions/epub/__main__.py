"""``python -m scripts.editions.epub``: the built site as an EPUB."""

import argparse
import sys
from pathlib import Path

from scripts.common.archives import size_of, write_archive
from scripts.common.browser import NoBrowserError
from scripts.editions.edition import read_edition
from scripts.editions.epub.cover import draw_cover
from scripts.editions.epub.documents import write_documents
from scripts.editions.epub.fonts import fonts_of
from scripts.editions.epub.package import members
from scripts.editions.epub.pictures import draw_pictures
from scripts.editions.pdf.chapters import read_site
from scripts.editions.pdf.problems import BookError
from scripts.editions.pdf.words import words_of
from scripts.website.beside.downloads import NAME, date_file, offer_downloads

ROOT = Path.cwd()


def main() -> int:
    """Write the EPUB into the built site; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m scripts.editions.epub", description=__doc__)
    parser.add_argument("--site-dir", type=Path, default=Path("site"))
    folder: Path = parser.parse_args().site_dir
    try:
        site = read_site(folder)
        edition = read_edition(ROOT, folder)
        words = words_of(edition.language)
        pictures = draw_pictures(site.drawn.formulas, ROOT, folder)
        chapters = write_documents(site, words, pictures)
    except (BookError, NoBrowserError) as error:
        print(error, file=sys.stderr)
        return 1
    fonts, text = fonts_of(ROOT, folder), "".join(chapter.body for chapter in chapters)
    target = folder / f"{NAME}.epub"
    files = {
        "cover.png": draw_cover(edition, ROOT),
        **fonts.files,
        **{one.file: one.svg.encode() for one in pictures.values() if one.file in text},
    }
    write_archive(target, members(chapters, edition, words, files, fonts.rules), edition.date)
    date_file(target, edition.date)
    offer_downloads(folder)
    print(f"{target}: {len(chapters)} chapters, {size_of(target)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
