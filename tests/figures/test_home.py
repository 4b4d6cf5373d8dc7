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


def test_bars_add_up() -> None:
    own, extra, total = (rectangle.get_width() for rectangle in rectangles(1))
    assert own == pytest.approx(entropy(home.HAPPENS, base=2))
    assert own + extra == pytest.approx(total)
    surprise = -np.log2(home.FORECAST)
    assert total == pytest.approx(np.dot(home.HAPPENS, surprise))
