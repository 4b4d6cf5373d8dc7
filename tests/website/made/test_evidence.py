"""Evidence beside formulas: what is shown, what stops the build, and what is checked again."""

import re

import pytest
from bs4 import BeautifulSoup, Tag

from scripts.common.problems import Place
from scripts.common.sources import Sources
from scripts.common.store import Store
from scripts.website.made.evidence import Evidence
from scripts.website.made.katex import Formulas
from scripts.website.made.meanings import mark_symbols, symbol_end
from scripts.website.problems import BuildError
from scripts.website.project import Project
from tests.built.copies import Built
from tests.website.tiny import BODY, Tiny

NOTATION = (
    "| Symbol | Meaning | Where it lives |",
    "| --- | --- | --- |",
    "| $p$ | a probability | `(0,1)` |",
    "| $t$ | a chance, not $p$ | `local` |",
    "| $I(p)$ | surprise, in bits | `:= information.surprise(p)` |",
)
LISTING = ("/// listing | information.entropy, information.surprise", "///", "")
SURPRISE = ("<!-- check: surprise -->", "$$", r"I(p) = -\log_2 p", "$$", "")
CHAIN = (
    *("<!-- notation", "$t$ : (0,1)", "-->", "", "<!-- check: halves -->", "$$"),
    r"t\,\frac{1}{2} = \frac t2 = \frac{1}{2/t}",
    *("$$", ""),
)
UNCHECKED = ("<!-- unchecked: it is a matter of taste -->", "$$", "p = p", "$$", "")


@pytest.fixture
def tiny(tiny_project: Tiny) -> Tiny:
    """Return a tiny project with a notation page."""
    tiny_project.page("reference/notation.md", *NOTATION, title="Notation")
    return tiny_project


def shown(tiny: Tiny, *lines: str) -> BeautifulSoup:
    return BeautifulSoup(tiny.convert(*lines, checked=True), "html.parser")


def one(soup: BeautifulSoup | Tag, selector: str) -> Tag:
    found = soup.select(selector)
    assert len(found) == 1, selector
    return found[0]


def words(tag: Tag) -> str:
    return " ".join(tag.get_text(" ").split())


def prepared(tiny: Tiny) -> Project:
    project = tiny.project(checked=True)
    project.prepare()
    return project


def refused(tiny: Tiny) -> BuildError:
    with pytest.raises(BuildError) as refusal:
        prepared(tiny)
    return refusal.value


def test_a_mark_beside_the_formula_opens_its_evidence(tiny: Tiny) -> None:
    evidence = one(shown(tiny, *SURPRISE), ".formula > details.evidence")
    assert not evidence.has_attr("open")
    assert words(one(evidence, "summary")) == "checked"
    text = words(one(evidence, ".evidence-body"))
    assert "Agrees with the function information.surprise at 40 points" in text
    assert re.search(r"largest difference was \d × 10⁻¹.", text)
    assert re.search(r"For example, at p = 0\.\d+: left ([\d.]+), right \1\.", text)


def test_a_condition_is_read_out_with_its_tex(tiny: Tiny) -> None:
    beside = [line.replace(r"\log_2 p", r"\log_2 p, \quad p > 0") for line in SURPRISE]
    condition = one(shown(tiny, *beside), ".evidence p.tried")
    assert words(condition).startswith("Tried with p from")
    assert one(condition, "annotation").get_text() == "p > 0"


def test_a_function_links_to_the_page_that_lists_it(tiny: Tiny) -> None:
    soup = shown(tiny, *LISTING, *SURPRISE)
    link = one(soup, ".evidence a:has(code)")
    assert link["href"] == "#code-information-surprise"
    assert "def surprise" in one(soup, "#code-information-surprise").get_text()
    assert "def entropy" in one(soup, "#code-information-entropy").get_text()


def test_a_function_links_to_another_page(tiny: Tiny) -> None:
    tiny.page("code/listed.md", *LISTING)
    link = one(shown(tiny, *SURPRISE), ".evidence a:has(code)")
    assert link["href"] == "code/listed.md#code-information-surprise"


def test_a_function_that_no_page_lists_is_named_without_a_link(tiny: Tiny) -> None:
    evidence = one(shown(tiny, *SURPRISE), ".evidence")
    assert evidence.select("code")
    assert not evidence.select("a")


def test_a_definition_that_is_listed_twice_has_its_id_once(tiny: Tiny) -> None:
    soup = shown(tiny, *LISTING, *LISTING)
    ids = [tag["id"] for tag in soup.find_all(id=re.compile("^code-"))]
    assert sorted(ids) == ["code-information-entropy", "code-information-surprise"]


def test_each_step_of_a_chain_is_drawn_with_its_evidence(tiny: Tiny) -> None:
    steps = one(shown(tiny, *CHAIN), ".evidence ol").find_all("li")
    assert len(steps) == 2
    for step in steps:
        assert step.find("math")
        assert "Both sides have the same value at 40 points" in words(step)


def test_an_unchecked_formula_gives_its_reason_in_the_same_place(tiny: Tiny) -> None:
    evidence = one(shown(tiny, *UNCHECKED), ".formula > details.evidence")
    assert words(one(evidence, "summary")) == "not checked"
    assert "it is a matter of taste." in words(evidence)


