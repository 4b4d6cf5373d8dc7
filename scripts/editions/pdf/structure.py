"""The structure of a tagged PDF: read from Chromium's, and made what the standard wants.

Chromium tags every line of text, marks a formula as a picture, and boxes as figures. Here the
tree becomes plain data and is mended; ``marks`` and ``structure_tree`` put it back into the PDF.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pikepdf
from pikepdf import Array, Dictionary, String

from scripts.editions.pdf.drawn import FORMULA_LABEL, DrawnFormula

_GROUPS = {"NonStruct"}
_MAY_BE_EMPTY = {"TD", "TH"}
_SLIVER = 2.0
"""Points: a link that is lower has its words on the next page."""
_TOUCHING = 0.1
"""Points between areas that touch."""


@dataclass(frozen=True)
class Content:
    """A marked piece of a page, counted from 0, or of a form that the page draws."""

    page: int
    number: int
    form: tuple[int, int] | None = None


@dataclass
class Annotation:
    """A link's active area."""

    page: int
    found: pikepdf.Object


@dataclass
class Element:
    """An element of the structure, with what it holds in reading order."""

    kind: str
    kids: list["Element | Content | Annotation"] = field(default_factory=list)
    alt: str = ""
    attributes: pikepdf.Object | None = None
    name: str = ""
    formula: DrawnFormula | None = None

    def all(self) -> Iterator["Element"]:
        """Yield it and all elements below, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.all()

    def contents(self) -> Iterator[Content]:
        """Yield all marked content below."""
        for kid in self.kids:
            if isinstance(kid, Content):
                yield kid
            elif isinstance(kid, Element):
                yield from kid.contents()


def read_structure(pdf: pikepdf.Pdf, formulas: Sequence[DrawnFormula]) -> Element:
    """Return the structure of the document, with formulas, proper lists and nothing idle."""
    _tidy_links(pdf)
    document = _mended(_read(pdf), formulas)
    _name_in_order(document)
    return document


def _tidy_links(pdf: pikepdf.Pdf) -> None:
    """Drop areas of a hair's breadth, and make one area of the parts of a link in one line.

    Chromium leaves the first at the end of a page. Whether it splits a link depends on how long
    things took.
    """
    for page in pdf.pages:
        areas: list[pikepdf.Object] = []
        for area in page.obj.get("/Annots", ()):
            if areas and _goes_on(areas[-1], area):
                areas[-1].Rect[2] = area.Rect[2]
            elif not _is_sliver(area):
                areas.append(area)
        if "/Annots" in page.obj:
            page.obj.Annots = Array(areas)


def _goes_on(area: pikepdf.Object, following: pikepdf.Object) -> bool:
    left, bottom, right, top = (float(side) for side in area.Rect)
    place = (float(following.Rect[1]), float(following.Rect[3]))
    touches = left < float(following.Rect[0]) and abs(float(following.Rect[0]) - right) < _TOUCHING
    return touches and place == (bottom, top) and _target(area) == _target(following)


def _target(area: pikepdf.Object) -> str:
    return str(area.Dest if "/Dest" in area else area.A.URI)


def _is_sliver(link: pikepdf.Object) -> bool:
    return float(link.Rect[3]) - float(link.Rect[1]) < _SLIVER


def _read(pdf: pikepdf.Pdf) -> Element:
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    areas = {area.objgen for page in pdf.pages for area in page.obj.get("/Annots", ())}

    def read(node: pikepdf.Object, page: int) -> Iterator[Element | Content | Annotation]:
        if isinstance(node, int):
            yield Content(page, node)
        elif isinstance(node, Array):
            for part in node:
                yield from read(part, page)
        else:
            here = pages[node.Pg.objgen] if "/Pg" in node else page
            if "/S" in node:
                yield element(node, here)
            elif node.Type == "/OBJR":
                if node.Obj.objgen in areas:
                    yield Annotation(here, node.Obj)
            else:
                form = node.Stm.objgen if "/Stm" in node else None
                yield Content(here, int(node.MCID), form)

    def element(node: pikepdf.Object, page: int) -> Element:
        return Element(
            str(node.S)[1:],
            list(read(node.K, page)) if "/K" in node else [],
            str(node.get("/Alt", "")),
            node.get("/A"),
            str(node.get("/ID", "")),
        )

    top = pdf.Root.StructTreeRoot.K
    found = list(read(top, 0))
    return Element("Document", found)


def _mended(root: Element, formulas: Sequence[DrawnFormula]) -> Element:
    inner = root.kids[0] if len(root.kids) == 1 else root
    document = inner if isinstance(inner, Element) and inner.kind == "Document" else root
    document.kids = _mended_kids(document, formulas)
    return document


def _name_in_order(document: Element) -> None:
    """Name cells by their order: Chromium's own names depend on how long things took."""
    named = [element for element in document.all() if element.name]
    names = {element.name: f"cell-{number}" for number, element in enumerate(named, start=1)}
    for element in document.all():
        element.name = names.get(element.name, "")
        found = element.attributes
        for attributes in found if isinstance(found, Array) else [found]:
            if isinstance(attributes, Dictionary) and "/Headers" in attributes:
                headers = [names[str(name)] for name in attributes.Headers if str(name) in names]
                attributes.Headers = Array([String(name) for name in headers])


def _mended_kids(
    parent: Element, formulas: Sequence[DrawnFormula]
) -> list[Element | Content | Annotation]:
    kids: list[Element | Content | Annotation] = []
    for kid in parent.kids:
        if not isinstance(kid, Element):
            kids.append(kid)
        elif kid.alt.startswith(FORMULA_LABEL):
            kids.append(_formula(kid, formulas))
        elif kid.kind in _GROUPS:
            kids += _mended_kids(kid, formulas)
        else:
            kid.kids = _mended_kids(kid, formulas)
            if kid.kind == "Figure":
                _mend_figure(kid)
            elif kid.kind == "LI":
                _mend_item(kid)
            if kid.kids or kid.kind in _MAY_BE_EMPTY:
                kids.append(kid)
    return kids


def _formula(element: Element, formulas: Sequence[DrawnFormula]) -> Element:
    formula = formulas[int(element.alt.removeprefix(FORMULA_LABEL))]
    contents: list[Element | Content | Annotation] = list(element.contents())
    return Element("Formula", contents, formula.tex, formula=formula)


def _mend_figure(element: Element) -> None:
    """Keep as a figure what is a drawing; a box with a caption is a division."""
    if not element.alt:
        element.kind = "Div"
    else:
        element.kids = list(element.contents())


def _mend_item(item: Element) -> None:
    labels = [kid for kid in item.kids if isinstance(kid, Element) and kid.kind == "Lbl"]
    others = [kid for kid in item.kids if not (isinstance(kid, Element) and kid.kind == "Lbl")]
    item.kids = [*labels, Element("LBody", others)]
