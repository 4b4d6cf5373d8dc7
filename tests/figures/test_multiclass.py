"""The figures on many classes draw what SciPy computes."""

import numpy as np
import pytest
from matplotlib.colors import same_color
from matplotlib.patches import Rectangle
from scipy.special import softmax

from snippets.figures import multiclass as figures
from snippets.figures.style import BLUE, ORANGE
from snippets.tables.multiclass import SCORES
from tests.figures.drawn import blocks, level, points


def test_temperature_draws_softmax_of_the_scores() -> None:
    axes = figures.temperature().axes[0]
    for animal, line in enumerate(axes.lines[:3]):
        temperatures, drawn = points(line)
        expected = [softmax(np.array(SCORES) / t)[animal] for t in temperatures]
        np.testing.assert_allclose(drawn, expected, rtol=1e-12, atol=1e-300)


def test_temperature_goes_from_certain_to_uniform() -> None:
    lines = figures.temperature().axes[0].lines[:3]
    assert [round(float(points(line)[1][0]), 6) for line in lines] == [0, 0, 1]
    assert [float(points(line)[1][-1]) for line in lines] == pytest.approx([1 / 3] * 3, abs=0.03)


@pytest.mark.parametrize(
    ("colour", "probabilities", "mean"),
    [(ORANGE, [0.4, 0.4, 0.1], 1.378389), (BLUE, [0.7, 0.7, 0.3], 0.639108)],
)
def test_two_models_draws_each_loss_on_the_curve_and_the_means(
    colour: str, probabilities: list[float], mean: float
) -> None:
    axes = figures.two_models().figure.axes[0]
    level, dots, cat = (line for line in axes.lines if same_color(line.get_color(), colour))
    assert float(points(level)[1][0]) == pytest.approx(mean, abs=5e-7)
    drawn = np.concatenate([points(dots), points(cat)], axis=1)
    np.testing.assert_allclose(drawn[0], probabilities)
    np.testing.assert_allclose(drawn[1], -np.log(probabilities), rtol=1e-14)
    assert any(f"mean {mean:.3f}" in text.get_text() for text in axes.texts)


@pytest.mark.parametrize(("cat", "right"), [(0.06, 2), (0.36, 2), (0.37, 3), (0.9, 3)])
def test_the_cat_moves_the_mean_smoothly_and_the_accuracy_by_a_jump(cat: float, right: int) -> None:
    upper, lower = figures.two_models(cat).figure.axes
    mean = -(2 * np.log(0.7) + np.log(cat)) / 3
    assert any(f"model 2: mean {mean:.3f}" == text.get_text() for text in upper.texts)
    at, height = points(lower.lines[-2])
    assert (at[0], height[0]) == pytest.approx((cat, right / 3))


def test_the_cat_overtakes_the_dog_where_both_get_the_same() -> None:
    dog = (1 - figures.OVERTAKES) * 4 / 7
    assert dog == pytest.approx(figures.OVERTAKES)


@pytest.mark.parametrize("given", [(1, 2, 4, 1, 0), (-5, 5, 0, 0.3, 5), (1, 2, 4, 5, -3)])
def test_shares_are_softmax_and_what_is_added_to_all_changes_nothing(
    given: tuple[float, float, float, float, float],
) -> None:
    *scores, temperature, shift = given
    upper, lower = figures.shares(*given).figure.axes
    heights = [patch.get_height() for patch in lower.patches if isinstance(patch, Rectangle)]
    np.testing.assert_allclose(heights, softmax(np.array(scores) / temperature), rtol=1e-12)
    tall = [patch.get_height() for patch in upper.patches if isinstance(patch, Rectangle)]
    np.testing.assert_allclose(tall, np.abs(np.array(scores) + shift))


@pytest.mark.parametrize(("panel", "model"), [(0, (0.4, 0.4, 0.1)), (1, (0.7, 0.7, 0.3))])
def test_prices_are_those_of_the_true_animals(panel: int, model: tuple[float, ...]) -> None:
    axes = figures.prices().axes[panel]
    losses = [bar.get_height() for bar in blocks(axes, BLUE)]
    np.testing.assert_allclose(losses, -np.log(model), rtol=1e-13)
    assert level(axes) == pytest.approx(np.mean(losses))
    guess = next(line for line in axes.lines if line.get_linestyle() == ":")
    assert points(guess)[1][0] == pytest.approx(np.log(3))
    assert (level(axes) > np.log(3)) == (panel == 0)
