"""What the theme says of anything that a page shows is in the sheet that the page has."""

from importlib.util import find_spec
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.visits import WIDTHS, scroll_through, visit

LOST = """(sheets) => {
    const split = (list) => list.match(/(?:\\([^()]*(?:\\([^()]*\\)[^()]*)*\\)|[^,(])+/g)
        .map((one) => one.trim());
    function* selectors(rules) {
      for (const rule of rules) {
        if (rule.selectorText) yield* split(rule.selectorText);
        if (rule.cssRules) yield* selectors(rule.cssRules);
      }
    }
    const has = new Set();
    for (const sheet of document.styleSheets) {
      for (const one of selectors(sheet.cssRules)) has.add(one);
    }
    // Whether it is hovered over, and what stands before it, is no matter.
    const state = "before|after|hover|focus[a-z-]*|active|checked|target|-[a-z-]+|[a-z]+-[a-z-]+";
    const bare = (one) => one.replace(new RegExp(`::?(?:${state})`, "g"), "");
    const lost = [];
    for (const text of sheets) {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(text);
      for (const one of selectors(sheet.cssRules)) {
        let shown = null;
        try { shown = document.querySelector(bare(one) || "*"); } catch { continue; }
        if (shown && !has.has(one)) lost.push(one);
      }
    }
    return [has.size, lost];
}"""


def theme_sheets() -> list[str]:
    spec = find_spec("material")
    assert spec
    assert spec.origin
    folder = Path(spec.origin).parent / "templates/assets/stylesheets"
    return [path.read_text(encoding="utf-8") for path in folder.glob("*.min.css")]


def lost(page: Page) -> list[str]:
    """Return the selectors of the theme that find something here and that the page has not."""
    has, found = page.evaluate(LOST, theme_sheets())
    assert has > 500
    return list(found)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", ["index", "classification/binary", "code/frameworks", "404"])
def test_no_rule_is_lost_that_a_page_shows(
    chrome: Browser, home: str, name: str, width: int
) -> None:
    with visit(chrome, home, name, width=width) as (page, _):
        scroll_through(page)
        assert lost(page) == []


def test_no_rule_of_search_is_lost(chrome: Browser, home: str) -> None:
    with visit(chrome, home, "index") as (page, _):
        page.locator(".md-search__input").click()
        page.locator(".md-search__input").fill("entropy")
        page.locator(".md-search-result__item").first.wait_for()
        assert lost(page) == []
