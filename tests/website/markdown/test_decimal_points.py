"""Numbers on their decimal point."""

from xml.etree.ElementTree import Element

import pytest

from scripts.website.markdown.decimal_points import put_on_the_point


@pytest.mark.parametrize(
    ("column", "rooms"),
    [
        (["0.5", "20.25", "100"], ["00", "0", None]),
        (["−0.5", "2", "10.25"], ["0", "−0", "−"]),
        (["**1.5**", "2"], [None, None]),
        (["1,000.5", "20"], [None, "0,0"]),
        (["4.2 × 10⁻¹⁸", "40", "∞"], ["0", None, "0"]),
        (["10.5", "2.25", "NaN", "–"], [None, "0", None, None]),
    ],
)
def test_what_others_have_before_the_point_is_kept_free(
    column: list[str], rooms: list[str | None]
) -> None:
    cells = [Element("td", {"class": "number"}) for _ in column]
    put_on_the_point(cells, column)
    assert [cell.get("data-room") for cell in cells] == rooms
    assert {cell.get("class") for cell in cells} == {"number on-point"}


@pytest.mark.parametrize(
    "column",
    [["1", "20", "300"], ["0.50", "10.25", "100.00"], ["NaN", "–"], ["0.5", "∞", "−∞"], []],
)
def test_numbers_that_end_alike_stay_at_the_right(column: list[str]) -> None:
    cells = [Element("td", {"class": "number"}) for _ in column]
    put_on_the_point(cells, column)
    assert [cell.attrib for cell in cells] == [{"class": "number"}] * len(column)
