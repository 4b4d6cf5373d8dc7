"""The fonts of the pages: what formulas and labels draw, and no more, in files of their own."""

import io
import re
import shutil
from base64 import b64decode
from collections import Counter
from hashlib import sha256
from pathlib import Path
from string import ascii_letters

import pytest
from fontTools.ttLib import TTFont

from scripts.common.store import CACHE
from scripts.website.beside import font_cutting
from scripts.website.beside.font_signs import written_signs
from scripts.website.beside.fonts import (
    Cut,
    first_fonts,
    labels_with_math,
    licence_of,
    math_beside_katex,
    type_of,
    type_sheet,
)
from tests.website.beside.test_font_signs import DRAWN, LABEL
from tests.website.tiny import KATEX, cut_short

pytestmark = pytest.mark.slow

LETTERS_WITH_MARKS = "".join(map(chr, range(0x100, 0x180)))
ALPHABETS = (
    f'<span class="katex-html"><span class="mord">{ascii_letters}</span>'
    f'<span class="mathnormal">{ascii_letters}</span></span>'
)
_RULE = re.compile(r'font-family:"([^"]*)";font-weight:([^;]*).*?url\(([^)]*)\)')

NOTICES = (
    "© 2014 - 2021 Adobe Systems Incorporated (http://www.adobe.com/), with Reserved Font Name",
    "© 2023 Adobe (http://www.adobe.com/), with Reserved Font Name",
    "with Reserved Font Name KaTeX_Math.",
    "with Reserved Font Name KaTeX_AMS.",
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "node_modules").symlink_to(KATEX)
    return tmp_path


def fonts(cuts: list[Cut]) -> dict[str, TTFont]:
    """Return the fonts by their families and weights in the sheet, the first one of each."""
    files = {cut.address: TTFont(io.BytesIO(cut.content)) for cut in cuts}
    rules = _RULE.findall(type_sheet(cuts))
    assert [address for _, _, address in rules] == [cut.address for cut in cuts]
    return {f"{family} {weight}": files[address] for family, weight, address in rules[::-1]}


def signs_of(font: TTFont) -> set[str]:
    return set(map(chr, font.getBestCmap()))


def test_the_licence_comes_with_the_notices_of_all_fonts(root: Path) -> None:
    told = licence_of(root, type_of(root, [DRAWN]))
    assert [told.count(notice) for notice in NOTICES] == [1] * len(NOTICES)
    assert told.index("under other names") < told.index("SIL OPEN FONT LICENSE Version 1.1")
    assert "KaTeX_Size4" not in told, "no formula needs it"
    assert told.rstrip().endswith("OTHER DEALINGS IN THE FONT SOFTWARE.")


def test_fonts_have_what_formulas_of_labels_draw(root: Path) -> None:
    for cuts in (type_of(root, [DRAWN, LABEL]), labels_with_math(root, "a", [LABEL])):
        made = fonts(cuts)
        assert set("−log 2") <= signs_of(made["KaTeX_Main 400"])
        letters = made["KaTeX_Math 400"]
        assert {"ŷ"} <= signs_of(letters) <= {"ŷ", "x"}
    assert ".math-letter{font-family:KaTeX_Math" in type_sheet([])


def test_the_book_gets_what_katex_does_not_have(root: Path) -> None:
    rules = math_beside_katex(root)
    assert rules.count("@font-face") == 1
    assert 'font-family:"KaTeX_Math"' in rules
    assert "unicode-range:U+177;" in rules
    content = re.search(r"base64,([^)]*)", rules)
    assert content is not None
    assert signs_of(TTFont(io.BytesIO(b64decode(content[1])))) == {"ŷ"}
    assert ".math-letter{font-family:KaTeX_Math" in rules


def test_a_hat_is_above_its_letter_in_the_middle(root: Path) -> None:
    """As far to the right as KaTeX sets it, and no wider than the letter."""
    both = LABEL.replace("ŷ", "yŷ")
    letters = fonts(labels_with_math(root, "a", [both]))["KaTeX_Math 400"]
    hatted, plain = (letters["glyf"][letters.getBestCmap()[ord(sign)]] for sign in "ŷy")
    assert hatted.numberOfContours == plain.numberOfContours + 1
    assert (hatted.yMin, hatted.yMax) == (plain.yMin, 694)
    assert plain.yMax < 500
    widths = letters["hmtx"]
    names = letters.getBestCmap()
    assert widths[names[ord("ŷ")]][0] == widths[names[ord("y")]][0] == 490


def test_text_has_the_signs_of_its_pages_and_what_keyboards_have(root: Path) -> None:
    page = root / "a.html"
    page.write_text("<nav>☃</nav><article>café &mdash; 5&nbsp;%</article>", encoding="utf-8")
    (root / "b.html").write_text("ü", encoding="utf-8")
    signs = written_signs([page, root / "b.html"])
    assert set("café — 5\N{NO-BREAK SPACE}%") <= set(signs)
    assert not set(signs) & {"☃", "ü"}
    made = fonts(type_of(root, [DRAWN], signs))
    for family in ("Source Serif 400", "Source Sans 3 400"):
        assert signs_of(made[family]) > {"é", "—"} | set(map(chr, range(0x20, 0x7F)))
        assert not signs_of(made[family]) & {"☃", "ü"}
        assert "Adobe" in made[family]["name"].getDebugName(0)
        # Their licence reserves the original names for the originals.
        assert "Source" not in made[family]["name"].getDebugName(1)
        assert figures_have_one_width(made[family])
        features = (made[family][table].table.FeatureList for table in ("GPOS", "GSUB"))
        assert {"kern", "liga"} <= {
            one.FeatureTag for some in features for one in some.FeatureRecord
        }


