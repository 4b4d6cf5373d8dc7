"""The areas of links, which Chromium splits or not depending on how long things took."""

from collections.abc import Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name

from scripts.editions.pdf.structure import Annotation, read_structure

Area = tuple[str, tuple[float, float, float, float]]

LONG_LINK: list[Area] = [("one", (10, 20, 40, 32)), ("one", (40, 20, 70, 32))]


def tagged(areas: Sequence[Area]) -> pikepdf.Pdf:
    """Return a page with a link for each target, each with its areas."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(100, 100))
    found = [
        pdf.make_indirect(
            Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array(box), Dest=Name(f"/{target}"))
        )
        for target, box in areas
    ]
    page.obj.Annots = Array(found)
    links = [
        Dictionary(
            Type=Name.StructElem,
            S=Name.Link,
            Pg=page.obj,
            K=Array(
                [
                    Dictionary(Type=Name.OBJR, Obj=area)
                    for area, (name, _) in zip(found, areas, strict=True)
                    if name == target
                ]
            ),
        )
        for target in dict.fromkeys(target for target, _ in areas)
    ]
    document = Dictionary(Type=Name.StructElem, S=Name.Document, K=Array(links))
    pdf.Root.StructTreeRoot = Dictionary(Type=Name.StructTreeRoot, K=document)
    return pdf


def areas_of(areas: Sequence[Area]) -> list[Area]:
    """Return the areas that are left on the page and, the same, in the structure."""
    pdf = tagged(areas)
    document = read_structure(pdf, [])
    on_page = [written(area) for area in pdf.pages[0].obj.Annots]
    kids = [kid for element in document.all() for kid in element.kids]
    assert [written(kid.found) for kid in kids if isinstance(kid, Annotation)] == on_page
    return on_page


def written(area: pikepdf.Object) -> Area:
    left, bottom, right, top = (float(side) for side in area.Rect)
    return str(area.Dest)[1:], (left, bottom, right, top)


def test_the_parts_of_a_link_in_a_line_become_one_area() -> None:
    assert areas_of(LONG_LINK) == [("one", (10, 20, 70, 32))]
    assert areas_of([*LONG_LINK, ("one", (70, 20, 75, 32))]) == [("one", (10, 20, 75, 32))]


def test_other_areas_stay_as_they_are() -> None:
    next_line: Area = ("one", (10, 5, 30, 17))
    apart: Area = ("one", (45, 20, 70, 32))
    elsewhere: Area = ("two", (40, 20, 70, 32))
    for other in (next_line, apart, elsewhere):
        assert areas_of([LONG_LINK[0], other]) == [LONG_LINK[0], other]


def test_an_area_of_a_hairs_breadth_is_dropped() -> None:
    assert areas_of([("one", (10, 20, 40, 21)), LONG_LINK[0]]) == [LONG_LINK[0]]
