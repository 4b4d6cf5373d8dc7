"""What is wide: nothing cut off, numbers on their points, the head of a row in sight."""

import pytest
from playwright.sync_api import Browser

from tests.browser.visits import visit
from tests.pages import PAGES

_WIDE = """() => {
  const whole = new CSSStyleSheet();
  whole.replaceSync("* { content-visibility: visible !important }");
  document.adoptedStyleSheets = [whole];
  for (const part of document.querySelectorAll("details")) part.open = true;
  const scrolls = (box) => ["auto", "scroll"].includes(getComputedStyle(box).overflowX);
  return [...document.querySelectorAll("article *")]
    .filter((box) => box.getClientRects().length && scrolls(box))
    .filter((box) => box.scrollWidth > box.clientWidth + 1)
    .map((box) => `${box.className} in ${box.closest("[id]")?.id}: `
      + `${box.scrollWidth} px on ${box.clientWidth}`);
}"""

_OFF_THE_POINT = """() => {
  const pointOf = (cell) => {
    const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    for (let text = walker.nextNode(); text; text = walker.nextNode()) {
      const whole = /^[−+]?[\\d,]+/.exec(text.data);
      if (!whole) continue;
      const range = document.createRange();
      range.setStart(text, whole[0].length - 1);
      range.setEnd(text, whole[0].length);
      return range.getBoundingClientRect().right;
    }
    return null;
  };
  const off = [];
  let columns = 0;
  for (const table of document.querySelectorAll("article .scroll > table")) {
    const rows = [...table.querySelectorAll("tbody tr")];
    for (let column = 0; column < (rows[0]?.cells.length ?? 0); column += 1) {
      const cells = rows.map((row) => row.cells[column]);
      if (!cells.every((cell) => cell?.matches(".number"))) continue;
      const decimals = cells.some((cell) => cell.textContent.includes("."));
      const points = cells.map(pointOf).filter((point) => point !== null);
      if (!decimals || points.length < 2) continue;
      columns += 1;
      const spread = Math.max(...points) - Math.min(...points);
      if (spread > 1) off.push(`${spread} px in ${table.closest("[id]").id}, ${column}`);
    }
  }
  return [columns, off];
}"""


@pytest.mark.parametrize("name", PAGES)
def test_nothing_scrolls_sideways_on_a_wide_screen(chrome: Browser, home: str, name: str) -> None:
    with visit(chrome, home, name) as (page, _):
        assert page.evaluate(_WIDE) == []


_A_LITTLE_TOO_WIDE = """() => {
  const whole = new CSSStyleSheet();
  whole.replaceSync("* { content-visibility: visible !important }");
  document.adoptedStyleSheets = [whole];
  const sizes = [];
  const small = [];
  for (const body of document.querySelectorAll("article .formula-body")) {
    const { id } = body.closest("[id]");
    const over = body.scrollWidth - body.clientWidth;
    const size = parseFloat(getComputedStyle(body.querySelector(".katex")).fontSize);
    sizes.push(size);
    if (over > 0 && over <= 31) small.push(`${id}: ${over} px`);
    if (over > 0 && size < Math.max(...sizes)) small.push(`${id}: ${size} px small and scrolls`);
  }
  return [sizes, small];
}"""


@pytest.mark.parametrize("name", PAGES)
def test_no_formula_is_a_little_too_wide_for_a_phone(chrome: Browser, home: str, name: str) -> None:
    """What lacks at most 31 pixels is set smaller, by a tenth at most, and fits."""
    with visit(chrome, home, name, width=390) as (page, _):
        sizes, too_wide = page.evaluate(_A_LITTLE_TOO_WIDE)
        assert too_wide == []
        assert all(size >= 0.9 * max(sizes) for size in sizes), sizes


@pytest.mark.parametrize("name", ["derivation/logits", "code/stability", "trade-offs/margins"])
def test_numbers_stand_on_their_decimal_points(chrome: Browser, home: str, name: str) -> None:
    with visit(chrome, home, name) as (page, _):
        columns, off = page.evaluate(_OFF_THE_POINT)
        assert off == []
        assert columns > 2


