"""Formulas and figures are drawn when the site is built; here they are set aside, unparsed.

They are nine tenths of a page's text. A parser of HTML takes long over them, and spells the names
of SVG's elements wrong. A page is read with a comment in the place of each, and gets them back
when it is whole.
"""

import html as markup
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from scripts.editions.pdf.hatching import with_drawn_hatching

_FORMULA = re.compile(
    r'<span class="katex"[^>]*><span class="katex-mathml">(?P<mathml>.*?)</span>'
    r"<!--drawing-->(?P<drawing>.*?)<!--/drawing--></span>",
    re.DOTALL,
)
_FIGURE = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
_TEX = re.compile(r"<annotation[^>]*>(?P<tex>.*?)</annotation>", re.DOTALL)
_FOR_THE_SCREEN = re.compile(r' (?:data-[a-z-]+|title|tabindex)(?:="[^"]*")?')
_SPACE_HOLDERS = re.compile("[\u200b\u2060\ufeff]")
_KEPT = re.compile(r"<!--kept (?P<kind>formula|figure) (?P<number>\d+)-->")
FORMULA_LABEL = "formula "
"""What the label of a drawn formula begins with; its number in the book follows."""


_SIZE = re.compile(r'(?<= )(?P<side>width|height)="(?P<points>[\d.]+)pt"')
_SCALE = 0.85


@dataclass(frozen=True)
class DrawnFormula:
    """A formula as it is written, as MathML, and as it is drawn."""

    tex: str
    mathml: str
    drawing: str


@dataclass
class Drawn:
    """The formulas and figures of the whole book, in the order of its pages."""

    formulas: list[DrawnFormula] = field(default_factory=list)
    figures: list[str] = field(default_factory=list)

    def set_aside(self, html: str) -> str:
        """Return ``html`` with a comment in the place of each formula and figure."""
        return _FIGURE.sub(self._figure, _FORMULA.sub(self._formula, html))

    def put_back(
        self,
        html: str,
        formula: Callable[[int, DrawnFormula], str],
        figure: Callable[[str], str] = str,
    ) -> str:
        """Return ``html`` with all that was set aside, written by ``formula`` and ``figure``.

        ``formula`` is given the number of a formula in the book as well.
        """

        def written(kept: re.Match[str]) -> str:
            number = int(kept["number"])
            if kept["kind"] == "formula":
                return formula(number, self.formulas[number])
            return figure(self.figures[number])

        return _KEPT.sub(written, html)

    def _formula(self, found: re.Match[str]) -> str:
        tex = _TEX.search(found["mathml"])
        mathml = _FOR_THE_SCREEN.sub("", found["mathml"])
        # KaTeX holds lines open with blanks of no width, which a search in the PDF trips over.
        drawing = _SPACE_HOLDERS.sub("", _FOR_THE_SCREEN.sub("", found["drawing"]))
        drawing = drawing.replace(' aria-hidden="true"', "")
        written = markup.unescape(tex["tex"]) if tex else ""
        self.formulas.append(DrawnFormula(written, mathml, drawing))
        return f"<!--kept formula {len(self.formulas) - 1}-->"

    def _figure(self, found: re.Match[str]) -> str:
        self.figures.append(_SIZE.sub(_smaller, with_drawn_hatching(found[0])))
        return f"<!--kept figure {len(self.figures) - 1}-->"


def labelled(number: int, formula: DrawnFormula) -> str:
    """Return the drawing of a formula with a label, by which it is found in the printed book."""
    label = f'role="img" aria-label="{FORMULA_LABEL}{number}"'
    return f'<span class="katex" {label}>{formula.drawing}</span>'


_SMALL = 0.8


def small(figure: str) -> str:
    """Return a figure as it stands in the book, where the type around it is smaller too."""
    return _SIZE.sub(lambda size: _scaled(size, _SMALL), figure)


def _scaled(size: re.Match[str], factor: float) -> str:
    return f'{size["side"]}="{float(size["points"]) * factor:g}pt"'


def _smaller(size: re.Match[str]) -> str:
    """Paper is read from nearer than a screen."""
    return _scaled(size, _SCALE)
