"""A page that has not changed comes out as it did, without being converted."""

from pathlib import Path

import pytest
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files, get_files
from mkdocs.structure.pages import Page

from scripts.website import remembered
from scripts.website.ready import ready_site
from tests.website.tiny import Tiny

SETTINGS = """\
site_name: Tiny
docs_dir: docs/en
plugins: []
markdown_extensions: [attr_list, toc, scripts.website.markdown.extension]
validation:
  links: {not_found: warn, anchors: warn}
"""
LINES = ("## One {#one}", "", "So $x$, see [this](other.md#there).", "", "### Two {#two}")


@pytest.fixture
def tiny(tiny_project: Tiny, monkeypatch: pytest.MonkeyPatch) -> Tiny:
    tiny_project.write("mkdocs.yml", SETTINGS)
    tiny_project.page("reference/notation.md", "| $x$ | a number | `real` |")
    tiny_project.page("other.md", "## There {#there}", title="Other")
    tiny_project.page("page.md", *LINES)
    monkeypatch.chdir(tiny_project.root)
    return tiny_project


def rendered(uri: str = "page.md") -> tuple[Page, bool]:
    """Return a page as a new build has it, and whether it was converted."""
    ready_site.cache_clear()
    config: MkDocsConfig = load_config("mkdocs.yml")
    files: Files = get_files(config)
    file = files.get_file_from_path(uri)
    assert file
    page = Page(None, file, config)
    page.read_source(config)
    return page, remembered.render(page, ready_site(Path.cwd()).project, config, files)


def facts(page: Page) -> tuple[object, ...]:
    links = {file.src_uri: found for file, found in (page.links_to_anchors or {}).items()}
    return page.content, page.title, str(page.toc), page.present_anchor_ids, links


@pytest.mark.usefixtures("tiny")
def test_all_that_mkdocs_knows_of_it_comes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    first, anew = rendered()
    assert anew
    assert "Page - #page" in str(first.toc)
    assert {"one", "two"} <= (first.present_anchor_ids or set())
    assert facts(first)[-1] == {"other.md": {"there": "other.md#there"}}
    monkeypatch.setattr(Page, "render", None)
    again, anew = rendered()
    assert not anew
    assert facts(again) == facts(first)
    assert [item.level for item in again.toc.items[0].children] == [2]


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("docs/en/page.md", "So $x$", "Now $x$"),
        ("docs/en/page.md", "description: A page.", "description: Another."),
        ("mkdocs.yml", "attr_list, toc", "attr_list, smarty, toc"),
    ],
)
def test_what_changes_it_makes_it_anew(tiny: Tiny, path: str, old: str, new: str) -> None:
    rendered()
    tiny.change(path, old, new)
    assert rendered()[1]


def test_a_new_page_may_mend_or_break_links(tiny: Tiny) -> None:
    rendered()
    tiny.page("new.md", "Text.", title="New")
    assert rendered()[1]


def test_another_page_does_not_matter(tiny: Tiny) -> None:
    rendered()
    tiny.change("docs/en/other.md", "## There {#there}", "## There {#there}\n\nMore.")
    assert not rendered()[1]


def test_what_was_warned_of_is_warned_of_again(
    tiny: Tiny, caplog: pytest.LogCaptureFixture
) -> None:
    tiny.change("docs/en/page.md", "other.md#there", "nowhere.md")
    for _ in range(2):
        caplog.clear()
        assert rendered()[1]
        assert "nowhere.md" in caplog.text
