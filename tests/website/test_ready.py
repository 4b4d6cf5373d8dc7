"""Whatever keeps a site from being made ready is told in one go."""

from collections.abc import Callable
from pathlib import Path

import pytest

from scripts.common.problems import Place, Problem
from scripts.website import ready
from scripts.website.problems import BuildError
from scripts.website.project import Project
from tests.website.tiny import BODY, Tiny, problems_of

MENU = "site_name: Site\ndocs_dir: docs/en\nnav:\n  - page.md\n"


def fails(line: int) -> Callable[..., None]:
    def failing(*_: object) -> None:
        raise BuildError([Problem(Place(Path("x"), line), "wrong")])

    return failing


@pytest.mark.parametrize("at_once", [True, False])
def test_faults_of_notebooks_and_of_pages(
    bare_project: Tiny, monkeypatch: pytest.MonkeyPatch, at_once: bool
) -> None:
    bare_project.write("mkdocs.yml", MENU)
    bare_project.page("page.md", "Text.")
    begin = fails(1) if at_once else lambda _: fails(1)
    monkeypatch.setattr(ready, "begin_notebooks", begin)
    monkeypatch.setattr(Project, "prepare", fails(2))
    with pytest.raises(BuildError) as told:
        ready.ready_site(bare_project.root)
    assert [problem.place.line for problem in told.value.problems] == [1, 2]


def test_faults_of_modules_theme_and_settings_are_told_with_the_others(bare_project: Tiny) -> None:
    bare_project.write("mkdocs.yml", MENU.replace("Site", "<b>"))
    bare_project.write("snippets/odd.py", "a = 1\na = 2\n")
    bare_project.write("docs/theme/a.css", "a { b }\n")
    bare_project.page("page.md", "[@eq:nowhere]")
    told = problems_of(lambda: ready.ready_site(bare_project.root))
    assert [problem.partition(": ")[0] for problem in told] == [
        f"docs/en/page.md:{BODY}",
        "docs/theme/a.css:1",
        "mkdocs.yml:1",
        "snippets/odd.py:2",
    ]
