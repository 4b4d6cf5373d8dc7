"""What a page is found to ask for, and what is said of a form that is not well made."""

from pathlib import Path

import pytest

from scripts.formulas.reading.parts import notebook_markdown, split_parts
from scripts.website.asked.page import Page
from scripts.website.asked.pages import read_page
from tests.website.tiny import BODY, QUESTION, Tiny

NAMELESS = "a display formula without a name"
MARK_ALONE = "must stand directly above a $$ formula"
STRAY = "a $ that belongs to no formula"


@pytest.fixture
def tiny(bare_project: Tiny) -> Tiny:
    return bare_project


def problems(page: Page) -> list[tuple[int, str]]:
    """Return the lines and the texts of a page's problems, the lines counted from its body."""
    assert all(problem.place.file == Path("docs/en/page.md") for problem in page.problems)
    return [(problem.place.line - BODY, problem.what) for problem in page.problems]


class TestTheHead:
    def test_title_and_text(self, tiny: Tiny) -> None:
        page = tiny.read("Text.")
        assert page.problems == []
        assert (page.uri, page.title, page.body) == (
            "page.md",
            "Page",
            f"# Page\n\n{QUESTION}Text.",
        )

    def test_the_front_matter_is_no_text(self, tiny: Tiny) -> None:
        head = "---\n# For search engines\ndescription: It costs $5, says [@who].\n---\n"
        tiny.write("docs/en/page.md", f"{head}# Page\n{QUESTION}")
        page = read_page(tiny.root, Path("docs/en/page.md"), "page.md")
        assert page.problems == []
        assert (page.title, page.body) == ("Page", f"# Page\n{QUESTION}".strip())

    def test_the_title_leaves_attributes_out(self, tiny: Tiny) -> None:
        tiny.page("page.md", title="Page { .wide #start }")
        assert read_page(tiny.root, Path("docs/en/page.md"), "page.md").title == "Page"

    @pytest.mark.parametrize(
        "text",
        [
            "# Page\n",
            "---\ntitle: Page\n---\n# Page\n",
            "---\ndescription:\n---\n# Page\n",
            # One that stands in the text, where no search engine looks for it.
            "---\ntitle: Page\n---\n# Page\n\ndescription: A page.\n",
            "# Page\n\ndescription: A page.\n",
        ],
    )
    def test_a_page_needs_a_description(self, tiny: Tiny, text: str) -> None:
        tiny.write("docs/en/page.md", text + QUESTION)
        page = read_page(tiny.root, Path("docs/en/page.md"), "page.md")
        assert [str(problem).splitlines()[0] for problem in page.problems] == [
            "docs/en/page.md:1: the page has no description"
        ]

    def test_lines_are_counted_from_the_top_of_the_file(self, tiny: Tiny) -> None:
        tiny.write("docs/en/page.md", "# Page\n\n$x$\n")
        without_head = read_page(tiny.root, Path("docs/en/page.md"), "page.md")
        assert [str(f.place) for f in without_head.formulas] == ["docs/en/page.md:3"]
        with_head = tiny.read("$x$")
        assert [str(f.place) for f in with_head.formulas] == [f"docs/en/page.md:{BODY}"]


class TestHeadings:
    def test_every_heading_but_the_title_has_an_id(self, tiny: Tiny) -> None:
        page = tiny.read("## One {#one}", "### Two { .wide #two }", "## Three", "# Four")
        assert problems(page) == [
            (2, "the heading 'Three' has no id"),
            (3, "the heading 'Four' has no id"),
        ]

    def test_no_mathematics(self, tiny: Tiny) -> None:
        assert problems(tiny.read("## The loss $L$ {#loss}")) == [(0, "mathematics in a heading")]

    def test_a_hash_in_code_is_no_heading(self, tiny: Tiny) -> None:
        page = tiny.read("```python", "# a comment", "```")
        assert page.problems == []


