"""The numbers of a figure, as matplotlib draws them."""

from collections.abc import Callable

import matplotlib as mpl
import numpy as np
import pytest
from bs4 import BeautifulSoup
from matplotlib.axes import Axes

from scripts.website.made.drawings import figure_to_svg
from scripts.website.made.figure_numbers import ROWS, NumberTable, figure_numbers, write
from scripts.website.problems import BuildError
from snippets.figures.style import BLUE, INK, RED, STYLE, new_figure
from tests.website.tiny import Tiny

X = np.linspace(0, 10, 101)


def numbers(draw: Callable[[Axes], object]) -> list[NumberTable]:
    with mpl.rc_context(STYLE):
        figure = new_figure()
        draw(figure.subplots())
        figure_to_svg(figure, "name")
        return figure_numbers(figure)


def test_curves_over_the_same_points_share_a_table() -> None:
    def draw(axes: Axes) -> None:
        axes.plot(X, X**2, color=BLUE, label="square")
        axes.plot(X, X, color=RED)
        axes.text(5, 5, "straight", color=RED)
        axes.set(xlabel="x (m)", ylabel="y (m)", title="Both")

    (table,) = numbers(draw)
    assert table.headers == ["x (m)", "square", "straight"]
    assert table.title == "Both"
    assert len(table.rows) == ROWS
    assert table.rows[0] == ["0", "0", "0"]
    assert table.rows[-1] == ["10", "100", "10"]


def test_points_carry_what_is_written_at_them() -> None:
    def draw(axes: Axes) -> None:
        axes.plot([2.5], [1], "o", color=INK)
        axes.annotate("here", (2.5, 1), color=INK)
        axes.set(xlabel="x", ylabel="y")

    assert numbers(draw) == [NumberTable("", ["", "x", "y"], [["here", "2.50", "1"]])]


def test_bars_are_named_by_their_ticks() -> None:
    def draw(axes: Axes) -> None:
        axes.bar(["sun", "rain"], [0.75, 0.25], color=BLUE)
        axes.set(ylabel="share")

    assert numbers(draw) == [NumberTable("", ["", "share"], [["sun", "0.750"], ["rain", "0.250"]])]


def test_a_staircase_is_told_tread_by_tread() -> None:
    (table,) = numbers(lambda axes: axes.stairs([1, 2], [0, 1, 3], color=BLUE, label="steps"))
    assert table.rows == [["0 to 1", "1"], ["1 to 3", "2"]]


def test_labels_alone_are_read_line_by_line() -> None:
    def draw(axes: Axes) -> None:
        axes.axis("off")
        for x, y, text in ((0.1, 0.9, "a"), (0.9, 0.9, "b"), (0.1, 0.1, "c"), (0.9, 0.1, "d")):
            axes.text(x, y, text, color=INK)

    (table,) = numbers(draw)
    assert table.rows == [["a", "b"], ["c", "d"]]


def test_an_empty_figure_has_none() -> None:
    assert numbers(lambda axes: axes.axis("off")) == []


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0.0, "0"), (2.0, "2"), (-0.25, "−0.250"), (1234.5, "1234"), (1e-9, "1.00 × 10⁻⁹"),
        (np.inf, "∞"), (1075.0, "1,075"),
    ],
)  # fmt: skip
def test_numbers_have_three_digits(number: float, text: str) -> None:
    assert write(number).replace("\N{NO-BREAK SPACE}", " ") == text


def test_a_page_has_the_numbers_below_the_figure(tiny_project: Tiny) -> None:
    made = tiny_project.convert(
        "/// figure | curves.surprise_curve", "    alt: A falling curve.", "", "Caption.", "///"
    )
    details = BeautifulSoup(made, "html.parser").select_one("figure > details.numbers")
    assert details
    assert "1.375 bits" in details.get_text()
    region = details.select_one("[role=region]")
    assert region
    assert region["tabindex"] == "0"
    assert region["aria-label"] == "The numbers of this figure, Figure 1"


def test_the_author_may_name_a_table_instead(tiny_project: Tiny) -> None:
    made = tiny_project.convert(
        "/// figure | curves.surprise_curve", "    alt: A falling curve.",
        "    numbers: numbers.surprises(1/2, 1/4)", "", "Caption.", "///",
    )  # fmt: skip
    details = BeautifulSoup(made, "html.parser").select_one("details.numbers")
    assert details
    assert [cell.get_text() for cell in details.select("tbody tr:first-child > *")] == [
        "outcome 1", "0.50", "1.0",
    ]  # fmt: skip


def test_a_figure_without_numbers_stops_the_build(tiny_project: Tiny) -> None:
    tiny_project.write(
        "snippets/figures/bare.py",
        """from matplotlib.figure import Figure

from snippets.figures.style import BLUE, new_figure


def empty() -> Figure:
    figure = new_figure()
    figure.subplots().plot(range(12), range(12), color=BLUE)
    return figure
""",
    )
    block = ("/// figure | bare.empty", "    alt: Nothing.", "", "Caption.", "///")
    tiny_project.page("page.md", *block)
    with pytest.raises(BuildError) as told:
        tiny_project.project().prepare()
    assert "figure bare.empty shows no numbers" in str(told.value)
    assert "lines through 13 points or more" in str(told.value)
    tiny_project.change("snippets/figures/bare.py", "range(12), range(12)", "range(13), range(13)")
    assert tiny_project.problems(*block) == []
    tiny_project.change("snippets/figures/bare.py", "range(13), range(13)", "range(12), range(12)")
    named = (*block[:2], "    numbers: numbers.surprises(1/2)", *block[2:])
    assert tiny_project.problems(*named) == []
