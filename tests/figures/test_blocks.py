"""Blocks, means, sums and rulers, drawn on an empty panel."""

import pytest
from matplotlib.axes import Axes
from matplotlib.text import Annotation

from snippets.figures.blocks import draw_blocks, draw_mean, draw_ruler, draw_sum
from snippets.figures.style import BLUE, INK, new_figure
from tests.figures.drawn import blocks, points


@pytest.fixture
def axes() -> Axes:
    return new_figure().subplots()


def test_blocks_are_as_wide_as_their_weights_and_as_high_as_their_heights(axes: Axes) -> None:
    middles = draw_blocks(axes, ("a", "b"), (0.25, 0.75), (2.0, 1.0))
    assert [(b.get_x(), b.get_width(), b.get_height()) for b in blocks(axes, BLUE)] == [
        (0.0, 0.25, 2.0),
        (0.25, 0.75, 1.0),
    ]
    assert middles.tolist() == [0.125, 0.625]
    assert axes.get_xlim() == (0, 1)


def test_the_mean_lies_across_all_blocks_and_says_its_words(axes: Axes) -> None:
    draw_blocks(axes, ("a", "b"), (0.25, 0.75), (2.0, 1.0))
    draw_mean(axes, 1.25, "mean")
    line = next(line for line in axes.lines if line.get_color() == INK)
    assert points(line)[1].tolist() == [1.25, 1.25]
    assert [text.get_text() for text in axes.texts] == ["mean"]


@pytest.mark.parametrize(("extra", "bars"), [(0.5, 3), (0.0, 1)])
def test_nothing_is_added_where_the_belief_is_right(axes: Axes, extra: float, bars: int) -> None:
    draw_sum(axes, 0, 1.0, extra)
    assert len(axes.patches) == bars
    assert blocks(axes, BLUE)[0].get_width() == 1.0


def test_a_ruler_has_a_tick_and_a_word_at_each_place_and_its_name(axes: Axes) -> None:
    draw_ruler(axes, 2, "bits", [0.0, 0.5], ["none", "half"])
    x, y = points(axes.lines[0])
    assert (x.tolist(), y.tolist()) == ([0, 0.5], [2, 2])
    assert [text.get_text() for text in axes.texts] == ["none", "half", "bits"]
    assert [text.xy for text in axes.texts[:2] if isinstance(text, Annotation)] == [
        (0, 2),
        (0.5, 2),
    ]
