"""What is to be mended is told so that it can be read."""

from pathlib import Path

from scripts.common.problems import LONGEST, Place, Problem

PLACE = Place(Path("docs/en/page.md"), 3)


def test_the_place_comes_first_and_advice_stands_below() -> None:
    problem = Problem(PLACE, "this is wrong", "Do that,\nor this.")
    assert str(problem) == "docs/en/page.md:3: this is wrong\n    Do that,\n    or this."


def test_no_line_is_longer_than_anybody_reads() -> None:
    told = str(Problem(PLACE, f"cannot read {'9' * 5000}: no", f"{'^' * 5000}\nShort."))
    first, second, third = told.splitlines()
    for line in (first, second):
        assert LONGEST <= len(line) <= LONGEST + 3
    assert first.startswith("docs/en/page.md:3: cannot read 99")
    assert first.endswith("99: no")
    assert third == "    Short."