def test_the_head_of_a_row_stays_and_no_number_is_cut(chrome: Browser, home: str) -> None:
    with visit(chrome, home, "derivation/logits", width=390) as (page, _):
        box = page.locator("#tab-logits-routes .scroll")
        box.scroll_into_view_if_needed()
        assert box.evaluate("box => box.scrollWidth > box.clientWidth + 20")
        seen = set()
        for left in range(0, 400, 23):
            box.evaluate("(box, left) => box.scrollTo({ left, behavior: 'instant' })", left)
            page.wait_for_timeout(60)
            head, cells = box.evaluate("""async (box) => {
                await new Promise(requestAnimationFrame);
                await new Promise(requestAnimationFrame);
                const frame = box.getBoundingClientRect();
                const row = box.querySelector("tbody tr");
                const head = row.cells[0].getBoundingClientRect();
                const cells = [...row.cells].slice(1).map((cell) => {
                    const { left, right } = cell.getBoundingClientRect();
                    const isShown = getComputedStyle(cell).color !== "rgba(0, 0, 0, 0)";
                    const isCut = left < head.right - 2 && right > head.right + 2
                      || left < frame.right - 2 && right > frame.right + 2;
                    return [cell.innerText, isShown, isCut];
                });
                return [head.left - frame.left, cells];
            }""")
            assert abs(head) < 6
            assert not [text for text, is_shown, is_cut in cells if is_shown and is_cut], left
            seen |= {place for place, (_, is_shown, _) in enumerate(cells) if is_shown}
        assert len(seen) == 4, seen


def test_calls_break_between_their_words(chrome: Browser, home: str) -> None:
    """No line of a call ends within a word."""
    for width in (1280, 390):
        with visit(chrome, home, "code/frameworks-traps", width=width) as (page, _):
            broken = page.evaluate("""() => {
                const whole = new CSSStyleSheet();
                whole.replaceSync("* { content-visibility: visible !important }");
                document.adoptedStyleSheets = [whole];
                const found = [];
                for (const code of document.querySelectorAll("article td > code")) {
                  const words = document.createTreeWalker(code, NodeFilter.SHOW_TEXT);
                  for (let text = words.nextNode(); text; text = words.nextNode()) {
                    for (const word of text.data.matchAll(/\\w+/g)) {
                      const range = document.createRange();
                      range.setStart(text, word.index);
                      range.setEnd(text, word.index + word[0].length);
                      if (range.getClientRects().length > 1) found.push(word[0]);
                    }
                  }
                }
                return found;
            }""")
            assert broken == []


@pytest.mark.parametrize(
    "name", ["classification/binary", "code/accuracy", "code/numpy", "code/stability"]
)
def test_on_a_phone_calls_have_lines_of_their_own(chrome: Browser, home: str, name: str) -> None:
    """A row that begins with a call has its results below; it is a row to screen readers still."""
    with visit(chrome, home, name, width=390) as (page, _):
        tables = page.locator("figure.table table.calls")
        assert tables.count()
        for table in tables.all():
            table.scroll_into_view_if_needed()
            box = table.locator("xpath=..")
            assert box.evaluate("box => box.scrollWidth <= box.clientWidth")
            rows = table.locator("tr").all()
            for row in rows:
                bounds = row.evaluate("""row => [...row.cells].map((cell) => {
                  const { top, bottom, right } = cell.getBoundingClientRect();
                  return [top, bottom, right];
                })""")
                (_, end_of_call, _), *others = bounds
                assert {top for top, _, _ in others} == {others[0][0]}
                assert others[0][0] >= end_of_call
                assert max(right for _, _, right in bounds) <= 390
            assert table.get_by_role("row").count() == len(rows)
            assert table.get_by_role("rowheader").count() == len(rows) - 1
