"""The numbers below each figure of the pages: what names them is true and means one thing."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Any

import pytest

from scripts.website.asked.expressions import parse
from scripts.website.made.presentation import present_figure, present_table
from tests.asked import asked_figures

pytestmark = pytest.mark.slow

VALUE = re.compile(
    r"(?P<of>\S+)?\s*(?P<sign>[=:])\s*(?P<number>[−-]?\d[\d.,]*(?:\s×\s10[⁻⁰-⁹¹²³]+)?)"
)
"""A number after = or a colon, as words tell a value."""

PARAMETER = re.compile(r"^\w\u0302?$")
"""What an = may stand behind if the number is no value but says which curve it is."""


FIGURES = sorted({(figure.call, figure.table) for figure in asked_figures()})
DRAWN = [figure for figure, table in FIGURES if not table]
NAMED = [table for _, table in FIGURES if table]


def tables_of(call: str) -> list[dict[str, Any]]:
    drawn = present_figure(parse(call, "snippets.figures"), "n")
    assert drawn["doubt"] == ""
    assert drawn["numbers"]
    return list(drawn["numbers"])


def contradictions(table: dict[str, Any]) -> Iterator[str]:
    """Yield what a head or the name of a row says and no number of its column, or row, does."""
    headers, rows = table["headers"], table["rows"]
    for column, header in enumerate(headers):
        yield from _untrue(header, [row[column] for row in rows], everywhere=True)
    if headers[0] == "":
        for row in rows:
            yield from _untrue(row[0], row[1:], everywhere=False)


def _untrue(words: str, cells: list[str], *, everywhere: bool) -> Iterator[str]:
    for found in VALUE.finditer(words):
        if found["sign"] == "=" and found["of"] and PARAMETER.match(found["of"]):
            continue
        agree = [_is_rounded(found["number"], cell) for cell in cells]
        if not (all(agree) if everywhere else any(agree)):
            yield words


def _is_rounded(words: str, cell: str) -> bool:
    """Tell whether two written numbers are the same to the digits of the shorter one."""
    one, other = (_number(text) for text in (words, cell))
    places = min(len(text.partition(".")[2]) for text in (words, cell))
    room = 0.0 if "×" in words + cell else 0.5001 * 10.0**-places
    return abs(one - other) <= room


def _number(text: str) -> float:
    digits = text.replace("−", "-").replace(",", "").partition("\N{NO-BREAK SPACE}")[0]
    try:
        return float(digits)
    except ValueError:
        return float("nan")


def ambiguities(table: dict[str, Any], abscissas: Collection[str] = ()) -> Iterator[str]:
    """Yield names of rows that stand, at the same abscissa, beside several values.

    What is listed with its abscissa alone may have the name of its neighbours.
    """
    if table["headers"][0] or table["headers"][-1] in abscissas:
        return
    values = defaultdict(set)
    for *where, value in table["rows"]:
        values[tuple(where)].add(value)
    yield from (str(where) for where, found in values.items() if len(found) > 1)


@pytest.mark.parametrize("call", DRAWN)
def test_names_are_true_and_mean_one_thing(call: str) -> None:
    tables = tables_of(call)
    abscissas = {table["headers"][0] for table in tables}
    for table in tables:
        headers = table["headers"]
        assert list(contradictions(table)) == []
        assert list(ambiguities(table, abscissas)) == []
        assert len(set(headers)) == len(headers)
        assert all(headers[1:])
        assert headers[0] or any(row[0] for row in table["rows"])


@pytest.mark.parametrize("call", NAMED)
def test_each_column_of_a_named_table_says_what_it_is(call: str) -> None:
    table = present_table(parse(call, "snippets.tables"), "n")
    assert all(table["headers"])
    assert len(set(table["headers"])) == len(table["headers"])


def test_what_a_table_must_not_say_is_noticed() -> None:
    """These stood below figures."""
    rows = [["0", "1.20"], ["0.700", "0.611"]]
    assert list(contradictions({"headers": ["p", "KL = 0.339"], "rows": rows}))
    assert list(contradictions({"headers": ["x", "ArcFace: 0.20"], "rows": rows}))
    row = [["H(P,Q) = 0.950", "0.300", "0.611"]]
    assert list(contradictions({"headers": ["", "q", "nats"], "rows": row}))
    row[0][0] = "H(P,Q) = 0.61"
    assert not list(contradictions({"headers": ["", "q", "nats"], "rows": row}))
    twice = [["T = 1", "1", "0.042"], ["T = 1", "1", "0.114"]]
    assert list(ambiguities({"headers": ["", "T", "probability"], "rows": twice}))
