"""How a book comes about: the same every time, on each paper, and never by halves."""

import os
import signal
import subprocess
import sys
from filecmp import cmp
from pathlib import Path

import pikepdf
import pytest

from tests.patience import wait_until
from tests.printed.conftest import Book, make_book
from tests.printed.reading import Printed, read
from tests.printed.small import small_site

PAPERS = {"cross-entropy.pdf": (594.96, 841.92), "cross-entropy-letter.pdf": (612, 792)}


@pytest.fixture(scope="module")
def small(book: Book, tmp_path_factory: pytest.TempPathFactory) -> Book:
    """Return a small book, printed on each paper."""
    site = small_site(book.site, tmp_path_factory.mktemp("small") / "site")
    ran = make_book(book.root, site)
    assert ran.returncode == 0, ran.stderr
    return Book(book.root, site)


@pytest.fixture
def unprinted(book: Book, tmp_path: Path) -> Path:
    """Return the site of a small book with an older one in it."""
    site = small_site(book.site, tmp_path / "site")
    (site / "cross-entropy.pdf").write_bytes(b"the last good book")
    return site


def assert_as_it_was(site: Path) -> None:
    assert (site / "cross-entropy.pdf").read_bytes() == b"the last good book"
    assert not (site / "cross-entropy-letter.pdf").exists()
    assert [path for path in site.iterdir() if path.suffix == ".part"] == []


def browser(folder: Path, *lines: str) -> str:
    """Return the path of a browser that does as the lines of a shell script say."""
    script = folder / "browser"
    script.write_text("\n".join(["#!/bin/sh", *lines, ""]))
    script.chmod(0o755)
    return str(script)


@pytest.mark.parametrize("file", PAPERS)
def test_each_paper_has_its_size(small: Book, file: str) -> None:
    printed = read(small.site / file)
    assert len(printed.pages) > 10
    for page in printed.pages:
        assert page.width == pytest.approx(PAPERS[file][0], abs=0.5)
        assert page.height == pytest.approx(PAPERS[file][1], abs=0.5)


def test_two_books_are_identical_byte_for_byte(small: Book, tmp_path: Path) -> None:
    """Seen on a small book, in which the next test finds whatever the whole one is made of.

    Its chapters, formulas, figures, listings and solutions take the same way through the same
    code, so that a date, a random name or the order of a set would show here as well. The second
    one is printed elsewhere, at another hour, by other hashes, and alone instead of beside Letter.
    """
    site = small_site(small.site, tmp_path / "another" / "site")
    ran = make_book(small.root, site, "A4", TZ="Asia/Tokyo", PYTHONHASHSEED="4242", LANG="C")
    assert ran.returncode == 0, ran.stderr
    assert cmp(site / small.path.name, small.path, shallow=False)


def test_the_small_book_is_made_of_what_the_whole_one_is(small: Book, printed: Printed) -> None:
    parts = [made_of(read(small.path)), made_of(printed)]
    for in_small, in_whole in zip(*parts, strict=True):
        assert in_whole
        assert in_whole - in_small == set()


def made_of(book: Printed) -> tuple[set[str], set[str]]:
    """Return the kinds of elements of its structure, and the kinds of objects in its file."""
    objects = {
        f"{found.get('/Type', '')}{found.get('/Subtype', '')}"
        for found in book.pdf.objects
        if isinstance(found, pikepdf.Dictionary | pikepdf.Stream)
    }
    return {element.kind for element in book.structure.all()}, objects


def test_without_a_browser_one_line_says_what_to_install(
    unprinted: Path, book: Book, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    ran = make_book(book.root, unprinted, PATH=str(tmp_path / "empty"), BROWSER_PATH="")
    assert ran.returncode == 1
    assert ran.stderr.count("\n") == 1
    assert "apt-get install chromium" in ran.stderr
    assert_as_it_was(unprinted)


def test_a_browser_that_dies_at_the_start_is_told(
    unprinted: Path, book: Book, tmp_path: Path
) -> None:
    dying = browser(tmp_path, "echo 'no display' >&2", "exit 1")
    ran = make_book(book.root, unprinted, "A4", BROWSER_PATH=dying)
    assert ran.returncode == 1
    assert "Traceback" not in ran.stderr
    assert ran.stderr.startswith("The browser could not print the book")
    assert_as_it_was(unprinted)


def test_a_browser_that_dies_while_it_prints_is_told(
    unprinted: Path, book: Book, program: Path, tmp_path: Path
) -> None:
    dying = browser(
        tmp_path,
        # Debian's is started by a script that stays: what is killed is all that it started.
        f'setsid "{program}" "$@" &',
        # What is to be printed is written when the browser is ready.
        'until [ -s "$TMPDIR/A4.html" ]; do sleep 0.1; done',
        "kill -KILL -$!",
        "wait",
    )
    ran = make_book(book.root, unprinted, "A4", BROWSER_PATH=dying)
    assert ran.returncode == 1
    assert "Traceback" not in ran.stderr
    assert "browser" in ran.stderr
    assert_as_it_was(unprinted)


def test_a_browser_that_hangs_is_stopped_and_told(
    unprinted: Path, book: Book, tmp_path: Path
) -> None:
    (tmp_path / "started").touch()
    hanging = browser(tmp_path, f"echo $$ >> {tmp_path}/started", "exec sleep 600")
    ran = subprocess.run(
        [
            *(sys.executable, "-m", "scripts.editions.pdf", "--site-dir", str(unprinted)),
            *("--paper", "A4", "--patience", "6"),
        ],
        cwd=book.root,
        env={**os.environ, "BROWSER_PATH": hanging},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 1
    assert "Traceback" not in ran.stderr
    assert "6 s" in ran.stderr
    assert_as_it_was(unprinted)
    for number in map(int, (tmp_path / "started").read_text().split()):
        if not wait_until(lambda number=number: not _runs(number)):  # type: ignore[misc]
            os.kill(number, signal.SIGKILL)
            pytest.fail("the browser was left running")


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_without_a_site_it_says_what_to_do(book: Book, tmp_path: Path) -> None:
    ran = make_book(book.root, tmp_path / "nothing", "A4")
    assert ran.returncode == 1
    assert ran.stderr.count("\n") == 1
    assert "make site" in ran.stderr
    assert not (tmp_path / "nothing").exists()
