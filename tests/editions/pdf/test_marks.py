"""Marks in the content of a page: what belongs together is one piece, and no stroke is lost."""

import io
import re

import pikepdf
from pikepdf import Array, Dictionary, Name

from scripts.editions.pdf.marks import mark_pages
from scripts.editions.pdf.structure import Content, Element

HEAD = b"BT\n/F4 12 Tf\n1 0 0 -1 113 53 Tm\n<0003> Tj\nET\n"
NUMBER = b"BT\n/F4 12 Tf\n1 0 0 -1 390 1074 Tm\n<008C> Tj\nET\n"


def text(glyph: bytes) -> bytes:
    return b"BT\n/F4 12 Tf\n1 0 0 -1 10 500 Tm\n<" + glyph + b"> Tj\nET\n"


def marked(number: int, content: bytes) -> bytes:
    return b"/NonStruct <</MCID %d >>BDC\n" % number + content + b"EMC\n"


def page(content: bytes) -> pikepdf.Pdf:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.pages[0].obj.Contents = pdf.make_stream(content)
    pdf.pages[0].obj.Resources = Dictionary()
    return pdf


def content_of(pdf: pikepdf.Pdf) -> bytes:
    return pdf.pages[0].obj.Contents.read_bytes()


def test_what_one_element_owns_becomes_one_mark() -> None:
    content = HEAD + marked(0, text(b"01")) + b"/G3 gs\n" + marked(1, text(b"02"))
    pdf = page(content + marked(2, text(b"03")))
    formula, paragraph = Element("Formula"), Element("P")
    formula.kids = [Content(0, 0), Content(0, 1)]
    paragraph.kids = [Content(0, 2)]
    marks = mark_pages(pdf, Element("Document", [formula, paragraph]), openings=())
    assert [owner.kind for owner in marks.owners[0]] == ["Formula", "P"]
    assert marks.new == {Content(0, 0): (0, 0), Content(0, 1): (0, 0), Content(0, 2): (0, 1)}
    written = content_of(pdf)
    assert re.findall(rb"/(\w+) <</MCID (\d)>> BDC", written) == [(b"Formula", b"0"), (b"P", b"1")]
    assert written.count(b"EMC") == 3
    for glyph in (b"<01>", b"<02>", b"<03>", b"<0003>"):
        assert written.count(glyph) == 1


def test_what_nobody_owns_is_an_artifact() -> None:
    stroke = b"0 0 m\n10 0 l\nS\n"
    pdf = page(NUMBER + stroke + marked(0, text(b"01")) + stroke)
    mark_pages(pdf, Element("Document", [Element("P", [Content(0, 0)])]), openings=())
    written = content_of(pdf)
    assert b"/Artifact BMC\n" + NUMBER + b"EMC\n" in written
    assert written.count(b"/Artifact BMC\n" + stroke + b"EMC\n") == 2


def test_a_blank_that_stands_for_another_keeps_its_mark() -> None:
    blank = b"/Span<</ActualText <FEFF00A0> >> BDC\n<0001> Tj\nEMC\n"
    inside = b"BT\n/F4 12 Tf\n" + blank + b"<0002> Tj\nET\n"
    pdf = page(marked(0, inside))
    mark_pages(pdf, Element("Document", [Element("P", [Content(0, 0)])]), openings=())
    assert inside in content_of(pdf)


def test_only_pages_that_begin_a_chapter_lose_their_heads() -> None:
    for openings, heads in (({1}, 0), ({2}, 1)):
        pdf = page(HEAD + NUMBER + marked(0, text(b"01")))
        mark_pages(pdf, Element("Document", [Element("P", [Content(0, 0)])]), openings)
        assert content_of(pdf).count(b"<0003>") == heads
        assert content_of(pdf).count(b"<008C>") == 1


def test_a_form_is_drawn_inside_the_mark_of_its_owner() -> None:
    pdf = page(marked(0, text(b"01") + b"/X7 Do\n"))
    form = pdf.make_stream(b"/Figure <</MCID 0 >>BDC\n0 0 m\n1 0 l\nS\nEMC\n")
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 1, 1])
    form = pdf.make_indirect(form)
    pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(X7=form))
    paragraph = Element("P", [Content(0, 0)])
    figure = Element("Figure", [Content(0, 0, form.objgen)])
    mark_pages(pdf, Element("Document", [paragraph, figure]), openings=())
    assert b"/Figure <</MCID 1>> BDC\n/X7 Do\nEMC\n" in content_of(pdf)
    assert form.read_bytes() == b"0 0 m\n1 0 l\nS\n"
    pdf.save(io.BytesIO())