class TestDisplayFormulas:
    def test_name_place_and_tex(self, tiny: Tiny) -> None:
        page = tiny.read("<!-- check: bce -->", "$$", "L = y", "  + 1", "$$")
        assert page.problems == []
        (formula,) = page.formulas
        assert (formula.name, formula.tex, formula.display) == ("bce", "L = y\n+ 1", True)
        assert str(formula.place) == f"docs/en/page.md:{BODY + 1}"

    def test_a_mark_may_hold_more_than_the_name(self, tiny: Tiny) -> None:
        page = tiny.read("<!-- check: bce; loose; let: y = 1 -->", "", "$$", "x", "$$")
        assert page.problems == []
        assert [formula.name for formula in page.formulas] == ["bce"]

    def test_the_paragraph_before_it_names_others(self, tiny: Tiny) -> None:
        one = ("<!-- check: one -->", "$$", "a", "$$", "")
        page = tiny.read(
            "Far off, [@eq:far].",
            "",
            "By [@eq:two], `[@eq:code]`, [@fig:two] and [@eq:three]:",
            "",
            *one,
            *("<!-- check: other -->", "$$", "b", "$$"),
        )
        assert [formula.named for formula in page.formulas] == [("two", "three"), ()]

    def test_an_unchecked_one_has_no_name(self, tiny: Tiny) -> None:
        page = tiny.read("<!-- unchecked: a picture -->", "$$", "x", "$$")
        assert page.problems == []
        assert [formula.name for formula in page.formulas] == [""]

    @pytest.mark.parametrize(
        ("lines", "expected"),
        [
            (["$$", "x", "$$"], [(0, NAMELESS)]),
            (["<!-- check bce -->", "$$", "x", "$$"], [(1, NAMELESS)]),
            (["<!-- check: bce --> and", "$$", "x", "$$"], [(1, NAMELESS)]),
            (
                ["<!-- check: bce -->", "Text.", "$$", "x", "$$"],
                [(0, f"'check:' {MARK_ALONE}"), (2, NAMELESS)],
            ),
            (["<!-- check: bce -->", "Text."], [(0, f"'check:' {MARK_ALONE}")]),
            (["<!-- check: bce -->"], [(0, f"'check:' {MARK_ALONE}")]),
            (["Text.", "", "<!-- unchecked: so -->", ""], [(2, f"'unchecked:' {MARK_ALONE}")]),
            (["<!-- check: bce -->", "```", "x", "```"], [(0, f"'check:' {MARK_ALONE}")]),
            (["<!-- check: bce -->", "/// note | A", "///"], [(0, f"'check:' {MARK_ALONE}")]),
            (
                ["<!-- check: bce -->", "<!-- notation -->", "$$", "x", "$$"],
                [(0, f"'check:' {MARK_ALONE}"), (2, NAMELESS)],
            ),
            (
                ["<!-- check: a -->", "<!-- check: b -->", "$$", "x", "$$"],
                [(0, f"'check:' {MARK_ALONE}")],
            ),
            (["<!-- check: -->", "$$", "x", "$$"], [(0, "'' is no name of a formula")]),
            (["<!-- check: B_CE -->", "$$", "x", "$$"], [(0, "'B_CE' is no name of a formula")]),
            (
                ["<!-- check: bce; fast -->", "$$", "x", "$$"],
                [(0, "bce: there is no option 'fast'")],
            ),
            (["<!-- unchecked: -->", "$$", "x", "$$"], [(0, "'unchecked:' needs a reason")]),
            (["", "<!-- check: bce -->", "$$", "x"], [(2, "this formula is never closed")]),
            (["<!-- check: bce -->", "$$ x $$"], [(0, f"'check:' {MARK_ALONE}"), (1, STRAY)]),
        ],
    )
    def test_what_is_not_well_made_is_told(
        self, tiny: Tiny, lines: list[str], expected: list[tuple[int, str]]
    ) -> None:
        assert sorted(problems(tiny.read(*lines))) == expected


class TestInlineMathematics:
    @pytest.mark.parametrize(
        ("line", "expected"),
        [
            ("So $x$ it is.", ["x"]),
            ("$a$, $b$ and ($c$)", ["a", "b", "c"]),
            (r"a set $\{0, 1\}$ and $\$5$", [r"\{0, 1\}", r"\$5"]),
            ("a | cell $p$ | in a table", ["p"]),
            ("**$x$** and [$y$](page.md)", ["x", "y"]),
            (r"It costs \$5 and \$6.", []),
            ("`$x$` and ``a ` $y$``", []),
            ("`$x$` and $y$ and `$z$`", ["y"]),
            (r"\`$x$\` shows the ticks", ["x"]),
        ],
    )
    def test_it_is_found_outside_of_code(self, tiny: Tiny, line: str, expected: list[str]) -> None:
        page = tiny.read("Before.", line)
        assert page.problems == []
        assert [formula.tex for formula in page.formulas] == expected
        assert {formula.place.line for formula in page.formulas} <= {BODY + 1}
        assert not any(formula.display or formula.name for formula in page.formulas)

    @pytest.mark.parametrize(
        "line",
        [
            "It costs $5 today.",
            "A blank $ x$ inside",
            "a blank $x $ inside",
            "digits $x$2 behind",
            "a word$x$ before",
            "a formula $x +",
            "$$x$$",
        ],
    )
    def test_a_dollar_that_would_be_shown_is_told(self, tiny: Tiny, line: str) -> None:
        page = tiny.read("", line)
        assert problems(page) == [(1, STRAY)]

    def test_a_formula_ends_on_its_line(self, tiny: Tiny) -> None:
        assert problems(tiny.read("So $x +", "y$ it is.")) == [(0, STRAY), (1, STRAY)]


