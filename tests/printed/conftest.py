"""One book of the cold build, which the tests of this folder share."""

import fcntl
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from scripts.editions.pdf.layout import PAPERS, STYLE
from scripts.editions.pdf.printing import Printer, printer
from tests.built.copies import Built
from tests.printed.expected import Site, read_site
from tests.printed.reading import Page, Printed, read


@dataclass(frozen=True)
class Book:
    """A copy of the built site with the book in it."""

    root: Path
    site: Path

    @property
    def path(self) -> Path:
        """The book on A4."""
        return self.site / "cross-entropy.pdf"


def make_book(
    root: Path, site: Path, *papers: str, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Print the site as ``make pdf`` does."""
    choice = [part for paper in papers for part in ("--paper", paper)]
    return subprocess.run(
        [sys.executable, "-m", "scripts.editions.pdf", "--site-dir", str(site), *choice],
        cwd=root,
        env={**os.environ, "SOURCE_DATE_EPOCH": "1700000000", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="session")
def book(
    program: Path,  # noqa: ARG001
    built: Built,
    tmp_path_factory: pytest.TempPathFactory,
) -> Book:
    """Return the whole book on A4: printed by one worker, for all of them."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    site, outcome = shared / "book" / "site", shared / "book.json"
    with (shared / "book.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not outcome.exists():
            shutil.copytree(built.site, site, dirs_exist_ok=True)
            ran = make_book(built.root, site, "A4")
            outcome.write_text(json.dumps([ran.returncode, ran.stdout + ran.stderr]))
    status, said = json.loads(outcome.read_text())
    assert status == 0, said
    return Book(built.root, site)


@pytest.fixture(scope="session")
def printed(book: Book) -> Printed:
    """Return the book as it is read back."""
    return read(book.path)


@pytest.fixture(scope="session")
def site(book: Book) -> Site:
    """Return what the site has, and the book must have."""
    return read_site(book.site)


Print = Callable[[str], list[Page]]


@pytest.fixture(scope="module")
def press(program: Path) -> Iterator[Printer]:  # noqa: ARG001
    """Return what prints pages, started once for a file of tests."""
    with printer(patience=60) as press:
        yield press


@pytest.fixture
def print_body(press: Printer, tmp_path: Path) -> Print:
    """Return what prints the content of a book on A4, and reads its pages back."""

    def print_body(content: str) -> list[Page]:
        (tmp_path / "book.html").write_text(
            f'<!DOCTYPE html><meta charset="utf-8"><link rel="stylesheet" href="{STYLE.as_uri()}">'
            f"<style>@page {{ {PAPERS['A4']} }} :root {{ --paper-height: 297mm }}</style>"
            f"<body>{content}</body>",
            encoding="utf-8",
        )
        (tmp_path / "book.pdf").write_bytes(press.print(tmp_path / "book.html", tagged=False))
        return Printed(tmp_path / "book.pdf").pages

    return print_body
