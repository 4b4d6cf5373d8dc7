"""Numbers and references over all pages."""

import pytest

from scripts.website.asked.numbering import Book
from tests.website.tiny import BODY, QUESTION, Tiny

FORMULA = "<!-- check: {name} -->\n$$\nx\n$$\n\n"
FIGURE = "/// figure | curves.surprise_curve\n    name: {name}\n    alt: A curve.\n///\n\n"
TABLE = "/// table | numbers.plain\n    name: {name}\n///\n\n"


def told(book: Book) -> list[str]:
    return [str(problem) for problem in book.problems]


def formula(name: str) -> str:
    return FORMULA.format(name=name)


def numbers(book: Book) -> dict[str, int]:
    return {f"{kind}:{name}": found.number for (kind, name), found in book.numbered.items()}


def test_formulas_figures_and_tables_are_counted_each_by_themselves(bare_project: Tiny) -> None:
    text = (
        formula("one")
        + FIGURE.format(name="one")
        + "<!-- unchecked: so -->\n$$\ny\n$$\n\n$z$\n\n"
        + TABLE.format(name="one")
        + formula("two")
        + FIGURE.format(name="two")
    )
    book = bare_project.book(page=text)
    assert told(book) == []
    assert numbers(book) == {
        **{"eq:one": 1, "eq:two": 2, "fig:one": 1, "fig:two": 2},
        **{"tab:one": 1},
    }


def test_each_page_counts_from_one(bare_project: Tiny) -> None:
    book = bare_project.book(a=formula("one") + formula("two"), b=formula("three"))
    assert numbers(book) == {"eq:one": 1, "eq:two": 2, "eq:three": 1}
    assert book.numbered["eq", "three"].page is book.pages["b.md"]


def test_what_is_commented_out_is_not_counted(bare_project: Tiny) -> None:
    commented = "<!--\n" + FIGURE.format(name="one") + "-->\n\n" + FIGURE.format(name="two")
    assert numbers(bare_project.book(page=commented)) == {"fig:two": 1}


def test_a_name_stands_once_on_the_site(bare_project: Tiny) -> None:
    book = bare_project.book(a=formula("one"), b="\n" + formula("one") + FIGURE.format(name="one"))
    assert told(book) == [
        f"docs/en/b.md:{BODY + 2}: the name 'one' is taken\n"
        f"    It stands at docs/en/a.md:{BODY + 1}."
    ]


def test_references_reach_every_page(bare_project: Tiny) -> None:
    a = "See [@eq:one], [@fig:two] and [@tab:three].\n"
    b = formula("one") + FIGURE.format(name="two") + TABLE.format(name="three")
    assert told(bare_project.book(a=a, b=b)) == []


def test_a_broken_reference_is_told_with_what_is_near(bare_project: Tiny) -> None:
    text = "\nSee [@eq:bc], [@eq:entropy-loss], [@eq:BCE], [@eq:entorpy] and [@fig:bce].\n\n"
    book = bare_project.book(a=text, b=formula("bce") + formula("bce-batch") + formula("entropy"))
    place = f"docs/en/a.md:{BODY + 1}"
    assert told(book) == [
        f"{place}: [@eq:bc] refers to nothing\n    Did you mean bce, bce-batch?",
        f"{place}: [@eq:entropy-loss] refers to nothing\n    Did you mean entropy?",
        f"{place}: [@eq:BCE] refers to nothing\n    Did you mean bce, bce-batch?",
        f"{place}: [@eq:entorpy] refers to nothing\n    Did you mean entropy?",
        f"{place}: [@fig:bce] refers to nothing",
    ]


def test_the_problems_of_pages_are_the_book_s(bare_project: Tiny) -> None:
    book = bare_project.book(a="## Loose\n", b="$$\nx\n$$\n")
    assert [line.splitlines()[0] for line in told(book)] == [
        f"docs/en/a.md:{BODY}: the heading 'Loose' has no id",
        f"docs/en/b.md:{BODY}: a display formula without a name",
    ]


def test_names_that_differ_in_case_only_are_told(bare_project: Tiny) -> None:
    for uri in ("a/page.md", "b/page.md", "a/Page.md", "A/other.md"):
        bare_project.page(uri)
    assert told(bare_project.book(other="One.")) == [
        "docs/en/a/page.md:1: the names of docs/en/a/page.md and docs/en/a/Page.md differ in case "
        "only\n    Rename one: many systems see one file."
    ]


class TestWhichPage:
    def test_it_is_known_by_its_text(self, bare_project: Tiny) -> None:
        book = bare_project.book(a="One.\n", b="Two.\n")
        page = book.page_of(f"# B\n\n{QUESTION}Two.")
        assert page is book.pages["b.md"]

    def test_blanks_and_tabs_do_not_count(self, bare_project: Tiny) -> None:
        book = bare_project.book(a="```\n\tx = 1\n   \n```\n\nOne.  \n")
        page = book.page_of(f"\n# A\n\n{QUESTION}```\n    x = 1\n\n```\n\nOne.\n\n")
        assert page is book.pages["a.md"]

    def test_another_text_is_no_page(self, bare_project: Tiny) -> None:
        assert bare_project.book(a="One.\n").page_of("Some text.") is None


def test_what_a_cell_asks_for_and_cannot_get_is_told_at_the_table(tiny_project: Tiny) -> None:
    cells = '"see [@eq:nowhere]", "`= risk.x() | .2f`"], ["`[@eq:none]`", "$x$"'
    tiny_project.change("snippets/tables/numbers.py", '"*a*", "`$code$`"], ["b", "$x^2$"', cells)
    told = tiny_project.problems("Before.", "", "/// table | numbers.plain", "Text.", "///")
    where = "in a cell of table numbers.plain"
    place = f"docs/en/page.md:{BODY + 2}"
    assert told == [
        f"{place}: [@eq:nowhere] {where} refers to nothing",
        f"{place}: the value `= risk.x() | .2f` {where} is not computed",
    ]


@pytest.mark.parametrize(
    ("cell", "is_open"),
    [("$x", True), ("`x", True), ("a $x$ and $y", True), (r"\\$5, \\`a\\`, `$`, $x$", False)],
)
def test_what_a_cell_opens_it_closes(tiny_project: Tiny, cell: str, is_open: bool) -> None:
    cells = f'"{cell}", "a"], ["b", "$x^2$"'
    tiny_project.change("snippets/tables/numbers.py", '"*a*", "`$code$`"], ["b", "$x^2$"', cells)
    told = [f"docs/en/page.md:{BODY}: a $ or ` in a cell of table numbers.plain is never closed"]
    assert tiny_project.problems("/// table | numbers.plain", "///") == (told if is_open else [])


def test_a_page_is_found_by_its_words_as_they_are_now(bare_project: Tiny) -> None:
    book = bare_project.book(a="One.", b="Two.")
    page = book.pages["a.md"]
    assert book.page_of(page.body.replace(" ", "\t")) is page
    # What a notebook has printed comes later.
    page.body += "\nPrinted."
    assert book.page_of(page.body) is page
    assert book.page_of("Three.") is None
