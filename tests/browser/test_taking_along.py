"""Taking along: the LaTeX of a formula, a link to it, a look at one that is referred to."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.visits import told, visit
from tests.built.copies import Built

BINARY = "classification/binary"
OPEN_ALL = "document.querySelectorAll('details').forEach((part) => part.open = true)"


@pytest.fixture(params=["http", "file"])
def place(request: pytest.FixtureRequest, built: Built, home: str) -> str:
    """Return where the site is opened: from a server, or from the disk."""
    return home if request.param == "http" else f"{built.site.as_uri()}/"


def test_the_box_of_a_formula_offers_its_latex_and_a_link(chrome: Browser, home: str) -> None:
    allowed = ["clipboard-read", "clipboard-write"]
    with visit(chrome, home, BINARY, permissions=allowed) as (page, watch):
        formula = page.locator("#eq-bce")
        formula.locator("summary").click()
        tex = formula.locator(".formula-body annotation").text_content()
        formula.get_by_role("button", name="Copy LaTeX").click()
        expect(formula.locator(".to-copy")).to_contain_text("LaTeX copied")
        assert page.evaluate("navigator.clipboard.readText()") == f"$$\n{tex}\n$$"
        formula.get_by_role("button", name="Copy link").click()
        expect(formula.locator(".to-copy")).to_contain_text("Link copied")
        assert page.evaluate("navigator.clipboard.readText()") == f"{home}{BINARY}.html#eq-bce"
        formula.locator("summary").click()
        formula.locator("summary").click()
        assert formula.locator(".to-copy").count() == 1
        assert told(watch.problems) == ""


def test_a_reference_shows_the_formula(chrome: Browser, place: str) -> None:
    with visit(chrome, place, BINARY, offline=place.startswith("file:")) as (page, watch):
        page.evaluate(OPEN_ALL)
        tip = page.get_by_role("tooltip").and_(page.locator(".equation-tip"))
        elsewhere = page.locator("article a.reference[href^='../'][href*='#eq-']").first
        own = page.locator("article a.reference[href^='#eq-']").first
        for link in (elsewhere, own):
            link.hover()
            expect(tip.locator(".katex-html")).to_be_visible()
            box = tip.bounding_box()
            assert box is not None
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= 1280
            assert link.get_attribute("aria-describedby") == "equation-tip"
            # It stays under the pointer, and goes by Escape.
            tip.hover()
            page.wait_for_timeout(400)
            expect(tip).to_be_visible()
            page.keyboard.press("Escape")
            expect(page.locator(".equation-tip")).to_be_hidden()
            page.locator("h1").hover()
        name = (own.get_attribute("href") or "")[1:]
        own.hover()
        expect(tip).to_be_visible()
        shown = tip.locator(".katex-html").text_content()
        assert shown == page.locator(f"#{name} .formula-body .katex-html").text_content()
        assert told(watch.problems) == ""


def test_a_reference_shows_the_formula_by_keyboard(chrome: Browser, home: str) -> None:
    with visit(chrome, home, BINARY) as (page, _):
        page.evaluate(OPEN_ALL)
        link = page.locator("article a.reference[href^='#eq-']").first
        link.scroll_into_view_if_needed()
        link.evaluate("link => link.focus({ focusVisible: true })")
        expect(page.locator(".equation-tip")).to_be_visible()
        page.keyboard.press("Tab")
        expect(page.locator(".equation-tip")).to_be_hidden()


def test_a_page_can_be_cited_and_taken_as_markdown(chrome: Browser, home: str) -> None:
    with visit(chrome, home, BINARY) as (page, watch):
        foot = page.locator(".page-foot")
        foot.get_by_text("Cite this page").click()
        expect(foot).to_contain_text("@misc{cross-entropy-classification-binary,")
        expect(foot).to_contain_text("The authors of “Cross-entropy, step by step”. (")
        assert told(watch.problems) == ""
        # Of a page that is a text, browsers ask for an icon of its own.
        foot.get_by_role("link", name="This page as Markdown").click()
        page.wait_for_url(lambda address: address.endswith("/binary.md"))
        text = page.locator("body").text_content() or ""
        assert text.startswith("# Binary cross-entropy")
        assert "\\tag{2}" in text
