"""The book has all that the site has: every page, heading, formula, figure, table and listing."""

import re
import tomllib

from bs4 import Tag

from tests.built.copies import ROOT
from tests.printed.conftest import Book
from tests.printed.expected import Site, letters, tex_of, words
from tests.printed.reading import Element, Printed

A4 = (594.96, 841.92)
MARGINS = (20 * 72 / 25.4, 22 * 72 / 25.4)
"""Points above and below the text."""


def elements(printed: Printed, *kinds: str) -> list[Element]:
    return [element for element in printed.structure.all() if element.kind in kinds]


def text_of(printed: Printed, element: Element) -> str:
    """Return the words of an element, without blanks, in which extraction is not exact."""
    boxes = printed.boxes(element).items()
    return letters("".join(printed.pages[page - 1].text_in(box) for page, box in boxes))


def test_every_page_is_a4_and_bears_its_number(printed: Printed) -> None:
    assert 165 <= len(printed.pages) <= 180
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


def openings_of(printed: Printed, site: Site) -> dict[str, int]:
    """Return the page on which each part begins."""
    parts = {chapter.part for chapter in site.chapters}
    return {title: page for level, title, page in printed.outline if level == 0 and title in parts}


def test_the_head_of_a_page_is_the_title_of_its_part(printed: Printed, site: Site) -> None:
    openings = {page: letters(title) for title, page in openings_of(printed, site).items()}
    assert len(openings) > 5
    expected = ""
    for page in printed.pages:
        top = page.height - MARGINS[0] + 5
        head = letters("".join(glyph.text for glyph in page.glyphs if glyph.box.bottom > top))
        assert head == ("" if page.number in openings else expected), page.number
        expected = openings.get(page.number, expected)


def test_a_part_begins_with_its_chapters(printed: Printed, site: Site) -> None:
    parts = dict.fromkeys(chapter.part for chapter in site.chapters if chapter.part)
    openings = openings_of(printed, site)
    assert [*openings] == [*parts]
    for number, (title, page) in enumerate(openings.items(), start=1):
        text = words(printed.pages[page - 1].text)
        assert f"PART {number} {title}" in text
        for chapter in (chapter for chapter in site.chapters if chapter.part == title):
            target = printed.targets[chapter.name][0]
            assert re.search(rf"{re.escape(chapter.title)} {target}\b", text), chapter.title


def test_the_contents_say_how_numbers_stand_to_those_of_the_site(
    printed: Printed, site: Site
) -> None:
    first = next(formula for formula in site.all(".formula-number"))
    chapter = next(chapter for chapter in site.chapters if first in chapter.article.select("a"))
    of_chapter, number = first.get_text().strip("()").split(".")
    title = chapter.title.removeprefix(f"{of_chapter} ")
    text = words(printed.pages[1].text)
    assert f"formula ({of_chapter}.{number}) is formula ({number}) on the page “{title}”" in text


def test_numbers_are_unique_in_the_book(printed: Printed, site: Site) -> None:
    captions = [tag.get_text() for tag in site.all(".caption-number")]
    formulas = [tag.get_text() for tag in site.all(".formula-number")]
    headings = [title.split()[0] for _, title, _ in printed.outline if title[0].isdigit()]
    exercises = [tag.get_text() for tag in site.all("#exercises ~ p > strong:first-child")]
    for numbers in (captions, formulas, headings, exercises):
        assert len(numbers) > 30
        assert len(numbers) == len(set(numbers))


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
    found = [title for _, title, _ in printed.outline]
    assert found == [*(title for _, title in wanted), "Solutions of the exercises", "Index"]


def test_a_bookmark_leads_to_its_heading(printed: Printed) -> None:
    headings = elements(printed, "H1", "H2")
    on_page = {(page, text_of(printed, h)) for h in headings for page in printed.boxes(h)}
    parts = {title for level, title, _ in printed.outline if level == 0}
    for _, title, page in printed.outline:
        assert title in parts or (page, letters(title)) in on_page, title


def test_every_formula_is_there_in_order(printed: Printed, site: Site) -> None:
    """Those of captions and tables have an order of their own: figures float."""
    held = {id(e) for holder in elements(printed, "Caption", "Table") for e in holder.all()}
    formulas = elements(printed, "Formula")
    for is_held in (False, True):
        wanted = [
            words(tex_of(math))
            for math in site.all("math")
            if bool(math.find_parent(["figcaption", "table"])) == is_held
        ]
        found = [words(element.alt) for element in formulas if (id(element) in held) == is_held]
        assert len(wanted) > 300
        # The index shows the symbols of the notation once more.
        assert found[: len(wanted)] == wanted
        assert len(found) - len(wanted) < (1 if is_held else 150)


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
    found = [match[0] for text in texts if (match := re.match(r"(?:Figure|Table)\d+\.\d+\.", text))]
    assert len(wanted) > 90
    assert found == wanted


def test_every_figure_is_there_in_order(printed: Printed, site: Site) -> None:
    wanted = [words(str(svg["aria-label"])) for svg in site.all(".drawing:not(.wide) svg")]
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
