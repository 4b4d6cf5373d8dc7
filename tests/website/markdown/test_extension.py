"""Each form as Python-Markdown converts it with the extension, on pages of a tiny project."""

import html
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from markdown import Markdown

from scripts.website.asked.pages import read_page
from scripts.website.asked.words import WORDS
from scripts.website.markdown.extension import makeExtension
from scripts.website.project import Project
from tests.website.tiny import MODULES, Tiny, converter

FIGURE = ("/// figure | curves.surprise_curve", "    alt: A curve.", "///")
FORMULA = ("<!-- check: {name} -->", "$$", "{name} = 1", "$$")


def formula(name: str) -> list[str]:
    return [line.format(name=name) for line in FORMULA]


def one(markup: str, selector: str) -> Tag:
    """Return the one element that the selector finds."""
    (element,) = BeautifulSoup(markup, "html.parser").select(selector)
    return element


def none(markup: str, selector: str) -> bool:
    return not BeautifulSoup(markup, "html.parser").select(selector)


def paragraph(markup: str) -> str:
    """Return the content of the page's only paragraph."""
    return one(markup, "p").decode_contents()


def test_a_table_of_plain_markdown_has_a_frame_to_scroll_in(tiny_project: Tiny) -> None:
    made = tiny_project.convert("Before.", "", "| a | b |", "|--|--|", "| 1 | 2 |", "", "After.")
    frame = one(made, "div.scroll")
    assert (frame["tabindex"], frame["role"], frame["aria-label"]) == ("0", "group", "Table")
    assert one(str(frame), ".scroll > table.written > tbody").get_text(" ", strip=True) == "1 2"
    assert [p.text for p in BeautifulSoup(made, "html.parser").select("p")] == ["Before.", "After."]


class TestDisplayFormulas:
    def test_a_named_one_has_its_number_and_can_be_linked_to(self, tiny_project: Tiny) -> None:
        made = tiny_project.convert(*formula("a"), "", "Text.", "", *formula("b"))
        first, second = BeautifulSoup(made, "html.parser").select("div.formula")
        assert [first["id"], second["id"]] == ["eq-a", "eq-b"]
        numbers = [one(str(part), "a.formula-number").text for part in (first, second)]
        assert numbers == ["(1)", "(2)"]
        assert one(str(second), "a.formula-number")["href"] == "#eq-b"
        body = one(str(second), "div.formula-body")
        assert (body["role"], body["aria-label"], body["tabindex"]) == (
            "group",
            "Formula 2: b = 1",
            "0",
        )
        assert len(body.select("math[display=block]")) == 1
        assert "check:" not in made
        assert "$" not in one(str(second), ".katex-html").text

    def test_an_unchecked_one_has_no_number(self, tiny_project: Tiny) -> None:
        made = tiny_project.convert("<!-- unchecked: so -->", "$$", "x", "$$", "", *formula("a"))
        first, second = BeautifulSoup(made, "html.parser").select("div.formula")
        assert not first.get("id")
        assert none(str(first), "a")
        assert one(str(second), "a.formula-number").text == "(1)"
        assert "unchecked" not in made

    def test_text_around_it_stays_in_paragraphs(self, tiny_project: Tiny) -> None:
        made = tiny_project.convert("Before.", *formula("a"), "After.")
        texts = [p.text for p in BeautifulSoup(made, "html.parser").select("p")]
        assert texts == ["Before.", "After."]

    def test_within_other_blocks(self, tiny_project: Tiny) -> None:
        lines = ["/// details | Solution", "Text.", "", *formula("a"), "", "More.", "///"]
        made = tiny_project.convert(*lines)
        assert one(made, "details > div.formula")["id"] == "eq-a"
        assert "///" not in made

    def test_characters_that_mean_something_to_markdown(self, tiny_project: Tiny) -> None:
        tex = r"a_1 * b_2 * c_3 < \{0, 1\}"
        made = tiny_project.convert("<!-- unchecked: so -->", "$$", tex, r"  \\ [x](y) `z`", "$$")
        annotation = one(made, "annotation").text
        assert annotation == f"{tex}\n\\\\ [x](y) `z`"


