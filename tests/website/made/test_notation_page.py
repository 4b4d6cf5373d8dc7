"""The notation as readers see it: no word of the checker, each symbol said."""

import re
from pathlib import Path

from scripts.website.made.notation_page import for_readers

NOTATION = Path(__file__).parents[3] / "docs" / "en" / "reference" / "notation.md"


def test_readers_of_the_notation_see_no_word_of_the_checker() -> None:
    shown = for_readers(NOTATION.read_text("utf-8"))
    for word in ("`local`", "`built in`", "pmf", "`size", "`index", "`set of", ":="):
        assert word not in shown
    rows = [line for line in shown.splitlines() if line.startswith("| $")]
    assert len(rows) == NOTATION.read_text("utf-8").count("\n| $")
    assert all(len(re.findall(r"\|", row)) == 4 for row in rows)
    number = '| $N$ | <span class="said">capital N</span> · number of samples |'
    assert f"{number} any whole number from 1 on |" in rows
    log = '| $\\log$ | <span class="said">log</span> · natural logarithm unless a base is written |'
    assert f"{log} base $e$ |" in rows


def test_the_formula_that_introduces_a_symbol_stands_where_no_page_is_named() -> None:
    rows = ["| $P$ | true | `pmf on n` |", "| $p$ | one | `local`, [there](a.md) |"]
    shown = for_readers("\n".join(rows), {"P": "first in entropy", "p": "first in surprise"})
    first, second = (row.split(" | ")[-1] for row in shown.splitlines())
    assert first.endswith("; first in entropy |")
    assert second == "[there](a.md) |"


def test_other_tables_stay_as_they_are() -> None:
    page = "| a | b |\n| --- | --- |\n| `local` | x |\n"
    assert for_readers(page) == page
