"""Tables on the narrow screens of e-readers, which cut what they cannot scroll."""

import re
from collections.abc import Iterable
from itertools import chain, zip_longest

from bs4 import Tag
from bs4.element import NavigableString

from scripts.editions.pdf.tags import add_class, new_tag

_BREAK = re.compile(r"[ \n]+")
"""Where a line may end; a blank that holds a number together is another one."""
_SIZES = re.compile(r"(?<=\d) × (?=\d)")
_POWER = re.compile(r"([−-]?\d[\d.]*e-\d+)")
"""A number that has a hyphen, at which a line may end."""
_ROOM = 68
"""Characters that the columns of a table have in all before it is set smaller."""
_BETWEEN = 2
"""Characters that the space between two columns is as wide as."""
_LONGEST = 24
"""Characters of the longest number or name that is kept on one line."""


def fit_tables(content: Tag) -> None:
    """Keep numbers and short code on one line, and set tables smaller that would be cut."""
    for size in content.find_all(string=_SIZES):
        if type(size) is NavigableString:
            size.replace_with(_SIZES.sub("\N{NO-BREAK SPACE}×\N{NO-BREAK SPACE}", size))
    for part in content.select("td, th, :not(pre) > code"):
        text = part.get_text()
        if len(text) <= _LONGEST and not _BREAK.search(text) and "-" in text:
            add_class(part, "unbroken")
    for long in content.find_all(string=_POWER):
        if not long.find_parent("pre") and not long.find_parent(class_="unbroken"):
            _keep_powers_whole(long)
    for table in content.select("table"):
        if width_of(table) > _ROOM:
            add_class(table, "wide")


def _keep_powers_whole(text: NavigableString) -> None:
    pieces = _POWER.split(text)
    numbers = [new_tag("span", number, class_="unbroken") for number in pieces[1::2]]
    text.replace_with(*chain.from_iterable(zip_longest(pieces[::2], numbers, fillvalue="")))


def width_of(table: Tag) -> int:
    """Return how many characters a table is wide when all is broken that can be.

    What stands below several columns takes the room that they have.
    """
    rows = [
        [_narrowest(cell) for cell in row.select(":is(td, th):not([colspan])")]
        for row in table.select("tr")
    ]
    columns: Iterable[tuple[int, ...]] = zip_longest(*rows, fillvalue=0)
    return sum(max(column) + _BETWEEN for column in columns)


def _narrowest(cell: Tag) -> int:
    text = cell.get_text()
    if {"unbroken", "number"} & {*cell.get_attribute_list("class")} and cell.name == "td":
        return len(text)
    values = [len(value.get_text()) for value in cell.select(".value, .unbroken")]
    return max([*map(len, _BREAK.split(text)), *values])
