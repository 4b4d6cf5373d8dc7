"""A question with choices, each of which folds what is to be said about it."""

import pytest
from bs4 import BeautifulSoup

from tests.website.markdown.test_extension import one
from tests.website.tiny import Tiny

pytestmark = pytest.mark.slow

QUIZ = (
    "/// quiz | What is *this*?",
    "    right: 2",
    "",
    "$x$ or less",
    ": Too little.",
    "",
    "`= information.surprise(1/2) | .1f bit`",
    ": As computed, `= information.surprise(1/2) | .1f bit`.",
    "///",
)


def test_each_choice_folds_its_verdict_and_why(tiny_project: Tiny) -> None:
    quiz = one(tiny_project.convert(*QUIZ, "", "After."), "section.quiz")
    assert one(str(quiz), ".quiz-question > em").text == "this"
    wrong, right = quiz.select("details.choice")
    assert [" ".join(part.summary.text.split()) for part in (right,) if part.summary] == ["1.0 bit"]
    assert " ".join(right.select("p")[0].text.split()) == "Yes. As computed, 1.0 bit."
    assert " ".join(wrong.select("p")[0].text.split()) == "No. Too little."
    assert wrong.select("summary math")
    assert right["class"] == ["choice", "right"]
    assert wrong["class"] == ["choice"]
    assert not quiz.select("dl, dt, dd")


def test_nothing_is_open_at_first_and_nothing_is_for_search_or_paper(tiny_project: Tiny) -> None:
    quiz = one(tiny_project.convert(*QUIZ), "section.quiz")
    assert not quiz.select("[open]")
    assert quiz.has_attr("data-search-exclude")
    assert "on-screen" in quiz["class"]


def test_two_on_a_page(tiny_project: Tiny) -> None:
    made = BeautifulSoup(tiny_project.convert(*QUIZ, "", *QUIZ), "html.parser")
    assert len(made.select("section.quiz details.right")) == 2
