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
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from html import unescape
from itertools import chain
from pathlib import Path
from typing import Any

from scripts.common.sources import own_code
from scripts.common.store import Store, hash_of, key_of
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
        return f"{name}.{sha256(self.content).hexdigest()[:8]}.woff2"

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


@dataclass(frozen=True)
class StandIn:
    """A font of readers' machines that is drawn until the text's has come, and takes as much room.

    Browsers know it by its ``local`` names. Its ``size`` in percent is what the mean widths over
    the text of this site stand to each other.
    """

    family: str
    file: str
    local: tuple[str, ...]
    size: float
    weight: str = "400"
    style: str = "normal"

    def rule(self, root: Path) -> str:
        """Return its rule; the height of its lines is that of the font that it stands in for."""
        from fontTools.ttLib import TTFont

        font = TTFont(root / "node_modules" / self.file, lazy=True)
        em = font["head"].unitsPerEm * self.size / 100
        ascent, descent = font["hhea"].ascent / em, -font["hhea"].descent / em
        source = ",".join(f'local("{name}")' for name in self.local)
        return (
            f'@font-face{{font-family:"{self.family}";src:{source};font-weight:{self.weight};'
            f"font-style:{self.style};size-adjust:{self.size}%;ascent-override:{ascent:.1%};"
            f"descent-override:{descent:.1%};line-gap-override:0%}}"
        )


def _fitted(
    family: str, own: Mapping[str, str], **styles: tuple[float, tuple[str, ...]]
) -> list[StandIn]:
    looks = {
        "normal": ("400", "normal"),
        "italic": ("400", "italic"),
        "bold": ("600 700", "normal"),
    }
    return [
        StandIn(f"{family} fitted", own[style], local, size, *looks[style])
        for style, (size, local) in styles.items()
    ]


STAND_INS = (
    *_fitted(
        "Georgia",
        SERIF,
        normal=(106.1, ("Georgia",)),
        italic=(98.5, ("Georgia Italic", "Georgia-Italic")),
        bold=(95.1, ("Georgia Bold", "Georgia-Bold")),
    ),
    *_fitted(
        "Times",
        SERIF,
        normal=(118.3, ("Times New Roman", "TimesNewRomanPSMT", "Liberation Serif")),
        italic=(
            108.0,
            ("Times New Roman Italic", "TimesNewRomanPS-ItalicMT", "Liberation Serif Italic"),
        ),
        bold=(112.8, ("Times New Roman Bold", "TimesNewRomanPS-BoldMT", "Liberation Serif Bold")),
    ),
    *_fitted(
        "DejaVu",
        SERIF,
        normal=(92.7, ("DejaVu Serif",)),
        italic=(84.9, ("DejaVu Serif Italic",)),
        bold=(85.1, ("DejaVu Serif Bold",)),
    ),
    *_fitted(
        "Arial",
        SANS,
        normal=(92.9, ("Arial", "ArialMT", "Liberation Sans")),
        bold=(89.9, ("Arial Bold", "Arial-BoldMT", "Liberation Sans Bold")),
    ),
    *_fitted(
        "DejaVu Sans",
        SANS,
        normal=(81.5, ("DejaVu Sans",)),
        bold=(74.8, ("DejaVu Sans Bold",)),
    ),
)

_MATH = re.compile(r'<(?:tspan|span) class="math">')
_MATH_TAG = re.compile(r"<(?P<end>/?)(?:tspan|span)\b[^>]*>")
_DRAWN = re.compile(r'<span class="katex-html".*|^<t?span class="math">.*', re.DOTALL)
_PIECE = re.compile(r"<(?P<end>/?)(?P<inside>[^>]*)>|(?P<text>[^<]+)")
_CLASS = re.compile(r'\bclass="([^"]*)"')
_ARTICLE = re.compile(r"<article.*</article>", re.DOTALL)
_ASCII = "".join(map(chr, range(0x20, 0x7F)))
"""What any text may have tomorrow."""
# The figures of the text have one width without being asked.
_FEATURES = ["kern", "liga", "mark"]
_SKEW = 56
"""How far to the right KaTeX sets the hat on a y, in thousandths of its size."""

_EVERYWHERE = ""
_WITHOUT_END = ("!--", "img")


def _math_font(file: str, **of: Any) -> Font:
    return Font(f"KaTeX_{file.partition('-')[0]}", f"katex/dist/fonts/KaTeX_{file}.woff2", **of)


