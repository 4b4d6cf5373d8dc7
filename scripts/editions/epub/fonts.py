"""The fonts that come along: that of formulas whole, those of labels cut as for the pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from scripts.website.beside.font_signs import math_in_labels, written_signs
from scripts.website.beside.fonts import MATH_IN_LABELS, face, labels_with_math

_MATH = "node_modules/@fontsource/stix-two-math/files/stix-two-math-latin-400-normal.woff2"


@dataclass(frozen=True)
class Fonts:
    """The files of fonts by their names, and the rules that a style sheet needs of them."""

    files: Mapping[str, bytes]
    rules: str


def fonts_of(root: Path, site: Path) -> Fonts:
    """Return the fonts of the book that is made of a site."""
    pages = sorted(site.rglob("*.html"))
    formulas = math_in_labels(page.read_text(encoding="utf-8") for page in pages)
    cuts = labels_with_math(root, written_signs(pages), formulas)
    files = {"math.woff2": (root / _MATH).read_bytes(), **{cut.file: cut.content for cut in cuts}}
    faces = (face(cut.font, cut.file) for cut in cuts)
    return Fonts(files, "\n".join([*faces, MATH_IN_LABELS]))