class TestValues:
    def test_expression_format_and_place(self, tiny: Tiny) -> None:
        page = tiny.read("", "It is `= information.entropy([1/2, 1/2], base=2) | .3f bits`.")
        assert page.problems == []
        (value,) = page.values
        assert value.expression == "information.entropy([1/2, 1/2], base=2)"
        assert value.format == ".3f bits"
        assert value.place.line == BODY + 1

    def test_several_on_a_line_and_without_a_format(self, tiny: Tiny) -> None:
        page = tiny.read("`= a.b() | .1f` then `= c.d() | ` and `= examples.E | d °C`")
        assert page.problems == []
        assert [(value.expression, value.format) for value in page.values] == [
            ("a.b()", ".1f"),
            ("c.d()", ""),
            ("examples.E", "d °C"),
        ]

    def test_in_captions_options_and_cells(self, tiny: Tiny) -> None:
        page = tiny.read(
            "/// figure | curves.curve",
            "    alt: It falls to `= a.b() | .1f`.",
            "",
            "Down to `= c.d() | .1f`.",
            "///",
            "| cell | `= e.f() | .1f` |",
        )
        assert page.problems == []
        assert [value.expression for value in page.values] == ["a.b()", "c.d()", "e.f()"]

    @pytest.mark.parametrize("line", ["``= a.b() | .1f``", "`` `= a.b() | .1f` ``", "`a = 1`"])
    def test_other_code_is_left_alone(self, tiny: Tiny, line: str) -> None:
        page = tiny.read(line)
        assert page.problems == []
        assert page.values == []

    @pytest.mark.parametrize(
        ("line", "written"),
        [
            ("It is `= a.b()`.", "`= a.b()`"),
            ("It is `= a.b()| .1f`.", "`= a.b()| .1f`"),
            ("It is `= | .1f`.", "`= | .1f`"),
            ("It is `= a.b() |", "`= a.b() |"),
        ],
    )
    def test_what_cannot_be_read_is_told(self, tiny: Tiny, line: str, written: str) -> None:
        page = tiny.read("", line)
        assert problems(page) == [(1, f"cannot read the value {written}")]
        assert page.values == []


class TestReferences:
    def test_kinds_names_and_places(self, tiny: Tiny) -> None:
        page = tiny.read("See [@eq:bce] and [@fig:curve-1],", "then [@tab:numbers].")
        assert page.problems == []
        assert [(r.kind, r.name, r.place.line - BODY) for r in page.references] == [
            ("eq", "bce", 0),
            ("fig", "curve-1", 0),
            ("tab", "numbers", 1),
        ]

    @pytest.mark.parametrize("written", ["[@figure:a]", "[@eq: a]", "[@eq:]", "[@bce]"])
    def test_what_cannot_be_read_is_told(self, tiny: Tiny, written: str) -> None:
        page = tiny.read("", f"See {written} there.")
        assert problems(page) == [(1, f"cannot read the reference {written}")]

    def test_code_is_left_alone(self, tiny: Tiny) -> None:
        page = tiny.read("Write `[@eq:bce]` or `[@bce]`.")
        assert page.problems == []
        assert page.references == []


