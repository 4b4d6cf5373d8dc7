"""Numbers in the text come from code: none with three or more decimals is typed by hand."""

import re
from pathlib import Path

import pytest

from scripts.formulas.reading.parts import CODE_SPAN
from scripts.website.asked.reading_time import minutes

DOCS = Path(__file__).parents[2] / "docs" / "en"
# DOIs and arXiv ids are addresses, not numbers.
PAGES = [page for page in sorted(DOCS.rglob("*.md")) if page.name != "bibliography.md"]
# Inputs of examples such as 0.001 and 0.999 are chosen, not computed.
TYPED_NUMBER = re.compile(r"(?<![\w.{/])(?!0\.(?:0*1|9+)(?!\d))\d+\.\d{3,}")


QUESTIONS = re.compile(r"(?m)^### .*$")
"""Headings in the words of those who ask; test_questions finds their numbers in the answers."""


def typed_numbers(text: str) -> list[str]:
    """Return the numbers with three or more decimals that stand in a text outside of code."""
    without_code = CODE_SPAN.sub("", re.sub(r"(?ms)^(```|~~~).*?^\1", "", text))
    return TYPED_NUMBER.findall(without_code)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(DOCS).as_posix())
def test_no_number_is_typed_by_hand(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert typed_numbers(QUESTIONS.sub("", text) if page.stem == "questions" else text) == []


def test_a_typed_number_is_found_and_a_computed_one_is_not() -> None:
    assert typed_numbers("It is 0.693 nats.") == ["0.693"]
    assert typed_numbers("So $-\\log 0.4 = 0.9163$.") == ["0.9163"]
    assert typed_numbers("It is `= information.entropy([0.125, 0.875]) | .3f nats`.") == []
    assert typed_numbers("p = 0.25 of them, and 1.5 more") == []


LOOKED_UP = ("glossary.md",)
"""Pages of which nobody reads more than an entry at a time."""


@pytest.mark.parametrize(
    "page",
    [page for page in PAGES if page.name not in LOOKED_UP],
    ids=lambda page: page.relative_to(DOCS).as_posix(),
)
def test_a_page_is_read_in_nine_minutes(page: Path) -> None:
    assert minutes(page.read_text(encoding="utf-8")) <= 9
