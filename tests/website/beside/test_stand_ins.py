"""What stands in for a font until it has come takes its room: in width, height and depth."""

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import matplotlib as mpl
import pytest
from fontTools.ttLib import TTFont

from scripts.website.beside.fonts import SANS, SERIF
from scripts.website.beside.stand_ins import STAND_INS, StandIn, stand_ins
from tests.website.tiny import REPOSITORY

_FONTS = Path(mpl.get_data_path()) / "fonts"
# Times New Roman and Arial have the widths of the fonts that every printer has had since 1984.
STANDARD = {
    "Times New Roman": "ptmr8a.afm", "Times New Roman Italic": "ptmri8a.afm",
    "Times New Roman Bold": "ptmb8a.afm", "Arial": "phvr8a.afm", "Arial Bold": "phvb8a.afm",
    "DejaVu Serif": "DejaVuSerif.ttf", "DejaVu Serif Italic": "DejaVuSerif-Italic.ttf",
    "DejaVu Serif Bold": "DejaVuSerif-Bold.ttf", "DejaVu Sans": "DejaVuSans.ttf",
    "DejaVu Sans Bold": "DejaVuSans-Bold.ttf",
}  # fmt: skip
"""Fonts of readers' machines that every machine has which has Matplotlib."""

MEASURED = [one for one in STAND_INS if one.local[0] in STANDARD]
_NO_PROSE = re.compile(r"```.*?```|\$[^$]*\$|`[^`]*`|\{[^}]*\}|\([^)]*\.md[^)]*\)", re.DOTALL)
_AFM = re.compile(r"^C (-?\d+) ; WX (\d+) ;", re.MULTILINE)
_RULE = re.compile(r"size-adjust:(.*?)%;ascent-override:(.*?)%;descent-override:(.*?)%;")


@pytest.fixture(scope="module")
def text() -> Counter[str]:
    """Return how often each sign occurs in what pages say."""
    pages = (REPOSITORY / "docs" / "en").rglob("*.md")
    prose = "".join(_NO_PROSE.sub("", page.read_text(encoding="utf-8")) for page in pages)
    return Counter(sign for sign in prose if " " <= sign <= "~")


def mean_width(text: Counter[str], width: Callable[[int], float]) -> float:
    return sum(count * width(ord(sign)) for sign, count in text.items()) / text.total()


def widths_of(path: Path) -> Callable[[int], float]:
    """Return what tells the width of a sign in parts of an em."""
    if path.suffix == ".afm":
        widths = {int(code): int(width) for code, width in _AFM.findall(path.read_text("latin-1"))}
        return lambda code: widths[code] / 1000
    font = TTFont(path)
    names, widths, em = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm
    return lambda code: widths[names[code]][0] / em


def test_all_but_one_family_can_be_measured() -> None:
    assert {one.family for one in STAND_INS} - {one.family for one in MEASURED} == {
        "Georgia fitted"
    }
    assert len(MEASURED) == len(STANDARD) == 10


@pytest.mark.parametrize("one", MEASURED, ids=lambda one: one.local[0])
def test_a_line_is_as_long(one: StandIn, text: Counter[str]) -> None:
    own = mean_width(text, widths_of(REPOSITORY / "node_modules" / one.file))
    other = mean_width(text, widths_of(_FONTS / _folder(one) / STANDARD[one.local[0]]))
    # The ratios are those of the text as it is drawn, with kerning and without signs of Markdown.
    assert one.size == pytest.approx(100 * own / other, rel=0.015)


def _folder(one: StandIn) -> str:
    return STANDARD[one.local[0]].rpartition(".")[2]


@pytest.mark.parametrize("one", STAND_INS, ids=lambda one: one.local[0])
def test_a_line_is_as_high_and_as_deep(one: StandIn) -> None:
    [found] = _RULE.findall(one.rule(REPOSITORY))
    size, ascent, descent = map(float, found)
    lines = TTFont(REPOSITORY / "node_modules" / one.file)["hhea"]
    em = TTFont(REPOSITORY / "node_modules" / one.file)["head"].unitsPerEm
    assert ascent * size / 100 == pytest.approx(100 * lines.ascent / em, abs=0.1)
    assert descent * size / 100 == pytest.approx(-100 * lines.descent / em, abs=0.1)


def test_each_style_of_the_text_has_stand_ins_in_order() -> None:
    files = {one.file for one in STAND_INS}
    assert files == {*SERIF.values(), *SANS.values()}
    rules = stand_ins(REPOSITORY)
    sheet = (REPOSITORY / "docs/theme/assets/site.css").read_text(encoding="utf-8")
    for family in {one.family for one in STAND_INS}:
        assert f'font-family:"{family}"' in rules
        assert f'"{family}"' in sheet, "it is asked for"