class TestBlocks:
    def test_a_figure(self, tiny: Tiny) -> None:
        page = tiny.read(
            "/// figure | curves.surprise_curve(points=5)",
            "    alt: A curve: it falls.",
            "",
            "Caption with $x$.",
            "///",
        )
        assert page.problems == []
        (drawing,) = page.drawings
        assert (drawing.kind, drawing.name) == ("figure", "curves-surprise-curve")
        assert drawing.expression == "curves.surprise_curve(points=5)"
        assert drawing.place.line == BODY
        assert [formula.tex for formula in page.formulas] == ["x"]

    def test_the_name_may_be_given(self, tiny: Tiny) -> None:
        page = tiny.read(
            *("/// table | numbers.surprises(1)", "    name: one", "///"),
            *("/// figure | curves.c", "    alt: A curve.", "    name: two", "///"),
        )
        assert page.problems == []
        assert [(d.kind, d.name) for d in page.drawings] == [("table", "one"), ("figure", "two")]

    def test_a_listing(self, tiny: Tiny) -> None:
        page = tiny.read("/// listing |  information.entropy, information.surprise  ", "///")
        assert page.problems == []
        (listing,) = page.listings
        assert listing.argument == "information.entropy, information.surprise"
        assert listing.place.line == BODY

    def test_other_blocks_are_read_as_text(self, tiny: Tiny) -> None:
        page = tiny.read(
            "//// details | Why $x$",
            "/// note | A",
            "$y$",
            "///",
            "/// table | numbers.plain",
            "///",
            "////",
        )
        assert page.problems == []
        assert [formula.tex for formula in page.formulas] == ["x", "y"]
        assert len(page.drawings) == 1

    @pytest.mark.parametrize(
        ("lines", "expected"),
        [
            (
                ["/// figur | a.b", "///"],
                [(0, "there is no block 'figur'"), (1, "/// closes no block")],
            ),
            (
                ["/// Figure | a.b", "///"],
                [(0, "there is no block 'Figure'"), (1, "/// closes no block")],
            ),
            (["/// note | A", "Text."], [(0, "this block is never closed")]),
            (
                ["/// note | A", "////"],
                [(0, "this block is never closed"), (1, "//// closes no block")],
            ),
            (["Text.", "///"], [(1, "/// closes no block")]),
            (["/// table | a.b_C", "///"], [(0, "'a-b-C' is no name of a table")]),
            (["/// table | a.b", "    name: Two", "///"], [(0, "'Two' is no name of a table")]),
            (["/// figure | a.b", "///"], [(0, "a figure without a text alternative")]),
            (["/// figure | a.b", "    alt:", "///"], [(0, "a figure without a text alternative")]),
            (
                ["/// figure | a.b", "", "    alt: Too late.", "///"],
                [(0, "a figure without a text alternative")],
            ),
            (["/// figure", "    alt: A.", "///"], [(0, "this figure names no function")]),
            (["/// figure |", "    alt: A.", "///"], [(0, "this figure names no function")]),
            (["/// table a.b", "///"], [(0, "this table names no function")]),
            (["/// listing", "///"], [(0, "this listing names no function")]),
            (["/// listing |", "///"], [(0, "this listing names no function")]),
            (
                ["/// table | a.b", "    alt: A.", "///"],
                [(1, "a table has no option 'alt'")],
            ),
            (
                ["/// figure | a.b", "    alt: A.", "    title: B", "///"],
                [(2, "a figure has no option 'title'")],
            ),
            (["/// listing | a.b", "    name: c", "///"], [(1, "a listing has no option 'name'")]),
            (
                ["/// table | a.b", "    name: one", "    name: two", "///"],
                [(2, "the option 'name' stands here twice")],
            ),
            (["/// table | a.b", "   name: one", "///"], [(1, "this is no option")]),
            (["/// table | a.b", "\tname: one", "///"], [(1, "this is no option")]),
            (["/// note | A", "    tpye: x", "///"], [(1, "a note has no option 'tpye'")]),
            (
                ["/// details | A", "    open: true", "    attrs: {class: [", "///"],
                [(2, "a details has no option 'attrs'")],
            ),
            (
                ["- a", "", "    /// table | a.b", "    ///"],
                [(2, "a table within a list or a quotation")],
            ),
            (["- /// table | a.b", "  ///"], [(0, "a table within a list or a quotation")]),
            (
                ["> /// figure | a.b", ">     alt: A.", "> ///"],
                [(0, "a figure within a list or a quotation")],
            ),
            (
                ["/// figure | a.b", "    alt: A long", "      sentence.", "///"],
                [(2, "this is no option")],
            ),
            (
                ["/// figure | a.b", "    alt: Where $x$ is 0.", "///"],
                [(0, "a formula or a reference in a text alternative")],
            ),
            (
                ["/// figure | a.b", "    alt: As in [@eq:bce].", "///"],
                [(0, "a formula or a reference in a text alternative")],
            ),
        ],
    )
    def test_what_is_not_well_made_is_told(
        self, tiny: Tiny, lines: list[str], expected: list[tuple[int, str]]
    ) -> None:
        assert sorted(problems(tiny.read(*lines))) == expected


