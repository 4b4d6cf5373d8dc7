"""The type of the pages: fonts in files of their own, and the style sheet that names them.

Fonts are cut down to the signs that occur, under names of their own as their licences ask; in the
style sheet they keep the names that the other sheets ask for. A file whose name changes with its
content is kept by browsers for good, and a page can be drawn before it has come. What the text has
beyond its fonts is drawn in the next one of the list, what a formula has in KaTeX's own files.
The smallest fonts stand in the style sheet itself, but for those that few pages need.
"""

import base64
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from scripts.common.latest import latest
from scripts.common.named import named_by_content
from scripts.common.sources import own_code
from scripts.common.store import Store, hash_of, key_of
from scripts.website.beside import font_cutting
from scripts.website.beside.font_signs import EVERYWHERE, drawn_signs
from scripts.website.made.label_math import HATS, LARGER, SCRIPT

FOLDER = "fonts"
"""Where the files are, beside the style sheet."""

SMALL = 1_400
"""Bytes of a font: those of large brackets and sums are smaller."""


@dataclass(frozen=True)
class Font:
    """A font as the style sheets ask for it, and the file of the package that it is cut from."""

    family: str
    file: str
    weight: str = "400"
    style: str = "normal"
    signs: str = ""
    """The signs that it is asked for, as a style sheet says it; without a range, all."""
    classes: tuple[str, ...] = ()
    """The classes of what a font of formulas draws; without them it may draw anything."""
    seldom: bool = False
    """Whether most pages do without it."""

    def is_asked_for(self, sign: str) -> bool:
        """Tell whether browsers look for a sign in this font."""
        return not self.signs or any(
            int(first, 16) <= ord(sign) <= int(last or first, 16)
            for first, _, last in (part[2:].partition("-") for part in self.signs.split(","))
        )

    @property
    def path(self) -> Path:
        """The file, from the root of a project."""
        return Path("node_modules") / self.file

    @property
    def name(self) -> str:
        """What the cut font calls itself."""
        return _NAMED.sub(lambda part: _NAMES[part[0]], Path(self.file).stem).replace("-", " ")


@dataclass(frozen=True)
class Cut:
    """A font that has been cut down to what a site says."""

    font: Font
    content: bytes

    @property
    def is_small(self) -> bool:
        """Whether it stands in the style sheet: to ask for it would cost as much as it weighs."""
        return len(self.content) < SMALL and not self.font.seldom

    @property
    def file(self) -> str:
        """The name of its file."""
        name = self.font.name.lower().replace(" ", "-")
        return named_by_content(f"{name}.woff2", self.content)

    @property
    def address(self) -> str:
        """Where it is, from the style sheet."""
        return self.inline if self.is_small else f"{FOLDER}/{self.file}"

    @property
    def inline(self) -> str:
        """The font itself, as an address."""
        return f"data:font/woff2;base64,{base64.b64encode(self.content).decode()}"


_LICENCE = "node_modules/@fontsource/source-sans-3/LICENSE"
_CHANGED = (
    "The fonts in this folder and in the style sheets were made from these: they hold the signs "
    "that the site needs, under other names. They are under the same licence, which follows."
)
_NAMES = {"source-serif-4": "Text", "source-sans-3": "Label", "KaTeX_": "Formula-"}
_NAMED = re.compile("|".join(_NAMES))
_SERIF = "@fontsource/source-serif-4/files/source-serif-4"
_SANS = "@fontsource/source-sans-3/files/source-sans-3"
SERIF = {
    "normal": f"{_SERIF}-latin-400-normal.woff2",
    "italic": f"{_SERIF}-latin-400-italic.woff2",
    "bold": f"{_SERIF}-latin-600-normal.woff2",
}
"""The styles of the text, by the files of the package."""

SANS = {"normal": f"{_SANS}-latin-400-normal.woff2", "bold": f"{_SANS}-latin-600-normal.woff2"}
"""The styles of labels, by the files of the package."""

