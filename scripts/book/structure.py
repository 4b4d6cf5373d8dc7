"""The structure of a tagged PDF: read from Chromium's, made what the standard wants, written anew.

Chromium tags every line of text, marks a formula as a picture, and knows some kinds of element
that the standard does not. Here the tree becomes plain data, is mended, and replaces the old one;
the marks in the pages' content follow it.
"""

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from scripts.book.drawn import FORMULA_LABEL, DrawnFormula

_MARK = re.compile(
    # A blank that is written as another character has a mark of its own, which stays.
    rb"^/Span<</ActualText.*?^(?P<text>EMC)\n"
    rb"|^(?:EMC|/\w+ <</MCID (?P<number>\d+) ?>>\s?BDC|/(?P<form>X\d+) Do)\n",
    re.M | re.S,
)
_PAINTED = re.compile(
    rb"^BT\n.*?^ET\n"
    rb"|^(?:[-.\d ]+ (?:m|l|c|v|y|re)\n|h\n)+(?:f\*?|F|S|s|B\*?|b\*?)\n"
    rb"|^/\w+ (?:Do|sh)\n",
    re.M | re.S,
)
_ROLES = {"Strong": "Span", "Em": "Span"}
"""Kinds of element that Chromium writes, and what they are in the words of the standard."""

_GROUPS = {"NonStruct"}
_MAY_BE_EMPTY = {"TD", "TH"}


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
    name: pikepdf.Object | None = None
    formula: DrawnFormula | None = None

    def contents(self) -> Iterator[Content]:
        """Yield all marked content below."""
        for kid in self.kids:
            if isinstance(kid, Content):
                yield kid
            elif isinstance(kid, Element):
                yield from kid.contents()


def mend_structure(pdf: pikepdf.Pdf, formulas: Sequence[DrawnFormula]) -> None:
    """Replace Chromium's structure by one with formulas, proper lists and nothing idle."""
    document = _mended(_read(pdf), formulas)
    _write(pdf, document, _mark_pages(pdf, document))


# Reading


def _read(pdf: pikepdf.Pdf) -> Element:
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}

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
            node.get("/ID"),
        )

    top = pdf.Root.StructTreeRoot.K
    found = list(read(top, 0))
    return Element("Document", found)


# Mending


def _mended(root: Element, formulas: Sequence[DrawnFormula]) -> Element:
    inner = root.kids[0] if len(root.kids) == 1 else root
    document = inner if isinstance(inner, Element) and inner.kind == "Document" else root
    document.kids = _mended_kids(document, formulas)
    return document


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


# Marks in the content of pages


def _owners(element: Element) -> Iterator[tuple[Content, Element]]:
    for kid in element.kids:
        if isinstance(kid, Content):
            yield kid, element
        elif isinstance(kid, Element):
            yield from _owners(kid)


@dataclass
class _Marks:
    """The new marks: what became of the old ones, and whose each is, page by page."""

    new: dict[Content, Content] = field(default_factory=dict)
    owners: list[list[Element]] = field(default_factory=list)


def _mark_pages(pdf: pikepdf.Pdf, document: Element) -> _Marks:
    """Mark each page's content anew, as one piece where the owner stays the same."""
    marks = _Marks()
    owner_of = dict(_owners(document))
    of_forms = {content.form: content for content in owner_of if content.form}
    for number, page in enumerate(pdf.pages):
        drawn = page.obj.Resources.get("/XObject", Dictionary()).items()
        forms = {str(name)[1:]: of_forms.get(stream.objgen) for name, stream in drawn}
        marker = _PageMarker(number, owner_of, forms, marks)
        page.obj.Contents = pdf.make_stream(marker.marked(page.obj.Contents.read_bytes()))
    for objgen in of_forms:
        form = pdf.get_object(objgen)
        form.write(_MARK.sub(_unmarked, form.read_bytes()))
        if "/StructParents" in form:
            del form["/StructParents"]
    return marks


