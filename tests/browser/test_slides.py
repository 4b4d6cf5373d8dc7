"""Slides on a wall, by keyboard, without scripts, and printed."""

import io

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page

from tests.browser.visits import SCHEMES, change_palette, told, visit, visit_without_scripts
from tests.pages import SHEETS, SLIDES

WALL = {"viewport": {"width": 1280, "height": 720}, "reduced_motion": "reduce"}

_TOO_LARGE = """() => [...document.querySelectorAll(".slide")].flatMap((slide, at) => {
    const frame = slide.getBoundingClientRect();
    const foot = slide.querySelector(".foot").getBoundingClientRect();
    const isHigh = frame.height > innerHeight + 1;
    const told = isHigh ? [`slide ${at + 1} is ${frame.height} px high`] : [];
    for (const part of slide.querySelectorAll(":scope > :not(.foot), .body > *, .body > * > *")) {
      const { left, right, bottom } = part.getBoundingClientRect();
      if (bottom > foot.top + 1) told.push(`slide ${at + 1}: ${part.className} is over the foot`);
      if (left < frame.left || right > frame.right) told.push(`slide ${at + 1}: too wide`);
    }
    for (const part of slide.querySelectorAll(".formula-body, .scroll, pre")) {
      if (part.scrollWidth > part.clientWidth + 1) told.push(`slide ${at + 1}: something scrolls`);
    }
    return told;
})"""

_UNEVEN = """() => [...document.querySelectorAll(".slide")].flatMap((slide, at) => {
    const told = [];
    const box = (part) => part.getBoundingClientRect();
    const parts = [...slide.querySelectorAll(".body > *")];
    for (const [before, part] of parts.slice(1).map((part, i) => [parts[i], part])) {
      const gap = box(part).top - box(before).bottom;
      if (gap < innerWidth / 64) told.push(`slide ${at + 1}: only ${gap} px between two parts`);
    }
    const lefts = parts.filter((part) => part.matches(".highlight")).map((part) => box(part).left);
    if (Math.max(...lefts) - Math.min(...lefts) > 1) told.push(`slide ${at + 1}: ragged listings`);
    for (const figure of slide.querySelectorAll("figure.table")) {
      const range = document.createRange();
      range.selectNodeContents(figure.querySelector("figcaption p") ?? figure);
      const [words, table] = [range, figure.querySelector("table")].map(box);
      const off = (words.left + words.right - table.left - table.right) / 2;
      if (Math.abs(off) < innerWidth / 128) continue;
      told.push(`slide ${at + 1}: a caption is ${off} px off its table`);
    }
    return told;
})"""


def shown(page: Page) -> int:
    """Return the number of the slide that fills the window."""
    return int(
        page.evaluate("""() => 1 + [...document.querySelectorAll(".slide")]
          .findIndex((slide) => Math.abs(slide.getBoundingClientRect().top) < 2)""")
    )


@pytest.mark.parametrize("name", SLIDES)
def test_each_slide_fits_on_the_wall(chrome: Browser, home: str, name: str) -> None:
    with visit(chrome, home, name, **WALL) as (page, watch):  # type: ignore[arg-type]
        assert told(page.evaluate(_TOO_LARGE) + page.evaluate(_UNEVEN)) == ""
        page.set_viewport_size({"width": 1920, "height": 1200})
        assert told(page.evaluate(_TOO_LARGE)) == ""
        assert told(watch.problems) == ""


def test_what_does_not_fit_would_be_told(chrome: Browser, home: str) -> None:
    with visit(chrome, home, SLIDES[0], **WALL) as (page, _):  # type: ignore[arg-type]
        page.evaluate("""() => {
            const body = document.querySelectorAll(".slide .body")[1];
            body.style.fontSize = "3em";
        }""")
        assert "slide 4" in told(page.evaluate(_TOO_LARGE))


@pytest.mark.parametrize("name", SLIDES)
def test_each_slide_is_one_page_in_print(chrome: Browser, home: str, name: str) -> None:
    with visit(chrome, home, name, palette="dark", **WALL) as (page, _):  # type: ignore[arg-type]
        slides = page.locator(".slide").count()
        with pypdfium2.PdfDocument(io.BytesIO(page.pdf(prefer_css_page_size=True))) as printed:
            sizes = {tuple(map(round, sheet.get_size())) for sheet in printed}
            feet = [sheet.get_textpage().get_text_bounded() for sheet in printed]
        assert sizes == {(960, 540)}
        assert len(feet) == slides
        for number, text in enumerate(feet, start=1):
            assert f"{number} / {slides}" in text


def test_keys_lead_from_slide_to_slide(chrome: Browser, place: str) -> None:
    with visit(chrome, place, SLIDES[0], **WALL) as (page, watch):  # type: ignore[arg-type]
        assert shown(page) == 1
        for key, number in (("ArrowRight", 2), ("PageDown", 3), ("ArrowDown", 4)):
            page.keyboard.press(key)
            assert shown(page) == number
        for key, number in (("ArrowLeft", 3), ("PageUp", 2), ("ArrowUp", 1), ("ArrowLeft", 1)):
            page.keyboard.press(key)
            assert shown(page) == number
        assert told(watch.problems) == ""


def test_slides_and_sheets_have_the_palette_of_the_pages(chrome: Browser, place: str) -> None:
    with visit(chrome, place, "index") as (page, _):
        change_palette(page, "dark")
        for name in (SLIDES[0], SHEETS[0]):
            page.goto(f"{place}{name}.html")
            assert page.get_attribute("body", "data-md-color-scheme") == SCHEMES["dark"]


def test_without_scripts_all_slides_are_there(chrome: Browser, home: str) -> None:
    with visit_without_scripts(chrome, home, SLIDES[0]) as page:
        assert page.locator(".slide").count() > 50
        assert page.locator(".slide .formula").first.is_visible()
        page.mouse.wheel(0, 800)
        page.wait_for_function("scrollY > 100")
