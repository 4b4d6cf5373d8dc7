"""The numbers of a figure, as matplotlib draws them."""

from collections.abc import Callable

import matplotlib as mpl
import numpy as np
import pytest
from bs4 import BeautifulSoup
from matplotlib.axes import Axes

from scripts.website.made.artist_names import DoubtError
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
    assert table.title == "Both, y (m)"
    assert len(table.rows) == ROWS
    assert table.rows[0] == ["0", "0", "0"]
    assert table.rows[-1] == ["10", "100", "10"]


def test_points_carry_what_is_written_at_them() -> None:
    def draw(axes: Axes) -> None:
        axes.plot([2.5], [1], "o", color=INK)
        axes.annotate("here", (2.5, 1), color=INK)
        axes.set(xlabel="x", ylabel="y")

    assert numbers(draw) == [NumberTable("", ["", "x", "y"], [["here", "2.50", "1"]])]


def test_a_point_in_a_row_of_its_curve_is_not_listed_again() -> None:
    def draw(axes: Axes) -> None:
        axes.plot(X, X, color=BLUE, label="one")
        axes.plot(X, 2 * X, color=RED, label="two")
        axes.plot([10, 5.5], [10, 11], "o", color=INK)
        axes.set(xlabel="x", ylabel="y")

    _, points = numbers(draw)
    assert points.rows == [["two", "5.50", "11"]]


def test_bars_are_named_by_their_ticks() -> None:
    def draw(axes: Axes) -> None:
        axes.bar(["sun", "rain"], [0.75, 0.25], color=BLUE)
        axes.set(ylabel="share")

    assert numbers(draw) == [NumberTable("", ["", "share"], [["sun", "0.750"], ["rain", "0.250"]])]


def test_a_part_of_a_bar_is_named_with_the_bar_and_its_hatching_is_no_other() -> None:
    def draw(axes: Axes) -> None:
        axes.barh([0, 1], [1, 2], color=BLUE, label="own")
        for hatch, label in (("", None), ("///", "extra")):
            axes.barh(1, 0.5, left=2, color=RED, hatch=hatch, label=label)
        axes.set_yticks((0, 1), ("sun", "rain"))
        axes.set(xlabel="cost (bits)")

    assert numbers(draw) == [
        NumberTable(
            "",
            ["", "cost (bits)"],
            [["sun: own", "1"], ["rain: own", "2"], ["rain: extra", "0.500"]],
        )
    ]


def test_a_staircase_is_told_tread_by_tread() -> None:
    def draw(axes: Axes) -> None:
        axes.stairs([1, 2], [0, 1, 3], color=BLUE, label="steps")
        axes.set(xlabel="x")

    assert numbers(draw) == [NumberTable("", ["x", "steps"], [["0 to 1", "1"], ["1 to 3", "2"]])]


def test_points_on_the_axis_have_a_place_and_no_height() -> None:
    def draw(axes: Axes) -> None:
        on_axis = axes.get_xaxis_transform()
        for x, label in ((1, "spam"), (2, "no spam"), (4, "spam")):
            axes.plot([x], [0.1], "o", color=BLUE, transform=on_axis, label=label)
        axes.set(xlabel="words")

    rows = [["spam", "1"], ["no spam", "2"], ["spam", "4"]]
    assert numbers(draw) == [NumberTable("", ["", "words"], rows)]


def test_what_the_panel_does_not_show_is_not_listed() -> None:
    def draw(axes: Axes) -> None:
        axes.plot(X, np.minimum(X**2, 50), color=BLUE, label="cut")
        axes.plot(X, X, color=RED, label="whole")
        axes.set(xlabel="x", ylabel="y", xlim=(0, 8), ylim=(0, 36))

    (table,) = numbers(draw)
    assert [row[0] for row in (table.rows[0], table.rows[-1])] == ["0", "8"]
    assert [row[1] for row in table.rows if float(row[0]) > 6] == ["–"] * 3
    assert "–" not in [row[2] for row in table.rows]


def test_a_curve_out_of_sight_has_no_table() -> None:
    def draw(axes: Axes) -> None:
        axes.plot(X, X + 50, color=BLUE, label="above")
        axes.set(xlabel="x", ylabel="y", ylim=(0, 36))

    assert numbers(draw) == []


def test_the_rows_of_a_curve_that_turns_back_follow_it() -> None:
    def draw(axes: Axes) -> None:
        turn = np.linspace(-2, 2, 101)
        axes.plot(turn**2, turn, color=BLUE)
        axes.set(xlabel="x", ylabel="y")

    (table,) = numbers(draw)
    heights = [float(row[1].replace("−", "-")) for row in table.rows]
    assert heights == sorted(heights)


@pytest.mark.parametrize(
    ("artists", "said"),
    [
        ("points", "two values are called 1"),
        ("bars", "two values are called sun"),
        ("labels", "two columns are called alike"),
        ("no abscissa", "nothing says what the abscissa is"),
        ("no ordinate", "nothing says what the ordinate is"),
    ],
)
def test_what_could_be_two_things_is_refused(artists: str, said: str) -> None:
    def draw(axes: Axes) -> None:
        if artists == "points":
            axes.plot([1, 1], [2, 3], "o", color=BLUE)
        elif artists == "bars":
            axes.bar([0], [1], color=BLUE, label="sun")
            axes.bar([0], [2], bottom=1, color=RED, label="sun")
        elif artists == "labels":
            axes.plot(X, X, color=BLUE, label="same")
            axes.plot(X, 2 * X, color=RED, label="same")
        else:
            axes.plot([1], [2], "o", color=BLUE)
        axes.set_xlabel("" if artists == "no abscissa" else "x")
        axes.set_ylabel("" if artists == "no ordinate" else "y")

    with pytest.raises(DoubtError, match=said):
        numbers(draw)


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
    assert [cell.get_text() for cell in details.select("th")] == ["p", "surprise (bits)"]
    assert [cell.get_text() for cell in details.select("tr:last-child td")] == ["1", "0"]
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
    axes = figure.subplots()
    axes.plot(range(12), range(12), color=BLUE)
    axes.set(xlabel="x", ylabel="y")
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


def test_a_doubtful_name_stops_the_build_unless_a_table_is_named(tiny_project: Tiny) -> None:
    tiny_project.write(
        "snippets/figures/alike.py",
        """import numpy as np
from matplotlib.figure import Figure

from snippets.figures.style import BLUE, new_figure


def two() -> Figure:
    figure = new_figure()
    axes = figure.subplots()
    x = np.linspace(0, 1, 20)
    axes.plot(x, x, color=BLUE)
    axes.plot(x, x**2, color=BLUE)
    axes.set(xlabel="x", ylabel="y")
    return figure
""",
    )
    block = ("/// figure | alike.two", "    alt: Two curves.", "", "Caption.", "///")
    tiny_project.page("page.md", *block)
    with pytest.raises(BuildError) as told:
        tiny_project.project().prepare()
    assert "the numbers of figure alike.two: nothing names a curve in the panel 'y'" in str(
        told.value
    )
    assert "Give each artist a label" in str(told.value)
    named = (*block[:2], "    numbers: numbers.surprises(1/2)", *block[2:])
    assert tiny_project.problems(*named) == []