FORMS = (
    "So $x$ and $ y, `= a.b()` and [@bce].",
    "<!-- check: bce -->",
    "$$",
    "/// figure | a.b",
    "## Heading",
)


class TestWhatIsLeftAlone:
    @pytest.mark.parametrize(
        ("first", "last"),
        [
            ("```", "```"),
            ("```python", "```"),
            ("~~~~text", "~~~~"),
            ("  ```", "  ```  "),
            ("> ```", "> ```"),
        ],
    )
    def test_fences(self, tiny: Tiny, first: str, last: str) -> None:
        page = tiny.read(first, *FORMS, last, "$after$")
        assert page.problems == []
        assert [formula.tex for formula in page.formulas] == ["after"]
        assert [*page.drawings, *page.listings, *page.values, *page.references] == []

    @pytest.mark.parametrize(
        ("first", "last"),
        [("<!--", "-->"), ("  <!-- $ x", "[@bce] --> "), ("<!-- notation", "$x$ := `= a` -->")],
    )
    def test_comments(self, tiny: Tiny, first: str, last: str) -> None:
        forms = [form for form in FORMS if not form.startswith("<!--")]
        page = tiny.read(first, *forms, last, "$after$")
        assert page.problems == []
        assert [formula.tex for formula in page.formulas] == ["after"]
        assert [*page.drawings, *page.listings, *page.values, *page.references] == []

    @pytest.mark.parametrize("inner", ["```python", "````", "~~~", "``` `"])
    def test_a_fence_ends_with_the_signs_that_it_began_with(self, tiny: Tiny, inner: str) -> None:
        page = tiny.read("```text", inner, *FORMS, "```", "$after$")
        assert page.problems == []
        assert [formula.tex for formula in page.formulas] == ["after"]

    def test_a_code_span_of_three_ticks_is_no_fence(self, tiny: Tiny) -> None:
        page = tiny.read("```$x$``` is code.", "$y$")
        assert page.problems == []
        assert [formula.tex for formula in page.formulas] == ["y"]

    def test_one_line_comments(self, tiny: Tiny) -> None:
        page = tiny.read("<!-- $x$, [@bce] -->", "<!-- TODO --> $y$ is text.")
        assert page.problems == []
        assert [formula.tex for formula in page.formulas] == ["y"]

    @pytest.mark.parametrize(
        ("lines", "line", "what"),
        [
            (["", "```", "$x$"], 1, "this fence is never closed"),
            (["~~~", "```"], 0, "this fence is never closed"),
            (["<!-- notation", "$x$", "", "$y$"], 0, "this comment is never closed"),
            (["<!--", "$x$", "--> and $y$"], 2, "text behind the end of a comment"),
        ],
    )
    def test_their_ends_are_missed(
        self, tiny: Tiny, lines: list[str], line: int, what: str
    ) -> None:
        assert problems(tiny.read(*lines)) == [(line, what)]

    def test_the_parts_make_up_the_text(self) -> None:
        lines = [
            "a",
            "```",
            "$$",
            "```",
            "<!-- check: b -->",
            "$$",
            "x",
            "$$",
            "<!--",
            "-->",
            "```",
        ]
        parts = list(split_parts(lines, first=4))
        assert [line for part in parts for line in part.lines] == lines
        assert [(part.kind, part.number, part.closed) for part in parts] == [
            ("text", 4, True),
            ("fence", 5, True),
            ("mark", 8, True),
            ("formula", 9, True),
            ("comment", 12, True),
            ("fence", 14, False),
        ]


NOTEBOOK = """\
# %% [markdown]
# # Two models
#
# So $p$ it is.
#
# <!-- check: loss -->
# $$
#   L = p
# $$

# %%
price = "$5 and `= a.b()`"  # $q$
# A comment with $r$.

# %% [markdown]
# ## Results
#$s$
"""


