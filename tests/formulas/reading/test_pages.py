"""A page is taken apart once, for whoever reads it."""

from pathlib import Path

from scripts.common.problems import Place, Problem
from scripts.formulas.reading.pages import Display, take_apart
from scripts.formulas.reading.parts import Part

PAGE = Path("docs/page.md")
TEXT = """---
description: A page.
---
# Title

<!-- check: it; stable; let: y = 1; covers: k -->
$$
  y
  = y
$$

<!-- unchecked: a picture -->

$$
x
$$
"""


def test_formulas_carry_what_their_marks_say() -> None:
    page = take_apart(PAGE, TEXT)
    assert page.problems == []
    options = {"stable": "", "let": "y = 1", "covers": "k"}
    assert [part for part in page.parts if isinstance(part, Display)] == [
        Display(number=7, tex="y\n= y", name="it", options=options),
        Display(number=14, tex="x", unchecked="a picture"),
    ]


def test_marks_are_no_parts_and_the_rest_is_kept_in_order() -> None:
    parts = [part for part in take_apart(PAGE, TEXT).parts if isinstance(part, Part)]
    assert [part.lines[0] for part in parts] == ["# Title", "", "", "", ""][: len(parts)]
    assert parts[0].number == 4


def test_a_problem_has_its_place_and_says_what_to_do() -> None:
    page = take_apart(PAGE, "$$\nx\n$$\n<!-- check: a; stable: yes; let -->\n$$\ny\n$$\n")
    assert page.problems == [
        Problem(
            Place(PAGE, 1),
            "a display formula without a name",
            "Put <!-- check: its-name --> on the line above it,\n"
            "or <!-- unchecked: reason --> where it cannot be checked.",
        ),
        Problem(
            Place(PAGE, 4),
            "a: the option 'stable' is not written like this",
            "Write 'stable' alone.",
        ),
        Problem(Place(PAGE, 4), "a: the option 'let' is not written like this", "Write 'let: …'."),
    ]


def test_what_is_never_closed_is_no_formula() -> None:
    page = take_apart(PAGE, "<!-- check: it -->\n$$\nx\n")
    assert page.parts == []
    assert [(one.place.line, one.what) for one in page.problems] == [
        (2, "this formula is never closed")
    ]