class _PageMarker:
    """Writes the content of one page with marks around what each element owns."""

    def __init__(
        self,
        page: int,
        owner_of: Mapping[Content, Element],
        forms: Mapping[str, Content | None],
        marks: _Marks,
    ) -> None:
        self._page = page
        self._owner_of = owner_of
        self._forms = forms
        self._marks = marks
        self._out = io.BytesIO()
        self._opened: Element | None = None
        self._owners: list[Element] = []
        marks.owners.append(self._owners)

    def marked(self, stream: bytes) -> bytes:
        """Return the content with its new marks."""
        position, current = 0, None
        for mark in _MARK.finditer(stream):
            if mark["text"]:
                continue
            self._write(stream[position : mark.start()], current)
            position = mark.end()
            if mark["form"]:
                self._write(mark[0], self._forms.get(mark["form"].decode()) or current)
            elif mark["number"]:
                current = Content(self._page, int(mark["number"]))
            else:
                current = None
        self._write(stream[position:], current)
        self._open(None)
        return self._out.getvalue()

    def _write(self, chunk: bytes, content: Content | None) -> None:
        if not chunk:
            return
        owner = self._owner_of.get(content) if content else None
        if owner is None and not _PAINTED.search(chunk):
            # What only prepares the next stroke is part of any mark.
            self._out.write(chunk)
            return
        self._open(owner)
        if content is not None and owner is not None:
            self._marks.new[content] = Content(self._page, len(self._owners) - 1)
        self._out.write(chunk if owner else _PAINTED.sub(_as_artifact, chunk))

    def _open(self, owner: Element | None) -> None:
        if owner is self._opened:
            return
        if self._opened is not None:
            self._out.write(b"EMC\n")
        if owner is not None:
            kind = owner.kind.encode()
            self._out.write(b"/%s <</MCID %d>> BDC\n" % (kind, len(self._owners)))
            self._owners.append(owner)
        self._opened = owner


def _unmarked(mark: re.Match[bytes]) -> bytes:
    return mark[0] if mark["text"] or mark["form"] else b""


def _as_artifact(painted: re.Match[bytes]) -> bytes:
    return b"/Artifact BMC\n" + painted[0] + b"EMC\n"


# Writing


def _write(pdf: pikepdf.Pdf, document: Element, marks: _Marks) -> None:
    pages = [page.obj for page in pdf.pages]
    root = pdf.make_indirect(
        Dictionary(
            Type=Name.StructTreeRoot,
            RoleMap=Dictionary({f"/{kind}": Name(f"/{role}") for kind, role in _ROLES.items()}),
        )
    )
    written: dict[int, pikepdf.Object] = {}
    of_annotations: list[tuple[pikepdf.Object, Element]] = []
    names: list[tuple[str, pikepdf.Object]] = []

    def write(element: Element, parent: pikepdf.Object) -> pikepdf.Object:
        node = pdf.make_indirect(Dictionary(S=Name(f"/{element.kind}"), P=parent))
        written[id(element)] = node
        if element.alt:
            node.Alt = String(element.alt)
        if element.attributes is not None:
            node.A = element.attributes
        if element.name is not None:
            node.ID = element.name
            names.append((str(element.name), node))
        kids: list[Any] = []
        home = None
        seen: set[Content] = set()
        for kid in element.kids:
            if isinstance(kid, Element):
                kids.append(write(kid, node))
            elif isinstance(kid, Annotation):
                reference = Dictionary(Type=Name.OBJR, Pg=pages[kid.page], Obj=kid.found)
                kids.append(reference)
                of_annotations.append((kid.found, element))
            elif (new := marks.new.get(kid)) and new not in seen:
                seen.add(new)
                if home is None:
                    home = new.page
                    node.Pg = pages[home]
                if new.page == home:
                    kids.append(new.number)
                else:
                    kids.append(Dictionary(Type=Name.MCR, Pg=pages[new.page], MCID=new.number))
        if kids:
            node.K = kids[0] if len(kids) == 1 else Array(kids)
        return node

    root.K = write(document, root)
    numbers = Array()
    for number, (page, owners) in enumerate(zip(pages, marks.owners, strict=True)):
        page.StructParents = number
        numbers.extend([number, pdf.make_indirect(Array([written[id(o)] for o in owners]))])
    for number, (annotation, element) in enumerate(of_annotations, start=len(pages)):
        annotation.StructParent = number
        numbers.extend([number, written[id(element)]])
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=numbers))
    root.ParentTreeNextKey = len(pages) + len(of_annotations)
    if names:
        tree = Array()
        for name, node in sorted(names, key=lambda pair: pair[0]):
            tree.extend([String(name), node])
        root.IDTree = Dictionary(Names=tree)
    pdf.Root.StructTreeRoot = root
