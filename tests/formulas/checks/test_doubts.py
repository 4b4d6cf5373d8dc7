"""Every message that an author may get, word for word: the files in doubts/ hold them.

A case is a title with the options of its formula behind a bar, lines of notation and the formula,
and the message. Notation above the first case is that of all; ``…`` is any text within a line.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from scripts.common.problems import Place
from scripts.formulas.checks.doubts import Cause, Doubt
from scripts.formulas.checks.evidence import Example
from tests.formulas.pages import result_of

FILES = sorted((Path(__file__).parent / "doubts").glob("*.md"))
CASE = re.compile(r"^(?P<title>[^\n]+)\n\.\n(?P<formula>.*?)\n\.\n(?P<told>.*?)\n\.$", re.M | re.S)


@dataclass(frozen=True)
class Case:
    """A formula that does not pass, and what is said about it."""

    title: str
    options: str
    notation: str
    tex: str
    told: str


def cases(path: Path) -> Iterator[Case]:
    text = path.read_text("utf-8")
    found = list(CASE.finditer(text))
    around = notation_in(text[: found[0].start()])
    for case in found:
        title, _, options = case["title"].partition(" | ")
        own = notation_in(case["formula"])
        tex = [line for line in case["formula"].splitlines() if line not in own]
        yield Case(title, options, "\n".join(around + own), "\n".join(tex), case["told"])


def notation_in(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith("$")]


CASES = [case for path in FILES for case in cases(path)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_the_message_and_its_cause(case: Case, tmp_path: Path) -> None:
    doubt = result_of(tmp_path, case.tex, case.notation, case.options)
    assert isinstance(doubt, Doubt), f"{case.tex} passes"
    pattern = ".*".join(map(re.escape, f"{doubt.place}: it: {case.told}".split("…")))
    assert re.fullmatch(pattern, str(doubt)), str(doubt)
    assert (doubt.cause is Cause.FALSE) == ("does not hold" in case.told)
    loose = "never close" in case.told or "better constant" in case.told
    assert (doubt.cause is Cause.LOOSE) == loose


def test_no_case_is_left_out() -> None:
    titles = [case.title for case in CASES]
    assert len(titles) == len(set(titles)) > 60
    dots = sum(path.read_text("utf-8").splitlines().count(".") for path in FILES)
    assert dots == 3 * len(CASES)


DOUBT = Doubt(
    name="it",
    place=Place(Path("a.md"), 3),
    tex="p\n  = q",
    what="step 1 of 1 does not hold",
    span=(6, 7),
    example=Example((("p", "1"),)),
    reasons=("because",),
    suggestions=("p = p", "q = q"),
)


def test_what_was_meant_stands_last() -> None:
    assert str(DOUBT).splitlines() == [
        "a.md:3: it: step 1 of 1 does not hold",
        "      = q",
        "        ^",
        "      at p=1",
        "      because",
        "      did you mean  p = p",
        "                or  q = q",
    ]


def test_what_rests_on_others_names_them_alone() -> None:
    other = replace(DOUBT, name="other")
    assert str(replace(DOUBT, rests_on=(other,))) == (
        "a.md:3: it: rests on other (a.md:3), which does not hold: mend that first"
    )
    assert "other (a.md:3) and it (a.md:3), which do not hold" in str(
        replace(DOUBT, rests_on=(other, DOUBT))
    )


def test_without_a_place_the_first_line_is_marked() -> None:
    assert str(replace(DOUBT, span=None)).splitlines()[1:3] == ["    p", "    ^"]
