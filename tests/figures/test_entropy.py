"""The figures on entropy: areas, the arch, the code tree and the overlapping bars."""

import numpy as np
import pytest
from matplotlib.patches import Rectangle
from scipy.stats import entropy as reference

from snippets.figures import entropy as figures
from snippets.tables.entropy import prefix_code
from tests.figures.drawn import level, points, said


def rectangles(patches: list[object]) -> list[Rectangle]:
    return [patch for patch in patches if isinstance(patch, Rectangle)]


def test_area_of_the_blocks_is_the_height_of_the_line() -> None:
    axes = figures.average_surprise().axes[0]
    blocks = rectangles(list(axes.patches))
    widths = np.array([block.get_width() for block in blocks])
    heights = np.array([block.get_height() for block in blocks])
    np.testing.assert_allclose(heights, -np.log2(widths))
    assert widths.sum() == pytest.approx(1)
    assert level(axes) == pytest.approx(widths @ heights) == pytest.approx(1.75)


def test_blocks_stand_side_by_side_between_the_ticks() -> None:
    axes = figures.average_surprise().axes[0]
    starts = [block.get_x() for block in rectangles(list(axes.patches))]
    assert starts == pytest.approx([0, 1 / 2, 3 / 4, 7 / 8])
    assert list(axes.get_xticks()) == pytest.approx([*starts, 1])


def test_arch_is_the_entropy_of_two_outcomes_and_highest_in_the_middle() -> None:
    axes = figures.binary().axes[0]
    p, bits = points(axes.lines[0])
    np.testing.assert_allclose(
        bits, reference(np.stack([p, 1 - p]), base=2), rtol=1e-12, atol=1e-15
    )
    assert p[bits.argmax()] == 0.5
    assert bits[0] == bits[-1] == 0


def test_marked_coins_say_their_entropy() -> None:
    written = [said(text) for text in figures.binary().axes[0].texts]
    assert written == ["fair coin: 1 bit", "11% heads: 0.5 bits", "99% heads: 0.081 bits"]
    assert reference([0.11, 0.89], base=2) == pytest.approx(0.5, abs=1e-3)


def test_tree_has_a_leaf_a_horse_at_the_depth_of_its_word() -> None:
    axes = figures.code_tree().axes[0]
    leaves = [line for line in axes.lines if str(line.get_label()).strip("01") == ""]
    depths = [float(points(leaf)[0][0]) for leaf in leaves]
    assert depths == [1, 2, 3, 4, 6, 6, 6, 6]
    heights = [float(points(leaf)[1][0]) for leaf in leaves]
    assert heights == sorted(heights, reverse=True)


def test_following_a_word_from_the_root_leads_to_its_leaf() -> None:
    words = prefix_code([1 / 2, 1 / 4, 1 / 8, 1 / 8])
    heights = figures.node_heights(words)
    for word in words:
        for length in range(len(word)):
            here, step = heights[word[:length]], heights[word[: length + 1]]
            assert (step > here) == (word[length] == "0"), "0 goes up, 1 goes down"


def test_bars_are_the_published_entropies_and_meet_at_their_edges() -> None:
    axes = figures.two_variables().axes[0]
    bars = {said(bar.get_label()): bar for bar in rectangles(list(axes.patches))}
    widths = {name: bar.get_width() for name, bar in bars.items()}
    published = {
        "H(X,Y)": 27 / 8,
        "H(X)": 7 / 4,
        "H(Y)": 2,
        "H(X | Y)": 11 / 8,
        "I(X; Y)": 3 / 8,
        "H(Y | X)": 13 / 8,
    }
    assert widths == pytest.approx(published)
    ends = {name: bar.get_x() + bar.get_width() for name, bar in bars.items()}
    assert ends["H(X | Y)"] == pytest.approx(bars["I(X; Y)"].get_x())
    assert ends["I(X; Y)"] == pytest.approx(ends["H(X)"])
    assert ends["H(Y)"] == ends["H(Y | X)"] == pytest.approx(ends["H(X,Y)"])
