"""What the book leaves to the site, and what it says in less room."""

from bs4 import BeautifulSoup, Tag

from scripts.editions.pdf.chapters import Chapter
from scripts.editions.pdf.compact import compact, steps_of


def compacted(*pages: str) -> list[Tag]:
    chapters = [
        Chapter(f"page-{at}.html", "", "", BeautifulSoup(html, "html.parser"))
        for at, html in enumerate(pages)
    ]
    return [chapter.body for chapter in compact(chapters)]


def test_a_list_of_all_formulas_is_no_chapter() -> None:
    (page,) = compacted(
        '<p>See <a href="page-1.html">all</a> and <a href="#here">here</a>.</p><p id="here"></p>',
        '<div class="all-formulas"><div>formula</div></div>',
    )
    assert page.get_text() == "See all and here."


def test_tables_that_are_folded_are_left_to_the_site_and_links_to_them_are_words() -> None:
    (page,) = compacted(
        '<a href="#tab">Table 1</a><details><summary>Messages</summary>'
        '<figure class="table" id="tab"></figure></details>'
        "<details><summary>Proof</summary><p>kept</p></details>"
    )
    assert page.get_text() == "Table 1Proofkept"
    assert not page.select("a")


def test_the_map_leads_to_what_is_in_the_book() -> None:
    (page,) = compacted(
        '<ol class="derivation-map"><li><a href="page-0.html#here">Here</a></li>'
        '<li><a href="page-1.html">All</a></li><li>words</li></ol>',
        '<div class="all-formulas"><div>formula</div></div>',
    )
    assert [entry.get_text() for entry in page.select("li")] == ["Here", "words"]


def test_libraries_are_rows_and_code_that_stands_elsewhere_is_named() -> None:
    def tab(name: str, code: str, result: str) -> str:
        return (
            f'<div class="tabbed-block"><figure class="listing" id="{name}"><pre>{code}</pre>'
            f'</figure><p class="printed">{result}</p></div>'
        )

    (page,) = compacted(
        '<div class="tabbed-set"><div class="tabbed-labels"><label>A</label><label>B</label></div>'
        + tab("a", "import a\n\ndef f(x):\n    return a.f(x)\n", "It prints 1")
        + tab("b", "def f(x):\n    return x\n", "Code of <a>f</a>")
        + "</div>"
    )
    rows = [[cell.get_text() for cell in row.select("th, td")] for row in page.select("tr")]
    assert rows == [["A", "return a.f(x)It prints 1"], ["B", "Code of f"]]
    assert [row["id"] for row in page.select("tr")] == ["a", "b"]


def test_the_steps_of_a_function_are_without_imports_name_and_docstring() -> None:
    assert steps_of('import a\n\n\ndef f(x):\n    """Says."""\n    y = x\n    return y\n') == (
        "y = x\nreturn y"
    )
    assert steps_of("def f(x):\n    if x:\n        return 1\n    return 2") == (
        "if x:\n    return 1\nreturn 2"
    )
    several = "def f(x):\n    return x\ndef g(x):\n    return f(x)"
    assert steps_of(several) == several
    assert steps_of("import a\nb = a.c\n") == "b = a.c"
