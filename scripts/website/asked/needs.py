"""What a page needs beside itself: a place in the menu, and rows of notation for its symbols."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from scripts.common.likeness import did_you_mean
from scripts.common.problems import Place, Problem
from scripts.formulas.language.notation import Scope
from scripts.formulas.language.tokens import FormulaError
from scripts.formulas.reading.declarations import NotationError, declare, table_rows
from scripts.formulas.reading.parts import NOTATION_BLOCK, markdown_of, split_parts
from scripts.website.asked.page import Page

NOTATION = Path("reference/notation.md")
MENU = Path("mkdocs.yml")
_DECLARED = re.compile(r"^\s*\$(?P<symbol>[^$]+)\$\s*:")


def menu_faults(root: Path, order: Collection[str], pages: Collection[str]) -> Iterator[Problem]:
    """Yield what the menu names and nobody has written."""
    lines = (root / MENU).read_text(encoding="utf-8").splitlines()
    for uri in order:
        if uri not in pages:
            number = next((n for n, line in enumerate(lines, start=1) if uri in line), 1)
            what = f"the menu names {uri}, which is no page"
            yield Problem(Place(MENU, number), what, did_you_mean(uri, pages))


def missing_from_menu(
    root: Path, docs: Path, order: Collection[str], pages: Collection[str]
) -> Iterator[Problem]:
    """Yield the pages that no reader finds."""
    for uri in pages:
        if uri not in order:
            advice = f"Add the line '- {uri}' under nav: in {MENU}."
            place = Place((docs / uri).relative_to(root), 1)
            yield Problem(place, "the page is not in the menu", advice)


def unmet_needs(order: Sequence[str], pages: Mapping[str, Page]) -> Iterator[Problem]:
    """Yield what pages say that they need and what no reader has read before them."""
    places = {uri: place for place, uri in enumerate(order)}
    for page in pages.values():
        for short, uri in ((one, uri) for one in page.shorts for uri in one.needs):
            if uri not in pages:
                advice = did_you_mean(uri, pages)
                yield Problem(short.place, f"the page needs {uri}, which is no page", advice)
            elif order and places.get(uri, 0) >= places.get(page.uri, len(places)):
                what = f"the page needs {uri}, which does not come before it in the menu"
                yield Problem(short.place, what, f"Change the order under nav: in {MENU}.")


def unexplained_symbols(docs: Path, root: Path) -> Iterator[Problem]:
    """Yield each symbol that a notation block declares and the notation page does not explain."""
    if not (docs / NOTATION).exists():
        return
    table = (docs / NOTATION).read_text(encoding="utf-8")
    explained = {_name(symbol) for _, symbols, *_ in table_rows(table) for symbol in symbols}
    notation = (docs / NOTATION).relative_to(root)
    for path in sorted(docs.rglob("*.md")):
        for number, symbol in _declared(markdown_of(path)):
            if _name(symbol) not in explained | {None}:
                yield Problem(
                    Place(path.relative_to(root), number),
                    f"the notation page does not explain ${symbol}$",
                    f"Add a row to a table of {notation}, such as\n"
                    f"| ${symbol}$ | what it is | `local`, [this page](../{_uri(path, docs)}) |",
                )


def _declared(text: str) -> Iterator[tuple[int, str]]:
    """Yield the symbols of the notation blocks of a page, each with its line."""
    for part in split_parts(text.splitlines()):
        if part.kind == "comment" and NOTATION_BLOCK.match(part.lines[0]):
            for number, line in enumerate(part.lines, start=part.number):
                if found := _DECLARED.match(line):
                    yield number, found["symbol"]


def _name(symbol: str) -> str | None:
    """Return the name of a symbol without its arguments, or nothing where it is none."""
    try:
        return declare(symbol, None, Scope()).name
    except (FormulaError, NotationError):
        return None


def _uri(path: Path, docs: Path) -> str:
    return path.relative_to(docs).as_posix()
