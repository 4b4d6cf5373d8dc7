"""Tables of the EPUB, on paper of 600 pixels that cannot be scrolled."""

from collections.abc import Callable, Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Page, ViewportSize

from scripts.common.browser import chromium
from scripts.editions.epub.tables import fit_tables, group_rows, width_of

CUT = """
() => {
  const right = document.documentElement.clientWidth + 1;
  const named = (element) => `${element.closest("[id]")?.id}: ${element.textContent.slice(0, 40)}`;
  const isCut = (table) =>
    table.getBoundingClientRect().right > right ||
    table.offsetWidth > table.parentElement.clientWidth + 1;
  return [...document.querySelectorAll("table")].filter(isCut).map(named);
}
"""
"""Tells which tables reach over the screen, or over the box that would have to be scrolled."""

SCROLLED = """
() => [...document.querySelectorAll(".formula-body, .step")]
  .filter((formula) => formula.scrollWidth > formula.clientWidth + 1)
  .map((formula) => `${formula.closest("[id]")?.id}: ${formula.scrollWidth}`)
"""
"""Tells which formulas would have to be scrolled."""

BOOK: ViewportSize = {"width": 600, "height": 800}
PHONE: ViewportSize = {"width": 400, "height": 800}

BROKEN = """
() => {
  const found = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode;
    if (text.parentElement.closest("math, svg, pre, #reference-bibliography")) continue;
    for (const number of text.data.matchAll(/[−-]?\\d[\\d.,]*(?:e-|\\s×\\s)?\\d+/g)) {
      const range = document.createRange();
      range.setStart(text, number.index);
      range.setEnd(text, number.index + number[0].length);
      const bottoms = [...range.getClientRects()].map((box) => box.bottom);
      const lines = Math.max(...bottoms) - Math.min(...bottoms);
      if (lines > 6) found.push(`${number[0]} in ${text.data}`);
    }
  }
  return found;
}
"""
"""Tells which numbers go on in the next line."""


def cell(text: str, kind: str = "td") -> str:
    return f"<{kind}>{text}</{kind}>"


def table(*rows: list[str]) -> BeautifulSoup:
    html = "".join(f"<tr>{''.join(map(cell, row))}</tr>" for row in rows)
    return BeautifulSoup(f"<table>{html}</table>", "html.parser")


def grouped(heads: list[str], told: Callable[[str], str] = str) -> BeautifulSoup:
    rows = "".join(f"<tr>{cell(head, 'th')}{cell(str(n))}</tr>" for n, head in enumerate(heads))
    head = f"<thead><tr>{cell('Of', 'th')}{cell('Number', 'th')}</tr></thead>"
    soup = BeautifulSoup(f"<table>{head}<tbody>{rows}</tbody></table>", "html.parser")
    assert soup.table
    group_rows(soup.table, told)
    return soup


def test_rows_with_one_head_stand_below_it() -> None:
    soup = grouped(["a", "a", "b", "a"])
    assert [row.get_text("|") for row in soup.select("thead tr")] == ["Number"]
    groups = [[row.get_text() for row in group.select("tr")] for group in soup.select("tbody")]
    assert groups == [["a", "0", "1"], ["b", "2"], ["a", "3"]]
    heads = soup.select("tbody th")
    assert [(head["scope"], head["colspan"]) for head in heads] == [("rowgroup", "1")] * 3


def test_a_formula_that_was_set_aside_is_known_by_its_words() -> None:
    kept = {"<!--kept 1-->": "x", "<!--kept 2-->": "x", "<!--kept 3-->": "y"}
    assert len(grouped([*kept]).select("tbody.group")) == 0
    assert len(grouped([*kept], kept.__getitem__).select("tbody.group")) == 2


def test_heads_of_their_own_stay_beside_their_rows() -> None:
    soup = grouped(["a", "b", "c"])
    assert [row.get_text("|") for row in soup.select("tr")] == ["Of|Number", "a|0", "b|1", "c|2"]


def test_only_long_tables_are_grouped() -> None:
    for count, groups in ((30, 0), (31, 1)):
        rows = "".join(f"<tr>{cell('a', 'th')}{cell('1')}</tr>" for _ in range(count))
        soup = BeautifulSoup(f"<div><table><tbody>{rows}</tbody></table></div>", "html.parser")
        assert soup.div
        fit_tables(soup.div)
        assert len(soup.select("tbody.group")) == groups


def test_the_width_of_a_table_is_that_of_its_longest_words() -> None:
    assert width_of(table(["one two", "a"], ["b", "three four"])) == len("one") + len("three") + 4


def test_a_number_with_blanks_that_hold_is_one_word() -> None:
    assert width_of(table(["1.05\N{NO-BREAK SPACE}×\N{NO-BREAK SPACE}10"])) == 9 + 2
    assert (
        width_of(BeautifulSoup('<table><tr><td class="number">1 2</td></tr></table>', "lxml"))
        == 3 + 2
    )


def test_what_spans_columns_asks_for_no_room() -> None:
    spanning = '<table><tr><td>a</td></tr><tr><td colspan="2">longer</td></tr></table>'
    assert width_of(BeautifulSoup(spanning, "lxml")) == 1 + 2


def test_wide_tables_are_set_smaller_and_others_are_not() -> None:
    wide, narrow = table(["long" * 5] * 4), table(["long"] * 4)
    for content in (wide, narrow):
        fit_tables(content)
    assert [bool(content.select("table.wide")) for content in (wide, narrow)] == [True, False]


def test_numbers_and_sizes_stay_on_one_line() -> None:
    content = BeautifulSoup("<p>32 × 10 <code>1e-20</code></p><pre><code>a-b</code></pre>", "lxml")
    fit_tables(content)
    assert "32\N{NO-BREAK SPACE}×\N{NO-BREAK SPACE}10" in content.get_text()
    assert [code.get_text() for code in content.select(".unbroken")] == ["1e-20"]


def test_numbers_amid_longer_text_stay_on_one_line() -> None:
    code = "<code>[-inf, 2.594e-23] and 1e-9 of them</code>"
    content = BeautifulSoup(f"<p>{code}</p><pre>{code}</pre>", "lxml")
    before = content.get_text()
    fit_tables(content)
    assert [part.get_text() for part in content.select(".unbroken")] == ["2.594e-23", "1e-9"]
    assert content.get_text() == before


@pytest.fixture(scope="module")
def page(program: Path) -> Iterator[Page]:  # noqa: ARG001
    with chromium() as context:
        page = context.new_page()
        page.set_viewport_size(BOOK)
        yield page


@pytest.mark.slow
def test_no_table_is_cut_and_no_number_broken(epub: Path, page: Page, tmp_path: Path) -> None:
    with ZipFile(epub) as archive:
        archive.extractall(tmp_path)
    cut, broken, tables = [], [], 0
    for document in sorted((tmp_path / "EPUB").glob("*.xhtml")):
        page.goto(document.as_uri())
        page.evaluate("document.fonts.ready.then(() => true)")
        tables += page.locator("table").count()
        cut += page.evaluate(CUT)
        broken += page.evaluate(BROKEN)
        page.set_viewport_size(PHONE)
        cut += page.evaluate(CUT) + page.evaluate(SCROLLED)
        page.set_viewport_size(BOOK)
    assert tables > 100
    assert cut == []
    assert broken == []
