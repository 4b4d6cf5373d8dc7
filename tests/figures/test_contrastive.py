"""The figures on contrastive losses: shares of candidates, views, and what a guess costs."""

import numpy as np
import pytest
from matplotlib.text import Annotation
from scipy.special import softmax

from snippets.figures import contrastive as figures
from snippets.figures.style import BLUE, INK, RED
from snippets.tables.contrastive import SIMILARITIES
from tests.figures.drawn import blocks, points, said


@pytest.mark.parametrize(("panel", "temperature"), [(0, 1.0), (1, 0.1)])
def test_each_photo_divides_one_between_its_caption_and_the_others(
    panel: int, temperature: float
) -> None:
    axes = figures.shares().axes[panel]
    right = softmax(np.array(SIMILARITIES) / temperature, axis=1).diagonal()
    drawn = [bar.get_width() for bar in blocks(axes, BLUE)]
    np.testing.assert_allclose(drawn, right, rtol=1e-12)
    rest = [(bar.get_x(), bar.get_width()) for bar in blocks(axes, RED)]
    np.testing.assert_allclose(rest, [(p, 1 - p) for p in right], atol=1e-12)
    assert [said(text) for text in axes.texts] == [f"{p:.3f}" for p in right]
    assert said(axes.get_title()) == f"τ = {temperature:g}"


def test_a_view_has_one_partner_and_is_no_candidate_for_itself() -> None:
    axes = figures.views().axes[0]
    partners = {(int(cell.get_y()), int(cell.get_x())) for cell in blocks(axes, BLUE)}
    assert partners == {(k, (k + 3) % 6) for k in range(6)}
    wrong = {(int(cell.get_y()), int(cell.get_x())) for cell in blocks(axes, RED)}
    everything = {(row, column) for row in range(6) for column in range(6)}
    assert wrong == everything - partners - {(k, k) for k in range(6)}
    names = [said(text) for text in axes.texts if said(text) != "–"]
    assert sorted(set(names)) == ["v₁", "v₂", "v₃", "x₁", "x₂", "x₃"]


def test_the_loss_is_above_a_guess_among_three_and_below_it_among_many() -> None:
    axes = figures.guesses().axes[0]
    numbers, costs = points(next(line for line in axes.lines if line.get_color() == BLUE))
    np.testing.assert_allclose(costs, np.log(numbers), rtol=1e-14)
    among, losses = points(next(line for line in axes.lines if line.get_color() == INK))
    assert losses[0] > np.log(among[0])
    assert losses[1] < np.log(among[1])
    words = {said(text): text.xy for text in axes.texts if isinstance(text, Annotation)}
    assert words["worse"] == (among[0], losses[0])
    assert words["better"] == (among[1], losses[1])
