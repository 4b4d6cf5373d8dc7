"""What the pages of the site ask for, as the build reads them, for tests of every such thing."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from scripts.website.asked.page import Page
from scripts.website.asked.pages import read_page

_ROOT = Path(__file__).parents[1]
_DOCS = _ROOT / "docs" / "en"


@dataclass(frozen=True, order=True)
class AskedFigure:
    """A figure: its page, its name there, its call, and the call of its table where it has one."""

    page: str
    name: str
    call: str
    table: str

    @property
    def id(self) -> str:
        """Its place in the page."""
        return f"fig-{self.name}"

    @property
    def function(self) -> Callable[..., Any]:
        """What draws it."""
        module, _, name = self.call.partition("(")[0].partition(".")
        function: Callable[..., Any] = getattr(import_module(f"snippets.figures.{module}"), name)
        return function


def asked_pages() -> Iterator[tuple[str, Page]]:
    """Yield the pages with their addresses without `.html`."""
    for path in sorted(_DOCS.rglob("*.md")):
        uri = path.relative_to(_DOCS)
        yield (
            uri.with_suffix("").as_posix(),
            read_page(_ROOT, path.relative_to(_ROOT), uri.as_posix()),
        )


def asked_figures() -> list[AskedFigure]:
    """Return the figures of all pages."""
    return [
        AskedFigure(name, drawing.name, drawing.expression, drawing.numbers)
        for name, page in asked_pages()
        for drawing in page.drawings
        if drawing.kind == "figure"
    ]
