"""What a screen reader and an archive want of the book: tags, words for pictures, metadata."""

from itertools import pairwise

import pikepdf
import pytest

from tests.printed.expected import Site
from tests.printed.reading import Printed
from tests.printed.test_contents import elements

EMBEDDED = ("/FontFile", "/FontFile2", "/FontFile3")


def test_all_fonts_are_embedded_and_none_is_drawn(printed: Printed) -> None:
    fonts = printed.of_type("/Font")
    kinds = {str(font.Subtype) for font in fonts}
    assert kinds <= {"/Type0", "/CIDFontType0", "/CIDFontType2", "/TrueType", "/Type1"}
    descriptors = [font.FontDescriptor for font in fonts if "/FontDescriptor" in font]
    assert descriptors
    assert all(any(file in found for file in EMBEDDED) for found in descriptors)
    assert all("/ToUnicode" in font for font in fonts if font.Subtype == "/Type0")


def test_the_metadata_are_those_of_the_source(printed: Printed) -> None:
    title, authors = "Cross-entropy, step by step", "The authors of “Cross-entropy, step by step”"
    assert str(printed.pdf.Root.Lang) == "en"
    assert bool(printed.pdf.Root.MarkInfo.Marked)
    assert bool(printed.pdf.Root.ViewerPreferences.DisplayDocTitle)
    information = printed.pdf.docinfo
    assert str(information["/Title"]) == title
    assert str(information["/Author"]) == authors
    for date in ("/CreationDate", "/ModDate"):
        assert str(information[date]).startswith("D:20231114221320")
    with printed.pdf.open_metadata() as metadata:
        assert metadata["dc:title"] == title
        assert metadata["dc:creator"] == [authors]
        assert metadata["dc:language"] == {"en"}
        assert str(metadata["xmp:CreateDate"]).startswith("2023-11-14T22:13:20")


def test_headings_skip_no_level(printed: Printed, site: Site) -> None:
    headings = elements(printed, "H1", "H2", "H3", "H4", "H5", "H6")
    levels = [int(heading.kind[1]) for heading in headings]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    # Besides the chapters: the contents, the solutions and the index.
    assert levels.count(1) == len(site.chapters) + 3


def test_pictures_and_formulas_are_said(printed: Printed) -> None:
    assert all(len(figure.alt) > 30 for figure in elements(printed, "Figure"))
    formulas = elements(printed, "Formula")
    assert len(formulas) > 1000
    assert all(formula.alt.strip() for formula in formulas)
    assert all(printed.boxes(formula) for formula in formulas)


def test_tables_have_headers(printed: Printed) -> None:
    for table in elements(printed, "Table"):
        headers = [cell for cell in table.all() if cell.kind == "TH"]
        assert headers
        for header in headers:
            attributes = header.node.get("/A", pikepdf.Dictionary())
            listed = [*attributes] if isinstance(attributes, pikepdf.Array) else [attributes]
            assert any("/Scope" in found for found in listed)


def test_lists_have_labels_and_bodies(printed: Printed) -> None:
    for item in elements(printed, "LI"):
        kinds = [kid.kind for kid in item.kids]
        assert kinds in (["Lbl", "LBody"], ["LBody"]), kinds


def test_links_are_in_the_structure_and_are_described(printed: Printed) -> None:
    assert len(elements(printed, "Link")) > 1000
    for page in printed.pdf.pages:
        for found in page.obj.get("/Annots", ()):
            assert "/StructParent" in found
            assert str(found.get("/Contents", "")).strip()
        assert page.obj.get("/Tabs", "/S") == "/S"


def test_everything_painted_is_content_or_marked_as_none(printed: Printed) -> None:
    """Content has a number in the structure; all else is told to be an artifact."""
    owned = {content for element in printed.structure.all() for content in element.contents}
    for page in printed.pages:
        marks = {mark for _, mark in page.painted}
        assert -2 not in marks, page.number
        assert {(page.number, mark) for mark in marks if mark >= 0} <= owned, page.number


@pytest.mark.parametrize("kind", ["H1", "H2", "H3", "P", "Caption", "TR", "LI"])
def test_no_element_is_empty(printed: Printed, kind: str) -> None:
    for element in elements(printed, kind):
        assert [*element.all_contents()] or any(kid.kind in ("TD", "TH") for kid in element.all())
