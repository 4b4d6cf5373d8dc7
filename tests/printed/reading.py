"""Reads a PDF back: what is where on its pages, where its links lead, how it is structured."""

import ctypes
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium


@dataclass(frozen=True)
class Box:
    """A rectangle in points; the origin is the lower left corner of the page."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def area(self) -> float:
        return max(self.right - self.left, 0) * max(self.top - self.bottom, 0)

    def common(self, other: "Box") -> float:
        """Return the area that both cover."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.top, other.top) - max(self.bottom, other.bottom)
        return width * height if width > 0 and height > 0 else 0.0

    def within(self, other: "Box", slack: float = 0.5) -> bool:
        return (
            self.left >= other.left - slack
            and self.right <= other.right + slack
            and self.bottom >= other.bottom - slack
            and self.top <= other.top + slack
        )


@dataclass(frozen=True)
class Glyph:
    """A character that leaves ink, its place in the text, and the font that it is set in."""

    text: str
    box: Box
    font: str
    place: int


@dataclass(frozen=True)
class Link:
    """An active area: its page, counted from 1, and the name or address that it leads to."""

    page: int
    box: Box
    target: str
    address: str


@dataclass
class Element:
    """An element of the structure: its kind, and its marked content as (page, number)."""

    kind: str
    alt: str
    node: pikepdf.Object
    kids: list["Element"] = field(default_factory=list)
    contents: list[tuple[int, int]] = field(default_factory=list)

    def all(self) -> Iterator["Element"]:
        """Yield it and all elements below, in reading order."""
        yield self
        for kid in self.kids:
            yield from kid.all()

    def all_contents(self) -> Iterator[tuple[int, int]]:
        """Yield its content and that of all elements below."""
        for element in self.all():
            yield from element.contents


class Page:
    """One page; what is on it is read when it is asked for."""

    def __init__(self, page: pypdfium2.PdfPage, number: int) -> None:
        self._page = page
        self.number = number
        self.width, self.height = page.get_size()
        self._text = page.get_textpage()

    @cached_property
    def text(self) -> str:
        """All text, in the order of the file."""
        return str(self._text.get_text_range())

    @cached_property
    def glyphs(self) -> list[Glyph]:
        """All characters that leave ink."""
        glyphs = []
        name = ctypes.create_string_buffer(128)
        flags = ctypes.c_int()
        for index in range(self._text.count_chars()):
            code = pdfium.FPDFText_GetUnicode(self._text, index)
            if chr(code).isspace() or pdfium.FPDFText_IsGenerated(self._text, index):
                continue
            pdfium.FPDFText_GetFontInfo(self._text, index, name, 128, flags)
            font = name.value.decode().rpartition("+")[2]
            glyphs.append(Glyph(chr(code), Box(*self._text.get_charbox(index)), font, index))
        return glyphs

    @cached_property
    def painted(self) -> list[tuple[Box, int]]:
        """The box of everything painted, with its number in the structure.

        It is -1 for what is marked as no content, and -2 for what is not marked at all.
        """
        return [
            (Box(*found.get_bounds()), _number_of(found.raw))
            for found in self._page.get_objects(max_depth=1)
        ]

    def text_in(self, box: Box, right: float = 0) -> str:
        """Return the text within a box, or one that reaches further to the right."""
        found = self._text.get_text_bounded(box.left, box.bottom, box.right + right, box.top)
        return " ".join(str(found).split())


def _number_of(found: pdfium.FPDF_PAGEOBJECT) -> int:
    if not pdfium.FPDFPageObj_CountMarks(found):
        return -2
    return int(pdfium.FPDFPageObj_GetMarkedContentID(found))


class Printed:
    """A printed book."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.pdf = pikepdf.open(path)
        self._document = pypdfium2.PdfDocument(path)
        self.pages = [Page(page, number) for number, page in enumerate(self._document, start=1)]

    @cached_property
    def _number(self) -> dict[Any, int]:
        return {page.obj.objgen: number for number, page in enumerate(self.pdf.pages, start=1)}

    @cached_property
    def targets(self) -> dict[str, tuple[int, float]]:
        """The page of each name that a link can lead to, and the height on it, in points."""
        named = self.pdf.Root.get("/Dests")
        pairs = (
            named.items()
            if named is not None
            else pikepdf.NameTree(self.pdf.Root.Names.Dests).items()
        )
        return {
            str(name).removeprefix("/"): (self._number[place[0].objgen], float(place[3]))
            for name, place in pairs
        }

    @cached_property
    def links(self) -> list[Link]:
        """All links, page by page."""
        return [
            Link(
                number,
                Box(*(float(side) for side in found.Rect)),
                str(found.get("/Dest", "")).removeprefix("/"),
                str(found.A.URI) if "/A" in found else "",
            )
            for number, page in enumerate(self.pdf.pages, start=1)
            for found in page.obj.get("/Annots", ())
        ]

    @cached_property
    def outline(self) -> list[tuple[int, str, int]]:
        """The bookmarks: level, words and page of each."""

        def walk(items: list[pikepdf.OutlineItem], level: int) -> Iterator[tuple[int, str, int]]:
            for item in items:
                assert isinstance(item.destination, pikepdf.Array)
                yield level, item.title, self._number[item.destination[0].objgen]
                yield from walk(item.children, level + 1)

        with self.pdf.open_outline() as outline:
            return [*walk(outline.root, 0)]

    def of_type(self, kind: str) -> list[pikepdf.Dictionary]:
        """Return all objects of a type, such as ``/Font``."""
        return [
            found
            for found in self.pdf.objects
            if isinstance(found, pikepdf.Dictionary) and found.get("/Type") == kind
        ]

    @cached_property
    def structure(self) -> Element:
        """The structure, as a screen reader follows it."""
        return self._element(self.pdf.Root.StructTreeRoot.K, 0)

    def _element(self, node: pikepdf.Object, page: int) -> Element:
        if isinstance(node, pikepdf.Array):
            assert len(node) == 1
            node = node[0]
        here = self._number[node.Pg.objgen] if "/Pg" in node else page
        element = Element(str(node.S).removeprefix("/"), str(node.get("/Alt", "")), node)
        kids: Any = node.get("/K", pikepdf.Array())
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, int):
                element.contents.append((here, kid))
            elif "/S" in kid:
                element.kids.append(self._element(kid, here))
            elif kid.get("/Type") == "/MCR":
                on = self._number[kid.Pg.objgen] if "/Pg" in kid else here
                element.contents.append((on, int(kid.MCID)))
        return element

    @cached_property
    def _painted(self) -> dict[tuple[int, int], list[Box]]:
        painted: dict[tuple[int, int], list[Box]] = defaultdict(list)
        for page in self.pages:
            for box, mark in page.painted:
                if mark >= 0:
                    painted[page.number, mark].append(box)
        return painted

    def boxes(self, element: Element) -> dict[int, Box]:
        """Return, for each page that an element is on, the box around it."""
        found: dict[int, list[Box]] = defaultdict(list)
        for content in element.all_contents():
            found[content[0]] += [box for box in self._painted.get(content, ()) if box.area]
        return {page: around(boxes) for page, boxes in found.items() if boxes}


def around(boxes: list[Box]) -> Box:
    """Return the box around others."""
    return Box(
        min(box.left for box in boxes),
        min(box.bottom for box in boxes),
        max(box.right for box in boxes),
        max(box.top for box in boxes),
    )


@cache
def read(path: Path) -> Printed:
    """Return the book at ``path``, opened once."""
    return Printed(path)
