"""The figures on self-information draw −log₂ p, its halvings and its sums."""

import numpy as np
import pytest
from matplotlib.patches import Rectangle

from snippets.figures import self_information as figures
from snippets.figures.style import INK
from tests.figures.drawn import points


def test_curve_is_minus_log2_and_not_one_over_p() -> None:
    axes = figures.curve().axes[0]
    lines = {line.get_label(): points(line) for line in axes.lines}
    p, bits = lines["self-information"]
    np.testing.assert_allclose(bits, -np.log2(p), rtol=1e-13, atol=1e-16)
    p, ratio = lines["one over p"]
    np.testing.assert_allclose(ratio, 1 / p)
    assert bits[-1] == 0
    assert ratio[-1] == 1


def test_messages_lie_on_the_curve_and_say_where() -> None:
    axes = figures.curve().axes[0]
    marks = [points(line) for line in axes.lines if line.get_color() == INK]
    for (p,), (bits,) in marks:
        assert bits == pytest.approx(-np.log2(p), abs=1e-15)
    written = [text.get_text() for text in axes.texts[1:]]
    assert written == ["key: 3 bits", "rain: 1.7 bits", "heads: 1 bit", "sunrise: 0 bits"]


def test_each_question_halves_the_open_boxes_and_adds_a_bit() -> None:
    axes = figures.halving().axes[0]
    boxes = [patch for patch in axes.patches if isinstance(patch, Rectangle)]
    still_open = [
        sum(box.get_y() == -row and box.get_linewidth() == 0 for box in boxes) for row in range(4)
    ]
    assert still_open == [8, 4, 2, 1]
    written = [text.get_text() for text in axes.texts if "bit" in text.get_text()]
    assert written == ["0 bits", "1 bit", "2 bits", "3 bits"]


def test_bars_of_independent_events_add_up() -> None:
    axes = figures.additivity().axes[0]
    coin, die, pair = [patch for patch in axes.patches if isinstance(patch, Rectangle)]
    assert coin.get_width() == pytest.approx(1)
    assert die.get_x() == pytest.approx(coin.get_width())
    assert die.get_width() == pytest.approx(np.log2(6))
    assert pair.get_width() == pytest.approx(coin.get_width() + die.get_width())


def test_rulers_measure_one_surprise_in_three_units() -> None:
    axes = figures.rulers().axes[0]
    probability, hartleys, nats, bits = (points(line)[0] for line in axes.lines)
    np.testing.assert_allclose(probability, -np.log([1, 0.1, 0.01, 0.001]), atol=1e-15)
    np.testing.assert_allclose(hartleys, np.log(10) * np.arange(4))
    np.testing.assert_allclose(nats, np.arange(7))
    np.testing.assert_allclose(bits, np.log(2) * np.arange(10))
    written = [text.get_text() for text in axes.texts]
    assert written[:5] == ["1", "1/10", "1/100", "1/1,000", "probability"]
    assert written[-1] == "bits"
    assert written[-11:-1] == [str(k) for k in range(10)]
