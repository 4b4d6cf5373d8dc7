"""Every page in both palettes under axe-core: what it finds keeps someone from reading."""

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.visits import change_palette, told, visit
from tests.built.copies import ROOT
from tests.pages import HANDOUTS, PAGES

AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")

EXCEPTIONS: dict[str, str] = {}
"""Rules of axe that do not hold here, each with the reason."""

OF_COLOURS = ["color-contrast", "link-in-text-block"]
"""The rules that a palette can break."""

_PREPARE = """async () => {
    for (const folded of document.querySelectorAll("details")) folded.open = true;
    /* The evidence of a formula is brought in when its fold has been opened. */
    while (document.querySelector(".evidence > noscript")) {
      await new Promise((done) => setTimeout(done));
    }
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
    /* The shadows of what scrolls are gradients, over which axe cannot tell a contrast. */
    const flat = new CSSStyleSheet();
    flat.replaceSync("* { background-image: none !important }");
    document.adoptedStyleSheets = [flat];
}"""
_RUN = """async ([rules, ofColours]) => {
    /* A colour follows from what stands above a text: of each kind the first one is looked at. */
    const kind = (element) =>
      element ? `${kind(element.parentElement)} ${element.localName}.${element.className}` : "";
    const kinds = new Map();
    for (const element of ofColours ? document.querySelectorAll("body *") : []) {
      const texts = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE);
      const hasText = texts.some(({ data }) => data.trim());
      if (hasText && !kinds.has(kind(element))) kinds.set(kind(element), element);
    }
    const found = await axe.run(ofColours ? { include: [...kinds.values()] } : document, {
      resultTypes: ["violations"],
      ...(ofColours
        ? { runOnly: { type: "rule", values: rules } }
        : { rules: Object.fromEntries(rules.map((rule) => [rule, { enabled: false }])) }),
    });
    return found.violations.flatMap(({ id, impact, nodes }) =>
      nodes.map((node) => `${impact} ${id}: ${node.html.slice(0, 120)} ${node.failureSummary}`));
}"""


def violations(page: Page) -> list[str]:
    """Return what axe finds by all rules but those of colours."""
    return _run(page, [*EXCEPTIONS, *OF_COLOURS], of_colours=False)


def violations_of_colours(page: Page) -> list[str]:
    """Return what axe finds by the rules of colours, for the palette that is shown."""
    return _run(page, OF_COLOURS, of_colours=True)


def _run(page: Page, rules: list[str], *, of_colours: bool) -> list[str]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found: list[str] = page.evaluate(_RUN, [rules, of_colours])
    return found


@pytest.mark.parametrize("name", [*PAGES, *HANDOUTS, "404"])
def test_axe_finds_nothing(chrome: Browser, home: str, name: str) -> None:
    # Without transitions, in which colours are seen that do not stay.
    with visit(chrome, home, name, reduced_motion="reduce") as (page, _):
        page.evaluate(_PREPARE)
        assert told(violations(page)) == ""
        assert told(violations_of_colours(page)) == ""
        change_palette(page, "dark")
        # The palettes differ in colours alone.
        assert told(violations_of_colours(page)) == ""


def test_axe_would_find_something(chrome: Browser, home: str) -> None:
    with visit(chrome, home, "index") as (page, _):
        page.evaluate("""() => {
            document.querySelector("h1").style.color = "#ccc";
            document.querySelector("article").append(document.createElement("img"));
        }""")
        assert "image-alt" in told(violations(page))
        assert "color-contrast" in told(violations_of_colours(page))
