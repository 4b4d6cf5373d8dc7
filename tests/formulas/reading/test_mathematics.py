"""What the checker reads of a page, and that it reads nothing else."""

from pathlib import Path

import pytest

from scripts.formulas.reading.mathematics import Heading, Line, Notation, mathematics_of
from scripts.formulas.reading.pages import Display

PAGE = r"""---
description: A page.
---
# Title

Some words, $x$ and `$code$`. <!-- given: $x = 1$ -->

<!-- notation
$x$ : real
-->

| $y$ | a row |

<!-- check: first; loose -->
$$
x \le x
$$
"""


def said(text: str) -> str:
    return mathematics_of(Path("docs/page.md"), text).said


def test_its_items_and_their_lines() -> None:
    page = mathematics_of(Path("docs/page.md"), PAGE)
    assert page.items == (
        Heading(4, 1),
        Line(6, ("x",), ("x = 1",), in_table=False),
        Notation(9, ("$x$ : real",)),
        Line(12, ("y",), (), in_table=True),
        Display(number=15, tex=r"x \le x", name="first", options={"loose": ""}),
    )
    assert page.lines == [4, 6, 9, 12, 15]
    assert page.problems == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [("Some words", "Other words, and more"), ("# Title", "# Another title"), ("\n\n", "\n\n\n")],
)
def test_words_and_lines_are_nothing_to_it(old: str, new: str) -> None:
    assert said(PAGE.replace(old, new)) == said(PAGE)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("# Title", "## Title"),
        ("$x$ and", "$x^2$ and"),
        ("given: $x = 1$", "given: $x = 2$"),
        ("$x$ : real", "$x$ : (0,1)"),
        ("| $y$", "$y$"),
        ("check: first", "check: second"),
        ("; loose", ""),
        (r"x \le x", "x = x"),
        ("<!-- check: first; loose -->", "<!-- unchecked: no -->"),
        ("<!-- check: first; loose -->\n", ""),
    ],
)
def test_all_that_is_checked_is_said(old: str, new: str) -> None:
    assert old in PAGE
    assert said(PAGE.replace(old, new)) != said(PAGE)