class TestInlineMathematics:
    @pytest.mark.parametrize(
        "tex",
        ["x", r"a_1 b_1", r"a * b * c", r"\{0, 1\}", "x < y", r"\hat y_{[1]}", "f(x)[y]", "a'"],
    )
    def test_it_is_rendered_as_it_stands(self, tiny_project: Tiny, tex: str) -> None:
        made = tiny_project.convert(f"So ${tex}$ it *is*.")
        assert one(made, "annotation").text == tex
        assert none(made, "math[display=block]")
        text = paragraph(made)
        assert text.startswith('So <span class="katex">')
        assert text.endswith("</span> it <em>is</em>.")

    def test_a_full_stop_stays_on_the_line_of_a_short_formula(self, tiny_project: Tiny) -> None:
        long = " + ".join("abcdefghij")
        made = tiny_project.convert(f"So ${long}$, and $x$ ($y$). Or [$z$](#page), or $w$.")
        held = BeautifulSoup(made, "html.parser").select(".unbroken")
        assert [one(str(span), "annotation").text for span in held] == ["y", "w"]
        assert [span.text[-1] for span in held] == [")", "."]

    def test_in_emphasis_links_lists_cells_titles_and_footnotes(self, tiny_project: Tiny) -> None:
        made = tiny_project.convert(
            *("**$a$** and [$b$](#page)[^1]", "", "- $c$", ""),
            *("| $d$ | `e|f` |", "|--|--|", "| $e$ | 1 |", ""),
            *("[^1]: $f$", "", "/// note | On $g$", "$h$", "///"),
        )
        found = [a.text for a in BeautifulSoup(made, "html.parser").select("annotation")]
        assert sorted(found) == list("abcdefgh")
        assert one(made, "a[href='#page'] annotation").text == "b"
        assert one(made, ".admonition-title annotation").text == "g"

    def test_an_escaped_dollar_is_a_dollar(self, tiny_project: Tiny) -> None:
        assert paragraph(tiny_project.convert(r"It costs \$5 or \$6.")) == "It costs $5 or $6."


class TestValues:
    def test_the_number_with_its_unit_in_place_of_the_call(self, tiny_project: Tiny) -> None:
        made = tiny_project.convert("It is `= information.surprise(1/4) | .2f bits`, *exactly*.")
        value = one(made, "span.value")
        assert value.text == "2.00\xa0bits"
        assert value["title"] == "information.surprise(1/4)"
        assert paragraph(made) == f"It is {value}, <em>exactly</em>."

    def test_vectors_cells_captions_and_text_alternatives(self, tiny_project: Tiny) -> None:
        made = tiny_project.convert(
            *("`= information.surprises(1, 1/2) | .0f`", "", "| One | Two |", "|--|--|"),
            *("| `= information.surprise(1/4) | .2f bits` | x |", ""),
            "/// figure | curves.surprise_curve",
            '    alt: Down from `= information.surprise(1/4) | .2f bits`: "so" & on.',
            *("", "Half of `= information.surprise(1/4) | .2f bits`.", "///"),
        )
        texts = [v.text for v in BeautifulSoup(made, "html.parser").select("span.value")]
        assert texts == ["(0, 1)", "2.00\xa0bits", "2.00\xa0bits"]
        assert one(made, "svg")["aria-label"] == 'Down from 2.00\xa0bits: "so" & on.'
        cells = BeautifulSoup(made, "html.parser").select("table:not(.computed) tbody td")
        assert len(cells) == 2

    def test_the_same_value_may_be_written_in_two_ways(self, tiny_project: Tiny) -> None:
        call = "information.surprise(1/4)"
        made = tiny_project.convert(f"`= {call} | .2f bits` or `= {call} | .0f`")
        texts = [v.text for v in BeautifulSoup(made, "html.parser").select("span.value")]
        assert texts == ["2.00\xa0bits", "2"]


