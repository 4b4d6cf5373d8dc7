"""What a symbol can be, in words for readers."""

import re
from pathlib import Path

import pytest

from scripts.formulas.reading.declarations import read_bound
from scripts.website.made.meanings import for_readers, in_words

NOTATION = Path(__file__).parents[3] / "docs" / "en" / "reference" / "notation.md"


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("size 1..4", "any whole number from 1 on"),
        (":= `np.ones(C)`", "computed by `np.ones(C)`"),
        (r":= $\sigma(z)$", r"equal to $\sigma(z)$"),
    ],
)
def test_values_in_words(written: str, words: str) -> None:
    assert in_words(read_bound(written)) == words


def test_readers_of_the_notation_see_no_word_of_the_checker() -> None:
    shown = for_readers(NOTATION.read_text("utf-8"))
    for word in ("`local`", "`built in`", "pmf", "`size", "`index", "`set of", ":="):
        assert word not in shown
    rows = [line for line in shown.splitlines() if line.startswith("| $")]
    assert len(rows) == NOTATION.read_text("utf-8").count("\n| $")
    assert all(len(re.findall(r"\|", row)) == 4 for row in rows)
    assert "| $N$ | number of samples | any whole number from 1 on |" in rows
    assert "| $\\log$ | natural logarithm unless a base is written | base $e$ |" in rows


def test_other_tables_stay_as_they_are() -> None:
    page = "| a | b |\n| --- | --- |\n| `local` | x |\n"
    assert for_readers(page) == page
