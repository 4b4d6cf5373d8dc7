"""What is drawn until a font has come: fonts of readers' machines, made as wide and as high."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from scripts.website.beside.fonts import SANS, SERIF


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


def stand_ins(root: Path) -> str:
    """Return the rules for what is drawn until the fonts have come."""
    return "\n".join(one.rule(root) for one in STAND_INS)
