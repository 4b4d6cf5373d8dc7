"""What can be taken along is offered where it is, and nowhere else; a new build keeps it."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from scripts.website.asked.tiers import CAREFUL
from scripts.website.beside.downloads import (
    ARCHIVE,
    BOOKS,
    MADE_LATER,
    date_file,
    keep_downloads,
    offer_downloads,
)

PAGE = (
    '<html lang="en"><link rel="stylesheet" href="{root}assets/a.css">{text}'
    '<footer><div class="md-copyright">\n'
    '<div class="md-copyright__highlight">CC BY</div></div></footer></html>'
)
WAYS = {"index.html": "", "part/page.html": "../", "404.html": "/learn/"}


def site(folder: Path, *made: str, text: str = "") -> Path:
    """Return a site with these files to take along, of which no byte is looked at."""
    for page, root in WAYS.items():
        (folder / page).parent.mkdir(parents=True, exist_ok=True)
        (folder / page).write_text(PAGE.format(root=root, text=text))
    for file in made:
        (folder / file).write_bytes(b"-" * 1_234_000)
        date_file(folder / file, datetime(2026, 3, 1, tzinfo=UTC))
    return folder


def offered(page: Path) -> list[str]:
    return re.findall(r'href="([^"]*)"(?! rel)', page.read_text().partition("<footer>")[2])


def everything(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.mark.parametrize("file", [*MADE_LATER, CAREFUL])
@pytest.mark.parametrize(("page", "root"), WAYS.items())
def test_each_page_leads_to_what_is_there_and_to_nothing_else(
    tmp_path: Path, file: str, page: str, root: str
) -> None:
    folder = site(tmp_path, file)
    offer_downloads(folder)
    assert offered(folder / page) == [f"{root}{file}"]


def test_sizes_and_dates_are_told(tmp_path: Path) -> None:
    folder = site(tmp_path, ARCHIVE)
    (folder / CAREFUL).write_text("é" * 600)
    date_file(folder / CAREFUL, datetime(1999, 12, 31, 23, 59, tzinfo=UTC))
    offer_downloads(folder)
    page = (folder / "index.html").read_text()
    assert "as a zip</a> (1.2\N{NO-BREAK SPACE}MB, 1 March 2026)" in page
    assert f"{CAREFUL}</a> (1\N{NO-BREAK SPACE}kB, 31 December 1999)" in page


def test_a_site_with_nothing_to_take_along_stays_as_it_is(tmp_path: Path) -> None:
    before = everything(site(tmp_path))
    offer_downloads(tmp_path)
    assert everything(tmp_path) == before


def test_offering_again_says_what_there_is_now(tmp_path: Path) -> None:
    before = everything(site(tmp_path))
    first, second, *_ = BOOKS
    for there in ({first}, {first, second}, {second}, set()):
        for file in (first, second):
            (tmp_path / file).unlink(missing_ok=True)
            if file in there:
                (tmp_path / file).write_bytes(b"")
        offer_downloads(tmp_path)
        assert set(offered(tmp_path / "index.html")) == there
    assert everything(tmp_path) == before


def rebuilt(tmp_path: Path, *made: str) -> tuple[Path, Path]:
    """Return a site with what was made from it, and the same built again."""
    old, new = site(tmp_path / "old", *made, CAREFUL), site(tmp_path / "new", CAREFUL)
    for folder in (old, new):
        (folder / "assets").mkdir()
        (folder / "assets" / "a.css").write_text("a {}")
        offer_downloads(folder)
    return old, new


def test_a_site_that_is_built_again_keeps_what_was_made_from_it(tmp_path: Path) -> None:
    old, new = rebuilt(tmp_path, *MADE_LATER)
    # Neither the day of the build nor what somebody has packed for the server makes another site.
    (old / "sitemap.xml").write_text("yesterday")
    (new / "sitemap.xml").write_text("today")
    (old / "index.html.gz").write_bytes(b"packed")
    date_file(new / CAREFUL, datetime(2027, 3, 1, tzinfo=UTC))
    offer_downloads(new)
    said: list[str] = []
    keep_downloads(old, new, said.append)
    assert {file for file in MADE_LATER if (new / file).exists()} == {*MADE_LATER}
    assert offered(new / "part" / "page.html") == [f"../{file}" for file in (*MADE_LATER, CAREFUL)]
    assert (new / ARCHIVE).stat().st_mtime == (old / ARCHIVE).stat().st_mtime
    assert said == [f"kept {', '.join(MADE_LATER)}: nothing in them has changed"]


@pytest.mark.parametrize(
    "change",
    [
        lambda new: (new / "part" / "page.html").write_text(PAGE.format(root="../", text="!")),
        lambda new: (new / "part" / "more.html").write_text(PAGE.format(root="../", text="")),
        lambda new: (new / "part" / "page.html").unlink(),
        lambda new: (new / "assets" / "a.css").write_text("b {}"),
        lambda new: (new / CAREFUL).write_text("pass"),
    ],
)
def test_another_site_drops_it_and_says_so(
    tmp_path: Path, change: Callable[[Path], object]
) -> None:
    first, _, third = BOOKS
    old, new = rebuilt(tmp_path, first, third)
    change(new)
    before = everything(new)
    said: list[str] = []
    keep_downloads(old, new, said.append)
    assert everything(new) == before
    [told] = said
    assert told.startswith(f"dropped {first}, {third}: ")
    assert "make offline" in told


def test_where_nothing_was_made_nothing_is_said(tmp_path: Path) -> None:
    old, new = rebuilt(tmp_path)
    (new / "index.html").write_text("other")
    said: list[str] = []
    keep_downloads(old, new, said.append)
    keep_downloads(tmp_path / "nowhere", new, said.append)
    assert said == []
