"""Figures on paper: smaller than on the screen, in the book smaller still."""

from scripts.editions.pdf.drawn import Drawn, small


def test_a_figure_is_smaller_on_paper_and_once_more_in_the_book() -> None:
    drawn = Drawn()
    drawn.set_aside('<svg class="a" width="100pt" height="50pt"><rect width="7"/></svg>')
    (figure,) = drawn.figures
    assert 'width="85pt" height="42.5pt"' in figure
    assert 'width="68pt" height="34pt"' in small(figure)
    assert '<rect width="7"/>' in small(figure)
