"""The site as ``mkdocs.yml`` describes it."""

import pytest

from scripts.website.problems import BuildError
from scripts.website.ready import Entry, ready_site
from tests.website.tiny import Tiny

SETTINGS = """\
site_name: Tiny
site_url: !ENV [NO_SUCH_NAME, ""]
docs_dir: docs/en
nav:
  - Home: b.md
  - Part:
      - a.md
      - Inner:
          - Named: c.md
"""


def test_pages_are_in_the_order_of_the_menu_with_their_sections(tiny_project: Tiny) -> None:
    tiny_project.write("mkdocs.yml", SETTINGS)
    tiny_project.page("reference/notation.md", "| $x$ | a number | `real` |")
    for name in "abcd":
        tiny_project.page(f"{name}.md", "Text.")
    site = ready_site(tiny_project.root)
    assert site.name == "Tiny"
    assert site.menu == (
        Entry("b.md", "", "Home"),
        Entry("a.md", "Part"),
        Entry("c.md", "Inner", "Named"),
    )
    assert [page.uri for page in site.project.pages_in_order()][:3] == ["b.md", "a.md", "c.md"]
    assert site.notebooks == ()
    assert ready_site(tiny_project.root) is site


def test_what_cannot_be_had_is_told_each_time(tiny_project: Tiny) -> None:
    tiny_project.write("mkdocs.yml", SETTINGS)
    tiny_project.page("a.md", "See [@eq:none].")
    for _ in range(2):
        with pytest.raises(BuildError, match=r"a\.md:6: \[@eq:none\] refers to nothing"):
            ready_site(tiny_project.root)
