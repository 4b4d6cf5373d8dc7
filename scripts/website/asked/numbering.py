"""All pages together: what is numbered, under which number, and what everything refers to."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from scripts.common.likeness import did_you_mean
from scripts.common.problems import Place, Problem
from scripts.website.asked.page import Page, Reference


@dataclass(frozen=True)
class Numbered:
    """A named formula, figure or table, numbered within its page."""

    page: Page
    number: int
    place: Place


class Book:
    """The pages of one language and the things that they number."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self.pages = {page.uri: page for page in pages}
        self.problems: list[Problem] = []
        self.numbered: dict[tuple[str, str], Numbered] = {}
        for page in pages:
            self._number(page)
        for page in pages:
            self.problems += page.problems
            self.problems += self._broken_references(page)
        self.problems += _alike(pages)

    def page_of(self, body: str) -> Page | None:
        """Return the page whose text is ``body``."""
        # A generator may have changed tabs and blanks by now, so that only the words count.
        words = body.split()
        return next((page for page in self.pages.values() if page.body.split() == words), None)

    def titled_as(self, body: str) -> Page | None:
        """Return the page that begins with the same line as ``body``."""
        title = body.strip().partition("\n")[0]
        found = self.pages.values()
        return next((page for page in found if page.body.partition("\n")[0] == title), None)

    def _number(self, page: Page) -> None:
        counts = {"eq": 0, "fig": 0, "tab": 0}
        for kind, name, place in _named(page):
            counts[kind] += 1
            if first := self.numbered.get((kind, name)):
                self.problems.append(
                    Problem(place, f"the name '{name}' is taken", f"It stands at {first.place}.")
                )
                continue
            self.numbered[kind, name] = Numbered(page, counts[kind], place)

    def _broken_references(self, page: Page) -> Iterator[Problem]:
        for reference in page.references:
            what = f"[@{reference.kind}:{reference.name}] refers to nothing"
            yield from self.unless_numbered(reference, what)

    def unless_numbered(self, reference: Reference, what: str) -> Iterator[Problem]:
        """Yield a problem where nothing has the name that a reference mentions."""
        if (reference.kind, reference.name) not in self.numbered:
            like = [name for kind, name in self.numbered if kind == reference.kind]
            yield Problem(reference.place, what, did_you_mean(reference.name, like))


def _alike(pages: Iterable[Page]) -> Iterator[Problem]:
    """Yield the pages that one folder of Windows or macOS cannot hold beside another."""
    first: dict[str, Page] = {}
    for page in pages:
        other = first.setdefault(page.uri.casefold(), page)
        if other is not page:
            what = f"the names of {page.path} and {other.path} differ in case only"
            yield Problem(Place(page.path, 1), what, "Rename one: many systems see one file.")


def _named(page: Page) -> Iterator[tuple[str, str, Place]]:
    for formula in page.formulas:
        if formula.name:
            yield "eq", formula.name, formula.place
    for drawing in page.drawings:
        yield {"figure": "fig", "table": "tab"}[drawing.kind], drawing.name, drawing.place
