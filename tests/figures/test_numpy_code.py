"""The figure on the NumPy functions: bars of the losses, and their means where they belong."""

import numpy as np
import pytest
from matplotlib.patches import Rectangle

from snippets.figures.numpy_code import reductions
from snippets.figures.style import BLUE
from tests.figures.drawn import blocks, level, said

GIVEN_TO_THE_TRUTH = ((0.9, 0.9, 0.8, 0.6), (0.7, 0.8, 0.6))
PUBLISHED_MEANS = (0.2361725516, 0.3635480397)


@pytest.mark.parametrize("panel", [0, 1])
def test_bars_are_minus_log_of_what_the_truth_was_given(panel: int) -> None:
    axes = reductions().axes[panel]
    heights = [bar.get_height() for bar in axes.patches if isinstance(bar, Rectangle)]
    np.testing.assert_allclose(heights, -np.log(GIVEN_TO_THE_TRUTH[panel]), rtol=1e-12)
    written = [said(text) for text in axes.texts]
    assert written[1:] == [f"{height:.4f}" for height in heights]


@pytest.mark.parametrize("panel", [0, 1])
def test_the_line_stands_at_the_published_mean(panel: int) -> None:
    axes = reductions().axes[panel]
    assert level(axes) == pytest.approx(PUBLISHED_MEANS[panel], rel=1e-9)
    assert said(axes.texts[0]) == f"mean\n{PUBLISHED_MEANS[panel]:.4f}"


def test_names_say_what_was_true_and_what_was_predicted() -> None:
    top, bottom = reductions().axes
    assert [said(label) for label in top.get_xticklabels()] == [
        "y = 0\nŷ = 0.1",
        "y = 1\nŷ = 0.9",
        "y = 1\nŷ = 0.8",
        "y = 0\nŷ = 0.4",
    ]
    assert [said(label) for label in bottom.get_xticklabels()] == [
        "class 0\ngot 0.7",
        "class 1\ngot 0.8",
        "class 2\ngot 0.6",
    ]


@pytest.mark.parametrize("panel", [0, 1])
def test_the_blocks_share_one_and_their_area_is_the_mean(panel: int) -> None:
    bars = blocks(reductions().axes[panel], BLUE)
    widths = [bar.get_width() for bar in bars]
    assert widths == pytest.approx([1 / len(GIVEN_TO_THE_TRUTH[panel])] * len(bars))
    area = sum(bar.get_width() * bar.get_height() for bar in bars)
    assert area == pytest.approx(PUBLISHED_MEANS[panel], rel=1e-9)
