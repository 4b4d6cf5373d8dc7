"""The figures on stability show the article's faults where they are, and ours to be right."""

import numpy as np
import pytest
from matplotlib.patches import Rectangle

from snippets.figures import stability as figures
from snippets.figures.style import BLUE, GREEN, ORANGE, RED
from snippets.tables.stability import losses_through_probability
from tests.figures.drawn import points, said


def test_the_cap_is_minus_log_of_the_small_number() -> None:
    axes = figures.cap().axes[0]
    curves = {line.get_color(): points(line) for line in axes.lines}
    probability, ours = curves[BLUE]
    np.testing.assert_allclose(ours, -np.log(probability), rtol=1e-13, atol=1e-15)
    capped = curves[ORANGE][1]
    assert max(capped) == pytest.approx(20.723, abs=1e-3)
    np.testing.assert_allclose(capped, -np.log(probability + 1e-9), rtol=1e-12, atol=1e-15)
    assert any("never above 20.723" in said(text) for text in axes.texts)


def test_only_the_diagonal_pairs_a_label_with_its_own_prediction() -> None:
    axes = figures.broadcast().axes[0]
    cells = [patch for patch in axes.patches if isinstance(patch, Rectangle)]
    labels, predictions = np.array([0, 1, 1, 0]), np.array([0.1, 0.9, 0.8, 0.4])
    expected = -np.log(np.where(labels[:, np.newaxis] == 1, predictions, 1 - predictions))
    written = [float(said(t)) for t in axes.texts if said(t)[0].isdigit()]
    np.testing.assert_allclose(np.reshape(written, (4, 4)), expected, atol=5e-4)
    highlighted = [(cell.get_x(), cell.get_y()) for cell in cells if cell.get_alpha() == 1]
    assert highlighted == [(k, k) for k in range(4)]
    sentences = [said(t) for t in axes.texts]
    assert f"the 4 samples: mean {np.trace(expected) / 4:.4f} nats" in sentences
    assert f"all 16 pairs: mean {expected.mean():.4f} nats" in sentences
    assert any("1.0094" in sentence for sentence in sentences)


@pytest.mark.parametrize(
    ("kind", "digits"), [(np.float32, 24), (np.float64, 53)], ids=["float32", "float64"]
)
def test_the_sigmoid_is_stored_as_one_where_half_a_step_is_reached(kind: type, digits: int) -> None:
    edge = figures.first_infinite_logit(kind)
    assert edge == pytest.approx(digits * np.log(2), abs=0.02)
    before = losses_through_probability(np.array([edge - 0.02]), kind)
    assert np.isfinite(before[0])
    drawn = " ".join(said(text) for text in figures.precision().axes[0].texts)
    assert f"∞ from z = {edge:.1f}" in drawn


def test_the_loss_from_the_logit_goes_on() -> None:
    whole, close = figures.precision().axes[0], figures.float32_ends().figure.axes[0]
    for axes in (whole, close):
        z, loss = points(next(line for line in axes.lines if line.get_color() == BLUE))
        np.testing.assert_allclose(loss, np.logaddexp(0, z), rtol=1e-13)
    assert max(points(whole.lines[0])[1]) > 43


def test_the_staircase_has_few_steps_that_grow() -> None:
    top = figures.float32_ends().figure.axes[0]
    z, loss = points(next(line for line in top.lines if line.get_color() == GREEN))
    steps = np.unique(loss)
    assert len(steps) < 30
    heights = np.diff(steps)
    assert heights[-1] == pytest.approx(np.log(2), abs=1e-3)
    assert heights[-1] > 3 * heights[0]
    assert np.all(z < figures.first_infinite_logit(np.float32))
    (edge, _), _ = points(next(line for line in top.lines if line.get_color() == RED))
    assert edge == figures.first_infinite_logit(np.float32)


@pytest.mark.parametrize("z", [14.0, 14.65, 16.0, 16.6, 16.65, 18.0])
def test_what_float32_stores_is_a_whole_number_of_steps_below_one(z: float) -> None:
    top, bottom = figures.float32_ends(z).figure.axes
    stored = np.float32(1) / (np.float32(1) + np.exp(np.float32(-z)))
    (steps,), _ = points(bottom.lines[1])
    assert steps == (1 - float(stored)) * 2**24
    assert steps == round(steps)
    (true,), _ = points(bottom.lines[2])
    assert true == pytest.approx(2**24 / (1 + np.exp(z)))
    assert abs(true - steps) <= 1 + 1e-6
    loss = "∞" if stored == 1 else f"{-np.log(1 - float(stored)):.3f}"
    assert f"through ŷ in float32: {loss}" in {said(text) for text in top.texts}


def test_the_place_of_the_control_is_that_of_its_logit() -> None:
    control = figures.LOGIT
    steps = round((control.high - control.low) / control.step)
    every = control.low + control.step * np.arange(steps + 1)
    np.testing.assert_allclose(figures.LOGITS, every, rtol=1e-12)
