"""The figures of the page on perplexity."""

import numpy as np
import pytest
from matplotlib.patches import Rectangle

from snippets import letters
from snippets.figures import perplexity as figures
from snippets.figures.style import BLUE
from snippets.tables import perplexity as data
from tests.figures.drawn import blocks, level, points


def test_the_lines_are_those_of_the_table() -> None:
    known, new, nothing = figures.contexts().axes[0].lines
    rows = data.letter_models().rows[1:]
    assert points(known)[1].tolist() == [row[1] for row in rows]
    assert points(new)[1].tolist() == [row[2] for row in rows]
    assert points(nothing)[1][0] == len(letters.SIGNS) == 27


def test_a_bar_for_each_word_and_their_mean() -> None:
    axes = figures.words().axes[0]
    heights = [bar.get_height() for bar in axes.patches if isinstance(bar, Rectangle)]
    assert heights == letters.sentence_losses().tolist()
    assert level(axes) == np.mean(heights)
    widths = [bar.get_width() for bar in axes.patches if isinstance(bar, Rectangle)]
    assert widths == pytest.approx([1 / 6] * 6)


def test_tokens_are_as_wide_as_they_count_and_the_mean_is_that_of_the_table() -> None:
    alike, by_text = figures.tokens().axes
    ways = [row[1] for row in data.means_of_texts().rows]
    for axes, mean in ((alike, ways[0]), (by_text, ways[1])):
        bars = blocks(axes, BLUE)
        assert sum(bar.get_width() for bar in bars) == pytest.approx(1)
        assert sum(bar.get_width() * bar.get_height() for bar in bars) == pytest.approx(mean)
        assert level(axes) == pytest.approx(mean)
        assert axes.texts[0].get_text() == f"{mean:.2f}"
    widths = [bar.get_width() for bar in blocks(by_text, BLUE)]
    assert widths == pytest.approx([1 / 4] * 2 + [1 / 12] * 6)
