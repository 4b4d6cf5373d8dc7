"""Tables on the narrow screens of e-readers, which cut what they cannot scroll."""

import re
from collections.abc import Callable, Iterable
from itertools import chain, groupby, zip_longest

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
_LONG = 30
"""Rows of a table that nobody reads from the top: those that belong together become groups."""
_LONGEST = 24
"""Characters of the longest number or name that is kept on one line."""


def fit_tables(content: Tag, told: Callable[[str], str] = str) -> None:
    """Keep numbers and short code on one line, and set tables smaller that would be cut.

    ``told`` returns HTML with the words of what was set aside.
    """
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
        if len(table.select("tbody tr")) > _LONG:
            group_rows(table, told)
        if width_of(table) > _ROOM:
            add_class(table, "wide")


def group_rows(table: Tag, told: Callable[[str], str] = str) -> None:
    """Let rows with the same head stand below it, in place of beside it, if any have the same.

    That leaves the other columns its room, and a screen may end between two groups.
    """
    body, rows = table.tbody, table.select("tbody > tr")
    groups = [(head, [*some]) for head, some in groupby(rows, lambda row: told(_head_of(row)))]
    if body is None or len(groups) == len(rows) or not all(head for head, _ in groups):
        return
    for _, some in groups:
        first = some[0].find("th")
        assert isinstance(first, Tag)
        columns = len(some[0].find_all(["td", "th"], recursive=False)) - 1
        group, title = new_tag("tbody", class_="group"), new_tag("tr")
        for row in some:
            head = row.find("th")
            assert isinstance(head, Tag)
            head.extract()
            group.append(row)
        first.attrs = {"scope": "rowgroup", "colspan": str(columns)}
        title.append(first)
        group.insert(0, title)
        body.insert_before(group)
    body.decompose()
    for corner in table.select("thead > tr > th:first-child"):
        corner.decompose()


def _head_of(row: Tag) -> str:
    """Return what the head of a row says, nothing where it has none."""
    head = row.find(True)
    return head.decode_contents() if isinstance(head, Tag) and head.name == "th" else ""


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
