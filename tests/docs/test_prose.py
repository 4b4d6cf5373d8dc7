"""Numbers in the text come from code: none with three or more decimals is typed by hand."""

import re
import tomllib
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


CHOSEN = {
    "classification/binary.md": {"0.999"},
    "classification/perplexity.md": {"4.76", "4.03", "3.32"},  # of Shannon's paper
    "code/accuracy.md": {"128", "256", "50,257", "1.3", "1.6", "2.5"},  # sizes, and bars of tests
    "derivation/many-samples.md": {"149", "323", "1,000"},
    "foundations/cross-entropy.md": {"3.2"},
    "foundations/entropy.md": {"1110", "111100", "111101", "111110", "111111", "111"},  # codewords
    "reference/errata.md": {"0.999", "2.30", "1.37", "1.38", "1.20", "512"},  # what is often said
    "trade-offs/contrastive.md": {"4,096", "256"},
    "trade-offs/margins.md": {"512"},
    "trade-offs/training-curve.md": {"0.999"},
}
"""Inputs of examples, names, and what others wrote: the long numbers that nothing computes."""
NUMBER = re.compile(r"(?<![\w.,/#{-])\d[\d,]*(?:\.\d+)?(?!\.\d)\b")
TIMES = re.compile(r"(?<![\w.,])(\d{3,}|\d[\d,]*,\d{3}|\d+\.\d+)(?= times)")
YEAR = re.compile(r"(?:1[89]|20)\d\d")
NOT_SAID = re.compile(
    r"\A---\n.*?^---$|<!--.*?-->|^(?P<fence>```|~~~).*?^(?P=fence)|^\$\$$.*?^\$\$$"
    r"|\]\([^)]*\)|section \S+",
    re.MULTILINE | re.DOTALL,
)


def long_numbers(text: str) -> set[str]:
    """Return the factors and the numbers of three or more digits that a text says by itself."""
    said = CODE_SPAN.sub("", NOT_SAID.sub("", text))
    long = {number for number in NUMBER.findall(said) if _significant(number) >= 3}
    return {number for number in long if not YEAR.fullmatch(number)} | set(TIMES.findall(said))


def _significant(number: str) -> int:
    digits = number.replace(",", "").lstrip("0.")
    return len(digits.replace(".", "") if "." in number else digits.rstrip("0"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(DOCS).as_posix())
def test_every_long_number_is_computed_or_chosen(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    found = long_numbers(QUESTIONS.sub("", text) if page.stem == "questions" else text)
    assert found == CHOSEN.get(page.relative_to(DOCS).as_posix(), set())


def test_long_numbers_are_found_and_years_short_and_computed_ones_are_not() -> None:
    assert long_numbers("It is 1.38 nats, 150 times 65,504.") == {"1.38", "150", "65,504"}
    assert (
        long_numbers("In 1948, section 10.1.2, 10,000 words and 0.05 of `= a.b() | .3f`.") == set()
    )
    assert long_numbers("A push of 141 and $0.385$.") == {"141", "0.385"}


def test_a_typed_number_is_found_and_a_computed_one_is_not() -> None:
    assert typed_numbers("It is 0.693 nats.") == ["0.693"]
    assert typed_numbers("So $-\\log 0.4 = 0.9163$.") == ["0.9163"]
    assert typed_numbers("It is `= information.entropy([0.125, 0.875]) | .3f nats`.") == []
    assert typed_numbers("p = 0.25 of them, and 1.5 more") == []


_COUNTS = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen|nineteen|twenty"
    "|thirty|forty|fifty|sixty|a hundred|a thousand|a million|many|several|hundreds of"
)
RATIO = re.compile(
    r"\b(?:twice|thrice|half|halve[sd]?|halving|doubl(?:e[sd]?|ing)|tripl(?:e[sd]?|ing)"
    rf"|(?:{_COUNTS}) times|(?:{_COUNTS.replace('a hundred', 'hundred')})-?fold"
    r"|(?:an?|one|two|three|every) (?:third|quarter|fifth|sixth|eighth|tenth)s?)\b",
    re.IGNORECASE,
)
"""What a ratio may be called."""
IDIOMS = [
    phrase
    for said in tomllib.loads(Path(__file__).with_name("ratios.toml").read_text("utf-8"))["said"]
    for phrase in said["as"]
]
WITH_NOTEBOOKS = [*PAGES, *sorted((DOCS / "notebooks").glob("*.py"))]


def said_in(text: str) -> str:
    """Return what readers read, on one line; three dots stand for code and computed values."""
    prose = CODE_SPAN.sub("…", NOT_SAID.sub(" ", text))
    return " ".join(re.sub(r"(?m)^#", " ", prose).split())


def ratios_in_words(text: str) -> list[str]:
    """Return the ratios in words that are typed and are no idioms, with what follows."""
    said = said_in(text)
    for phrase in IDIOMS:
        said = said.replace(phrase, "…")
    return [said[found.start() :][:40] for found in RATIO.finditer(said)]


@pytest.mark.parametrize("page", WITH_NOTEBOOKS, ids=lambda page: page.relative_to(DOCS).as_posix())
def test_every_ratio_in_words_is_computed_or_an_idiom(page: Path) -> None:
    """A result is a value, ``= … | times``; what is none belongs into ratios.toml, with why."""
    assert ratios_in_words(page.read_text(encoding="utf-8")) == []


def test_every_idiom_is_said_somewhere() -> None:
    said = "\n".join(said_in(page.read_text(encoding="utf-8")) for page in WITH_NOTEBOOKS)
    assert [phrase for phrase in IDIOMS if phrase not in said] == []
    assert len(set(IDIOMS)) == len(IDIOMS)


def test_a_typed_ratio_is_found_and_a_computed_one_is_not() -> None:
    assert ratios_in_words("The loss falls to a third, and doubles.") == [
        "a third, and doubles.",
        "doubles.",
    ]
    assert ratios_in_words("It is three times as long: tenfold.") == [
        "three times as long: tenfold.",
        "tenfold.",
    ]
    assert ratios_in_words("It is `= a.b() / 2 | times` as long, the third of six.") == []
    assert ratios_in_words("Half squared error, and softmax twice.") == []


LOOKED_UP = ("glossary.md",)
"""Pages of which nobody reads more than an entry at a time."""


@pytest.mark.parametrize(
    "page",
    [page for page in PAGES if page.name not in LOOKED_UP],
    ids=lambda page: page.relative_to(DOCS).as_posix(),
)
def test_a_page_is_read_in_nine_minutes(page: Path) -> None:
    assert minutes(page.read_text(encoding="utf-8")) <= 9


FENCED = re.compile(r"(?ms)^(```|~~~).*?^\1")


def stray_rows(text: str) -> list[str]:
    """Return the first rows of what is typed as a table, but has no line below its head."""
    lines = ["", *FENCED.sub("", text).splitlines(), ""]
    return [
        line
        for above, line, below in zip(lines, lines[1:], lines[2:], strict=False)
        if line.startswith("|") and not above.startswith("|") and not below.startswith("| ---")
    ]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(DOCS).as_posix())
def test_every_row_is_in_a_table(page: Path) -> None:
    """A blank line above it makes a row a paragraph with bars."""
    assert stray_rows(page.read_text(encoding="utf-8")) == []


def test_a_row_behind_a_blank_line_is_found() -> None:
    table = "| A |\n| --- |\n| 1 |\n"
    assert stray_rows(f"{table}\ntext\n") == []
    assert stray_rows(f"{table}\n| 2 |\n| 3 |\n") == ["| 2 |"]
