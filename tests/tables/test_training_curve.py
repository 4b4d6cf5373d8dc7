"""The tables of the page on training curves."""

import numpy as np
import pytest

from snippets import curves
from snippets.careful.logistic import sigmoid
from snippets.tables import training_curve as data


def test_the_model_passes_two_levels_and_ends_at_the_third() -> None:
    losses, (nothing, shares, sky) = curves.weather_losses(), curves.weather_levels()
    assert losses[0] == pytest.approx(nothing) == pytest.approx(np.log(2))
    assert nothing > shares > sky
    assert losses[-1] == pytest.approx(sky, abs=1e-12)
    assert np.all(np.diff(losses) < 1e-15)


def test_the_levels_are_entropies() -> None:
    _, shares, sky = curves.weather_levels()
    p = np.array([0.05, 0.1, 0.45, 0.9])
    both = -(p * np.log(p) + (1 - p) * np.log(1 - p))
    assert sky == pytest.approx(both.mean())
    mean = p.mean()
    assert shares == pytest.approx(-(mean * np.log(mean) + (1 - mean) * np.log(1 - mean)))
    assert [row[1] for row in data.levels().rows[:3]] == list(curves.weather_levels())


def test_softmax_twice_does_not_come_down() -> None:
    once, twice = curves.one_batch(twice=False), curves.one_batch(twice=True)
    assert once[0] == pytest.approx(np.log(10)) == pytest.approx(twice[0])
    assert once[-1] < 0.01
    floor = np.log(np.e + 9) - 1
    assert floor < twice[-1] < floor + 0.01


def test_the_fitted_temperature_lowers_the_loss_of_other_samples() -> None:
    fitted = curves.temperature()
    assert curves.loss_at(fitted) < curves.loss_at(1)
    around = [curves.loss_at(fitted * factor) for factor in (0.5, 2)]
    assert curves.loss_at(fitted) < min(around)
    as_trained, repaired = data.repaired().rows
    assert as_trained[3] == repaired[3]
    assert float(repaired[2]) < float(as_trained[2]) / 3 * 1.05
    assert float(repaired[4]) < float(as_trained[4]) / 4


def test_the_halves_are_other_samples_with_both_labels() -> None:
    unseen = curves.held_out(steps=curves.STEPS)
    fitted, judged = unseen.half(0), unseen.half(1)
    assert len(fitted.labels) == len(judged.labels) == curves.UNSEEN // 2
    assert fitted.labels.mean() == judged.labels.mean() == 0.5
    assert not set(fitted.logits) & set(judged.logits)


def test_the_bins_hold_all_samples_of_a_half_and_most_are_at_the_ends() -> None:
    table = curves.bins(1)
    assert table[:, 0].sum() == curves.UNSEEN // 2
    assert table[[0, -1], 0].sum() > 0.66 * curves.UNSEEN // 2
    shown = data.said_and_happened().rows
    assert [row[0] for row in shown] == table[:, 0].tolist()
    said = sigmoid(curves.held_out(steps=curves.STEPS).half(1).logits)
    assert float(table[:, 0] @ table[:, 1]) == pytest.approx(float(said.sum()))
