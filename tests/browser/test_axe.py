"""Every page in both palettes under axe-core: what it finds keeps someone from reading."""

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.visits import change_palette, told, visit
from tests.built.copies import ROOT
from tests.pages import PAGES

AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")

EXCEPTIONS: dict[str, str] = {}
"""Rules of axe that do not hold here, each with the reason."""

OF_COLOURS = ["color-contrast", "link-in-text-block"]
"""The rules that a palette can break."""

_PREPARE = """() => {
    for (const folded of document.querySelectorAll("details")) folded.open = true;
    /* The drawn copies of formulas are hidden from screen readers, and coloured as the text; the
       spoken ones have no colours, and axe no rules for MathML. Without them it is much faster. */
    for (const part of document.querySelectorAll(".katex-html, math")) part.replaceChildren();
    /* Code has one colour for each kind of word: the first of each kind is looked at. */
    const seen = new Set();
    for (const word of document.querySelectorAll("pre code span[class]:not([id])")) {
      if (word.children.length || !word.checkVisibility()) continue;
      if (seen.has(word.className)) word.replaceWith(...word.childNodes);
      else seen.add(word.className);
    }
}"""
_RUN = """async ([disabled, only]) => {
    const found = await axe.run(document, {
      resultTypes: ["violations"],
      rules: Object.fromEntries(disabled.map((rule) => [rule, { enabled: false }])),
      ...(only && { runOnly: { type: "rule", values: only } }),
    });
    return found.violations.flatMap(({ id, impact, nodes }) =>
      nodes.map((node) => `${impact} ${id}: ${node.html.slice(0, 120)} ${node.failureSummary}`));
}"""


def violations(page: Page, only: list[str] | None = None) -> list[str]:
    """Return what axe finds by these rules, or by all of them."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found: list[str] = page.evaluate(_RUN, [list(EXCEPTIONS), only])
    return found


@pytest.mark.parametrize("name", [*PAGES, "404"])
def test_axe_finds_nothing(chrome: Browser, home: str, name: str) -> None:
    # Without transitions, in which colours are seen that do not stay.
    with visit(chrome, home, name, reduced_motion="reduce") as (page, _):
        page.evaluate(_PREPARE)
        assert told(violations(page)) == ""
        change_palette(page, "dark")
        # The palettes differ in colours alone.
        assert told(violations(page, OF_COLOURS)) == ""


def test_axe_would_find_something(chrome: Browser, home: str) -> None:
    with visit(chrome, home, "index") as (page, _):
        page.evaluate("""() => {
            document.querySelector("h1").style.color = "#ccc";
            document.querySelector("article").append(document.createElement("img"));
        }""")
        found = told(violations(page))
        assert "color-contrast" in found
        assert "image-alt" in found
        assert "color-contrast" in told(violations(page, OF_COLOURS))
