"""The runs of training, against descents and optima written out."""

from math import e, log

import numpy as np
import pytest
from scipy.optimize import minimize_scalar
from scipy.special import expit, xlogy

from snippets import curves
from tests.snippets.descent import descent
from tests.snippets.strategies import Array


def clouds(samples: int, seed: int) -> tuple[Array, Array]:
    """Return the samples of a seed: one feature lies at ∓0.75, and all have noise."""
    labels = np.arange(samples) % 2
    x = np.random.default_rng(seed).normal(size=(samples, 6))
    x[:, 0] += np.where(labels == 1, 0.75, -0.75)
    return x, labels.astype(float)


def loss(y: Array, z: Array) -> float:
    return float(np.mean(np.logaddexp(0, z) - y * z))


def test_each_step_of_the_overfitted_run() -> None:
    (x, y), (unseen, truth) = clouds(16, 9), clouds(600, 1009)
    run = curves.overfitted()
    models = list(descent(x, y, rate=0.5, steps=curves.STEPS))
    expected = [loss(y, x @ w + b) for w, b in models]
    np.testing.assert_allclose(run.training, expected, rtol=1e-9)
    judged = [unseen @ w + b for w, b in models]
    np.testing.assert_allclose(run.validation, [loss(truth, z) for z in judged], rtol=1e-9)
    np.testing.assert_array_equal(run.accuracy, [np.mean((z > 0) == truth) for z in judged])
    assert {type(values) for values in vars(run).values()} == {np.ndarray}


def test_the_best_step_has_the_least_validation_loss() -> None:
    losses = curves.overfitted().validation
    assert type(curves.best_step()) is int
    assert losses[curves.best_step()] == losses.min()


def test_the_model_of_the_weather_passes_two_levels_and_ends_at_the_third() -> None:
    losses, (nothing, shares, sky) = curves.weather_losses(), curves.weather_levels()
    assert losses[0] == pytest.approx(nothing) == pytest.approx(log(2))
    assert nothing > shares > sky
    assert losses[-1] == pytest.approx(sky, abs=1e-12)
    assert np.all(np.diff(losses) < 1e-15)


def test_the_levels_are_entropies() -> None:
    p = np.array([0.05, 0.1, 0.45, 0.9])
    np.testing.assert_allclose(curves.wet_shares(), p)
    _, shares, sky = curves.weather_levels()
    assert sky == pytest.approx(-np.mean(xlogy(p, p) + xlogy(1 - p, 1 - p)))
    assert shares == pytest.approx(-xlogy(0.375, 0.375) - xlogy(0.625, 0.625))
    assert {type(level) for level in curves.weather_levels()} == {float}


def slope_of_softmax_twice(z: Array) -> Array:
    """Return the slopes of −log softmax(softmax(z))₀, from steps along the imaginary axis."""
    tiny = 1e-30

    def softmax(at: Array) -> Array:
        powers = np.exp(at)
        return np.asarray(powers / powers.sum())

    along = (z + 1j * tiny * one for one in np.eye(len(z)))
    return np.array([-np.log(softmax(softmax(at))[0]).imag / tiny for at in along])


def test_softmax_twice_goes_down_its_own_slope() -> None:
    z, losses = np.zeros(10), []
    for _ in range(curves.BATCH_STEPS + 1):
        s = np.exp(z) / np.exp(z).sum()
        losses.append(float(np.log(np.exp(s).sum()) - s[0]))
        z = z - curves.BATCH_RATE * slope_of_softmax_twice(z)
    np.testing.assert_allclose(curves.one_batch(twice=True), losses, rtol=1e-10)
    floor = log(e + 9) - 1
    assert floor < losses[-1] < floor + 0.01


def test_softmax_once_comes_down() -> None:
    z, losses = np.zeros(10), []
    for _ in range(curves.BATCH_STEPS + 1):
        s = np.exp(z) / np.exp(z).sum()
        losses.append(-log(s[0]))
        z = z - curves.BATCH_RATE * (s - (np.arange(10) == 0))
    np.testing.assert_allclose(curves.one_batch(twice=False), losses, rtol=1e-9)
    assert type(curves.one_batch(twice=False)) is np.ndarray
    assert losses[-1] < 0.01


def unseen_logits(steps: int) -> tuple[Array, Array]:
    """Return logits and labels of the samples that no training has seen."""
    *_, (w, b) = descent(*clouds(16, 9), rate=0.5, steps=steps)
    x, y = clouds(curves.UNSEEN, curves.UNSEEN_SEED)
    return x @ w + b, y


@pytest.mark.parametrize("steps", [3, curves.STEPS])
def test_what_is_said_of_unseen_samples(steps: int) -> None:
    z, y = unseen_logits(steps)
    unseen = curves.held_out(steps=steps)
    np.testing.assert_allclose(unseen.logits, z, rtol=1e-9)
    np.testing.assert_array_equal(unseen.labels, y)


def test_the_halves_are_other_samples_with_both_labels() -> None:
    unseen = curves.held_out(steps=curves.STEPS)
    fitted, judged = unseen.half(0), unseen.half(1)
    assert fitted.labels.mean() == judged.labels.mean() == 0.5
    assert fitted.logits[:4].tolist() == unseen.logits[[0, 1, 4, 5]].tolist()
    assert judged.logits[:4].tolist() == unseen.logits[[2, 3, 6, 7]].tolist()
    assert len(fitted.labels) == len(judged.labels) == curves.UNSEEN // 2


def test_the_temperature_fits_one_half_and_is_judged_by_the_other() -> None:
    z, y = unseen_logits(curves.STEPS)
    first = (np.arange(len(y)) // 2) % 2 == 0
    fitted = minimize_scalar(lambda beta: loss(y[first], beta * z[first]), bounds=(1e-3, 10))
    divisor = curves.temperature()
    assert divisor == pytest.approx(1 / fitted.x, rel=1e-4)
    for at in (1.0, divisor):
        assert curves.loss_at(at) == pytest.approx(loss(y[~first], z[~first] / at), rel=1e-9)
    assert curves.loss_at(divisor) < curves.loss_at(1)
    assert type(divisor) is type(curves.loss_at(1.0)) is float


def test_the_bins_hold_the_half_that_judges() -> None:
    z, y = unseen_logits(curves.STEPS)
    second = (np.arange(len(y)) // 2) % 2 == 1
    said, happened = expit(z[second] / 2), y[second]
    which = np.minimum((said * 10).astype(int), 9)
    for bin_, (count, mean, share) in enumerate(curves.bins(2)):
        assert count == np.sum(which == bin_)
        assert mean == pytest.approx(said[which == bin_].mean())
        assert share == pytest.approx(happened[which == bin_].mean())
