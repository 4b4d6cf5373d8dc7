"""Prints a book until the pages that it names are those that it has."""

import io
import multiprocessing
import os
import tempfile
import time
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from pathlib import Path

import pikepdf

from scripts.editions.pdf.layout import Book
from scripts.editions.pdf.page_numbers import pages_of_ids
from scripts.editions.pdf.printing import Moves, printer
from scripts.editions.pdf.problems import BookError

PATIENCE = 600.0
"""Seconds after which a browser that has not printed the book is taken to hang."""

_TRIES = 6


def print_books(
    book: Book,
    papers: Sequence[str],
    finish: Callable[[bytes], bytes],
    patience: float = PATIENCE,
) -> dict[str, bytes]:
    """Return the book on each paper, with right page numbers, finished by ``finish``.

    Raises:
        BookError: the browser failed or hangs, or the numbers do not settle.
        NoBrowserError: there is none.
    """
    context = multiprocessing.get_context("spawn")
    deadline = time.monotonic() + patience
    with tempfile.TemporaryDirectory(prefix="book-", ignore_cleanup_errors=True) as folder:
        workers = {}
        for paper in papers:
            receiver, sender = context.Pipe(duplex=False)
            work = context.Process(
                target=_work, args=(book, paper, finish, folder, patience, sender), daemon=True
            )
            work.start()
            sender.close()
            workers[paper] = work, receiver
        try:
            return {
                paper: _outcome(receiver, deadline - time.monotonic(), patience)
                for paper, (_, receiver) in workers.items()
            }
        finally:
            for work, _ in workers.values():
                work.terminate()
                work.join()


def _outcome(receiver: Connection, seconds: float, patience: float) -> bytes:
    if not receiver.poll(max(0.0, seconds)):
        raise BookError(
            f"The browser had not printed the book after {patience:.0f} s and was stopped.\n"
            "On a slow machine, give it longer: python -m scripts.editions.pdf --patience SECONDS."
        )
    try:
        outcome: bytes | Exception = receiver.recv()
    except EOFError:
        raise BookError("The printing of the book ended without a word. Try again.") from None
    if isinstance(outcome, Exception):
        raise outcome
    return outcome


def _work(
    book: Book,
    paper: str,
    finish: Callable[[bytes], bytes],
    folder: str,
    patience: float,
    sender: Connection,
) -> None:
    """Print in a process of its own, which can be stopped when the browser hangs."""
    # Everything that the browser leaves lying about is cleared away with the folder.
    os.environ["TMPDIR"] = folder
    tempfile.tempdir = folder
    try:
        page_file = Path(folder) / f"{paper}.html"
        sender.send(finish(_print_book(book, paper, page_file, patience)))
    except Exception as error:
        sender.send(error)


def _print_book(book: Book, paper: str, page_file: Path, patience: float) -> bytes:
    moves: Moves | None = None
    with printer(patience) as press:

        def printed(html: str, *, tagged: bool) -> bytes:
            nonlocal moves
            page_file.write_text(html, encoding="utf-8")
            pdf = press.print(page_file, tagged=tagged, moves=moves)
            # What floats stays where it is, though numbers of pages change.
            moves = press.moves
            return pdf

        return settled(book, paper, printed)


def settled(book: Book, paper: str, printed: Callable[..., bytes]) -> bytes:
    """Return the book as ``printed`` once it names the page of all that is out of sight.

    What was once out of sight keeps its page: taken away, it could move there again.

    Raises:
        BookError: the numbers do not settle.
    """
    pages = _pages(printed(book.proof(paper), tagged=False))
    apart = book.apart(pages)
    for _ in range(_TRIES):
        pdf = printed(book.with_pages(paper, pages, apart), tagged=True)
        named, pages = pages, _pages(pdf)
        unnamed = book.apart(pages).keys() - apart
        if not unnamed and all(named[target] == pages[target] for target in apart.values()):
            return pdf
        apart |= book.apart(pages)
    raise BookError(f"The page numbers of the book still change after {_TRIES} printings.")


def _pages(printed: bytes) -> dict[str, int]:
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        return pages_of_ids(pdf)
