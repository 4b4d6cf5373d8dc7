"""Writes a structure into a PDF, in place of the one that it has."""

import hashlib
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from scripts.editions.pdf.marks import Marks
from scripts.editions.pdf.structure import Annotation, Element

_ROLES = {"Strong": "Span", "Em": "Span"}
"""Kinds of element that Chromium writes, and what they are in the words of the standard."""


def write_structure(pdf: pikepdf.Pdf, document: Element, marks: Marks) -> None:
    """Make ``document`` the structure of the PDF, whose pages bear ``marks``."""
    writer = _Writer(pdf, marks)
    pdf.Root.StructTreeRoot = writer.write_tree(document)


class _Writer:
    """Turns elements into objects of a PDF, and remembers which became which."""

    def __init__(self, pdf: pikepdf.Pdf, marks: Marks) -> None:
        self._pdf = pdf
        self._marks = marks
        self._pages = [page.obj for page in pdf.pages]
        self._written: dict[int, pikepdf.Object] = {}
        self._links: list[tuple[pikepdf.Object, pikepdf.Object]] = []
        self._names: dict[str, pikepdf.Object] = {}
        self._mathml: dict[str, pikepdf.Object] = {}

    def write_tree(self, document: Element) -> pikepdf.Object:
        """Return the root of the written tree."""
        roles = {f"/{kind}": Name(f"/{role}") for kind, role in _ROLES.items()}
        root = self._pdf.make_indirect(
            Dictionary(Type=Name.StructTreeRoot, RoleMap=Dictionary(roles))
        )
        root.K = self._element(document, root)
        root.ParentTree = self._parent_tree()
        root.ParentTreeNextKey = len(self._pages) + len(self._links)
        named = [part for name in sorted(self._names) for part in (name, self._names[name])]
        if named:
            root.IDTree = self._pdf.make_indirect(Dictionary(Names=Array(named)))
        return root

    def _element(self, element: Element, parent: pikepdf.Object) -> pikepdf.Object:
        node = self._pdf.make_indirect(Dictionary(S=Name(f"/{element.kind}"), P=parent))
        self._written[id(element)] = node
        if element.alt:
            node.Alt = String(element.alt)
        if element.attributes is not None:
            node.A = element.attributes
        if element.name:
            node.ID = String(element.name)
            self._names[element.name] = node
        if element.formula:
            node.AF = Array([self._file_of(element.formula.mathml)])
        kids = self._kids(element, node)
        if kids:
            node.K = Array(kids)
        return node

    def _kids(self, element: Element, node: pikepdf.Object) -> list[Any]:
        kids: list[Any] = []
        marks: list[tuple[int, int]] = []
        for kid in element.kids:
            if isinstance(kid, Element):
                kids.append(self._element(kid, node))
            elif isinstance(kid, Annotation):
                kids.append(Dictionary(Type=Name.OBJR, Pg=self._pages[kid.page], Obj=kid.found))
                self._links.append((kid.found, node))
            elif (mark := self._marks.new.get(kid)) and mark not in marks:
                marks.append(mark)
                page, number = mark
                if page == marks[0][0]:
                    node.Pg = self._pages[page]
                    kids.append(number)
                else:
                    kids.append(Dictionary(Type=Name.MCR, Pg=self._pages[page], MCID=number))
        return kids

    def _parent_tree(self) -> pikepdf.Object:
        """Return which element each mark of a page, and each link, belongs to."""
        entries: list[Any] = []
        for number, owners in enumerate(self._marks.owners):
            self._pages[number].StructParents = number
            nodes = Array([self._written[id(owner)] for owner in owners])
            entries += [number, self._pdf.make_indirect(nodes)]
        for number, (link, node) in enumerate(self._links, start=len(self._pages)):
            link.StructParent = number
            entries += [number, node]
        return self._pdf.make_indirect(Dictionary(Nums=Array(entries)))

    def _file_of(self, mathml: str) -> pikepdf.Object:
        """Return the file with a formula's MathML; one for all that look alike."""
        if mathml not in self._mathml:
            content = mathml.encode()
            stream = self._pdf.make_stream(content)
            stream.Type = Name.EmbeddedFile
            stream.Subtype = Name("/application/mathml+xml")
            stream.Params = Dictionary(
                Size=len(content), CheckSum=String(hashlib.md5(content).digest())
            )
            self._mathml[mathml] = self._pdf.make_indirect(
                Dictionary(
                    Type=Name.Filespec,
                    F=String("formula.mml"),
                    UF=String("formula.mml"),
                    AFRelationship=Name.Supplement,
                    EF=Dictionary(F=stream, UF=stream),
                )
            )
        return self._mathml[mathml]
