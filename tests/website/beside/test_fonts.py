"""The style sheet of the fonts: what formulas draw, and no more."""

import base64
import io
import re
import shutil
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from scripts.common.store import CACHE
from scripts.website.beside import fonts as fonts_of_site
from scripts.website.beside.fonts import drawn_signs, type_sheet
from tests.website.tiny import KATEX, cut_short

DRAWN = '<math>§</math><span class="katex-html"><span class="mord mathbb">E</span>&lt;x</span>'
_RULE = re.compile(r'font-family:"([^"]*)".*?base64,([^)]*)\)')


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "node_modules").symlink_to(KATEX)
    return tmp_path


def fonts(sheet: bytes) -> dict[str, TTFont]:
    rules = _RULE.findall(sheet.decode())
    return {family: TTFont(io.BytesIO(base64.b64decode(data))) for family, data in rules}


def test_signs_and_classes_are_those_that_are_drawn() -> None:
    assert drawn_signs([DRAWN, "plain"]) == ({"E", "<", "x"}, {"katex-html", "mord", "mathbb"})


def test_fonts_hold_the_signs_that_occur_under_names_of_their_own(root: Path) -> None:
    made = fonts(type_sheet(root, [DRAWN]))
    assert set(made) == {"Source Serif", "KaTeX_Main", "KaTeX_Math", "KaTeX_AMS"}
    # The mirror image of a sign comes with it.
    assert set(made["KaTeX_Main"].getBestCmap()) == {ord(sign) for sign in "E<>x"}
    assert set(made["KaTeX_AMS"].getBestCmap()) == {ord("E")}
    # Their licence reserves the original names for the originals.
    assert made["KaTeX_AMS"]["name"].getDebugName(1) == "Formula AMS-Regular"
    assert "Khan Academy" in made["KaTeX_AMS"]["name"].getDebugName(0)


def test_the_sheet_is_the_same_each_time_and_made_once(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = type_sheet(root, [DRAWN])
    with monkeypatch.context() as patch:
        patch.setattr(fonts_of_site, "_cut_down", lambda *_: pytest.fail("it is made again"))
        assert type_sheet(root, [DRAWN]) == made
    shutil.rmtree(root / CACHE)
    assert type_sheet(root, [DRAWN]) == made
    assert type_sheet(root, [DRAWN.replace("x", "y")]) != made


@pytest.mark.parametrize("length", [0, 70, -1])
def test_a_sheet_that_was_cut_short_is_made_anew(root: Path, length: int) -> None:
    made = type_sheet(root, [DRAWN])
    cut_short(root, length)
    assert type_sheet(root, [DRAWN]) == made