def figures_have_one_width(font: TTFont) -> bool:
    names = (font.getBestCmap()[ord(figure)] for figure in "0123456789")
    return len({font["hmtx"][name][0] for name in names}) == 1


def test_fonts_hold_the_signs_that_occur_under_names_of_their_own(root: Path) -> None:
    made = fonts(type_of(root, [DRAWN]))
    of_text = {
        "Source Serif 400",
        "Source Serif 600 700",
        "Source Sans 3 400",
        "Source Sans 3 600 700",
    }
    of_formulas = {"KaTeX_Main 400": "<>Exy", "KaTeX_Main 700": "xy", "KaTeX_Math 400": "x"}
    assert set(made) == {*of_text, *of_formulas, "KaTeX_AMS 400"}
    # The mirror image of a sign comes with it.
    for name, signs in of_formulas.items():
        assert "".join(sorted(signs_of(made[name]))) == signs
    assert signs_of(made["KaTeX_AMS 400"]) == {"E"}
    # Their licence reserves the original names for the originals.
    assert made["KaTeX_AMS 400"]["name"].getDebugName(1) == "Formula AMS Regular"
    assert "Khan Academy" in made["KaTeX_AMS 400"]["name"].getDebugName(0)


def test_labels_have_greek_letters_and_hats_in_files_that_come_when_they_are_asked_for(
    root: Path,
) -> None:
    cuts = type_of(root, [], "θŷ")
    greek, _ = (cut for cut in cuts if "greek" in cut.font.file)
    extended, _ = (cut for cut in cuts if "latin-ext" in cut.font.file)
    assert {"θ", "ω"} & signs_of(TTFont(io.BytesIO(greek.content))) == {"θ"}
    assert {"ŷ", "ŵ"} & signs_of(TTFont(io.BytesIO(extended.content))) == {"ŷ"}
    assert "unicode-range:U+370-3FF" in type_sheet([greek])
    assert greek.address not in {one.address for one in first_fonts(cuts)}


def test_the_rules_of_a_family_have_the_same_weights(root: Path) -> None:
    # A browser puts a family together from rules of the same weight alone.
    rules = _RULE.findall(type_sheet(type_of(root, [DRAWN], "θŷ")))
    weights = Counter(weight for family, weight, _ in rules if family == "Source Sans 3")
    assert weights == {"400": 3, "600 700": 3}


def test_a_name_carries_a_hash_of_what_is_in_the_file(root: Path) -> None:
    cuts = type_of(root, [ALPHABETS], "é")
    for cut in cuts:
        if not cut.is_small:
            assert cut.address.split(".")[-2] == sha256(cut.content).hexdigest()[:8]
    others = type_of(root, [ALPHABETS], "éü")
    text, formulas = "text-latin-400-normal", "formula-main-regular"
    assert named(cuts, text) != named(others, text)
    assert named(cuts, formulas) == named(others, formulas)


def named(cuts: list[Cut], name: str) -> str:
    [address] = [cut.address for cut in cuts if name in cut.address]
    return address


def test_what_the_first_screen_needs_is_fetched_at_once(root: Path) -> None:
    first = first_fonts(type_of(root, [ALPHABETS], LETTERS_WITH_MARKS))
    assert all(one.is_needed("") for one in first)
    assert sorted(one.address.removeprefix("fonts/").partition(".")[0] for one in first) == [
        "formula-main-regular",
        "formula-math-italic",
        "label-latin-400-normal",
        "label-latin-600-normal",
        "label-latin-ext-400-normal",
        "text-latin-400-italic",
        "text-latin-400-normal",
        "text-latin-600-normal",
    ]


def test_the_smallest_stand_in_the_sheet(root: Path) -> None:
    cuts = type_of(root, ['<span class="katex-html"><span class="size1">(</span></span>'])
    [small] = [cut for cut in cuts if cut.font.family == "KaTeX_Size1"]
    assert small.is_small
    assert b64decode(small.address.partition(",")[2]) == small.content
    assert not any(one.address.startswith("data:") for one in first_fonts(cuts))


def test_what_few_pages_need_they_alone_fetch(root: Path) -> None:
    cuts = type_of(root, [DRAWN])
    [letters] = [cut for cut in cuts if cut.font.family == "KaTeX_AMS"]
    assert len(letters.content) < 1_400
    assert letters.address.startswith("fonts/formula-ams-regular.")
    [first] = [one for one in first_fonts(cuts) if one.address == letters.address]
    assert first.is_needed('<span class="mathbb">E</span>')
    assert first.is_needed('<span class="text mathbb mtight">E</span>')
    assert not first.is_needed('<p class="mathbbs">mathbb</p>')


def test_fonts_are_the_same_each_time_and_cut_once(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = type_of(root, [DRAWN])
    with monkeypatch.context() as patch:
        patch.setattr(font_cutting, "cut_down", lambda *_: pytest.fail("it is made again"))
        assert type_of(root, [DRAWN]) == made
    shutil.rmtree(root / CACHE)
    assert type_of(root, [DRAWN]) == made
    assert type_of(root, [DRAWN.replace("x", "y")]) != made


@pytest.mark.parametrize("length", [0, 70, -1])
def test_a_font_that_was_cut_short_is_made_anew(root: Path, length: int) -> None:
    made = type_of(root, [DRAWN])
    cut_short(root, length)
    assert type_of(root, [DRAWN]) == made
