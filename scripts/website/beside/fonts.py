"""The type of the pages as one style sheet, complete before the first line is drawn.

Fonts that arrive after the text move it. So the styles of the text, and what the formulas of the
site need of KaTeX's fonts, stand in the style sheet itself. All are cut down to the signs that
occur, under names of their own as their licences ask; in the style sheet they keep the names that
the other sheets ask for. What a formula has beyond them is loaded from KaTeX's files as usual, and
what the text has is drawn in the next font.
"""

import base64
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from itertools import chain
from pathlib import Path

from scripts.common.sources import own_code
from scripts.common.store import Store, hash_of, key_of

_FONT = "@fontsource/source-serif-4/files/source-serif-4-latin"
SERIF = {
    "normal": f"{_FONT}-400-normal.woff2",
    "italic": f"{_FONT}-400-italic.woff2",
    "bold": f"{_FONT}-600-normal.woff2",
}
"""The styles of the text, by the files of the package."""

_DRAWN = re.compile(r'<span class="katex-html".*', re.DOTALL)
_PIECE = re.compile(r"<(?P<end>/?)(?P<inside>[^>]*)>|(?P<text>[^<]+)")
_CLASS = re.compile(r'\bclass="([^"]*)"')
_ARTICLE = re.compile(r"<article.*</article>", re.DOTALL)
_ASCII = "".join(map(chr, range(0x20, 0x7F)))
"""What any text may have tomorrow."""
# The figures of the text have one width without being asked.
_FEATURES = ["ccmp", "kern", "liga", "locl", "mark", "mkmk"]
_EVERYWHERE = ""
_WITHOUT_END = ("!--", "img")
# Of the raised digits the font has three; all come from the next font, so that 10⁻²⁰ stays in line.
_TEXT_RANGE = "U+0-B1,U+B4-B8,U+BA-10FFFF"
_STYLES = {"normal": ("400", "normal"), "italic": ("400", "italic"), "bold": ("600 700", "normal")}


@dataclass(frozen=True)
class MathFont:
    """A font of KaTeX, and the classes of what it draws; without classes it may draw anything."""

    family: str
    file: str
    weight: str = "400"
    style: str = "normal"
    classes: tuple[str, ...] = ()


MATH_FONTS = (
    MathFont("KaTeX_Main", "Main-Regular"),
    MathFont("KaTeX_Math", "Math-Italic", style="italic", classes=("mathnormal",)),
    MathFont("KaTeX_Main", "Main-Bold", weight="700", classes=("mathbf", "textbf")),
    MathFont("KaTeX_Main", "Main-Italic", style="italic", classes=("mathit", "textit")),
    MathFont("KaTeX_AMS", "AMS-Regular", classes=("amsrm", "mathbb", "textbb")),
    MathFont("KaTeX_Caligraphic", "Caligraphic-Regular", classes=("mathcal",)),
    MathFont("KaTeX_Size1", "Size1-Regular", classes=("size1", "small-op", "delim-size1")),
    MathFont("KaTeX_Size2", "Size2-Regular", classes=("size2", "large-op")),
    MathFont("KaTeX_Size3", "Size3-Regular", classes=("size3",)),
    MathFont("KaTeX_Size4", "Size4-Regular", classes=("size4", "delim-size4")),
)


def type_sheet(root: Path, formulas: Iterable[str], text: str = "") -> bytes:
    """Return the style sheet of the fonts for a site with these rendered formulas and this text.

    It is made anew only when the fonts, or the signs in formulas or text, have changed.
    """
    written = "".join(sorted({*_ASCII, *text}))
    signs = drawn_signs(formulas)
    wanted = {font: found for font in MATH_FONTS if (found := _signs_of(font, signs))}
    folder = root / "node_modules" / "katex" / "dist" / "fonts"
    styles = {style: root / "node_modules" / file for style, file in SERIF.items()}
    files = [*styles.values(), *(folder / f"KaTeX_{font.file}.woff2" for font in wanted)]
    made_by = own_code(f"{__name__}._text_rules", f"{__name__}._math_rules")
    return Store.of(root).bytes_of(
        key_of("fonts", made_by, written, *wanted.values(), *map(hash_of, files)),
        lambda: "\n".join([*_text_rules(styles, written), *_math_rules(folder, wanted)]).encode(),
    )


def written_signs(pages: Iterable[Path]) -> str:
    """Return the signs of the text of pages, with those of its markup."""
    articles = (_ARTICLE.search(page.read_text(encoding="utf-8")) for page in pages)
    found: set[str] = set().union(*(unescape(article[0]) for article in articles if article))
    return "".join(sorted(found))


def drawn_signs(formulas: Iterable[str]) -> dict[str, set[str]]:
    """Return the signs that rendered formulas draw, by each class of what is around them.

    Those of all are under the empty name.
    """
    signs: defaultdict[str, set[str]] = defaultdict(set)
    for html in formulas:
        if drawn := _DRAWN.search(html):
            _add_signs(signs, drawn[0])
    return dict(signs)


def _add_signs(signs: defaultdict[str, set[str]], drawn: str) -> None:
    around: list[list[str]] = []
    for piece in _PIECE.finditer(drawn):
        if piece["text"] is not None:
            for name in {_EVERYWHERE, *chain.from_iterable(around)}:
                signs[name].update(unescape(piece["text"]))
        elif piece["end"] and around:
            around.pop()
        elif not piece["end"] and not piece["inside"].startswith(_WITHOUT_END):
            classes = _CLASS.search(piece["inside"])
            around.append(classes[1].split() if classes else [])


def _signs_of(font: MathFont, signs: Mapping[str, set[str]]) -> str:
    """Return what is drawn in a font."""
    found = (signs.get(name, set()) for name in font.classes or (_EVERYWHERE,))
    return "".join(sorted(set().union(*found)))


def _text_rules(files: dict[str, Path], signs: str) -> Iterator[str]:
    for style, file in files.items():
        weight, slope = _STYLES[style]
        cut = _cut_down(file.read_bytes(), signs, f"Text {style.capitalize()}")
        yield _rule("Source Serif", weight, slope, cut, _TEXT_RANGE)


def _math_rules(folder: Path, fonts: Mapping[MathFont, str]) -> Iterator[str]:
    for font, signs in fonts.items():
        cut = _cut_down(
            (folder / f"KaTeX_{font.file}.woff2").read_bytes(), signs, f"Formula {font.file}"
        )
        yield _rule(font.family, font.weight, font.style, cut)


def _rule(family: str, weight: str, style: str, font: bytes, signs: str = "") -> str:
    source = base64.b64encode(font).decode()
    only = f"unicode-range:{signs};" if signs else ""
    return (
        f'@font-face{{font-family:"{family}";font-weight:{weight};font-style:{style};{only}'
        # main.html knows by this which fonts stand in the sheet, and has them ready in time.
        "font-display:swap;"
        f'src:url(data:font/woff2;base64,{source}) format("woff2")}}'
    )


def _cut_down(font: bytes, signs: str, name: str) -> bytes:
    """Return the font with these signs alone, under a name of its own."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    options = Options(
        flavor="woff2",
        name_IDs=[0, 13, 14],
        hinting=False,
        layout_features=_FEATURES,
        recalc_timestamp=False,
    )
    whole = TTFont(io.BytesIO(font), recalcTimestamp=False)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=map(ord, signs))
    subsetter.subset(whole)
    for place, words in ((1, name), (4, name), (6, name.replace(" ", "-"))):
        whole["name"].setName(words, place, 3, 1, 0x409)
    whole.flavor = "woff2"
    stream = io.BytesIO()
    whole.save(stream)
    return stream.getvalue()
