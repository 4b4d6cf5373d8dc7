"""What Markdown would publish without a word is told with its line."""

from pathlib import Path

import pytest

from scripts.website.asked.pages import read_page
from tests.website.tiny import BODY, QUESTION, Tiny


@pytest.fixture
def tiny(bare_project: Tiny) -> Tiny:
    return bare_project


def told(tiny: Tiny, *lines: str) -> list[tuple[int, str]]:
    """Return the problems of a page of these lines, which are counted from 0."""
    page = tiny.read(*lines)
    assert all(problem.advice for problem in page.problems)
    return [(problem.place.line - BODY, problem.what) for problem in page.problems]


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        (f"No title.\n\n{QUESTION}", "title"),
        (f"## Part {{#part}}\n\n{QUESTION}", "title"),
        (f"```\n# a comment\n```\n\n{QUESTION}", "title"),
        (f"Title\n=====\n\n{QUESTION}", "title"),
        ("# Page\n\nIs this a question?\n", "question"),
        ("# Page\n\n```\n{ .question }\n```\n", "question"),
    ],
)
def test_a_page_has_a_title_and_a_question(tiny: Tiny, text: str, missing: str) -> None:
    tiny.write("docs/en/page.md", f"---\ndescription: A page.\n---\n{text}")
    page = read_page(tiny.root, Path("docs/en/page.md"), "page.md")
    assert [str(p).splitlines()[0] for p in page.problems] == [
        f"docs/en/page.md:1: the page has no {missing}"
    ]


@pytest.mark.parametrize("value", ["`=a.b() | .1f`", "`=a.b()`", "`=2 * a.B | .1f`", "`=(a.B)`"])
def test_a_value_without_its_blank(tiny: Tiny, value: str) -> None:
    assert told(tiny, "", f"It is {value}.") == [(1, f"{value} has no blank behind its =")]


@pytest.mark.parametrize("code", ["`=`", "`==`", "`=>`", "`a=b`", "``=a.b()``", "`` `=x` ``"])
def test_other_code_with_the_sign_is_left_alone(tiny: Tiny, code: str) -> None:
    assert told(tiny, f"Write {code} here.") == []


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("A [text][nowhere].", "link [nowhere]"),
        ("A [text][] too.", "link [text]"),
        ("![An image][nowhere]", "link [nowhere]"),
        ("of two lines][nowhere]", "link [nowhere]"),
        ("- [text][No  Where]", "link [No  Where]"),
        ("A note.[^1]", "footnote [^1]"),
        ("| cell[^note] |", "footnote [^note]"),
    ],
)
def test_what_is_defined_nowhere(tiny: Tiny, line: str, what: str) -> None:
    other = ["", "[other]: page.md", "[^other]: A note.", "```", "[nowhere]: page.md", "```"]
    assert told(tiny, line, *other) == [(0, f"the {what} is defined nowhere on the page")]


def test_what_is_defined_or_is_no_reference(tiny: Tiny) -> None:
    lines = ["A [text][There], [there][] and a note.[^1]", "", "[there]: page.md", "[^1]: Note."]
    assert told(tiny, *lines, "", "A `[text][nowhere]`, $a[i][j]$ and [a](page.md).") == []


@pytest.mark.parametrize("first", ["## One {#same}", '<a id="same"></a>', "Text.\n{ .wide #same }"])
@pytest.mark.parametrize(
    "second", ["### Two {#same}", "### Two { #same .wide }", "<p id=same></p>"]
)
def test_an_id_twice(tiny: Tiny, first: str, second: str) -> None:
    place = first.count("\n") + 2
    assert told(tiny, first, "", second, "## Three {#other}") == [(place, "the id 'same' is taken")]


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
    "sign", ["\0", "\x08", "\x0b", "\x1b", "\x7f", "\x85", "\u2028", "\u202e", "\u2066", "\ufeff"]
)
def test_a_sign_that_nobody_sees(tiny: Tiny, sign: str) -> None:
    (found,) = told(tiny, "", f"Te{sign}xt.")
    assert found[0] == 1
    assert found[1].startswith(f"the sign U+{ord(sign):04X} (")


def test_signs_that_may_stand(tiny: Tiny) -> None:
    assert told(tiny, "A\ttab, a soft\u00adhyphen, a\u00a0blank, 👩\u200d🔬, Ω̂.") == []
