"""A page depends on what it asked for, and on nothing else."""

import inspect

import pytest

from scripts.website.markdown import questions
from scripts.website.markdown.questions import QUESTIONS, Notes
from scripts.website.project import Project
from tests.website.tiny import Tiny, converter

pytestmark = pytest.mark.slow

PAGE = (
    "It is `= information.surprise(1/4) | .2f bits` for $p$, by [@tab:other].",
    "",
    "/// figure | curves.surprise_curve",
    "    alt: A falling curve.",
    "",
    "///",
    "",
    "/// listing | information.entropy",
    "///",
)
OTHER = "/// table | numbers.plain\n    name: other\n///\n\n$q$\n"


def prepared(tiny: Tiny) -> Project:
    project = tiny.project()
    project.prepare()
    return project


@pytest.fixture
def tiny(tiny_project: Tiny) -> Tiny:
    tiny_project.page("other.md", OTHER, title="Other")
    tiny_project.page("page.md", *PAGE)
    return tiny_project


@pytest.fixture
def notes(tiny: Tiny) -> Notes:
    project = prepared(tiny)
    converter(project).convert(project.book.pages["page.md"].body)
    made: Notes = project.notes["page.md"]
    return Notes(made.as_json())


def test_all_that_was_asked_is_noted_once(notes: Notes) -> None:
    asked = {name for name, *_ in notes.noted}
    assert asked == {
        *("value", "formula", "page_of", "name_of", "result", "number"),
        *("claim", "excerpts", "plain_excerpts", "source"),
    }
    assert ("value", "information.surprise(1/4)", ".2f bits") in notes.noted


def test_the_same_answers_hold(tiny: Tiny, notes: Notes) -> None:
    assert notes.still_hold(prepared(tiny))


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("snippets/information.py", "-np.log(p)", "+np.log(p)"),
        ("snippets/information.py", "Return the mean surprise", "Return the surprise"),
        ("snippets/figures/curves.py", "1.375 bits", "1.5 bits"),
        ("docs/en/other.md", "# Other", "# Another"),
        (
            "docs/en/other.md",
            "/// table |",
            "/// table | numbers.surprises(1/2, 1/4)\n///\n\n/// table |",
        ),
    ],
)
def test_another_answer_does_not(tiny: Tiny, notes: Notes, path: str, old: str, new: str) -> None:
    tiny.change(path, old, new)
    assert not notes.still_hold(prepared(tiny))


def test_an_answer_that_is_no_longer_to_be_had_does_not(tiny: Tiny, notes: Notes) -> None:
    project = prepared(tiny)
    project.book.numbered.clear()
    assert not notes.still_hold(project)


def test_what_was_not_asked_does_not_count(tiny: Tiny, notes: Notes) -> None:
    tiny.change("docs/en/other.md", "$q$", "$r$ and more")
    assert notes.still_hold(prepared(tiny))


def test_every_question_can_be_asked_again() -> None:
    defined = {
        name
        for name, one in inspect.getmembers(questions, inspect.isfunction)
        if one.__module__ == questions.__name__ and not name.startswith("_")
    }
    assert set(QUESTIONS) == defined
