"""The figures on KL divergence draw what SciPy computes."""

import numpy as np
import pytest
from matplotlib.collections import PathCollection
from matplotlib.colors import same_color
from matplotlib.container import BarContainer
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from numpy.typing import NDArray
from scipy.special import rel_entr
from scipy.stats import entropy

from snippets.figures import kl_divergence as figures
from snippets.figures.style import RED
from tests.figures.drawn import points, said

FloatArray = NDArray[np.float64]


def texts(figure: Figure) -> str:
    return "\n".join(said(text) for axes in figure.axes for text in axes.texts)


@pytest.mark.parametrize("p", [0.5, 0.25, 0.75])
def test_directions_draws_both_directions_in_bits(p: float) -> None:
    axes = figures.directions(p).figure.axes[0]
    forward, reverse, js = (line for line in axes.lines if len(points(line)[0]) > 1)
    q, _ = points(forward)
    coin, model, mean = (np.stack([r, 1 - r]) for r in (np.full_like(q, p), q, (p + q) / 2))
    for line, expected in (
        (forward, rel_entr(coin, model).sum(axis=0)),
        (reverse, rel_entr(model, coin).sum(axis=0)),
        (js, (rel_entr(coin, mean) + rel_entr(model, mean)).sum(axis=0) / 2),
    ):
        drawn = np.minimum(expected / np.log(2), figures.HIGHEST)
        np.testing.assert_allclose(points(line)[1], drawn, rtol=1e-10, atol=1e-15)


def test_directions_marks_the_end_of_the_reverse_curve() -> None:
    axes = figures.directions().figure.axes[0]
    assert [values.item() for values in points(axes.lines[-1])] == [1.0, 1.0]
    assert points(axes.lines[2])[1][-1] == pytest.approx(1, abs=0.1)


def test_directions_writes_the_numbers_at_the_dots() -> None:
    figure = figures.directions(0.5, 0.1).figure
    dots = [points(line) for line in figure.axes[0].lines if len(points(line)[0]) == 1]
    forward, reverse = (
        entropy(*pair, base=2) for pair in (([0.5, 0.5], [0.1, 0.9]), ([0.1, 0.9], [0.5, 0.5]))
    )
    assert [y.item() for _, y in dots[:2]] == pytest.approx([forward, reverse])
    assert texts(figure).startswith(f"D(P‖Q) = {forward:.2f}\nD(Q‖P) = {reverse:.2f}\nJS = ")


def test_jensen_gap_is_the_divergence() -> None:
    figure = figures.jensen_gap()
    axes = figure.axes[0]
    gap = next(line for line in axes.lines if same_color(line.get_color(), RED))
    bottom, top = points(gap)[1]
    assert top == 0
    assert bottom == pytest.approx(-0.875 * np.log(2), rel=1e-14)
    assert "−0.607" in texts(figure)


def test_jensen_gap_places_the_states_on_the_logarithm_with_mean_ratio_one() -> None:
    axes = figures.jensen_gap().axes[0]
    dots = axes.collections[0]
    assert isinstance(dots, PathCollection)
    ratios, logs = np.asarray(dots.get_offsets()).T
    weights = dots.get_sizes() / dots.get_sizes().sum()
    np.testing.assert_allclose(ratios, [1 / 4, 1 / 2, 2, 4])
    np.testing.assert_allclose(logs, np.log(ratios))
    assert np.sum(weights * ratios) == pytest.approx(1)


@pytest.fixture(scope="module")
def peaks() -> tuple[FloatArray, FloatArray]:
    grid = np.linspace(-6, 6, 121)
    return grid, figures.two_peaks(grid)


def test_forward_fit_has_the_mean_and_the_width_of_the_truth(
    peaks: tuple[FloatArray, FloatArray],
) -> None:
    """The smallest D(P‖Q) over bell curves matches mean and variance (Bishop 2006, 10.7)."""
    grid, truth = peaks
    mean, sd, _ = figures.nearest_bell(grid, truth, "forward")
    true_mean = np.sum(truth * grid)
    true_sd = np.sqrt(np.sum(truth * (grid - true_mean) ** 2))
    assert mean == pytest.approx(true_mean, abs=0.1)
    assert sd == pytest.approx(true_sd, abs=0.15)


def test_reverse_fit_sits_on_the_larger_peak(peaks: tuple[FloatArray, FloatArray]) -> None:
    grid, truth = peaks
    mean, sd, bits = figures.nearest_bell(grid, truth, "reverse")
    assert mean == pytest.approx(-2.2, abs=0.1)
    assert sd == pytest.approx(0.6, abs=0.1)
    assert bits == pytest.approx(-np.log2(0.55), abs=0.02)


def test_fits_writes_the_divergences_of_what_it_draws() -> None:
    figure = figures.fits()
    for axes, forward in zip(figure.axes, (True, False), strict=True):
        truth, bell = (points(line)[1] for line in axes.lines)
        pair = (truth, bell) if forward else (bell, truth)
        bits = np.sum(rel_entr(*pair)) / np.log(2)
        assert said(axes.texts[0]) == f"Q, {bits:.2f} bits away"


@pytest.mark.parametrize(
    ("mean", "sd", "peak"), [(-2.2, 0.7, 2.2), (0.0, 2.5, 1.0), (3.0, 0.4, 3.0)]
)
def test_bars_are_the_divergences_of_belief_and_truth(mean: float, sd: float, peak: float) -> None:
    figure = figures.two_ways(mean, sd, peak).figure
    truth, belief = (points(line)[1] for line in figure.axes[0].lines)
    bars = [bar.get_width() for bar in figure.axes[1].patches if isinstance(bar, Rectangle)]
    expected = [entropy(truth, belief, base=2), entropy(belief, truth, base=2)]
    np.testing.assert_allclose(bars, np.minimum(expected, figures.LONGEST), rtol=1e-9)


def test_one_belief_is_near_in_both_directions_only_where_the_peaks_are_one() -> None:
    bells = [
        figures.bell_curve(figures.COARSE, mean, sd)
        for mean in np.arange(-3, 3.1, 0.2)
        for sd in np.arange(0.4, 2.9, 0.1)
    ]
    beliefs = np.stack(bells, axis=1)

    def nearest(peak: float) -> float:
        truth = figures.two_peaks(figures.COARSE, peak)[:, np.newaxis]
        both = entropy(truth, beliefs, base=2), entropy(beliefs, truth, base=2)
        return float(np.min(np.maximum(*both)))

    assert nearest(-2.2) < 0.02
    assert nearest(2.2) > 0.5


def test_minus_the_bound_is_the_surprise_and_what_the_guess_adds() -> None:
    axes = figures.bound().axes[0]
    joint = np.array([0.06, 0.03, 0.01])
    guesses = np.array([[0.1, 0.1, 0.8], [1 / 3] * 3, [0.6, 0.3, 0.1]])
    drawn = [bars for bars in axes.containers if isinstance(bars, BarContainer)]
    minus_bounds = -np.sum(guesses * np.log(joint / guesses), axis=1)
    own, added = (
        [bar.get_width() for bars in drawn if bars.get_label() == name for bar in bars.patches]
        for name in ("surprise", "divergence")
    )
    assert own == pytest.approx([-np.log(0.1)] * 3)
    assert np.add([*added, 0.0], -np.log(0.1)) == pytest.approx(minus_bounds)
    assert [said(text) for text in axes.texts] == [f"{bound:.3f}" for bound in minus_bounds]
