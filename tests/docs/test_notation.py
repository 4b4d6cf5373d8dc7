"""The tables of the notation page; that they explain every symbol, the build sees to."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs" / "en"
BLOCK = re.compile(r"^<!-- notation\n(?P<lines>.*?)^-->", re.MULTILINE | re.DOTALL)
DECLARED = re.compile(r"^\$(?P<symbol>[^$]+)\$\s*:", re.MULTILINE)
ROW = re.compile(r"^\| (?P<symbols>\$.+?) \| (?P<meaning>.+?) \| `(?P<home>[^`]+)`", re.MULTILINE)
SYMBOL = re.compile(r"(?<!\$)\$([^$\n]+)\$(?!\$)")
HEADER = "| Symbol | Meaning | Values, or where it is explained |"


def name(symbol: str) -> str:
    """Return the symbol without its arguments: H(P,Q) and H(X) are both H."""
    return symbol.split("(")[0].replace(" ", "")


def rows() -> list[re.Match[str]]:
    page = (DOCS / "reference" / "notation.md").read_text("utf-8")
    return list(ROW.finditer(page))


def declarations() -> list[tuple[str, str]]:
    return [
        (page.relative_to(DOCS).as_posix(), line["symbol"])
        for page in sorted(DOCS.rglob("*.md"))
        for block in BLOCK.finditer(page.read_text("utf-8"))
        for line in DECLARED.finditer(block["lines"])
    ]


def test_every_table_has_the_same_columns() -> None:
    page = (DOCS / "reference" / "notation.md").read_text("utf-8")
    lines = page.splitlines()
    headers = [line for line, below in pairwise(lines) if below.startswith("| ---")]
    assert set(headers) == {HEADER}
    body = [line for line in lines if line.startswith("| $")]
    assert len(body) == len(rows())


def test_no_symbol_has_two_global_meanings() -> None:
    homes: dict[str, list[str]] = {}
    for row in rows():
        if row["home"] not in ("local", "built in"):
            homes.setdefault(row["symbols"], []).append(row["home"])
    assert all(len(places) == 1 for places in homes.values())


def test_each_symbol_has_words_of_its_own() -> None:
    # A row for several symbols gives each of them the meaning of all.
    own = [row["symbols"] for row in rows() if "built in" not in row["home"]]
    assert [symbols for symbols in own if "$, $" in symbols] == []


@pytest.mark.parametrize(
    "row", [row for row in rows() if row["home"] == "local"], ids=lambda row: row["symbols"]
)
def test_local_symbols_live_where_the_table_says(row: re.Match[str]) -> None:
    line = row.string[row.start() :].partition("\n")[0]
    link = re.search(r"\]\(\.\./(?P<page>[a-z/-]+\.md)\)", line)
    assert link is not None
    declared = {symbol for page, symbol in declarations() if page == link["page"]}
    alone_in_text = set(SYMBOL.findall((DOCS / link["page"]).read_text("utf-8")))
    there = {name(symbol) for symbol in declared | alone_in_text}
    assert {name(symbol) for symbol in SYMBOL.findall(row["symbols"])} <= there
