"""Pictures of formulas: what KaTeX draws, seen where a reader draws no MathML."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from PIL import Image, ImageChops, ImageFilter
from playwright.sync_api import Page

from scripts.common.browser import NoBrowserError, chromium
from scripts.editions.epub.pictures import draw_pictures, with_picture
from scripts.editions.pdf.chapters import read_site
from scripts.editions.pdf.drawn import DrawnFormula
from tests.built.copies import Built
from tests.website.tiny import REPOSITORY

CHAPTER = "foundations-kl-divergence.xhtml"
SHOWN = """
() => [".picture", ".drawn-by-reader"].map((name) => {
  const all = [...document.querySelectorAll(name)];
  return all.filter((element) => element.getClientRects().length).length / all.length;
})
"""
SIZES = """
() => [...document.querySelectorAll(".picture")].map((image) => {
  const { width, height } = image.getBoundingClientRect();
  return [image.naturalWidth / image.naturalHeight, width / height, width];
})
"""


@pytest.fixture
def page(program: Path) -> Iterator[Page]:  # noqa: ARG001
    with chromium(viewport={"width": 600, "height": 800}) as context:
        yield context.new_page()


@pytest.fixture
def unpacked(epub: Path, tmp_path: Path) -> Path:
    with ZipFile(epub) as archive:
        archive.extractall(tmp_path)
    return tmp_path / "EPUB"


@pytest.mark.slow
def test_a_reader_that_draws_mathml_shows_no_pictures(unpacked: Path, page: Page) -> None:
    page.goto((unpacked / CHAPTER).as_uri())
    assert page.evaluate(SHOWN) == [0, 1]


@pytest.mark.slow
def test_a_reader_that_draws_none_shows_the_pictures(unpacked: Path, page: Page) -> None:
    """It drops the sheet in which it meets what it does not know."""
    (unpacked / "math.css").unlink()
    page.goto((unpacked / CHAPTER).as_uri())
    assert page.evaluate(SHOWN) == [1, 0]
    sizes = page.evaluate(SIZES)
    assert len(sizes) > 10
    for drawn, seen, width in sizes:
        assert seen == pytest.approx(drawn, rel=0.06)
        assert 8 < width <= 600


@pytest.mark.slow
def test_each_formula_that_is_displayed_has_one(epub: Path) -> None:
    with ZipFile(epub) as archive:
        texts = [archive.read(name).decode() for name in archive.namelist() if ".xhtml" in name]
        files = {name.removeprefix("EPUB/") for name in archive.namelist() if ".svg" in name}
    displayed = re.compile(r'(<img class="picture"[^>]*/><span [^>]*>)?<math[^>]*display="block"')
    found = [match[1] for text in texts for match in displayed.finditer(text)]
    assert len(found) > 200
    assert all(found)
    assert {file for text in texts for file in re.findall(r'src="(formula[^"]*)"', text)} == files


def test_what_a_row_of_characters_can_stand_for_has_none(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    row = DrawnFormula("a_i = b", "<math><msub><mi>a</mi><mi>i</mi></msub></math>", "")
    fraction = DrawnFormula(r"\frac ab", "<math><mfrac><mi>a</mi><mi>b</mi></mfrac></math>", "")
    monkeypatch.setenv("BROWSER", "none")
    pictures = draw_pictures([row], REPOSITORY, tmp_path)
    assert with_picture("<math/>", row, pictures) == "<math/>"
    with pytest.raises(NoBrowserError):
        draw_pictures([row, fraction], REPOSITORY, tmp_path)


KINDS = (r"\frac", r"\sqrt", r"\underbrace", r"\begin{cases}")


@pytest.mark.slow
def test_a_picture_is_what_katex_draws(
    program: Path,  # noqa: ARG001
    built: Built,
    tmp_path: Path,
) -> None:
    displayed = [
        one for one in read_site(built.site).drawn.formulas if 'display="block"' in one.mathml
    ]
    formulas = [next(one for one in displayed if kind in one.tex) for kind in KINDS]
    pictures = draw_pictures(formulas, REPOSITORY, built.site).values()
    assert len(pictures) == len(KINDS)
    style = (built.site / "assets/katex/katex.min.css").as_uri()
    pairs = ""
    for formula, picture in zip(formulas, pictures, strict=True):
        (tmp_path / picture.file).write_text(picture.svg, encoding="utf-8")
        pairs += f'<div><span class="katex">{formula.drawing}</span></div>'
        pairs += f'<div><img src="{picture.file}" style="width: {picture.width}em"></div>'
    (tmp_path / "page.html").write_text(
        f'<!DOCTYPE html><meta charset="utf-8"><link rel="stylesheet" href="{style}">'
        "<style>body { font-size: 60px } div { padding: 30px; white-space: nowrap } "
        f".katex {{ font-size: 1.1em }}</style>{pairs}",
        encoding="utf-8",
    )
    with chromium(viewport={"width": 2400, "height": 1000}) as context:
        page = context.new_page()
        page.goto((tmp_path / "page.html").as_uri())
        shots = [_ink(block.screenshot()) for block in page.locator("div").all()]
    for kind, drawn, shown in zip(KINDS, shots[::2], shots[1::2], strict=True):
        assert abs(drawn.width - shown.width) <= 3, kind
        assert abs(drawn.height - shown.height) <= 3, kind
        blurred = (
            one.resize(drawn.size).filter(ImageFilter.GaussianBlur(2)) for one in (drawn, shown)
        )
        apart = ImageChops.difference(*blurred).histogram()
        assert sum(apart[60:]) < sum(apart) / 600, kind


def _ink(screenshot: bytes) -> Image.Image:
    """Return how dark a picture is, without the white around it."""
    dark = ImageChops.invert(Image.open(BytesIO(screenshot)).convert("L"))
    return dark.crop(dark.point(lambda grey: 255 * (grey > 60)).getbbox())
