"""The figure of the home page: its areas are the three quantities that it names."""

import numpy as np
import pytest
from matplotlib.patches import Rectangle
from scipy.stats import entropy

from snippets.figures import home


def rectangles(panel: int) -> list[Rectangle]:
    """Return the panel's rectangles, without the tints beneath the hatched ones."""
    patches = home.areas().axes[panel].patches
    return [p for p in patches if isinstance(p, Rectangle) and p.get_alpha() is None]


def area(rectangle: Rectangle) -> float:
    return float(rectangle.get_width() * rectangle.get_height())


def test_areas_are_the_entropies() -> None:
    shared, added = rectangles(0)[::2], rectangles(0)[1::2]  # one of each for every weather
    divergence = sum(area(rectangle) for rectangle in added)
    saved = -sum(area(rectangle) for rectangle in added if rectangle.get_height() < 0)
    blue = sum(area(rectangle) for rectangle in shared)
    assert blue + saved == pytest.approx(entropy(home.HAPPENS, base=2))
    assert divergence == pytest.approx(entropy(home.HAPPENS, home.FORECAST, base=2))


def test_written_areas_add_up_to_the_divergence() -> None:
    value = {fraction: number for number, fraction in home.FRACTIONS.items()}
    texts = [text.get_text() for text in home.areas().axes[0].texts]
    written = [text for text in texts if text[0] in "+−" and text[1:] in value]
    total = sum(value[text[1:]] * (1 if text[0] == "+" else -1) for text in written)
    assert total == pytest.approx(entropy(home.HAPPENS, home.FORECAST, base=2))


def test_bars_are_made_of_the_areas_of_their_colour() -> None:
    in_truth, in_total, saved, added = rectangles(1)
    columns = rectangles(0)
    blue = sum(area(rectangle) for rectangle in columns[::2])
    red = sum(area(rectangle) for rectangle in columns[1::2] if rectangle.get_height() > 0)
    green = -sum(area(rectangle) for rectangle in columns[1::2] if rectangle.get_height() < 0)
    widths = [bar.get_width() for bar in (in_truth, in_total, saved, added)]
    assert widths == pytest.approx([blue, blue, green, red])
    colours = [bar.get_facecolor() for bar in (in_truth, in_total)]
    assert colours == [columns[0].get_facecolor()] * 2


def test_bars_are_the_entropy_and_the_cross_entropy() -> None:
    in_truth, in_total, saved, added = rectangles(1)
    truth = entropy(home.HAPPENS, base=2)
    assert in_truth.get_width() + saved.get_width() == pytest.approx(truth)
    cross = np.dot(home.HAPPENS, -np.log2(home.FORECAST))
    assert in_total.get_width() + added.get_width() == pytest.approx(cross)
    (bracket,) = home.areas().axes[1].lines
    assert np.ptp(bracket.get_xdata()) == pytest.approx(cross - truth)


def test_both_probabilities_of_each_weather_are_written() -> None:
    texts = [text.get_text() for text in home.areas().axes[0].texts]
    value = {fraction: number for number, fraction in home.FRACTIONS.items()}
    for letter, probabilities in (("P", home.HAPPENS), ("Q", home.FORECAST)):
        written = [text for text in texts if text.startswith(f"{letter} = ")]
        assert [value[text[4:]] for text in written] == list(probabilities)
