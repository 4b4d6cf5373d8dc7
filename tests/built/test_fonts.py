"""The files of fonts in the built site, and the sheet that names them."""

import re
from base64 import b64decode

from scripts.website.beside.fonts import MATH_FONTS, SMALL
from tests.built.copies import Built
from tests.pages import HANDOUTS, PAGES

_URL = re.compile(r"url\(([^)]*)\)")
_FONT_HELD = re.compile(r"data:(?:application/)?[a-z-]*font[^,]*;base64,([^)\"']*)")
_FIRST = re.compile(r'<script data-fonts="([^"]*)">')
_OF_ALL_PAGES = {
    *("text-latin-400-normal", "text-latin-400-italic", "text-latin-600-normal"),
    *("label-latin-400-normal", "label-latin-600-normal"),
    *("formula-main-regular", "formula-math-italic"),
}
_OF_FEW = {font.name.lower().replace(" ", "-") for font in MATH_FONTS if font.seldom}


def test_a_sheet_holds_the_smallest_fonts_alone(built: Built) -> None:
    for sheet in built.site.rglob("*.css"):
        for font in _FONT_HELD.findall(sheet.read_text(encoding="utf-8")):
            assert len(b64decode(font)) < SMALL, sheet.name
    files = [*(built.site / "assets/fonts").glob("*.woff2")]
    small = {path.name.partition(".")[0] for path in files if path.stat().st_size < SMALL}
    assert small < _OF_FEW


def test_each_file_is_named_by_the_sheet_and_by_its_content(built: Built) -> None:
    sheet = (built.site / "assets/type.css").read_text(encoding="utf-8")
    rules = [rule for rule in re.findall(r"@font-face\{[^}]*\}", sheet) if "url(" in rule]
    named = [address for address in _URL.findall(sheet) if not address.startswith("data:")]
    files = {f"fonts/{path.name}" for path in (built.site / "assets/fonts").glob("*.woff2")}
    assert set(named) == files
    assert "SIL OPEN FONT LICENSE" in (built.site / "assets/fonts/LICENSE.txt").read_text("utf-8")
    assert len(rules) == len(_URL.findall(sheet)) > len(named) > 8
    assert all("font-display:swap" in rule for rule in rules)
    assert all(re.search(r"\.[0-9a-f]{8}\.woff2$", name) for name in files)


def test_every_page_names_what_its_first_screen_needs(built: Built) -> None:
    few: set[str] = set()
    for name in [*PAGES, "404"]:
        path = built.site / f"{name}.html"
        [found] = _FIRST.findall(path.read_text(encoding="utf-8"))
        folder = built.site if name == "404" else path.parent
        fonts = [(folder / address.lstrip("/")).resolve() for address in found.split()]
        assert all(font.is_file() for font in fonts), name
        named = {font.name.partition(".")[0] for font in fonts}
        assert len(named) == len(fonts)
        assert named - _OF_FEW == _OF_ALL_PAGES
        few.update(named & _OF_FEW)
    assert few, "some page needs one that the others do without"


def test_pages_and_handouts_allow_no_font_from_elsewhere(built: Built) -> None:
    for name in [*PAGES, *HANDOUTS]:
        html = (built.site / f"{name}.html").read_text(encoding="utf-8")
        assert "font-src 'self' file: data:;" in html, name
