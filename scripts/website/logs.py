"""What the build says while it works: short lines, and the place of everything that is wrong."""

import logging
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_LINK = re.compile(r"Doc file '(?P<file>[^']+)' contains an? [\w ]*?link (?:to )?'(?P<link>[^']+)'")
_SAID_BELOW = re.compile(r"Error (?:reading|building) page '[^']*':\s*$")
"""What MkDocs says before it says what the error is."""
_QUIET = ("mkdocs.mkdocs-jupyter", "mkdocs.plugins.mkdocs_jupyter")


def set_up(docs: Path = Path("docs/en"), *, serving: bool = False) -> None:
    """Send MkDocs' messages to standard error in the project's form.

    Its own account of a build is for those who watch it again and again while ``serving``.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Lines(docs))
    handler.addFilter(lambda record: not _SAID_BELOW.match(record.getMessage()))
    logger = logging.getLogger("mkdocs")
    logger.handlers[:] = [handler]
    logger.setLevel(logging.INFO)
    logger.propagate = False
    for name in _QUIET if serving else (*_QUIET, "mkdocs.commands.build"):
        logging.getLogger(name).setLevel(logging.WARNING)


@contextmanager
def collected(docs: Path = Path("docs/en")) -> Iterator[list[str]]:
    """Give the warnings and errors of the block, each as it is told."""
    told: list[str] = []
    handler = _Collecting(told, logging.WARNING)
    handler.setFormatter(_Lines(docs))
    logger = logging.getLogger("mkdocs")
    logger.addHandler(handler)
    try:
        yield told
    finally:
        logger.removeHandler(handler)


class BrokenLinks(logging.Handler):
    """Knows the broken links that MkDocs has told of, each with the source of its page."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.told: set[tuple[str, str]] = set()

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a message of this kind."""
        if found := _LINK.match(record.getMessage()):
            self.told.add((found["file"], found["link"]))


class _Collecting(logging.Handler):
    """Puts messages into a list."""

    def __init__(self, told: list[str], level: int) -> None:
        super().__init__(level)
        self.told = told

    def emit(self, record: logging.LogRecord) -> None:
        self.told.append(self.format(record))


class _Lines(logging.Formatter):
    """Writes a message alone; a broken link gets the line of the page that holds it."""

    def __init__(self, docs: Path) -> None:
        super().__init__()
        self.docs = docs

    def format(self, record: logging.LogRecord) -> str:
        message = record.getMessage()
        found = _LINK.match(message)
        if found is None:
            return message
        page = self.docs / found["file"]
        what = message[found.end() :].lstrip(",").strip()
        return f"{page}:{_line_of(page, found['link'])}: the link {found['link']} is broken: {what}"


def _line_of(page: Path, link: str) -> int:
    """Return the first line of ``page`` that links there or else mentions the link, or 1."""
    if not page.exists():
        return 1
    lines = list(enumerate(page.read_text(encoding="utf-8").splitlines(), start=1))
    linking = re.compile(rf"""(?:\]\(\s*<?|\]:\s*<?|["']){re.escape(link)}(?=[\s)>"']|$)""")
    links = [number for number, line in lines if linking.search(line)]
    return next(iter([*links, *(number for number, line in lines if link in line)]), 1)
