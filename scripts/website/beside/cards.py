"""Social cards: the picture that a link to a page brings along where it is shared.

Drawn with the type and the colours of the site, without a browser and without the network, and kept
by content. The same words make the same bytes.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from scripts.common.sources import own_code
from scripts.common.store import Store, hash_of, key_of
from scripts.website.asked.page import Page
from scripts.website.beside.fonts import SANS, SERIF
from scripts.website.ready import Site

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

WIDTH, HEIGHT = 1200, 630
MARGIN = 84
PAPER, INK, MUTED, BLUE, ORANGE, QUESTION = (
    "#fffefb", "#1f2328", "#4d5561", "#1f5fa8", "#b8500b", "#7a3a08",
)  # fmt: skip
COLOURS = 64
"""So many shades are enough for smooth letters, and keep a card below 60 kB."""

_QUESTION = re.compile(r"^([^\n]+)\n\{ \.question \}", re.MULTILINE)
_MARKUP = re.compile(r"[*`]|\[([^\]]*)\]\([^)]*\)")


@dataclass(frozen=True)
class Card:
    """The words of a card."""

    site: str
    section: str
    title: str
    question: str


def place_cards(folder: Path, site: Site) -> None:
    """Put the card of each page of the menu into the folder of the built site."""
    pages = site.project.book.pages
    for entry in site.menu:
        if entry.uri in pages:
            card = card_of(pages[entry.uri], site.name, entry.section)
            address = folder / card_address(entry.uri)
            address.parent.mkdir(parents=True, exist_ok=True)
            address.write_bytes(draw_card(card, site.project.root))


def card_address(uri: str) -> str:
    """Return where the card of a page stands in the site."""
    return f"assets/cards/{Path(uri).with_suffix('').as_posix().replace('/', '-')}.png"


def card_of(page: Page, site: str, section: str) -> Card:
    """Return what the card of a page says: its title and its question."""
    found = _QUESTION.search(page.body)
    question = _MARKUP.sub(lambda mark: mark[1] or "", found[1] if found else "")
    return Card(site, section, page.title, question)


def draw_card(card: Card, root: Path) -> bytes:
    """Return a card as PNG, drawn now or before."""
    fonts = [hash_of(root / "node_modules" / font) for font in (*SERIF.values(), *SANS.values())]
    words = (card.site, card.section, card.title, card.question)
    key = key_of("card", own_code(f"{__name__}._drawn", f"{__name__}._as_png"), *words, *fonts)
    return Store.of(root).bytes_of(key, lambda: _as_png(_drawn(card, root)))


def _as_png(picture: "Image") -> bytes:
    stream = BytesIO()
    picture.save(stream, "PNG", optimize=True)
    return stream.getvalue()


def _drawn(card: Card, root: Path) -> "Image":
    from PIL import ImageDraw
    from PIL.Image import Dither

    picture = _paper().copy()
    pen = ImageDraw.Draw(picture)
    packages = root / "node_modules"
    label, strong = (font_at(str(packages / SANS[style]), 34) for style in ("normal", "bold"))
    italic, bold = (str(packages / SERIF[style]) for style in ("italic", "bold"))
    pen.text((MARGIN, 66), card.site, fill=INK, font=strong)
    if card.section:
        at = MARGIN + strong.getlength(card.site) + 22
        pen.text((at, 66), f"·  {card.section}", fill=MUTED, font=label)
    title, size = _fitting(card.title, bold)
    top = 170
    for line in title:
        pen.text((MARGIN, top), line, fill=INK, font=font_at(bold, size))
        top += round(size * 1.16)
    top += 26
    for line in lines_of(card.question, font_at(italic, 40), WIDTH - 2 * MARGIN):
        pen.text((MARGIN, top), line, fill=QUESTION, font=font_at(italic, 40))
        top += 54
    return picture.quantize(COLOURS, dither=Dither.NONE)


@cache
def _paper() -> "Image":
    """Return the ground of every card: the loss of a forecast that comes true, and its opposite."""
    from PIL import Image, ImageDraw

    scale = 2
    picture = Image.new("RGB", (WIDTH * scale, HEIGHT * scale), PAPER)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, WIDTH * scale, 14 * scale), fill=BLUE)
    for colour, mirrored in ((BLUE, False), (ORANGE, True)):
        points = [(x * scale, y * scale) for x, y in _curve(mirrored=mirrored)]
        pen.line(points, fill=colour, width=4 * scale, joint="curve")
    return picture.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)


def _curve(*, mirrored: bool) -> Iterator[tuple[float, float]]:
    """Yield the loss -log p over the whole width, low at the foot of the card."""
    import math

    for step in range(1, 240):
        p = step / 240
        loss = -math.log(1 - p if mirrored else p)
        yield p * WIDTH, HEIGHT - 8 - 26 * loss


def _fitting(text: str, font: str) -> tuple[list[str], int]:
    """Return the lines of a title and the size in which it takes two lines at most."""
    for size in (92, 80, 68):
        lines = lines_of(text, font_at(font, size), WIDTH - 2 * MARGIN)
        if len(lines) <= 2:
            return lines, size
    return lines, size


def lines_of(text: str, font: "FreeTypeFont", width: float) -> list[str]:
    """Return a text in lines that are no wider than ``width`` pixels."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


@cache
def font_at(path: str, size: int) -> "FreeTypeFont":
    """Return a font in a size in pixels."""
    from PIL import ImageFont

    # The plain layout: what raqm would do depends on the libraries of the machine.
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)
