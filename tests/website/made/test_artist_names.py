"""Names of curves and points come from labels, or from words that can mean nothing else."""

from collections.abc import Callable

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.axes import Axes

from scripts.website.made.artist_names import DoubtError, curve_name, point_name
from snippets.figures.style import BLUE, INK, RED, STYLE, new_figure

X = np.linspace(0, 10, 101)


def drawn(draw: Callable[[Axes], object]) -> Axes:
    """Return a panel with a blue curve, y = x, a red one, y = 2x, and what else is drawn."""
    with mpl.rc_context(STYLE):
        figure = new_figure()
        axes = figure.subplots()
        axes.plot(X, X, color=BLUE)
        axes.plot(X, 2 * X, color=RED)
        axes.set(xlabel="x", ylabel="y", title="Panel")
        draw(axes)
        figure.draw_without_rendering()
        return axes


def test_a_label_comes_before_words() -> None:
    axes = drawn(lambda axes: axes.text(1, 1, "words", color=BLUE))
    assert curve_name(axes, axes.lines[0]) == "words"
    axes.lines[0].set_label("label")
    assert curve_name(axes, axes.lines[0]) == "label"


@pytest.mark.parametrize(
    "words",
    [
        "KL = 0.339",
        "ArcFace: 0.20",
        "smallest at 0.800",
        "0 from N = 1,075",
        "$∞$ from here",
        "0.5",
    ],
)
def test_words_that_tell_a_value_name_nothing(words: str) -> None:
    axes = drawn(lambda axes: axes.text(1, 1, words, color=BLUE))
    with pytest.raises(DoubtError, match="nothing names a curve in the panel 'Panel'"):
        curve_name(axes, axes.lines[0])


def test_words_at_a_point_are_not_those_of_the_curve() -> None:
    def draw(axes: Axes) -> None:
        axes.plot([5], [5], "o", color=BLUE)
        axes.annotate("the middle", (5, 5), color=BLUE)

    axes = drawn(draw)
    with pytest.raises(DoubtError):
        curve_name(axes, axes.lines[0])
    assert point_name(axes, axes.lines[2], 5, 5) == "the middle"


def test_two_words_in_a_colour_are_a_doubt() -> None:
    def draw(axes: Axes) -> None:
        axes.text(1, 1, "one", color=BLUE)
        axes.text(2, 1, "two", color=BLUE)

    axes = drawn(draw)
    with pytest.raises(DoubtError, match="'one' and 'two' may both name a curve"):
        curve_name(axes, axes.lines[0])


def test_two_curves_of_a_colour_do_not_share_words() -> None:
    def draw(axes: Axes) -> None:
        axes.plot(X, 3 * X, color=BLUE)
        axes.text(1, 1, "words", color=BLUE)

    axes = drawn(draw)
    with pytest.raises(DoubtError):
        curve_name(axes, axes.lines[0])


def test_the_axis_names_a_curve_that_is_alone() -> None:
    axes = drawn(lambda axes: axes.lines[1].remove())
    assert curve_name(axes, axes.lines[0]) == "y"


def test_a_point_is_named_by_the_one_curve_through_it() -> None:
    def draw(axes: Axes) -> None:
        axes.plot([0, 4, 4, 4], [0, 4, 8, 6], "o", color=INK)
        axes.annotate("8.00", (4, 8))
        axes.text(1, 1, "single", color=BLUE)
        axes.text(1, 2, "double", color=RED)

    axes = drawn(draw)
    names = [point_name(axes, axes.lines[2], x, y) for x, y in ((0, 0), (4, 4), (4, 8), (4, 6))]
    assert names == ["", "single", "double", ""]