# Fonts have three of the raised digits; all come from the next one, so that 10⁻²⁰ stays in line.
_LATIN = "U+0-B1,U+B4-B8,U+BA-10FFFF"
_EXTENDED = "U+100-2BA,U+2BD-2C5,U+2C7-2CC,U+2CE-2D7,U+2DD-2FF,U+1E00-1EFF,U+2113"
_GREEK = "U+370-3FF"


def _text_font(file: str, weight: str, style: str = "normal") -> Font:
    return Font("Source Serif", file, weight, style, _LATIN)


def _label_font(file: str, weight: str, signs: str) -> Font:
    return Font("Source Sans 3", file, weight, signs=signs)


TEXT_FONTS = (
    _text_font(SERIF["normal"], "400"),
    _text_font(SERIF["italic"], "400", "italic"),
    _text_font(SERIF["bold"], "600 700"),
)
LABEL_FONTS = (
    _label_font(SANS["normal"], "400", _LATIN),
    _label_font(SANS["bold"], "600 700", _LATIN),
    # Few letters, which are seldom set in bold: one file for both weights. Each weight has a rule
    # of its own, since browsers put a family together from rules of the same weight alone.
    *(
        _label_font(f"{_SANS}-{letters}-400-normal.woff2", weight, signs)
        for letters, signs in (("greek", _GREEK), ("latin-ext", _EXTENDED))
        for weight in ("400", "600 700")
    ),
)
"""What is no text: menus, labels, captions, tables, and all that figures say."""

_ASCII = "".join(map(chr, range(0x20, 0x7F)))
"""What any text may have tomorrow."""


def _math_font(file: str, **of: Any) -> Font:
    return Font(f"KaTeX_{file.partition('-')[0]}", f"katex/dist/fonts/KaTeX_{file}.woff2", **of)


_UPRIGHT = _math_font("Main-Regular")
_LETTERS = _math_font("Math-Italic", style="italic", classes=("mathnormal", "math-letter"))
MATH_FONTS = (
    _UPRIGHT,
    _LETTERS,
    _math_font("Main-Bold", weight="700", classes=("mathbf", "textbf"), seldom=True),
    _math_font("Main-Italic", style="italic", classes=("mathit", "textit"), seldom=True),
    _math_font("AMS-Regular", classes=("amsrm", "mathbb", "textbb"), seldom=True),
    _math_font("Caligraphic-Regular", classes=("mathcal",), seldom=True),
    _math_font("Size1-Regular", classes=("size1", "small-op", "delim-size1")),
    _math_font("Size2-Regular", classes=("size2", "large-op")),
    _math_font("Size3-Regular", classes=("size3",)),
    _math_font("Size4-Regular", classes=("size4", "delim-size4")),
)
MATH_IN_LABELS = f""".math{{font-family:KaTeX_Main;font-size:{LARGER}em;font-weight:400;
white-space:nowrap}}
.math-letter{{font-family:KaTeX_Math;font-style:italic}}
.math-script{{font-size:{SCRIPT}em}}"""
"""The rules for formulas in labels; the words around them are drawn by other sheets."""

_FIRST = (*TEXT_FONTS, *LABEL_FONTS[:2], LABEL_FONTS[-1], _UPRIGHT, _LETTERS)
"""What the first screens of most pages need; a hat is among the extended letters."""


def type_of(root: Path, formulas: Iterable[str], text: str = "") -> list[Cut]:
    """Return the fonts for a site with these formulas, rendered or of labels, and this text.

    A font is cut anew only when its file, or the signs that it is asked for, have changed.
    """
    formulas = list(formulas)
    drawn = latest("drawn signs", formulas, partial(drawn_signs, formulas))
    wanted = {font: _signs_of(font, drawn) for font in MATH_FONTS}
    of_formulas = [_cut(root, font, signs) for font, signs in wanted.items() if signs]
    return [*_cut_for(TEXT_FONTS, root, text), *labels(root, text), *of_formulas]


def labels(root: Path, text: str) -> list[Cut]:
    """Return the fonts of labels for a site with this text."""
    return _cut_for(LABEL_FONTS, root, text)


