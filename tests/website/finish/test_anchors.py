"""A link of a finished page leads somewhere, however it came there."""

import pytest

from scripts.website.finish.anchors import Anchors, anchors_of, broken_links

OTHER = Anchors(["part", "teil-ä", "term-parts"], [])
FILES = {"a/here.html", "a/other.html", "b.html", "a/picture.png", "assets/data.csv"}


def told(*links: str) -> list[tuple[str, str]]:
    """Return what is said of the links of a page that has the ids `top` and `end`."""
    here = Anchors(["top", "end"], [*links])
    pages = {"a/here.html": here, "a/other.html": OTHER, "b.html": Anchors([], [])}
    return [(one.what, one.advice) for one in broken_links("a/here.html", pages, FILES)]


@pytest.mark.parametrize(
    "link",
    [
        *(
            "#top",
            "",
            "here.html#end",
            "other.html",
            "other.html#part",
            "../b.html",
            "other.html?a=b",
        ),
        *("picture.png", "../assets/data.csv", "other.html#teil-%C3%A4", "../a/other.html#part"),
    ],
)
def test_a_link_that_leads_somewhere(link: str) -> None:
    assert told(link) == []


@pytest.mark.parametrize(
    ("link", "what", "advice"),
    [
        ("#tip", "this page has nothing with the id 'tip'", "Did you mean top?"),
        ("here.html#x", "this page has nothing with the id 'x'", ""),
        (
            "other.html#parts",
            "a/other.html has nothing with the id 'parts'",
            "Did you mean part?",
        ),
        ("../b.html#top", "b.html has nothing with the id 'top'", ""),
        ("../other.html#part", "the site has no such file", "Name a page or a file of docs"),
        ("other.md", "the site has no such file", "Name a page"),
        ("../a/", "the site has no such file", "Name a page"),
        ("/b.html", "the site has no such file", "Name a page"),
        ("../../b.html", "the site has no such file", "Name a page"),
    ],
)
def test_a_link_that_leads_nowhere(link: str, what: str, advice: str) -> None:
    ((said, meant),) = told(link)
    assert said == f"the link {link} is broken: {what}"
    assert meant.startswith(advice)
    assert bool(meant) == bool(advice)


def test_links_and_ids_are_read_from_tags_alone() -> None:
    html = (
        "<h2 id=one>One</h2><p id='two'>a <A HREF='#one'>b</A> id=\"three\" "
        '<code>&lt;a href="#none"&gt;</code><!--<a href="#none">--></p>'
        '<svg id="four"><use href="#five"/></svg><img src="a&amp;b.png" alt="">'
        '<a href="#one">b</a>'
    )
    assert anchors_of(html) == Anchors(["one", "two", "four"], ["#one", "a&b.png"])


@pytest.mark.parametrize(
    "address", ["https://a.org/b#c", "//a.org", "mailto:a@b.org", "HTTP://[", "data:,x"]
)
def test_other_sites_are_not_looked_into(address: str) -> None:
    assert anchors_of(f'<a href="{address}">x</a>').links == []
