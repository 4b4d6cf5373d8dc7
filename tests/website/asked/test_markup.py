"""HTML that an author does not mean is told with its line."""

import pytest

from tests.website.asked.test_slips import told
from tests.website.tiny import Tiny


@pytest.fixture
def tiny(bare_project: Tiny) -> Tiny:
    return bare_project


@pytest.mark.parametrize(
    ("lines", "line", "what"),
    [
        (["", "<div>", "", "Text."], 1, "<div> is never closed"),
        (["<div markdown>", "", "<span>Text.</div>"], 2, "</div> closes nothing"),
        (["<details class='a'", " open>", "Text."], 0, "<details> is never closed"),
        (["Text.</span>"], 0, "</span> closes nothing"),
        (["A <b>bold <B>word</b>."], 0, "<b> is never closed"),
    ],
)
def test_html_that_is_open(tiny: Tiny, lines: list[str], line: int, what: str) -> None:
    assert (line, what) in told(tiny, *lines)


def test_html_that_is_closed(tiny: Tiny) -> None:
    lines = [
        "<div",
        " markdown>",
        "A<br>b<br/>c <b>d</b>, 1 < 2, <https://a.org>, `<div>`.",
        "</div>",
    ]
    assert told(tiny, *lines) == []


@pytest.mark.parametrize(
    "tag",
    [
        '<a href="nowhere.md">it</a>',
        "<a href=nowhere.md#part>it</a>",
        '<a class="b" href="page.html">it</a>',
        "<img alt='' src='nowhere.png'>",
        '<a href="..">it</a>',
        '<a href="../../snippets/scale.py">it</a>',
        '<a href="/etc/passwd">it</a>',
    ],
)
def test_html_that_leads_nowhere(tiny: Tiny, tag: str) -> None:
    (found,) = told(tiny, "", tag)
    assert found[0] == 1
    assert found[1].endswith("leads nowhere")


def test_html_that_leads_somewhere(tiny: Tiny) -> None:
    tiny.page("part/other.md")
    links = ["part/other.md", "part/other.md#id", "https://a.org/b", "mailto:a@b.org", "#id"]
    assert told(tiny, *(f'<a href="{link}">it</a>' for link in links)) == []


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("Text <!-- open", "this comment is never closed"),
        ("<p id='a' class=b id=c>x</p>", "<p> has the attribute id twice"),
        ('<p CLASS="a" class="b">x</p>', "<p> has the attribute class twice"),
        ("a &nosuch; b", "&nosuch; is no sign"),
        ("a &Alhpa; b", "&Alhpa; is no sign"),
        ("a &#0; b", "&#0; is no sign"),
        ("a &#xFFFFFF; b", "&#xFFFFFF; is no sign"),
        ("a &#x202e; b", "&#x202e; is no sign"),
        ('<a href="#a">b <a href="#c">d</a></a>', "<a> within <a>"),
        ("<p>a <div>b</div></p>", "<div> within <p>"),
    ],
)
def test_what_browsers_read_in_a_way_of_their_own(tiny: Tiny, line: str, what: str) -> None:
    assert told(tiny, "", line) == [(1, what)]


def test_what_they_read_as_it_stands(tiny: Tiny) -> None:
    lines = [
        "A <!-- comment --> and &amp; &lt; &#8722; &#x3b1; &Alpha;, a & b; `&nosuch;`, AT&T.",
        '<p>a <b class=\'b\' id="c" title="x id=y">d</b></p><div><p>e</p></div>',
    ]
    assert told(tiny, *lines) == []


@pytest.mark.parametrize("tag", ["base", "meta", "link", "embed"])
def test_an_element_without_an_end_is_not_asked_for_one(tiny: Tiny, tag: str) -> None:
    assert told(tiny, f"<{tag} class=a>") == []
