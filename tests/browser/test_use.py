"""What readers do on a page: switch, copy, open, ask; by pointer, finger and keyboard."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.visits import SCHEMES, WIDTHS, change_palette, scroll_through, told, visit

BINARY = "classification/binary"


@pytest.fixture
def binary(chrome: Browser, home: str) -> Iterator[Page]:
    """Return the page on binary cross-entropy, which must have nothing to complain of."""
    with visit(chrome, home, BINARY) as (page, watch):
        yield page
        assert told(watch.problems) == ""


@pytest.mark.parametrize("width", WIDTHS)
def test_the_palette_stays_from_page_to_page(chrome: Browser, place: str, width: int) -> None:
    with visit(chrome, place, BINARY, width=width) as (page, watch):
        change_palette(page, "dark")
        ground = "getComputedStyle(document.body).backgroundColor"
        dark = page.evaluate(ground)
        page.goto(f"{place}trade-offs/gradients.html")
        assert page.get_attribute("body", "data-md-color-scheme") == SCHEMES["dark"]
        assert page.evaluate(ground) == dark
        change_palette(page, "light")
        assert page.evaluate(ground) != dark
        assert told(watch.problems) == ""


def test_the_palette_is_switched_by_keyboard(binary: Page) -> None:
    for _ in range(12):
        binary.keyboard.press("Tab")
        if binary.evaluate("document.activeElement.matches('[data-palette]')"):
            break
    for palette in ("dark", "light", "dark"):
        binary.keyboard.press("Enter")
        assert binary.get_attribute("body", "data-md-color-scheme") == SCHEMES[palette]


def test_the_palette_follows_the_machine_until_one_is_chosen(binary: Page) -> None:
    for palette in ("dark", "light", "dark"):
        binary.emulate_media(color_scheme=palette)
        binary.wait_for_selector(f"body[data-md-color-scheme={SCHEMES[palette]}]")
    change_palette(binary, "light")
    binary.emulate_media(color_scheme="light")
    binary.emulate_media(color_scheme="dark")
    assert binary.get_attribute("body", "data-md-color-scheme") == SCHEMES["light"]


def test_code_is_copied(chrome: Browser, home: str) -> None:
    allowed = ["clipboard-read", "clipboard-write"]
    with visit(chrome, home, BINARY, permissions=allowed) as (page, watch):
        listing = page.locator("figure.listing .highlight").first
        listing.scroll_into_view_if_needed()
        listing.hover()
        button = listing.locator("button[data-clipboard-target], button[data-md-type=copy]")
        below, above = listing.locator("code").bounding_box(), button.bounding_box()
        assert below is not None
        assert above is not None
        assert above["y"] + above["height"] <= below["y"], "the button covers code"
        button.click()
        page.locator(".md-dialog--active").wait_for()
        copied = page.evaluate("navigator.clipboard.readText()")
        shown = (listing.locator("code").text_content() or "").strip()
        assert copied.replace("\r", "") == f"import numpy as np\n\n\n{shown}"
        assert "def " in shown
        assert told(watch.problems) == ""


def test_evidence_is_opened_by_keyboard(binary: Page) -> None:
    formula = binary.locator("#eq-bce")
    evidence = formula.locator("details.evidence")
    expect(evidence.locator(".evidence-body")).to_be_hidden()
    formula.locator(".formula-body").focus()
    while not evidence.locator("summary").evaluate("mark => mark === document.activeElement"):
        binary.keyboard.press("Tab")
    binary.keyboard.press("Enter")
    expect(evidence.locator(".evidence-body")).to_be_visible()
    expect(evidence).to_contain_text("binary.binary_cross_entropy")
    binary.keyboard.press("Tab")
    focused = "document.activeElement.closest('.evidence')?.parentElement.id"
    assert binary.evaluate(focused) == "eq-bce", "the links of the evidence come next"
    binary.keyboard.press("Shift+Tab")
    binary.keyboard.press("Enter")
    expect(evidence.locator(".evidence-body")).to_be_hidden()


def test_a_symbol_is_explained_under_the_pointer(binary: Page) -> None:
    tip = binary.locator(".symbol-tip")
    expect(tip).to_be_hidden()
    binary.locator("#eq-bce [data-symbol]", has_text="y").first.hover()
    expect(tip).to_be_visible()
    assert len(tip.inner_text()) > 10
    binary.locator("h1").hover()
    expect(tip).to_be_hidden()


def test_a_symbol_is_explained_under_the_focus(binary: Page) -> None:
    tip = binary.locator(".symbol-tip")
    binary.locator("#eq-bce .formula-body").focus()
    binary.keyboard.press("ArrowRight")
    expect(tip).to_be_visible()
    first = tip.inner_text()
    binary.keyboard.press("ArrowRight")
    expect(tip).not_to_have_text(first, use_inner_text=True)
    binary.keyboard.press("Escape")
    expect(tip).to_be_hidden()


def test_a_symbol_is_explained_under_a_finger(chrome: Browser, home: str) -> None:
    with visit(chrome, home, BINARY, width=390, has_touch=True, is_mobile=True) as (page, _):
        tip = page.locator(".symbol-tip")
        page.locator("#eq-bce [data-symbol]", has_text="y").first.tap()
        expect(tip).to_be_visible()
        box = tip.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
        page.locator("h1").tap()
        expect(tip).to_be_hidden()


def test_wide_formulas_and_tables_scroll_by_keyboard(chrome: Browser, home: str) -> None:
    with visit(chrome, home, "derivation/logits", width=390) as (page, _):
        page.evaluate("document.querySelectorAll('details').forEach((part) => part.open = true)")
        wide: list[str] = page.evaluate("""() =>
            [...document.querySelectorAll("article [tabindex='0']")]
              .filter(box => box.scrollWidth > box.clientWidth + 1 && box.offsetParent)
              .map((box, place) => (box.dataset.wide = place, box.className))""")
        assert any("formula-body" in name for name in wide)
        for place, name in enumerate(wide):
            box = page.locator(f"[data-wide='{place}']")
            box.focus()
            reached = 0.0
            for _ in range(60):
                page.keyboard.press("ArrowRight")
                left = box.evaluate("""async (box) => {
                    await new Promise(requestAnimationFrame);
                    return (box.clientWidth + box.scrollLeft) / box.scrollWidth;
                }""")
                reached = max(reached, left)
                if reached > 0.98:
                    break
            assert reached > 0.98, f"{name} {place} is seen to {reached:.0%} only"


@pytest.mark.parametrize("width", WIDTHS)
def test_the_menu_leads_to_every_page(chrome: Browser, home: str, width: int) -> None:
    with visit(chrome, home, "index", width=width) as (page, watch):
        if width == 390:
            page.locator("header label[for=__drawer]").click()
            page.locator(".md-nav--primary").wait_for()
        links: list[str] = page.locator(".md-nav--primary a.md-nav__link").evaluate_all(
            "links => links.map(a => a.href)"
        )
        assert f"{home}{BINARY}.html" in links
        assert told(watch.problems) == ""


def test_anchors_show_what_they_name(chrome: Browser, home: str) -> None:
    with visit(chrome, home, "index") as (page, _):
        for target in (f"{BINARY}.html#eq-bce", "reference/glossary.html#logit"):
            page.goto(f"{home}{target}")
            page.wait_for_timeout(200)
            name = target.partition("#")[2]
            top = page.evaluate(f"document.getElementById('{name}').getBoundingClientRect().top")
            header = page.evaluate(
                "document.querySelector('.md-header').getBoundingClientRect().bottom"
            )
            assert header - 1 <= top < 400, f"{target} at {top}, under {header}"


@pytest.mark.parametrize("width", WIDTHS)
def test_a_library_is_chosen_by_keyboard_for_the_whole_page(
    chrome: Browser, home: str, width: int
) -> None:
    with visit(chrome, home, "code/frameworks", width=width) as (page, watch):
        page.get_by_role("radio", name="PyTorch").first.focus()
        page.keyboard.press("ArrowRight")
        chosen = page.locator(".tabbed-set > input:checked")
        expect(page.get_by_role("radio", name="NumPy").first).to_be_focused()
        labels = "document.activeElement.parentElement.querySelector('.tabbed-labels')"
        assert page.evaluate(f"getComputedStyle({labels}).outlineStyle") == "solid"
        page.wait_for_function(
            """() => [...document.querySelectorAll(".tabbed-set > input:checked")]
                .every(input => input.id.endsWith("-numpy"))"""
        )
        assert chosen.count() > 5
        assert page.get_by_role("group", name="each library").count() == chosen.count()
        # What has come to light and is wider than its place takes the focus too, once it is seen.
        scroll_through(page)
        page.wait_for_function(
            """() => [...document.querySelectorAll(".tabbed-set pre > code")].every((code) =>
                !code.checkVisibility() || code.scrollWidth <= code.clientWidth + 1
                || code.tabIndex >= 0)"""
        )
        assert told(watch.problems) == ""
