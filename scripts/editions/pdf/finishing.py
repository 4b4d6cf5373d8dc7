"""What Chromium leaves out of the book: bookmarks, metadata, and a structure that conforms."""

import io
from collections.abc import Sequence

import pikepdf
from pikepdf import Dictionary, OutlineItem, String

from scripts.editions.edition import Edition
from scripts.editions.pdf.drawn import DrawnFormula
from scripts.editions.pdf.layout import PLACE, Book, Entry
from scripts.editions.pdf.marks import mark_pages
from scripts.editions.pdf.page_numbers import destinations, pages_of_ids
from scripts.editions.pdf.structure import read_structure
from scripts.editions.pdf.structure_tree import write_structure
from scripts.editions.pdf.words import Words

_KATEX_STROKE, _STROKE = b"<E020>", b"<0338>"
_PRODUCER = "Chromium (Skia/PDF) and pikepdf"


def finish(printed: bytes, book: Book, edition: Edition, formulas: Sequence[DrawnFormula]) -> bytes:
    """Return the book as readers get it: the same bytes for the same source."""
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        pages = pages_of_ids(pdf)
        openings = {pages[entry.target] for entry in book.entries if entry.level == 0}
        structure = read_structure(pdf, formulas)
        write_structure(pdf, structure, mark_pages(pdf, structure, openings))
        _forget_mentions(pdf)
        _name_characters(pdf)
        _describe_links(pdf, book.words)
        _add_bookmarks(pdf, book.entries)
        _add_metadata(pdf, edition)
        pikepdf.settings.set_flate_compression_level(9)
        finished = io.BytesIO()
        pdf.save(
            finished,
            min_version="1.7",
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            recompress_flate=True,
            deterministic_id=True,
        )
    return finished.getvalue()


def _forget_mentions(pdf: pikepdf.Pdf) -> None:
    """Take out the places that only told the press what is in sight."""
    for name in [*pdf.Root.Dests.keys()]:
        if name.startswith(f"/{PLACE}"):
            del pdf.Root.Dests[name]


def _name_characters(pdf: pikepdf.Pdf) -> None:
    """Have text that is copied hold KaTeX's stroke of ≠ and ∉ as the character for it."""
    for font in pdf.objects:
        if isinstance(font, Dictionary) and "/ToUnicode" in font:
            named = font.ToUnicode.read_bytes()
            if _KATEX_STROKE in named:
                font.ToUnicode.write(named.replace(_KATEX_STROKE, _STROKE))


def _describe_links(pdf: pikepdf.Pdf, words: Words) -> None:
    """Say in words where each link leads, for those who hear it."""
    pages = pages_of_ids(pdf)
    for page in pdf.pages:
        for link in page.obj.get("/Annots", ()):
            if "/Dest" in link:
                target = words.on_page(pages[str(link.Dest).removeprefix("/")])
            else:
                target = str(link.A.URI)
            link.Contents = String(target)


def _add_bookmarks(pdf: pikepdf.Pdf, entries: Sequence[Entry]) -> None:
    places = destinations(pdf)
    with pdf.open_outline() as outline:
        above: list[tuple[int, list[OutlineItem]]] = [(-1, outline.root)]
        for entry in entries:
            while above[-1][0] >= entry.level:
                above.pop()
            item = OutlineItem(entry.title, places[entry.target])
            item.is_closed = entry.level > 0
            above[-1][1].append(item)
            above.append((entry.level, item.children))


def _add_metadata(pdf: pikepdf.Pdf, edition: Edition) -> None:
    date = edition.date.strftime("%Y-%m-%dT%H:%M:%S+00:00")
    pdf.Root.Lang = String(edition.language)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    del pdf.docinfo
    with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
        metadata["dc:title"] = edition.title
        metadata["dc:creator"] = [edition.authors]
        metadata["dc:description"] = edition.description
        metadata["dc:language"] = {edition.language}
        metadata["dc:rights"] = edition.rights
        metadata["dc:format"] = "application/pdf"
        metadata["pdf:Producer"] = _PRODUCER
        metadata["xmp:CreatorTool"] = "scripts.editions.pdf"
        metadata["xmp:CreateDate"] = date
        metadata["xmp:ModifyDate"] = date
        metadata["xmp:MetadataDate"] = date
