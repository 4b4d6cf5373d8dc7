"""What of the site the book leaves to the site, and what it says in less room."""

import ast
import posixpath
from collections.abc import Collection, Iterator, Sequence
from urllib.parse import urlsplit

from bs4 import Tag

from scripts.editions.pdf.chapters import Chapter
from scripts.editions.pdf.tags import new_tag

_LEFT_TO_THE_SITE = (
    # On the site they stay folded; on paper they would be 50 pages.
    "figure > details.numbers, details.careful, "
    # Messages of errors, calls that were measured: to look up, not to read.
    "details:has(> figure.table), "
    # How long one reads at a screen.
    ".in-short-foot"
)


def compact(chapters: Sequence[Chapter]) -> list[Chapter]:
    """Return the chapters of the book, each changed in place.

    The list of all formulas is no chapter: the index leads to each where it is derived.
    """
    printed = [chapter for chapter in chapters if not chapter.body.select(".all-formulas > div")]
    for chapter in printed:
        for element in chapter.body.select(_LEFT_TO_THE_SITE):
            element.decompose()
        for tabs in chapter.body.select(".tabbed-set"):
            if tabs.select(".tabbed-block > figure.listing"):
                tabs.replace_with(_table_of_libraries(tabs))
    _unlink_what_is_missing(printed)
    _unmap_what_is_missing(printed)
    return printed


def _unmap_what_is_missing(chapters: Sequence[Chapter]) -> None:
    """Take pages that are only on the site off the map of the home page."""
    uris = {chapter.uri for chapter in chapters}
    for chapter in chapters:
        for entry in chapter.body.select(".derivation-map li"):
            links = [urlsplit(str(link["href"])).path for link in entry.select("a[href]")]
            if links and uris.isdisjoint(_uri(chapter, path) for path in links):
                entry.decompose()


def _uri(chapter: Chapter, path: str) -> str:
    """Return the address, in the site, of what a path of a chapter leads to."""
    folder = posixpath.dirname(chapter.uri)
    return posixpath.normpath(posixpath.join(folder, path)) if path else chapter.uri


def _unlink_what_is_missing(chapters: Sequence[Chapter]) -> None:
    """Leave the words of links whose target is only on the site."""
    ids = {
        chapter.uri: {str(e["id"]) for e in chapter.body.find_all(id=True)} for chapter in chapters
    }
    for chapter in chapters:
        for link in chapter.body.select("a[href]"):
            url = urlsplit(str(link["href"]))
            uri = _uri(chapter, url.path)
            if not url.scheme and uri in ids and not _is_there(url.fragment, ids[uri]):
                link.unwrap()


def _is_there(fragment: str, ids: Collection[str]) -> bool:
    return not fragment or fragment in ids


def _table_of_libraries(tabs: Tag) -> Tag:
    """Return a table with a row for each library: what it does, and what came out."""
    body = new_tag("tbody")
    labels = tabs.select(".tabbed-labels > label")
    for label, block in zip(labels, tabs.select(".tabbed-block"), strict=True):
        row = new_tag("tr", id=str(block.select_one("figure.listing")["id"]))  # type: ignore[index]
        row.append(new_tag("th", label.get_text(), scope="row"))
        cell = new_tag("td")
        cell.extend(_essence(block))
        row.append(cell)
        body.append(row)
    table = new_tag("table", class_="libraries")
    table.append(body)
    return table


def _essence(block: Tag) -> Iterator[Tag]:
    """Yield what a library's function does, and what it printed.

    Code that is printed elsewhere in the book is only named.
    """
    result = block.select_one(".printed")
    if result is None or not result.select("a"):
        for listing in block.select("figure.listing"):
            yield new_tag("pre", steps_of(listing.select_one("pre").get_text()))  # type: ignore[union-attr]
    if result:
        yield result


def steps_of(code: str) -> str:
    """Return what the functions of a listing do, without imports, names and docstrings.

    A listing of several functions keeps their names.
    """
    parts = [node for node in ast.parse(code).body if not _is_import(node)]
    if len(parts) == 1 and isinstance(parts[0], ast.FunctionDef):
        parts = [node for node in parts[0].body if not _is_text(node)] or parts
    lines = code.splitlines()
    kept = [line for part in parts for line in _lines_of(part, lines)]
    return "\n".join(kept)


def _lines_of(part: ast.stmt, lines: Sequence[str]) -> Iterator[str]:
    first = min([part.lineno, *(d.lineno for d in getattr(part, "decorator_list", ()))])
    return (line[part.col_offset :] for line in lines[first - 1 : part.end_lineno])


def _is_import(node: ast.stmt) -> bool:
    return isinstance(node, ast.Import | ast.ImportFrom)


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
