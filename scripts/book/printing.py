"""Has Chromium print a page of this machine as a tagged PDF."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Error, Page

from scripts.book.problems import BookError
from scripts.browser import chromium

_PATIENCE = 120
"""Seconds after which a browser that says nothing is taken to hang."""


class Printer:
    """A browser that is open for printing."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def print(self, html: str, page_file: Path) -> bytes:
        """Return the page as PDF; it is written to ``page_file``, where the browser reads it.

        Raises:
            BookError: the browser died, or did not answer in time.
        """
        page_file.write_text(html, encoding="utf-8")
        try:
            self._page.goto(page_file.as_uri(), wait_until="load")
            self._page.evaluate("document.fonts.ready.then(() => true)")
            return self._page.pdf(
                prefer_css_page_size=True, print_background=True, tagged=True, outline=False
            )
        except Error as error:
            reason = str(error).strip().splitlines()[0]
            raise BookError(f"The browser could not print the book: {reason}") from None


@contextmanager
def printer() -> Iterator[Printer]:
    """Start the browser of this machine for printing."""
    with chromium() as context:
        page = context.new_page()
        page.set_default_timeout(_PATIENCE * 1000)
        page.emulate_media(media="print", color_scheme="light")
        yield Printer(page)
