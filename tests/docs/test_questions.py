"""Each question on the page of questions has an answer, a number, code, and the reason."""

import re
from pathlib import Path

import pytest

from scripts.website.asked import expressions

PAGE = Path(__file__).parents[2] / "docs" / "en" / "code" / "questions.md"
QUESTION = re.compile(r"^### (?P<words>.+) \{#(?P<id>[a-z0-9-]+)\}\n", re.MULTILINE)
COMPUTED = re.compile(r"`= [^`]+ \| [^`]*`|^/// (?:table|figure) \|", re.MULTILINE)
VALUE = re.compile(r"`= ([^`|]+) \| ([^`]*)`")
CODE = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)
REASON = re.compile(r"\]\((?:\.\./)?[a-z/-]+\.md#[a-z0-9-]+\)")


def answers() -> dict[str, str]:
    """Return the answer to each question by the id of its heading."""
    text = PAGE.read_text("utf-8")
    headings = list(QUESTION.finditer(text))
    return {found["id"]: re.split(r"(?m)^###? ", text[found.end() :])[0] for found in headings}


def test_there_are_as_many_questions_as_people_ask() -> None:
    assert 20 <= len(answers()) <= 30


@pytest.mark.parametrize("question", answers())
def test_an_answer_has_a_number_code_and_a_reason(question: str) -> None:
    text = answers()[question]
    assert COMPUTED.search(text)
    assert CODE.search(text)
    assert REASON.search(text.rsplit("```", 1)[1])


@pytest.mark.parametrize("question", answers())
def test_numbers_in_a_question_are_computed_in_its_answer(question: str) -> None:
    computed = {
        format(expressions.evaluate(expressions.parse(call)), spec.partition(" ")[0])
        for call, spec in VALUE.findall(answers()[question])
        if "f" in spec and not call.startswith("softmax.softmax")
    }
    asked = re.search(rf"^### (.+) \{{#{question}\}}", PAGE.read_text("utf-8"), re.MULTILINE)
    assert asked
    assert set(re.findall(r"\d\.\d{3,}", asked[1])) <= computed


@pytest.mark.parametrize("question", answers())
def test_the_code_of_an_answer_can_be_read(question: str) -> None:
    for code in CODE.findall(answers()[question]):
        compile(code, question, "exec")
        assert max(map(len, code.splitlines())) <= 72


@pytest.mark.parametrize("question", answers())
def test_an_answer_is_short(question: str) -> None:
    """What stands before the first table, figure or code: some sentences, no page."""
    first = re.split(r"(?m)^(?:///|```)", COMPUTED.sub("x", answers()[question]))[0]
    assert len(first.split()) <= 150