MATH_FONTS = (
    _math_font("Main-Regular"),
    _math_font("Math-Italic", style="italic", classes=("mathnormal", "math-letter")),
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

_FIRST = (*TEXT_FONTS, *LABEL_FONTS[:2], LABEL_FONTS[-1], *MATH_FONTS[:2])
"""What the first screens of most pages need; a hat is among the extended letters."""


def type_of(root: Path, formulas: Iterable[str], text: str = "") -> list[Cut]:
    """Return the fonts for a site with these formulas, rendered or of labels, and this text.

    A font is cut anew only when its file, or the signs that it is asked for, have changed.
    """
    drawn = drawn_signs(formulas)
    wanted = {font: _signs_of(font, drawn) for font in MATH_FONTS}
    of_formulas = [_cut(root, font, signs) for font, signs in wanted.items() if signs]
    return [*_cut_for(TEXT_FONTS, root, text), *labels(root, text), *of_formulas]


def labels(root: Path, text: str) -> list[Cut]:
    """Return the fonts of labels for a site with this text."""
    return _cut_for(LABEL_FONTS, root, text)


def labels_with_math(root: Path, text: str, formulas: Iterable[str]) -> list[Cut]:
    """Return the fonts of labels, and those of the formulas in them."""
    drawn = drawn_signs(formulas)
    math = [_cut(root, font, _signs_of(font, drawn)) for font in MATH_FONTS[:2]]
    return [*labels(root, text), *math]


def math_beside_katex(root: Path) -> str:
    """Return the rules for labels where KaTeX's own fonts are: they have no letters with a hat."""
    letters = MATH_FONTS[1]
    hats = replace(letters, signs=",".join(f"U+{ord(sign):X}" for sign in HATS))
    return f"{face(hats, _cut(root, letters, HATS).inline)}\n{MATH_IN_LABELS}"


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


def stand_ins(root: Path) -> str:
    """Return the rules for what is drawn until the fonts have come."""
    return "\n".join(one.rule(root) for one in STAND_INS)


def first_fonts(cuts: Iterable[Cut]) -> list[First]:
    """Return what is to be fetched before any page asks for it."""
    files = [cut for cut in cuts if not cut.is_small]
    return [
        First(cut.address, cut.font.classes if cut.font.seldom else ())
        for cut in files
        if cut.font in _FIRST or cut.font.seldom
    ]


def written_signs(pages: Iterable[Path]) -> str:
    """Return the signs of the text of pages, with those of its markup."""
    articles = (_ARTICLE.search(page.read_text(encoding="utf-8")) for page in pages)
    found: set[str] = set().union(*(unescape(article[0]) for article in articles if article))
    return "".join(sorted(found))


def math_in_labels(texts: Iterable[str]) -> list[str]:
    """Return the formulas that stand in labels of pages, and of the scripts that move them."""
    plain = (text.replace('\\"', '"').replace("\\u003c", "<") for text in texts)
    return sorted({found for text in plain for found in _whole_elements(text)})


def _whole_elements(text: str) -> Iterator[str]:
    for start in _MATH.finditer(text):
        depth = 0
        for tag in _MATH_TAG.finditer(text, start.start()):
            depth += -1 if tag["end"] else 1
            if not depth:
                yield text[start.start() : tag.end()]
                break


def drawn_signs(formulas: Iterable[str]) -> dict[str, set[str]]:
    """Return the signs that formulas draw, by each class of what is around them.

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


def _signs_of(font: Font, signs: Mapping[str, set[str]]) -> str:
    """Return what is drawn in a font of formulas."""
    found = (signs.get(name, set()) for name in font.classes or (_EVERYWHERE,))
    return "".join(sorted(set().union(*found)))


def _cut(root: Path, font: Font, signs: str) -> Cut:
    """Return a font with the signs that it is asked for, cut now or before."""
    path, has_hats = root / font.path, font == MATH_FONTS[1] and not set(HATS).isdisjoint(signs)
    accents = (root / MATH_FONTS[0].path).read_bytes() if has_hats else b""
    code = own_code(f"{__name__}.cut_down")
    key = key_of("font", code, font.name, signs, hash_of(path), sha256(accents).hexdigest())
    store = Store.of(root)
    content = store.bytes_of(key, lambda: cut_down(path.read_bytes(), font.name, signs, accents))
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


def cut_down(font: bytes, name: str, signs: str, accents: bytes = b"") -> bytes:
    """Return a font with these signs alone, under a name of its own.

    With another font to take the hat from, it gets the letters with a hat that labels have.
    """
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    options = Options(
        flavor="woff2",
        # What each copy must say of its licence stands once for all, in the file beside them.
        name_IDs=[0, 14],
        hinting=False,
        layout_features=_FEATURES,
        recalc_timestamp=False,
    )
    whole = TTFont(io.BytesIO(font), recalcTimestamp=False)
    if accents:
        _draw_hats(whole, TTFont(io.BytesIO(accents)), signs)
    # They tell programs that set type by hand which other fonts of the family there are.
    options.drop_tables += ["BASE", "STAT"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=map(ord, signs))
    subsetter.subset(whole)
    for place, words in ((1, name), (4, name), (6, name.replace(" ", "-"))):
        whole["name"].setName(words, place, 3, 1, 0x409)
    whole.flavor = "woff2"
    stream = io.BytesIO()
    whole.save(stream)
    return stream.getvalue()


def _draw_hats(font: Any, accents: Any, signs: str) -> None:
    """Draw letters with a hat into the font of letters, where KaTeX sets the hat."""
    from fontTools.pens.transformPen import TransformPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    letters, others = font.getGlyphSet(), accents.getGlyphSet()
    hat = others[accents.getBestCmap()[ord("ˆ")]]
    for sign in sorted({*signs} & {*HATS}):
        name, pen = f"u{ord(sign):04X}", TTGlyphPen(None)
        letter = letters[font.getBestCmap()[ord(unicodedata.normalize("NFD", sign)[0])]]
        letter.draw(pen)
        hat.draw(TransformPen(pen, (1, 0, 0, 1, (letter.width - hat.width) / 2 + _SKEW, 0)))
        font["glyf"][name], font["hmtx"][name] = pen.glyph(), (letter.width, 0)
        for table in font["cmap"].tables:
            table.cmap[ord(sign)] = name
