"""On which page of a printed book each id is."""

import io

import pikepdf


def pages_of_ids(pdf: bytes) -> dict[str, int]:
    """Return the page, counted from 1, of each id that some link of the PDF leads to."""
    with pikepdf.open(io.BytesIO(pdf)) as book:
        number = {page.obj.objgen: place for place, page in enumerate(book.pages, start=1)}
        return {
            str(name).removeprefix("/"): number[destination[0].objgen]
            for name, destination in _destinations(book)
        }


def _destinations(book: pikepdf.Pdf) -> list[tuple[str, pikepdf.Object]]:
    if "/Dests" in book.Root:
        return list(book.Root.Dests.items())
    return list(pikepdf.NameTree(book.Root.Names.Dests).items())
