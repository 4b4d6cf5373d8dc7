"""The figures of the home page: their areas are the quantities that they name."""

import numpy as np
import pytest
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from scipy.special import xlogy
from scipy.stats import entropy

from snippets.figures import home
from tests.figures.drawn import said

FORECASTS = [
    (2.0, 2.0, 4.0, 8.0),
    (8.0, 4.0, 2.0, 2.0),
    (1.0, 16.0, 1.0, 1.0),
    (3.0, 3.0, 3.0, 3.0),
]


def area(figure: Figure, panel: int, name: str) -> float:
    """Return the area of the rectangles of a kind."""
    return sum(
        float(patch.get_width() * patch.get_height())
        for patch in figure.axes[panel].patches
        if isinstance(patch, Rectangle) and str(patch.get_gid()).rpartition("-")[0] == name
    )


def width(figure: Figure, name: str) -> float:
    (found,) = (p for p in figure.axes[1].patches if p.get_gid() == name)
    assert isinstance(found, Rectangle)
    return float(found.get_width())


def written(figure: Figure, panel: int, beginning: str) -> float:
    texts = [said(text) for text in figure.axes[panel].texts]
    (found,) = (text for text in texts if text.startswith(beginning))
    return float(found.removeprefix(beginning))


@pytest.mark.parametrize("weights", FORECASTS)
def test_areas_are_the_entropies(weights: tuple[float, float, float, float]) -> None:
    figure, belief = home.areas(*weights).figure, np.array(weights) / sum(weights)
    shared, extra, saved = (area(figure, 0, name) for name in ("shared", "extra", "saved"))
    assert shared + saved == pytest.approx(entropy(home.HAPPENS, base=2))
    assert extra - saved == pytest.approx(entropy(home.HAPPENS, belief, base=2), abs=1e-12)
    assert shared + extra == pytest.approx(np.dot(home.HAPPENS, -np.log2(belief)))


@pytest.mark.parametrize("weights", FORECASTS)
def test_bars_are_made_of_the_areas(weights: tuple[float, float, float, float]) -> None:
    figure, belief = home.areas(*weights).figure, np.array(weights) / sum(weights)
    for part in ("shared", "extra", "saved"):
        assert width(figure, f"sum-{part}") == pytest.approx(area(figure, 0, part), abs=1e-12)
    divergence = entropy(home.HAPPENS, belief, base=2)
    assert written(figure, 1, "KL = ") == pytest.approx(divergence, abs=6e-4)
    (bracket,) = figure.axes[1].lines
    assert np.ptp(bracket.get_xdata()) == pytest.approx(divergence, abs=1e-12)


def test_written_areas_add_up_to_the_divergence() -> None:
    texts = [said(text) for text in home.areas().figure.axes[0].texts]
    costs = [float(text.replace("−", "-")) for text in texts if text[0] in "+−"]
    divergence = entropy(home.HAPPENS, home.FORECAST, base=2)
    assert sum(costs) == pytest.approx(divergence, abs=4 * 5.1e-3)


def test_both_probabilities_of_each_weather_are_written() -> None:
    texts = [said(text) for text in home.areas().figure.axes[0].texts]
    assert [text for text in texts if text in home.FRACTIONS.values()] == ["½", "¼", "⅛", "⅛"]
    assert [text for text in texts if text.startswith("0.")] == ["0.13", "0.13", "0.25", "0.50"]


def test_the_sliders_reach_the_truth() -> None:
    for control, share in zip(home.WEIGHTS, home.HAPPENS, strict=True):
        assert control.low <= share * 16 <= control.high
    assert area(home.areas(8, 4, 2, 2).figure, 0, "extra") == pytest.approx(0)


@pytest.mark.parametrize("q", [0.01, 0.3, 0.8, 0.99])
def test_the_area_of_a_price_is_what_such_days_cost(q: float) -> None:
    figure = home.price(q).figure
    shared, extra = area(figure, 0, "shared"), area(figure, 0, "extra")
    mean = -xlogy(0.3, q) - xlogy(0.7, 1 - q)
    assert shared + extra == pytest.approx(mean)
    assert written(figure, 0, f"−log {q:.2f} = ") == pytest.approx(-np.log(q), abs=6e-4)
