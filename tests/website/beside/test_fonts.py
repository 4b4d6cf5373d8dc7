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
from scripts.website.beside.fonts import drawn_signs, type_sheet, written_signs
from tests.website.tiny import KATEX, cut_short

DRAWN = (
    '<math>§</math><span class="katex-html"><span class="mord mathbb">E</span>'
    '&lt;<img src=""><span class="mathbf accent">y<span class="mathnormal">x</span></span></span>'
)
_RULE = re.compile(r'font-family:"([^"]*)";font-weight:(\d+).*?base64,([^)]*)\)')


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "node_modules").symlink_to(KATEX)
    return tmp_path


def fonts(sheet: bytes) -> dict[str, TTFont]:
    rules = _RULE.findall(sheet.decode())
    return {
        f"{family} {weight}": TTFont(io.BytesIO(base64.b64decode(data)))
        for family, weight, data in rules
    }


def test_signs_are_those_that_are_drawn_by_the_classes_around_them() -> None:
    assert drawn_signs([DRAWN, "plain"]) == {
        "": {"E", "<", "x", "y"},
        "katex-html": {"E", "<", "x", "y"},
        "mord": {"E"},
        "mathbb": {"E"},
        "mathbf": {"x", "y"},
        "accent": {"x", "y"},
        "mathnormal": {"x"},
    }


def test_text_has_the_signs_of_its_pages_and_what_keyboards_have(root: Path) -> None:
    page = root / "a.html"
    page.write_text("<nav>☃</nav><article>café &mdash; 5&nbsp;%</article>", encoding="utf-8")
    (root / "b.html").write_text("ü", encoding="utf-8")
    signs = written_signs([page, root / "b.html"])
    assert set("café — 5\N{NO-BREAK SPACE}%") <= set(signs)
    assert not set(signs) & {"☃", "ü"}
    made = fonts(type_sheet(root, [DRAWN], signs))["Source Serif 400"]
    has = set(map(chr, made.getBestCmap()))
    assert has > {"é", "—"} | set(map(chr, range(0x20, 0x7F)))
    assert not has & {"☃", "ü"}
    assert made["name"].getDebugName(1).startswith("Text ")
    assert "Adobe" in made["name"].getDebugName(0)
    widths = {made["hmtx"][made.getBestCmap()[ord(figure)]][0] for figure in "0123456789"}
    assert len(widths) == 1
    features = (made[table].table.FeatureList.FeatureRecord for table in ("GPOS", "GSUB"))
    assert {"kern", "liga"} <= {one.FeatureTag for some in features for one in some}


def test_fonts_hold_the_signs_that_occur_under_names_of_their_own(root: Path) -> None:
    made = fonts(type_sheet(root, [DRAWN]))
    of_text = {"Source Serif 400", "Source Serif 600"}
    of_formulas = {"KaTeX_Main 400": "<>Exy", "KaTeX_Main 700": "xy", "KaTeX_Math 400": "x"}
    assert set(made) == {*of_text, *of_formulas, "KaTeX_AMS 400"}
    # The mirror image of a sign comes with it.
    for name, signs in of_formulas.items():
        assert "".join(sorted(map(chr, made[name].getBestCmap()))) == signs
    assert set(made["KaTeX_AMS 400"].getBestCmap()) == {ord("E")}
    # Their licence reserves the original names for the originals.
    assert made["KaTeX_AMS 400"]["name"].getDebugName(1) == "Formula AMS-Regular"
    assert "Khan Academy" in made["KaTeX_AMS 400"]["name"].getDebugName(0)


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