def test_symbols_are_explained_in_the_formula_and_below(tiny: Tiny) -> None:
    formula = one(shown(tiny, *CHAIN), ".formula")
    meanings = [words(tag) for tag in formula.select("dl.symbols dd")]
    assert len(meanings) == 1
    assert meanings[0].startswith("a chance, not")
    assert "Here: a number between 0 and 1" in meanings[0]
    assert one(formula, "dl.symbols dd").find("math")
    marked = formula.select(".formula-body [data-symbol]")
    assert [(tag["data-symbol"], tag.get_text()) for tag in marked] == [("0", "t")] * 3
    assert not formula.select("[title]"), "what each means is told once"
    assert one(formula, "details.evidence > noscript > .evidence-body dl.symbols")


def test_a_false_formula_is_a_problem_with_its_place(tiny: Tiny) -> None:
    tiny.page("page.md", "<!-- check: surprise -->", "$$", r"I(p) = \log_2 p", "$$")
    (problem,) = refused(tiny).problems
    assert str(problem.place) == f"docs/en/page.md:{BODY + 2}"
    lines = str(problem).splitlines()
    assert "surprise: step 1 of 1 does not hold" in lines[0]
    assert lines[1].strip() == r"I(p) = \log_2 p"
    assert lines[2].strip("^ ") == ""
    assert "left = " in lines[3]


@pytest.mark.parametrize(
    ("tex", "what"),
    [("I(p) = u", "u is not declared"), (r"I(p) = -\log_2 p q", ""), ("I(p) + p", "")],
)
def test_a_formula_that_cannot_be_read_is_a_problem(tiny: Tiny, tex: str, what: str) -> None:
    tiny.page("page.md", "<!-- check: surprise -->", "$$", tex, "$$")
    (problem,) = refused(tiny).problems
    assert str(problem.place) == f"docs/en/page.md:{BODY + 2}"
    assert what in problem.what


def test_a_place_is_told_of_once(tiny: Tiny) -> None:
    tiny.page("page.md", "$$", "p = p", "$$")
    (problem,) = refused(tiny).problems
    assert problem.place == Place(problem.place.file, BODY)


def test_a_second_build_checks_nothing(tiny: Tiny) -> None:
    tiny.page("page.md", *SURPRISE, *CHAIN)
    assert prepared(tiny).evidence.checked_anew == 2
    again = prepared(tiny)
    assert again.evidence.checked_anew == 0
    assert len(again.evidence.found) == 2
    assert "2 formulas, 3 steps, 0 claims in sentences: 0 checked anew, 2 kept" in tiny.said


@pytest.mark.parametrize(
    ("path", "old", "new", "anew"),
    [
        ("docs/en/page.md", r"\frac t2 =", r"\tfrac t2 =", 1),
        ("docs/en/page.md", "A page.", "Another page.", 0),
        ("snippets/information.py", '"""Return the surprise of an outcome."""', '"""Two."""', 1),
        ("snippets/information.py", '"""Return the mean surprise."""', '"""Mean."""', 0),
        ("snippets/scale.py", "1 / np.log(2)", "1.0 / np.log(2)", 1),
    ],
)
def test_only_what_a_change_touches_is_checked_again(
    tiny: Tiny, path: str, old: str, new: str, anew: int
) -> None:
    tiny.page("page.md", *SURPRISE, *CHAIN)
    prepared(tiny)
    tiny.change(path, old, new)
    assert prepared(tiny).evidence.checked_anew == anew


def test_a_formula_moves_with_its_evidence(tiny: Tiny) -> None:
    tiny.page("page.md", *SURPRISE)
    prepared(tiny)
    tiny.page("page.md", "A line more.", "", *SURPRISE)
    project = prepared(tiny)
    assert project.evidence.checked_anew == 0
    assert [place.line for place in project.evidence.found] == [BODY + 3]


