"""Which page lists the formulas of a page: one list of all would grow too heavy to load."""

from collections.abc import Mapping

from scripts.website.asked.page import Page


def lists_of_formulas(pages: Mapping[str, Page]) -> dict[str, str]:
    """Return the page that lists the formulas of each page, by their addresses.

    A list names folders; a list that names none has what no other list has.
    """
    of_folder = {
        folder: uri
        for uri, page in pages.items()
        for named in page.formula_lists
        for folder in named
    }
    rest = next((uri for uri, page in pages.items() if () in page.formula_lists), "")
    found = {uri: of_folder.get(uri.rpartition("/")[0], rest) for uri in pages}
    return {uri: listed for uri, listed in found.items() if listed}
