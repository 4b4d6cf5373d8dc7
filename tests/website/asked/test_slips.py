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
    other = [
        "",
        "A note.[^other]",
        "",
        "[other]: page.md",
        "[^other]: A note.",
        "```",
        "[nowhere]: page.md",
        "```",
    ]
    assert told(tiny, line, *other) == [(0, f"the {what} is defined nowhere on the page")]


def test_what_is_defined_or_is_no_reference(tiny: Tiny) -> None:
    lines = ["A [text][There], [there][] and a note.[^1]", "", "[there]: page.md", "[^1]: Note."]
    assert told(tiny, *lines, "", "A `[text][nowhere]`, $a[i][j]$ and [a](page.md).") == []


@pytest.mark.parametrize("first", ["## One {#same}", '<a id="same"></a>', "Text.\n{ .wide #same }"])
@pytest.mark.parametrize("second", ["## Two {#same}", "## Two { #same .wide }", "<p id=same></p>"])
def test_an_id_twice(tiny: Tiny, first: str, second: str) -> None:
    place = first.count("\n") + 2
    assert told(tiny, first, "", second, "## Three {#other}") == [(place, "the id 'same' is taken")]


@pytest.mark.parametrize(
    "sign", ["\0", "\x08", "\x0b", "\x1b", "\x7f", "\x85", "\u2028", "\u202e", "\u2066", "\ufeff"]
)
def test_a_sign_that_nobody_sees(tiny: Tiny, sign: str) -> None:
    (found,) = told(tiny, "", f"Te{sign}xt.")
    assert found[0] == 1
    assert found[1].startswith(f"the sign U+{ord(sign):04X} (")


def test_signs_that_may_stand(tiny: Tiny) -> None:
    assert told(tiny, "A\ttab, a soft\u00adhyphen, a\u00a0blank, 👩\u200d🔬, Ω̂.") == []


@pytest.mark.parametrize("sign", ["\u200b", "\u2060", "\u200e", "\U000e0041", "\ue000", "\ufffe"])
def test_a_code_that_stands_for_no_sign(tiny: Tiny, sign: str) -> None:
    ((line, what),) = told(tiny, "", f"Te{sign}xt.")
    assert line == 1
    assert what.startswith(f"the sign U+{ord(sign):04X} (")


@pytest.mark.parametrize(
    ("lines", "line", "what"),
    [
        (["See [this](page.md", "and more."], 0, "this link is never closed"),
        (["", "A [this](https://a.org/b_(c)"], 1, "this link is never closed"),
        (["An ![image](a.png"], 0, "this link is never closed"),
        (["", "<http://[>"], 1, "http://[ is no address"),
        (["[a](http://[b)"], 0, "http://[b is no address"),
        (["[](page.md)"], 0, "the link [](page.md) has no words, or leads nowhere"),
        (["[ ](page.md)"], 0, "the link [ ](page.md) has no words, or leads nowhere"),
        (["A [this]()."], 0, "the link [this]() has no words, or leads nowhere"),
        (["[a [@eq:b]](page.md)"], 0, "the link [@eq:b] stands in the words of another"),
        (
            ["[a [b](page.md) c](page.md)"],
            0,
            "the link [b](page.md) stands in the words of another",
        ),
    ],
)
def test_a_link_that_nobody_can_follow(tiny: Tiny, lines: list[str], line: int, what: str) -> None:
    assert told(tiny, *lines) == [(line, what)]


def test_other_links_are_left_alone(tiny: Tiny) -> None:
    lines = [
        "[a](page.md) [b](https://a.org/b_(c)) [`c`](page.md) [$d$](page.md) [e",
        "f](page.md) `[g](h` [[@eq:a]] [![b](c.svg)](page.md) [d [e] f](page.md)",
    ]
    assert told(tiny, *lines) == []


@pytest.mark.parametrize("line", [" " * 32 + "- x", " " * 40 + "12. x", "> " * 9 + "x"])
def test_what_is_too_deep_to_follow(tiny: Tiny, line: str) -> None:
    assert told(tiny, "", line, "        - x", "> > x") == [(1, "a list or a quotation too deep")]


def test_a_conflict_that_nobody_has_solved(tiny: Tiny) -> None:
    lines = ["<<<<<<< HEAD", "One.", "", "=======", "Two.", ">>>>>>> other"]
    what = "a conflict of git that nobody has solved"
    assert told(tiny, *lines) == [(0, what), (5, what)]


def test_two_questions(tiny: Tiny) -> None:
    assert [what for _, what in told(tiny, "Really?", "{ .question }")] == [
        "the page has two questions"
    ]


def test_labels(tiny: Tiny) -> None:
    lines = ["A[^one] and [b][two].", "", "[^one]: 1", "[two]: page.md", "[Two]: page.md"]
    assert told(tiny, *lines) == [(4, "the label [two] is taken")]
    assert told(tiny, "", "[^lonely]: Note.") == [(1, "no text refers to the footnote [^lonely]")]


@pytest.mark.parametrize("info", ["pyhton", "{.python #a onclick=b}", "python title=a"])
def test_a_fence_in_no_language(tiny: Tiny, info: str) -> None:
    assert told(tiny, "", f"```{info}", "x", "```") == [(1, f"a fence in no language: {info}")]
    assert told(tiny, "```python", "x", "```", "~~~sh", "ls", "~~~", "```", "plain", "```") == []


@pytest.mark.parametrize("blank", ["\u00a0", "\u2009", "\u3000"])
def test_a_blank_that_python_cannot_read(tiny: Tiny, blank: str) -> None:
    assert told(tiny, "```python", "a = 1", f"b{blank}= 2", "```", f"2{blank}nats") == [
        (2, f"the blank U+{ord(blank):04X} stands in code")
    ]


@pytest.mark.parametrize("first", ["<!-- notaton", "<!-- Notation:", "<!--"])
def test_symbols_that_nobody_reads(tiny: Tiny, first: str) -> None:
    lines = ["", first, "$z$ : real", "-->"]
    assert told(tiny, *lines) == [(1, "this comment declares symbols, and nobody reads it")]
    assert told(tiny, "<!-- notation", *lines[2:], "<!-- Here $z$ is drawn. -->") == []
