"""The fonts that come along: that of formulas whole, those of labels cut as for the pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from scripts.website.beside.fonts import face, labels, written_signs

_MATH = "node_modules/@fontsource/stix-two-math/files/stix-two-math-latin-400-normal.woff2"


@dataclass(frozen=True)
class Fonts:
    """The files of fonts by their names, and the rules that a style sheet needs of them."""

    files: Mapping[str, bytes]
    rules: str


def fonts_of(root: Path, site: Path) -> Fonts:
    """Return the fonts of the book that is made of a site."""
    cuts = labels(root, written_signs(site.rglob("*.html")))
    files = {"math.woff2": (root / _MATH).read_bytes(), **{cut.file: cut.content for cut in cuts}}
    return Fonts(files, "\n".join(face(cut.font, cut.file) for cut in cuts))
