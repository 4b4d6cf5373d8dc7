"""What becomes of a value, and of the cells of a table."""

import re

import numpy as np
import pytest
from matplotlib.figure import Figure

from scripts.website.made.results import Wanted, compute
from snippets.figures.live import Live
from snippets.figures.style import BLUE, new_figure
from snippets.tables.table import Column, Table


class Odd(float):
    """A number that writes something else than it is."""

    def __format__(self, _: str) -> str:
        return "<b>"

    def __str__(self) -> str:
        return "<b>"


class OddText(str):
    """A text that says something else than it holds."""

    def __str__(self) -> str:
        return "<b>"


def of(monkeypatch: pytest.MonkeyPatch, value: object) -> dict[str, object]:
    """Return what becomes of a value."""
    monkeypatch.setattr("scripts.website.made.presentation.evaluate", lambda _: value)
    return compute(Wanted("value", "a.value()"))


def written(monkeypatch: pytest.MonkeyPatch, cell: object, column: Column) -> dict[str, object]:
    made = Table([column], [[cell]])  # type: ignore[list-item]
    monkeypatch.setattr("scripts.website.made.presentation.evaluate", lambda _: made)
    return compute(Wanted("table", "table.of_one_cell()"))


@pytest.mark.parametrize("cell", [float("nan"), np.float64("nan"), np.float32("nan")])
def test_nan_stands_only_in_a_column_that_says_so(
    monkeypatch: pytest.MonkeyPatch, cell: object
) -> None:
    refused = written(monkeypatch, cell, Column("Loss", ".2f"))
    assert str(refused["error"]).startswith("ValueError: it is not a number")
    meant = written(monkeypatch, cell, Column("Loss", ".2f", may_be_nan=True))
    assert meant["value"]["rows"] == [["NaN"]]  # type: ignore[index]


@pytest.mark.parametrize("form", ["", "3f", ".3", "f.3", "bits", ".2f bits", "{0}"])
def test_a_column_of_numbers_has_a_format_of_numbers(
    monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    assert str(written(monkeypatch, 0.5, Column("Loss", form))["error"]).startswith("ValueError: '")


@pytest.mark.parametrize(
    ("value", "why"),
    # The names of these tests cannot be made of all the digits.
    ids=[*"abcdefghi"],
    argvalues=[
        (10**100, "it has more than 100 digits"),
        (-(10**5000), "it has more than 100 digits"),
        ([1, [10**5000]], "it has more than 100 digits"),
        (np.zeros(10_001), "it has 10001 parts"),
        ([0.5] * 10_001, "it has 10001 parts"),
        ("a" * 10_001, "it has 10001 parts"),
        ("a\u202eb", "the sign U+202E (right-to-left override) stands in the text"),
        ("a\ud800b", "the sign U+D800 "),
        (repr(object()), "it shows where an object lies in memory, at 0x"),
    ],
)
def test_what_no_page_can_show_is_refused(
    monkeypatch: pytest.MonkeyPatch, value: object, why: str
) -> None:
    assert str(of(monkeypatch, value)["error"]).startswith(f"ValueError: {why}")
    if not isinstance(value, list | np.ndarray):
        refused = written(monkeypatch, value, Column("One", "d"))
        assert str(refused["error"]).startswith(f"ValueError: {why}")


def test_a_table_of_a_million_cells_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    table = Table([Column("One", "d")], [[1]] * 10**6)
    monkeypatch.setattr("scripts.website.made.presentation.evaluate", lambda _: table)
    refused = compute(Wanted("table", "a.table()"))
    assert (
        refused["error"] == "ValueError: it has 1000000 parts or signs, and a page can show 10000"
    )


def test_a_class_of_its_own_counts_as_what_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    for value in (Odd(0.5), OddText("half"), np.float32(0.5), np.str_("half"), True, 10**99):
        kept = of(monkeypatch, value)["value"]
        assert kept == value
        assert type(kept) in (bool, int, float, str)
    assert written(monkeypatch, Odd(0.5), Column("One", ".2f"))["value"]["rows"] == [["0.50"]]  # type: ignore[index]
    assert written(monkeypatch, OddText("half"), Column("One"))["value"]["rows"] == [["half"]]  # type: ignore[index]


def test_a_table_without_columns_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scripts.website.made.presentation.evaluate", lambda _: Table([], [[]]))
    refused = compute(Wanted("table", "a.table()"))
    assert refused["error"] == "ValueError: a table without columns"


def test_a_figure_has_a_size_that_a_page_can_show(monkeypatch: pytest.MonkeyPatch) -> None:
    def drawn(width: float, points: int) -> dict[str, object]:
        def draws(_: object) -> Figure:
            figure = new_figure(width)
            y = np.random.default_rng(1).normal(size=points)
            figure.subplots().plot(np.arange(points), y, color=BLUE)
            return figure

        monkeypatch.setattr("scripts.website.made.presentation.evaluate", draws)
        return compute(Wanted("figure", "a.figure()", "a"))

    assert "value" in drawn(5.2, 100)
    assert drawn(21, 100)["error"] == "ValueError: the figure is wider or higher than 20 inches"
    assert re.fullmatch(
        r"ValueError: the figure has \d+ kB, and may have 200: draw fewer points",
        str(drawn(19, 50_000)["error"]),
    )


def test_a_figure_is_drawn_again_for_wide_screens_if_it_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def drawn(wide: float, *, moves: bool = False) -> dict[str, object]:
        def draws(_: object) -> Figure | Live:
            figure = new_figure(5, 3, wide=wide)
            figure.subplots().plot([0, 1], [2, 5], "o", color=BLUE, gid="dots")
            return Live(figure=figure, controls=(), marks=()) if moves else figure

        monkeypatch.setattr("scripts.website.made.presentation.evaluate", draws)
        return compute(Wanted("figure", "a.figure()", "a"))

    once, twice = drawn(0)["value"], drawn(2)["value"]
    assert once == {**twice, "wide": ""}  # type: ignore[dict-item]
    assert 'viewBox="0 0 360 216"' in twice["svg"]  # type: ignore[index]
    assert 'viewBox="0 0 518.4 144"' in twice["wide"]  # type: ignore[index]
    ids, others = (set(re.findall(r'id="([^"]+)"', twice[one])) for one in ("svg", "wide"))  # type: ignore[index]
    assert ids
    assert not ids & others
    refused = "ValueError: a figure that moves has one drawing: leave wide= out"
    assert drawn(2, moves=True)["error"] == refused
