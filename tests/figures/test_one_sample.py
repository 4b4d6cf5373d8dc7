"""The figures on one sample draw the three steps from probability to loss."""

import numpy as np
import pytest

from snippets.figures import one_sample as figures
from snippets.figures.style import BLUE, INK, ORANGE
from tests.figures.drawn import points, said


@pytest.mark.parametrize(
    ("colour", "rises"), [(BLUE, True), (ORANGE, False)], ids=["label 1", "label 0"]
)
def test_views_are_probability_log_and_loss(colour: str, rises: bool) -> None:
    given = figures.PREDICTIONS if rises else 1 - figures.PREDICTIONS
    views = (given, np.log(given), -np.log(given))
    for axes, expected in zip(figures.three_views().axes, views, strict=True):
        curve = next(line for line in axes.lines if line.get_color() == colour)
        y_hat, drawn = points(curve)
        np.testing.assert_array_equal(y_hat, figures.PREDICTIONS)
        np.testing.assert_allclose(drawn, expected, rtol=1e-12, atol=1e-15)


def test_dots_are_the_example_and_lie_on_the_curves() -> None:
    written = [[said(text) for text in axes.texts] for axes in figures.three_views().axes]
    assert written[0][:2] == ["0.80", "0.20"]
    assert written[1] == ["−0.22", "−1.61"]
    assert written[2] == ["0.22", "1.61"]
    for axes in figures.three_views().axes:
        for colour in (BLUE, ORANGE):
            curve, dot = (line for line in axes.lines if line.get_color() == colour)
            (x,), (y,) = points(dot)
            assert x == 0.8
            assert y == pytest.approx(np.interp(x, *points(curve)), abs=2e-3)


def test_the_log_keeps_the_order_and_the_sign_turns_it() -> None:
    for axes, keeps in zip(figures.three_views().axes, (True, True, False), strict=True):
        one, zero = (
            points(next(line for line in axes.lines if line.get_color() == colour))[1]
            for colour in (BLUE, ORANGE)
        )
        right = figures.PREDICTIONS > 0.51
        assert np.all((one > zero)[right] == keeps)


def test_factors_cost_the_same_for_every_power_of_ten() -> None:
    axes = figures.factors().axes[0]
    log_loss, difference = axes.lines[:2]
    probability, cost = points(log_loss)
    np.testing.assert_allclose(cost, -np.log(probability), rtol=1e-12, atol=1e-15)
    np.testing.assert_allclose(points(difference)[1], 1 - probability, rtol=1e-12)
    dots = [points(line)[1] for line in axes.lines[2:] if line.get_marker() == "o"]
    (near, far) = (float(pair[1]) for pair in dots)
    assert far - near == pytest.approx(2 * np.log(10))
    assert [said(text) for text in axes.texts if text.get_color() == INK] == [
        "4.61",
        "0.99",
        "9.21",
        "0.9999",
    ]


def test_only_the_log_is_lowest_at_the_truth() -> None:
    axes = figures.honest().axes[0]
    lines = {said(line.get_label()): points(line) for line in axes.lines}
    claims, cost = lines["−log P (nats)"]
    expected = -0.7 * np.log(claims) - 0.3 * np.log(1 - claims)
    np.testing.assert_allclose(cost, expected, rtol=1e-13)
    claims, flat = lines["1 − P"]
    np.testing.assert_allclose(flat, 1 - 0.7 * claims - 0.3 * (1 - claims), rtol=1e-13)
    (honest,), _ = lines["smallest −log P (nats)"]
    (boast,), _ = lines["smallest 1 − P"]
    assert honest == pytest.approx(0.7)
    assert boast == claims.max()
