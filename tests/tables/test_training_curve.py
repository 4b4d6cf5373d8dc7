"""The tables of the page on training curves."""

import pytest

from snippets import curves
from snippets.careful.logistic import sigmoid
from snippets.tables import training_curve as data


def test_the_first_levels_are_those_of_the_weather() -> None:
    assert [row[1] for row in data.levels().rows[:3]] == list(curves.weather_levels())


def test_the_fitted_temperature_lowers_the_loss_of_other_samples() -> None:
    fitted = curves.temperature()
    assert curves.loss_at(fitted) < curves.loss_at(1)
    around = [curves.loss_at(fitted * factor) for factor in (0.5, 2)]
    assert curves.loss_at(fitted) < min(around)
    as_trained, repaired = data.repaired().rows
    assert as_trained[3] == repaired[3]
    assert float(repaired[2]) < float(as_trained[2]) / 3 * 1.05
    assert float(repaired[4]) < float(as_trained[4]) / 4


def test_the_bins_hold_all_samples_of_a_half_and_most_are_at_the_ends() -> None:
    table = curves.bins(1)
    assert table[:, 0].sum() == curves.UNSEEN // 2
    assert table[[0, -1], 0].sum() > 0.66 * curves.UNSEEN // 2
    shown = data.said_and_happened().rows
    assert [row[0] for row in shown] == table[:, 0].tolist()
    said = sigmoid(curves.held_out(steps=curves.STEPS).half(1).logits)
    assert float(table[:, 0] @ table[:, 1]) == pytest.approx(float(said.sum()))
