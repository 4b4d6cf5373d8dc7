"""Has Chromium print a page of this machine as a tagged PDF."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Error, Page

from scripts.common.browser import chromium
from scripts.editions.pdf.problems import BookError

_FIT = (Path(__file__).parent / "fit.js").read_text(encoding="utf-8")
_FLOAT = (Path(__file__).parent / "floats.js").read_text(encoding="utf-8")

Moves = list[tuple[str, int, float]]
"""What floats, by its id, how many blocks it goes below where it stands, and its scale."""


class Printer:
    """A browser that is open for printing."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.moves: Moves = []
        """Those that were made in the last print."""

    def print(self, page_file: Path, *, tagged: bool, moves: Moves | None = None) -> bytes:
        """Return the page as PDF, with figures moved as they were before, or as fills pages best.

        Raises:
            BookError: something is too wide for the paper.
        """
        self.fit(page_file)
        self.moves = [tuple(move) for move in self._page.evaluate(_FLOAT, moves)]
        return self._page.pdf(
            prefer_css_page_size=True, print_background=True, tagged=tagged, outline=False
        )

    def fit(self, page_file: Path) -> None:
        """Open the page, and make what is wide fit the paper.

        Raises:
            BookError: something is too wide all the same.
        """
        self._page.goto(page_file.as_uri(), wait_until="load")
        self._page.evaluate("document.fonts.ready.then(() => true)")
        if too_wide := self._page.evaluate(_FIT):
            listed = "\n".join(f"    {element}" for element in too_wide)
            raise BookError(f"Too wide for the text of the book:\n{listed}")


@contextmanager
def printer(patience: float) -> Iterator[Printer]:
    """Start the browser of this machine for printing; it has ``patience`` seconds to start.

    Raises:
        BookError: the browser died.
    """
    try:
        with chromium(timeout=1000 * patience) as context:
            page = context.new_page()
            # How long a browser may take is for those to say who started the printing.
            page.set_default_timeout(0)
            page.emulate_media(media="print", color_scheme="light")
            yield Printer(page)
    except Error as error:
        reason = str(error).strip().splitlines()[0]
        raise BookError(f"The browser could not print the book: {reason}") from None