def labels_with_math(root: Path, text: str, formulas: Iterable[str]) -> list[Cut]:
    """Return the fonts of labels, and those of the formulas in them."""
    drawn = drawn_signs(formulas)
    math = [_cut(root, font, _signs_of(font, drawn)) for font in (_UPRIGHT, _LETTERS)]
    return [*labels(root, text), *math]


def math_beside_katex(root: Path) -> str:
    """Return the rules for labels where KaTeX's own fonts are: they have no letters with a hat."""
    hats = replace(_LETTERS, signs=",".join(f"U+{ord(sign):X}" for sign in HATS))
    return f"{face(hats, _cut(root, _LETTERS, HATS).inline)}\n{MATH_IN_LABELS}"


def _cut_for(fonts: Iterable[Font], root: Path, text: str) -> list[Cut]:
    signs = "".join(sorted({*_ASCII, *text}))
    return [_cut(root, font, "".join(filter(font.is_asked_for, signs))) for font in fonts]


def type_sheet(cuts: Iterable[Cut]) -> str:
    """Return the style sheet of the fonts."""
    return "\n".join([*(face(cut.font, cut.address) for cut in cuts), MATH_IN_LABELS])


@dataclass(frozen=True)
class First:
    """A font that is to be fetched before a style sheet asks for it."""

    address: str
    classes: tuple[str, ...] = ()
    """The classes of which a page has one that needs it; without them, every page does."""

    def is_needed(self, html: str) -> bool:
        """Tell whether a page needs it."""
        return not self.classes or any(
            re.search(rf'class="(?:[^"]* )?{name}[ "]', html) for name in self.classes
        )


def first_fonts(cuts: Iterable[Cut]) -> list[First]:
    """Return what is to be fetched before any page asks for it."""
    files = [cut for cut in cuts if not cut.is_small]
    return [
        First(cut.address, cut.font.classes if cut.font.seldom else ())
        for cut in files
        if cut.font in _FIRST or cut.font.seldom
    ]


def _signs_of(font: Font, signs: Mapping[str, set[str]]) -> str:
    """Return what is drawn in a font of formulas."""
    found = (signs.get(name, set()) for name in font.classes or (EVERYWHERE,))
    return "".join(sorted(set().union(*found)))


def _cut(root: Path, font: Font, signs: str) -> Cut:
    """Return a font with the signs that it is asked for, cut now or before."""
    path, has_hats = root / font.path, font == _LETTERS and not set(HATS).isdisjoint(signs)
    accents = (root / _UPRIGHT.path).read_bytes() if has_hats else b""
    code = own_code(f"{font_cutting.__name__}.cut_down")
    key = key_of("font", code, font.name, signs, hash_of(path), sha256(accents).hexdigest())
    store = Store.of(root)
    content = store.bytes_of(
        key, lambda: font_cutting.cut_down(path.read_bytes(), font.name, signs, accents)
    )
    return Cut(font, content)


def licence_of(root: Path, cuts: Iterable[Cut]) -> str:
    """Return the licence of the fonts, with what each of them says of its authors.

    The licence asks that every copy comes with both.
    """
    notices = dict.fromkeys(_notice((root / cut.font.path).read_bytes()) for cut in cuts)
    _, line, terms = (root / _LICENCE).read_text(encoding="utf-8").partition("-" * 59)
    return "\n\n".join((*notices, _CHANGED, f"{line}{terms}"))


def _notice(font: bytes) -> str:
    """Return what a font says of its licence, or else of its authors."""
    from fontTools.ttLib import TTFont

    names = TTFont(io.BytesIO(font), lazy=True)["name"]
    said: str = names.getDebugName(13) or names.getDebugName(0)
    return said.strip()


def face(font: Font, address: str) -> str:
    """Return the rule by which a style sheet asks for a font."""
    only = f"unicode-range:{font.signs};" if font.signs else ""
    return (
        f'@font-face{{font-family:"{font.family}";font-weight:{font.weight};'
        f"font-style:{font.style};{only}"
        # Scripts know by this which fonts are the site's own.
        f'font-display:swap;src:url({address}) format("woff2")}}'
    )
