"""The marks in the content of pages, which say what belongs to which element of the structure."""

import io
import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field

import pikepdf
from pikepdf import Dictionary

from scripts.editions.pdf.structure import Content, Element

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
_AT_THE_TOP = re.compile(
    rb"^BT\n[^\n]*\n1 0 0 -1 [-.\d]+ \d{1,2}(?:\.\d+)? Tm\n.*?^ET\n", re.M | re.S
)
"""Text whose base line is less than 100 px below the upper edge of the page."""


def _owners(element: Element) -> Iterator[tuple[Content, Element]]:
    for kid in element.kids:
        if isinstance(kid, Content):
            yield kid, element
        elif isinstance(kid, Element):
            yield from _owners(kid)


@dataclass
class Marks:
    """The new marks: the page and number that old ones got, and whose each is, page by page."""

    new: dict[Content, tuple[int, int]] = field(default_factory=dict)
    owners: list[list[Element]] = field(default_factory=list)


def mark_pages(pdf: pikepdf.Pdf, document: Element, openings: Container[int]) -> Marks:
    """Mark each page's content anew, as one piece where the owner stays the same."""
    marks = Marks()
    owner_of = dict(_owners(document))
    of_forms = {content.form: content for content in owner_of if content.form}
    for number, page in enumerate(pdf.pages):
        drawn = page.obj.Resources.get("/XObject", Dictionary()).items()
        forms = {str(name)[1:]: of_forms.get(stream.objgen) for name, stream in drawn}
        marker = _PageMarker(number, owner_of, forms, marks)
        stream = page.obj.Contents.read_bytes()
        if number + 1 in openings:
            stream = _without_head(stream)
        page.obj.Contents = pdf.make_stream(marker.marked(stream))
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
        marks: Marks,
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
            self._marks.new[content] = (self._page, len(self._owners) - 1)
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


def _without_head(stream: bytes) -> bytes:
    """Take out what is written at the top of a page before its first mark."""
    first = _MARK.search(stream)
    end = first.start() if first else len(stream)
    return _AT_THE_TOP.sub(b"", stream[:end]) + stream[end:]


def _unmarked(mark: re.Match[bytes]) -> bytes:
    return mark[0] if mark["text"] or mark["form"] else b""


def _as_artifact(painted: re.Match[bytes]) -> bytes:
    return b"/Artifact BMC\n" + painted[0] + b"EMC\n"
