"""The cover: the title and what the book is about, in the site's type, over its first picture."""

import io
from pathlib import Path

import matplotlib as mpl
from PIL import Image, ImageDraw

from scripts.editions.edition import Edition
from scripts.website.beside.cards import BLUE, INK, MUTED, PAPER, font_at, lines_of
from scripts.website.beside.fonts import SANS, SERIF
from scripts.website.made.label_fonts import label_fonts
from snippets.figures.home import price
from snippets.figures.style import STYLE

_WIDTH, _HEIGHT, _MARGIN = 1200, 1800, 110
_TITLE, _TEXT, _LABEL = 112, 44, 34
"""Sizes of the type, in pixels."""


def draw_cover(edition: Edition, root: Path) -> bytes:
    """Return the cover as PNG, the same bytes for the same edition."""
    cover = Image.new("RGB", (_WIDTH, _HEIGHT), PAPER)
    pen = ImageDraw.Draw(cover)
    pen.rectangle((0, 0, _WIDTH, 26), fill=BLUE)
    packages = root / "node_modules"
    bold, plain = (str(packages / SERIF[style]) for style in ("bold", "normal"))
    top = _written(pen, edition.title, bold, _TITLE, 170, INK)
    _written(pen, edition.description, plain, _TEXT, top + 40, MUTED)
    picture = _picture(_WIDTH - 2 * _MARGIN)
    foot = _HEIGHT - 150
    cover.paste(picture, (_MARGIN, foot - picture.height - 90))
    label = font_at(str(packages / SANS["normal"]), _LABEL)
    pen.text((_MARGIN, foot), f"Version {edition.version}", fill=MUTED, font=label)
    stream = io.BytesIO()
    cover.save(stream, "PNG", optimize=True)
    return stream.getvalue()


def _written(
    pen: ImageDraw.ImageDraw, text: str, font: str, size: int, top: float, colour: str
) -> float:
    """Write a text from the left margin to the right one; return where the next line begins."""
    for line in lines_of(text, font_at(font, size), _WIDTH - 2 * _MARGIN):
        pen.text((_MARGIN, top), line, fill=colour, font=font_at(font, size))
        top += size * (1.2 if size == _TITLE else 1.4)
    return top


def _picture(width: int) -> Image.Image:
    """Return the first figure of the home page, as wide as it is asked for."""
    with mpl.rc_context({**STYLE, "font.family": label_fonts()}):
        figure = price().figure
        figure.set_facecolor(PAPER)
        stream = io.BytesIO()
        dots = width / figure.get_figwidth()
        figure.savefig(stream, format="png", dpi=dots, metadata={"Software": None})
    return Image.open(stream).convert("RGB")
