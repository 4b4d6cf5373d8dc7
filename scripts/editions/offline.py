"""``python -m scripts.editions.offline``: the built site with its books as one zip."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from scripts.common.archives import Member, size_of, write_archive
from scripts.common.source_date import source_date
from scripts.editions.edition import read_edition
from scripts.website.beside.downloads import (
    ARCHIVE,
    BOOKS,
    NAME,
    date_file,
    offer_downloads,
    without_archive,
)

ROOT = Path.cwd()
FOLDER = NAME
"""The folder that readers find when they have unpacked the archive."""

_HINT = """\
{title}: the whole site, to be read without a network.

Open index.html in a browser. Search, figures and formulas work from this folder.

The same as a book:
{books}

Version {version}, from the sources of {date:%Y-%m-%d}. {rights}.
"""


class IncompleteError(Exception):
    """Something that belongs into the archive has not been made."""


def main() -> int:
    """Write the archive into the built site; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m scripts.editions.offline", description=__doc__)
    parser.add_argument("--site-dir", type=Path, default=Path("site"))
    site: Path = parser.parse_args().site_dir
    try:
        members = [*_members(site)]
    except IncompleteError as error:
        print(error, file=sys.stderr)
        return 1
    archive = site / ARCHIVE
    date = source_date(ROOT)
    write_archive(archive, members, date)
    date_file(archive, date)
    offer_downloads(site)
    print(f"{archive}: {len(members)} files, {size_of(archive)}. Unpack it anywhere and open")
    print(f"{FOLDER}/index.html")
    return 0


def _members(site: Path) -> Iterator[Member]:
    if not (site / "index.html").exists():
        raise IncompleteError(f"There is no built site in {site}/. Run make site first.")
    missing = [file for file in BOOKS if not (site / file).exists()]
    if missing:
        raise IncompleteError(
            f"{site}/ lacks {', '.join(missing)}, which readers want offline too. "
            "Run make pdf and make epub first, or make offline for all of it."
        )
    books = "\n".join(f"    {file} ({name})" for file, name in BOOKS.items())
    edition = read_edition(ROOT, site)
    hint = _HINT.format(
        title=edition.title,
        books=books,
        version=edition.version,
        date=edition.date,
        rights=edition.rights,
    )
    yield Member(f"{FOLDER}/README.txt", hint.encode())
    for path in sorted(site.rglob("*")):
        if path.is_file() and path.name != ARCHIVE:
            yield Member(f"{FOLDER}/{path.relative_to(site).as_posix()}", _content(path))


def _content(path: Path) -> bytes:
    if path.suffix == ".html":
        return without_archive(path.read_text(encoding="utf-8")).encode()
    return path.read_bytes()


if __name__ == "__main__":
    sys.exit(main())
