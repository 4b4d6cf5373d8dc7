"""Formulas for all who do not simply look at them: in high contrast, by finger, taken along."""

import io
from collections.abc import Iterator

import pytest
from PIL import Image
from playwright.sync_api import Browser, Locator, Page

from tests.browser.visits import SCHEMES, Palette, scroll_through, told, visit

BINARY = "classification/binary"


def ink(page: Page, letter: Locator) -> int:
    """Return how many pixels of the lower half of a letter differ from its ground."""
    box = letter.evaluate("""(letter) => {
        letter.scrollIntoView({ block: "center", behavior: "instant" });
        const { x, y, width, height } = letter.getBoundingClientRect();
        return { x, y: y + height / 2, width, height: height / 2 };
    }""")
    picture = Image.open(io.BytesIO(page.screenshot(clip=box))).convert("L")
    ground = max(picture.histogram())
    shades = picture.histogram()
    middle = shades.index(ground)
    return sum(count for shade, count in enumerate(shades) if abs(shade - middle) > 60)


@pytest.mark.parametrize("palette", SCHEMES)
@pytest.mark.parametrize("name", [BINARY, "slides/derivation", "exercises/derivation-solutions"])
def test_high_contrast_keeps_the_letters_under_accents(
    chrome: Browser, home: str, name: str, palette: Palette
) -> None:
    found = []
    for colours in ("none", "active"):
        with visit(chrome, home, name, palette=palette, forced_colors=colours) as (page, watch):
            letters = page.locator(":is(article, .slide, .sheet) .katex-html .katex-accent")
            found.append([ink(page, letters.nth(place)) for place in range(6)])
            assert told(watch.problems) == ""
    plain, forced = found
    assert all(plain)
    assert all(two > 0.7 * one for one, two in zip(plain, forced, strict=True)), found


@pytest.mark.parametrize("name", [BINARY, "derivation/logits"])
def test_what_is_read_aloud_lies_where_it_is_drawn(chrome: Browser, home: str, name: str) -> None:
    """A finger that explores the screen finds a formula by its box."""
    with visit(chrome, home, name, width=390, has_touch=True, is_mobile=True) as (page, _):
        scroll_through(page)
        boxes: list[list[float]] = page.evaluate("""() => {
            const whole = new CSSStyleSheet();
            whole.replaceSync("* { content-visibility: visible !important }");
            document.adoptedStyleSheets = [whole];
            return [...document.querySelectorAll("article .katex")]
              .filter((formula) => formula.getClientRects().length === 1)
              .map((formula) => {
                const read = formula.querySelector(".katex-mathml").getBoundingClientRect();
                const drawn = formula.querySelector(".katex-html").getBoundingClientRect();
                return [read.width, read.height, Math.max(0, drawn.left - read.left),
                  Math.max(0, read.top - drawn.bottom, drawn.top - read.bottom)];
              });
        }""")
        assert len(boxes) > 50
        for width, height, aside, away in boxes:
            assert width > 4, boxes
            assert height > 8, boxes
            assert aside < 200, boxes
            assert away == 0, boxes
        names = page.locator(".formula-body").evaluate_all(
            "bodies => bodies.map((body) => body.ariaLabel)"
        )
        assert all(": " in label and "=" in label for label in names[:3]), names


@pytest.fixture
def page(chrome: Browser, home: str) -> Iterator[Page]:
    allowed = ["clipboard-read", "clipboard-write"]
    with visit(chrome, home, BINARY, permissions=allowed) as (page, watch):
        yield page
        assert told(watch.problems) == ""


def copied(page: Page, select: str) -> str:
    """Return what the clipboard holds after a selection was copied by keyboard."""
    page.evaluate("(select) => { getSelection().removeAllRanges(); eval(select) }", select)
    page.keyboard.press("Control+C")
    text: str = page.evaluate("navigator.clipboard.readText()")
    return text.replace("\r", "")


def source_of(page: Page, formula: str) -> str:
    return page.locator(f"{formula} annotation").first.text_content() or ""


def test_a_formula_is_copied_as_its_latex(page: Page) -> None:
    tex = source_of(page, "#eq-bce .formula-body")
    assert "\\hat" in tex
    whole = "getSelection().selectAllChildren(document.querySelector('#eq-bce .formula-body'))"
    assert copied(page, whole) == f"$$\n{tex}\n$$"
    part = """
        const signs = document.querySelectorAll("#eq-bce .katex-html [data-symbol]");
        getSelection().setBaseAndExtent(signs[0], 0, signs[1], 1);
    """
    assert copied(page, part) == f"$$\n{tex}\n$$"


def test_a_sentence_is_copied_with_the_latex_of_its_formulas(page: Page) -> None:
    sentence = "[...document.querySelectorAll('article p')].find(p => p.querySelector('.katex'))"
    text = copied(page, f"getSelection().selectAllChildren({sentence})")
    sources: list[str] = page.evaluate(
        f"[...{sentence}.querySelectorAll('annotation')].map((source) => source.textContent)"
    )
    assert sources
    at = 0
    for source in sources:
        at = text.index(f"${source}$", at) + 1
    assert text.count("$") == 2 * len(sources)
    # Meanings of the glossary, which are not shown, are not copied.
    for tip in page.evaluate(
        f"[...{sentence}.querySelectorAll('.term-tip')].map(t => t.innerText)"
    ):
        assert tip not in text


def test_what_has_no_formula_is_copied_as_ever(page: Page) -> None:
    text = copied(page, "getSelection().selectAllChildren(document.querySelector('h1'))")
    assert text.startswith("Binary cross-entropy")


@pytest.mark.parametrize("name", [BINARY, "code/questions", "reference/notation"])
def test_translators_leave_formulas_and_code_alone(chrome: Browser, home: str, name: str) -> None:
    with visit(chrome, home, name) as (page, _):
        page.evaluate("document.querySelectorAll('details').forEach((part) => part.open = true)")
        loose = page.evaluate("""() => [...document.querySelectorAll("article :is(.katex, code)")]
            .filter((part) => part.translate).map((part) => part.outerHTML.slice(0, 100))""")
        assert loose == []
        assert page.locator("article p").first.evaluate("words => words.translate")
