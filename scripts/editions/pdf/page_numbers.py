"""On which page of a printed book each id is."""

import pikepdf


def pages_of_ids(pdf: pikepdf.Pdf) -> dict[str, int]:
    """Return the page, counted from 1, of each id that some link of the PDF leads to."""
    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, start=1)}
    return {name: numbers[place[0].objgen] for name, place in destinations(pdf).items()}


def destinations(pdf: pikepdf.Pdf) -> dict[str, pikepdf.Array]:
    """Return the named places of the PDF: a page, and where on it."""
    return {name.removeprefix("/"): pikepdf.Array(place) for name, place in pdf.Root.Dests.items()}