class TestReferences:
    def test_on_the_same_page(self, tiny_project: Tiny) -> None:
        made = tiny_project.convert(
            *("See [@eq:b], [@fig:curves-surprise-curve] and [@tab:two].", ""),
            *formula("a"),
            *("", *formula("b"), ""),
            *(*FIGURE, "", "/// table | numbers.plain", "///", ""),
            *("/// table | numbers.plain", "    name: two", "", "///"),
        )
        links = BeautifulSoup(made, "html.parser").select("a.reference")
        assert [(link["href"], link.text) for link in links] == [
            ("#eq-b", "(2)"),
            ("#fig-curves-surprise-curve", "Figure\xa01"),
            ("#tab-two", "Table\xa02"),
        ]
        for link in links:
            one(made, f"[id='{str(link['href'])[1:]}']")

    def test_brackets_of_the_sentence_are_not_doubled(self, tiny_project: Tiny) -> None:
        made = tiny_project.convert("It holds ([@eq:a], [@eq:a]) too ([@eq:a]).", "", *formula("a"))
        assert "It holds ((1), (1)) too (1)." in BeautifulSoup(made, "html.parser").text

    @pytest.mark.parametrize(
        ("here", "there", "path"),
        [
            ("page.md", "other.md", "other.md"),
            ("page.md", "deep/other.md", "deep/other.md"),
            ("deep/page.md", "deep/other.md", "other.md"),
            ("deep/page.md", "other.md", "../other.md"),
            ("deep/page.md", "low/other.md", "../low/other.md"),
        ],
    )
    def test_on_another_page(self, tiny_project: Tiny, here: str, there: str, path: str) -> None:
        tiny_project.page(there, *formula("bce"), "", *FIGURE, title="Binary loss")
        made = tiny_project.convert("[@eq:bce], [@fig:curves-surprise-curve]", uri=here)
        links = BeautifulSoup(made, "html.parser").select("a.reference")
        assert [(link["href"], link.text) for link in links] == [
            (f"{path}#eq-bce", "Binary loss\xa0(1)"),
            (f"{path}#fig-curves-surprise-curve", "Figure\xa01, Binary loss"),
        ]


class TestFigures:
    def test_drawing_alternative_number_and_caption(self, tiny_project: Tiny) -> None:
        made = tiny_project.convert(
            *("/// figure | curves.surprise_curve", "    alt: A curve: it <falls>.", ""),
            *("*See* how $p$ counts.", "", "- And this.", "///"),
        )
        figure = one(made, "figure.figure")
        assert figure["id"] == "fig-curves-surprise-curve"
        drawing, caption, numbers = figure.find_all(True, recursive=False)
        assert (drawing["class"], caption.name) == (["drawing"], "figcaption")
        assert (numbers.name, numbers["class"]) == ("details", ["numbers"])
        svg = one(str(drawing), "svg")
        assert (svg["role"], svg["aria-label"]) == ("img", "A curve: it <falls>.")
        assert "1.375 bits" in svg.text
        number = '<span class="caption-number">Figure 1.</span>'
        assert str(caption.p).startswith(f'<p>{number} <em>See</em> how <span class="katex">')
        assert len(caption.select("li")) == 1
        assert "///" not in made
        assert "alt:" not in made

    def test_without_a_caption(self, tiny_project: Tiny) -> None:
        made = tiny_project.convert(*FIGURE)
        assert one(made, "figcaption").text.strip() == "Figure 1."

    def test_arguments_and_a_name_of_its_own(self, tiny_project: Tiny) -> None:
        made = tiny_project.convert(
            *(*FIGURE, "", "///  figure  |  curves.surprise_curve(7)  "),
            *("    name: smooth", "    alt: Smooth.", "", "Smoother.", "///"),
        )
        first, second = BeautifulSoup(made, "html.parser").select("figure")
        assert second["id"] == "fig-smooth"
        assert second.select(".caption-number")[0].text == "Figure 2."
        assert first.svg is not None
        assert second.svg is not None
        assert 'id="smooth-' in str(second)
        assert 'id="smooth-' not in str(first)

    def test_ids_are_once_on_a_page(self, tiny_project: Tiny) -> None:
        made = tiny_project.convert(
            *(*FIGURE, "", "/// figure | curves.surprise_curve(7)"),
            *("    alt: Smooth.", "    name: smooth", "///"),
        )
        ids = [element["id"] for element in BeautifulSoup(made, "html.parser").select("[id]")]
        assert len(ids) == len(set(ids)) > 4


