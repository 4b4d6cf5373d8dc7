"""A figure says itself how it is drawn where a screen has room."""

from itertools import pairwise

import pytest

from snippets.figures.style import WIDE, SiteFigure, new_figure


def places(figure: SiteFigure) -> list[tuple[float, float]]:
    """Return the middles of the panels, from the left and from above."""
    figure.draw_without_rendering()
    boxes = [axes.get_position() for axes in figure.axes]
    return [((box.x0 + box.x1) / 2, 1 - (box.y0 + box.y1) / 2) for box in boxes]


def test_a_wide_figure_takes_its_other_size() -> None:
    figure = new_figure(5.2, 3.0, wide=2.5)
    figure.subplots(2, 1)
    (left, upper), (right, lower) = places(figure)
    figure.widen()
    assert list(figure.get_size_inches()) == [WIDE, 2.5]
    assert left == pytest.approx(right)
    assert upper < lower


def test_rows_of_panels_become_columns() -> None:
    figure = new_figure(5.2, 8.0, wide=5.0, turned=True)
    panels = figure.subplots(3, 2)
    names = [row[0].text(-0.02, 0.5, "row", rotation=90) for row in panels]
    figure.row_names = tuple(names)
    figure.widen()
    found = places(figure)
    for (x, y), (below_x, below_y) in zip(found[::2], found[1::2], strict=True):
        assert x == pytest.approx(below_x)
        assert y < below_y
    for (x, y), (other_x, other_y) in pairwise(found[::2]):
        assert x < other_x
        assert y == pytest.approx(other_y)
    assert {name.get_rotation() for name in names} == {0}
    assert all(name.get_position()[1] > 1 for name in names)
