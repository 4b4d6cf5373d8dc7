"""What the Markdown processors share: the project, and the page that is being converted."""

from pathlib import Path

from markdown import Markdown

from scripts.common.problems import Place, Problem
from scripts.website.asked.pages import Page
from scripts.website.problems import BuildError
from scripts.website.project import Project

WORDS = {
    "en": {
        "fig": "Figure",
        "tab": "Table",
        "formula": "Formula",
        "numbers": "The numbers of this figure",
        "careful": "The careful version, for programs",
        "one_file": "All careful functions in one file: {}.",
        "by_name": "By name",
    },
}


class Context:
    """The project, the Markdown converter and the page that is being converted."""

    def __init__(self, project: Project, md: Markdown) -> None:
        self.project = project
        self.md = md
        self.page = Page(uri="")
        self.listed: set[str] = set()

    def begin(self, text: str) -> None:
        """Find out which page ``text`` is.

        Raises:
            BuildError: no page has this text any more.
        """
        page = self.project.book.page_of(text)
        if page is None:
            what = f"a page changed while the site was built: {text.strip()[:60]!r} …"
            raise BuildError([Problem(Place(Path("docs"), 1), what, "Build again.")])
        self.page = page
        self.listed = set()

    def raw(self, markup: str) -> str:
        """Keep HTML out of the reach of Markdown; return what stands for it."""
        return self.md.htmlStash.store(markup)

    def word(self, kind: str) -> str:
        """Return 'Figure', 'Table' or 'Formula' in the language of the page."""
        return WORDS[self.project.language][kind]

    def number(self, kind: str, name: str) -> int:
        """Return the number of a thing within its page."""
        return self.project.book.numbered[kind, name].number
