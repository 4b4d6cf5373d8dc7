"""The type of the EPUB: complete, and what labels are drawn in."""

import re
from pathlib import Path
from zipfile import ZipFile

import pytest

from scripts.common.browser import chromium
from scripts.website.beside.fonts import LABEL_FONTS, MATH_IN_LABELS
from tests.browser.test_fonts import DRAWN

pytestmark = pytest.mark.slow

SANS = "Source Sans 3"
FONT = f'100px "{SANS}"'
_WEIGHT = re.compile(rf'font-family:"{SANS}";font-weight:([^;]*)')


def test_the_sheet_asks_for_the_fonts_that_are_there(epub: Path) -> None:
    with ZipFile(epub) as archive:
        css = archive.read("EPUB/book.css").decode()
        package = archive.read("EPUB/book.opf").decode()
        files = {Path(name).name for name in archive.namelist() if name.endswith(".woff2")}
    assert set(re.findall(r"url\(\"?([^)\"]+)", css)) == files
    assert set(re.findall(r'href="([^"]*woff2)"', package)) == files
    assert _WEIGHT.findall(css) == [font.weight for font in LABEL_FONTS]
    assert MATH_IN_LABELS in css


def test_labels_are_drawn_in_it(epub: Path, tmp_path: Path, program: Path) -> None:  # noqa: ARG001
    with ZipFile(epub) as archive:
        archive.extractall(tmp_path)
    with chromium() as context:
        page = context.new_page()
        page.goto((tmp_path / "EPUB/foundations-kl-divergence.xhtml").as_uri())
        page.locator("figcaption").first.wait_for()
        for words in ("Figure 1. mill", "θσ", "ŷ"):
            page.evaluate("([font, words]) => document.fonts.load(font, words)", [FONT, words])
            assert page.evaluate(DRAWN, [f'"{SANS}"', words]), words
        letter = page.locator("svg .math-letter").first
        assert letter.evaluate("letter => getComputedStyle(letter).fontFamily") == "KaTeX_Math"
        for family, words in (("KaTeX_Math", "pQŷ"), ("KaTeX_Main", "(∥) = 0.74")):
            asked = [f"100px {family}", words]
            page.evaluate("([font, words]) => document.fonts.load(font, words)", asked)
            assert page.evaluate(DRAWN, [family, words]), family