def test_words_and_blank_lines_ask_the_checker_nothing(
    tiny: Tiny, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim = ("It is so that $p - 1 = -1 + p$.", "", "So is $2p = p + p$.", "")
    tiny.page("page.md", *SURPRISE, *claim)
    before = prepared(tiny).evidence
    monkeypatch.delattr(Evidence, "_check")
    tiny.page("page.md", "A line more.", "", *SURPRISE, "Words.", "", *claim)
    after = prepared(tiny).evidence
    assert [place.line for place in after.found] == [place.line + 2 for place in before.found]
    assert [one.line for one in after.claims] == [one.line + 4 for one in before.claims]
    assert len(after.claims) == 2
    assert after.totals == before.totals


def test_the_page_of_all_formulas_lists_them_with_links_and_totals(tiny: Tiny) -> None:
    tiny.page("a.md", *SURPRISE, *UNCHECKED, title="First")
    tiny.page("b.md", *CHAIN, title="Second")
    counts_of = ("checked", "formulas", "steps", "unchecked", "proved")
    lines = [*(f"[@formulas:{count}]" for count in counts_of), "", "/// formulas", "///"]
    soup = BeautifulSoup(
        tiny.convert(*lines, uri="reference/formulas.md", checked=True), "html.parser"
    )
    headings = [words(tag).rstrip("¶ ") for tag in soup.find_all("h2")]
    assert headings == ["By name", "First", "Second"]
    targets = [link["href"] for link in soup.select(".formula-names a")]
    assert targets
    assert all(soup.find(id=str(target).lstrip("#")) for target in targets)
    counts = {str(tag["data-count"]): int(tag.get_text()) for tag in soup.select("[data-count]")}
    expected = {"checked": 2, "formulas": 3, "steps": 3, "unchecked": 1}
    assert expected.items() <= counts.items()
    assert [link["href"] for link in soup.select(".formula-number")] == [
        "../a.md#eq-surprise",
        "../a.md",
        "../b.md#eq-halves",
    ]
    found = [words(tag) for tag in soup.select(".found")]
    assert "information.surprise" in found[0]
    assert "a matter of taste" in found[1]
    assert found[2].count("Both sides") == 2


def test_evidence_links_to_the_page_of_all_formulas(tiny: Tiny) -> None:
    tiny.page("reference/formulas.md", "/// formulas", "///")
    link = one(shown(tiny, *SURPRISE), ".evidence .all-formulas a")
    assert link["href"] == "reference/formulas.md#formula-surprise"


def test_a_list_of_folders_takes_theirs_from_the_list_of_the_rest(tiny: Tiny) -> None:
    tiny.page("a.md", *UNCHECKED, title="Rest")
    tiny.page("use/b.md", *CHAIN, title="Use")
    tiny.page("all.md", "/// formulas", "///")
    lists = {
        uri: BeautifulSoup(tiny.convert(*lines, uri=uri, checked=True), "html.parser")
        for uri, lines in (
            ("part.md", ("/// formulas | use, code", "///")),
            ("all.md", ("/// formulas", "///")),
        )
    }
    names = {uri: [words(tag).rstrip("¶ ") for tag in soup("h2")] for uri, soup in lists.items()}
    assert names == {"part.md": ["By name", "Use"], "all.md": ["By name", "Rest"]}
    assert [link["href"] for link in lists["part.md"].select(".formula-names a")] == [
        "#formula-halves"
    ]


def test_an_unknown_count_is_a_problem(tiny: Tiny) -> None:
    assert tiny.problems("There are [@formulas:many].") == [
        f"docs/en/page.md:{BODY}: cannot read the reference [@formulas:many]"
    ]


@pytest.mark.parametrize(
    ("tex", "start", "symbol"),
    [
        (r"y_{ic}\log", 0, "y_{ic}"),
        (r"\hat y_i^2 + 1", 0, r"\hat y_i^2"),
        (r"\hat{\bar y}+1", 0, r"\hat{\bar y}"),
        (r"\mathrm{softmax}(z)_i", 0, r"\mathrm{softmax}"),
        (r"D_{\mathrm{KL}}(P)", 0, r"D_{\mathrm{KL}}"),
        (r"\sigma'(z)", 0, r"\sigma'"),
        (r"x ^ {2} y", 0, "x ^ {2}"),
        (r"X^\top x", 0, r"X^\top"),
        (r"y_c^2", 2, "c"),
        (r"\mathcal X", 0, r"\mathcal X"),
    ],
)
def test_a_symbol_reaches_as_far_as_its_scripts(tex: str, start: int, symbol: str) -> None:
    end = symbol_end(tex, start)
    assert end is not None
    assert tex[start:end] == symbol


def test_what_is_no_symbol_is_not_marked() -> None:
    assert symbol_end(r"\bigl(x", 0) is None
    assert symbol_end("(x)", 0) is None


def test_marks_can_lie_within_each_other() -> None:
    assert mark_symbols("y_i+i", [(0, 3, 0), (2, 3, 1), (4, 5, 1)]) == (
        r"{\htmlData{symbol=0}{y_{\htmlData{symbol=1}{i}}}}+{\htmlData{symbol=1}{i}}"
    )


@pytest.mark.slow
def test_the_marks_of_every_formula_of_the_site_are_drawn_with_it(built: Built) -> None:
    """That nothing moves for them is seen in the browser, in tests/browser/test_lean_drawing.py."""
    store = Store.of(built.root)
    sources = Sources.of(built.root, store)
    evidence = Evidence(built.root / "docs" / "en", store, sources, lambda _: None)
    assert evidence.prepare() == []
    formulas = Formulas(built.root, store)
    assert formulas.prepare(list(evidence.formulas())) == []
    assert len(evidence.found) > 100
    for found in evidence.found.values():
        marks = set(re.findall(r"symbol=(\d+)", found.marked))
        drawn = set(re.findall(r'data-symbol="(\d+)"', formulas.html[found.marked, True]))
        assert drawn == marks, found.evidence.name


def test_the_source_of_a_marked_formula_is_what_the_author_wrote(tiny: Tiny) -> None:
    source = one(shown(tiny, *CHAIN), ".formula-body annotation")
    assert source.get_text() == CHAIN[6]
