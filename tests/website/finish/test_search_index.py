"""What search reads of a page, and by what names it finds a section."""

import json
from pathlib import Path
from typing import Any

import pytest

from scripts.common.problems import Place
from scripts.website.asked.other_names import OtherName
from scripts.website.finish.search_index import (
    Section,
    fill_indexes,
    headings,
    sections,
    with_other_names,
)
from scripts.website.made.spoken import spoken
from scripts.website.problems import BuildError

HAT = '<mover accent="true"><mi>y</mi><mo>^</mo></mover>'
MATH = f"<math><mrow>{HAT}<mo>=</mo><mi>σ</mi></mrow></math>"
EVIDENCE = f"<details data-search-exclude><p>{MATH}</p></details>"
PAGE = f"""<h1 id="top">Page</h1><p>Words {MATH}<br>and\nmore &amp; more</p><p> </p>
<h2 id="loss">Loss</h2>
<div class="formula" id="eq-bce"><div class="formula-body">{MATH}</div>
<a class="formula-number" href="#eq-bce">(1)</a>{EVIDENCE}</div>
<table><tr><td>sun</td><td>1/2</td></tr></table><svg><text>0.5</text></svg>"""


def test_search_reads_words_and_plain_formulas() -> None:
    found = sections(PAGE)
    assert {name: section.text for name, section in found.items()} == {
        "": "<p>Words ŷ = σ and more &amp; more</p><p> </p>",
        "loss": "<p>ŷ = σ</p>",
    }
    assert {name: section.unshown for name, section in found.items()} == {"": "", "loss": "sun 1/2"}


def test_a_formula_is_found_as_it_is_typed() -> None:
    assert {name: section.typed for name, section in sections(PAGE).items()} == {
        "": [],
        "loss": ["ŷ = σ", "σ"],
    }


def test_a_section_is_found_by_its_formulas_and_their_symbols() -> None:
    assert {name: section.tags for name, section in sections(PAGE).items()} == {
        "": [],
        "loss": ["bce", "binary cross-entropy", "sigma", "y hat"],
    }
    assert sections(PAGE, all_symbols=True)[""].tags == ["sigma", "y hat"]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("a <code>b</code>", "a <code>b</code>"),
        ("<ul><li>a</li>\n<li>b</li></ul>", "<li>a</li> <li>b</li>"),
        ('<p><span class="caption-number">Table 1.</span> a</p>', "<p> a</p>"),
        ("<p>a\nb</p>\n\n<p>c</p>", "<p>a b</p> <p>c</p>"),
        ("<p>\n</p>", ""),
        ("<em>a</em> <b>b</b>", "a b"),
        ("a<span data-search-exclude>b<i>c</i><br></span>d", "ad"),
        ('a<div class="own-numbers live">b</div><p class="in-short-title">c</p>d', "ad"),
        ('a<div class="filter on-screen" role="search">b<p class="says"></p></div>c', "ac"),
        (
            'a<section class="found in-sentences">b</section><div class="quiz on-screen">c</div>d',
            "ad",
        ),
        ('a<details class="evidence"><p>b</p></details>c', "ac"),
        ("<!-- a -->b</p>", "b"),
        ("1 &lt; 2", "1 &lt; 2"),
    ],
)
def test_only_a_few_tags_are_kept_and_blanks_are_one(html: str, text: str) -> None:
    assert sections(f'<h1 id="a">A</h1>{html}')[""].text == text


@pytest.mark.parametrize(
    ("html", "unshown"),
    [
        ("<pre><code>a\n\n  b</code></pre><p>c</p>", "a b"),
        ("<table><tr><th>x</th></tr><tr><td><p>1</p></td></tr></table>", "x 1"),
        ('<div class="highlight"><span class="filename">a.py</span><pre>b</pre></div>', "a.py b"),
        ("<table><tr><td>a<span data-search-exclude>b</span></td></tr></table>", "a"),
        ("<pre>a</pre><pre>b</pre>", "a b"),
    ],
)
def test_tables_and_code_are_found_and_not_shown(html: str, unshown: str) -> None:
    found = sections(f'<h1 id="a">A</h1>{html}')[""]
    assert found.unshown == unshown
    assert "<pre>" not in found.text
    assert unshown not in found.text


def test_other_names_are_among_those_of_their_section() -> None:
    found = {"a.html#b": Section("words", ["tag"]), "a.html": Section("", [])}
    names = [name("交叉熵", ""), name("log loss", "#b")]
    assert with_other_names(found, names) == {
        "a.html#b": Section("words", ["tag", "log loss"], typed=["log loss"]),
        "a.html": Section("", ["交叉熵"], typed=["交叉熵"]),
    }


def test_another_name_of_nothing_is_told() -> None:
    with pytest.raises(BuildError, match=r"g.md:3: the other name x leads to a.md#c, which is no"):
        with_other_names({"a.html": Section("", [])}, [name("x", "#c")])


def name(said: str, anchor: str) -> OtherName:
    return OtherName(said, "a.md", anchor, Place(Path("g.md"), 3))


def test_a_section_within_an_element_ends_with_it() -> None:
    page = '<h1 id="a">A</h1><p>1</p><nav><h2 id="b">B</h2><p>2</p></nav><p>3</p>'
    assert {name: part.text for name, part in sections(page).items()} == {
        "": "<p>1</p><p>3</p>",
        "b": "<p>2</p>",
    }


def test_a_page_without_headings_has_no_sections() -> None:
    assert sections("<p>a</p>") == {}
    assert headings(PAGE) == ['<h1 id="top">Page</h1>', '<h2 id="loss">Loss</h2>']


@pytest.mark.parametrize(
    ("name", "entries", "around"),
    [
        ("search/search_index.json", "docs", "{}"),
        ("search/search_index.js", "docs", "var __index = {}"),
        ("search.js", "items", "var __index = {};\n"),
    ],
)
def test_the_lists_of_generators_are_filled(
    tmp_path: Path, name: str, entries: str, around: str
) -> None:
    (tmp_path / "search").mkdir()
    listed = [{"location": "a.html#b", "title": "B", "text": "x"}, {"location": "c.html"}]
    path = tmp_path / name
    path.write_text(around.replace("{}", json.dumps({entries: listed})), encoding="utf-8")
    fill_indexes(tmp_path, {"a.html#b": Section("words", ["tag"], "code", ["σ"])})
    before, after = around.split("{}")
    written = path.read_text(encoding="utf-8").removeprefix(before).removesuffix(after)
    filled: dict[str, Any] = {"text": "words", "tags": ["tag"], "unshown": "code", "typed": ["σ"]}
    assert json.loads(written)[entries] == [
        {"location": "a.html#b", "title": "B", **filled},
        {"location": "c.html"},
    ]


def test_names_are_said_in_full() -> None:
    assert spoken("bce-gradient-yhat") == "binary cross-entropy gradient ŷ"
    assert spoken("gibbs") == "Gibbs"
    assert spoken("nt-xent-mean") == "NT-Xent mean"
    assert spoken("map-weight-decay") == "MAP weight decay"
