"""The foot of a page: how it is cited, and where errors in it are reported."""

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup

from scripts.website.finish.llms import list_of_pages
from scripts.website.finish.page_foot import citation_of, with_foot
from scripts.website.ready import Entry, Site
from tests.website.tiny import Tiny

PAGE = "<article><p>Text.</p></article>"


@pytest.fixture
def site(tiny_project: Tiny) -> Site:
    tiny_project.page("index.md", "Text.", title="All of it")
    tiny_project.page("part/a.md", "Text.", title="One & *all*")
    menu = (Entry("index.md"), Entry("part/a.md", "Part"))
    return Site(tiny_project.project(), "Tiny", menu, ())


def test_a_page_is_cited_with_its_title_year_and_version(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    citation = citation_of("part/a.md", replace(site, url="https://a.test/b/"))
    assert citation.bibtex == "\n".join(
        [
            "@misc{tiny-part-a,",
            "  author = {{The authors of ``All of it''}},",
            "  title = {{One \\& all}},",
            "  year = {2023},",
            f"  note = {{All of it, version {citation.version}}},",
            "  url = {https://a.test/b/part/a.html},",
            "}",
        ]
    )
    assert citation.apa == (
        "The authors of “All of it”. (2023). One & all. All of it "
        f"(Version {citation.version}). https://a.test/b/part/a.html"
    )


def test_a_site_that_stands_nowhere_yet_is_cited_without_an_address(site: Site) -> None:
    citation = citation_of("index.md", site)
    assert "url" not in citation.bibtex
    assert citation.apa.endswith(").")


def test_without_a_repository_nothing_leads_to_one(site: Site) -> None:
    made = BeautifulSoup(with_foot(PAGE, "part/a.md", site), "html.parser")
    assert [link["href"] for link in made.select("a")] == ["a.md"]
    assert made.select_one("article > .page-foot.on-screen")


def test_a_repository_is_where_a_page_is_edited_and_errors_are_reported(site: Site) -> None:
    site.project.source = "https://hub.test/o/r"
    made = BeautifulSoup(with_foot(PAGE, "part/a.md", site), "html.parser")
    _, edit, report = (str(link["href"]) for link in made.select("a"))
    assert edit.startswith("https://hub.test/o/r/edit/main/docs/")
    assert edit.endswith("/part/a.md")
    assert report.startswith("https://hub.test/o/r/issues/new?")
    asked = parse_qs(urlsplit(report).query)
    assert asked["title"] == ["Error on “One & all”"]
    assert "part/a.md" in asked["body"][0]


def test_programs_get_a_list_of_the_pages(site: Site) -> None:
    about = {"index.md": "About it.", "part/a.md": "A part."}
    assert list_of_pages(site, about) == (
        "# Tiny\n\n> About it.\n\n## Start here\n\n- [All of it](index.md): About it.\n"
        "\n## Part\n\n- [One & *all*](part/a.md): A part.\n"
    )
    listed = list_of_pages(replace(site, url="https://a.test/b/"), about)
    assert "(https://a.test/b/part/a.md)" in listed
