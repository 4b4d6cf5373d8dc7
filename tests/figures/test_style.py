"""A figure says itself how it is drawn where a screen has room."""

from snippets.figures.style import WIDE, SiteFigure, new_figure


def places(figure: SiteFigure) -> list[tuple[int, int]]:
    """Return in which row and which column the panels stand."""
    specs = [axes.get_subplotspec() for axes in figure.axes]
    return [(spec.rowspan.start, spec.colspan.start) for spec in specs if spec]


def test_a_wide_figure_takes_its_other_size() -> None:
    figure = new_figure(5.2, 3.0, wide=2.5)
    figure.subplots(2, 1)
    figure.widen()
    assert list(figure.get_size_inches()) == [WIDE, 2.5]
    assert places(figure) == [(0, 0), (1, 0)]


def test_rows_of_panels_become_columns() -> None:
    figure = new_figure(5.2, 8.0, wide=5.0, turned=True)
    figure.subplots(3, 2)
    assert places(figure) == [(0, 0), (0, 1), (1, 0), (1, 1), (2, 0), (2, 1)]
    figure.widen()
    assert places(figure) == [(0, 0), (1, 0), (0, 1), (1, 1), (0, 2), (1, 2)]
