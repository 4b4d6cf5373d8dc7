"""Cuts a font down to a few signs, and draws letters with a hat into that of formulas."""

import io
import unicodedata
from typing import Any

from scripts.website.made.label_math import HATS

# The figures of the text have one width without being asked.
_FEATURES = ["kern", "liga", "mark"]
_SKEW = 56
"""How far to the right KaTeX sets the hat on a y, in thousandths of its size."""


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
