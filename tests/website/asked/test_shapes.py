"""Headings and tables that would come out otherwise than they stand are told with their line."""

from pathlib import Path

import pytest

from scripts.website.asked.shapes import shape_slips

PAGE = Path("page.md")


def told(*lines: str) -> list[str]:
    return [str(slip).splitlines()[0] for slip in shape_slips(PAGE, [*enumerate(lines, start=1)])]


@pytest.mark.parametrize(
    ("lines", "what"),
    [
        (["# A", "### B"], "2: a heading of level 3 below one of level 1"),
        (["# A", "## B", "", "##### C"], "4: a heading of level 5 below one of level 2"),
        (["####### A"], "1: a heading of level 7; there are 6"),
        (["| a | b |", "| --- | --- |", "| 1 | 2 | 3 |"], "3: this row has 3 cells"),
        (["| a | b |", "| --- | --- |", "| 1 | 2 |", "| 1 |"], "4: this row has 1 cells"),
        (["| a | b |", "| --- |", "| 1 | 2 |"], "2: this row has 1 cells"),
        (["    | a |", "    | - |", "    | 1 | 2 |"], "3: this row has 2 cells"),
    ],
)
def test_what_would_come_out_otherwise(lines: list[str], what: str) -> None:
    (only,) = told(*lines)
    assert only.startswith(f"page.md:{what}")


@pytest.mark.parametrize(
    "lines",
    [
        ["# A", "## B", "### C", "## D", "### E"],
        ["## A", "### B"],
        ["#nothing", "########"],
        ["| a | b |", "| --- | :-: |", "| 1 | 2 |", "|  |  |", r"| a \| b | c |"],
        ["| a | b |", "no table"],
        ["| a |", "| b | c |"],
        ["| a | b |", "|---|---|", "| 1 | 2 |", "", "| a |", "|---|", "| 1 |"],
    ],
)
def test_what_comes_out_as_it_stands(lines: list[str]) -> None:
    assert told(*lines) == []