class TestTables:
    def test_headers_numbers_alignment_and_caption(self, tiny_project: Tiny) -> None:
        made = tiny_project.convert(
            "/// table | numbers.surprises(1/2, 1/4)", "", "What $p$ costs.", "///"
        )
        figure = one(made, "figure.table")
        assert figure["id"] == "tab-numbers-surprises"
        caption, scroll = figure.find_all(True, recursive=False)
        assert caption.select(".caption-number")[0].text == "Table 1."
        assert caption.text.strip().endswith("costs.")
        assert (scroll["role"], scroll["tabindex"]) == ("region", "0")
        assert scroll["aria-label"] == "Table 1"
        head, *rows = scroll.select("tr")
        cells = head.select("th[scope=col]")
        assert [cells[0].text, cells[2].text] == ["Outcome", "Surprise (bits)"]
        assert cells[1].select("annotation")[0].text == "p"
        assert [cell.get("class") for cell in cells] == [None, ["number"], ["number"]]
        assert [[cell.text for cell in row.select("th, td")] for row in rows] == [
            ["outcome 1", "0.50", "1.0"],
            ["outcome 2", "0.25", "2.0"],
        ]
        assert [len(row.select("th[scope=row]")) for row in rows] == [1, 1]
        assert [len(row.select("td.number")) for row in rows] == [2, 2]

    def test_cells_are_markdown(self, tiny_project: Tiny) -> None:
        made = tiny_project.convert("/// table | numbers.plain", "///")
        assert one(made, "table em").text == "a"
        assert one(made, "table code").text == "$code$"
        assert one(made, "table annotation").text == "x^2"
        assert none(made, "th[scope=row]")
        assert none(made, ".number")


class TestListings:
    def test_the_code_under_the_name_of_its_file(self, tiny_project: Tiny) -> None:
        made = tiny_project.convert("/// listing | information.HALVES, information.entropy", "///")
        figure = one(made, "figure.listing")
        assert figure["id"] == "code-information-HALVES"
        assert one(made, ".filename").text == "snippets/information.py"
        source = MODULES["information.py"]
        entropy = source[source.index("def entropy") : source.index("\n\n\ndef surprises")]
        assert one(made, "pre").text.strip() == f"HALVES = (0.5, 0.5)\n\n\n{entropy}"
        assert none(made, "figcaption")

    def test_definitions_have_ids_where_material_does_not_take_them_for_lines(
        self, tiny_project: Tiny
    ) -> None:
        made = tiny_project.convert("/// listing | information.HALVES, information.entropy", "///")
        assert one(made, "code span[id]")["id"] == "code-information-entropy"
        assert none(made, "code > span[id]")

    def test_a_caption_and_two_files(self, tiny_project: Tiny) -> None:
        made = tiny_project.convert(
            "/// listing | scale.PER_NAT, information.HALVES", "", "The *unit*.", "///"
        )
        names = [n.text for n in BeautifulSoup(made, "html.parser").select(".filename")]
        assert names == ["snippets/scale.py", "snippets/information.py"]
        assert one(made, "figcaption em").text == "unit"

    def test_what_is_copied_runs(self, tiny_project: Tiny) -> None:
        made = tiny_project.convert("/// listing | information.entropy", "///")
        names: dict[str, Any] = {}
        exec(str(one(made, ".highlight")["data-copy"]), names)
        assert names["entropy"]([0.5, 0.5]) == pytest.approx(1)

    def test_plain_code_comes_before_the_careful(self, tiny_project: Tiny) -> None:
        plain = "import numpy as np\n\n\ndef surprise(p):\n    return -np.log2(p)\n"
        tiny_project.write("snippets/plain/information.py", plain)
        asked = "/// listing | information.surprise, information.HALVES"
        made = tiny_project.convert(asked, "///")
        assert one(made, "figure.listing")["id"] == "code-information-surprise"
        soup = BeautifulSoup(made, "html.parser")
        shown = [block.get_text().strip("\n") for block in soup.select("pre")]
        assert shown[0] == "def surprise(p):\n    return -np.log2(p)"
        assert shown[1].endswith("HALVES = (0.5, 0.5)")
        assert one(made, "div > .highlight")["data-copy"] == plain.strip()
        assert soup.select("details.careful pre") == soup.select("pre")[1:]
        assert one(made, "details.careful span[id]")["id"] == "code-information-HALVES"

    def test_files_are_linked_where_the_source_is_known(self, tiny_project: Tiny) -> None:
        tiny_project.page("page.md", "/// listing | information.HALVES", "///")
        project = tiny_project.project(source="https://example.org/a/b/")
        project.prepare()
        text = (tiny_project.root / "docs/en/page.md").read_text(encoding="utf-8")
        made = converter(project).convert(text.split("---\n", 2)[2])
        line = MODULES["information.py"].split("HALVES")[0].count("\n") + 1
        path = "snippets/information.py"
        address = f"https://example.org/a/b/blob/HEAD/{path}#L{line}-L{line}"
        assert one(made, ".filename a")["href"] == address
        assert one(made, ".filename a").text == path

    def test_it_follows_the_file(self, tiny_project: Tiny) -> None:
        tiny_project.change("snippets/information.py", "(0.5, 0.5)", "(1 / 2, 1 / 2)")
        made = tiny_project.convert("/// listing | information.HALVES", "///")
        assert one(made, "pre").text.strip() == "HALVES = (1 / 2, 1 / 2)"


