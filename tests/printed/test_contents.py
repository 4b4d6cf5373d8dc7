"""The book has all that the site has: every page, heading, formula, figure, table and listing."""

import re
import tomllib

from bs4 import Tag

from tests.built.copies import ROOT
from tests.printed.conftest import Book
from tests.printed.expected import Site, letters, tex_of, words
from tests.printed.reading import Element, Printed

A4 = (594.96, 841.92)
MARGINS = (25 * 72 / 25.4, 27 * 72 / 25.4)
"""Points above and below the text."""


def elements(printed: Printed, *kinds: str) -> list[Element]:
    return [element for element in printed.structure.all() if element.kind in kinds]


def text_of(printed: Printed, element: Element) -> str:
    """Return the words of an element, without blanks, in which extraction is not exact."""
    boxes = printed.boxes(element).items()
    return letters("".join(printed.pages[page - 1].text_in(box) for page, box in boxes))


def test_every_page_is_a4_and_bears_its_number(printed: Printed) -> None:
    assert 100 < len(printed.pages) < 260
    for page in printed.pages:
        assert (page.width, page.height) == A4 or abs(page.width - A4[0]) < 0.5
        foot = [glyph.text for glyph in page.glyphs if glyph.box.top < 60]
        assert "".join(foot) == (str(page.number) if page.number > 1 else "")


def test_the_title_page_tells_version_and_date(printed: Printed) -> None:
    title = words(printed.pages[0].text)
    assert title.startswith("Cross-entropy, step by step")
    assert f"Version {read_version()}, from the source of 14 November 2023" in title


def read_version() -> str:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return str(project["version"])


def test_the_head_of_a_page_is_the_title_of_its_chapter(printed: Printed) -> None:
    _contents, *chapters = elements(printed, "H1")
    titles = {max(printed.boxes(chapter)): text_of(printed, chapter) for chapter in chapters}
    expected = ""
    for page in printed.pages:
        top = page.height - MARGINS[0] + 5
        head = letters("".join(glyph.text for glyph in page.glyphs if glyph.box.bottom > top))
        assert head == ("" if page.number in titles else expected), page.number
        expected = titles.get(page.number, expected)


def test_it_is_small(book: Book) -> None:
    assert book.path.stat().st_size <= 5_000_000


def test_bookmarks_are_the_menu_and_its_headings(printed: Printed, site: Site) -> None:
    wanted: list[tuple[str, str]] = []
    part = ""
    for chapter in site.chapters:
        if chapter.part != part:
            part = chapter.part
            wanted.append(("part", part))
        wanted.append(("chapter", chapter.title))
        headings = chapter.article.select("h2[id]")
        wanted += [("section", words(heading.get_text())) for heading in headings]
    solved = [chapter.title for chapter in site.chapters if chapter.solutions]
    found = [title for _, title, _ in printed.outline]
    assert found[: len(wanted)] == [title for _, title in wanted]
    assert "Solutions" in found[len(wanted)]
    assert found[len(wanted) + 1 :] in ([], solved)


def test_a_bookmark_leads_to_its_heading(printed: Printed) -> None:
    headings = elements(printed, "H1", "H2")
    on_page = {(page, text_of(printed, h)) for h in headings for page in printed.boxes(h)}
    parts = {title for level, title, _ in printed.outline if level == 0}
    for _, title, page in printed.outline:
        assert title in parts or (page, letters(title)) in on_page, title


def test_every_formula_is_there_in_order(printed: Printed, site: Site) -> None:
    wanted = [words(tex_of(math)) for math in site.all("math")]
    found = [words(element.alt) for element in elements(printed, "Formula")]
    assert len(wanted) > 1000
    assert found == wanted


def test_every_display_formula_has_its_number_beside_it(printed: Printed, site: Site) -> None:
    seen = 0
    for chapter in site.chapters:
        for formula in chapter.article.select(".formula[id^=eq-]"):
            number = formula.select_one(".formula-number")
            assert number
            target = f"{chapter.name}--{formula['id']}"
            assert printed.targets[target]
            places = [link for link in printed.links if link.target == target]
            shown = [printed.pages[link.page - 1].text_in(link.box) for link in places]
            assert number.get_text() in shown, (target, shown)
            seen += 1
    assert seen > 100


def test_captions_are_numbered_as_on_the_site(printed: Printed, site: Site) -> None:
    wanted = [letters(caption.get_text()) for caption in site.all(".caption-number")]
    texts = [text_of(printed, element) for element in elements(printed, "Caption")]
    found = [match[0] for text in texts if (match := re.match(r"(?:Figure|Table)\d+\.", text))]
    assert len(wanted) > 90
    assert found == wanted


def test_every_figure_is_there_in_order(printed: Printed, site: Site) -> None:
    wanted = [words(str(svg["aria-label"])) for svg in site.all(".drawing svg")]
    found = [words(element.alt) for element in elements(printed, "Figure")]
    assert len(wanted) > 50
    assert found == wanted


def test_every_table_has_its_rows_and_cells(printed: Printed, site: Site) -> None:
    def shape_of(table: Tag) -> list[int]:
        return [len(row.select("th, td")) for row in table.select("tr")]

    wanted = [shape_of(table) for table in site.all("table")]
    found = [
        [
            sum(cell.kind in ("TH", "TD") for cell in row.kids)
            for row in table.all()
            if row.kind == "TR"
        ]
        for table in elements(printed, "Table")
    ]
    assert len(wanted) > 50
    assert found == wanted


def test_every_line_of_code_and_output_is_there(printed: Printed, site: Site) -> None:
    text = letters("".join(page.text for page in printed.pages))
    missing = [
        line
        for block in site.all("pre")
        # What is folded on the page is for the screen; the plain code beside it is printed.
        if block.find_parent("details", class_="careful") is None
        for line in block.get_text().splitlines()
        if letters(line) not in text
    ]
    # A long line goes on in the next one, and may do so on the next page.
    assert [line for line in missing if len(line) < 60] == []
    assert len(missing) <= 5


def test_exercises_and_solutions_lead_to_each_other(printed: Printed, site: Site) -> None:
    targets = {link.target for link in printed.links}
    wanted = sum(len(chapter.solutions) for chapter in site.chapters)
    assert wanted > 40
    assert sum("--exercise-" in target for target in targets) == wanted
    assert sum(target.startswith("solutions--") for target in targets) >= wanted
