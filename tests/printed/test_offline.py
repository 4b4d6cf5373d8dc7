"""The zip for reading without a network: whole, the same every time, and working where it lands."""

import os
import shutil
import subprocess
import sys
from filecmp import cmp
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit
from zipfile import ZipFile

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Request

from scripts.common.archives import Member, write_archive
from scripts.common.browser import chromium
from scripts.common.source_date import source_date
from scripts.website.beside.downloads import offer_downloads, without_archive
from scripts.website.finish.links import is_handout
from scripts.website.made.katex import DRAWING
from tests.patience import HANGS_AFTER
from tests.printed.conftest import Book


def pack(root: Path, site: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Pack a site as ``make offline`` does when all is made."""
    return subprocess.run(
        [sys.executable, "-m", "scripts.editions.offline", "--site-dir", str(site)],
        cwd=root,
        env={**os.environ, "SOURCE_DATE_EPOCH": "1700000000", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def site(book: Book, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a site with all that belongs into the archive, and the archive."""
    site = tmp_path_factory.mktemp("offline") / "site"
    shutil.copytree(book.site, site)
    # To make the others would take long, and show nothing of the archive.
    for other in ("cross-entropy-letter.pdf", "cross-entropy.epub"):
        shutil.copy(site / "cross-entropy.pdf", site / other)
    offer_downloads(site)
    packed = pack(book.root, site)
    assert packed.returncode == 0, packed.stderr
    assert " MB" in packed.stdout
    assert "cross-entropy-offline.zip" in packed.stdout
    return site


@pytest.fixture(scope="module")
def unpacked(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder that a reader finds, in a place with a blank in its name."""
    there = tmp_path_factory.mktemp("reader") / "my downloads"
    with ZipFile(site / "cross-entropy-offline.zip") as archive:
        archive.extractall(there)
    (folder,) = there.iterdir()
    return folder


@cache
def soup_of(path: Path) -> BeautifulSoup:
    """Return a page without the drawn formulas, which take long to parse and have no links."""
    return BeautifulSoup(DRAWING.sub("", path.read_text(encoding="utf-8")), "html.parser")


@cache
def ids_of(path: Path) -> set[str]:
    return {str(tag["id"]) for tag in soup_of(path).find_all(id=True)}


def test_it_holds_the_whole_site_in_one_folder(site: Path, unpacked: Path) -> None:
    assert unpacked.name == "cross-entropy"
    mine = {path.relative_to(site) for path in site.rglob("*") if path.is_file()}
    theirs = {path.relative_to(unpacked) for path in unpacked.rglob("*") if path.is_file()}
    assert theirs - mine == {Path("README.txt")}
    assert mine - theirs == {Path("cross-entropy-offline.zip")}
    for path in theirs & mine:
        if path.suffix != ".html" or is_handout(path.as_posix()):
            assert cmp(unpacked / path, site / path, shallow=False)
        else:
            html = (site / path).read_text(encoding="utf-8")
            inside = (unpacked / path).read_text(encoding="utf-8")
            assert len(html) - 180 < len(inside) < len(html)
            assert inside == without_archive(html)
    assert "Open index.html" in (unpacked / "README.txt").read_text(encoding="utf-8")
    for name in ("cross-entropy.pdf", "cross-entropy-letter.pdf", "cross-entropy.epub"):
        assert name in (unpacked / "README.txt").read_text(encoding="utf-8")
        assert (unpacked / name).stat().st_size > 100_000


def test_files_are_dated_sorted_and_readable_by_all(site: Path) -> None:
    with ZipFile(site / "cross-entropy-offline.zip") as archive:
        entries = archive.infolist()
        assert archive.testzip() is None
    assert {entry.date_time for entry in entries} == {(2023, 11, 14, 22, 13, 20)}
    assert {entry.external_attr >> 16 for entry in entries} == {0o100644}
    names = [entry.filename for entry in entries[1:]]
    assert names == sorted(names, key=lambda name: Path(name))


def test_every_link_of_every_page_resolves(unpacked: Path) -> None:
    followed = 0
    for page in unpacked.rglob("*.html"):
        if page.name == "404.html":
            # It does not know from where it will be shown, so that its links begin at the root.
            continue
        for tag in soup_of(page).find_all(["a", "link", "script", "img"]):
            address = str(tag.get("href") or tag.get("src") or "")
            url, anchor = urldefrag(urljoin(page.as_uri(), address))
            if not address or urlsplit(url).scheme != "file":
                assert tag.name == "a" or not address, (page, address)
                continue
            target = Path(unquote(urlsplit(url).path))
            assert target.is_relative_to(unpacked), (page, address)
            assert target.exists(), (page, address)
            if anchor and not anchor.startswith("__") and target.suffix == ".html":
                assert unquote(anchor) in ids_of(target), (page, address)
            followed += 1
    assert followed > 3000


def test_every_page_offers_the_books(unpacked: Path) -> None:
    for page in unpacked.rglob("*.html"):
        address = page.relative_to(unpacked).as_posix()
        if address != "404.html" and not is_handout(address):
            offered = [str(link["href"]) for link in soup_of(page).select(".downloads a")]
            assert [Path(link).name for link in offered] == [
                "cross-entropy.pdf",
                "cross-entropy-letter.pdf",
                "cross-entropy.epub",
                "cross_entropy.py",
            ]


def test_the_site_offers_the_archive_too(site: Path) -> None:
    [*_, archive, _] = soup_of(site / "code" / "numpy.html").select(".downloads a")
    assert archive["href"] == "../cross-entropy-offline.zip"


def test_it_opens_and_searches_from_the_folder(unpacked: Path) -> None:
    failed: list[str] = []
    foreign: list[str] = []
    errors: list[str] = []

    def watch(request: Request) -> None:
        if urlsplit(request.url).scheme not in ("file", "data", "blob"):
            foreign.append(request.url)

    with chromium(viewport={"width": 1280, "height": 800}) as context:
        page = context.new_page()
        page.on("request", watch)
        page.on("requestfailed", lambda request: failed.append(request.url))
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto((unpacked / "index.html").as_uri())
        page.locator("input.md-search__input").click()
        page.keyboard.type("perplexity")
        first = page.locator(".md-search-result__item a").first
        first.wait_for(state="visible", timeout=1000 * HANGS_AFTER)
        first.click()
        page.wait_for_url("**/classification/perplexity.html*")
        assert page.locator("h1").inner_text().startswith("Perplexity")
        page.goto((unpacked / "notebooks" / "two_models.html").as_uri())
    assert (failed, foreign, errors) == ([], [], [])


def test_two_are_identical_byte_for_byte(site: Path, book: Book, tmp_path: Path) -> None:
    shutil.copytree(site, tmp_path / "elsewhere")
    (tmp_path / "elsewhere" / "cross-entropy-offline.zip").unlink()
    for path in (tmp_path / "elsewhere").rglob("*"):
        os.utime(path, (1, 1))
    packed = pack(book.root, tmp_path / "elsewhere", TZ="Asia/Tokyo", PYTHONHASHSEED="4242")
    assert packed.returncode == 0, packed.stderr
    again = (tmp_path / "elsewhere" / "cross-entropy-offline.zip").read_bytes()
    assert again == (site / "cross-entropy-offline.zip").read_bytes()


def test_without_a_book_it_says_what_to_do(built_site: Path, book: Book) -> None:
    packed = pack(book.root, built_site)
    assert packed.returncode == 1
    assert "lacks cross-entropy.pdf" in packed.stderr
    assert "make offline" in packed.stderr
    assert [*built_site.glob("*.zip")] == []


def test_without_a_site_it_says_what_to_do(book: Book, tmp_path: Path) -> None:
    packed = pack(book.root, tmp_path)
    assert packed.returncode == 1
    assert packed.stderr.count("\n") == 1
    assert "make site" in packed.stderr


@pytest.fixture
def built_site(book: Book, tmp_path: Path) -> Path:
    """Return a site without books."""
    site = tmp_path / "site"
    site.mkdir()
    shutil.copy(book.site / "index.html", site)
    return site


def test_a_failure_leaves_the_last_archive_as_it_was(tmp_path: Path) -> None:
    def members() -> list[Member]:
        return [Member("one.txt", b"1")]

    def failing() -> object:
        yield Member("one.txt", b"2")
        raise OSError("the disk is full")

    target = tmp_path / "an.zip"
    date = source_date(Path.cwd())
    write_archive(target, members(), date)
    before = target.read_bytes()
    with pytest.raises(OSError, match="full"):
        write_archive(target, failing(), date)  # type: ignore[arg-type]
    assert target.read_bytes() == before
    assert [*tmp_path.iterdir()] == [target]