FORMS = (
    "So $x$ and `= information.no() | .1f` and [@eq:no].",
    "$$",
    "<!-- check: no -->",
    "/// figure | no.no",
    "///",
)


class TestWhatIsLeftAlone:
    @pytest.mark.parametrize("fence", ["```", "~~~~"])
    def test_fences(self, tiny_project: Tiny, fence: str) -> None:
        made = tiny_project.convert(f"{fence}text", *FORMS, fence, "", "$y$")
        assert one(made, "pre").text.strip("\n") == "\n".join(FORMS)
        assert one(made, "annotation").text == "y"

    def test_spans(self, tiny_project: Tiny) -> None:
        spans = ["$x$", "[@eq:no]", "<!-- check: no -->", "///"]
        made = tiny_project.convert(
            "Write " + ", ".join(f"`{span}`" for span in spans) + " or `` `= a.b() | .1f` ``."
        )
        codes = [code.text for code in BeautifulSoup(made, "html.parser").select("code")]
        assert codes == [*spans, "`= a.b() | .1f`"]

    def test_comments(self, tiny_project: Tiny) -> None:
        forms = [form for form in FORMS if not form.startswith("<!--")]
        made = tiny_project.convert(
            "One.", "", "<!-- notation", *forms, "-->", "", "<!-- $z -->", "Two."
        )
        texts = [p.text for p in BeautifulSoup(made, "html.parser").select("p")]
        assert texts == ["One.", "Two."]
        assert "<!--" not in made

    def test_tabs_and_blanks_do_not_hide_a_page(self, tiny_project: Tiny) -> None:
        made = tiny_project.convert("```", "\tx", "   ", "```", "", *formula("a"), "  ", "Text.\t")
        assert one(made, "div.formula")["id"] == "eq-a"


class TestTheExtension:
    def test_it_knows_the_page_by_its_text(self, tiny_project: Tiny) -> None:
        tiny_project.page("a.md", *formula("a"), "", "[@eq:a]")
        made = tiny_project.convert(*formula("b"), "", "[@eq:a] [@eq:b]")
        links = BeautifulSoup(made, "html.parser").select("a.reference")
        assert [link["href"] for link in links] == ["a.md#eq-a", "#eq-b"]

    def test_without_a_project_it_takes_the_folder_that_it_is_in(
        self, tiny_project: Tiny, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tiny_project.root)
        tiny_project.write("mkdocs.yml", "site_name: Tiny\ndocs_dir: docs/en\n")
        tiny_project.page("page.md", "So $x$.")
        tiny_project.page("reference/notation.md", "| $x$ | a number | `real` |")
        page = read_page(tiny_project.root, (tiny_project.root / "docs/en/page.md"), "page.md")
        made = Markdown(extensions=[makeExtension()]).convert(page.body)
        assert one(made, "annotation").text == "x"

    def test_the_words_are_those_of_the_language(
        self, tiny_project: Tiny, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(WORDS, "zh", WORDS["en"] | {"fig": "图"})
        tiny_project.page("page.md", *FIGURE)
        (tiny_project.root / "docs" / "en").rename(tiny_project.root / "docs" / "zh")
        docs = tiny_project.root / "docs" / "zh"
        project = Project(tiny_project.root, docs, print, checked=False)
        project.prepare()
        made = converter(project).convert(project.book.pages["page.md"].body)
        assert one(made, ".caption-number").text == "图 1."


def test_a_text_alternative_cannot_break_out_of_its_attribute(tiny_project: Tiny) -> None:
    alternative = "A \"curve\" <b>, 'x' & back\\slash 𝟙"
    made = tiny_project.convert(FIGURE[0], f"    alt: {alternative}", "///")
    assert f'aria-label="{html.escape(alternative)}"' in made
    assert one(made, "svg")["aria-label"] == alternative
