"""The figures of the page on perplexity."""

import numpy as np
from matplotlib.patches import Rectangle

from snippets import letters
from snippets.figures import perplexity as figures
from snippets.tables import perplexity as data
from tests.figures.drawn import points


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
    assert points(axes.lines[0])[1][0] == np.mean(heights)
