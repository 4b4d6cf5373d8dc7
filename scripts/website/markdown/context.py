"""What the Markdown processors share: the project, and the page that is being converted."""

from collections.abc import Callable
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from markdown import Markdown

from scripts.common.problems import Place, Problem
from scripts.website.asked.page import Page
from scripts.website.markdown import questions
from scripts.website.markdown.questions import Notes
from scripts.website.problems import BuildError
from scripts.website.project import Project
from scripts.website.ready import ready_site

P = ParamSpec("P")
T = TypeVar("T")


class Context:
    """The project, the Markdown converter and the page that is being converted."""

    def __init__(self, project: Project | None, md: Markdown) -> None:
        self.given = project
        self.md = md
        self.page = Page(uri="")
        self.listed: set[str] = set()
        self.notes = Notes()

    @property
    def _project(self) -> Project:
        """What the pages refer to: as it was given, or the site of the current folder."""
        return self.given or ready_site(Path.cwd()).project

    def ask(
        self, question: Callable[Concatenate[Project, P], T], *about: P.args, **_: P.kwargs
    ) -> T:
        """Return what the project answers; the page depends on it."""
        answer = question(self._project, *about)  # type: ignore[call-arg]
        self.notes.note(question, about, answer)
        return answer

    def begin(self, text: str) -> None:
        """Find out which page ``text`` is.

        Raises:
            BuildError: no page has this text any more.
        """
        page = self._project.book.page_of(text)
        if page is None:
            before = self._project.book.titled_as(text)
            place = Place(before.path if before else Path("docs"), 1)
            what = f"the page changed while the site was built: {text.strip()[:60]!r} …"
            raise BuildError([Problem(place, what, "Build again.")])
        self.page = page
        self.listed = set()
        self.notes = self._project.notes[page.uri] = Notes()

    def raw(self, markup: str) -> str:
        """Keep HTML out of the reach of Markdown; return what stands for it."""
        return self.md.htmlStash.store(markup)

    def word(self, kind: str) -> str:
        """Return 'Figure', 'Table' or 'Formula' in the language of the page."""
        return self._project.words[kind]

    def number(self, kind: str, name: str) -> int:
        """Return the number of a thing within its page."""
        return self.ask(questions.number, kind, name)
