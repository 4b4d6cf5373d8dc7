"""The figures on many classes pick what the labels mark and draw level lines that are level."""

from itertools import pairwise

import numpy as np
import pytest
from matplotlib.patches import Polygon, Rectangle
from scipy.special import rel_entr
from scipy.stats import entropy

from snippets.examples import ANIMAL_LABELS, LOSS_LEVELS, MODEL_1, MODEL_2
from snippets.figures import many_classes as figures
from snippets.figures.style import BLUE, SURFACE
from tests.figures.drawn import blocks, points, said

SHARES = np.array([0.5, 0.3, 0.2])


def test_exactly_the_true_classes_are_filled() -> None:
    for axes in figures.picked().axes:
        cells = [patch for patch in axes.patches if isinstance(patch, Rectangle)]
        filled = {(p.get_y(), p.get_x()) for p in cells if p.get_alpha() == 1}
        assert len(cells) == 9
        assert filled == {(float(i), float(c)) for i, c in np.argwhere(ANIMAL_LABELS == 1)}


@pytest.mark.parametrize(("panel", "model"), [(0, MODEL_1), (1, MODEL_2)])
def test_the_product_is_that_of_the_filled_cells(panel: int, model: np.ndarray) -> None:
    axes = figures.picked().axes[panel]
    picked = [float(t.get_text()) for t in axes.texts if t.get_color() == SURFACE]
    np.testing.assert_array_equal(picked, model[ANIMAL_LABELS == 1])
    product = next(said(t) for t in axes.texts if said(t).startswith("="))
    assert float(product[1:]) == pytest.approx(np.prod(picked), abs=5e-4)


@pytest.mark.parametrize("level", LOSS_LEVELS)
def test_the_loss_is_the_same_all_along_a_line(level: float) -> None:
    line = figures.level_line(level)
    assert np.all(line > 0)
    np.testing.assert_allclose(line.sum(axis=1), 1, rtol=1e-12)
    losses = entropy(SHARES) + rel_entr(SHARES, line).sum(axis=1)
    np.testing.assert_allclose(losses, level, rtol=1e-9)


def test_outer_lines_surround_inner_ones() -> None:
    reach = [np.ptp(figures.level_line(level), axis=0) for level in LOSS_LEVELS]
    assert all(np.all(outer > inner) for inner, outer in pairwise(reach))
    assert len(figures.simplex().axes[0].patches) == 2 * len(LOSS_LEVELS) + 1


def test_the_lowest_point_is_the_shares() -> None:
    axes = figures.simplex().axes[0]
    (x,), (y,) = points(next(line for line in axes.lines if line.get_color() == BLUE))
    assert (x, y) == pytest.approx(tuple(SHARES @ figures.CORNERS))
    written = " ".join(text.get_text() for text in axes.texts)
    assert f"{entropy(SHARES):.4f} nats" in written
    assert f"{np.log(3):.4f} nats" in written


def test_each_level_is_written_on_its_own_line() -> None:
    axes = figures.simplex().axes[0]
    labels = [text for text in axes.texts if text.get_text() in {f"{at:g}" for at in LOSS_LEVELS}]
    assert len(labels) == len(LOSS_LEVELS)
    lines = [p for p in axes.patches if isinstance(p, Polygon) and not p.get_fill()]
    for label, line in zip(labels, lines, strict=False):
        assert min(np.hypot(*(line.get_xy() - label.get_position()).T)) < 1e-12


def test_the_even_guess_costs_what_its_columns_say() -> None:
    axes = figures.even_guess().axes[0]
    shared = blocks(axes, BLUE)
    shares = np.array([0.5, 0.3, 0.2])
    assert [patch.get_width() for patch in shared] == pytest.approx(shares.tolist())
    heights = np.minimum(-np.log(shares), np.log(3))
    assert [patch.get_height() for patch in shared] == pytest.approx(heights.tolist())
    costs = shares * (np.log(3) + np.log(shares))
    written = [text.get_text().replace("−", "-") for text in axes.texts]
    assert [float(words) for words in written] == pytest.approx(costs.tolist(), abs=0.005)
    assert costs.sum() > 0