class TestNotebooks:
    def read(self, tiny: Tiny, text: str) -> Page:
        tiny.write("docs/en/notebooks/two.py", text)
        return read_page(tiny.root, Path("docs/en/notebooks/two.py"), "notebooks/two.py")

    def test_markdown_cells_are_read_with_their_lines(self, tiny: Tiny) -> None:
        page = self.read(tiny, NOTEBOOK)
        assert page.problems == []
        assert page.title == "Two models"
        assert [(f.tex, f.name, f.place.line) for f in page.formulas] == [
            ("p", "", 4),
            ("L = p", "loss", 7),
            ("s", "", 17),
        ]
        assert str(page.formulas[0].place) == "docs/en/notebooks/two.py:4"

    def test_code_cells_are_not(self) -> None:
        lines = notebook_markdown(NOTEBOOK).split("\n")
        assert len(lines) == NOTEBOOK.count("\n")
        assert lines[9:15] == [""] * 6

    def test_a_cell_may_hold_what_a_page_may(self, tiny: Tiny) -> None:
        lines = ["# Two models", "", "It is `= a.b() | .1f`, see [@eq:loss].", ""]
        lines += ["/// table | numbers.plain", "///"]
        page = self.read(tiny, "\n".join(["# %% [markdown]", *(f"# {line}" for line in lines)]))
        assert page.problems == []
        assert [value.place.line for value in page.values] == [4]
        assert [reference.name for reference in page.references] == ["loss"]
        assert [drawing.place.line for drawing in page.drawings] == [6]

    def test_what_it_may_not_is_told_with_its_line(self, tiny: Tiny) -> None:
        page = self.read(tiny, "# %% [markdown]\n# # Two models\n#\n# So $ x.\n")
        assert [str(problem).splitlines()[0] for problem in page.problems] == [
            f"docs/en/notebooks/two.py:4: {STRAY}"
        ]


class TestInShort:
    LINES = ("- One.", "- Two.", "- Three.")

    def test_three_lines_and_what_comes_before(self, tiny: Tiny) -> None:
        page = tiny.read("/// short", "    needs: a.md, b/c.md", "", *self.LINES, "///")
        assert page.problems == []
        (short,) = page.shorts
        assert (short.needs, short.place.line) == (("a.md", "b/c.md"), BODY)

    def test_a_page_may_need_nothing(self, tiny: Tiny) -> None:
        page = tiny.read("/// short", "", *self.LINES, "///")
        assert page.problems == []
        assert page.shorts[0].needs == ()

    @pytest.mark.parametrize(
        ("lines", "expected"),
        [
            (["/// short", "", "- One.", "- Two.", "///"], (0, "2 lines tell the page in short")),
            (["/// short", "", *LINES, "- Four.", "///"], (0, "4 lines tell the page in short")),
            (
                ["/// short", "    need: a.md", "", *LINES, "///"],
                (1, "a short has no option 'need'"),
            ),
            (
                ["/// short", "", *LINES, "///", "", "/// short", "", *LINES, "///"],
                (7, "the page is told in short twice"),
            ),
            (["/// short", "", *LINES], (0, "this block is never closed")),
        ],
    )
    def test_what_is_not_well_made_is_told(
        self, tiny: Tiny, lines: list[str], expected: tuple[int, str]
    ) -> None:
        ((line, what),) = problems(tiny.read(*lines))
        assert line == expected[0]
        assert what.startswith(expected[1])


class TestQuizzes:
    CHOICES = ("One", ": No.", "", "Two", ": Yes.", "")

    def test_a_question_with_its_choices(self, tiny: Tiny) -> None:
        page = tiny.read("/// quiz | What?", "    right: 2", "", *self.CHOICES, "///")
        assert page.problems == []

    @pytest.mark.parametrize(
        ("lines", "line", "what"),
        [
            (("/// quiz", "    right: 1", "", *CHOICES, "///"), 0, "this quiz asks nothing"),
            (("/// quiz | What?", "", *CHOICES, "///"), 0, "no choice of this quiz is said to be"),
            (
                ("/// quiz | What?", "    right: 3", "", *CHOICES, "///"),
                0,
                "no choice of this quiz is said to be right",
            ),
            (
                ("/// quiz | What?", "    right: 1", "", "One", ": Yes.", "///"),
                0,
                "a quiz of 1 choices with 1 explanations",
            ),
            (
                ("/// quiz | What?", "    right: 1", "", *CHOICES, ": Another.", "///"),
                0,
                "a quiz of 2 choices with 3 explanations",
            ),
            (
                ("/// quiz | What?", "    left: 1", "", *CHOICES, "///"),
                1,
                "a quiz has no option 'left'",
            ),
        ],
    )
    def test_what_is_not_well_made_is_told(
        self, tiny: Tiny, lines: tuple[str, ...], line: int, what: str
    ) -> None:
        found = problems(tiny.read(*lines))
        assert any(at == line and said.startswith(what) for at, said in found), found


def test_lists_of_formulas_name_folders_or_take_the_rest(tiny: Tiny) -> None:
    page = tiny.read("/// formulas | code, trade-offs", "///", "", "/// formulas", "///")
    assert page.problems == []
    assert page.formula_lists == [("code", "trade-offs"), ()]
