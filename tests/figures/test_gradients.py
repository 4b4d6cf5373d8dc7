"""The figures on gradients draw what independent arithmetic gives."""

import numpy as np
import pytest
from matplotlib.colors import same_color, to_rgba
from matplotlib.patches import Rectangle
from scipy.special import expit, softmax

from snippets.figures import gradients as figures
from snippets.figures.style import BLUE, ORANGE
from tests.figures.drawn import points


def test_losses_and_slopes_for_label_1() -> None:
    above, below = figures.losses_and_slopes().axes
    z, drawn = points(above.lines[0])
    np.testing.assert_allclose(drawn, np.log1p(np.exp(-z)), rtol=1e-12)
    z, drawn = points(above.lines[1])
    np.testing.assert_allclose(drawn, (expit(z) - 1) ** 2 / 2, rtol=1e-9)
    z, drawn = points(below.lines[0])
    np.testing.assert_allclose(drawn, expit(z) - 1, rtol=1e-9)
    z, drawn = points(below.lines[1])
    np.testing.assert_allclose(drawn, (expit(z) - 1) * expit(z) * (1 - expit(z)), rtol=1e-9)


def test_slopes_are_the_derivatives_of_the_losses_above_them() -> None:
    above, below = figures.losses_and_slopes().axes
    for loss, slope in zip(above.lines[:2], below.lines[:2], strict=True):
        z, values = points(loss)
        np.testing.assert_allclose(np.gradient(values, z)[1:-1], points(slope)[1][1:-1], atol=2e-4)


def test_the_marked_slopes_are_the_published_ones() -> None:
    below = figures.losses_and_slopes().axes[1]
    marked = next(line for line in below.lines if len(points(line)[0]) == 2)
    assert list(points(marked)[0]) == [-5, -5]
    assert points(marked)[1] == pytest.approx([-0.9933, -0.0066], abs=5e-5)
    texts = [text.get_text() for text in below.texts]
    assert texts[:2] == ["−0.0066", "−0.9933"]


def test_the_strongest_push_of_squared_error_is_marked() -> None:
    below = figures.losses_and_slopes().axes[1]
    x, y = points(below.lines[-1])
    assert expit(x[0]) == pytest.approx(1 / 3)
    assert y[0] == pytest.approx(-4 / 27)
    assert y[0] == pytest.approx(points(below.lines[1])[1].min(), abs=1e-4)


@pytest.mark.parametrize("squared", [False, True])
@pytest.mark.parametrize(("start", "rate"), [(-1.0, 0.5), (-5.0, 0.5), (-3.0, 2.0)])
def test_training_curves_descend_from_the_start(squared: bool, start: float, rate: float) -> None:
    line = figures.training_curves(start, rate).figure.axes[0].lines[2 * squared]
    z, expected = start, [float(expit(start))]
    for _ in range(figures.STEPS):
        y_hat = float(expit(z))
        z -= rate * (y_hat - 1) * (y_hat * (1 - y_hat) if squared else 1)
        expected.append(float(expit(z)))
    np.testing.assert_allclose(points(line)[1], expected, rtol=1e-9)


def test_only_squared_error_stands_still_from_the_worst_start() -> None:
    lines = figures.training_curves().figure.axes[0].lines
    fast, slow = (points(lines[k])[1][-1] for k in (0, 2))
    assert fast > 0.95
    assert slow < 0.05


def test_the_jacobian_has_areas_in_proportion_to_its_entries() -> None:
    axes = figures.jacobian().axes[0]
    squares = [patch for patch in axes.patches if isinstance(patch, Rectangle)]
    areas = np.array([square.get_width() * square.get_height() for square in squares])
    s = np.array([0.1, 0.2, 0.7])
    entries = (np.diag(s) - np.outer(s, s)).ravel()
    np.testing.assert_allclose(areas / areas[0], np.abs(entries) / entries[0], rtol=1e-9)
    filled = [to_rgba(square.get_facecolor())[3] > 0 for square in squares]
    assert filled == list(entries > 0)
    written = [float(text.get_text().replace("−", "-")) for text in axes.texts]
    np.testing.assert_allclose(written, entries, atol=1e-12)


@pytest.mark.parametrize("logits", [(-0.8, -0.1, 1.15), (4.0, 0.0, -4.0), (-4.0, 0.0, 0.0)])
def test_pushes_lead_from_the_prediction_to_the_label(logits: tuple[float, float, float]) -> None:
    axes = figures.pushes(*logits).figure.axes[0]
    prediction = np.exp(logits) / np.exp(logits).sum()
    for line, height, label in zip(axes.lines, prediction, (1, 0, 0), strict=True):
        np.testing.assert_allclose(points(line)[1], [height, label], atol=1e-12)
    bars = [patch.get_height() for patch in axes.patches if isinstance(patch, Rectangle)]
    np.testing.assert_allclose(bars, prediction, rtol=1e-12)


def test_signal_is_one_minus_exp_of_minus_the_loss_for_one_hot_labels_only() -> None:
    axes = figures.signal_against_loss().axes[0]
    one_hot, soft = (
        next(line for line in axes.lines if same_color(line.get_color(), colour))
        for colour in (BLUE, ORANGE)
    )
    losses, signals = points(one_hot)
    np.testing.assert_allclose(signals, 1 - np.exp(-losses), atol=1e-12)
    losses, signals = points(soft)
    entropy = -0.7 * np.log(0.7) - 0.3 * np.log(0.3)
    assert losses.min() == pytest.approx(entropy, abs=1e-3)
    assert signals[losses.argmin()] < 0.02
    lowest = points(axes.lines[2])
    assert (lowest[0][0], lowest[1][0]) == (pytest.approx(entropy), 0)


def test_softmax_competes_and_sigmoids_do_not() -> None:
    above, below = figures.competition().axes
    z = points(above.lines[0])[0]
    logits = np.stack([np.ones_like(z), z, np.zeros_like(z)], axis=-1)
    for k in range(3):
        np.testing.assert_allclose(points(above.lines[k])[1], softmax(logits, axis=-1)[:, k])
        np.testing.assert_allclose(points(below.lines[k])[1], expit(logits)[:, k])
    for k in (0, 2):
        assert np.all(np.diff(points(above.lines[k])[1]) < 0)
        assert np.ptp(points(below.lines[k])[1]) == 0
